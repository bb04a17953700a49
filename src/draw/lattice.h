/*
 * A lattice: data that stand at even steps, and axes on which such a step is whole cells.
 *
 * Even data that fall between cells would show gaps of two sizes, which nobody measured.
 * Units:   steps in the data's own unit; 0: no lattice.
 * Errors:  an axis that cannot hold the range in whole cells a step stays as it is.
 * Memory:  small values; allocates nothing.
 */
#ifndef DRAW_LATTICE_H
#define DRAW_LATTICE_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/axis.h"

struct lattice {
	double first, step; /* the least value, and the distance to the next; step 0: none */
};

/* Even steps of at most 40 different values, to a millionth of a step. */
struct lattice lattice_find(const double *values, size_t count);

/* The axis over at least lo to hi with whole cells a step; true where it was changed. */
bool lattice_fit(const struct lattice *lattice, double lo, double hi, int room, struct axis *axis);

/*
 * The same for two axes in equal units, a cell being 1:2: whole cells a step on both where there
 * is room for that, else on the one where it makes the other least uneven.
 */
bool lattice_fit_equal(const struct lattice lattices[2], const double lo[2], const double hi[2],
	int room_x, int room_y, struct axis *x, struct axis *y);

#endif
