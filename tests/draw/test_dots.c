#include "rows.h"

#include <math.h>
#include <stdlib.h>

#include "close.h"
#include "draw/dots.h"

static struct pen pen_on(struct canvas *canvas)
{
	struct rect all = {0, 0, canvas->w, canvas->h};

	return (struct pen){canvas, all, ROLE_PATH, DOTS_OWN, false};
}

static bool has_dot(const struct canvas *canvas, int x, int y)
{
	static const uint32_t bit[4][2] = {{1, 8}, {2, 16}, {4, 32}, {64, 128}};
	uint32_t glyph = canvas->cells[y / 4 * canvas->w + x / 2].glyph;

	return glyph > 0x2800 && glyph <= 0x28FF && (glyph & bit[y % 4][x % 2]);
}

static void each_dot_has_its_bit(void **state)
{
	struct canvas *canvas = canvas_new(3, 2, false);
	struct pen pen = pen_on(canvas);

	(void)state;
	for (int y = 0; y < 8; y++)
		for (int x = 0; x < 6; x++) {
			canvas_erase(canvas);
			dots_point(&pen, x, y);
			for (int j = 0; j < 8; j++)
				for (int i = 0; i < 6; i++)
					assert_int_equal(has_dot(canvas, i, j), i == x && j == y);
		}
	canvas_free(canvas);
}

static void rules_say_who_owns_a_cell(void **state)
{
	struct canvas *canvas = canvas_new(1, 1, false);
	struct pen own = pen_on(canvas), join = own;

	(void)state;
	join.role = ROLE_LINE_0;
	join.rule = DOTS_JOIN;
	dots_point(&own, 0, 0);
	dots_point(&join, 1, 0);
	assert_int_equal(canvas->cells[0].glyph, 0x2809);
	dots_point(&own, 0, 3);
	assert_int_equal(canvas->cells[0].glyph, 0x2840);
	dots_point(&own, 1, 3);
	assert_int_equal(canvas->cells[0].glyph, 0x28C0);
	canvas_free(canvas);
}

static void golden_lines(void **state)
{
	static const struct {
		struct segment line;
		bool thick, ascii;
		const char *rows;
	} cases[] = {
		{{0, 0, 7, 7}, false, false, "⠑⢄\n  ⠑⢄\n"},
		{{0, 1, 7, 1}, false, false, "⠒⠒⠒⠒\n\n"},
		{{0, 1, 7, 1}, true, false, "⠶⠶⠶⠶\n\n"},
		{{2, 0, 2, 7}, false, false, " ⡇\n ⡇\n"},
		{{2, 0, 2, 7}, true, false, " ⣿\n ⣿\n"},
		{{0, 0, 7, 7}, false, true, "\\\\\n  \\\\\n"},
		{{0, 7.9, 7.9, 0}, false, true, "  //\n//\n"},
		{{0, 0, 7, 0}, false, true, "''''\n\n"},
		{{0, 2, 7, 2}, false, true, "----\n\n"},
		{{0, 3.9, 7, 3.9}, false, true, "____\n\n"},
		{{2, 0, 2, 7}, false, true, " |\n |\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(4, 2, cases[i].ascii);
		struct pen pen = pen_on(canvas);
		pen.thick = cases[i].thick;
		dots_line(&pen, cases[i].line);
		assert_rows(canvas, cases[i].rows);
		canvas_free(canvas);
	}
}

/* How many of the 8 neighbours have a dot. */
static int neighbours(const struct canvas *canvas, int x, int y)
{
	int count = 0;

	for (int j = y - 1; j <= y + 1; j++)
		for (int i = x - 1; i <= x + 1; i++)
			if ((i != x || j != y) && i >= 0 && j >= 0 && i < canvas->w * 2 &&
				j < canvas->h * 4)
				count += has_dot(canvas, i, j);
	return count;
}

static void lines_are_connected(void **state)
{
	(void)state;
	srand(5);
	for (int round = 0; round < 300; round++) {
		struct canvas *canvas = canvas_new(20, 8, false);
		struct pen pen = pen_on(canvas);
		struct segment line = {rand() % 40, rand() % 32, rand() % 40, rand() % 32};
		int single = 0;
		dots_line(&pen, line);
		assert_true(has_dot(canvas, (int)line.x0, (int)line.y0));
		assert_true(has_dot(canvas, (int)line.x1, (int)line.y1));
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 40; x++)
				if (has_dot(canvas, x, y))
					single += neighbours(canvas, x, y) < 2;
		/* Only the two ends have fewer than two neighbours. */
		assert_true(single <= 2);
		canvas_free(canvas);
	}
}

static void segments_are_cut_to_the_area(void **state)
{
	static const struct {
		struct segment line, inside;
		bool left;
		const char *why;
	} cases[] = {
		{{1, 1, 5, 3}, {1, 1, 5, 3}, true, "inside"},
		{{-4, 4, 4, 4}, {0, 4, 4, 4}, true, "enters on the left"},
		{{4, 4, 4, 40}, {4, 4, 4, 8}, true, "leaves below"},
		{{-1, -1, 11, 11}, {0, 0, 8, 8}, true, "passes through"},
		{{-1, 3, -5, 3}, {0}, false, "on the left of it"},
		{{-6, 5, 5, -6}, {0}, false, "past the corner"},
		{{3, 3, 3, 3}, {3, 3, 3, 3}, true, "a point"},
		{{NAN, 3, 3, 3}, {0}, false, "not a number"},
		{{3, 3, 3, NAN}, {0}, false, "not a number"},
		{{5, 5, INFINITY, 5}, {5, 5, 10, 5}, true, "leaves for infinity"},
		{{5, 4, 5, -INFINITY}, {5, 4, 5, 0}, true, "leaves upwards"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct segment line = cases[i].line;
		if (segment_clip(&line, 10, 8) != cases[i].left)
			fail_msg("%s", cases[i].why);
		if (!cases[i].left)
			continue;
		assert_close(line.x0, cases[i].inside.x0, 0, 1e-5);
		assert_close(line.y0, cases[i].inside.y0, 0, 1e-5);
		assert_close(line.x1, cases[i].inside.x1, 0, 1e-5);
		assert_close(line.y1, cases[i].inside.y1, 0, 1e-5);
	}
}

static void any_line_in_any_area_stays_inside(void **state)
{
	static const double value[] = {0, 3.5, -7, 1e9, -1e300, NAN, INFINITY, -INFINITY, 1e15, 17};

	(void)state;
	for (size_t i = 0; i < HARD_RECTS; i++) {
		struct canvas *canvas = canvas_new(30, 12, i % 2);
		struct pen pen = {canvas, hard_rects[i], ROLE_PATH, DOTS_OWN, i % 3 == 0};
		for (int n = 0; n < 10000; n++)
			dots_line(&pen, (struct segment){value[n % 10], value[n / 10 % 10],
						value[n / 100 % 10], value[n / 1000]});
		dots_point(&pen, -1, 0);
		dots_point(&pen, 0, 1 << 30);
		assert_inside(canvas, hard_rects[i]);
		assert_sound(canvas);
		canvas_free(canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_dot_has_its_bit),
		cmocka_unit_test(rules_say_who_owns_a_cell),
		cmocka_unit_test(golden_lines),
		cmocka_unit_test(lines_are_connected),
		cmocka_unit_test(segments_are_cut_to_the_area),
		cmocka_unit_test(any_line_in_any_area_stays_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
