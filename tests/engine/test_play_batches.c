/*
 * Batches and what normalizes, changed on the way: the epochs that follow are cut otherwise, or have
 * their stages in another order; what came before is as it was, whichever way one comes by.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hands.h"

#include "base/status.h"
#include "engine/ghost.h"
#include "engine/play_change.h"
#include "engine/play_hand.h"
#include "engine/play_parts.h"
#include "export/trace.h"
#include "lessons.h"
#include "num/batchnorm.h"
#include "num/optimizer.h"
#include "num/rng.h"

enum { EPOCHS = 10, CHANGES = 2, SETS = 4 };

static void go(struct play *play, size_t epoch, size_t batch, int slot)
{
	const struct timeline *t = &play->run->timeline;

	play_go_index(
		play, timeline_index(t, timeline_step(t, (struct moment){epoch, batch}), slot));
}

/* --- against a run made by hand ---------------------------------------------------------------- */

/* What changes is set one epoch before, and the batches of the epochs from 1 on. */
static const struct way {
	const char *why;
	const char *sets[SETS];
	struct {
		size_t epoch; /* the first that it holds for */
		const char *name, *value;
	} changes[CHANGES];
	size_t batches[EPOCHS];
} ways[] = {
	{"larger batches", {NULL}, {{3, "train.batch", "16"}}, {8, 8, 4, 4, 4, 4, 4, 4, 4, 4}},
	{"smaller ones, the last of its own size", {"train.optimizer=adam", NULL},
		{{3, "train.batch", "7"}}, {8, 8, 10, 10, 10, 10, 10, 10, 10, 10}},
	{"all rows at once", {"train.optimizer=momentum", NULL}, {{2, "train.batch", "all"}},
		{8, 1, 1, 1, 1, 1, 1, 1, 1, 1}},
	{"rows one by one", {"train.batch=all", NULL}, {{10, "train.batch", "1"}},
		{1, 1, 1, 1, 1, 1, 1, 1, 1, 64}},
	{"there and back", {"batch_norm.position=after", NULL},
		{{3, "train.batch", "16"}, {6, "train.batch", "8"}},
		{8, 8, 4, 4, 4, 8, 8, 8, 8, 8}},
	{"a rest that is dropped", {"train.batch=9", NULL}, {{4, "train.last_batch", "drop"}},
		{8, 8, 8, 7, 7, 7, 7, 7, 7, 7}},
	{"rows in their order", {"train.shuffle=false", NULL}, {{3, "train.batch", "16"}},
		{8, 8, 4, 4, 4, 4, 4, 4, 4, 4}},
	{"noise behind the norm", {"batch_norm.noise=0.3", NULL}, {{3, "train.batch", "16"}},
		{8, 8, 4, 4, 4, 4, 4, 4, 4, 4}},
	{"running averages", {NULL}, {{3, "batch_norm.normalize_with", "running"}},
		{8, 8, 8, 8, 8, 8, 8, 8, 8, 8}},
	{"both", {NULL}, {{3, "train.batch", "16"}, {5, "batch_norm.normalize_with", "running"}},
		{8, 8, 4, 4, 4, 4, 4, 4, 4, 4}},
};
enum { WAYS = sizeof ways / sizeof *ways };

/* Like the lesson, with the settings of the changes for all of the run. */
static struct play *open_changed(const struct way *way, size_t changes)
{
	struct str texts[CHANGES] = {{0}};
	const char *sets[SETS + CHANGES] = {NULL};
	size_t count = 0;

	for (; way->sets[count]; count++)
		sets[count] = way->sets[count];
	for (size_t i = 0; i < changes; i++) {
		str_addf(&texts[i], "%s=%s", way->changes[i].name, way->changes[i].value);
		sets[count++] = str_text(&texts[i]);
	}
	struct play *play = open_shipped("five-stages", 1, sets);
	for (size_t i = 0; i < CHANGES; i++)
		str_free(&texts[i]);
	return play;
}

/* The changes are made in the epoch before the one that they hold from. */
static void make_changes(struct play *play, const struct way *way)
{
	for (size_t i = 0; i < CHANGES && way->changes[i].name; i++) {
		size_t before = way->changes[i].epoch - 1;
		go(play, before, timeline_batches(&play->run->timeline, before),
			play->run->timeline.batch_slots - 1);
		change(play, way->changes[i].name, way->changes[i].value);
	}
}

/* One step of training from the parts of num alone: `first` is the batch's place in the order. */
static void step_by_hand(
	const struct experiment *e, void *block, size_t first, size_t m, struct work *work)
{
	const struct model *model = &e->model;
	struct state state = state_view(model, block);
	size_t *rows = malloc(m * sizeof *rows);

	assert_non_null(rows);
	if (first == 0 && model->shuffle)
		rng_shuffle(state.rng, state.order, (uint32_t)model->train_rows);
	for (size_t i = 0; i < m; i++)
		rows[i] = e->data.train[state.order[first + i]];
	work_load(work, &e->inputs, rows, m);
	free(rows);
	model_forward(model, &state, MODE_TRAIN, work);
	model_backward(model, &state, work);
	for (int l = 0; l < model->layers; l++)
		if (model->layer[l].batch_norm)
			batchnorm_running(model, &work->layer[l], (size_t)model->layer[l].units, m,
				state.running_mu + model->first_running[l],
				state.running_var + model->first_running[l]);
	++*state.step;
	optimizer_update(model, work->gradient, *state.step, &state);
}

static size_t rows_of(const struct model *model, size_t first)
{
	size_t left = model->train_rows - first;

	return left < model->batch ? left : model->batch;
}

/* Every batch of every epoch, from the same start, leads to the same bits. */
static void the_run_is_that_of_a_hand(void **unused)
{
	(void)unused;
	for (size_t w = 0; w < WAYS; w++) {
		struct play *play = open_changed(&ways[w], 0);
		size_t bytes = play->experiment->model.block_bytes, step = 0;
		void *block = malloc(bytes);
		assert_non_null(block);
		play_go_index(play, 0);
		memcpy(block, play->run->keyframes.blocks, bytes);
		make_changes(play, &ways[w]);
		for (size_t epoch = 1; epoch <= EPOCHS; epoch++) {
			size_t changes = 0;
			while (changes < CHANGES && ways[w].changes[changes].name &&
				ways[w].changes[changes].epoch <= epoch)
				changes++;
			struct play *other = open_changed(&ways[w], changes);
			const struct model *model = &other->experiment->model;
			assert_int_equal(model->batches, ways[w].batches[epoch - 1]);
			for (size_t batch = 1; batch <= model->batches; batch++, step++) {
				size_t first = (batch - 1) * model->batch;
				step_by_hand(other->experiment, block, first, rows_of(model, first),
					&other->run->work);
				go(play, epoch, batch, play->run->timeline.batch_slots - 1);
				if (memcmp(block, play->run->after, bytes) != 0)
					fail_msg("%s: epoch %zu, batch %zu", ways[w].why, epoch,
						batch);
				assert_int_equal(play->run->at.step, step);
				assert_int_equal(play->run->at.epoch, epoch);
				assert_int_equal(play->run->at.batch, batch);
				assert_int_equal(play->run->at.batches, model->batches);
			}
			play_close(other);
		}
		assert_int_equal(play->run->timeline.steps, step);
		free(block);
		play_close(play);
	}
}

/* --- back, forward, undone and redone ---------------------------------------------------------- */

/* A place: where it is, what is known there and what was noted on the way. */
struct sight {
	struct position at;
	double loss;
	size_t scores, samples;
};

static struct sight look(const struct run *run)
{
	return (struct sight){.at = run->at,
		.loss = run_reached(run, STAGE_LOSS, 0) ? run_work(run)->loss : -1,
		.scores = run_scores(run),
		.samples = run_samples(run, STAGE_UPDATE, 0)};
}

static void assert_same_sight(const struct sight *a, const struct sight *b, const char *why)
{
	if (a->at.index != b->at.index || a->at.epoch != b->at.epoch ||
		a->at.batch != b->at.batch || a->at.stage != b->at.stage ||
		a->at.layer != b->at.layer || a->loss != b->loss || a->scores != b->scores ||
		a->samples != b->samples)
		fail_msg("%s: another place at index %zu", why, a->at.index);
}

/* The states in front of and behind each batch, then all stages on the way back. */
static void the_way_back_is_the_same(void **unused)
{
	(void)unused;
	for (size_t w = 0; w < WAYS; w++) {
		struct play *play = open_shipped("five-stages", 3, ways[w].sets);
		make_changes(play, &ways[w]);
		const struct run *run = play->run;
		size_t bytes = play->experiment->model.block_bytes, length = run->timeline.length;
		struct sight *sights = malloc(length * sizeof *sights);
		unsigned char *states = malloc(run->timeline.steps * bytes);
		assert_true(sights && states);
		for (size_t i = 0; i < length; i++) {
			play_go_index(play, i);
			sights[i] = look(run);
			memcpy(states + run->at.step * bytes, run->after, bytes);
		}
		for (size_t i = length; i-- > 0;) {
			play_step(play, -(long)(run->at.index - i));
			struct sight sight = look(run);
			assert_same_sight(&sight, &sights[i], ways[w].why);
			assert_memory_equal(run->after, states + run->at.step * bytes, bytes);
		}
		assert_int_equal(run->scores.count, EPOCHS + 1);
		free(states);
		free(sights);
		play_close(play);
	}
}

static void assert_same_run(struct play *a, struct play *b, const char *why)
{
	size_t bytes = a->experiment->model.block_bytes;

	assert_int_equal(a->run->timeline.length, b->run->timeline.length);
	for (size_t epoch = 1; epoch <= EPOCHS; epoch++)
		for (size_t batch = 1; batch <= 3; batch++) {
			go(a, epoch, batch, 3);
			go(b, epoch, batch, 3);
			if (memcmp(a->run->after, b->run->after, bytes) != 0 ||
				a->run->at.index != b->run->at.index ||
				a->run->at.stage != b->run->at.stage)
				fail_msg("%s: epoch %zu, batch %zu", why, epoch, batch);
		}
	play_go_index(a, a->run->timeline.length - 1);
	play_go_index(b, b->run->timeline.length - 1);
	assert_memory_equal(a->run->after, b->run->after, bytes);
	assert_int_equal(a->run->scores.count, b->run->scores.count);
	assert_memory_equal(a->run->scores.loss[SCORES_TRAIN], b->run->scores.loss[SCORES_TRAIN],
		a->run->scores.count * sizeof(double));
	assert_int_equal(a->run->trail.count, b->run->trail.count);
	assert_memory_equal(
		a->run->trail.loss, b->run->trail.loss, a->run->trail.count * sizeof(double));
}

static void undo_goes_back_to_the_same_bits(void **unused)
{
	(void)unused;
	for (size_t w = 0; w < WAYS; w++) {
		struct play *play = open_shipped("five-stages", 3, ways[w].sets);
		struct play *plain = open_shipped("five-stages", 1, ways[w].sets);
		struct play *changed = open_shipped("five-stages", 1, ways[w].sets);
		make_changes(play, &ways[w]);
		make_changes(changed, &ways[w]);
		size_t count = play_course(play)->count;
		for (size_t i = 0; i < count; i++)
			undo(play);
		assert_same_run(play, plain, ways[w].why);
		for (size_t i = 0; i < count; i++)
			redo(play);
		assert_same_run(play, changed, ways[w].why);
		play_close(play);
		play_close(plain);
		play_close(changed);
	}
}

/* A longer run keeps what was computed; one whose notes have another stride computes it again. */
static void the_run_may_be_longer_then(void **unused)
{
	static const char *const epochs[] = {"12", "3", "700"};

	(void)unused;
	for (size_t i = 0; i < sizeof epochs / sizeof *epochs; i++) {
		struct play *play = open_shipped("five-stages", 1, NULL);
		struct play *other = open_shipped("five-stages", 1, NULL);
		go(play, 2, 2, 0);
		change(play, "train.batch", "16");
		change(play, "train.epochs", epochs[i]);
		change(other, "train.epochs", epochs[i]);
		go(other, 2, 2, 0);
		change(other, "train.batch", "16");
		assert_int_equal(play->run->timeline.length, other->run->timeline.length);
		assert_int_equal(play->run->history.stride, other->run->history.stride);
		play_go_index(play, SIZE_MAX);
		play_go_index(other, SIZE_MAX);
		assert_memory_equal(
			play->run->after, other->run->after, play->experiment->model.block_bytes);
		play_close(play);
		play_close(other);
	}
}

/* --- what belongs to a batch ------------------------------------------------------------------- */

/* A change further on stays in its epoch; where that has fewer batches, it comes with the last. */
static void what_lies_further_on_stays(void **unused)
{
	static const struct {
		struct moment before, behind;
	} places[] = {{{2, 5}, {2, 5}}, {{4, 3}, {4, 3}}, {{5, 7}, {5, 4}}};
	enum { PLACES = sizeof places / sizeof *places };
	struct play *play = open_shipped("five-stages", 1, NULL);
	static const char *const rates[PLACES] = {"0.25", "0.125", "0.75"};

	(void)unused;
	for (size_t i = 0; i < PLACES; i++) {
		go(play, places[i].before.epoch, places[i].before.batch - 1, 0);
		change(play, "train.learning_rate", rates[i]);
	}
	go(play, 2, 4, 0);
	change(play, "train.batch", "16");
	assert_int_equal(play->run->at.epoch, 2);
	assert_int_equal(play->run->at.batch, 4);
	assert_int_equal(play_course(play)->count, PLACES + 1);
	for (size_t i = 0; i < PLACES; i++) {
		const struct change *made = &play_course(play)->changes[i + (i > 0)];
		assert_int_equal(moment_compare(made->from, places[i].behind), 0);
		go(play, made->from.epoch, made->from.batch, 0);
		assert_true(play->run->experiment->settings.train.learning_rate == atof(rates[i]));
		play_step_batch(play, -1);
		assert_true(play->run->experiment->settings.train.learning_rate != atof(rates[i]));
	}
	undo(play);
	for (size_t i = 0; i < PLACES; i++)
		assert_int_equal(
			moment_compare(play_course(play)->changes[i].from, places[i].before), 0);
	play_close(play);
}

/* A value put in and rows swapped in epochs of other batches are undone and done again, too. */
static void hands_reach_into_other_batches(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *other = open_shipped("five-stages", 3, NULL);
	struct str says = {0};

	(void)unused;
	for (int which = 0; which < 2; which++) {
		struct play *at = which ? other : play;
		go(at, 2, 2, 0);
		change(at, "train.batch", "16");
		go(at, 4, 2, 5);
		assert_int_equal(play_swap_mate(at, 1, 1, 1, &says), 0);
		assert_int_equal(play_put(at, "gamma(1,1)", "2", &says, NULL), 0);
		assert_int_equal(at->run->at.epoch, 4);
		assert_int_equal(at->run->at.batch, 2);
	}
	undo(other);
	undo(other);
	undo(other);
	redo(other);
	redo(other);
	redo(other);
	assert_same_run(play, other, "hands");
	str_free(&says);
	play_close(play);
	play_close(other);
}

/* The ghost of a run of other batches, and that run again as the second of two. */
static void a_ghost_of_other_batches_is_a_twin(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *alone = open_shipped("five-stages", 1, NULL);
	struct str says = {0};

	(void)unused;
	go(alone, 2, 2, 0);
	change(alone, "train.batch", "16");
	go(alone, 5, 3, 0);
	change(alone, "train.learning_rate", "0.25");
	go(play, 2, 2, 0);
	change(play, "train.batch", "16");
	go(play, 5, 3, 0);
	change(play, "train.learning_rate", "0.25");
	fork_run(play);
	assert_int_equal(moment_compare(play_ghost(play, 0)->forked, (struct moment){5, 3}), 0);
	undo(play);
	undo(play);
	assert_int_equal(play_twin_of_ghost(play, 0, &says), 0);
	assert_same_run(play->twin, alone, "the twin");
	go(play, 5, 8, 0);
	assert_int_equal(play->stand.wait, TWIN_IN_STEP);
	assert_int_equal(play->twin->stand.wait, TWIN_NO_BATCH);
	assert_int_equal(play->twin->run->at.epoch, 5);
	assert_int_equal(play->twin->run->at.batch, 4);
	play_step_epoch(play, 1);
	assert_int_equal(play->run->at.epoch, 6);
	assert_int_equal(play->twin->run->at.epoch, 6);
	str_free(&says);
	play_close(play);
	play_close(alone);
}

/* An epoch's key goes to the same batch of the next one, or to its last; a trace has each epoch. */
static void epochs_are_counted_as_they_are(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	size_t ends = 0;

	(void)unused;
	go(play, 2, 7, 0);
	change(play, "train.batch", "16");
	play_step_epoch(play, 1);
	assert_int_equal(play->run->at.epoch, 3);
	assert_int_equal(play->run->at.batch, 4);
	play_step_epoch(play, 3);
	assert_int_equal(play->run->at.epoch, 6);
	assert_int_equal(play->run->at.batch, 4);
	play_step_epoch(play, -5);
	assert_int_equal(play->run->at.epoch, 1);
	play_step_epoch(play, 1000000);
	assert_int_equal(play->run->at.index, play->run->last);
	for (size_t index = trace_next(play->run, TRACE_EPOCH, SIZE_MAX); index != SIZE_MAX;
		index = trace_next(play->run, TRACE_EPOCH, index)) {
		struct position at = timeline_at(&play->run->timeline, index);
		assert_int_equal(at.epoch, ++ends);
		assert_int_equal(at.batch, at.batches);
		assert_int_equal(at.stage, STAGE_UPDATE);
	}
	assert_int_equal(ends, EPOCHS);
	play_close(play);
}

/* --- what is said ------------------------------------------------------------------------------ */

static void it_says_from_when_on(void **unused)
{
	static const struct {
		struct moment at;
		enum stage stage;
		const char *name, *value, *words;
		int status;
		const char *why;
	} cases[] = {
		{{2, 3}, STAGE_LOSS, "train.batch", "16", "train.batch = 16 from epoch 3 on.", 0,
			"an epoch that has begun"},
		{{2, 1}, STAGE_LOSS, "train.batch", "16", "train.batch = 16 from epoch 2 on.", 0,
			"one that nothing was learned from yet"},
		{{2, 1}, STAGE_UPDATE, "train.batch", "16", "train.batch = 16 from epoch 3 on.", 0,
			"behind its first update"},
		{{10, 1}, STAGE_LOSS, "train.last_batch", "drop",
			"train.last_batch = drop from epoch 10 on.", 0, "the last one"},
		{{10, 2}, STAGE_LOSS, "train.batch", "16",
			"train.batch cuts an epoch into batches, and none is to come: go back, "
			"then change it",
			STATUS_PLACE, "no epoch is to come"},
		{{2, 3}, STAGE_LOSS, "batch_norm.normalize_with", "running",
			"batch_norm.normalize_with = running from batch 4 of epoch 2 on.", 0,
			"another order"},
		{{2, 3}, STAGE_LOSS, "train.batch", "65",
			"train.batch is 65, but data.rows is only 64", STATUS_COMBINATION,
			"more than there are"},
		{{2, 3}, STAGE_LOSS, "twin.train.batch", "16",
			"twin.train.batch = 16: the run has started again.", 0, "a twin"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped("five-stages", 1, NULL);
		struct str says = {0};
		go(play, cases[i].at.epoch, cases[i].at.batch,
			timeline_order(&play->run->timeline, 0)->slot_of[cases[i].stage][0]);
		int status = play_change(play, cases[i].name, cases[i].value, &says);
		if (status != cases[i].status || strcmp(str_text(&says), cases[i].words) != 0)
			fail_msg("%s: %d, %s", cases[i].why, status, str_text(&says));
		str_free(&says);
		play_close(play);
	}
}

/* The panel's several settings at once each begin when they can. */
static void several_begin_when_they_can(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct str says = {0};
	struct settings settings, next;

	(void)unused;
	go(play, 2, 3, 0);
	assert_int_equal(play_settings_next(play, &settings), 0);
	settings.train.batch = 16;
	settings.train.learning_rate = 0.25;
	assert_int_equal(play_change_to(play, &settings, &says), 0);
	assert_string_equal(str_text(&says), "2 settings changed from batch 4 of epoch 2 on, "
					     "train.batch from epoch 3 on.");
	assert_int_equal(play_settings_next(play, &next), 0);
	assert_int_equal(next.train.batch, 16);
	assert_true(next.train.learning_rate == 0.25);
	go(play, 2, 8, 0);
	assert_int_equal(play->run->work.m, 8);
	go(play, 3, 1, 0);
	assert_int_equal(play->run->work.m, 16);
	str_free(&says);
	play_close(play);
}

static void a_run_too_long_stays_as_it_was(void **unused)
{
	static const char *const sets[] = {
		"data.rows=4000", "train.batch=64", "train.epochs=2000", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	size_t length = play->run->timeline.length;
	struct str says = {0};

	(void)unused;
	assert_int_equal(play_change(play, "train.batch", "1", &says), STATUS_LIMIT);
	assert_non_null(strstr(str_text(&says), "this run has 8000000 steps"));
	assert_int_equal(play->run->timeline.length, length);
	assert_int_equal(play_course(play)->count, 0);
	str_free(&says);
	play_close(play);
}

/* --- a lesson's own changes -------------------------------------------------------------------- */

#define HEAD                                                                          \
	"---\ntitle: T\nquestion: Q?\ndata: {source: ring}\nnetwork: {hidden: [3]}\n" \
	"batch_norm: {on: true}\ntrain: {batch: 8, epochs: 6}\nchanges:\n"
#define BODY "---\n\n## Words\nWords.\n"

/* Places behind other batches are those of these batches. */
static void a_lesson_cuts_its_epochs(void **unused)
{
	static const struct {
		const char *changes, *mistake;
	} cases[] = {
		{"  - {at: {epoch: 3}, set: {train.batch: 4}}\n"
		 "  - {at: {epoch: 4, batch: 16}, set: {train.learning_rate: 1}}\n",
			NULL},
		{"  - {at: {epoch: 3}, set: {train.batch: 16}}\n"
		 "  - {at: {epoch: 4, batch: 5}, set: {train.learning_rate: 1}}\n",
			"train.learning_rate cannot change at epoch 4, batch 5: epochs are 1 to 6, "
			"batches 1 to 4"},
		{"  - {at: {epoch: 3, batch: 2}, set: {train.batch: 16}}\n",
			"train.batch cannot change at epoch 3, batch 2: an epoch is cut into "
			"batches once, so say batch 1"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct str text = {0};
		struct play *play = NULL;
		str_addf(&text, "%s%s%s", HEAD, cases[i].changes, BODY);
		int status = open_text(str_text(&text), true, &play, &diags);
		if ((status != 0) != (cases[i].mistake != NULL) ||
			(status && strcmp(diags.list[0].text, cases[i].mistake) != 0))
			fail_msg("%s", status ? diags.list[0].text : "there is no mistake");
		if (!status)
			assert_int_equal(play->run->timeline.steps, 2 * 8 + 4 * 16);
		diags_free(&diags);
		str_free(&text);
		play_close(play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_run_is_that_of_a_hand),
		cmocka_unit_test(the_way_back_is_the_same),
		cmocka_unit_test(undo_goes_back_to_the_same_bits),
		cmocka_unit_test(the_run_may_be_longer_then),
		cmocka_unit_test(what_lies_further_on_stays),
		cmocka_unit_test(hands_reach_into_other_batches),
		cmocka_unit_test(a_ghost_of_other_batches_is_a_twin),
		cmocka_unit_test(epochs_are_counted_as_they_are),
		cmocka_unit_test(it_says_from_when_on),
		cmocka_unit_test(several_begin_when_they_can),
		cmocka_unit_test(a_run_too_long_stays_as_it_was),
		cmocka_unit_test(a_lesson_cuts_its_epochs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
