/*
 * How a cell looks on a terminal of a given colour depth: numbers of the palette and attributes.
 *
 * Units:   a colour is a terminal's number: of its palette, or 0xRRGGBB with direct colours.
 * Memory:  allocates nothing.
 */
#ifndef APP_TERMINAL_LOOK_H
#define APP_TERMINAL_LOOK_H

#include <stdbool.h>

#include "draw/canvas.h"
#include "draw/theme.h"

enum depth { DEPTH_NONE, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_DIRECT };

struct palette {
	enum depth depth;
	enum theme theme;
	bool painted; /* with the theme's own ground: the terminal's is another */
	bool own;     /* the terminal's own colours can be asked for, as −1 */
};

struct cell_look {
	int front, back;     /* −1: the terminal's own */
	unsigned attributes; /* enum paint_attr */
};

/* The depth of a terminal that says how many colours it has. */
enum depth palette_depth(int colors);

struct cell_look cell_look_of(const struct palette *palette, const struct cell *cell);

#endif
