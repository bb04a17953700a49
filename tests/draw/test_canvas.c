#include "rows.h"

#include <limits.h>

static void sizes_below_one_are_one(void **state)
{
	static const int sizes[][2] = {{0, 0}, {-3, 4}, {1, -1}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct canvas *canvas = canvas_new(sizes[i][0], sizes[i][1], false);
		assert_non_null(canvas);
		assert_true(canvas->w >= 1 && canvas->h >= 1);
		canvas_free(canvas);
	}
	canvas_free(NULL);
}

static void text_is_cut_and_counted(void **state)
{
	static const struct {
		const char *text;
		int max_w, used;
		const char *row, *why;
	} cases[] = {
		{"abc", -1, 3, "abc\n", "whole"},
		{"abc", 2, 2, "ab\n", "cut by its own limit"},
		{"abc", 0, 0, "\n", "no room"},
		{"abcdefgh", -1, 8, "abcdef\n", "cut by the canvas, counted in full"},
		{"μẑ→", -1, 3, "μẑ→\n", "one cell each"},
		{"a\xCC\x82", -1, 2, "a�\n", "a combining mark is shown as what it is"},
		{"a\xFFz", -1, 3, "a�z\n", "a stray byte"},
		{"日本", -1, 2, "��\n", "wide letters have no cell"},
		{"a\xC2\xA0z", -1, 3, "a z\n", "a fixed blank"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(6, 1, false);
		int used = canvas_text(canvas, 0, 0, ROLE_TEXT, cases[i].text, cases[i].max_w);
		if (used != cases[i].used)
			fail_msg("%s: used %d", cases[i].why, used);
		assert_rows(canvas, cases[i].row);
		assert_sound(canvas);
		canvas_free(canvas);
	}
}

static void ascii_text_is_spelled_before_it_is_cut(void **state)
{
	struct canvas *canvas = canvas_new(12, 2, true);

	(void)state;
	assert_int_equal(canvas_text_width(canvas, "μ = 10⁻⁵"), 10);
	assert_int_equal(canvas_text(canvas, 0, 0, ROLE_TEXT, "μ = 10⁻⁵", -1), 10);
	assert_int_equal(canvas_text(canvas, 0, 1, ROLE_TEXT, "γ", 3), 3);
	assert_rows(canvas, "mu = 10^-5\ngam\n");
	canvas_free(canvas);
}

/* Between words, between factors, in place of a number. */
static void three_dots_look_alike_but_in_ascii(void **state)
{
	static const char text[] = "a · b" UTF8_TIMES "c " UTF8_UNKNOWN;

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct canvas *canvas = canvas_new(9, 1, ascii);
		canvas_text(canvas, 0, 0, ROLE_TEXT, text, -1);
		assert_rows(canvas, ascii ? "a | b*c -\n" : "a · b·c ·\n");
		canvas_free(canvas);
	}
}

static void text_that_does_not_fit_ends_in_an_ellipsis(void **state)
{
	static const struct {
		int max_w;
		bool ascii;
		const char *row;
	} cases[] = {{7, false, "abcdefg\n"}, {6, false, "abcde…\n"}, {2, false, "a…\n"},
		{1, false, "a\n"}, {0, false, "\n"}, {-1, false, "\n"}, {6, true, "abc...\n"},
		{3, true, "abc\n"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(9, 1, cases[i].ascii);
		canvas_text_fit(canvas, 0, 0, ROLE_TEXT, "abcdefg", cases[i].max_w);
		assert_rows(canvas, cases[i].row);
		canvas_free(canvas);
	}
}

static void nothing_is_drawn_outside_the_clip(void **state)
{
	(void)state;
	for (size_t i = 0; i < HARD_RECTS; i++) {
		struct canvas *canvas = canvas_new(30, 12, false);
		struct rect old = canvas_clip(canvas, hard_rects[i]);
		canvas_fill(canvas, (struct rect){-9, -9, 100, 100}, '#', ROLE_TEXT);
		canvas_text(canvas, -3, 4, ROLE_TEXT, "a text that is longer than the canvas", -1);
		canvas_put(canvas, INT_MAX, INT_MIN, '#', ROLE_TEXT);
		canvas_ground(canvas, INT_MIN, INT_MAX, ROLE_AXIS);
		canvas_clip_restore(canvas, old);
		struct rect whole = {0, 0, 30, 12};
		assert_inside(canvas, rect_overlap(hard_rects[i], whole));
		canvas_free(canvas);
	}
}

static void clips_nest(void **state)
{
	struct canvas *canvas = canvas_new(8, 1, false);

	(void)state;
	struct rect outer = canvas_clip(canvas, (struct rect){1, 0, 5, 1});
	struct rect inner = canvas_clip(canvas, (struct rect){3, 0, 5, 1});
	canvas_fill(canvas, (struct rect){0, 0, 8, 1}, 'b', ROLE_TEXT);
	canvas_clip_restore(canvas, inner);
	canvas_put(canvas, 1, 0, 'a', ROLE_TEXT);
	canvas_put(canvas, 7, 0, 'a', ROLE_TEXT);
	canvas_clip_restore(canvas, outer);
	canvas_put(canvas, 7, 0, 'c', ROLE_TEXT);
	assert_rows(canvas, " a bbb c\n");
	canvas_free(canvas);
}

static void glyphs_keep_the_ground(void **state)
{
	struct canvas *canvas = canvas_new(2, 1, false);

	(void)state;
	canvas_ground(canvas, 0, 0, ROLE_BAND_0);
	canvas_put(canvas, 0, 0, 'x', ROLE_PATH);
	assert_int_equal(canvas->cells[0].ground, ROLE_BAND_0);
	assert_int_equal(canvas->cells[0].role, ROLE_PATH);
	canvas_erase(canvas);
	assert_int_equal(canvas->cells[0].ground, ROLE_NONE);
	assert_rows(canvas, "\n");
	canvas_free(canvas);
}

static void frames_are_drawn(void **state)
{
	static const struct {
		bool ascii, focused;
		const char *title, *note, *rows;
	} cases[] = {
		{false, false, "loss", "κ 6",
			"╭─ loss ───────╮\n│              │\n╰──────── κ 6 ─╯\n"},
		{false, true, "loss", NULL,
			"┏━ loss ━━━━━━━┓\n┃              ┃\n┗━━━━━━━━━━━━━━┛\n"},
		{true, false, "μ", "", "+- mu ---------+\n|              |\n+--------------+\n"},
		{false, false, "far too long a title", NULL,
			"╭─ far too l… ─╮\n│              │\n╰──────────────╯\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(16, 3, cases[i].ascii);
		struct rect inside = canvas_frame(canvas, (struct rect){0, 0, 16, 3},
			cases[i].title, cases[i].note, cases[i].focused);
		assert_rows(canvas, cases[i].rows);
		assert_true(inside.x == 1 && inside.y == 1 && inside.w == 14 && inside.h == 1);
		canvas_free(canvas);
	}
}

static void frames_of_any_size_stay_inside(void **state)
{
	(void)state;
	for (size_t i = 0; i < HARD_RECTS; i++) {
		struct canvas *canvas = canvas_new(30, 12, false);
		struct rect inside = canvas_frame(canvas, hard_rects[i], "title", "note", i % 2);
		assert_true(inside.w >= 0 && inside.h >= 0);
		assert_inside(canvas, hard_rects[i]);
		assert_sound(canvas);
		canvas_free(canvas);
	}
}

static void every_role_has_its_own_name(void **state)
{
	(void)state;
	for (int a = 0; a < ROLE_COUNT; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(role_name((enum role)a), role_name((enum role)b));
	assert_string_equal(role_name(ROLE_LINE_0 + BANDS - 1), "line 13");
	assert_string_equal(role_name((enum role)9999), "unknown role");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_below_one_are_one),
		cmocka_unit_test(text_is_cut_and_counted),
		cmocka_unit_test(ascii_text_is_spelled_before_it_is_cut),
		cmocka_unit_test(three_dots_look_alike_but_in_ascii),
		cmocka_unit_test(text_that_does_not_fit_ends_in_an_ellipsis),
		cmocka_unit_test(nothing_is_drawn_outside_the_clip),
		cmocka_unit_test(clips_nest),
		cmocka_unit_test(glyphs_keep_the_ground),
		cmocka_unit_test(frames_are_drawn),
		cmocka_unit_test(frames_of_any_size_stay_inside),
		cmocka_unit_test(every_role_has_its_own_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
