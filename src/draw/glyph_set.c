#include "draw/glyph_set.h"

#include <stdbool.h>
#include <stddef.h>

#include "draw/glyph.h"

enum { QUARTERS = 4, LEFT_UPPER = 1, RIGHT_UPPER = 2, LEFT_LOWER = 4, RIGHT_LOWER = 8 };

/* The dots of a braille glyph that lie in a quarter of the cell. */
static const unsigned quarter_dots[QUARTERS] = {0x03, 0x18, 0x44, 0xA0};

const char *glyph_set_name(enum glyph_set set)
{
	static const char *const names[GLYPHS_COUNT] = {[GLYPHS_BRAILLE] = "braille",
		[GLYPHS_QUADRANT] = "quadrant",
		[GLYPHS_BLOCK] = "block",
		[GLYPHS_ASCII] = "ascii"};

	return names[set];
}

static const uint32_t quadrants[1 << QUARTERS] = {' ', 0x2598, 0x259D, 0x2580, 0x2596, 0x258C,
	0x259E, 0x259B, 0x2597, 0x259A, 0x2590, 0x259C, 0x2584, 0x2599, 0x259F, 0x2588};

uint32_t glyph_quadrant(unsigned quarters)
{
	return quadrants[quarters % (1 << QUARTERS)];
}

unsigned glyph_quarters(uint32_t code)
{
	for (unsigned quarters = 1; quarters < 1 << QUARTERS; quarters++)
		if (quadrants[quarters] == code)
			return quarters;
	return 0;
}

/* A quarter is drawn where any of its dots is. */
static unsigned quarters_of_dots(unsigned dots)
{
	unsigned quarters = 0;

	for (unsigned i = 0; i < QUARTERS; i++)
		quarters |= dots & quarter_dots[i] ? 1u << i : 0;
	return quarters;
}

/* The same for halves: a half is both quarters of it. */
static unsigned halves_of_quarters(unsigned quarters)
{
	unsigned upper = LEFT_UPPER | RIGHT_UPPER, lower = LEFT_LOWER | RIGHT_LOWER;

	return (quarters & upper ? upper : 0) | (quarters & lower ? lower : 0);
}

static uint32_t square_corner(uint32_t code)
{
	static const uint32_t square[] = {0x250C, 0x2510, 0x2518, 0x2514};

	return code >= 0x256D && code <= 0x2570 ? square[code - 0x256D] : code;
}

static bool is_braille(uint32_t code)
{
	return code > BRAILLE && code <= BRAILLE_ALL;
}

uint32_t glyph_in_set(uint32_t code, enum glyph_set set)
{
	unsigned quarters =
		is_braille(code) ? quarters_of_dots(code - BRAILLE) : glyph_quarters(code);

	if (set == GLYPHS_BLOCK && quarters)
		return glyph_quadrant(halves_of_quarters(quarters));
	if (set == GLYPHS_QUADRANT && is_braille(code))
		return glyph_quadrant(quarters);
	return set == GLYPHS_BLOCK ? square_corner(code) : code;
}

unsigned glyph_dots(uint32_t code, enum glyph_set set)
{
	unsigned quarters = glyph_quarters(code), dots = 0;

	if (is_braille(code))
		return code - BRAILLE;
	for (unsigned i = 0; set != GLYPHS_BRAILLE && i < QUARTERS; i++)
		dots |= quarters >> i & 1 ? quarter_dots[i] : 0;
	return dots;
}
