/*
 * The pen: says in a terminal's own bytes what is to stand where, in few of them.
 *
 * It remembers how the terminal draws at the moment and where its cursor stands, and appends the
 * shortest of the ways that the terminal's description has.
 *
 * Source:  terminfo(5); ECMA-48, 8.3.117, for what several changes of look share: one sequence.
 * Units:   cells from 0; colours as in app/terminal_look.h.
 * Errors:  when memory runs out `out.failed` is set, and the bytes must not be sent.
 * Memory:  a zeroed pen has nothing; pen_free gives back what was appended.
 */
#ifndef APP_TERMINAL_PEN_H
#define APP_TERMINAL_PEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/terminal_look.h"
#include "base/str.h"

enum pen_word {
	PEN_PLACE,  /* column and row */
	PEN_COLUMN, /* of the same row */
	PEN_ROW,    /* of the same column */
	PEN_RIGHT,
	PEN_LEFT,
	PEN_RETURN, /* to the row's first cell */
	PEN_ERASE,  /* so many cells, and stay */
	PEN_ERASE_REST,
	PEN_PLAIN, /* no colours, no attributes */
	PEN_BOLD,  /* this and the next three in the order of enum paint_attr */
	PEN_DIM,
	PEN_UNDERLINE,
	PEN_REVERSE,
	PEN_FRONT,
	PEN_BACK,
	PEN_WORDS
};

enum { PEN_WORD_MAX = 160, PEN_COLOR_MAX = 32, PEN_COLORS = 256 };

/* A colour's sequence, so that it is spelled once. */
struct pen_color {
	int number; /* plus one; 0: none here yet */
	char text[PEN_COLOR_MAX];
};

struct pen {
	struct str out;
	struct cell_look look; /* as the terminal draws now */
	int x, y;              /* its cursor; x −1: not known */
	int w, h;
	size_t joint; /* bytes up to the last sequence of a look: another may be put into it */
	char words[PEN_WORDS][PEN_WORD_MAX]; /* without padding; "": the terminal has none */
	struct pen_color colors[2][PEN_COLORS];
	bool owns;               /* a single colour can be given back to the terminal */
	bool erases_color;       /* what is erased has the ground of now */
	bool moves_plain;        /* the cursor may only be moved where nothing is coloured */
	bool keeps_corner;       /* writing to the last cell would scroll the screen */
	unsigned colored, plain; /* attributes that it has beside colours, and without them */
};

/* Where the pen stood, to go back to: bytes appended since are forgotten. */
struct pen_mark {
	size_t len, joint;
	struct cell_look look;
	int x, y;
};

/* Reads the description of the terminal that curses has open. */
void pen_start(struct pen *pen);
void pen_free(struct pen *pen);

/* The screen is blank and has this size; where the cursor is, nobody knows. */
void pen_reset(struct pen *pen, int w, int h);

/* What was appended was sent: begins anew, with those bytes. */
void pen_begin(struct pen *pen, const char *bytes);

struct pen_mark pen_mark(const struct pen *pen);
void pen_return(struct pen *pen, struct pen_mark mark);

void pen_move(struct pen *pen, int x, int y);

/* A glyph of one cell where the cursor stands, which goes on by one. Of a blank only the ground and
 * visible attributes count. */
void pen_put(struct pen *pen, uint32_t glyph, struct cell_look look);

/* Whether both look the same. */
bool pen_alike(uint32_t glyph, struct cell_look look, uint32_t other, struct cell_look other_look);

/*
 * Blanks of that ground from the cursor on: `count` of them, or with `rest` all to the row's end.
 * False, and nothing done, where writing so many blanks is not longer. The cursor stays.
 */
bool pen_erase(struct pen *pen, int count, bool rest, struct cell_look look);

/* Neither colours nor attributes, for what others send. */
void pen_plain(struct pen *pen);

#endif
