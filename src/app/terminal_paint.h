/*
 * The painter: cells of a canvas as curses wants them, in the colours of a theme.
 *
 * Errors:  none; where pairs of colours run out, a cell has the terminal's own.
 * Memory:  a value; allocates nothing but curses' own pairs.
 */
#ifndef APP_TERMINAL_PAINT_H
#define APP_TERMINAL_PAINT_H

#include <curses.h>

#include "app/options.h"
#include "app/terminal_look.h"

struct painter {
	struct palette palette;
	enum theme found;                  /* that fits the terminal's ground */
	int pairs[ROLE_COUNT][ROLE_COUNT]; /* [role][ground], 0: not asked for yet */
};

/* Says which theme fits the terminal, and takes it. */
void painter_found(struct painter *painter, enum theme theme);

/* Behind newterm: starts curses' colours where they are wanted. */
void painter_start(struct painter *painter, enum options_color wish);

/* Another theme, on its own ground where the terminal's does not fit it. */
void painter_theme(struct painter *painter, enum theme theme);

void painter_cell(struct painter *painter, const struct cell *cell, bool ascii, cchar_t *out);

#endif
