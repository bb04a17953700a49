/*
 * A history of typed lines, for ↑ and ↓ in an input line, and kept in a file between two starts.
 *
 * Of a line typed twice in a row one is kept. The oldest go when there are too many.
 * Memory:  a zeroed struct is an empty history; line_history_free gives the lines back.
 */
#ifndef APP_LINE_HISTORY_H
#define APP_LINE_HISTORY_H

#include <stddef.h>

#include "base/str.h"

enum { LINE_HISTORY_MAX = 200 };

struct line_history {
	char *lines[LINE_HISTORY_MAX]; /* [count] from the oldest */
	size_t count;
	size_t at;   /* the line that is shown; count: the one being typed */
	char *draft; /* what was being typed when the way back began, or NULL */
};

void line_history_free(struct line_history *history);

/* Adds a line that was entered, and stands behind it. */
void line_history_add(struct line_history *history, const char *line);

/* Stands behind the last line again. */
void line_history_rewind(struct line_history *history);

/*
 * The line before the one shown, or behind it; NULL where there is none. `typed` is what stands in
 * the line now: the way forward ends with it.
 */
const char *line_history_back(struct line_history *history, const char *typed);
const char *line_history_next(struct line_history *history);

/* One line a line. What is not clean text is made so. */
void line_history_read(struct line_history *history, const char *text, size_t size);
void line_history_print(const struct line_history *history, struct str *out);

#endif
