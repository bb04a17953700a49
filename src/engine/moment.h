/*
 * A moment: a batch by its name, which it keeps however many batches other epochs have.
 *
 * Units:   epochs and batches count from 1.
 * Memory:  a small value.
 */
#ifndef ENGINE_MOMENT_H
#define ENGINE_MOMENT_H

#include <stddef.h>

struct moment {
	size_t epoch, batch;
};

/* The first batch; and behind every batch. */
extern const struct moment moment_first, moment_end;

/* Below 0, 0 or above 0 as `a` is before, at or behind `b`. */
int moment_compare(struct moment a, struct moment b);

#endif
