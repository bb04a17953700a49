/*
 * The mouse of a terminal: asked for where terminfo knows how, given back however the program ends.
 *
 * Curses turns buttons on and off, in the encoding that terminfo names: no other is forced, because a
 * multiplexer may not know it. Moving with a button held (mode 1002) is asked for here, each time
 * behind what curses sends.
 * Source:  xterm's control sequences, "Mouse Tracking"; ncurses(3), curs_mouse.
 * Memory:  allocates nothing; a zeroed struct hears nothing.
 */
#ifndef APP_TERMINAL_MOUSE_H
#define APP_TERMINAL_MOUSE_H

#include <stdbool.h>

#include "app/terminal.h"

enum { TERMINAL_MOUSE_MOST = 8 }; /* that curses keeps at a time */

struct terminal_mouse {
	bool has; /* it is wished for, and terminfo knows how to ask for it */
	bool hears;
	bool due;         /* to be asked for once curses has sent what it sends */
	struct mouse now; /* what was taken last */
	struct mouse waiting[TERMINAL_MOUSE_MOST]; /* [count] the newest first */
	int count;
};

/* After newterm. */
void terminal_mouse_start(struct terminal_mouse *mouse, bool wished);
void terminal_mouse_hear(struct terminal_mouse *mouse, bool hear);

/* Before endwin; after the screen was taken again; and after each refresh. */
void terminal_mouse_leave(struct terminal_mouse *mouse);
void terminal_mouse_resume(struct terminal_mouse *mouse);
void terminal_mouse_shown(struct terminal_mouse *mouse);

/* What a crash writes; "" where there is none. */
const char *terminal_mouse_end(const struct terminal_mouse *mouse);

/* After KEY_MOUSE, which may stand for several: they wait to be taken. */
void terminal_mouse_read(struct terminal_mouse *mouse);

/* Fills `now` with the oldest one that waits; false where none does. */
bool terminal_mouse_take(struct terminal_mouse *mouse);

#endif
