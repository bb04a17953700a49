/* Rows changed by hand: there and back to the bit, twins, undo, a hand's edits as one, refusals. */
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
#include "engine/play_rows.h"
#include "lessons.h"

enum { AT = 11 };

static struct row_edit read_edit(const char *text)
{
	struct row_edit edit;
	struct str why = {0};

	if (row_edit_parse(text, &edit, &why))
		fail_msg("%s: %s", text, str_text(&why));
	str_free(&why);
	return edit;
}

static void edit(struct play *play, const char *text, struct row_hand *hand, const char *expected)
{
	struct row_edit row_edit = read_edit(text);
	struct str says = {0};

	if (play_edit_row(play, &row_edit, hand, &says))
		fail_msg("%s: %s", text, str_text(&says));
	assert_string_equal(str_text(&says), expected);
	str_free(&says);
}

static void undo(struct play *play, const char *expected)
{
	struct str says = {0};

	assert_int_equal(play_undo(play, &says), 0);
	if (expected)
		assert_string_equal(str_text(&says), expected);
	str_free(&says);
}

static void redo(struct play *play)
{
	struct str says = {0};

	assert_int_equal(play_redo(play, &says), 0);
	str_free(&says);
}

static const char *edits_of(const struct settings *settings)
{
	static struct str out;

	str_clear(&out);
	setting_print(settings, setting_find("data.edits"), &out);
	return str_text(&out);
}

/* The state behind a step, and the rows that it was computed on. The caller frees it. */
static unsigned char *state_at(struct play *play, size_t step)
{
	size_t bytes = play->experiment->model.block_bytes;
	unsigned char *state = malloc(bytes);

	assert_non_null(state);
	play_go_index(play, timeline_index(&play->run->timeline, step, 0));
	memcpy(state, play->run->after, bytes);
	return state;
}

static void test_there_and_back(void **unused)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{"move 3 1.5 -2", "Row 3 moved to 1.5, −2: the run has started again."},
		{"flip 5", NULL},
		{"add 0.25 0.5 1", NULL},
		{"delete 1", "Row 1 deleted: the run has started again."},
	};

	(void)unused;
	for (size_t stride = 1; stride <= 4; stride += 3) {
		struct play *play = open_shipped("five-stages", stride, NULL);
		unsigned char *plain = state_at(play, AT);
		size_t plain_bytes = play->experiment->model.block_bytes;
		size_t plain_rows = play->experiment->data.rows;
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			struct row_edit row_edit = read_edit(cases[i].text);
			struct str says = {0};
			assert_int_equal(play_edit_row(play, &row_edit, NULL, &says), 0);
			if (cases[i].says)
				assert_string_equal(str_text(&says), cases[i].says);
			assert_int_equal(play->run->at.epoch, 2);
			assert_int_equal(play->run->at.batch, 4);
			assert_true(play->changed);
			unsigned char *edited = state_at(play, play->run->at.step);
			size_t bytes = play->experiment->model.block_bytes;
			assert_true(bytes != plain_bytes || memcmp(edited, plain, bytes) != 0);
			undo(play, NULL);
			assert_int_equal(play->experiment->data.rows, plain_rows);
			assert_int_equal(play->experiment->model.block_bytes, plain_bytes);
			assert_memory_equal(play->run->after, plain, plain_bytes);
			redo(play);
			play_step_batch(play, 3);
			play_step_batch(play, -3);
			assert_memory_equal(play->run->after, edited, bytes);
			undo(play, NULL);
			assert_false(play->changed);
			str_free(&says);
			free(edited);
		}
		free(plain);
		play_close(play);
	}
}

static void test_the_same_as_from_the_start(void **unused)
{
	static const char *const sets[] = {
		"data.edits=move 3 1.5 -2, flip 5, add 0.25 0.5 1, delete 1", NULL};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct play *fresh = open_shipped("five-stages", 1, sets);

	(void)unused;
	play_go_index(play, timeline_index(&play->run->timeline, AT, 0));
	edit(play, "3 9 9", NULL, "Row 3 moved to 9, 9: the run has started again.");
	edit(play, "3 1.5 -2", NULL, "Row 3 moved to 1.5, −2: the run has started again.");
	edit(play, "flip 5", NULL, "Row 5 is upper: the run has started again.");
	edit(play, "add 0.25 0.5 1", NULL, "Row 65 added at 0.25, 0.5: the run has started again.");
	edit(play, "delete 1", NULL, "Row 1 deleted: the run has started again.");
	assert_string_equal(
		edits_of(&play->experiment->settings), edits_of(&fresh->experiment->settings));
	assert_int_equal(play->experiment->data.rows, 64);
	unsigned char *a = state_at(play, AT), *b = state_at(fresh, AT);
	assert_memory_equal(a, b, play->experiment->model.block_bytes);
	free(a);
	free(b);
	play_close(play);
	play_close(fresh);
}

static void test_a_hand_is_one_change(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct row_hand hand = {.row = 2};
	struct str says = {0};

	(void)unused;
	edit(play, "3 1 1", &hand, "Row 3 moved to 1, 1: the run has started again.");
	edit(play, "3 1 2", &hand, "Row 3 moved to 1, 2: the run has started again.");
	undo(play, "Undone: row 3 moved to 1, 2. ctrl+R does it again.");
	assert_string_equal(edits_of(&play->experiment->settings), "none");
	redo(play);
	edit(play, "flip 3", &hand, "Row 3 changed: the run has started again.");
	undo(play, "Undone: row 3 changed. ctrl+R does it again.");
	assert_string_equal(edits_of(&play->experiment->settings), "none");
	/* What was undone is not amended. */
	edit(play, "3 5 5", &hand, "Row 3 moved to 5, 5: the run has started again.");
	/* Nor is a change of another kind that came between. */
	assert_int_equal(play_change(play, "train.learning_rate", "0.25", &says), 0);
	edit(play, "3 6 6", &hand, "Row 3 moved to 6, 6: the run has started again.");
	undo(play, NULL);
	assert_string_equal(edits_of(&play->experiment->settings), "move 3 5 5");
	redo(play);
	edit(play, "add 7 7 1", &hand, "Row 65 added at 7, 7: the run has started again.");
	assert_int_equal(hand.row, 64);
	edit(play, "65 8 7", &hand, "Row 65 added at 8, 7: the run has started again.");
	assert_string_equal(edits_of(&play->experiment->settings), "move 3 6 6, add 8 7 1");
	edit(play, "delete 65", &hand, "Row 65 deleted: the run has started again.");
	undo(play, "Undone: row 65 deleted. ctrl+R does it again.");
	undo(play, "Undone: row 65 added at 8, 7. ctrl+R does it again.");
	assert_string_equal(edits_of(&play->experiment->settings), "move 3 6 6");
	str_free(&says);
	play_close(play);
}

/* Two flips are none: between courses that differ in nothing the run is the same run. */
static void test_nothing_differs(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct row_hand hand = {.row = 2};

	(void)unused;
	unsigned char *plain = state_at(play, AT);
	size_t index = play->run->at.index;
	edit(play, "flip 3", &hand, "Row 3 is upper: the run has started again.");
	edit(play, "flip 3", &hand, "Row 3 is lower: the run has started again.");
	for (int i = 0; i < 3; i++) {
		assert_int_equal(play->run->at.index, index);
		assert_memory_equal(play->run->after, plain, play->experiment->model.block_bytes);
		i % 2 ? redo(play) : undo(play, NULL);
	}
	free(plain);
	play_close(play);
}

static void test_refusals_change_nothing(void **unused)
{
	static const struct {
		const char *lesson, *text;
		int status;
		const char *says;
	} cases[] = {
		{"five-stages", "move 65 1 1", STATUS_RANGE,
			"there is no row 65: there are rows 1 to 64"},
		{"four-steps", "flip 1", STATUS_COMBINATION,
			"the target is a number, not a class: target 1 2.5 gives another"},
		{"five-stages", "target 1 0.5", STATUS_RANGE,
			"the target is a class, 0 for lower or 1 for upper, not 0.5"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped(cases[i].lesson, 1, NULL);
		struct row_edit row_edit = read_edit(cases[i].text);
		struct row_hand hand = {.row = 4};
		struct str says = {0};
		assert_int_equal(play_edit_row(play, &row_edit, &hand, &says), cases[i].status);
		assert_string_equal(str_text(&says), cases[i].says);
		assert_int_equal(hand.row, 4);
		assert_int_equal(hand.kinds, 0);
		assert_int_equal(play_undo(play, &says), STATUS_PLACE);
		str_free(&says);
		play_close(play);
	}
}

/* Down to two rows, and not one further. */
static void test_two_rows_stay(void **unused)
{
	struct play *play = open_shipped("four-steps", 1, NULL);
	struct row_edit last = read_edit("delete 1");
	struct str says = {0};

	(void)unused;
	for (int i = 0; i < 4; i++)
		edit(play, "delete 1", NULL, "Row 1 deleted: the run has started again.");
	assert_int_equal(play->experiment->data.rows, 2);
	assert_int_equal(play_edit_row(play, &last, NULL, &says), STATUS_DATA);
	assert_string_equal(
		str_text(&says), "1 training row would be left, and a run needs at least 2");
	str_free(&says);
	play_close(play);
}

#define HEADER "---\ntitle: T\nquestion: Q?\ndata: {source: blobs, rows: 8"
#define BEHIND "}\nnetwork: {output: sigmoid}\ntrain: {loss: logistic}\n"
#define BODY "---\n## One\nWords.\n"

static void test_twins(void **unused)
{
	static const struct {
		const char *twin, *second, *why;
	} cases[] = {
		{"twin: {train: {learning_rate: 1}}\n", "move 1 2 2", "both have the same data"},
		{"twin: {data: {seed: 9}}\n", "none", "the second has rows of its own"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct play *play = NULL;
		char text[512];
		strcpy(text, HEADER BEHIND);
		strcat(text, cases[i].twin);
		strcat(text, BODY);
		assert_int_equal(open_text(text, true, &play, &diags), 0);
		edit(play, "1 2 2", NULL, "Row 1 moved to 2, 2: the run has started again.");
		assert_string_equal(edits_of(&play->experiment->settings), "move 1 2 2");
		if (strcmp(edits_of(&play->twin->experiment->settings), cases[i].second) != 0)
			fail_msg("%s", cases[i].why);
		undo(play, NULL);
		assert_string_equal(edits_of(&play->twin->experiment->settings), "none");
		play_close(play);
	}
}

/* A row that the data lack is a mistake at its place in the lesson. */
static void test_mistakes_have_a_place(void **unused)
{
	static const struct {
		const char *edits;
		int line, column;
		const char *says;
	} cases[] = {
		{", edits: [flip 1, move 9 1 1]", 4, 48,
			"data.edits: “move 9 1 1”: there is no row 9: there are rows 1 to 8"},
		{", edits: flip 9", 4, 39,
			"data.edits: “flip 9”: there is no row 9: there are rows 1 to 8"},
		{", edits: [target 1 0, target 2 0, target 3 0, target 4 0, target 5 0, target 6 "
		 "0,\n target 7 0, target 8 0]",
			5, 14,
			"data.edits: no row of upper would be left, and a class needs at least "
			"one"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct play *play = NULL;
		char text[512];
		strcpy(text, HEADER);
		strcat(text, cases[i].edits);
		strcat(text, BEHIND BODY);
		assert_true(open_text(text, false, &play, &diags) != 0);
		assert_int_equal(diags.count, 1);
		assert_string_equal(diags.list[0].text, cases[i].says);
		assert_int_equal(diags.list[0].line, cases[i].line);
		assert_int_equal(diags.list[0].column, cases[i].column);
		diags_free(&diags);
	}
}

/* Every view of the inputs can be gone back through, for train and for test rows. */
static void test_measured(void **unused)
{
	static const char *const sets[] = {
		"data.test=0.25", "input.test_with=own", "input.whiten=true", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	const struct experiment *e = play->experiment;

	(void)unused;
	for (enum stage stage = STAGE_START; stage <= STAGE_DRAW; stage++)
		for (size_t row = 0; row < e->data.rows; row++) {
			double x[FEATURES];
			const double shown[FEATURES] = {
				experiment_x(e, stage, 0)[row], experiment_x(e, stage, 1)[row]};
			assert_true(experiment_measured(e, stage, row, shown, x));
			for (int j = 0; j < FEATURES; j++)
				assert_close(x[j], e->data.x[j][row], 1e-12, 1e-12);
			const double raw[FEATURES] = {e->data.x[0][row], e->data.x[1][row]};
			experiment_shown(e, stage, row, raw, x);
			for (int j = 0; j < FEATURES; j++)
				assert_close(x[j], shown[j], 1e-15, 0);
		}
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_the_same_as_from_the_start),
		cmocka_unit_test(test_a_hand_is_one_change),
		cmocka_unit_test(test_nothing_differs),
		cmocka_unit_test(test_refusals_change_nothing),
		cmocka_unit_test(test_two_rows_stay),
		cmocka_unit_test(test_twins),
		cmocka_unit_test(test_mistakes_have_a_place),
		cmocka_unit_test(test_measured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
