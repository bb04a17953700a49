/*
 * Search: where a text stands in the open lesson, in the glossary, and among the lessons.
 *
 * Capital letters do not matter, and a symbol is found under its ASCII spelling, too: zhat finds ẑ.
 * Of each paragraph the first place is a hit. The glossary's entry of a symbol that is the whole query
 * comes before all others.
 * Memory:  a struct search is large: keep it where a session keeps things.
 */
#ifndef APP_SEARCH_H
#define APP_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/catalogue.h"
#include "engine/glossary.h"
#include "engine/lesson.h"

enum { SEARCH_MAX = 100, SEARCH_WHERE_BYTES = 96, SEARCH_LINE_BYTES = 400 };

enum search_kind { SEARCH_STOP, SEARCH_TERM, SEARCH_LESSON };

struct search_hit {
	enum search_kind kind;
	size_t index; /* of the stop, of the glossary's entry or of the lesson, from 0 */
	char where[SEARCH_WHERE_BYTES];
	char line[SEARCH_LINE_BYTES]; /* the text around the place */
};

struct search {
	struct search_hit hits[SEARCH_MAX];
	size_t count;
};

/* Any of what is searched may be NULL. An empty query finds nothing. */
void search_fill(struct search *search, const char *query, const struct lesson *lesson,
	const struct glossary *glossary, const struct catalogue *catalogue);

/* The first hit among stops behind (before, with `back`) this one, going round; NULL: none. */
const struct search_hit *search_from(const struct search *search, size_t stop, bool back);

#endif
