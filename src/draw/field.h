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

/*
 * The same for many corners: where a column of them and where a row falls between the samples is
 * found once, for a field of at least 2 by 2 and an area that is not empty.
 */
struct field_place {
	int below;    /* the sample to the left, or below */
	double share; /* of the next one */
};
struct field_place field_column(const struct field *field, struct rect area, int dot_x);
struct field_place field_row(const struct field *field, struct rect area, int dot_y);
double field_mix(const struct field *field, struct field_place column, struct field_place row);

/* Whether there is anything to mix. */
bool field_is_drawable(const struct field *field, struct rect area);

/* The smallest and the largest finite value; false when there is none. */
bool field_range(const struct field *field, double *ret_min, double *ret_max);

#endif
