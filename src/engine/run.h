/*
 * A run: an experiment played to a position of its timeline.
 *
 * The whole batch is computed once and every intermediate is kept; the position only decides what
 * is known so far. Going anywhere is exact in both directions: from the nearest keyframe of the
 * state block, forward, with the same arithmetic every time.
 * Memory:  run_new and run_free own; the experiment is borrowed and must outlive the run.
 * Errors:  run_new gives STATUS_MEMORY; seeking cannot fail (a target behind the end, or behind
 *          the step that diverged, gives the end).
 */
#ifndef ENGINE_RUN_H
#define ENGINE_RUN_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/bowl.h"
#include "engine/edit.h"
#include "engine/experiment.h"
#include "engine/history.h"
#include "engine/scores.h"
#include "engine/spectrum.h"
#include "engine/spread.h"
#include "engine/timeline.h"
#include "num/model.h"

struct sweep;

enum { KEYFRAME_BYTES = 16 << 20, KEYFRAMES_MIN = 16, ERAS_MAX = 65, EDITS_MAX = 64 };

/* What is remembered of every step that was ever computed, for paths and loss curves. */
struct trail {
	size_t count, cap; /* steps */
	double *loss;      /* [count] of the step's batch */
	double *u, *v;     /* [count] the two parameters of the plane before the step */
};

struct keyframes {
	size_t stride;         /* a keyframe every so many steps; doubled when full */
	size_t count, max;     /* kept, and how many may be */
	unsigned char *blocks; /* [max × block_bytes] state before step i × stride */
};

/* From a step on, until the next era, the run goes by this experiment. */
struct era {
	size_t step;
	const struct experiment *experiment; /* borrowed */
};

struct run {
	const struct experiment *experiment; /* the one in force at the position; borrowed */
	struct era eras[ERAS_MAX];           /* [era_count] from step 0 on, ascending */
	size_t era_count;
	struct edit edits[EDITS_MAX]; /* [edit_count] made by hand */
	size_t edit_count;
	unsigned long version;  /* another one when what the run computes becomes different */
	const struct run *twin; /* borrowed: what is compared with it on the same axes, or NULL */
	const struct sweep *sweep; /* borrowed: that claims are checked with; else NULL */
	struct timeline timeline;
	struct position at;
	size_t last;                   /* the last index that can be reached */
	bool diverged;                 /* the run ended there because a value was not finite */
	unsigned char *before, *after; /* state blocks around the current step */
	size_t step;                   /* that `work` holds; SIZE_MAX before the first */
	struct work work;
	enum model_mode
		mode; /* in which the layers are shown; training itself is always in train mode */
	struct work *test_work; /* this batch in test mode, while mode is MODE_TEST */
	struct work *scratch;   /* for scores over other rows; what it holds means nothing */
	struct keyframes keyframes;
	struct trail trail;
	struct history history;
	struct scores scores;      /* of all rows, epoch by epoch */
	struct spectrum *spectrum; /* a cache: see engine/spectrum.h */
	struct bowls *bowls;       /* a cache: see engine/bowl.h */
	struct spread spread;      /* the plane of the trail and of the picture */
};

/* `stride` is the first distance between keyframes: 1 for real use, more in tests. */
int run_new(const struct experiment *experiment, size_t stride, struct run **ret_run);
void run_free(struct run *run);

/* Goes to an index of the timeline, or to the end when that lies behind it. */
void run_seek(struct run *run, size_t index);

/* Memory for going by these eras: to be had before run_set_eras. 0, or STATUS_MEMORY. */
int run_reserve(struct run *run, const struct era *eras, size_t count);

/*
 * Other experiments from some step on; they have the same data and network. Another number of epochs
 * of the first, or other batches, make the run longer or shorter. What was computed before step
 * `from`, the first at which anything differs, stays; SIZE_MAX: nothing differs. Seek afterwards.
 */
void run_set_eras(struct run *run, const struct era *eras, size_t count, size_t from);

/* Other edits, to be called before run_set_eras, whose `from` counts for both. */
void run_set_edits(struct run *run, const struct edit *edits, size_t count);

/* True where a setting or a parameter was changed, or rows swapped, since the start. */
bool run_is_changed(const struct run *run);

/*
 * Shows the layers in train or test mode, here and wherever the run goes next. In test mode this
 * batch's rows pass with the running averages of the state that is known here, as if one stopped
 * training at this place; the run itself goes on as it was.
 */
void run_set_mode(struct run *run, enum model_mode mode);

/* Whether the layers normalize with the running averages: in test mode, or where training does. */
bool run_uses_running(const struct run *run);

/* What the layers compute on this batch in the mode that is shown. */
const struct work *run_work(const struct run *run);

/* The state as it is known here: after the update only from the update's stage on. */
struct state run_state(const struct run *run);
struct state run_state_before(const struct run *run);
struct state run_state_after(const struct run *run);

/* The place of a row, from 0, in this batch, from 1; 0 where it is not among its rows. */
int run_example_of(const struct run *run, size_t row);

/* True where the stage (of that layer, from 1; 0 for the whole network) lies at or before the
 * position within the current batch. False during input normalization. */
bool run_reached(const struct run *run, enum stage stage, int layer);

/* How many samples of the history are known here, where the stage (as above) makes a batch's own
 * known. */
size_t run_samples(const struct run *run, enum stage stage, int layer);

/* How many points of the scores are known here: an epoch's from its last update on. */
size_t run_scores(const struct run *run);

#endif
