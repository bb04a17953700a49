/*
 * The sweep that a lesson asks for with view.sweep_across, .sweep_down and .sweep_seeds.
 *
 * A lesson of two runs has two of them, over the same grid: the settings of each run are the base of
 * its own.
 * It runs on threads of its own (engine/sweep.h): whoever shows it looks in from time to time and
 * never waits, but for those who print one picture.
 * Errors:  sweep_field_open keeps what went wrong as a sentence: a panel shows it.
 * Memory:  sweep_field_free stops the threads, gives everything back, and takes a zeroed one too.
 */
#ifndef ENGINE_SWEEP_FIELD_H
#define ENGINE_SWEEP_FIELD_H

#include <stdbool.h>

#include "engine/play.h"
#include "engine/sweep.h"

struct sweep_field {
	struct sweep *sweep; /* NULL where there is none: then `why` says so */
	struct str why;
	size_t seeds;
	const struct play *play;  /* whose run has these settings; a second one may be made anew */
	const char *own_file;     /* and these rows */
	struct settings settings; /* of that run when the sweep began */
	struct sweep_field *twin; /* of the second run; NULL where there is one run */
};

/* Starts the sweep of a lesson. */
void sweep_field_open(const struct play *play, struct sweep_field *ret_field);
void sweep_field_free(struct sweep_field *field);

/* False where settings or rows of a run are others by now, or the second run is another; of what is
 * looked at, the grid alone counts. */
bool sweep_field_fits(const struct sweep_field *field, const struct play *play);

/* True while runs are missing and threads work on them. */
bool sweep_field_works(const struct sweep_field *field);

/* Waits for the last run. */
void sweep_field_wait(struct sweep_field *field);

#endif
