/*
 * Batch mates: what one row's ẑ would be in each batch of the epoch.
 *
 * In training a row is normalized with the mean and the variance of the batch it stands in, so it
 * moves with its mates. Each batch of this epoch is computed once more with the row in the place of
 * one of its own; in test mode the running averages stand instead, and there are no mates.
 * Source:  Ioffe & Szegedy 2015, section 3.1.
 * Shapes:  zhat: [count], of the epoch's first `count` batches, in their order.
 * Units:   ẑ is in standard deviations of its unit.
 * Errors:  STATUS_UNKNOWN_YET before the first batch, STATUS_COMBINATION where the layer has no
 *          batch norm, STATUS_MEMORY. The output keeps its values then.
 * Memory:  mates_free gives the numbers back, and takes a zeroed struct too. The run's scratch work
 *          is overwritten.
 */
#ifndef ENGINE_MATES_H
#define ENGINE_MATES_H

#include <stddef.h>

#include "engine/run.h"

struct mates {
	size_t row;            /* of the data set, from 0 */
	size_t batches;        /* of the epoch */
	size_t count;          /* computed: as many as a key may wait for, at least 1 */
	size_t own;            /* the batch that the row really stands in, from 0 */
	double *zhat;          /* [count] */
	double least, largest; /* of those */
	double test_mode;      /* with the running averages */
};

/* Layer, unit and example count from 1; the example is one of this batch. */
int mates_find(const struct run *run, int layer, int unit, int example, struct mates *ret_mates);
void mates_free(struct mates *mates);

#endif
