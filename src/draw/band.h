/*
 * A band: a range of values over each column of a plot, as a ground behind the lines that bound it.
 *
 * A cell belongs to the band when its middle does, and the cell of the range's own middle always:
 * a band that is thinner than a row stays in sight. Terminals of 16 colours or fewer show no grounds
 * of bands: lines must bound it, too. ASCII canvases get a character instead.
 * Memory:  allocates nothing.
 */
#ifndef DRAW_BAND_H
#define DRAW_BAND_H

#include "draw/plot.h"

struct band_look {
	enum role ground; /* ROLE_BAND_0 + i */
	char ascii;
};

/* One column of cells, from the left edge of the area, from lo to hi; nothing where a limit is NaN. */
void band_column(const struct plot *plot, struct canvas *canvas, int column, double lo, double hi,
	struct band_look look);

#endif
