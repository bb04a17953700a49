/*
 * Direct colours where the terminal has them but its description does not say so.
 *
 * Most terminals show 24-bit colours, say so in COLORTERM, and call themselves xterm-256color, a
 * description with 256; those that say 2²⁴ are seldom installed. So the description that is there
 * is copied, with the direct colours added, and curses reads the copy in its place.
 * Source:  term(5), the extended 32-bit format; ncurses(3), TERMINFO beginning with "hex:".
 * Errors:  false: nothing was changed, and curses reads what is installed.
 * Memory:  changes the environment between begin and end; end puts it back.
 */
#ifndef APP_TERMINAL_DIRECT_H
#define APP_TERMINAL_DIRECT_H

#include <stdbool.h>

/* Whether a terminal that says so in COLORTERM has direct colours. `colorterm` may be NULL. */
bool terminal_direct_wanted(const char *colorterm, int colors);

/* Before newterm, for the type of TERM on a descriptor. */
bool terminal_direct_begin(int output);
void terminal_direct_end(void);

#endif
