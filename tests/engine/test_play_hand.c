/* A run changed by hand: from which batch on, there and back, undo and redo, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "engine/expression.h"
#include "engine/parameter.h"
#include "engine/play_change.h"
#include "engine/play_hand.h"
#include "lessons.h"

enum { AT = 11, COUNT = 30 };

static void go(struct play *play, size_t step, int slot)
{
	play_go_index(play, timeline_index(&play->run->timeline, step, slot));
}

static void put(struct play *play, const char *name, const char *value)
{
	struct str says = {0};

	if (play_put(play, name, value, &says, NULL))
		fail_msg("%s = %s: %s", name, value, str_text(&says));
	str_free(&says);
}

static void turn(struct play *play, int turn_to(struct play *play, struct str *says))
{
	struct str says = {0};

	assert_int_equal(turn_to(play, &says), 0);
	str_free(&says);
}

static double value_of(const struct run *run, const char *expression)
{
	struct str why = {0};
	double value = 0;

	if (expression_evaluate(run, expression, &value, &why, NULL))
		fail_msg("%s: %s", expression, str_text(&why));
	str_free(&why);
	return value;
}

/* The states around every step up to COUNT. The caller frees it. */
static unsigned char *walk(struct play *play)
{
	size_t bytes = play->experiment->model.block_bytes;
	unsigned char *states = malloc(2 * COUNT * bytes);

	assert_non_null(states);
	for (size_t i = 0; i < COUNT; i++) {
		go(play, i, 0);
		memcpy(states + 2 * i * bytes, play->run->before, bytes);
		memcpy(states + (2 * i + 1) * bytes, play->run->after, bytes);
	}
	return states;
}

/* Before `from` nothing is different, then it is; undone, redone, back and forward bit by bit. */
static void check_timeline(struct play *play, const unsigned char *plain, size_t from)
{
	size_t bytes = play->experiment->model.block_bytes;
	unsigned char *changed = walk(play);

	assert_memory_equal(plain, changed, 2 * from * bytes);
	assert_memory_not_equal(
		plain + (2 * from + 1) * bytes, changed + (2 * from + 1) * bytes, bytes);
	turn(play, play_undo);
	unsigned char *undone = walk(play);
	assert_memory_equal(plain, undone, 2 * COUNT * bytes);
	turn(play, play_redo);
	for (size_t i = COUNT; i-- > 0;) {
		go(play, i, 0);
		assert_memory_equal(play->run->before, changed + 2 * i * bytes, bytes);
		assert_memory_equal(play->run->after, changed + (2 * i + 1) * bytes, bytes);
	}
	unsigned char *again = walk(play);
	assert_memory_equal(changed, again, 2 * COUNT * bytes);
	free(changed);
	free(undone);
	free(again);
}

static void test_each_parameter_on_the_timeline(void **state)
{
	static const struct {
		const char *name, *value;
	} cases[] = {
		{"W(1,1,2)", "0.375"},
		{"gamma(1,1)", "1.5 * gamma(1,1)"},
		{"beta(1,2)", "-0.25"},
		{"b(2,1)", "b(2,1) + 1"},
	};

	(void)state;
	for (size_t stride = 1; stride <= 4; stride += 3)
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			struct play *play = open_shipped("five-stages", stride, NULL);
			unsigned char *plain = walk(play);
			go(play, AT, 1);
			put(play, cases[i].name, cases[i].value);
			assert_true(play->run->at.step == AT && play->run->at.slot == 1);
			check_timeline(play, plain, AT);
			free(plain);
			play_close(play);
		}
}

/* One step by hand from the state before, with the parameter put in: the run's own bits. */
static void test_the_step_is_that_of_the_new_parameter(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct experiment *e = play->experiment;
	void *before = malloc(e->model.block_bytes), *after = malloc(e->model.block_bytes);

	(void)state;
	go(play, AT, 1);
	memcpy(before, play->run->before, e->model.block_bytes);
	state_view(&e->model, before).theta[1] = 0.375;
	model_step(&e->model, &e->inputs, before, after, play->run->scratch);
	put(play, "W(1,1,2)", "0.375");
	assert_memory_equal(play->run->before, before, e->model.block_bytes);
	assert_memory_equal(play->run->after, after, e->model.block_bytes);
	free(before);
	free(after);
	play_close(play);
}

/* A start put in by hand is that of a run that was given it. */
static void test_at_the_start_it_is_the_start(void **state)
{
	static const char *const first[] = {"network.hidden=[]", "batch_norm.on=false",
		"network.init=given", "network.given=[0.5, -0.25, 0.125]", NULL};
	static const char *const other[] = {"network.hidden=[]", "batch_norm.on=false",
		"network.init=given", "network.given=[0.5, 0.75, 0.125]", NULL};
	struct play *play = open_shipped("five-stages", 2, first);
	struct play *given = open_shipped("five-stages", 2, other);
	size_t bytes = play->experiment->model.block_bytes;

	(void)state;
	play_go_index(play, 0);
	put(play, "W(1,1,2)", "3 / 4");
	unsigned char *mine = walk(play), *its = walk(given);
	assert_memory_equal(mine, its, 2 * COUNT * bytes);
	assert_memory_equal(play->run->keyframes.blocks, given->run->keyframes.blocks, bytes);
	assert_memory_equal(play->run->history.start + HISTORY_SHARES + HISTORY_W_NORM,
		given->run->history.start + HISTORY_SHARES + HISTORY_W_NORM, sizeof(double));
	assert_false(run_is_changed(play->run));
	turn(play, play_undo);
	go(play, 3, 0);
	assert_memory_not_equal(play->run->after, its + 7 * bytes, bytes);
	free(mine);
	free(its);
	play_close(play);
	play_close(given);
}

/* With γ = √(σ² + ε) and β = μ the layer hands on what it got. */
static void test_named_values_take_the_norm_back(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	go(play, AT, 0);
	while (!run_reached(play->run, STAGE_SCALE_SHIFT, 1))
		play_step(play, 1);
	assert_true(value_of(play->run, "abs(ztilde(1,1,3) - z(1,1,3))") > 1e-3);
	put(play, "gamma(1,1)", "sqrt(var(1,1)+epsilon)");
	put(play, "beta(1,1)", "mu(1,1)");
	for (int example = 1; example <= (int)play->run->work.m; example++) {
		struct work *work = &play->run->work;
		assert_close(work->layer[0].ztilde[example - 1], work->layer[0].z[example - 1],
			1e-12, 1e-14);
	}
	play_close(play);
}

/* An updated batch is left as it is: the next one begins with the value. */
static void test_behind_the_update_it_is_of_the_next_batch(void **state)
{
	struct play *play = open_shipped("five-stages", 3, NULL);
	unsigned char *plain = walk(play);

	(void)state;
	go(play, AT, play->run->timeline.batch_slots - 1);
	put(play, "W(1,2,1)", "-0.5");
	check_timeline(play, plain, AT + 1);
	go(play, AT + 1, 0);
	assert_close(value_of(play->run, "W(1,2,1)"), -0.5, 0, 0);
	free(plain);
	play_close(play);
}

/* The second value at one batch takes the first one's place; at other batches both stay. */
static void test_values_one_after_the_other(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	go(play, 4, 0);
	put(play, "W(1,1,1)", "1");
	put(play, "W( 1, 1, 1)", "2");
	assert_int_equal(play_course(play)->count, 1);
	go(play, 2, 0);
	put(play, "W(1,1,1)", "3");
	assert_int_equal(play_course(play)->count, 2);
	assert_close(value_of(play->run, "W(1,1,1)"), 3, 0, 0);
	go(play, 4, 0);
	assert_close(value_of(play->run, "W(1,1,1)"), 2, 0, 0);
	turn(play, play_undo);
	turn(play, play_undo);
	assert_close(value_of(play->run, "W(1,1,1)"), 1, 0, 0);
	play_close(play);
}

/* A network without that unit is run without the edit; with the old one it is there again. */
static void test_a_network_that_lacks_the_place(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct str says = {0};

	(void)state;
	go(play, 4, 0);
	put(play, "W(1,2,1)", "7");
	assert_int_equal(play_change(play, "network.hidden", "[1]", &says), 0);
	assert_int_equal(play->run->edit_count, 0);
	turn(play, play_undo);
	assert_int_equal(play->run->edit_count, 1);
	go(play, 4, 0);
	assert_close(value_of(play->run, "W(1,2,1)"), 7, 0, 0);
	str_free(&says);
	play_close(play);
}

static void test_twins(void **state)
{
	static const char *const sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);

	(void)state;
	go(play, 3, 0);
	put(play, "W(1,1,1)", "0.5");
	assert_close(value_of(play->run, "W(1,1,1)"), 0.5, 0, 0);
	assert_close(value_of(play->run, "twin_W(1,1,1)"), 0.5, 0, 0);
	put(play, "twin.W(1,1,1)", "0.75");
	assert_close(value_of(play->run, "W(1,1,1)"), 0.5, 0, 0);
	assert_close(value_of(play->run, "twin_W(1,1,1)"), 0.75, 0, 0);
	put(play, "gamma(1,1)", "2");
	assert_close(value_of(play->run, "gamma(1,1)"), 2, 0, 0);
	assert_string_equal(play_course(play)->what, "gamma(1,1) = 2 (A alone)");
	put(play, "W(1,1,1)", "0.25"); /* the latest holds for both */
	assert_close(value_of(play->run, "W(1,1,1)"), 0.25, 0, 0);
	assert_close(value_of(play->run, "twin_W(1,1,1)"), 0.25, 0, 0);
	play_close(play);
}

/* The row's own numbers move with its mates in training, and stand still in test mode. */
static void test_a_mate_is_swapped(void **state)
{
	(void)state;
	for (size_t step = AT; step < AT + 6; step++) {
		struct play *play = open_shipped("five-stages", 3, NULL);
		struct str says = {0};
		unsigned char *plain = walk(play);
		go(play, step, 7);
		bool last = play->run->at.batch == play->run->at.batches;
		size_t row = play->run->work.rows[2];
		double trained = play->run->work.layer[0].zhat[2];
		assert_int_equal(play_swap_mate(play, 1, 1, 3, &says), last ? STATUS_PLACE : 0);
		if (!last) {
			assert_int_equal(play->run->work.rows[2], row);
			assert_true(play->run->work.layer[0].zhat[2] != trained);
			check_timeline(play, plain, step);
		}
		free(plain);
		str_free(&says);
		play_close(play);
	}
}

static void test_in_test_mode_it_stands_still(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct str says = {0};

	(void)state;
	go(play, AT, 7);
	play_set_mode(play, MODE_TEST);
	double before[2] = {run_work(play->run)->layer[0].zhat[2],
		run_work(play->run)->layer[play->experiment->model.layers - 1].out[2]};
	assert_int_equal(play_swap_mate(play, 1, 1, 3, &says), 0);
	assert_int_equal(play_swap_mate(play, 1, 1, 3, &says), 0);
	assert_close(run_work(play->run)->layer[0].zhat[2], before[0], 0, 0);
	assert_close(run_work(play->run)->layer[play->experiment->model.layers - 1].out[2],
		before[1], 0, 0);
	assert_non_null(strstr(str_text(&says), "ẑ stays"));
	assert_non_null(strstr(str_text(&says), "(test)"));
	str_free(&says);
	play_close(play);
}

/* Every row still stands in the epoch's order once, and each turn takes another mate. */
static void test_swaps_keep_every_row(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct model *model = &play->experiment->model;
	size_t own = 0;

	(void)state;
	go(play, model->batches, 7); /* the batch that shuffles */
	size_t kept = play->run->work.rows[0];
	for (size_t i = 0; i + 1 < model->batch; i++) {
		struct str says = {0};
		assert_int_equal(play_swap_mate(play, 1, 1, 1, &says), 0);
		str_free(&says);
	}
	bool *seen = calloc(model->train_rows, sizeof *seen);
	for (size_t i = 0; i < model->train_rows; i++) {
		uint32_t position = run_state_after(play->run).order[i];
		assert_false(seen[position]);
		seen[position] = true;
	}
	free(seen);
	assert_int_equal(play->run->work.rows[0], kept);
	size_t now[64];
	memcpy(now, play->run->work.rows, model->batch * sizeof *now);
	while (play_course(play)->count)
		turn(play, play_undo);
	for (size_t i = 0; i < model->batch; i++)
		own += now[i] == play->run->work.rows[i];
	assert_int_equal(own, 1);
	play_close(play);
}

static void test_where_no_mate_can_be_swapped(void **state)
{
	static const char *const whole[] = {"train.batch=all", NULL};
	struct play *play = open_shipped("five-stages", 1, whole);
	struct str says = {0};

	(void)state;
	play_go_index(play, 0);
	assert_int_equal(play_swap_mate(play, 1, 1, 1, &says), STATUS_PLACE);
	assert_non_null(strstr(str_text(&says), "step on to the first batch"));
	str_clear(&says);
	go(play, 1, 3);
	assert_int_equal(play_swap_mate(play, 1, 1, 1, &says), STATUS_PLACE);
	assert_non_null(strstr(str_text(&says), "All rows are in one batch"));
	str_clear(&says);
	go(play, 1, play->run->timeline.batch_slots - 1);
	assert_int_equal(play_swap_mate(play, 1, 1, 1, &says), STATUS_PLACE);
	assert_non_null(strstr(str_text(&says), "updated already"));
	str_free(&says);
	play_close(play);
}

static void test_what_is_refused(void **state)
{
	static const struct {
		const char *name, *value;
		int status, column;
		const char *words, *why;
	} cases[] = {
		{"V(1,1,1)", "1", STATUS_NAME, 0, "this network has no V(1,1,1)", "no such letter"},
		{"W(1,99,1)", "1", STATUS_NAME, 0, "this network has no W(1,99,1)", "no such unit"},
		{"loss", "1", STATUS_SYNTAX, 0, "“loss” is not a parameter", "another quantity"},
		{"W(1,1,1)", "1 / 0", STATUS_RANGE, 1, "has no finite value", "an infinite value"},
		{"W(1,1,1)", "1 +", STATUS_SYNTAX, 4, "", "half an expression"},
		{"W(1,1,1)", "ztilde(1,1,1)", STATUS_UNKNOWN_YET, 1, "is not known yet",
			"what comes later"},
		{"twin.W(1,1,1)", "1", STATUS_COMBINATION, 0, "there is one run", "no twin"},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	go(play, 2, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str says = {0};
		int column = -1;
		int status = play_put(play, cases[i].name, cases[i].value, &says, &column);
		if (status != cases[i].status || (cases[i].column == 0) != (column == 0) ||
			!strstr(str_text(&says), cases[i].words))
			fail_msg("%s: %d, column %d: %s", cases[i].why, status, column,
				str_text(&says));
		assert_int_equal(play_course(play)->count, 0);
		str_free(&says);
	}
	struct str says = {0};
	play_go_index(play, play->run->timeline.length - 1);
	assert_int_equal(play_put(play, "W(1,1,1)", "1", &says, NULL), STATUS_PLACE);
	str_free(&says);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_parameter_on_the_timeline),
		cmocka_unit_test(test_the_step_is_that_of_the_new_parameter),
		cmocka_unit_test(test_at_the_start_it_is_the_start),
		cmocka_unit_test(test_named_values_take_the_norm_back),
		cmocka_unit_test(test_behind_the_update_it_is_of_the_next_batch),
		cmocka_unit_test(test_values_one_after_the_other),
		cmocka_unit_test(test_a_network_that_lacks_the_place),
		cmocka_unit_test(test_twins),
		cmocka_unit_test(test_a_mate_is_swapped),
		cmocka_unit_test(test_in_test_mode_it_stands_still),
		cmocka_unit_test(test_swaps_keep_every_row),
		cmocka_unit_test(test_where_no_mate_can_be_swapped),
		cmocka_unit_test(test_what_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
