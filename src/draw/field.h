/*
 * A field: values over a rectangle of a plane, as a contour picture asks for them.
 *
 * Shapes:  z: [ny × nx], rows from y0 (bottom) to y1 (top); at least 2 by 2 to be drawn.
 * Values:  may be NaN (nothing is known: left blank) or ±inf (above or below every level).
 * Memory:  borrows z; allocates nothing.
 */
#ifndef DRAW_FIELD_H
#define DRAW_FIELD_H

#include <stdbool.h>

#include "draw/canvas.h"

struct field {
	int nx, ny;
	const double *z;
	double x0, x1, y0, y1;
};

/* The value at a corner of dots of `area` (x to the right, y down): between samples, bilinear. */
double field_at(const struct field *field, struct rect area, int dot_x, int dot_y);

/* The smallest and the largest finite value; false when there is none. */
bool field_range(const struct field *field, double *ret_min, double *ret_max);

#endif
