#include "rows.h"

#include <string.h>

#include "draw/table.h"

static const double series[] = {1, 2, 3, 4, 5, 6, 7, 8};

static const struct table_column columns[] = {
	{"unit", ROLE_NONE, 0, ALIGN_RIGHT, 9, false, false},
	{"μ", ROLE_MU, 6, ALIGN_POINT, 8, true, false},
	{"σ²", ROLE_VAR, 0, ALIGN_POINT, 7, false, false},
	{"last", ROLE_NONE, 4, ALIGN_LEFT, 1, false, true},
};

static const struct table_cell cells[] = {
	{"1", ROLE_TEXT, MARK_NONE, NULL, 0},
	{"0.402", ROLE_LIT, MARK_UP, NULL, 0},
	{"10.5", ROLE_TEXT, MARK_NONE, NULL, 0},
	{NULL, ROLE_MU, MARK_NONE, series, 8},
	{"2", ROLE_TEXT, MARK_NONE, NULL, 0},
	{"−12.25", ROLE_TEXT, MARK_DOWN, NULL, 0},
	{"3", ROLE_TEXT, MARK_NONE, NULL, 0},
	{NULL, ROLE_MU, MARK_NONE, series, 4},
};

static const struct table numbers = {columns, 4, cells, 2, false};

static void assert_table(const struct table *table, struct rect area, bool ascii, int first,
	const char *expected, const char *why)
{
	struct canvas *canvas = canvas_new(40, 4, ascii);
	struct str rows = {0};

	table_draw(table, canvas, area, first);
	frame_text(canvas, &rows);
	if (strcmp(str_text(&rows), expected) != 0)
		fail_msg("%s:\n%s", why, str_text(&rows));
	str_free(&rows);
	canvas_free(canvas);
}

static void columns_are_dropped_whole_by_importance(void **state)
{
	static const struct {
		struct rect area;
		bool ascii;
		int first;
		const char *rows, *why;
	} cases[] = {
		{{0, 0, 32, 4}, false, 0,
			"unit        μ     σ²  last\n"
			"   1    0.402▲  10.5  ▁▂▃▄▅▆▇█\n"
			"   2  −12.25 ▼   3    ▁▃▆█\n\n",
			"all, points under each other"},
		{{0, 0, 26, 4}, false, 0,
			"unit        μ     σ²  last\n"
			"   1    0.402▲  10.5  ▁▃▆█\n"
			"   2  −12.25 ▼   3    ▁▃▆█\n\n",
			"just all: the last values of the series"},
		{{0, 0, 25, 4}, false, 0,
			"unit        μ     σ²   +1\n"
			"   1    0.402▲  10.5\n"
			"   2  −12.25 ▼   3\n\n",
			"without the sparkline, which is counted"},
		{{0, 0, 19, 4}, false, 0,
			"unit        μ\n"
			"   1    0.402▲\n"
			"   2  −12.25 ▼\n\n",
			"without the variance"},
		{{0, 0, 13, 4}, false, 0, "unit\n   1\n   2\n\n", "the most important"},
		{{0, 0, 3, 4}, false, 0, "\n\n\n\n", "no number is cut"},
		{{0, 0, 26, 2}, false, 1,
			"unit        μ     σ²  last\n   2  −12.25 ▼   3    ▁▃▆█\n\n\n",
			"scrolled by a row"},
		{{2, 1, 32, 3}, true, 0,
			"\n"
			"  unit       mu   sigma^2  last\n"
			"     1    0.402^     10.5  __.-=##\n"
			"     2  -12.25 v      3    _.=#\n",
			"ASCII"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_table(&numbers, cases[i].area, cases[i].ascii, cases[i].first, cases[i].rows,
			cases[i].why);
}

static void words_may_end_in_an_ellipsis(void **state)
{
	static const struct table_column column = {NULL, ROLE_NONE, 0, ALIGN_LEFT, 1, false, false};
	static const struct table_cell words[] = {
		{"a lesson's long title", ROLE_TEXT, MARK_NONE, NULL, 0}};
	static const struct table table = {&column, 1, words, 1, true};

	(void)state;
	assert_table(&table, (struct rect){0, 0, 9, 4}, false, 0, "a lesson…\n\n\n\n", "cut");
	assert_table(&table, (struct rect){0, 0, 21, 4}, false, 0, "a lesson's long title\n\n\n\n",
		"whole");
}

static void marks_and_roles_are_drawn(void **state)
{
	struct canvas *canvas = canvas_new(32, 3, false);

	(void)state;
	assert_int_equal(table_draw(&numbers, canvas, (struct rect){0, 0, 32, 3}, 0), 2);
	assert_int_equal(canvas_at(canvas, 12, 0)->role, ROLE_MU);
	assert_int_equal(canvas_at(canvas, 12, 1)->role, ROLE_LIT);
	assert_int_equal(canvas_at(canvas, 13, 1)->role, ROLE_UP);
	assert_int_equal(canvas_at(canvas, 13, 2)->role, ROLE_DOWN);
	assert_int_equal(canvas_at(canvas, 22, 1)->role, ROLE_MU);
	canvas_free(canvas);
}

static void any_rectangle_is_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < HARD_RECTS; i++) {
		struct canvas *canvas = canvas_new(30, 12, i % 2);
		int drawn = table_draw(&numbers, canvas, hard_rects[i], (int)i % 4 - 1);
		assert_true(drawn >= 0 && drawn <= 2);
		assert_inside(canvas, hard_rects[i]);
		assert_sound(canvas);
		canvas_free(canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_dropped_whole_by_importance),
		cmocka_unit_test(words_may_end_in_an_ellipsis),
		cmocka_unit_test(marks_and_roles_are_drawn),
		cmocka_unit_test(any_rectangle_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
