/*
 * A sparkline: a series in one row of cells, ▁▂▃▄▅▆▇█, or _.-=# on an ASCII canvas.
 *
 * Memory:  borrows the values; allocates nothing.
 */
#ifndef DRAW_SPARK_H
#define DRAW_SPARK_H

#include "draw/canvas.h"

/* The last `w` values, scaled from their own smallest to their largest; a gap for NaN. */
void spark_draw(struct canvas *canvas, int x, int y, int w, const double *values, int count,
	enum role role);

/* The same between given limits, for series that are compared. */
void spark_scaled(struct canvas *canvas, struct rect line, const double *values, int count,
	double lo, double hi, enum role role);

#endif
