/*
 * The timeline of a run: which stages there are, in which order, and where one stands.
 *
 * A run is the stages of input normalization, then for each batch of each epoch a list of stages:
 * draw, the layers forward, the loss, the layers backward, the update. An index counts all of them
 * from 0. Stretches say how many batches an epoch has and in which order a batch's stages come; every
 * batch of a run has as many stages as any other, so that an index follows from a step alone.
 * Units:   steps are batches since the start, from 0; epochs and batches count from 1.
 */
#ifndef ENGINE_TIMELINE_H
#define ENGINE_TIMELINE_H

#include <stddef.h>

#include "base/str.h"
#include "engine/moment.h"
#include "engine/settings.h"
#include "engine/stage.h"
#include "num/model.h"

enum { INPUT_SLOTS_MAX = 6, BATCH_SLOTS_MAX = 3 + 18 * LAYERS_MAX, STRETCHES_MAX = 65 };

struct slot {
	enum stage stage;
	int layer; /* from 1; 0 for stages of the whole network */
};

/* The stages of one batch, in an order that follows from what normalizes. */
struct order {
	struct slot batch[BATCH_SLOTS_MAX]; /* [timeline.batch_slots] */
	int slot_of[STAGE_COUNT]
		   [LAYERS_MAX + 1]; /* in batch[] or input[], −1 where there is none */
};

/* From a step on, until the next stretch, epochs and batches are alike. */
struct stretch {
	size_t step;                 /* its first … */
	size_t epoch;                /* … which lies in this epoch, from 1, … */
	size_t epoch_step;           /* … whose first batch is this step */
	size_t batches;              /* per epoch */
	enum normalize_with ordered; /* as timeline.order[ordered] */
};

struct timeline {
	struct slot input[INPUT_SLOTS_MAX]; /* start, then the stages of input normalization */
	int input_slots;
	struct order order[NORMALIZE_WITH_COUNT];
	int batch_slots;
	int layers;
	struct stretch stretches[STRETCHES_MAX]; /* [stretch_count] from step 0 on, ascending */
	size_t stretch_count;
	size_t epochs;
	size_t steps;  /* batches in all */
	size_t length; /* indices run from 0 to length − 1 */
};

struct position {
	size_t index;
	size_t step;         /* batches done before this one */
	size_t epoch, batch; /* from 1; 0 during input normalization */
	size_t batches;      /* of this epoch; of the first during input normalization */
	int slot;            /* in its order's batch, or in timeline.input where epoch is 0 */
	enum stage stage;
	int layer; /* from 1; 0 for stages of the whole network */
};

/* A place in words: what is 0, NULL or STAGE_COUNT is not said. */
struct place {
	enum { PLACE_HERE, PLACE_START, PLACE_END } edge;
	size_t epoch, batch;
	int layer;
	enum stage stage; /* STAGE_COUNT where it is not said */
};

/* All epochs have the model's batches. */
void timeline_build(
	struct timeline *timeline, const struct model *model, const struct settings *settings);

/*
 * From a step on, behind the last stretch's, the run goes by another model of the same network. Other
 * batches begin with an epoch. At most STRETCHES_MAX − 1 times.
 */
void timeline_turn(struct timeline *timeline, size_t step, const struct model *model);

/* The position of an index; an index behind the end gives the end. */
struct position timeline_at(const struct timeline *timeline, size_t index);

/* The index of (step, slot) of the batches. */
size_t timeline_index(const struct timeline *timeline, size_t step, int slot);

/* A step's batch by its name, and the step of a batch: the last of the epoch where it has fewer. Both
 * count on behind the end. */
struct moment timeline_moment(const struct timeline *timeline, size_t step);
size_t timeline_step(const struct timeline *timeline, struct moment moment);

/* The first step of an epoch, from which the epoch of a step is counted: all between have as many
 * batches. */
size_t timeline_first_step(const struct timeline *timeline, size_t step);

/* The order of the stages of a step's batch. */
const struct order *timeline_order(const struct timeline *timeline, size_t step);

/* How many batches an epoch has. */
size_t timeline_batches(const struct timeline *timeline, size_t epoch);

/* How many epochs are over after so many steps. */
size_t timeline_epochs(const struct timeline *timeline, size_t steps);

/*
 * The index of a place: what is not said is the first that there is. 0, or STATUS_PLACE with a
 * sentence in `why` that says what there is.
 */
int timeline_find(const struct timeline *timeline, const struct place *place, size_t *ret_index,
	struct str *why);

/* "epoch 2, batch 3, layer 1, normalize"; "input, mean"; "start". */
void place_print(struct position at, struct str *out);

/* Reads what place_print writes, parts left out. 0, or STATUS_SYNTAX with a sentence in `why`. */
int place_parse(const char *text, struct place *ret_place, struct str *why);

#endif
