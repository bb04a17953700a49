/*
 * The timeline of a run: which stages there are, in which order, and where one stands.
 *
 * A run is the stages of input normalization, then for each batch of each epoch the same list of
 * stages: draw, the layers forward, the loss, the layers backward, the update. An index counts
 * all of them from 0; position and index turn into each other without a search.
 */
#ifndef ENGINE_TIMELINE_H
#define ENGINE_TIMELINE_H

#include <stddef.h>

#include "base/str.h"
#include "engine/settings.h"
#include "engine/stage.h"
#include "num/model.h"

enum { INPUT_SLOTS_MAX = 6, BATCH_SLOTS_MAX = 3 + 18 * LAYERS_MAX };

struct slot {
	enum stage stage;
	int layer; /* from 1; 0 for stages of the whole network */
};

struct timeline {
	struct slot input[INPUT_SLOTS_MAX]; /* start, then the stages of input normalization */
	int input_slots;
	struct slot batch[BATCH_SLOTS_MAX]; /* one batch */
	int batch_slots;
	int slot_of[STAGE_COUNT]
		   [LAYERS_MAX + 1]; /* in batch[] or input[], −1 where there is none */
	int layers;
	size_t batches; /* per epoch */
	size_t epochs;
	size_t length; /* indices run from 0 to length − 1 */
};

struct position {
	size_t index;
	size_t step;         /* batches done before this one */
	size_t epoch, batch; /* from 1; 0 during input normalization */
	int slot;            /* in timeline.batch, or in timeline.input where epoch is 0 */
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

void timeline_build(
	struct timeline *timeline, const struct model *model, const struct settings *settings);

/* The position of an index; an index behind the end gives the end. */
struct position timeline_at(const struct timeline *timeline, size_t index);

/* The index of (step, slot) of the batches. */
size_t timeline_index(const struct timeline *timeline, size_t step, int slot);

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
