/*
 * Completion: what could stand at the cursor of a `:` line, each with one line of help.
 *
 * Words that begin with what is typed come first, then those that hold it.
 * Memory:  a struct completion is large: keep it where a session keeps things. Texts are copied,
 *          help is borrowed from the tables, the catalogue and the lesson.
 */
#ifndef APP_COMPLETE_H
#define APP_COMPLETE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "view/prompt.h"

struct session;

enum { COMPLETION_MAX = 200, COMPLETION_BYTES = 128 };

struct completion {
	char texts[COMPLETION_MAX][COMPLETION_BYTES];
	struct prompt_offer offers[COMPLETION_MAX]; /* [count] text points into texts */
	size_t count;
	size_t from;     /* bytes of the line before the word that is completed */
	size_t to;       /* and behind it: the cursor */
	struct str note; /* what is expected here: a setting's value, range and meaning */
};

/* What a command's argument is completed from. */
enum complete_kind {
	COMPLETE_NOTHING,
	COMPLETE_SETTING,
	COMPLETE_PARAMETER,
	COMPLETE_ROW,
	COMPLETE_PLACE,
	COMPLETE_QUANTITY,
	COMPLETE_LESSON,
	COMPLETE_TOPIC,
	COMPLETE_FILE
};

/* Fills the completion for a line whose first `cursor` bytes stand before the cursor. */
void complete_line(const struct session *session, const char *line, size_t cursor,
	struct completion *completion);
void completion_free(struct completion *completion);

/* The longest text that every offer begins with. */
size_t completion_common(const struct completion *completion, char out[COMPLETION_BYTES]);

#endif
