/*
 * Quantities of a lesson's sweep: how its runs ended, cell by cell, from the left and from above.
 *
 * Only claims can ask for them (engine/play.h, strict): nobody waits for a sweep to read a lesson.
 * Errors:  as quantity_read; whoever calls has checked the indices.
 */
#ifndef ENGINE_QUANTITY_SWEEP_H
#define ENGINE_QUANTITY_SWEEP_H

#include "engine/run.h"

/* Mean over the seeds that finished; NAN where none did. */
int read_sweep_loss(const struct run *run, const int *index, double *ret_value);

/* How many seeds diverged. */
int read_sweep_diverged(const struct run *run, const int *index, double *ret_value);

#endif
