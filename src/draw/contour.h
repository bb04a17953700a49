/*
 * A contour picture: bands, level lines, the path of the training over them, and level labels.
 *
 * Bands are grounds of whole cells; lines are dots where a block between four samples spans a
 * level, so that both agree by construction. A terminal without colours shows the lines and labels
 * alone. An ASCII canvas shows every second band as its digit.
 * Order:   contour_fill, then anything that belongs under the path, contour_path, contour_labels
 *          (labels keep off every cell of the path); contour_draw does all of it.
 * Memory:  borrows field, levels and path; allocates nothing.
 */
#ifndef DRAW_CONTOUR_H
#define DRAW_CONTOUR_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/field.h"
#include "draw/level.h"
#include "draw/plot.h"

struct contour_path {
	const double *x, *y; /* [count], in values, from the start to where the run stands */
	size_t count;        /* 0: no path */
	bool has_minimum;
	double minimum_x, minimum_y;
};

/* The samples that contour_draw wants for the area of a plot: 2w + 1 by 4h + 1. */
void contour_field_size(struct rect area, int *ret_nx, int *ret_ny);

/* The field is stretched over the plot's area: choose its window from plot->x and plot->y. */
void contour_fill(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels);
void contour_path(const struct plot *plot, struct canvas *canvas, const struct contour_path *path);
void contour_labels(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels);

/* path may be NULL. */
void contour_draw(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels, const struct contour_path *path);

#endif
