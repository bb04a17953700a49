/*
 * The welcome: three lines on how to move, shown once over the first screen.
 */
#ifndef VIEW_WELCOME_H
#define VIEW_WELCOME_H

#include "draw/canvas.h"

void welcome_draw(struct canvas *canvas);

#endif
