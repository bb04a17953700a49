/*
 * The glyph sets: how finely a drawing may divide a cell, from the finest to the coarsest.
 *
 * Drawing code always draws with the finest set; a canvas replaces each glyph, as it is written, by
 * the one that its set has for it. So a picture is the same in every set, only coarser.
 *
 *   braille   2 by 4 dots in a cell
 *   quadrant  2 by 2 quarters of a cell
 *   block     2 halves of a cell, one above the other, and square corners: what code page 437 has
 *   ascii     characters by slope; nothing outside ASCII
 *
 * Units:   dots are the eight bits of a braille glyph behind U+2800.
 * Memory:  constant.
 */
#ifndef DRAW_GLYPH_SET_H
#define DRAW_GLYPH_SET_H

#include <stdint.h>

enum glyph_set {
	GLYPHS_BRAILLE, /* what a canvas has unless it is told otherwise */
	GLYPHS_QUADRANT,
	GLYPHS_BLOCK,
	GLYPHS_ASCII,
	GLYPHS_COUNT
};

/* "braille", "quadrant", "block", "ascii". */
const char *glyph_set_name(enum glyph_set set);

/* The set's glyph for one that stands in the glyph table; not for GLYPHS_ASCII (see glyph_cell). */
uint32_t glyph_in_set(uint32_t code, enum glyph_set set);

/* The dots that a glyph of the set covers; 0 for what is no drawing of dots. */
unsigned glyph_dots(uint32_t code, enum glyph_set set);

/* The glyph with these quarters: 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
uint32_t glyph_quadrant(unsigned quarters);

/* The quarters of such a glyph; 0 for any other. */
unsigned glyph_quarters(uint32_t code);

#endif
