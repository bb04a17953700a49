/*
 * Themes: how a role is painted; for a dark and for a light background, and with high contrast.
 *
 * Data only: a backend picks the field that its terminal can show. Fills are dark on dark
 * backgrounds ("night") and pale on light ones, capped in lightness so that the path, the labels
 * and the coloured lines stay readable on every band; the 256-colour indices are fixed ramps of
 * the standard palette, never a nearest match. With 16 colours there are no fills: lines only.
 * High contrast paints its own black ground, with fills that hardly differ from it, and every text
 * at 7:1 or more.
 *
 * Units:   rgb is 0xRRGGBB; an index of PAINT_OWN means the terminal's own colour.
 * Memory:  constant.
 */
#ifndef DRAW_THEME_H
#define DRAW_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "draw/role.h"

enum { PAINT_OWN = -1 };

enum paint_attr {
	ATTR_BOLD = 1,
	ATTR_DIM = 2,
	ATTR_UNDERLINE = 4,
	ATTR_REVERSE = 8,
};

struct paint {
	uint32_t rgb;     /* for 24-bit colour; for drawings, also where an index is PAINT_OWN */
	int16_t index256; /* 16–255 of the standard palette, or PAINT_OWN */
	int16_t index16;  /* 0–15, or PAINT_OWN; 8 colours: index & 7, with bold from 8 on */
	uint8_t attrs;    /* with colours */
	uint8_t mono;     /* attributes where there are no colours */
};

enum theme { THEME_NIGHT, THEME_LIGHT, THEME_CONTRAST, THEME_COUNT };

/* "night", "light", "contrast"; the name that stands for all others too large. Never NULL. */
const char *theme_name(enum theme theme);

/* Never NULL; for a band, the paint of the ground. */
const struct paint *theme_paint(enum role role, enum theme theme);

enum colour_depth {
	COLOUR_NONE, /* attributes only */
	COLOUR_8,
	COLOUR_16,
	COLOUR_256,
	COLOUR_TRUE
};

/* What a backend sets for one cell. */
struct style {
	int32_t fore, back; /* 0xRRGGBB with COLOUR_TRUE, else an index; PAINT_OWN */
	uint8_t attrs;      /* enum paint_attr */
};

/*
 * The style of a cell. Bands are left out below 256 colours; any other ground that cannot be
 * coloured is shown in reverse, so that bars of a histogram never vanish. The theme's own ground
 * is painted with high contrast only.
 */
struct style theme_style(
	enum role role, enum role ground, enum colour_depth depth, enum theme theme);

/* WCAG 2 contrast of two colours, 1 to 21. */
double theme_contrast(uint32_t a, uint32_t b);

#endif
