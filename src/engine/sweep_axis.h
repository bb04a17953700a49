/*
 * One side of a sweep as a text: a setting and its values, train.learning_rate=0.1,1,10.
 *
 * Values are separated by semicolons where there is one, so that lists can be values; else by
 * commas. Blanks before a value do not count.
 * Errors:  STATUS_SYNTAX with a sentence in `why`; STATUS_MEMORY.
 * Memory:  sweep_axis_free gives the texts back, and takes a zeroed one too.
 */
#ifndef ENGINE_SWEEP_AXIS_H
#define ENGINE_SWEEP_AXIS_H

#include "base/str.h"
#include "engine/sweep.h"

struct sweep_axis_text {
	struct sweep_axis axis; /* borrows what follows */
	const char *values[SWEEP_VALUES_MAX];
	char *memory;
};

/* axis.values points into *ret_axis: the struct must not be copied. */
int sweep_axis_read(const char *text, struct sweep_axis_text *ret_axis, struct str *why);
void sweep_axis_free(struct sweep_axis_text *axis);

enum { SWEEP_SHOWN_MAX = 1000 }; /* runs that a lesson may show */

/*
 * Whether view.sweep_across, .sweep_down and .sweep_seeds ask for a grid that there can be: settings
 * that change a run, values that they take, not too many runs. False with a sentence in `why`.
 */
bool sweep_wish_check(const struct settings *settings, struct str *why);

#endif
