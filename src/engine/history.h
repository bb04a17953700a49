/*
 * A history: what training did to each unit and to each layer's inputs, batch by batch.
 *
 * The run notes a sample whenever it computes a batch for the first time. Long runs keep every
 * stride-th batch, and the stride follows from the run's length alone: the same place has the same
 * history whichever way one came, and a step costs the same at its end as at its start.
 *
 * Source:  the percentiles of a layer's inputs: Ioffe & Szegedy 2015, figure 1 (b, c).
 * Shapes:  sample i is of batch number i × stride of the run, batches counted from 0.
 * Units:   mu and var are of the batch; everything else is as the batch's update leaves it.
 * Errors:  history_note keeps what there is when memory runs out.
 * Memory:  history_open and history_close own; at most HISTORY_BYTES, and a row of a layer's inputs.
 */
#ifndef ENGINE_HISTORY_H
#define ENGINE_HISTORY_H

#include <stdbool.h>
#include <stdbool.h>
#include <stddef.h>

#include "num/model.h"

enum { HISTORY_SAMPLES = 4096, HISTORY_SAMPLES_MIN = 64, HISTORY_BYTES = 8 << 20 };

/* What is noted of each unit; NaN where its layer has no such thing. */
enum history_of {
	HISTORY_MU,
	HISTORY_VAR,
	HISTORY_GAMMA,
	HISTORY_BETA,
	HISTORY_RUNNING_MU,
	HISTORY_RUNNING_VAR,
	HISTORY_W_NORM, /* √Σ W² over the unit's inputs */
	HISTORY_B,
	HISTORY_OF_COUNT
};

/* The percentiles of all values that come into a layer: each is one of these values, that of rank
 * ⌈share × count⌉. NaN where a value is not finite. */
enum { HISTORY_SHARES = 5 };
extern const double history_shares[HISTORY_SHARES]; /* 0.05, 0.25, 0.5, 0.75, 0.95 */

struct history {
	const struct model *model; /* borrowed */
	size_t stride;             /* batches from sample to sample */
	size_t count, cap, most;   /* samples: noted, with memory, ever */
	size_t width;              /* doubles of a sample */
	size_t first[LAYERS_MAX];  /* offset of layer l in a sample: shares, then units */
	double *samples;           /* [count × width] */
	double *start;             /* [width] before the first batch: NaN for what a batch has */
	double *sorting;           /* [room] */
	size_t room;               /* ≥ largest layer's inputs × m */
};

/* A history of a run of so many batches that starts from `state`. 0 or STATUS_MEMORY. */
int history_open(struct history *history, const struct model *model, const struct state *state,
	size_t steps);
void history_close(struct history *history);

/* For batches of so many rows. 0 or STATUS_MEMORY. */
int history_reserve(struct history *history, size_t m);

/* For a run of so many batches: the samples stay. False where their stride is another one: all are to
 * be noted anew. */
bool history_fit(struct history *history, size_t steps);

/* The run starts from another state. */
void history_start_from(struct history *history, const struct state *state);

/* Notes a batch that was computed: `after` is the state behind its update. Batches between two
 * samples, and those that are noted already, cost nothing. */
void history_note(
	struct history *history, size_t step, const struct state *after, const struct work *work);

/* Of layer and unit from 1, at sample i < count; history_start: before the first batch. */
double history_unit(
	const struct history *history, size_t i, int layer, int unit, enum history_of of);
double history_start(const struct history *history, int layer, int unit, enum history_of of);

/* [HISTORY_SHARES] of the inputs of a layer, from 1. */
const double *history_input(const struct history *history, size_t i, int layer);

#endif
