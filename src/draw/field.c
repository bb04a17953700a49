#include "draw/field.h"

#include <math.h>
#include <stddef.h>

#include "draw/dots.h"

/* Where a corner falls between samples. */
static struct field_place between(int corner, int corners, int samples)
{
	double at = (double)corner * (samples - 1) / corners;
	int below = (int)at;

	below = below < 0 ? 0 : below > samples - 2 ? samples - 2 : below;
	return (struct field_place){below, at - below};
}

struct field_place field_column(const struct field *field, struct rect area, int dot_x)
{
	return between(dot_x, area.w * DOTS_X, field->nx);
}

struct field_place field_row(const struct field *field, struct rect area, int dot_y)
{
	return between(area.h * DOTS_Y - dot_y, area.h * DOTS_Y, field->ny);
}

/* A share of nothing must not turn an infinite neighbour into NaN. */
static double mix(double a, double b, double share)
{
	return share <= 0 ? a : share >= 1 ? b : a + (b - a) * share;
}

double field_mix(const struct field *field, struct field_place column, struct field_place row)
{
	const double *lower =
		field->z + (size_t)row.below * (size_t)field->nx + (size_t)column.below;
	const double *upper = lower + field->nx;

	return mix(mix(lower[0], lower[1], column.share), mix(upper[0], upper[1], column.share),
		row.share);
}

bool field_is_drawable(const struct field *field, struct rect area)
{
	return field->nx >= 2 && field->ny >= 2 && area.w >= 1 && area.h >= 1;
}

double field_at(const struct field *field, struct rect area, int dot_x, int dot_y)
{
	if (!field_is_drawable(field, area))
		return NAN;
	/* The usual field has a sample at each corner of a dot: nothing to mix. */
	if (field->nx == area.w * DOTS_X + 1 && field->ny == area.h * DOTS_Y + 1 && dot_x >= 0 &&
		dot_y >= 0 && dot_x < field->nx && dot_y < field->ny)
		return field
			->z[(size_t)(field->ny - 1 - dot_y) * (size_t)field->nx + (size_t)dot_x];
	return field_mix(field, field_column(field, area, dot_x), field_row(field, area, dot_y));
}

bool field_range(const struct field *field, double *ret_min, double *ret_max)
{
	double min = INFINITY, max = -INFINITY;
	size_t count = field->nx > 0 && field->ny > 0 ? (size_t)field->nx * (size_t)field->ny : 0;

	for (size_t i = 0; i < count; i++) {
		if (!isfinite(field->z[i]))
			continue;
		min = fmin(min, field->z[i]);
		max = fmax(max, field->z[i]);
	}
	if (min > max)
		return false;
	*ret_min = min;
	*ret_max = max;
	return true;
}
