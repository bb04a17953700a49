/* Shaded fields: bands of ground, and the line where a level is crossed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "close.h"
#include "draw/shade.h"

enum { W = 20, H = 10 };

/* A plane that grows from 0 on the left to 1 on the right. */
static const double slope[] = {0, 1, 0, 1};

static struct canvas *draw(bool ascii, const double *z, double line)
{
	struct canvas *canvas = canvas_new(W, H, ascii);
	struct plot plot = {
		.area = {0, 0, W, H}, .x = axis_fixed(0, 1, W, 9), .y = axis_fixed(0, 1, H, 3)};
	struct field field = {.nx = 2, .ny = 2, .z = z, .x1 = 1, .y1 = 1};
	struct levels levels = shade_levels(0, 1, 9);

	assert_non_null(canvas);
	shade_draw(&plot, canvas, &field, &levels, line);
	return canvas;
}

static void levels_are_even(void **unused)
{
	struct levels levels = shade_levels(-1, 3, 3);

	(void)unused;
	assert_int_equal(levels.count, 3);
	for (int i = 0; i < 3; i++)
		assert_close(levels.at[i], i, 0, 1e-12);
	assert_int_equal(shade_levels(2, 2, 0).count, 0);
}

static void grounds_follow_the_value(void **unused)
{
	struct canvas *canvas = draw(false, slope, NAN);
	struct levels levels = shade_levels(0, 1, 9);

	(void)unused;
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++) {
			int band = levels_band(&levels, (x + 0.5) / W);
			const struct cell *cell = canvas_at(canvas, x, y);
			assert_int_equal(cell->ground, levels_band_role(&levels, band));
			assert_int_equal(cell->glyph, ' ');
		}
	canvas_free(canvas);
}

/* Dots of one column of dots from top to bottom, and nothing else. */
static void the_line_stands_where_the_level_is(void **unused)
{
	struct canvas *canvas = draw(false, slope, 0.5);

	(void)unused;
	for (int y = 0; y < H; y++)
		for (int x = 0; x < W; x++) {
			const struct cell *cell = canvas_at(canvas, x, y);
			bool line = cell->glyph != ' ';
			assert_int_equal(line, x == W / 2 - 1);
			if (line)
				assert_int_equal(cell->role, ROLE_PATH);
		}
	canvas_free(canvas);
}

static void letters_tell_the_sides(void **unused)
{
	struct canvas *sides = draw(true, slope, 0.5), *bands = draw(true, slope, NAN);

	(void)unused;
	for (int x = 0; x < W; x++) {
		int band = x / 2;
		assert_int_equal(canvas_at(sides, x, 3)->glyph, x >= W / 2 ? '.' : ' ');
		assert_int_equal(canvas_at(bands, x, 3)->glyph, band % 2 ? ' ' : '0' + band);
	}
	canvas_free(sides);
	canvas_free(bands);
}

static void what_is_no_number_stays_blank(void **unused)
{
	static const double nothing[] = {NAN, NAN, NAN, NAN};

	(void)unused;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct canvas *canvas = draw(ascii, nothing, 0.5);
		for (int i = 0; i < W * H; i++) {
			assert_int_equal(canvas->cells[i].glyph, ' ');
			assert_int_equal(canvas->cells[i].ground, ROLE_NONE);
		}
		canvas_free(canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levels_are_even),
		cmocka_unit_test(grounds_follow_the_value),
		cmocka_unit_test(the_line_stands_where_the_level_is),
		cmocka_unit_test(letters_tell_the_sides),
		cmocka_unit_test(what_is_no_number_stays_blank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
