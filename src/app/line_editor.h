/*
 * A line that is typed: UTF-8 text, a cursor, and the keys that most programs share for both.
 *
 * Units:   bytes; the cursor always stands between two code points.
 * Errors:  what does not fit in LINE_EDITOR_BYTES is not taken in.
 * Memory:  a small value; a zeroed one is an empty line.
 */
#ifndef APP_LINE_EDITOR_H
#define APP_LINE_EDITOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LINE_EDITOR_BYTES = 512 };

struct line_editor {
	char text[LINE_EDITOR_BYTES]; /* closed by a NUL */
	size_t length, cursor;        /* bytes */
};

/*
 * Does what the key means in a line: text, ← → Home End Backspace Delete, and ctrl with A B D E F H
 * K U W as in a shell. False for keys that mean nothing here (Enter, Tab, ↑ and their like).
 */
bool line_editor_key(struct line_editor *line, uint32_t key);

/* Replaces the bytes from `from` up to `to` and stands behind what is new. False when it is too long. */
bool line_editor_replace(struct line_editor *line, size_t from, size_t to, const char *text);

/* The whole line anew, the cursor at its end; cut between two code points where it is too long. */
void line_editor_set(struct line_editor *line, const char *text);

#endif
