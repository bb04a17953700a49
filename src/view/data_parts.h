/*
 * The parts of the panel of rows: what its frame says, and what its picture shows.
 */
#ifndef VIEW_DATA_PARTS_H
#define VIEW_DATA_PARTS_H

#include "draw/plot.h"
#include "view/scene.h"

struct data_range {
	double lo, hi;
};

/* All rows of a feature as they stand, a twin's too, and zero, which centring moves them to; with
 * a margin. While a row is in a hand: as when it was taken, or wider. */
struct data_range data_range_of(const struct scene *scene, int feature);

/* True where both axes share a unit: unless their ranges differ too much for one screen. */
bool data_equal_units(const struct scene *scene);

/* The row that the learner looks at, from 0. */
size_t data_lit_row(const struct scene *scene);

/* The axes in an area. */
struct plot data_layout(const struct scene *scene, bool ascii, struct rect area);

/* True where the classes are named inside the panel, in their colours, as no sign tells them apart. */
bool data_has_key(const struct scene *scene, bool ascii, struct rect area);

/* True where two rows fall on one cell: the picture then shows fewer dots than there are rows. */
bool data_shares_dots(const struct scene *scene, struct rect area);

/* The even steps that both runs of a feature stand at, if they do. */
struct lattice data_lattice(const struct run *run, int feature);

/* True once there is a network's answer to show behind the rows. */
bool data_has_field(const struct run *run);

/* Which of the features' statistics are known where the run stands: stages of the input only. */
bool data_knows_mean(const struct run *run);
bool data_knows_variance(const struct run *run);

#endif
