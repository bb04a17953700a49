/*
 * One axis: the map from values to cells and dots, and its ticks.
 *
 * Where limits are free they are chosen so that one tick step is a whole number of cells and every
 * tick stands in the middle of its cell. All coordinates pass axis_position, which takes NaN and
 * ±inf first, so that no picture can be led outside itself by a number.
 *
 * Units:   lo, hi, step in the axis' own unit; positions in cells from the low end.
 * Errors:  limits that are not finite, or not a range, are replaced by a range that is.
 * Memory:  small values; allocates nothing.
 */
#ifndef DRAW_AXIS_H
#define DRAW_AXIS_H

#include <stdbool.h>

#include "base/number.h"

enum { AXIS_TICKS_MAX = 40 };

struct axis {
	double lo, hi; /* values at the outer edges of the first and the last cell; lo < hi */
	int cells;     /* at least 1 */
	double step;   /* between ticks; 0: no ticks */
};

/* Limits that hold min and max, widened to even ticks about `room` cells apart (at least 2). */
struct axis axis_fit(double min, double max, int cells, int room);

/* The same for so few cells that none may be wasted: every cell has a tick, from 5 on every second. */
struct axis axis_few(double min, double max, int cells);

/* The limits as they are; ticks at even steps, at least `room` cells apart. */
struct axis axis_fixed(double lo, double hi, int cells, int room);

/*
 * Both axes in equal units, a cell being 1:2: y gets twice the units per cell. Both ranges are
 * held; one of them is widened about its middle.
 */
void axis_fit_equal(struct axis *x, struct axis *y, int room_x, int room_y);

/* Cells from the low end, within ±10¹⁵; NaN gives −10¹⁵, far outside. */
double axis_position(const struct axis *axis, double value);

/* The cell of a value: −1 below (and for NaN), `cells` above. */
int axis_cell(const struct axis *axis, double value);

/* The value at a position in cells. */
double axis_value(const struct axis *axis, double position);

/* The ticks from low to high; at most AXIS_TICKS_MAX. */
struct axis_ticks {
	int count;
	double value[AXIS_TICKS_MAX];
	int cell[AXIS_TICKS_MAX];
};
struct axis_ticks axis_ticks(const struct axis *axis);

/* A tick's label: as few digits as tell it from its neighbours. */
void axis_label(const struct axis *axis, double value, char out[NUMBER_MAX]);

/* The widest label, in cells, on an ASCII canvas or another. */
int axis_label_width(const struct axis *axis, bool ascii);

#endif
