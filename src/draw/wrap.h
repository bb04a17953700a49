/*
 * Word wrap of styled text, for prose panels that scroll.
 *
 * Paragraphs are added one after the other; each becomes lines of the given width. A line ends at
 * blanks; a word is broken only when it is longer than a whole line, and then, if possible, not
 * inside a run marked `whole` (a number, a formula). A newline in a run ends its line.
 *
 * Units:   cells; line numbers from 0.
 * Errors:  wrap_new gives NULL and wrap_add false when memory runs out; what was added before stays.
 * Memory:  a wrap owns a copy of all texts; wrap_free(NULL) is fine.
 */
#ifndef DRAW_WRAP_H
#define DRAW_WRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/canvas.h"

struct wrap_run {
	enum role role;
	const char *text;
	bool whole; /* blanks inside do not break; not cut while it fits a line */
};

struct wrap;

/* Lines of `width` cells (at least 1); an ASCII wrap spells its texts before it counts cells. */
struct wrap *wrap_new(int width, bool ascii);
void wrap_free(struct wrap *wrap);

/* Appends a paragraph: `first` blanks before its first line, `rest` before the others (items). */
bool wrap_add(struct wrap *wrap, const struct wrap_run *runs, size_t count, int first, int rest);

/* Appends an empty line. */
bool wrap_gap(struct wrap *wrap);

/* As wrap_new was asked. */
int wrap_width(const struct wrap *wrap);
bool wrap_is_ascii(const struct wrap *wrap);

int wrap_lines(const struct wrap *wrap);

/* Cells of a line, its indent included; 0 outside. */
int wrap_line_width(const struct wrap *wrap, int line);

/* Draws the lines from `from` on, one a row, into `area`; returns how many lines were drawn. */
int wrap_draw(const struct wrap *wrap, struct canvas *canvas, struct rect area, int from);

/* One paragraph straight into `area`; returns its number of lines (drawn or not). */
int wrap_text(struct canvas *canvas, struct rect area, enum role role, const char *text);

#endif
