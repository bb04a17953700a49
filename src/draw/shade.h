/*
 * A shaded field: bands of ground over the cells of a plot, and one level as a line of dots.
 *
 * For what lies behind points: contours would hide them under their lines. An ASCII canvas has no
 * grounds: cells at or above the line's level hold a dot, or every second band its digit where
 * there is no line.
 * Memory:  borrows field and levels; allocates nothing.
 */
#ifndef DRAW_SHADE_H
#define DRAW_SHADE_H

#include "draw/field.h"
#include "draw/level.h"
#include "draw/plot.h"

/* `line` is a value of the field; NaN: no line. */
void shade_draw(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels, double line);

/* `count` levels, 1 to LEVELS_MAX, at even steps inside lo to hi: count + 1 bands. */
struct levels shade_levels(double lo, double hi, int count);

#endif
