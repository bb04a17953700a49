/* Errors along eigenvectors: against gradient descent done by hand, step by step. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/status.h"
#include "close.h"
#include "engine/eigen.h"
#include "lessons.h"

static void go(struct play *play, size_t step, enum stage stage)
{
	const struct timeline *t = &play->run->timeline;

	run_seek(play->run, timeline_index(t, step, timeline_order(t, 0)->slot_of[stage][0]));
}

/* two-scales is centred: the curvatures are the variances, and 1 for b. */
static void directions_are_the_features(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	const struct experiment *e = play->experiment;
	struct eigen_errors errors;

	(void)unused;
	go(play, 0, STAGE_DRAW);
	assert_int_equal(eigen_read(play->run, &errors), 0);
	assert_int_equal(errors.count, 3);
	assert_int_equal(errors.steps, 0);
	assert_true(errors.exact);
	assert_close(errors.of[0].lambda, e->norm.var[1], 1e-12, 0);
	assert_close(errors.of[1].lambda, 1, 1e-12, 0);
	assert_close(errors.of[2].lambda, e->norm.var[0], 1e-12, 0);
	for (int i = 0; i < 3; i++) {
		assert_close(
			errors.of[i].factor, 1 - e->model.rate * errors.of[i].lambda, 1e-15, 1e-15);
		assert_true(isnan(errors.of[i].measured));
		assert_close(errors.of[i].now, errors.of[i].start, 0, 0);
	}
	play_close(play);
}

static void what_is_measured_is_what_was_predicted(void **unused)
{
	static const struct {
		size_t step;
		enum stage stage;
		size_t done;
		const char *why;
	} cases[] = {
		{0, STAGE_LOSS, 0, "nothing has moved before the first update"},
		{0, STAGE_UPDATE, 1, "the update is one step"},
		{1, STAGE_LOSS, 1, "and stays one until the next"},
		{6, STAGE_UPDATE, 7, "far along"},
	};
	static const char *const sets[] = {"train.learning_rate=0.31", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);

	(void)unused;
	for (size_t c = 0; c < sizeof(cases) / sizeof(cases[0]); c++) {
		struct eigen_errors errors;

		go(play, cases[c].step, cases[c].stage);
		assert_int_equal(eigen_read(play->run, &errors), 0);
		assert_int_equal(errors.steps, cases[c].done);
		for (int i = 0; i < 3; i++) {
			const struct eigen_direction *d = &errors.of[i];
			double by_hand = d->start;

			for (size_t k = 0; k < cases[c].done; k++)
				by_hand -= 0.31 * d->lambda * by_hand;
			assert_close(d->predicted, by_hand, 1e-9, 1e-12);
			assert_close(d->now, by_hand, 1e-6, 1e-12);
			if (cases[c].done && fabs(d->start) > 1e-9)
				assert_close(d->measured, fabs(d->factor), 1e-6, 0);
		}
	}
	play_close(play);
}

static void the_slowest_is_named(void **unused)
{
	static const struct {
		const char *rate;
		int slowest;
		double steps; /* to a thousandth; < 0: never */
		const char *why;
	} cases[] = {
		{"train.learning_rate=0.1", 2, 839,
			"small steps: the flattest; ln .001 / ln .991797"},
		{"train.learning_rate=0.97", 0, 640, "beyond the best rate: the steepest swings"},
		{"train.learning_rate=1", 0, -1, "it grows"},
	};

	(void)unused;
	for (size_t c = 0; c < sizeof(cases) / sizeof(cases[0]); c++) {
		const char *const sets[] = {cases[c].rate, NULL};
		struct play *play = open_shipped("two-scales", 1, sets);
		struct eigen_errors errors;

		go(play, 0, STAGE_DRAW);
		assert_int_equal(eigen_read(play->run, &errors), 0);
		assert_int_equal(errors.slowest, cases[c].slowest);
		double steps = eigen_steps(&errors.of[errors.slowest]);
		if (cases[c].steps < 0)
			assert_true(isinf(steps));
		else
			assert_close(steps, cases[c].steps, 0, 0);
		play_close(play);
	}
}

static void other_runs_have_no_known_minimum(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct eigen_errors errors = {.steps = 77};

	(void)unused;
	assert_int_equal(eigen_read(play->run, &errors), STATUS_COMBINATION);
	assert_int_equal(errors.steps, 77);
	play_close(play);
}

static void momentum_and_batches_are_no_exact_prediction(void **unused)
{
	static const char *const cases[] = {"train.optimizer=momentum", "train.batch=16"};

	(void)unused;
	for (size_t c = 0; c < sizeof(cases) / sizeof(cases[0]); c++) {
		const char *const sets[] = {cases[c], NULL};
		struct play *play = open_shipped("two-scales", 1, sets);
		struct eigen_errors errors;

		assert_int_equal(eigen_read(play->run, &errors), 0);
		assert_false(errors.exact);
		play_close(play);
	}
}

static void what_is_frozen_or_spent_is_said(void **unused)
{
	static const char *const frozen[] = {"train.freeze=1", NULL};
	static const char *const fast[] = {"train.learning_rate=0.5", NULL};
	struct play *play = open_shipped("two-scales", 1, frozen);
	struct eigen_errors errors;

	(void)unused;
	assert_int_equal(eigen_read(play->run, &errors), 0);
	assert_int_equal(errors.slowest, -1);
	play_close(play);
	play = open_shipped("two-scales", 1, fast);
	go(play, 40, STAGE_UPDATE);
	assert_int_equal(eigen_read(play->run, &errors), 0);
	assert_true(errors.of[0].vanished);
	assert_false(errors.of[2].vanished);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(directions_are_the_features),
		cmocka_unit_test(what_is_measured_is_what_was_predicted),
		cmocka_unit_test(the_slowest_is_named),
		cmocka_unit_test(other_runs_have_no_known_minimum),
		cmocka_unit_test(momentum_and_batches_are_no_exact_prediction),
		cmocka_unit_test(what_is_frozen_or_spent_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
