/*
 * The spectrum: eigenvalues of the Hessian of this batch's loss where the run stands.
 *
 * Computed when it is asked for, once a state: up to 353 parameters take about a tenth of a second.
 * Errors:  STATUS_LIMIT for larger networks, STATUS_DATA where the loss is not finite,
 *          STATUS_UNKNOWN_YET before there is a batch, STATUS_MEMORY.
 * Memory:  the run owns the cache; spectrum_free takes NULL.
 */
#ifndef ENGINE_SPECTRUM_H
#define ENGINE_SPECTRUM_H

#include <stddef.h>

struct run;
struct spectrum;

struct spectrum *spectrum_new(void);
void spectrum_free(struct spectrum *spectrum);

/* What was computed is not true any more. */
void spectrum_forget(struct spectrum *spectrum);

/* Eigenvalue i, from 1, of those of all parameters that training moves, descending; STATUS_RANGE
 * behind the last. */
int spectrum_read(const struct run *run, size_t i, double *ret_lambda);

#endif
