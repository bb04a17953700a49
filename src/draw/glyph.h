/*
 * The glyphs that the program may draw, and how each is spelled where only ASCII can be shown.
 *
 * glyphs[] is the allow list: drawing code uses ASCII, braille with at least one dot, and what
 * stands in the table. Text from outside may hold any letter that is one cell wide. Combining
 * marks, the empty braille cell, sextants and octants are never drawn: fonts drop or lack them.
 *
 * Units:   a glyph is one code point, one cell wide.
 * Memory:  the table is constant; glyphs_spell appends to the caller's string.
 */
#ifndef DRAW_GLYPH_H
#define DRAW_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { BRAILLE = 0x2800, BRAILLE_ALL = 0x28FF };

enum glyph_kind {
	GLYPH_PLAIN,
	GLYPH_SUPER, /* a run of these is spelled with one ^ in front */
	GLYPH_SUB    /* a run of these is spelled with one _ in front */
};

struct glyph {
	uint32_t code;
	const char *ascii; /* spelled in a text; without the ^ or _ of its kind */
	char cell;         /* the form that fits one cell */
	enum glyph_kind kind;
};

/* Sorted by code. */
extern const struct glyph glyphs[];
extern const size_t glyph_count;

/* True for what drawing code may put: ASCII, braille with dots, the table. */
bool glyph_allowed(uint32_t code);

/* What is drawn for it: of the dots that look alike (see base/utf8.h) the one that all fonts have. */
uint32_t glyph_drawn(uint32_t code);

/* True for what a text from outside may show: glyph_allowed and any other one-cell letter. */
bool glyph_printable(uint32_t code);

/* The one ASCII character for a cell; '?' for what has no form. */
char glyph_cell(uint32_t code);

/*
 * Appends the text in ASCII: μ → mu, 10⁻⁵ → 10^-5, w₁₂ → w_12. A spelled word is kept apart from
 * a letter beside it by a blank: γẑ → gamma zhat. Newlines stay. What has no form becomes '?'.
 */
void glyphs_spell(struct str *out, const char *utf8);

/* The cells of the text spelled out. */
int glyphs_width(const char *utf8);

#endif
