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
		{"batch 9", "there is no batch 9: an epoch of this run has 8"},
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
		int a = t->slot_of[cases[i].first][1], b = t->slot_of[cases[i].then][1];
		if (a < 0 || b < 0 || a >= b)
			fail_msg("%s: slots %d and %d", cases[i].why, a, b);
		play_close(play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_index_and_position_turn_into_each_other),
		cmocka_unit_test(test_every_place_reads_back),
		cmocka_unit_test(test_places_in_words),
		cmocka_unit_test(test_wrong_places_say_what_there_is),
		cmocka_unit_test(test_the_order_of_stages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
