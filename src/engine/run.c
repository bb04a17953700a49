#include "engine/run.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

static unsigned char *keyframe_at(const struct run *run, size_t i)
{
	return run->keyframes.blocks + i * run->experiment->model.block_bytes;
}

/* Keeps every second keyframe, so that a run of any length fits: thinned, never truncated. */
static void keyframes_thin(struct run *run)
{
	struct keyframes *k = &run->keyframes;

	for (size_t i = 0; 2 * i < k->count; i++)
		memmove(keyframe_at(run, i), keyframe_at(run, 2 * i),
			run->experiment->model.block_bytes);
	k->count = (k->count + 1) / 2;
	k->stride *= 2;
}

static void keyframes_note(struct run *run, size_t step)
{
	struct keyframes *k = &run->keyframes;

	if (step != k->count * k->stride)
		return;
	if (k->count == k->max) {
		keyframes_thin(run);
		if (step != k->count * k->stride)
			return;
	}
	memcpy(keyframe_at(run, k->count++), run->before, run->experiment->model.block_bytes);
}

static bool trail_grow(struct trail *trail)
{
	size_t cap = trail->cap ? 2 * trail->cap : 64;
	double **columns[] = {&trail->loss, &trail->u, &trail->v};

	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		double *column = realloc(*columns[i], cap * sizeof **columns[i]);
		if (!column)
			return false;
		*columns[i] = column;
	}
	trail->cap = cap;
	return true;
}

static void trail_note(struct run *run)
{
	struct trail *trail = &run->trail;

	if (run->step != trail->count || (trail->count == trail->cap && !trail_grow(trail)))
		return;
	struct state before = run_state_before(run);
	trail->loss[trail->count] = run->work.loss;
	spread_locate(&run->spread, before.theta, run->experiment->model.parameters,
		&trail->u[trail->count], &trail->v[trail->count]);
	trail->count++;
}

static const struct experiment *experiment_at(const struct run *run, size_t step)
{
	size_t i = run->era_count - 1;

	while (i > 0 && run->eras[i].step > step)
		i--;
	return run->eras[i].experiment;
}

/* True where the state behind so many steps ends an epoch that is to be scored. */
static bool wants_score(const struct run *run, size_t steps)
{
	size_t epochs;

	return scores_want(&run->scores, &epochs) &&
	       steps == timeline_step(&run->timeline, (struct moment){epochs + 1, 1});
}

/* Computes the step whose state stands in `before`. */
static void compute(struct run *run, size_t step)
{
	const struct experiment *e = experiment_at(run, step);

	keyframes_note(run, step);
	edits_put(run->edits, run->edit_count, step, &e->model, run->before);
	struct state before = run_state_before(run);
	if (step == 0 && wants_score(run, 0))
		scores_note(&run->scores, e, &before, run->scratch);
	model_step_open(&e->model, run->before, run->after);
	edits_swap(run->edits, run->edit_count, step, &e->model, run->after);
	model_step_close(&e->model, &e->inputs, run->after, &run->work);
	run->step = step;
	trail_note(run);
	struct state after = run_state_after(run);
	history_note(&run->history, step, &after, &run->work);
	if (wants_score(run, step + 1))
		scores_note(&run->scores, e, &after, run->scratch);
	if (*after.diverged) {
		run->diverged = true;
		run->last = timeline_index(&run->timeline, step, run->timeline.batch_slots - 1);
	}
}

static void swap_blocks(struct run *run)
{
	unsigned char *block = run->before;

	run->before = run->after;
	run->after = block;
}

/* Puts the nearest state at or before `step` into `before`; returns its step. */
static size_t nearest_state(struct run *run, size_t step)
{
	size_t frame = step / run->keyframes.stride;

	if (frame >= run->keyframes.count)
		frame = run->keyframes.count - 1;
	size_t from = frame * run->keyframes.stride;
	if (run->step != SIZE_MAX && run->step < step && run->step + 1 >= from) {
		swap_blocks(run);
		return run->step + 1;
	}
	memcpy(run->before, keyframe_at(run, frame), run->experiment->model.block_bytes);
	return from;
}

static void seek_step(struct run *run, size_t step)
{
	if (run->step == step)
		return;
	size_t at = nearest_state(run, step);
	for (;; at++) {
		compute(run, at);
		if (at == step || *run_state_after(run).diverged)
			return;
		swap_blocks(run);
	}
}

static void show_mode(struct run *run)
{
	const struct experiment *e = run->experiment;
	struct state state = run_state(run);

	if (run->mode == MODE_TRAIN)
		return;
	work_load(run->test_work, &e->inputs, run->work.rows, run->work.m);
	model_forward(&e->model, &state, MODE_TEST, run->test_work);
}

void run_set_mode(struct run *run, enum model_mode mode)
{
	run->mode = mode;
	show_mode(run);
}

bool run_uses_running(const struct run *run)
{
	return run->mode == MODE_TEST ||
	       run->experiment->model.normalize_with == NORMALIZE_WITH_RUNNING;
}

const struct work *run_work(const struct run *run)
{
	return run->mode == MODE_TEST ? run->test_work : &run->work;
}

void run_seek(struct run *run, size_t index)
{
	struct position to = timeline_at(&run->timeline, index < run->last ? index : run->last);

	seek_step(run, to.step);
	if (to.index > run->last)
		to = timeline_at(&run->timeline, run->last);
	run->at = to;
	run->experiment = experiment_at(run, to.step);
	show_mode(run);
}

static size_t at_most(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Versions are never used twice, so that a cache tells a new run from one that was freed. */
static unsigned long next_version(void)
{
	static _Atomic unsigned long last; /* sweeps make runs on several threads */

	return ++last;
}

/* Everything that was computed with step `from` or behind it. */
static void forget_from(struct run *run, size_t from)
{
	struct keyframes *k = &run->keyframes;
	struct history *h = &run->history;

	/* "Nothing" is said as SIZE_MAX, behind which there are no numbers to reckon with. */
	from = at_most(from, run->timeline.steps);
	k->count = at_most(k->count, from / k->stride + 1);
	run->trail.count = at_most(run->trail.count, from);
	h->count = at_most(h->count, (from + h->stride - 1) / h->stride);
	/* What is put in by hand at the start is not in the state that point 0 was scored with. */
	scores_keep(&run->scores, from ? timeline_epochs(&run->timeline, from) + 1 : 0);
	if (run->step != SIZE_MAX && run->step >= from)
		run->step = SIZE_MAX;
	if (run->diverged && timeline_at(&run->timeline, run->last).step >= from) {
		run->diverged = false;
		run->last = run->timeline.length - 1;
	}
}

/* The first keyframe is the start with what was put in by hand there, for all that begin from it. */
static void make_start(struct run *run)
{
	const struct experiment *e = run->eras[0].experiment;
	void *start = keyframe_at(run, 0);

	if (state_init(&e->model, start, e->settings.network.given.value))
		return;
	edits_put(run->edits, run->edit_count, 0, &e->model, start);
	struct state state = state_view(&e->model, start);
	history_start_from(&run->history, &state);
}

void run_set_edits(struct run *run, const struct edit *edits, size_t count)
{
	assert(count <= EDITS_MAX);
	memcpy(run->edits, edits, count * sizeof *edits);
	run->edit_count = count;
}

static struct timeline make_timeline(const struct era *eras, size_t count)
{
	const struct experiment *first = eras[0].experiment;
	struct timeline timeline;

	timeline_build(&timeline, &first->model, &first->settings);
	for (size_t i = 1; i < count; i++)
		timeline_turn(&timeline, eras[i].step, &eras[i].experiment->model);
	return timeline;
}

/* What a run notes on its way follows from its length: of another stride all is computed anew. */
static void take_timeline(struct run *run, const struct timeline *timeline, size_t from)
{
	bool history = history_fit(&run->history, timeline->steps);
	bool scores = scores_fit(&run->scores, timeline->epochs);

	forget_from(run, history && scores ? at_most(from, timeline->steps) : 0);
	run->timeline = *timeline;
	if (!run->diverged)
		run->last = timeline->length - 1;
}

void run_set_eras(struct run *run, const struct era *eras, size_t count, size_t from)
{
	assert(count >= 1 && count <= ERAS_MAX && eras[0].step == 0);
	struct timeline timeline = make_timeline(eras, count);
	memcpy(run->eras, eras, count * sizeof *eras);
	run->era_count = count;
	run->experiment = experiment_at(run, run->at.step);
	run->version = next_version();
	spectrum_forget(run->spectrum);
	take_timeline(run, &timeline, from);
	if (from == 0)
		make_start(run);
}

bool run_is_changed(const struct run *run)
{
	for (size_t i = 0; i < run->edit_count; i++)
		if (run->edits[i].step > 0 && run->edits[i].step <= run->at.step)
			return true;
	return run->era_count > 1 && run->eras[1].step <= run->at.step;
}

struct state run_state_before(const struct run *run)
{
	return state_view(&run->experiment->model, run->before);
}

struct state run_state_after(const struct run *run)
{
	return state_view(&run->experiment->model, run->after);
}

int run_example_of(const struct run *run, size_t row)
{
	for (size_t i = 0; run->at.epoch && i < run->work.m; i++)
		if (run->work.rows[i] == row)
			return (int)i + 1;
	return 0;
}

struct state run_state(const struct run *run)
{
	return run_reached(run, STAGE_UPDATE, 0) ? run_state_after(run) : run_state_before(run);
}

bool run_reached(const struct run *run, enum stage stage, int layer)
{
	int slot = timeline_order(&run->timeline, run->at.step)->slot_of[stage][layer];

	return run->at.epoch > 0 && slot >= 0 && run->at.slot >= slot;
}

size_t run_samples(const struct run *run, enum stage stage, int layer)
{
	const struct history *history = &run->history;
	size_t batches = run->at.epoch ? run->at.step + run_reached(run, stage, layer) : 0;
	size_t samples = (batches + history->stride - 1) / history->stride;

	return samples < history->count ? samples : history->count;
}

size_t run_scores(const struct run *run)
{
	size_t steps = run->at.step + run_reached(run, STAGE_UPDATE, 0);

	return run->at.epoch ? scores_known(&run->scores, timeline_epochs(&run->timeline, steps))
			     : 0;
}

/* Memory for as many keyframes as there may be; those that there are stay. */
static int keyframes_reserve(struct run *run, size_t steps)
{
	size_t bytes = run->eras[0].experiment->model.block_bytes, most = KEYFRAME_BYTES / bytes;

	most = most < KEYFRAMES_MIN ? KEYFRAMES_MIN : most;
	most = at_most(most, steps / run->keyframes.stride + 2);
	if (most <= run->keyframes.max)
		return 0;
	unsigned char *blocks = realloc(run->keyframes.blocks, most * bytes);
	if (!blocks)
		return STATUS_MEMORY;
	run->keyframes.blocks = blocks;
	run->keyframes.max = most;
	return 0;
}

/* What they held is gone where this returns 0. */
static int works_alloc(struct run *run, size_t m)
{
	struct work *works[] = {&run->work, run->scratch, run->test_work}, grown[3] = {{0}};
	int status = 0;

	for (size_t i = 0; i < sizeof works / sizeof *works && !status; i++)
		status = work_alloc(&grown[i], &run->experiment->model, m);
	for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
		/* Sums over all rows are rounded as before: undone, they are the same again. */
		if (works[i]->room)
			grown[i].portion = works[i]->portion;
		work_free(status ? &grown[i] : works[i]);
		if (!status)
			*works[i] = grown[i];
	}
	return status;
}

static int works_reserve(struct run *run, size_t m)
{
	int status = m > run->work.room ? works_alloc(run, m) : 0;

	if (status || run->work.m)
		return status;
	run->step = SIZE_MAX;
	run_seek(run, run->at.index);
	return 0;
}

int run_reserve(struct run *run, const struct era *eras, size_t count)
{
	struct timeline timeline = make_timeline(eras, count);
	size_t most = 0;

	for (size_t i = 0; i < count; i++)
		if (eras[i].experiment->model.batch > most)
			most = eras[i].experiment->model.batch;
	int status = keyframes_reserve(run, timeline.steps);
	if (!status)
		status = history_reserve(&run->history, most);
	if (!status)
		status = works_reserve(run, most);
	return status;
}

static int allocate(struct run *run)
{
	const struct model *model = &run->experiment->model;
	size_t bytes = model->block_bytes;
	int status = keyframes_reserve(run, run->timeline.steps);

	run->before = calloc(1, bytes);
	run->after = calloc(1, bytes);
	if (status || !run->before || !run->after)
		return STATUS_MEMORY;
	run->scratch = calloc(1, sizeof *run->scratch);
	run->test_work = calloc(1, sizeof *run->test_work);
	run->spectrum = spectrum_new();
	run->bowls = bowls_new();
	if (!run->scratch || !run->test_work || !run->spectrum || !run->bowls)
		return STATUS_MEMORY;
	return works_alloc(run, model->batch);
}

static int open_history(struct run *run)
{
	struct state start = run_state_before(run);

	return history_open(&run->history, &run->experiment->model, &start, run->timeline.steps);
}

/* The plane of view.plane, or the first two parameters where this run has no such plane. */
static int choose_plane(struct run *run)
{
	const struct experiment *e = run->experiment;
	struct str why = {0};

	run->spread = (struct spread){.offset = {0, 1}};
	int status = spread_open(e, e->settings.view.plane, run->before, &run->spread, &why);
	str_free(&why);
	return status == STATUS_MEMORY ? status : 0;
}

int run_new(const struct experiment *experiment, size_t stride, struct run **ret_run)
{
	struct run *run = calloc(1, sizeof *run);

	if (!run)
		return STATUS_MEMORY;
	run->experiment = experiment;
	run->eras[0] = (struct era){0, experiment};
	run->era_count = 1;
	run->version = next_version();
	timeline_build(&run->timeline, &experiment->model, &experiment->settings);
	run->last = run->timeline.length - 1;
	run->step = SIZE_MAX;
	run->keyframes.stride = stride;
	int status = allocate(run);
	if (!status)
		status = state_init(
			&experiment->model, run->before, experiment->settings.network.given.value);
	if (status) {
		run_free(run);
		return status;
	}
	status = choose_plane(run);
	if (!status)
		status = open_history(run);
	if (!status)
		status = scores_open(&run->scores, experiment, run->timeline.epochs);
	if (status) {
		run_free(run);
		return status;
	}
	memcpy(keyframe_at(run, 0), run->before, experiment->model.block_bytes);
	run->keyframes.count = 1;
	run_seek(run, 0);
	*ret_run = run;
	return 0;
}

void run_free(struct run *run)
{
	if (!run)
		return;
	work_free(&run->work);
	struct work *works[] = {run->scratch, run->test_work};
	for (size_t i = 0; i < sizeof works / sizeof *works; i++) {
		if (works[i])
			work_free(works[i]);
		free(works[i]);
	}
	free(run->before);
	free(run->after);
	free(run->keyframes.blocks);
	spectrum_free(run->spectrum);
	bowls_free(run->bowls);
	spread_free(&run->spread);
	history_close(&run->history);
	scores_close(&run->scores);
	free(run->trail.loss);
	free(run->trail.u);
	free(run->trail.v);
	free(run);
}
