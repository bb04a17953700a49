/* Batch mates: against a norm written out again, and against the run's own numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/status.h"
#include "close.h"
#include "engine/mates.h"
#include "lessons.h"

static void go(struct play *play, size_t step, enum stage stage, int layer)
{
	const struct timeline *t = &play->run->timeline;

	run_seek(play->run, timeline_index(t, step, timeline_order(t, 0)->slot_of[stage][layer]));
}

/* z of a unit of the first layer, from the features and the weights alone. */
static double linear(const struct run *run, int unit, size_t row)
{
	const struct experiment *e = run->experiment;
	struct layer_params p = model_params(&e->model, run_state_before(run).theta, 0);
	double z = p.b ? p.b[unit] : 0;

	for (int j = 0; j < FEATURES; j++)
		z += p.W[unit * FEATURES + j] * e->x[INPUTNORM_COUNT - 1][j][row];
	return z;
}

/* ẑ of a row among the rows of a batch, one of which gives way to it. */
static double naive(const struct run *run, int unit, size_t row, size_t batch, size_t place)
{
	const struct experiment *e = run->experiment;
	const uint32_t *order = run_state_after(run).order + batch * e->model.batch;
	size_t m = model_batch_rows(&e->model, batch), rows[64];
	double mean = 0, var = 0, own = linear(run, unit, row);
	bool inside = false;

	for (size_t i = 0; i < m; i++) {
		rows[i] = e->data.train[order[i]];
		inside |= rows[i] == row;
	}
	if (!inside)
		rows[place < m ? place : m - 1] = row;
	for (size_t i = 0; i < m; i++)
		mean += linear(run, unit, rows[i]) / (double)m;
	for (size_t i = 0; i < m; i++)
		var += pow(linear(run, unit, rows[i]) - mean, 2) / (double)m;
	return (own - mean) / sqrt(var + e->model.epsilon);
}

static void every_batch_is_computed_anew(void **unused)
{
	static const char *const sets[] = {"train.batch=5", NULL}; /* the last batch is smaller */
	static const size_t steps[] = {0, 3, 12};
	struct play *play = open_shipped("five-stages", 1, sets);

	(void)unused;
	for (size_t s = 0; s < sizeof(steps) / sizeof(steps[0]); s++) {
		go(play, steps[s], STAGE_NORMALIZE, 1);
		const struct run *run = play->run;
		for (int unit = 1; unit <= run->experiment->model.layer[0].units; unit++)
			for (int example = 1; example <= (int)run->work.m; example++) {
				struct mates mates;
				assert_int_equal(mates_find(run, 1, unit, example, &mates), 0);
				assert_int_equal(mates.row, run->work.rows[example - 1]);
				assert_int_equal(mates.count, run->at.batches);
				for (size_t b = 0; b < mates.count; b++) {
					double expected = naive(
						run, unit - 1, mates.row, b, (size_t)example - 1);
					assert_close(mates.zhat[b], expected, 1e-9, 1e-12);
					assert_true(mates.least <= mates.zhat[b]);
					assert_true(mates.largest >= mates.zhat[b]);
				}
				mates_free(&mates);
			}
	}
	play_close(play);
}

/* In its own batch nothing is exchanged: the same bits, in every layer with a norm. */
static void its_own_batch_is_the_runs(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct model *model = &play->experiment->model;

	(void)unused;
	for (size_t step = 0; step < 9; step++) {
		go(play, step, STAGE_UPDATE, 0);
		for (int layer = 1; layer <= model->layers; layer++) {
			const struct work *work = &play->run->work;
			struct mates mates;

			if (!model->layer[layer - 1].batch_norm)
				continue;
			assert_int_equal(mates_find(play->run, layer, 2, 3, &mates), 0);
			double expected = work->layer[layer - 1].zhat[work->m + 2];
			assert_memory_equal(&mates.zhat[mates.own], &expected, sizeof expected);
			mates_free(&mates);
		}
	}
	play_close(play);
}

static void test_mode_has_no_mates(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct mates mates;

	(void)unused;
	go(play, 5, STAGE_NORMALIZE, 1);
	const struct model *model = &play->experiment->model;
	struct state state = run_state_before(play->run);
	for (int example = 1; example <= (int)play->run->work.m; example++) {
		assert_int_equal(mates_find(play->run, 1, 1, example, &mates), 0);
		double z = linear(play->run, 0, mates.row);
		double expected =
			(z - state.running_mu[0]) / sqrt(state.running_var[0] + model->epsilon);
		assert_close(mates.test_mode, expected, 1e-9, 1e-12);
		assert_true(mates.largest - mates.least > 0.01);
		mates_free(&mates);
	}
	play_close(play);
}

static void what_has_no_mates_is_refused(void **unused)
{
	static const char *const plain[] = {"batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct mates mates = {.count = 77};

	(void)unused;
	run_seek(play->run, 0);
	assert_int_equal(mates_find(play->run, 1, 1, 1, &mates), STATUS_UNKNOWN_YET);
	play_close(play);
	play = open_shipped("five-stages", 1, plain);
	go(play, 0, STAGE_LINEAR, 1);
	assert_int_equal(mates_find(play->run, 1, 1, 1, &mates), STATUS_COMBINATION);
	assert_int_equal(mates.count, 77);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_batch_is_computed_anew),
		cmocka_unit_test(its_own_batch_is_the_runs),
		cmocka_unit_test(test_mode_has_no_mates),
		cmocka_unit_test(what_has_no_mates_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
