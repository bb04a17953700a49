/*
 * A contour picture: bands, level lines, the path of the training over them, and level labels.
 *
 * Bands are grounds of whole cells; lines are dots where a block between four samples spans a
 * level, so that both agree by construction. A terminal without colours shows the lines and labels
 * alone. An ASCII canvas shows every second band as its digit.
 * Order:   contour_fill, then what belongs under the path (contour_ray, contour_axis,
 *          contour_arrow), contour_path, contour_labels: labels keep off every cell of these.
 * Memory:  borrows field, levels and path; contour_labels alone allocates, what it gives back, and
 *          draws none where there is no memory.
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
	bool lit; /* the last step was made just now */
};

/* The samples that contour_fill wants for the area of a plot: 2w + 1 by 4h + 1. */
void contour_field_size(struct rect area, int *ret_nx, int *ret_ny);

/* The field is stretched over the plot's area: choose its window from plot->x and plot->y. */
void contour_fill(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels);
void contour_path(const struct plot *plot, struct canvas *canvas, const struct contour_path *path);
void contour_labels(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels);

/*
 * A dashed line from (x − dx, y − dy) to (x + dx, y + dy), cut to the area; a ray goes from (x, y) to
 * the edge. The axis' name is drawn after the path: behind the end in front; where it would cover
 * the path or one of its signs, behind the other end; where it would there, too, nowhere.
 */
struct contour_axis {
	double x, y, dx, dy; /* in values */
	const char *label;   /* or NULL, where no name is drawn */
};
void contour_axis(const struct plot *plot, struct canvas *canvas, const struct contour_axis *axis);
void contour_axis_name(
	const struct plot *plot, struct canvas *canvas, const struct contour_axis *axis);
void contour_ray(const struct plot *plot, struct canvas *canvas, const struct contour_axis *ray);

/* From beside (x, y) in the direction (dx, dy), a share of the area's smaller side long. */
struct contour_arrow {
	double x, y, dx, dy; /* in values */
	double share;        /* 0 to 1 */
};
void contour_arrow(
	const struct plot *plot, struct canvas *canvas, const struct contour_arrow *arrow);

/* One of eight arrows for a direction in dots, y down; a point for none. */
uint32_t contour_arrow_glyph(double dx, double dy);

/* The signs of a path: its start, a step, where it is now, the minimum. */
enum contour_sign {
	CONTOUR_START = 0x25CB,
	CONTOUR_STEP = 0x2022,
	CONTOUR_STEP_ASCII = '+', /* the dot's own spelling, *, is the minimum's too */
	CONTOUR_NOW = 0x25CF,
	CONTOUR_MINIMUM = 0x2605,
};

#endif
