/*
 * Edits: what a hand changes in a run between two batches, besides its settings.
 *
 * A parameter gets a value before its batch is computed; a swap exchanges two places of the order
 * in which an epoch goes through the rows, once that order is shuffled. Both belong to a batch, so
 * that a run computed again from any keyframe makes them again at the same place.
 * Units:   steps are batches since the start, from 0; a parameter's value has the parameter's unit.
 * Errors:  none: who makes an edit has checked its places.
 * Memory:  allocates nothing.
 */
#ifndef ENGINE_EDIT_H
#define ENGINE_EDIT_H

#include <stddef.h>

#include "num/model.h"

enum edit_kind { EDIT_PARAMETER, EDIT_SWAP };

struct edit {
	enum edit_kind kind;
	size_t step; /* the batch that it comes before */
	size_t at
		[2]; /* a parameter's offset in theta; or two places of the epoch's order, from 0 */
	double value; /* of the parameter */
};

/* Puts the parameters edited at this step into a state block. */
void edits_put(const struct edit *edits, size_t count, size_t step, const struct model *model,
	void *block);

/* Exchanges the rows that are swapped at this step, in a block whose order is shuffled already. */
void edits_swap(const struct edit *edits, size_t count, size_t step, const struct model *model,
	void *block);

#endif
