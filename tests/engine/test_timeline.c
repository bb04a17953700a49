/* Positions, indices and places in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "engine/timeline.h"
#include "lessons.h"

static void test_index_and_position_turn_into_each_other(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;

	(void)state;
	for (size_t i = 0; i < t->length; i++) {
		struct position at = timeline_at(t, i);
		assert_true(at.index == i);
		if (at.epoch)
			assert_true(timeline_index(t, at.step, at.slot) == i);
	}
	assert_true(timeline_at(t, t->length + 5).index == t->length - 1);
	play_close(play);
}

/* Other batches from an epoch on, another order from a batch on: every index is one place. */
static void test_a_timeline_turns(void **state)
{
	static const char *const other[] = {
		"train.batch=24", "batch_norm.normalize_with=running", NULL};
	static const struct {
		size_t step;
		struct moment moment;
		size_t batches;
		bool running;
	} places[] = {{0, {1, 1}, 8, false}, {15, {2, 8}, 8, false}, {16, {3, 1}, 3, false},
		{18, {3, 3}, 3, false}, {19, {4, 1}, 3, false}, {20, {4, 2}, 3, true},
		{21, {4, 3}, 3, true}, {22, {5, 1}, 8, true}, {69, {10, 8}, 8, true},
		{70, {11, 1}, 8, true}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *turned = open_shipped("five-stages", 1, other);
	struct timeline t = play->run->timeline;
	struct model model = play->experiment->model;

	(void)state;
	model.batches = turned->experiment->model.batches;
	timeline_turn(&t, 16, &model);
	model.normalize_with = NORMALIZE_WITH_RUNNING;
	timeline_turn(&t, 20, &model);
	timeline_turn(&t, 21, &model);
	assert_int_equal(t.stretch_count, 3);
	model.batches = 8;
	timeline_turn(&t, 22, &model);
	assert_int_equal(t.steps, 70);
	assert_int_equal(t.length, t.input_slots + 70 * t.batch_slots);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct moment moment = timeline_moment(&t, places[i].step);
		assert_int_equal(moment_compare(moment, places[i].moment), 0);
		assert_int_equal(timeline_step(&t, places[i].moment), places[i].step);
		assert_int_equal(timeline_batches(&t, moment.epoch), places[i].batches);
		assert_int_equal(timeline_epochs(&t, places[i].step), moment.epoch - 1);
		const struct order *order = timeline_order(&t, places[i].step);
		assert_int_equal(
			order->slot_of[STAGE_RUNNING][1] < order->slot_of[STAGE_NORMALIZE][1],
			places[i].running);
	}
	assert_int_equal(timeline_step(&t, (struct moment){3, 8}), 18);
	assert_int_equal(timeline_step(&t, (struct moment){12, 99}), 85);
	for (size_t i = 1; i < t.length; i++) {
		struct position before = timeline_at(&t, i - 1), at = timeline_at(&t, i);
		assert_true(at.slot == before.slot + 1 || (at.slot == 0 && !before.epoch) ||
			    (at.slot == 0 && before.stage == STAGE_UPDATE &&
				    at.step == before.step + 1));
		assert_true(at.epoch == before.epoch
				    ? at.batch - before.batch <= 1
				    : at.batch == 1 &&
					      (!before.epoch || before.batch == before.batches));
	}
	play_close(play);
	play_close(turned);
}

/* What place_print writes, place_parse and timeline_find lead back to. */
static void test_every_place_reads_back(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;

	(void)state;
	for (size_t i = 0; i < t->length; i++) {
		struct str words = {0}, why = {0};
		struct place place;
		size_t index = SIZE_MAX;
		place_print(timeline_at(t, i), &words);
		assert_int_equal(place_parse(str_text(&words), &place, &why), 0);
		assert_int_equal(timeline_find(t, &place, &index, &why), 0);
		if (index != i)
			fail_msg("%s: %zu became %zu", str_text(&words), i, index);
		str_free(&words);
		str_free(&why);
	}
	play_close(play);
}

static void test_places_in_words(void **state)
{
	static const struct {
		const char *words;
		size_t step; /* SIZE_MAX: the input's */
		enum stage stage;
		int layer;
	} cases[] = {
		{"start", SIZE_MAX, STAGE_START, 0},
		{"input, variance", SIZE_MAX, STAGE_INPUT_VARIANCE, 0},
		{"epoch 2, batch 3, layer 1, normalize", 10, STAGE_NORMALIZE, 1},
		{"epoch 2 , batch 3,layer 1,normalize", 10, STAGE_NORMALIZE, 1},
		{"normalize", 0, STAGE_NORMALIZE, 1},
		{"layer 2", 0, STAGE_LINEAR, 2},
		{"batch 5", 4, STAGE_DRAW, 0},
		{"epoch 3, update", 16, STAGE_UPDATE, 0},
		{"end", 79, STAGE_UPDATE, 0},
		{"running averages", 0, STAGE_RUNNING, 1},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str why = {0};
		struct place place;
		size_t index = 0;
		assert_int_equal(place_parse(cases[i].words, &place, &why), 0);
		assert_int_equal(timeline_find(t, &place, &index, &why), 0);
		struct position at = timeline_at(t, index);
		assert_int_equal(at.stage, cases[i].stage);
		assert_int_equal(at.layer, cases[i].layer);
		assert_true(cases[i].step == SIZE_MAX ? at.epoch == 0 : at.step == cases[i].step);
		str_free(&why);
	}
	play_close(play);
}

static void test_wrong_places_say_what_there_is(void **state)
{
	static const struct {
		const char *words, *why;
	} cases[] = {
		{"epoch 99", "there is no epoch 99: this run has 10"},
		{"batch 9", "there is no batch 9: epoch 1 of this run has 8"},
		{"layer 3, linear", "there is no layer 3: this network has 2"},
		{"layer 2, normalize", "this run has no stage “normalize” in layer 2"},
		{"normalise", "“normalise” is not a stage; did you mean “normalize”?"},
		{"epoch 0", "epoch is counted from 1"},
		{"input, whiten", "this run has no input stage “whiten”; it has: start, mean, "
				  "subtract, variance, divide"},
		{"somewhere else entirely",
			"“somewhere else entirely” is not a stage; a place is written like “epoch "
			"2, "
			"batch 3, layer 1, normalize”, “input, mean”, “start” or “end”"},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str why = {0};
		struct place place;
		size_t index = 0;
		int status = place_parse(cases[i].words, &place, &why);
		if (!status)
			status = timeline_find(&play->run->timeline, &place, &index, &why);
		assert_int_not_equal(status, 0);
		assert_string_equal(str_text(&why), cases[i].why);
		str_free(&why);
	}
	play_close(play);
}

/* The order of stages is the algorithm: each switch of the settings has its own. */
static void test_the_order_of_stages(void **state)
{
	static const struct {
		const char *set;
		enum stage first, then; /* in layer 1 */
		const char *why;
	} cases[] = {
		{"batch_norm.on=true", STAGE_MEAN, STAGE_SUBTRACT, "the paper's order"},
		{"batch_norm.on=true", STAGE_SCALE_SHIFT, STAGE_ACTIVATION,
			"norm before activation"},
		{"batch_norm.position=after", STAGE_ACTIVATION, STAGE_MEAN,
			"norm after activation"},
		{"batch_norm.normalize_with=running", STAGE_RUNNING, STAGE_NORMALIZE,
			"running averages move before they are used"},
		{"batch_norm.on=true", STAGE_D_ACTIVATION, STAGE_D_BETA,
			"backward: activation first"},
		{"batch_norm.position=after", STAGE_D_Z, STAGE_D_ACTIVATION,
			"backward: norm first"},
		{"batch_norm.on=true", STAGE_D_Z, STAGE_D_WEIGHTS, "dz before dW"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *sets[] = {cases[i].set, NULL};
		struct play *play = open_shipped("five-stages", 1, sets);
		const struct timeline *t = &play->run->timeline;
		int a = timeline_order(t, 0)->slot_of[cases[i].first][1],
		    b = timeline_order(t, 0)->slot_of[cases[i].then][1];
		if (a < 0 || b < 0 || a >= b)
			fail_msg("%s: slots %d and %d", cases[i].why, a, b);
		play_close(play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index_and_position_turn_into_each_other),
		cmocka_unit_test(test_a_timeline_turns),
		cmocka_unit_test(test_every_place_reads_back),
		cmocka_unit_test(test_places_in_words),
		cmocka_unit_test(test_wrong_places_say_what_there_is),
		cmocka_unit_test(test_the_order_of_stages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
