/*
 * The welcome: three lines on how to move, shown once over the first screen.
 *
 * On the menu they speak of lessons, in a lesson of its stops. There they stand where the question and
 * the prose do not, if any place beside them holds them.
 */
#ifndef VIEW_WELCOME_H
#define VIEW_WELCOME_H

#include "view/scene.h"

void welcome_draw(const struct scene *scene, struct canvas *canvas);

#endif
