/*
 * An off-screen canvas: a grid of cells, each a glyph and a role.
 *
 * Drawing code never knows colours or terminals: it writes roles, and a backend (terminal, text,
 * ANSI) maps them. Every glyph is replaced by that of the canvas's glyph set as it is written, so that
 * an ASCII canvas holds ASCII only.
 *
 * Units:   cells; x to the right, y down, from 0. Rectangles are half-open; zero is empty,
 *          and so are negative sizes. Right and lower edges must be ints too.
 * Errors:  drawing outside the clip rectangle is silently cut; only canvas_new can fail.
 * Memory:  canvas_new and canvas_free own; drawing allocates nothing, but texts on an ASCII canvas
 *          are spelled in a temporary string (cut where memory runs out).
 */
#ifndef DRAW_CANVAS_H
#define DRAW_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "draw/glyph_set.h"
#include "draw/role.h"

struct rect {
	int x, y, w, h;
};

struct cell {
	uint32_t glyph; /* one code point, one cell wide */
	uint8_t role;   /* enum role: the foreground */
	uint8_t ground; /* enum role: the background, ROLE_NONE for the terminal's own */
};

struct canvas {
	int w, h;
	bool ascii; /* glyphs is GLYPHS_ASCII */
	enum glyph_set glyphs;
	struct rect clip;   /* nothing is drawn outside; the whole canvas at first */
	struct cell *cells; /* [h × w] */
};

/* A blank canvas, or NULL when memory runs out. Sizes below 1 are taken as 1. */
struct canvas *canvas_new(int w, int h, bool ascii);
void canvas_free(struct canvas *canvas);

/* From here on glyphs are those of the set; what is drawn already stays as it is. */
void canvas_use_glyphs(struct canvas *canvas, enum glyph_set set);
void canvas_erase(struct canvas *canvas);

/* Narrows the clip to its overlap with `to`; returns the old one for canvas_clip_restore. */
struct rect canvas_clip(struct canvas *canvas, struct rect to);
void canvas_clip_restore(struct canvas *canvas, struct rect clip);

/* The cell, or NULL outside the clip. */
struct cell *canvas_at(struct canvas *canvas, int x, int y);

/* One glyph; keeps the ground unless it is replaced by canvas_ground. */
void canvas_put(struct canvas *canvas, int x, int y, uint32_t glyph, enum role role);
void canvas_ground(struct canvas *canvas, int x, int y, enum role ground);
void canvas_fill(struct canvas *canvas, struct rect area, uint32_t glyph, enum role role);

/*
 * UTF-8 text on one line, cut at max_w cells (no cut when max_w < 0). On an ASCII canvas it is spelled
 * out first (mu, gamma, ^2, ->). Returns the cells used. What cannot be printed shows as '?'/U+FFFD.
 */
int canvas_text(struct canvas *canvas, int x, int y, enum role role, const char *text, int max_w);

/* As canvas_text, but what is cut ends with an ellipsis; nothing when max_w < 1. */
int canvas_text_fit(
	struct canvas *canvas, int x, int y, enum role role, const char *text, int max_w);

/* The cells that canvas_text would use for the whole text. */
int canvas_text_width(const struct canvas *canvas, const char *text);

/* A frame around `area` (its outermost cells) with a title in its upper edge and a note in its
 * lower edge (either may be NULL); focused frames are heavier. Returns the inside. */
struct rect canvas_frame(
	struct canvas *canvas, struct rect area, const char *title, const char *note, bool focused);

struct rect rect_overlap(struct rect a, struct rect b);

/* What a frame of one cell leaves free in an area. */
struct rect rect_inside(struct rect area);

#endif
