/*
 * What reads those quantities that take more than a line, for the table of quantities alone.
 *
 * Errors:  as quantity_read, which has checked the indices (from 1).
 * Memory:  nothing is kept.
 */
#ifndef ENGINE_QUANTITY_READ_H
#define ENGINE_QUANTITY_READ_H

#include "engine/run.h"

/* The norm's running averages, γ and β folded into W and b; STATUS_COMBINATION without a norm. */
int read_folded_W(const struct run *run, const int *index, double *ret_value);
int read_folded_b(const struct run *run, const int *index, double *ret_value);

/*
 * A cell of the lesson's sweep, from the left and from above: the mean loss of the seeds that
 * finished, NAN where none did; and how many diverged. Only claims can ask (engine/play.h, strict):
 * nobody waits for a sweep to read a lesson.
 */
int read_sweep_loss(const struct run *run, const int *index, double *ret_value);
int read_sweep_diverged(const struct run *run, const int *index, double *ret_value);

#endif
