#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/status.h"
#include "num/row_edit.h"

/* --- text -------------------------------------------------------------------------------------- */

static void test_reads_and_prints(void **unused)
{
	static const struct {
		const char *text, *printed, *why;
	} cases[] = {{"move 3 1.5 -2", "move 3 1.5 -2", "as it is printed"},
		{"3 1.5 -2", "move 3 1.5 -2", "a number first stands for a move"},
		{"  move   3  1.50 -2e0 ", "move 3 1.5 -2", "blanks and digits of any form"},
		{"move 1 -0 0", "move 1 0 0", "no negative zero"},
		{"flip 64", "flip 64", "a row alone"}, {"target 2 0.1", "target 2 0.1", "a target"},
		{"add 1e-7 123456.789 1", "add 1e-7 123456.789 1", "a row of its own"},
		{"delete 1", "delete 1", "the first row"}};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct row_edit edit, again;
		struct str out = {0}, why = {0};

		if (row_edit_parse(cases[i].text, &edit, &why))
			fail_msg("%s: %s", cases[i].why, str_text(&why));
		row_edit_print(&edit, &out);
		assert_string_equal(str_text(&out), cases[i].printed);
		assert_int_equal(row_edit_parse(str_text(&out), &again, &why), 0);
		assert_memory_equal(&again.x, &edit.x, sizeof edit.x);
		assert_int_equal(again.row, edit.row);
		str_free(&out);
		str_free(&why);
	}
}

static void test_kinds(void **unused)
{
	static const struct {
		const char *text;
		enum row_edit_kind kind;
		size_t at;
		int target;
		const char *why;
	} cases[] = {{"move 3 1.5 -2", ROW_MOVE, 4, -1, "by its word"},
		{"  3 1 2", ROW_MOVE, 2, -1, "a number first"},
		{" target 2", ROW_TARGET, 7, 1, "behind the row"},
		{"add", ROW_ADD, 3, 2, "behind both features"}, {"flip 3", ROW_FLIP, 4, -1, "none"},
		{"flipped 3", ROW_EDIT_KINDS, 7, -1, "more than a word"},
		{"mov", ROW_EDIT_KINDS, 3, -1, "less than one"},
		{"", ROW_EDIT_KINDS, 0, -1, "nothing"}};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t at = 99;
		enum row_edit_kind kind = row_edit_kind(cases[i].text, &at);
		if (kind != cases[i].kind || at != cases[i].at ||
			(kind < ROW_EDIT_KINDS && row_edit_target(kind) != cases[i].target))
			fail_msg("%s: kind %d at %zu", cases[i].why, (int)kind, at);
	}
}

static void test_refuses(void **unused)
{
	static const struct {
		const char *text;
		int status;
		const char *says;
	} cases[] = {{"", STATUS_NAME, "write move, flip, target, add or delete first"},
		{"mvoe 3 1 2", STATUS_NAME, "did you mean move?"},
		{"move 3 1", STATUS_SYNTAX, "is written move ROW X1 X2, such as move 3 1.5 -2"},
		{"move 3 1 2 4", STATUS_SYNTAX, "is written move ROW X1 X2"},
		{"3", STATUS_SYNTAX, "is written move ROW X1 X2"},
		{"flip", STATUS_SYNTAX, "is written flip ROW, such as flip 3"},
		{"add 1 2", STATUS_SYNTAX, "is written add X1 X2 Y, such as add 1.5 -2 1"},
		{"delete 0", STATUS_RANGE, "a row is a whole number from 1, not “0”"},
		{"delete -3", STATUS_RANGE, "a row is a whole number from 1"},
		{"flip 1.5", STATUS_RANGE, "a row is a whole number from 1"},
		{"move 3 1,5 2", STATUS_RANGE, "“1,5” is no number from −1e9 to 1e9"},
		{"move 3 nan 2", STATUS_RANGE, "“nan” is no number"},
		{"target 3 2e9", STATUS_RANGE, "“2e9” is no number from −1e9 to 1e9"}};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct row_edit edit = {.row = 77};
		struct str why = {0};

		assert_int_equal(row_edit_parse(cases[i].text, &edit, &why), cases[i].status);
		if (!strstr(str_text(&why), cases[i].says))
			fail_msg("“%s”: %s", cases[i].text, str_text(&why));
		assert_int_equal(edit.row, 77);
		str_free(&why);
	}
}

/* --- the list ---------------------------------------------------------------------------------- */

/* Edits between commas, each with the rows that there are then; what is kept of them. */
static void test_joins(void **unused)
{
	static const struct {
		const char *edits, *kept, *why;
	} cases[] = {{"move 3 1 2, move 3 4 5", "move 3 4 5", "of two moves the later one"},
		{"move 3 1 2, move 4 4 5", "move 3 1 2, move 4 4 5", "of other rows both"},
		{"flip 2, flip 2", "", "two flips are none"},
		{"flip 2, move 2 1 1, flip 2", "move 2 1 1", "though another edit stands between"},
		{"target 1 5, target 1 6", "target 1 6", "of two targets the later one"},
		{"flip 3, target 3 1, flip 3", "flip 3, target 3 1, flip 3",
			"a flip turns the target before it, not the flip before that"},
		{"target 3 1, move 3 1 2, target 3 0", "target 3 0, move 3 1 2",
			"a move is passed"},
		{"move 3 1 2, delete 1, move 3 4 5", "move 3 1 2, delete 1, move 3 4 5",
			"behind a delete row 3 is another"},
		{"add 1 2 0, move 9 3 4", "add 3 4 0", "a new row is added where it went"},
		{"add 1 2 0, add 5 6 1, flip 9, move 10 7 7", "add 1 2 1, add 7 7 1",
			"each new row by its number"},
		{"add 1 2 0, target 9 1", "add 1 2 1", "and with its target"},
		{"add 1 2 0, move 8 3 4", "add 1 2 0, move 8 3 4", "the row before it is another"},
		{"delete 8, delete 7", "delete 8, delete 7", "deletes stay"}};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct row_edits edits = {0};
		struct str out = {0}, why = {0};
		char text[128];
		size_t rows = 8;

		strcpy(text, cases[i].edits);
		for (char *word = strtok(text, ","); word; word = strtok(NULL, ",")) {
			struct row_edit edit;
			assert_int_equal(row_edit_parse(word, &edit, &why), 0);
			assert_int_equal(row_edits_add(&edits, rows, &edit, &why), 0);
			rows += (edit.kind == ROW_ADD) - (edit.kind == ROW_DELETE);
		}
		for (size_t k = 0; k < edits.count; k++) {
			str_add(&out, k ? ", " : "");
			row_edit_print(&edits.list[k], &out);
		}
		if (strcmp(str_text(&out), cases[i].kept) != 0)
			fail_msg("%s: %s", cases[i].why, str_text(&out));
		str_free(&out);
		str_free(&why);
	}
}

static void test_limit(void **unused)
{
	struct row_edits edits = {0};
	struct row_edit edit = {.kind = ROW_MOVE};
	struct str why = {0};

	(void)unused;
	for (edit.row = 0; edit.row < ROW_EDITS_MAX; edit.row++)
		assert_int_equal(row_edits_add(&edits, 1000, &edit, &why), 0);
	assert_int_equal(row_edits_add(&edits, 1000, &edit, &why), STATUS_LIMIT);
	assert_string_equal(
		str_text(&why), "there are 100 edits of rows already; u takes the last one back");
	edit.row = 5;
	assert_int_equal(row_edits_add(&edits, 1000, &edit, &why), 0); /* in place of one */
	assert_int_equal(edits.count, ROW_EDITS_MAX);
	str_free(&why);
}

/* --- the data ---------------------------------------------------------------------------------- */

/* Rows 0 to 5 at (row, 10 row), classes 0 0 0 1 1 1; rows 1 and 4 are test rows. */
static struct dataset make_data(bool classes)
{
	static const size_t train[] = {0, 2, 3, 5}, test[] = {1, 4};
	struct dataset data;

	assert_int_equal(dataset_alloc(&data, 6), 0);
	for (size_t i = 0; i < 6; i++) {
		data.x[0][i] = (double)i;
		data.x[1][i] = 10 * (double)i;
		data.y[i] = classes ? i >= 3 : (double)i / 4;
	}
	memcpy(data.train, train, sizeof train);
	memcpy(data.test, test, sizeof test);
	data.train_count = 4;
	data.test_count = 2;
	data.classes = classes;
	strcpy(data.class_name[0], "left");
	strcpy(data.class_name[1], "right");
	return data;
}

static struct row_edits read_edits(const char *list)
{
	struct row_edits edits = {0};
	struct str why = {0};
	char text[256];

	strcpy(text, list);
	for (char *word = strtok(text, ","); word; word = strtok(NULL, ","))
		assert_int_equal(row_edit_parse(word, &edits.list[edits.count++], &why), 0);
	str_free(&why);
	return edits;
}

/* "x1 x2 y" of each row, then the training and the test rows. */
static void print_data(const struct dataset *data, struct str *out)
{
	for (size_t i = 0; i < data->rows; i++)
		str_addf(out, "%g %g %g; ", data->x[0][i], data->x[1][i], data->y[i]);
	str_add(out, "train");
	for (size_t i = 0; i < data->train_count; i++)
		str_addf(out, " %zu", data->train[i]);
	str_add(out, " test");
	for (size_t i = 0; i < data->test_count; i++)
		str_addf(out, " %zu", data->test[i]);
}

static void test_applies(void **unused)
{
	static const struct {
		const char *edits;
		bool classes;
		const char *data, *why;
	} cases[] = {
		{"", true, "0 0 0; 1 10 0; 2 20 0; 3 30 1; 4 40 1; 5 50 1; train 0 2 3 5 test 1 4",
			"nothing"},
		{"move 2 7 8, flip 6", true,
			"0 0 0; 7 8 0; 2 20 0; 3 30 1; 4 40 1; 5 50 0; train 0 2 3 5 test 1 4",
			"a moved test row stays one"},
		{"delete 1, move 1 9 9", true,
			"9 9 0; 2 20 0; 3 30 1; 4 40 1; 5 50 1; train 1 2 4 test 0 3",
			"behind a delete the numbers are others, the sides are not"},
		{"add 6 60 1, delete 5, flip 6", true,
			"0 0 0; 1 10 0; 2 20 0; 3 30 1; 5 50 1; 6 60 0; train 0 2 3 4 5 test 1",
			"a new row is a training row, and the last"},
		{"target 1 -2.5, add 1 1 7", false,
			"0 0 -2.5; 1 10 0.25; 2 20 0.5; 3 30 0.75; 4 40 1; 5 50 1.25; 1 1 7; "
			"train 0 2 3 5 6 test 1 4",
			"targets that are numbers"}};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dataset data = make_data(cases[i].classes);
		struct row_edits edits = read_edits(cases[i].edits);
		struct dataset edited;
		struct str out = {0}, why = {0};
		size_t at;

		if (row_edits_apply(&edits, &data, &edited, &at, &why))
			fail_msg("%s: %s", cases[i].why, str_text(&why));
		print_data(&edited, &out);
		if (strcmp(str_text(&out), cases[i].data) != 0)
			fail_msg("%s: %s", cases[i].why, str_text(&out));
		assert_string_equal(edited.class_name[1], "right");
		dataset_free(&data);
		dataset_free(&edited);
		str_free(&out);
		str_free(&why);
	}
}

static void test_cannot_apply(void **unused)
{
	static const struct {
		const char *edits;
		bool classes;
		int status;
		size_t at;
		const char *says;
	} cases[] = {{"flip 1, flip 7", true, STATUS_RANGE, 1,
			     "there is no row 7: there are rows 1 to 6"},
		{"delete 1, move 6 0 0", true, STATUS_RANGE, 1,
			"there is no row 6: there are rows 1 to 5"},
		{"flip 3", false, STATUS_COMBINATION, 0,
			"the target is a number, not a class: target 3 2.5 gives another"},
		{"target 3 0.5", true, STATUS_RANGE, 0,
			"the target is a class, 0 for left or 1 for right, not 0.5"},
		{"add 1 1 2", true, STATUS_RANGE, 0,
			"the target is a class, 0 for left or 1 for right, not 2"},
		{"flip 4, flip 5, flip 6", true, STATUS_DATA, 3,
			"no row of right would be left, and a class needs at least one"},
		{"delete 6, delete 3, delete 1", false, STATUS_DATA, 3,
			"1 training row would be left, and a run needs at least 2"}};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dataset data = make_data(cases[i].classes);
		struct row_edits edits = read_edits(cases[i].edits);
		struct dataset edited = {.rows = 99};
		struct str before = {0}, after = {0}, why = {0};
		size_t at = 99;

		print_data(&data, &before);
		assert_int_equal(
			row_edits_apply(&edits, &data, &edited, &at, &why), cases[i].status);
		assert_string_equal(str_text(&why), cases[i].says);
		assert_int_equal(at, cases[i].at);
		print_data(&data, &after);
		assert_string_equal(str_text(&after), str_text(&before));
		assert_int_equal(edited.rows, 99);
		dataset_free(&data);
		str_free(&before);
		str_free(&after);
		str_free(&why);
	}
}

/* What becomes of the same edits one by one, and joined as a hand's are. */
static void compare_joined(const struct row_edits *hands)
{
	struct row_edits joined = {0};
	struct dataset data = make_data(true), one_by_one, edited;
	struct str expected = {0}, actual = {0}, list = {0}, why = {0};
	size_t at, rows = data.rows;

	for (size_t i = 0; i < hands->count; i++) {
		const struct row_edit *edit = &hands->list[i];
		assert_int_equal(row_edits_add(&joined, rows, edit, &why), 0);
		rows += (edit->kind == ROW_ADD) - (edit->kind == ROW_DELETE);
		str_add(&list, i ? ", " : "");
		row_edit_print(edit, &list);
	}
	assert_int_equal(row_edits_apply(hands, &data, &one_by_one, &at, &why), 0);
	assert_int_equal(row_edits_apply(&joined, &data, &edited, &at, &why), 0);
	print_data(&one_by_one, &expected);
	print_data(&edited, &actual);
	if (strcmp(str_text(&actual), str_text(&expected)) != 0)
		fail_msg("%s:\n%s, not\n%s", str_text(&list), str_text(&actual),
			str_text(&expected));
	dataset_free(&data);
	dataset_free(&one_by_one);
	dataset_free(&edited);
	str_free(&expected);
	str_free(&actual);
	str_free(&list);
	str_free(&why);
}

/* Every list of so many hands, where the rows that they name are there. */
static void test_joined_is_one_by_one(void **unused)
{
	enum { HANDS = 10, LENGTH = 4, LISTS = HANDS * HANDS * HANDS * HANDS };
	const struct row_edits hands = read_edits("flip 3, target 3 0, target 3 1, move 3 7 8,"
						  "move 3 9 9, add 5 5 1, flip 7, target 7 0,"
						  "move 7 6 6, delete 2");
	size_t compared = 0;

	(void)unused;
	assert_int_equal(hands.count, HANDS);
	for (int list = 0; list < LISTS; list++) {
		struct row_edits edits = {0};
		size_t rows = 6, left = (size_t)list;
		while (edits.count < LENGTH && hands.list[left % HANDS].row < rows) {
			const struct row_edit *edit = &hands.list[left % HANDS];
			edits.list[edits.count++] = *edit;
			rows += (edit->kind == ROW_ADD) - (edit->kind == ROW_DELETE);
			left /= HANDS;
		}
		if (edits.count == LENGTH)
			compare_joined(&edits), compared++;
	}
	assert_in_range(compared, LISTS / 4, LISTS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_and_prints),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_joins),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_applies),
		cmocka_unit_test(test_joined_is_one_by_one),
		cmocka_unit_test(test_cannot_apply),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
