/* Glyph sets: each is coarser than the one before, and no drawing is lost. */
#include "rows.h"

#include <string.h>

#include "draw/dots.h"
#include "draw/glyph.h"
#include "draw/glyph_set.h"

enum { EVERY_DOT = 0xFF };

static void glyphs_of_each_set(void **state)
{
	static const struct {
		uint32_t code, quadrant, block;
		const char *why;
	} cases[] = {
		{0x2801, 0x2598, 0x2580, "the upper left dot"},
		{0x2808, 0x259D, 0x2580, "the upper right dot"},
		{0x2804, 0x2596, 0x2584, "the third dot of the left column is in the lower half"},
		{0x2880, 0x2597, 0x2584, "the lowest right dot"},
		{0x2847, 0x258C, 0x2588, "the left column"},
		{0x28FF, 0x2588, 0x2588, "all dots"},
		{0x2821, 0x259A, 0x2588, "a diagonal"},
		{0x259B, 0x259B, 0x2588, "three quarters"},
		{0x256D, 0x256D, 0x250C, "a round corner"},
		{0x2570, 0x2570, 0x2514, "another"},
		{0x25CF, 0x25CF, 0x25CF, "a mark"},
		{'a', 'a', 'a', "a letter"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		uint32_t code = cases[i].code;
		if (glyph_in_set(code, GLYPHS_BRAILLE) != code ||
			glyph_in_set(code, GLYPHS_QUADRANT) != cases[i].quadrant ||
			glyph_in_set(code, GLYPHS_BLOCK) != cases[i].block)
			fail_msg("%s: %04X is %04X and %04X", cases[i].why, code,
				glyph_in_set(code, GLYPHS_QUADRANT),
				glyph_in_set(code, GLYPHS_BLOCK));
	}
}

/* A coarser glyph covers every dot of the finer one, and is one that may be drawn. */
static void no_dot_is_lost(void **state)
{
	(void)state;
	for (unsigned dots = 1; dots <= EVERY_DOT; dots++)
		for (int set = GLYPHS_BRAILLE; set <= GLYPHS_BLOCK; set++) {
			uint32_t code = glyph_in_set(BRAILLE + dots, (enum glyph_set)set);
			unsigned shown = glyph_dots(code, (enum glyph_set)set);
			assert_true(glyph_allowed(code));
			assert_int_equal(shown & dots, dots);
			assert_int_equal(glyph_in_set(code, (enum glyph_set)set), code);
		}
}

static void names_are_those_of_the_option(void **state)
{
	static const char *const names[] = {"braille", "quadrant", "block", "ascii"};

	(void)state;
	for (int set = 0; set < GLYPHS_COUNT; set++)
		assert_string_equal(glyph_set_name((enum glyph_set)set), names[set]);
}

/* Two dots of one cell, drawn one after the other, are both there in every set. */
static void dots_join_in_every_set(void **state)
{
	static const uint32_t both[] = {0x2881, 0x259A, 0x2588};

	(void)state;
	for (int set = GLYPHS_BRAILLE; set <= GLYPHS_BLOCK; set++) {
		struct canvas *canvas = canvas_new(1, 1, false);
		struct pen pen = {canvas, {0, 0, 1, 1}, ROLE_PATH, DOTS_JOIN, false};

		canvas_use_glyphs(canvas, (enum glyph_set)set);
		dots_point(&pen, 0, 0);
		dots_point(&pen, 1, 3);
		assert_int_equal(canvas->cells[0].glyph, both[set]);
		canvas_free(canvas);
	}
}

/* A bar that stands there is no dots where the set draws dots in braille. */
static void bars_stay_bars(void **state)
{
	(void)state;
	assert_int_equal(glyph_dots(0x2588, GLYPHS_BRAILLE), 0);
	assert_int_equal(glyph_dots('x', GLYPHS_QUADRANT), 0);
	assert_int_equal(glyph_quarters(0x25CF), 0);
	for (unsigned quarters = 1; quarters < 16; quarters++)
		assert_int_equal(glyph_quarters(glyph_quadrant(quarters)), quarters);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(glyphs_of_each_set),
		cmocka_unit_test(no_dot_is_lost),
		cmocka_unit_test(names_are_those_of_the_option),
		cmocka_unit_test(dots_join_in_every_set),
		cmocka_unit_test(bars_stay_bars),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
