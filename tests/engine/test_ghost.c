/* Forks: what a ghost keeps, how it is named, and the run that is had from it again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "hands.h"

#include "base/status.h"
#include "engine/difference.h"
#include "engine/ghost.h"
#include "engine/play_data.h"
#include "engine/play_hand.h"
#include "lessons.h"

static void go(struct play *play, size_t step)
{
	play_go_index(play, timeline_index(&play->run->timeline, step, 0));
}

static void assert_name(const struct play *play, size_t i, const char *name)
{
	struct str text = {0};

	ghost_print_name(play, play_ghost(play, i), &text);
	assert_string_equal(str_text(&text), name);
	str_free(&text);
}

/* The ghost is the run as it would have gone on: its points are those of a run left alone. */
static void test_a_ghost_keeps_the_run(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *alone = open_shipped("five-stages", 1, NULL);

	(void)state;
	go(alone, 79);
	go(play, 20);
	size_t index = play->run->at.index;
	fork_run(play);
	assert_true(play->run->at.index == index);
	change(play, "train.learning_rate", "0.0625");
	go(play, 79);
	const struct ghost *ghost = play_ghost(play, 0);
	assert_int_equal(ghost->count, 80);
	assert_int_equal(moment_compare(ghost->forked, (struct moment){3, 5}), 0);
	assert_memory_equal(ghost->loss, alone->run->trail.loss, 80 * sizeof(double));
	assert_memory_equal(ghost->u, alone->run->trail.u, 80 * sizeof(double));
	assert_memory_equal(ghost->loss, play->run->trail.loss, 21 * sizeof(double));
	assert_memory_not_equal(ghost->loss, play->run->trail.loss, 80 * sizeof(double));
	assert_true(ghost_shares_plane(ghost, play->run));
	assert_name(play, 0, "train.learning_rate = 0.5");
	play_close(play);
	play_close(alone);
}

static void test_names_follow_what_differs(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	fork_run(play);
	assert_name(play, 0, "the same settings");
	change(play, "train.learning_rate", "0.25");
	fork_run(play);
	change(play, "train.optimizer", "adam");
	assert_name(play, 0, "train.optimizer = sgd and 1 more");
	assert_name(play, 1, "train.optimizer = sgd");
	change(play, "network.hidden", "5");
	assert_false(ghost_shares_plane(play_ghost(play, 1), play->run));
	play_close(play);
}

static void test_the_oldest_goes(void **state)
{
	static const char *const rates[] = {"0.1", "0.2", "0.3", "0.4", "0.6"};
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	assert_int_equal(play_ghost_count(play), 0);
	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
		fork_run(play);
		change(play, "train.learning_rate", rates[i]);
	}
	assert_int_equal(play_ghost_count(play), GHOSTS_MAX);
	assert_name(play, 0, "train.learning_rate = 0.1");
	assert_name(play, 3, "train.learning_rate = 0.4");
	play_close(play);
}

static void test_the_newest_is_removed(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct str says = {0};

	(void)state;
	assert_int_equal(play_fork(play, &says), 0);
	assert_string_equal(str_text(&says),
		"This run stays as ghost 1 of 4: t makes it a twin, F removes it.");
	change(play, "train.learning_rate", "0.1");
	fork_run(play);
	change(play, "train.learning_rate", "0.2");
	str_clear(&says);
	assert_int_equal(play_drop_ghost(play, &says), 0);
	assert_string_equal(str_text(&says), "Ghost 2 is gone; 1 stays.");
	assert_int_equal(play_ghost_count(play), 1);
	assert_int_equal(play_drop_ghost(play, &says), 0);
	str_clear(&says);
	assert_int_equal(play_drop_ghost(play, &says), STATUS_PLACE);
	assert_string_equal(str_text(&says), "There is no ghost: f keeps the run so far as one.");
	fork_run(play);
	assert_int_equal(play_ghost_count(play), 1);
	str_free(&says);
	play_close(play);
}

/* A run of many steps keeps fewer points, from the first on. */
static void test_points_are_bounded(void **state)
{
	static const char *const sets[] = {"train.epochs=20000", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);

	(void)state;
	go(play, 12000);
	fork_run(play);
	const struct ghost *ghost = play_ghost(play, 0);
	assert_true(ghost->count <= GHOST_POINTS && 2 * ghost->count > GHOST_POINTS);
	for (size_t i = 0; i < ghost->count; i++)
		assert_true(ghost->loss[i] == play->run->trail.loss[ghost->every * i]);
	play_close(play);
}

/* The second run is the one that was forked from, changes and all; the first goes on as it was. */
static void test_a_twin_of_a_ghost(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *other = open_shipped("five-stages", 1, NULL);
	size_t bytes = play->experiment->model.block_bytes;
	struct str says = {0};

	(void)state;
	assert_int_equal(play_twin_of_ghost(play, 0, &says), STATUS_PLACE);
	go(play, 4);
	change(play, "train.learning_rate", "0.25");
	go(other, 4);
	change(other, "train.learning_rate", "0.25");
	go(play, 10);
	fork_run(play);
	change(play, "train.optimizer", "momentum");
	str_clear(&says);
	assert_int_equal(play_twin_of_ghost(play, 0, &says), 0);
	assert_true(play->run->at.step == 10);
	go(play, 40);
	go(other, 40);
	assert_memory_equal(play->twin->run->after, other->run->after, bytes);
	assert_memory_not_equal(play->run->after, other->run->after, bytes);
	assert_int_equal(play->run->experiment->model.optimizer, OPTIMIZER_MOMENTUM);
	str_clear(&says);
	assert_int_equal(play_undo(play, &says), 0);
	assert_null(play->twin);
	assert_int_equal(play->run->experiment->model.optimizer, OPTIMIZER_MOMENTUM);
	str_free(&says);
	play_close(play);
	play_close(other);
}

/* Exactly what differs: settings, what a hand put in, what it swapped; on either side. */
static void test_names_say_what_hands_did(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	go(play, 4);
	fork_run(play);
	assert_name(play, 0, "the same settings");
	put(play, "gamma(1,1)", "2.5");
	assert_name(play, 0, "without gamma(1,1) = 2.5");
	fork_run(play);
	swap(play);
	assert_name(play, 1, "without a swap");
	assert_name(play, 0, "without gamma(1,1) = 2.5 and 1 more");
	change(play, "train.learning_rate", "0.25");
	assert_name(play, 1, "train.learning_rate = 0.5 and 1 more");
	go(play, 20);
	change(play, "train.learning_rate", "0.5");
	assert_name(play, 1, "without train.learning_rate = 0.25 on the way and 2 more");
	fork_run(play);
	for (int i = 0; i < 4; i++) {
		struct str says = {0};
		assert_int_equal(play_undo(play, &says), 0);
		str_free(&says);
	}
	assert_int_equal(play_course(play)->count, 0);
	assert_name(play, 2, "gamma(1,1) = 2.5 and 3 more");
	assert_name(play, 0, "the same settings");
	play_close(play);
}

static void assert_difference(const struct play *play, int which, const char *words)
{
	struct str text = {0};

	difference_print((struct difference_of){play_course(play), which},
		(struct difference_of){play_course(play), !which}, &play->experiment->model,
		(struct difference_form){.most = 4}, &text);
	assert_string_equal(str_text(&text), words);
	str_free(&text);
}

/* A setting that ends alike may have started otherwise. */
static void test_names_say_how_runs_start(void **state)
{
	static const char *const sets[] = {"twin.train.learning_rate=2", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);

	(void)state;
	assert_difference(play, 1, "train.learning_rate = 2");
	go(play, 4);
	change(play, "train.learning_rate", "0.25");
	change(play, "twin.train.learning_rate", "0.25");
	assert_difference(play, 0, "train.learning_rate = 0.5 at first");
	assert_difference(play, 1, "train.learning_rate = 2 at first");
	play_close(play);
}

/* Parameters that are given, by name; whole lists where the networks are not the same. */
static void test_given_parameters_have_names(void **state)
{
	struct play *play = open_shipped("no-bias", 1, NULL);

	(void)state;
	assert_difference(play, 0, "b(1,1) = 3, b(1,2) = −2");
	assert_difference(play, 1, "b(1,1) = 0, b(1,2) = 0");
	play_close(play);
	play = open_shipped("gamma-beta", 1, NULL);
	assert_difference(play, 1, "batch_norm.on = false, network.given = 2, 1, 0, 1, 0");
	play_close(play);
}

/* Any ghost by its number; then one cursor moves both, and undo makes one run of them again. */
static void test_any_ghost_may_be_the_twin(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *alone[2];
	struct str says = {0};
	size_t bytes = play->experiment->model.block_bytes;

	(void)state;
	for (int i = 0; i < 2; i++) {
		alone[i] = open_shipped("five-stages", 1, NULL);
		go(alone[i], 6);
	}
	put(alone[0], "beta(1,2)", "1");
	swap(alone[1]);
	go(play, 6);
	put(play, "beta(1,2)", "1");
	fork_run(play);
	assert_int_equal(play_undo(play, &says), 0);
	swap(play);
	fork_run(play);
	assert_int_equal(play_undo(play, &says), 0);
	str_clear(&says);
	assert_int_equal(play_twin_of_ghost(play, 3, &says), STATUS_PLACE);
	assert_string_equal(str_text(&says), "There is no ghost 3: there are 2.");
	for (size_t which = 1; which <= 2; which++) {
		str_clear(&says);
		assert_int_equal(play_twin_of_ghost(play, which, &says), 0);
		assert_difference(play, 1, which == 1 ? "beta(1,2) = 1" : "a swap");
		assert_difference(play, 0, which == 1 ? "without beta(1,2) = 1" : "without a swap");
		for (size_t step = 5; step < 30; step += 8) {
			go(play, step);
			go(alone[which - 1], step);
			assert_memory_equal(
				play->twin->run->after, alone[which - 1]->run->after, bytes);
			assert_true(play->twin->run->at.index == play->run->at.index);
		}
		go(play, 6);
		assert_int_equal(play_undo(play, &says), 0);
		assert_null(play->twin);
		assert_int_equal(play_ghost_count(play), 2);
	}
	str_free(&says);
	for (int i = 0; i < 2; i++)
		play_close(alone[i]);
	play_close(play);
}

/* What the second run had for itself goes with it, and holds no place among the changes. */
static void test_a_ghost_takes_the_twins_place(void **state)
{
	static const char *const sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct str says = {0};

	(void)state;
	go(play, 4);
	fork_run(play);
	put(play, "W(1,1,1)", "0.5");
	put(play, "twin.W(1,1,2)", "0.75");
	assert_int_equal(play_course(play)->count, 2);
	assert_int_equal(play_twin_of_ghost(play, 0, &says), 0);
	assert_int_equal(play_course(play)->count, 1);
	assert_true(play_course(play)->changes[0].of[0]);
	assert_false(play_course(play)->changes[0].of[1]);
	str_free(&says);
	play_close(play);
}

/* What cannot run beside this one is refused, with the reason. */
static void test_a_ghost_of_other_rows(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct str says = {0};

	(void)state;
	go(play, 6);
	change(play, "train.learning_rate", "0.25");
	fork_run(play);
	assert_int_equal(play_use_data(play, "lessons/data/faithful.csv", &says), 0);
	str_clear(&says);
	assert_int_equal(play_twin_of_ghost(play, 0, &says), STATUS_COMBINATION);
	assert_non_null(strstr(str_text(&says), "ran on other rows"));
	str_free(&says);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_ghost_keeps_the_run),
		cmocka_unit_test(test_names_follow_what_differs),
		cmocka_unit_test(test_the_oldest_goes),
		cmocka_unit_test(test_the_newest_is_removed),
		cmocka_unit_test(test_points_are_bounded),
		cmocka_unit_test(test_a_twin_of_a_ghost),
		cmocka_unit_test(test_names_say_what_hands_did),
		cmocka_unit_test(test_names_say_how_runs_start),
		cmocka_unit_test(test_given_parameters_have_names),
		cmocka_unit_test(test_any_ghost_may_be_the_twin),
		cmocka_unit_test(test_a_ghost_takes_the_twins_place),
		cmocka_unit_test(test_a_ghost_of_other_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
