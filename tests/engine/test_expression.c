/* Expressions over the quantities: values, what is not known yet, and what is wrong. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "engine/expression.h"
#include "engine/numbers.h"
#include "engine/quantity.h"
#include "lessons.h"

/* x1: 2 3 5 6 6 8, x2: 300 400 100 400 300 300; worked out by hand. */
static void test_values_worked_out_by_hand(void **state)
{
	static const struct {
		const char *expression;
		double value;
	} cases[] = {
		{"input_mean(1)", 5},
		{"input_mean(2)", 300},
		{"input_var(1)", 4},
		{"input_var(2)", 10000},
		{"input_divisor(2)", 100},
		{"x(1,1)", -1.5},
		{"x(2,2)", 1},
		{"x_raw(2,3)", 100},
		{"x_mean(1) + x_var(1)", 1},
		{"sqrt(input_var(1)) * rows", 12},
		{"train_rows - test_rows", 6},
		{"rows > 5 && kappa >= 1 ? 7 : 8", 7},
	};
	struct play *play = open_shipped("four-steps", 1, NULL);

	(void)state;
	play_go_index(play,
		(size_t)timeline_order(&play->run->timeline, 0)->slot_of[STAGE_INPUT_DIVIDE][0]);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str why = {0};
		double value = NAN;
		if (expression_evaluate(play->run, cases[i].expression, &value, &why, NULL))
			fail_msg("%s: %s", cases[i].expression, str_text(&why));
		assert_close(value, cases[i].value, 1e-14, 1e-14);
		str_free(&why);
	}
	play_close(play);
}

/* With twin_ before it a name is the second run's, where that stands. */
static void test_the_twin(void **state)
{
	const char *sets[] = {"twin.input.scale=none", NULL};
	struct play *play = open_shipped("four-steps", 1, sets);
	struct str why = {0};
	double value = NAN;

	(void)state;
	play_go_stop(play, 4);
	assert_int_equal(expression_evaluate(play->run, "x_var(1)", &value, &why, NULL), 0);
	assert_close(value, 1, 1e-14, 0);
	assert_int_equal(
		expression_evaluate(play->run, "twin_x_var(1) + 0*kappa", &value, &why, NULL), 0);
	assert_close(value, 4, 1e-14, 0);
	assert_int_equal(expression_evaluate(play->run, "twin_mu(1,1)", &value, &why, NULL),
		STATUS_COMBINATION);
	assert_string_equal(
		str_text(&why), "twin_mu(1,1): this run has no such quantity (the layer has none)");
	play_close(play);
	str_clear(&why);
	play = open_shipped("four-steps", 1, NULL);
	assert_int_equal(expression_evaluate(play->run, "twin_rows > 1", &value, &why, NULL),
		STATUS_COMBINATION);
	assert_string_equal(str_text(&why), "twin_rows: this lesson has no twin");
	play_close(play);
	str_free(&why);
}

static void test_mistakes_say_what_is_right(void **state)
{
	static const struct {
		const char *expression;
		int status;
		const char *why;
		int column;
	} cases[] = {
		{"mu(1,1)", STATUS_UNKNOWN_YET, "mu(1,1) is not known yet at this place", 0},
		{"loss", STATUS_UNKNOWN_YET, "loss is not known yet at this place", 0},
		{"W(1,9,1)", STATUS_RANGE, "W(1,9,1): this run has no such W(layer,unit,input)", 0},
		{"W(1,0,1)", STATUS_RANGE, "W(1,0,1): this run has no such W(layer,unit,input)", 0},
		{"W(1,1.5,1)", STATUS_RANGE, "W(layer,unit,input) takes whole numbers from 1", 0},
		{"gamma(2,1)", STATUS_COMBINATION,
			"gamma(2,1): this run has no such quantity (the layer has none)", 0},
		{"1 + gama(1,1)", STATUS_NAME,
			"“gama” is not a quantity; did you mean gamma(layer,unit)?", 5},
		{"xyzzy", STATUS_NAME, "“xyzzy” is not a quantity", 1},
		{"\xDE\xB7\x0E", STATUS_NAME, "“\xDE\xB7\xEF\xBF\xBD ” is not a quantity", 1},
		{"W(1,1", STATUS_SYNTAX, "the expression is not understood: Missing parenthesis",
			6},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)state;
	play_go_index(play, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str why = {0};
		double value = 42;
		int column = -1;
		assert_int_equal(
			expression_evaluate(play->run, cases[i].expression, &value, &why, &column),
			cases[i].status);
		assert_string_equal(str_text(&why), cases[i].why);
		assert_int_equal(column, cases[i].column);
		assert_true(value == 42);
		str_free(&why);
	}
	play_close(play);
}

/* Every quantity becomes known at a stage that says it writes it, if it is not known always. */
static void test_quantities_are_known_from_their_stage(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;

	(void)state;
	for (size_t q = 0; q < quantities_count; q++) {
		const struct quantity *quantity = &quantities[q];
		int index[3] = {1, 1, 1}, known = -1;
		double value;
		for (int slot = 0; slot < t->batch_slots && known < 0; slot++) {
			run_seek(play->run, timeline_index(t, 0, slot));
			if (!quantity_read(play->run, quantity, index, &value))
				known = slot;
		}
		if (quantity->from[0] == STAGE_START || known < 0)
			continue;
		enum stage stage = timeline_order(t, 0)->batch[known].stage;
		bool one_of = false;
		for (int i = 0; i < QUANTITY_FROM_MAX; i++)
			one_of |= quantity->from[i] == stage;
		if (!one_of)
			fail_msg("%s is known at %s", quantity->name, stage_info(stage)->word);
	}
	play_close(play);
}

/* The update and the running averages show the value after them only from their stage on. */
static void test_what_changes_changes_at_its_stage(void **state)
{
	static const struct {
		const char *expression;
		enum stage stage;
		int layer;
	} cases[] = {{"W(1,1,1)", STAGE_UPDATE, 0}, {"gamma(1,2)", STAGE_UPDATE, 0},
		{"beta(1,3)", STAGE_UPDATE, 0}, {"running_mu(1,1)", STAGE_RUNNING, 1},
		{"running_var(1,1)", STAGE_RUNNING, 1}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str why = {0};
		double before = 0, value;
		int change = timeline_order(t, 0)->slot_of[cases[i].stage][cases[i].layer];
		for (int slot = 0; slot < t->batch_slots; slot++) {
			run_seek(play->run, timeline_index(t, 3, slot));
			assert_int_equal(expression_evaluate(play->run, cases[i].expression, &value,
						 &why, NULL),
				0);
			if (slot == 0)
				before = value;
			assert_true((value != before) == (slot >= change));
		}
		str_free(&why);
	}
	play_close(play);
}

static void test_templates_fill_in_numbers(void **state)
{
	static const struct {
		const char *text, *filled;
	} cases[] = {
		{"row $r: {x_raw(1,$r)} − {input_mean(1)}", "row 3: 5 − 5"},
		{"{mu($l,$u)}", "?"},
		{"no braces $L", "no braces 1"},
		{"open {rows", "open 6"},
		{"", ""},
	};
	struct play *play = open_shipped("four-steps", 1, NULL);
	struct numbers_focus focus = {.layer = 1, .unit = 1, .example = 2, .row = 3};

	(void)state;
	play_go_index(play,
		(size_t)timeline_order(&play->run->timeline, 0)->slot_of[STAGE_INPUT_MEAN][0]);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str out = {0};
		numbers_fill(play->run, cases[i].text, focus, &out);
		assert_string_equal(str_text(&out), cases[i].filled);
		str_free(&out);
	}
	play_close(play);
}

/* Names serve in expressions, columns and help: each once, each explained. */
static void test_the_quantities_table_is_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < quantities_count; i++) {
		assert_true(quantity_find(quantities[i].name) == &quantities[i]);
		assert_true(quantities[i].meaning[0] != '\0');
	}
	for (int s = 0; s < STAGE_COUNT; s++) {
		assert_int_equal(stage_info((enum stage)s)->id, s);
		char name[40];
		for (const char *at = stage_info((enum stage)s)->writes; *at;) {
			size_t length = strcspn(at, " ");
			snprintf(name, sizeof name, "%.*s", (int)length, at);
			if (!quantity_find(name))
				fail_msg("%s writes %s", stage_info((enum stage)s)->word, name);
			at += length + (at[length] == ' ');
		}
	}
}

static int evaluate_text(const struct run *run, char fill, size_t length, struct str *why)
{
	char *text = malloc(length + 1);
	double value = 0;

	assert_non_null(text);
	memset(text, fill, length);
	for (size_t i = 1; i < length; i += 2)
		text[i] = '1';
	text[length] = '\0';
	int status = expression_evaluate(run, text, &value, why, NULL);
	free(text);
	return status;
}

static void test_long_texts(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct str why = {0};

	(void)state;
	assert_int_equal(evaluate_text(play->run, '-', EXPRESSION_BYTES_MAX, &why), 0);
	assert_int_equal(
		evaluate_text(play->run, '-', EXPRESSION_BYTES_MAX + 1, &why), STATUS_LIMIT);
	assert_string_equal(str_text(&why), "an expression has at most 4096 bytes");
	str_free(&why);
	play_close(play);
}

#ifndef __SANITIZE_ADDRESS__
enum { SPARE_BYTES = 1 << 17, MORE_BYTES = 32 << 20 };

/* Takes all memory but one piece. muParser would throw, and nobody could catch it. */
static void evaluate_without_memory(const struct run *run)
{
	struct rlimit limit = {MORE_BYTES, MORE_BYTES};
	char text[EXPRESSION_BYTES_MAX + 1];
	struct str why = {0};
	double value = 0;

	for (size_t i = 0; i < EXPRESSION_BYTES_MAX; i++)
		text[i] = i % 2 ? '1' : '-';
	text[EXPRESSION_BYTES_MAX] = '\0';
	setrlimit(RLIMIT_AS, &limit);
	void *volatile spare = malloc(SPARE_BYTES);
	for (size_t size = MORE_BYTES; size >= 16; size /= 2)
		for (void *volatile taken = spare; taken;)
			taken = malloc(size);
	free(spare);
	_exit(expression_evaluate(run, text, &value, &why, NULL));
}

static void test_memory_that_runs_out_ends_nothing(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	int status = 0;
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0)
		evaluate_without_memory(play->run);
	waitpid(child, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), STATUS_MEMORY & 0xFF);
	play_close(play);
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_worked_out_by_hand),
		cmocka_unit_test(test_long_texts),
#ifndef __SANITIZE_ADDRESS__
		cmocka_unit_test(test_memory_that_runs_out_ends_nothing),
#endif
		cmocka_unit_test(test_the_twin),
		cmocka_unit_test(test_mistakes_say_what_is_right),
		cmocka_unit_test(test_quantities_are_known_from_their_stage),
		cmocka_unit_test(test_what_changes_changes_at_its_stage),
		cmocka_unit_test(test_templates_fill_in_numbers),
		cmocka_unit_test(test_the_quantities_table_is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
