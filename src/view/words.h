/*
 * Words: a passage of a lesson, wrapped for a panel. Items of a list stand close, paragraphs have a
 * line between; a formula of its own is set in as many rows as it has room for.
 *
 * Errors:  what there is no memory for is left out.
 */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include "base/str.h"
#include "draw/wrap.h"
#include "engine/passage.h"

/* A sign before the first line ("a", "Hint:"); lines below begin `hang` cells to the right. */
struct words_lead {
	const char *text;
	enum role role;
	int hang;
};

/*
 * Appends a passage. `live` are the values of its live numbers in order, or NULL where their spans
 * hold them; `lead` may be NULL.
 */
void words_add(struct wrap *wrap, const struct passage *passage, char **live,
	const struct words_lead *lead);

/* Appends a span as plain text on one line: a formula as it is shown, a live number as it is written. */
void words_span(const struct span *span, struct str *out);

/* Appends one paragraph of one role. */
void words_line(struct wrap *wrap, enum role role, const char *text);

#endif
