/* Scores: every point against a pass over all rows at its place; bounds; what changes forget. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "close.h"
#include "engine/play_change.h"
#include "engine/ruler.h"
#include "lessons.h"

/* Behind so many steps. */
static void go(const struct play *play, size_t steps)
{
	const struct timeline *t = &play->run->timeline;
	int slot = timeline_order(t, 0)->slot_of[steps ? STAGE_UPDATE : STAGE_DRAW][0];

	run_seek(play->run, timeline_index(t, steps ? steps - 1 : 0, slot));
}

static void every_point_is_a_pass_over_the_rows(void **unused)
{
	static const struct {
		const char *lesson;
		const char *sets[4];
		size_t stride, points;
		const char *why;
	} cases[] = {
		{"five-stages", {"data.test=0.25", NULL}, 1, 11, "a batch norm, test rows"},
		{"five-stages", {"batch_norm.on=false", "train.batch=7", NULL}, 1, 11,
			"no test rows, a last batch of its own size"},
		{"two-scales", {"train.epochs=7", NULL}, 1, 8, "one batch an epoch"},
		{"five-stages", {"train.epochs=700", "data.test=0.25", NULL}, 3, 234,
			"more epochs than points"},
	};

	(void)unused;
	for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
		struct play *play = open_shipped(cases[c].lesson, 3, cases[c].sets);
		struct run *run = play->run;
		size_t epoch = run->at.batches * cases[c].stride; /* in steps */
		run_seek(run, run->last);
		if (run->scores.stride != cases[c].stride || run->scores.count != cases[c].points)
			fail_msg("%s: %zu points", cases[c].why, run->scores.count);
		assert_int_equal(run_scores(run), run->scores.count);
		for (size_t i = 0; i < run->scores.count; i += 1 + i / 8) {
			go(play, i * epoch);
			assert_int_equal(run_scores(run), i + 1);
			assert_close(run->scores.loss[SCORES_TRAIN][i], run_score(run, false).loss,
				1e-12, 0);
			double test = run_score(run, true).loss;
			double noted = run->scores.loss[SCORES_TEST][i];
			assert_int_equal(isnan(test), isnan(noted));
			if (!isnan(test))
				assert_close(noted, test, 1e-12, 0);
		}
		play_close(play);
	}
}

/* An epoch's end is known with its last update, and not before. */
static void a_point_waits_for_the_update(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct run *run = play->run;
	size_t batches = run->at.batches;

	(void)unused;
	assert_int_equal(run_scores(run), 0);
	run_seek(play->run, run->last);
	go(play, 2 * batches);
	assert_int_equal(run_scores(run), 3);
	run_seek(play->run, run->at.index - 1);
	assert_int_equal(run_scores(run), 2);
	run_seek(play->run, 0);
	assert_int_equal(run_scores(run), 0);
	play_close(play);
}

/* What follows from a change is scored anew, what came before it stays. */
static void a_change_on_the_way_is_scored(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;
	size_t batches = run->at.batches;
	struct str says = {0};
	double before[2];

	(void)unused;
	run_seek(run, run->last);
	before[0] = run->scores.loss[SCORES_TRAIN][3];
	before[1] = run->scores.loss[SCORES_TRAIN][4];
	go(play, 3 * batches + 1);
	assert_int_equal(play_change(play, "train.learning_rate", "3", &says), 0);
	run_seek(run, run->last);
	assert_true(run->scores.loss[SCORES_TRAIN][3] == before[0]);
	assert_true(run->scores.loss[SCORES_TRAIN][4] != before[1]);
	go(play, 4 * batches);
	assert_close(run->scores.loss[SCORES_TRAIN][4], run_score(run, false).loss, 1e-12, 0);
	str_free(&says);
	play_close(play);
}

/* Epochs of other batches end elsewhere. */
static void other_batches_are_scored(void **unused)
{
	static const size_t ends[] = {0, 8, 16, 20, 24, 28};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;
	struct str says = {0};

	(void)unused;
	go(play, 12);
	assert_int_equal(play_change(play, "train.batch", "16", &says), 0);
	run_seek(run, run->last);
	assert_int_equal(run->scores.count, 11);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		go(play, ends[i]);
		assert_int_equal(run_scores(run), i + 1);
		assert_true(run->scores.loss[SCORES_TRAIN][i] == run_score(run, false).loss);
	}
	str_free(&says);
	play_close(play);
}

/* Of very many rows an even choice is scored, and it says how many. */
static void a_pass_has_its_price(void **unused)
{
	static const char *const sets[] = {"data.rows=4096", "data.test=0.5",
		"network.hidden=64,64,64", "train.epochs=1", "train.batch=2048", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	const struct scores *scores = &play->run->scores;
	const struct dataset *data = &play->experiment->data;

	(void)unused;
	assert_in_range(scores->rows[SCORES_TRAIN], 1000, data->train_count - 1);
	assert_int_equal(scores->rows[SCORES_TEST], scores->rows[SCORES_TRAIN]);
	for (size_t i = 0; i < scores->rows[SCORES_TEST]; i++)
		assert_int_equal(scores->chosen[SCORES_TEST][i],
			data->test[i * data->test_count / scores->rows[SCORES_TEST]]);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_point_is_a_pass_over_the_rows),
		cmocka_unit_test(a_point_waits_for_the_update),
		cmocka_unit_test(a_change_on_the_way_is_scored),
		cmocka_unit_test(other_batches_are_scored),
		cmocka_unit_test(a_pass_has_its_price),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
