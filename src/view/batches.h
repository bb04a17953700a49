/*
 * Plots over the batches of a run, one below the other, with one axis of batches for all.
 *
 * Units:   x counts batches from 1; 0 is the start, before the first batch.
 * Memory:  small values; allocates nothing.
 */
#ifndef VIEW_BATCHES_H
#define VIEW_BATCHES_H

#include "draw/plot.h"
#include "engine/run.h"

enum { BATCHES_PLOTS_MAX = LAYERS_MAX };

/*
 * The last batch on the axis: the least of 16, 32, 64, … that is not passed yet, and never more
 * than the run has. The first batches fill their picture, and it moves only when it doubles.
 */
double batches_end(const struct run *run);

struct batches_range {
	double lo, hi; /* what y should show; lo > hi: nothing known */
};

struct batches_stack {
	int count; /* plots that there is room for; may be less than asked for */
	struct plot plot[BATCHES_PLOTS_MAX];
};

/* `head` rows above each plot and `right` cells beside it stay free for the caller's words. */
struct batches_room {
	struct rect area;
	int head, right;
};

/* How many plots of at least two rows there is room for, of `count`: at least 1. */
int batches_fit(const struct batches_room *room, int count);

struct batches_stack batches_lay_out(const struct run *run, const struct batches_room *room,
	const struct batches_range *ranges, int count, bool ascii);

/* The axes, their title in the margin, and a line where we stand; to be drawn before curves. */
void batches_axes(const struct run *run, const struct batches_stack *stack, struct canvas *canvas);

/* The line where we stand, in any plot whose x counts batches. */
void batches_here(const struct run *run, const struct plot *plot, struct canvas *canvas);

#endif
