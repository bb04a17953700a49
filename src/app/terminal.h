/*
 * The terminal: shows canvases, hands over keys. Its source is the only one that knows curses.
 *
 * Only cells that changed are sent; nothing is sent when nothing changed. However the program ends,
 * SIGKILL aside, the terminal is left as it was found.
 *
 * Units:   cells from 0; milliseconds.
 * Errors:  terminal_open says in one sentence why this terminal cannot be used. Later the one
 *          thing that can fail is that the terminal goes away: EVENT_GONE.
 * Memory:  terminal_open and terminal_close own; one terminal at a time.
 */
#ifndef APP_TERMINAL_H
#define APP_TERMINAL_H

#include <stdbool.h>
#include <stdint.h>

#include "app/options.h"
#include "base/diag.h"
#include "draw/canvas.h"
#include "draw/theme.h"

struct terminal;

struct terminal_wishes {
	enum options_color color;
	bool ascii;
	bool mouse; /* hear it, where the terminal has one */
	bool trust; /* draw beyond ASCII also on a terminal that nothing is known of */
};

enum event_kind {
	EVENT_TIMEOUT, /* nothing came in time */
	EVENT_KEY,
	EVENT_MOUSE,
	EVENT_WATCHED, /* what terminal_watch names is readable */
	EVENT_RESIZE,  /* the size may be another, and all must be drawn anew */
	EVENT_SIGNAL,  /* INT, TERM, HUP or QUIT: leave, then signals_die */
	EVENT_GONE     /* nobody sees or types any more: leave */
};

enum mouse_kind { MOUSE_PRESS, MOUSE_DRAG, MOUSE_RELEASE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

/* What the left button or the wheel did, and where, in cells from 0. */
struct mouse {
	enum mouse_kind kind;
	int x, y;
};

struct event {
	enum event_kind kind;
	uint32_t key; /* of EVENT_KEY: see app/keys.h */
	int signal;   /* of EVENT_SIGNAL */
	struct mouse mouse; /* of EVENT_MOUSE */
};

/*
 * Opens the terminal on standard input and output. 0; or STATUS_TERMINAL or STATUS_MEMORY with a
 * sentence in `diags` and nothing changed.
 */
int terminal_open(
	struct terminal **ret_terminal, const struct terminal_wishes *wishes, struct diags *diags);

/* Puts everything back. */
void terminal_close(struct terminal *terminal);

void terminal_size(const struct terminal *terminal, int *ret_w, int *ret_h);

/* Canvases for this terminal must be ASCII ones. */
bool terminal_ascii(const struct terminal *terminal);

/* The theme that fits the terminal's ground, at first; another paints a ground of its own. */
enum theme terminal_theme(const struct terminal *terminal);
void terminal_use_theme(struct terminal *terminal, enum theme theme);

/*
 * Shows a canvas; what lies outside the screen is cut. The hardware cursor stands at (focus_x,
 * focus_y), where screen readers and braille displays follow it, or is hidden when focus_x < 0.
 */
void terminal_show(
	struct terminal *terminal, const struct canvas *canvas, int focus_x, int focus_y);

/* Lets the terminal itself have the mouse for a while, to mark text with, or takes it again. */
void terminal_hear_mouse(struct terminal *terminal, bool hear);

/* The next terminal_show sends every cell (ctrl+L). */
void terminal_repaint(struct terminal *terminal);

/* Something to read is there already: handle it before drawing. */
bool terminal_key_pending(struct terminal *terminal);

/* A descriptor beside the keyboard whose being readable is an event; −1: none. */
void terminal_watch(struct terminal *terminal, int fd);

/* Waits for the next event; timeout_ms < 0: for ever. ctrl+Z is dealt with inside. */
struct event terminal_wait(struct terminal *terminal, int timeout_ms);

/*
 * Gives the terminal back, stops the program as ctrl+Z does, and takes the terminal again.
 * Returns EVENT_RESIZE, or EVENT_SIGNAL for one that came meanwhile.
 */
struct event terminal_suspend(struct terminal *terminal);

#endif
