/*
 * A histogram: how many of a series of values lie in each of equal bins, as bars or an outline.
 *
 * Bars are cells with a coloured ground and eighths on top (▁ to ▇), because stacked full blocks
 * show seams; # and . on an ASCII canvas. Cells under full bars keep their glyph, so that an
 * outline of another series, drawn first, stays in sight on them.
 *
 * Units:   bins as the cells of an axis over the values; counts on the plot's y.
 * Errors:  a range that is none is mended as an axis mends it: all equal values share one bin.
 * Memory:  a small value; allocates nothing.
 */
#ifndef DRAW_HISTOGRAM_H
#define DRAW_HISTOGRAM_H

#include <stddef.h>

#include "draw/plot.h"

enum { HISTOGRAM_BINS_MAX = 512 };

struct histogram {
	struct axis bins; /* a cell of it is a bin; the upper limit belongs to the last */
	size_t count[HISTOGRAM_BINS_MAX]; /* [bins.cells] */
	size_t outside;                   /* finite, below lo or above hi */
	size_t infinite, nan;             /* in no bin */
};

/* Counts values[count] in `bins` bins (held within 1 and HISTOGRAM_BINS_MAX) from lo to hi. */
struct histogram histogram_count(
	const double *values, size_t count, double lo, double hi, int bins);

/* The highest count of a bin. */
size_t histogram_most(const struct histogram *histogram);

/* Cells of a bin's width, so that so many values over so many cells show a shape, not a comb. */
int histogram_bin_cells(int cells, size_t count);

/* Bars from the lower edge of the plot's area; a bin that is not empty shows at least an eighth. */
void histogram_bars(const struct plot *plot, struct canvas *canvas,
	const struct histogram *histogram, enum role role);

/* The upper edges of the bars as a line of dots, without the empty bins. */
void histogram_outline(const struct plot *plot, struct canvas *canvas,
	const struct histogram *histogram, enum role role);

#endif
