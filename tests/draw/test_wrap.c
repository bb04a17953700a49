#include "rows.h"

#include <string.h>

#include "draw/wrap.h"

static struct wrap *wrapped(const char *text, bool whole, int width, int first, int rest)
{
	struct wrap *wrap = wrap_new(width, false);
	struct wrap_run run = {ROLE_TEXT, text, whole};

	assert_non_null(wrap);
	assert_true(wrap_add(wrap, &run, 1, first, rest));
	return wrap;
}

static void assert_drawn(const struct wrap *wrap, const char *expected, const char *why)
{
	struct canvas *canvas = canvas_new(24, wrap_lines(wrap), false);
	struct str rows = {0};

	wrap_draw(wrap, canvas, (struct rect){0, 0, 24, 99}, 0);
	frame_text(canvas, &rows);
	if (strcmp(str_text(&rows), expected) != 0)
		fail_msg("%s:\n%s", why, str_text(&rows));
	str_free(&rows);
	canvas_free(canvas);
}

static void paragraphs_are_wrapped(void **state)
{
	static const struct {
		const char *text;
		bool whole;
		int width, first, rest;
		const char *rows, *why;
	} cases[] = {
		{"", false, 5, 0, 0, "\n", "an empty paragraph is a line"},
		{"aa bb cc", false, 5, 0, 0, "aa bb\ncc\n", "at a blank"},
		{"aa bb cc", false, 8, 0, 0, "aa bb cc\n", "just fits"},
		{"aa bb cc", false, 7, 0, 0, "aa bb\ncc\n", "one too few"},
		{"aa   bb", false, 4, 0, 0, "aa\nbb\n", "blanks at a break vanish"},
		{"  aa bb  ", false, 9, 0, 0, "aa bb\n", "blanks around vanish"},
		{"abcdefgh", false, 3, 0, 0, "abc\ndef\ngh\n", "a long word must be broken"},
		{"a abcdefgh", false, 4, 0, 0, "a\nabcd\nefgh\n", "but only in a line of its own"},
		{"one\ntwo three", false, 9, 0, 0, "one\ntwo three\n", "a newline ends its line"},
		{"one\n\ntwo", false, 9, 0, 0, "one\n\ntwo\n", "an empty line stays"},
		{"• aa bb cc", false, 7, 0, 2, "• aa bb\n  cc\n", "a hanging indent"},
		{"aa bb", false, 4, 2, 0, "  aa\nbb\n", "an indent in front"},
		{"aa bb", false, 2, 5, 5, "aa\nbb\n", "an indent wider than the line is dropped"},
		{"a b c d", true, 5, 0, 0, "a b c\n d\n", "a whole run breaks only when it must"},
		{"−0.25 ẑ μ", false, 5, 0, 0, "−0.25\nẑ μ\n", "cells, not bytes"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wrap *wrap = wrapped(cases[i].text, cases[i].whole, cases[i].width,
			cases[i].first, cases[i].rest);
		assert_drawn(wrap, cases[i].rows, cases[i].why);
		wrap_free(wrap);
	}
}

static void numbers_are_never_cut(void **state)
{
	static const struct wrap_run runs[] = {{ROLE_TEXT, "variance=", false},
		{ROLE_LIVE, "0.99998", true}, {ROLE_TEXT, ", good", false}};
	struct wrap *wrap = wrap_new(12, false);

	(void)state;
	assert_true(wrap_add(wrap, runs, 3, 0, 0));
	assert_drawn(wrap, "variance=\n0.99998,\ngood\n", "broken in front of the number");
	wrap_free(wrap);
}

static void a_word_of_several_runs_stays_together(void **state)
{
	static const struct wrap_run runs[] = {{ROLE_TEXT, "the mean (", false},
		{ROLE_LIVE, "0.5", true}, {ROLE_TEXT, ").", false}};
	struct wrap *wrap = wrap_new(12, false);

	(void)state;
	assert_true(wrap_add(wrap, runs, 3, 0, 0));
	assert_drawn(wrap, "the mean\n(0.5).\n", "the bracket goes with the number");
	wrap_free(wrap);
}

static void no_line_is_longer_than_the_width(void **state)
{
	static const char text[] =
		"Each value of the batch is counted in standard-deviations-of-its-own "
		"unit: (z − μ)/√(σ² + ε), and 10⁻⁵ is in the root.";

	(void)state;
	for (int width = -1; width < 70; width++)
		for (int ascii = 0; ascii < 2; ascii++) {
			struct wrap *wrap = wrap_new(width, ascii);
			struct wrap_run run = {ROLE_TEXT, text, false};
			assert_true(wrap_add(wrap, &run, 1, 2, 4));
			for (int i = 0; i < wrap_lines(wrap); i++)
				assert_true(wrap_line_width(wrap, i) <= (width < 1 ? 1 : width));
			wrap_free(wrap);
		}
}

static void ascii_is_spelled_before_it_is_measured(void **state)
{
	struct wrap *wrap = wrap_new(9, true);
	struct wrap_run run = {ROLE_TEXT, "γ β λ", false};

	(void)state;
	assert_true(wrap_add(wrap, &run, 1, 0, 0));
	assert_int_equal(wrap_lines(wrap), 3);
	assert_int_equal(wrap_line_width(wrap, 0), 5);
	assert_int_equal(wrap_line_width(wrap, 3), 0);
	assert_int_equal(wrap_line_width(wrap, -1), 0);
	wrap_free(wrap);
}

static void scrolling_draws_a_window_of_lines(void **state)
{
	struct wrap *wrap = wrapped("a b c d e", false, 1, 0, 0);
	struct canvas *canvas = canvas_new(3, 4, false);

	(void)state;
	assert_true(wrap_gap(wrap));
	assert_int_equal(wrap_lines(wrap), 6);
	assert_int_equal(wrap_draw(wrap, canvas, (struct rect){1, 1, 2, 2}, 2), 2);
	assert_rows(canvas, "\n c\n d\n\n");
	assert_int_equal(wrap_draw(wrap, canvas, (struct rect){0, 0, 3, 4}, 5), 1);
	assert_int_equal(wrap_draw(wrap, canvas, (struct rect){0, 0, 3, 4}, 9), 0);
	assert_int_equal(wrap_draw(wrap, canvas, (struct rect){0, 0, 3, 4}, -7), 4);
	canvas_free(canvas);
	wrap_free(wrap);
	wrap_free(NULL);
}

static void roles_travel_with_their_text(void **state)
{
	static const struct wrap_run runs[] = {
		{ROLE_TEXT, "ab ", false}, {ROLE_STRONG, "cd", false}};
	struct wrap *wrap = wrap_new(2, false);
	struct canvas *canvas = canvas_new(2, 2, false);

	(void)state;
	assert_true(wrap_add(wrap, runs, 2, 0, 0));
	wrap_draw(wrap, canvas, (struct rect){0, 0, 2, 2}, 0);
	assert_int_equal(canvas_at(canvas, 0, 0)->role, ROLE_TEXT);
	assert_int_equal(canvas_at(canvas, 1, 1)->role, ROLE_STRONG);
	canvas_free(canvas);
	wrap_free(wrap);
}

static void any_rectangle_is_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < HARD_RECTS; i++) {
		struct canvas *canvas = canvas_new(30, 12, i % 2);
		int lines =
			wrap_text(canvas, hard_rects[i], ROLE_TEXT, "the mean of ẑ is −0.25 here");
		assert_true(lines > 0);
		assert_inside(canvas, hard_rects[i]);
		assert_sound(canvas);
		canvas_free(canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_are_wrapped),
		cmocka_unit_test(numbers_are_never_cut),
		cmocka_unit_test(a_word_of_several_runs_stays_together),
		cmocka_unit_test(no_line_is_longer_than_the_width),
		cmocka_unit_test(ascii_is_spelled_before_it_is_measured),
		cmocka_unit_test(scrolling_draws_a_window_of_lines),
		cmocka_unit_test(roles_travel_with_their_text),
		cmocka_unit_test(any_rectangle_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
