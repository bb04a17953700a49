#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/terminal_look.h"
#include "draw/theme.h"

static void test_depth(void **state)
{
	static const struct {
		int colors;
		enum depth depth;
	} cases[] = {{-1, DEPTH_NONE}, {0, DEPTH_NONE}, {2, DEPTH_NONE}, {8, DEPTH_8},
		{15, DEPTH_8}, {16, DEPTH_16}, {88, DEPTH_16}, {256, DEPTH_256}, {32768, DEPTH_256},
		{1 << 24, DEPTH_DIRECT}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(palette_depth(cases[i].colors), cases[i].depth);
}

/* The numbers stay within what each terminal has, whatever the role and its ground. */
static void test_numbers(void **state)
{
	static const struct {
		enum depth depth;
		int most;
	} cases[] = {{DEPTH_8, 7}, {DEPTH_16, 15}, {DEPTH_256, 255}, {DEPTH_DIRECT, 0xFFFFFF}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (int variant = 0; variant < 4; variant++)
			for (int role = 0; role < ROLE_COUNT * ROLE_COUNT; role++) {
				struct palette palette = {cases[i].depth, (enum theme)(variant % 3),
					variant & 1, variant & 2};
				struct cell cell = {'x', (uint8_t)(role % ROLE_COUNT),
					(uint8_t)(role / ROLE_COUNT)};
				struct cell_look look = cell_look_of(&palette, &cell);
				int least = palette.own ? -1 : 0;
				assert_in_range(look.front - least, 0, cases[i].most - least);
				assert_in_range(look.back - least, 0, cases[i].most - least);
			}
}

static void test_own_ground(void **state)
{
	const struct cell cell = {'x', ROLE_TEXT, ROLE_NONE};
	struct palette palette = {DEPTH_256, THEME_NIGHT, false, true};

	(void)state;
	assert_int_equal(cell_look_of(&palette, &cell).back, -1);
	palette.own = false;
	assert_int_equal(cell_look_of(&palette, &cell).back, 0);
}

/* A theme on another ground than the terminal's paints its own, and every text on it. */
static void test_painted_ground(void **state)
{
	static const struct {
		enum depth depth;
		enum theme theme;
		int front, back;
	} cases[] = {
		{DEPTH_8, THEME_NIGHT, 7, 0},
		{DEPTH_8, THEME_LIGHT, 0, 7},
		{DEPTH_16, THEME_LIGHT, 0, 15},
		{DEPTH_256, THEME_NIGHT, 253, 233},
		{DEPTH_256, THEME_LIGHT, 235, 231},
		{DEPTH_256, THEME_CONTRAST, 231, 16},
		{DEPTH_DIRECT, THEME_LIGHT, 0x1F2328, 0xFFFFFF},
		{DEPTH_DIRECT, THEME_CONTRAST, 0xFFFFFF, 8},
	};
	const struct cell text = {'x', ROLE_TEXT, ROLE_NONE}, band = {'x', ROLE_TEXT, ROLE_BAND_0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct palette palette = {cases[i].depth, cases[i].theme, true, true};
		struct cell_look look = cell_look_of(&palette, &text);
		assert_int_equal(look.front, cases[i].front);
		assert_int_equal(look.back, cases[i].back);
		look = cell_look_of(&palette, &band);
		assert_int_equal(look.back == cases[i].back, cases[i].depth < DEPTH_256);
	}
}

/* Without colours only attributes tell roles apart, and no number is given out. */
static void test_mono(void **state)
{
	const struct palette palette = {DEPTH_NONE, THEME_NIGHT, false, true};

	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct cell cell = {'x', (uint8_t)role, ROLE_NONE};
		struct cell_look look = cell_look_of(&palette, &cell);
		assert_int_equal(look.front, -1);
		assert_int_equal(look.back, -1);
		assert_int_equal(look.attributes, theme_paint((enum role)role, false)->mono);
	}
}

/* The eight bright colours are the eight others in bold. */
static void test_bright(void **state)
{
	const struct palette palette = {DEPTH_8, THEME_NIGHT, false, true};

	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct paint *paint = theme_paint((enum role)role, false);
		const struct cell cell = {'x', (uint8_t)role, ROLE_NONE};
		struct cell_look look = cell_look_of(&palette, &cell);
		if (paint->index16 >= 8) {
			assert_int_equal(look.front, paint->index16 - 8);
			assert_true(look.attributes & ATTR_BOLD);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_own_ground),
		cmocka_unit_test(test_painted_ground),
		cmocka_unit_test(test_mono),
		cmocka_unit_test(test_bright),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
