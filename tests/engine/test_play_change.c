/* Settings changed while a lesson is played: from which batch on, there and back, undo and redo. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "engine/play_change.h"
#include "hands.h"
#include "lessons.h"

/* What every test changes somewhere: other than the lesson's, and taken by it. */
static const struct {
	const char *name, *value;
	bool same; /* the numbers of this lesson do not depend on it from its first change on */
} live[] = {
	{"batch_norm.epsilon", "0.5", false},
	{"batch_norm.decay", "0.25", false},
	{"batch_norm.running_variance", "unbiased", false},
	{"batch_norm.gradient", "stopped", false},
	{"batch_norm.normalize_with", "running", false},
	{"train.loss", "squared", false},
	{"train.optimizer", "momentum", false},
	{"train.learning_rate", "0.125", false},
	{"train.shuffle", "false", false},
	{"train.momentum", "0.5", true},
	{"train.rms_decay", "0.5", true},
	{"train.epsilon", "0.25", true},
	{"train.freeze", "1", false},
};
enum { LIVE = sizeof live / sizeof *live, OF_EPOCHS = 2 };

static void go(struct play *play, size_t step, int slot)
{
	play_go_index(play, timeline_index(&play->run->timeline, step, slot));
}

static void change_says(struct play *play, const char *name, const char *value, const char *words)
{
	struct str says = {0};

	if (play_change(play, name, value, &says))
		fail_msg("%s = %s: %s", name, value, str_text(&says));
	if (words && strcmp(str_text(&says), words) != 0)
		fail_msg("%s", str_text(&says));
	str_free(&says);
}

/* The states behind every step up to `count`. The caller frees it. */
static unsigned char *walk(struct play *play, size_t count)
{
	size_t bytes = play->experiment->model.block_bytes;
	unsigned char *states = malloc(count * bytes);

	assert_non_null(states);
	for (size_t i = 0; i < count; i++) {
		go(play, i, 0);
		memcpy(states + i * bytes, play->run->after, bytes);
	}
	return states;
}

static void test_the_table_knows_what_is_live(void **state)
{
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < settings_count; i++)
		found += setting_is_live(&settings_table[i]);
	assert_int_equal(found, LIVE + OF_EPOCHS);
	for (size_t i = 0; i < LIVE; i++)
		assert_true(setting_is_live(setting_find(live[i].name)));
}

/*
 * Before the change nothing is different; from its batch on the run is what a run with these
 * settings makes of the same state; back, forward, undone and redone it is the same bit by bit.
 */
static void test_each_live_setting(void **state)
{
	enum { AT = 11, COUNT = 30 };

	(void)state;
	for (size_t i = 0; i < LIVE; i++) {
		struct play *play = open_shipped("five-stages", 3, NULL);
		size_t bytes = play->experiment->model.block_bytes;
		unsigned char *plain = walk(play, COUNT);
		go(play, AT - 1, 3);
		change_says(play, live[i].name, live[i].value, NULL);
		assert_true(play->run->at.step == AT - 1 && play->run->at.slot == 3);
		unsigned char *changed = walk(play, COUNT);
		assert_memory_equal(plain, changed, AT * bytes);
		bool same =
			memcmp(plain + AT * bytes, changed + AT * bytes, (COUNT - AT) * bytes) == 0;
		if (same != live[i].same)
			fail_msg("%s: the run is %s", live[i].name, same ? "the same" : "another");
		undo(play);
		unsigned char *undone = walk(play, COUNT);
		assert_memory_equal(plain, undone, COUNT * bytes);
		redo(play);
		go(play, COUNT - 1, 0);
		assert_memory_equal(play->run->after, changed + (COUNT - 1) * bytes, bytes);
		go(play, 2, 0);
		assert_memory_equal(play->run->after, changed + 2 * bytes, bytes);
		go(play, COUNT - 3, 0);
		assert_memory_equal(play->run->after, changed + (COUNT - 3) * bytes, bytes);
		free(plain);
		free(changed);
		free(undone);
		play_close(play);
	}
}

/* One step by hand, with the settings of another run, from the state before the change. */
static void test_the_step_is_that_of_the_new_settings(void **state)
{
	static const char *const sets[] = {"train.learning_rate=0.125", NULL};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *other = open_shipped("five-stages", 1, sets);
	const struct experiment *e = other->experiment;
	void *after = malloc(e->model.block_bytes);

	(void)state;
	go(play, 4, 0);
	change_says(play, "train.learning_rate", "0.125", NULL);
	go(play, 5, 0);
	model_step(&e->model, &e->inputs, play->run->before, after, other->run->scratch);
	assert_memory_equal(play->run->after, after, e->model.block_bytes);
	assert_close(play->run->experiment->model.rate, 0.125, 0, 0);
	go(play, 4, 0);
	assert_close(play->run->experiment->model.rate, 0.5, 0, 0);
	free(after);
	play_close(play);
	play_close(other);
}

/* The first batch's settings changed before it are the settings of the run from its start. */
static void test_a_change_before_the_first_batch(void **state)
{
	static const char *const sets[] = {"train.optimizer=adam", NULL};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *other = open_shipped("five-stages", 1, sets);

	(void)state;
	change_says(play, "train.optimizer", "adam",
		"train.optimizer = adam from batch 1 of epoch 1 on.");
	go(play, 20, 0);
	go(other, 20, 0);
	assert_memory_equal(
		play->run->after, other->run->after, play->experiment->model.block_bytes);
	play_close(play);
	play_close(other);
}

static void test_what_is_said(void **state)
{
	static const struct {
		const char *name, *value, *words;
		int status;
		const char *why;
	} cases[] = {
		{"train.learning_rate", "0.25",
			"train.learning_rate = 0.25 from batch 4 of epoch 2 on.", 0, "live"},
		{"train.learning_rate", "0.5", "train.learning_rate is 0.5 already.", 0,
			"as it is"},
		{"train.learning_rat", "1",
			"there is no setting “train.learning_rat”; did you mean "
			"train.learning_rate?",
			STATUS_NAME, "an unknown name"},
		{"train.learning_rate", "fast",
			"train.learning_rate is a number from 0 to 1000, not \"fast\"",
			STATUS_SYNTAX, "a bad value"},
		{"network.output", "linear",
			"train.loss logistic needs network.output sigmoid, not linear",
			STATUS_COMBINATION, "what does not go together"},
		{"view.plane", "W(1,9,1), W(1,1,1)", NULL, STATUS_NAME, "no such plane"},
		{"view.axes", "free", "view.axes = free.", 0, "the picture alone"},
		{"data.noise", "0.1", "data.noise = 0.1: the run has started again.", 0,
			"other data"},
		{"train.seed", "16", "train.seed = 16: the run has started again.", 0,
			"other random numbers"},
		{"train.batch", "16", "train.batch = 16 from epoch 3 on.", 0, "other batches"},
		{"twin.train.learning_rate", "2",
			"twin.train.learning_rate = 2: the run has started again.", 0, "a twin"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped("five-stages", 1, NULL);
		struct str says = {0};
		go(play, 10, 2);
		struct position at = play->run->at;
		int status =
			play_change(play, cases[i].name, i == 1 ? "0.5" : cases[i].value, &says);
		if ((status != 0) != (cases[i].status != 0))
			fail_msg("%s: %d, %s", cases[i].why, status, str_text(&says));
		if (cases[i].words && strcmp(str_text(&says), cases[i].words) != 0)
			fail_msg("%s: %s", cases[i].why, str_text(&says));
		assert_true(play->run->at.epoch == at.epoch && play->run->at.batch == at.batch);
		assert_true(play->run->at.stage == at.stage && play->run->at.layer == at.layer);
		if (play_course(play)->what[0])
			undo(play);
		assert_true(play->run->at.index == at.index);
		str_free(&says);
		play_close(play);
	}
}

static void test_no_batch_follows(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct str says = {0};

	(void)state;
	play_go_index(play, play->run->timeline.length - 1);
	assert_int_equal(play_change(play, "train.learning_rate", "1", &says), STATUS_PLACE);
	assert_string_equal(
		str_text(&says), "this is the last batch: go back, then change what follows");
	str_clear(&says);
	assert_int_equal(play_undo(play, &says), STATUS_PLACE);
	assert_int_equal(play_redo(play, &says), STATUS_PLACE);
	str_free(&says);
	play_close(play);
}

/* A change made further back leaves those behind it where they are, and says until when it holds. */
static void test_changes_further_on_stay(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	go(play, 19, 0);
	change_says(play, "train.learning_rate", "0.25", NULL);
	go(play, 9, 0);
	change_says(play, "train.learning_rate", "0.75",
		"train.learning_rate = 0.75 from batch 3 of epoch 2 on, until batch 5 of epoch 3.");
	static const struct {
		size_t step;
		double rate;
	} places[] = {{9, 0.5}, {10, 0.75}, {19, 0.75}, {20, 0.25}, {60, 0.25}};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		go(play, places[i].step, 0);
		assert_close(play->run->experiment->model.rate, places[i].rate, 0, 0);
	}
	assert_int_equal(play_course(play)->count, 2);
	go(play, 9, 5);
	change_says(play, "train.learning_rate", "0.875", NULL);
	assert_int_equal(play_course(play)->count, 2);
	play_close(play);
}

/* Several at once are one change: what goes together need not go in some order. */
static void test_settings_at_once(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct str says = {0};
	struct settings settings, next;

	(void)state;
	go(play, 9, 0);
	assert_int_equal(play_settings_next(play, &settings), 0);
	settings.train.learning_rate = 0.125;
	settings.train.loss = LOSS_SQUARED;
	settings.network.output = ACTIVATION_LINEAR;
	assert_int_equal(play_change_to(play, &settings, &says), 0);
	assert_string_equal(str_text(&says), "3 settings changed: the run has started again.");
	assert_int_equal(play_settings_next(play, &next), 0);
	assert_int_equal(twin_differences(&settings, &next), 0);
	assert_close(play->run->experiment->model.rate, 0.125, 0, 0);
	str_clear(&says);
	assert_int_equal(play_change_to(play, &settings, &says), 0);
	assert_string_equal(str_text(&says), "Nothing is changed.");
	undo(play);
	assert_int_equal(play_course(play)->count, 0);
	str_free(&says);
	play_close(play);
}

/* Changed and changed back before the next batch: the last word counts. */
static void test_back_before_the_batch(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	go(play, 9, 0);
	change_says(play, "train.learning_rate", "0.25", NULL);
	change_says(play, "train.learning_rate", "0.5", NULL);
	go(play, 10, 0);
	assert_close(play->run->experiment->model.rate, 0.5, 0, 0);
	play_close(play);
}

/* A rate at which the run diverges, taken back, gives the run its end again. */
static void test_a_divergence_is_undone(void **state)
{
	static const char *const sets[] = {"train.epochs=2000", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	size_t end = play->run->timeline.length - 1;

	(void)state;
	go(play, 3, 0);
	change_says(play, "train.learning_rate", "30", NULL);
	play_go_index(play, end);
	assert_true(play->run->diverged && play->run->at.index < end);
	undo(play);
	assert_false(play->run->diverged);
	play_go_index(play, end);
	assert_true(play->run->at.index == end);
	play_close(play);
}

static void test_twins_change_together(void **state)
{
	static const char *const sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);

	(void)state;
	go(play, 4, 0);
	change_says(play, "train.learning_rate", "0.25", NULL);
	go(play, 5, 0);
	assert_close(play->run->experiment->model.rate, 0.25, 0, 0);
	assert_close(play->twin->run->experiment->model.rate, 0.25, 0, 0);
	change_says(play, "twin.train.learning_rate", "0.125", NULL);
	go(play, 6, 0);
	assert_close(play->run->experiment->model.rate, 0.25, 0, 0);
	assert_close(play->twin->run->experiment->model.rate, 0.125, 0, 0);
	change_says(play, "train.learning_rate", "1",
		"train.learning_rate = 1 (A alone) from batch 8 of epoch 1 on.");
	go(play, 7, 0);
	assert_close(play->run->experiment->model.rate, 1, 0, 0);
	assert_close(play->twin->run->experiment->model.rate, 0.125, 0, 0);
	play_close(play);
}

/* Whether two runs differ in a setting is seen where the change begins, not where the cursor is. */
static void test_twins_that_differ_from_the_next_batch_on(void **state)
{
	static const char *const sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);

	(void)state;
	go(play, 4, 0);
	change_says(play, "train.learning_rate", "0.25", NULL);
	change_says(play, "twin.train.learning_rate", "0.125", NULL);
	change_says(play, "train.learning_rate", "1",
		"train.learning_rate = 1 (A alone) from batch 6 of epoch 1 on.");
	change_says(play, "twin.train.learning_rate", "1", NULL);
	change_says(play, "train.learning_rate", "0.5",
		"train.learning_rate = 0.5 from batch 6 of epoch 1 on.");
	go(play, 5, 0);
	assert_close(play->run->experiment->model.rate, 0.5, 0, 0);
	assert_close(play->twin->run->experiment->model.rate, 0.5, 0, 0);
	play_close(play);
}

/* A second run made while playing is what it would have been from the start. */
static void test_a_twin_made_while_playing(void **state)
{
	static const char *const sets[] = {"batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *alone = open_shipped("five-stages", 1, sets);

	(void)state;
	go(play, 4, 0);
	change_says(play, "twin.batch_norm.on", "false", NULL);
	assert_non_null(play->twin);
	go(play, 12, 0);
	go(alone, 12, 0);
	assert_memory_equal(
		play->twin->run->after, alone->run->after, alone->experiment->model.block_bytes);
	undo(play);
	assert_null(play->twin);
	assert_true(play->run->at.step == 12);
	redo(play);
	assert_non_null(play->twin);
	play_close(play);
	play_close(alone);
}

/* Numbers in a stop's words are those of the run that there is. */
static void test_words_follow(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	size_t last = play->lesson->stop_count - 1;

	(void)state;
	char *before = strdup(play->stop_live[last][0]);
	go(play, 1, 0);
	change_says(play, "train.learning_rate", "0.0625", NULL);
	assert_true(play->changed);
	undo(play);
	assert_false(play->changed);
	assert_string_equal(play->stop_live[last][0], before);
	change_says(play, "data.rows", "32", NULL);
	assert_true(play->changed);
	undo(play);
	assert_false(play->changed);
	free(before);
	play_close(play);
}

/* However many there are: the list is bounded, and undo reaches back as far as it goes. */
static void test_many_changes(void **state)
{
	static const char *const sets[] = {"train.epochs=200", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct str says = {0};
	int undone = 0;

	(void)state;
	for (int i = 0; i < COURSES_MAX + 20; i++)
		change_says(play, "view.axes", i % 2 ? "equal" : "free", NULL);
	for (; play_undo(play, &says) == 0; undone++)
		str_clear(&says);
	assert_int_equal(undone, COURSES_MAX - 1);
	for (size_t i = 0; i < COURSE_CHANGES_MAX; i++) {
		go(play, i, 0);
		change_says(play, "train.learning_rate", i % 2 ? "0.0625" : "0.03125", NULL);
	}
	str_clear(&says);
	go(play, COURSE_CHANGES_MAX, 0);
	assert_int_equal(play_change(play, "train.learning_rate", "0.125", &says), STATUS_LIMIT);
	assert_string_equal(
		str_text(&says), "there are 64 changes already; u takes the last one back");
	go(play, 10, 0);
	assert_close(play->run->experiment->model.rate, 0.0625, 0, 0);
	str_free(&says);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_table_knows_what_is_live),
		cmocka_unit_test(test_each_live_setting),
		cmocka_unit_test(test_the_step_is_that_of_the_new_settings),
		cmocka_unit_test(test_a_change_before_the_first_batch),
		cmocka_unit_test(test_what_is_said),
		cmocka_unit_test(test_no_batch_follows),
		cmocka_unit_test(test_changes_further_on_stay),
		cmocka_unit_test(test_settings_at_once),
		cmocka_unit_test(test_back_before_the_batch),
		cmocka_unit_test(test_a_divergence_is_undone),
		cmocka_unit_test(test_twins_change_together),
		cmocka_unit_test(test_twins_that_differ_from_the_next_batch_on),
		cmocka_unit_test(test_a_twin_made_while_playing),
		cmocka_unit_test(test_words_follow),
		cmocka_unit_test(test_many_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
