/* Histories: every sample against the run itself, replayed; bounds; independence of the way. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "close.h"
#include "engine/history.h"
#include "engine/quantity.h"
#include "lessons.h"

static const struct {
	enum history_of of;
	const char *quantity;
} kept[] = {{HISTORY_MU, "mu"}, {HISTORY_VAR, "var"}, {HISTORY_GAMMA, "gamma"},
	{HISTORY_BETA, "beta"}, {HISTORY_RUNNING_MU, "running_mu"},
	{HISTORY_RUNNING_VAR, "running_var"}, {HISTORY_B, "b"}};

static void go(struct play *play, size_t step, enum stage stage)
{
	const struct timeline *t = &play->run->timeline;

	run_seek(play->run, timeline_index(t, step, timeline_order(t, 0)->slot_of[stage][0]));
}

static void check_units(const struct run *run, size_t sample)
{
	const struct model *model = &run->experiment->model;

	for (int layer = 1; layer <= model->layers; layer++)
		for (int unit = 1; unit <= model->layer[layer - 1].units; unit++) {
			int index[3] = {layer, unit, 0};
			for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
				double value = NAN;
				double noted = history_unit(
					&run->history, sample, layer, unit, kept[k].of);
				quantity_read(run, quantity_find(kept[k].quantity), index, &value);
				assert_true(isnan(value) ? isnan(noted) : value == noted);
			}
			double squares = 0;
			for (index[2] = 1; index[2] <= model->layer[layer - 1].inputs; index[2]++) {
				double w = NAN;
				quantity_read(run, quantity_find("W"), index, &w);
				squares += w * w;
			}
			assert_close(
				history_unit(&run->history, sample, layer, unit, HISTORY_W_NORM),
				sqrt(squares), 1e-15, 0);
		}
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The percentile is the least value that so many of all values do not exceed. */
static void check_inputs(const struct run *run, size_t sample)
{
	const struct model *model = &run->experiment->model;

	for (int layer = 1; layer <= model->layers; layer++) {
		const double *noted = history_input(&run->history, sample, layer);
		size_t count = (size_t)model->layer[layer - 1].inputs * run->work.m;
		double *values = malloc(count * sizeof *values);
		assert_non_null(values);
		memcpy(values, run->work.layer[layer - 1].in, count * sizeof *values);
		qsort(values, count, sizeof *values, ascending);
		for (int i = 0; i < HISTORY_SHARES; i++) {
			size_t rank = 0;
			while ((double)(rank + 1) < history_shares[i] * (double)count)
				rank++;
			assert_true(noted[i] == values[rank]);
		}
		free(values);
	}
}

static void every_sample_is_the_runs(void **unused)
{
	static const struct {
		const char *lesson;
		const char *sets[4];
		size_t stride;
		const char *why;
	} cases[] = {
		{"five-stages", {NULL}, 1, "a batch norm in front of an output without one"},
		{"five-stages", {"batch_norm.on=false", NULL}, 1, "no batch norm at all"},
		{"five-stages", {"network.hidden=4,3", "train.batch=7", NULL}, 1,
			"two hidden layers, a last batch of its own size"},
		{"five-stages", {"train.epochs=2000", "network.hidden=2", NULL}, 4,
			"more batches than samples"},
		{"two-scales", {NULL}, 1, "one linear unit"},
	};

	(void)unused;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct play *play = open_shipped(cases[c].lesson, 3, cases[c].sets);
		struct run *run = play->run;
		run_seek(run, run->last);
		assert_int_equal(run->history.stride, cases[c].stride);
		size_t steps = run->at.step + 1, stride = run->history.stride;
		assert_int_equal(run->history.count, (steps + stride - 1) / stride);
		assert_true(run->history.count <= HISTORY_SAMPLES);
		for (size_t i = 0; i < run->history.count; i += 1 + run->history.count / 40) {
			go(play, i * stride, STAGE_UPDATE);
			check_units(run, i);
			check_inputs(run, i);
		}
		play_close(play);
	}
}

static void the_start_is_no_batch(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct history *history = &play->run->history;
	double value;

	(void)unused;
	assert_true(isnan(history_start(history, 1, 2, HISTORY_MU)));
	assert_true(history_start(history, 1, 2, HISTORY_GAMMA) == 1);
	assert_true(history_start(history, 1, 2, HISTORY_BETA) == 0);
	assert_true(history_start(history, 1, 2, HISTORY_RUNNING_VAR) == 1);
	assert_true(isnan(history_start(history, 2, 1, HISTORY_GAMMA)));
	run_seek(play->run, 0);
	assert_int_equal(
		quantity_read(play->run, quantity_find("W"), (int[3]){2, 1, 1}, &value), 0);
	double squares = 0;
	for (int i = 1; i <= 3; i++) {
		quantity_read(play->run, quantity_find("W"), (int[3]){2, 1, i}, &value);
		squares += value * value;
	}
	assert_close(history_start(history, 2, 1, HISTORY_W_NORM), sqrt(squares), 1e-15, 0);
	play_close(play);
}

/* What is known of a batch depends on the stage, and never on what was seen before. */
static void known_samples_follow_the_position(void **unused)
{
	static const struct {
		size_t step;
		enum stage at;
		int layer;
		size_t mean, variance, update;
	} cases[] = {{0, STAGE_DRAW, 0, 0, 0, 0}, {0, STAGE_MEAN, 1, 1, 0, 0},
		{0, STAGE_VARIANCE, 1, 1, 1, 0}, {0, STAGE_UPDATE, 0, 1, 1, 1},
		{5, STAGE_LINEAR, 1, 5, 5, 5}, {5, STAGE_LOSS, 0, 6, 6, 5},
		{79, STAGE_UPDATE, 0, 80, 80, 80}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;

	(void)unused;
	for (int visited = 0; visited < 2; visited++) {
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			const struct timeline *t = &run->timeline;
			run_seek(run, timeline_index(t, cases[i].step,
					      timeline_order(t, 0)
						      ->slot_of[cases[i].at][cases[i].layer]));
			assert_int_equal(run_samples(run, STAGE_MEAN, 1), cases[i].mean);
			assert_int_equal(run_samples(run, STAGE_VARIANCE, 1), cases[i].variance);
			assert_int_equal(run_samples(run, STAGE_UPDATE, 0), cases[i].update);
		}
		run_seek(run, 0);
		assert_int_equal(run_samples(run, STAGE_UPDATE, 0), 0);
		run_seek(run, run->last);
	}
	play_close(play);
}

/* Inputs that are not finite have no percentiles, and a network as large as they come still fits. */
static void large_and_broken_runs_hold(void **unused)
{
	static const char *const large[] = {"network.hidden=200,200", "train.epochs=100", NULL};
	static const char *const wild[] = {
		"train.learning_rate=1000", "batch_norm.on=false", "network.activation=relu", NULL};
	struct play *play = open_shipped("five-stages", 1, large);

	(void)unused;
	const struct history *history = &play->run->history;
	assert_true(history->most >= HISTORY_SAMPLES_MIN);
	assert_true(history->most * history->width * sizeof(double) <= 2 * HISTORY_BYTES);
	assert_true(history->most * history->stride >= 800);
	play_close(play);

	play = open_shipped("five-stages", 1, wild);
	run_seek(play->run, play->run->last);
	assert_true(play->run->diverged);
	assert_true(play->run->history.count >= 1);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sample_is_the_runs),
		cmocka_unit_test(the_start_is_no_batch),
		cmocka_unit_test(known_samples_follow_the_position),
		cmocka_unit_test(large_and_broken_runs_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
