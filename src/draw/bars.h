/*
 * A bar: a length that grows from the left, in cells of a coloured ground and an eighth at its end.
 *
 * Stacked full blocks would show seams. On an ASCII canvas cells are '#' and the end is rounded.
 * Units:   the length in cells; anything below an eighth of one that is not 0 shows as an eighth.
 * Errors:  NaN draws nothing; what is longer than the area fills it.
 * Memory:  allocates nothing.
 */
#ifndef DRAW_BARS_H
#define DRAW_BARS_H

#include "draw/canvas.h"

void bar_draw(struct canvas *canvas, struct rect area, double length, enum role role);

#endif
