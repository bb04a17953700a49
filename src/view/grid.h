/*
 * A grid of pictures: how a rectangle is divided among a few of them.
 *
 * Pictures stand in columns, one or two in each. Of all ways to divide, the one is taken whose
 * pictures come nearest to the shape that contours and planes like, a little wider than square.
 * Units:   cells; a cell is twice as high as it is wide.
 * Memory:  values.
 */
#ifndef VIEW_GRID_H
#define VIEW_GRID_H

#include "view/wanted.h"

enum { GRID_MOST = 4 };

struct grid_cell {
	int w, h;
};

/* True where `count` pictures fit, each at least as large as `least`, its frame included. */
bool grid_fits(struct rect area, int count, struct grid_cell least);

/*
 * A rectangle for each picture, in their order, which together fill the area without a gap. Lists
 * take the smaller ones where they are not all alike. Each is at least as large as `least` where
 * they fit so.
 */
void grid_place(struct rect area, const struct wanted *pictures, struct grid_cell least,
	struct rect ret_areas[GRID_MOST]);

#endif
