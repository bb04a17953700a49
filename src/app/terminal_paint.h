/*
 * The painter: what differs between the picture on the screen and a canvas, in the colours of a
 * theme, as bytes of the terminal.
 *
 * Curses could send it, and did: it spells both colours where one changes, takes colours and
 * attributes back one after the other, and sees a change in a blank whose colour nobody sees. That
 * was half of all bytes. The modes, the keys and the sizes are curses' still.
 *
 * Units:   cells from 0.
 * Errors:  without memory for what stands on the screen every cell counts as changed; without any
 *          for the bytes `pen.out.failed` is set.
 * Memory:  a zeroed painter has nothing; painter_free gives back what painter_size took.
 */
#ifndef APP_TERMINAL_PAINT_H
#define APP_TERMINAL_PAINT_H

#include "app/options.h"
#include "app/terminal_look.h"
#include "app/terminal_pen.h"

struct painter {
	struct palette palette;
	enum theme found; /* that fits the terminal's ground */
	struct pen pen;
	struct cell *shown; /* [h × w], or NULL; its glyph is 0 where nothing is drawn yet */
	int w, h;
	bool ascii; /* anything else cannot be shown */
};

/* Says which theme fits the terminal, and takes it. */
void painter_found(struct painter *painter, enum theme theme);

/* Behind newterm: reads the description, starts curses' colours where they are wanted. */
void painter_start(struct painter *painter, enum options_color wish, bool ascii);
void painter_free(struct painter *painter);

/* Another theme, on its own ground where the terminal's does not fit it: forget what is shown. */
void painter_theme(struct painter *painter, enum theme theme);

/* The screen has that size. */
void painter_size(struct painter *painter, int w, int h);

/* The screen was made blank. */
void painter_forget(struct painter *painter);

/* Appends what shows the canvas; what it does not cover is blank. Leaves the pen plain. */
void painter_show(struct painter *painter, const struct canvas *canvas);

#endif
