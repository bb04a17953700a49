/*
 * Diagnostics: what is wrong with a text from outside, and where.
 *
 * The function that knows most about a mistake adds it once; callers add nothing. A list holds
 * all mistakes of one file, so that an author mends them in one go.
 *
 * Printed:  FILE:LINE:COLUMN: message
 *               the line
 *                  ^
 * Memory:   a zeroed struct diags is empty; diags_free gives everything back.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include "base/str.h"

enum { DIAGS_MAX = 40 }; /* further ones are counted, not kept */

struct diag {
	int status;   /* a code of base/status.h */
	int line;     /* from 1; 0: about the whole file */
	int column;   /* from 1, in code points; 0: about the whole line */
	char *file;   /* as the user named it; NULL: no file (the command line) */
	char *text;   /* one sentence, cleaned */
	char *source; /* the line, cleaned and shortened, or NULL */
	int caret;    /* cell of the caret below source, from 1 */
};

struct diags {
	struct diag list[DIAGS_MAX];
	size_t count;   /* in list */
	size_t dropped; /* beyond DIAGS_MAX */
};

/* Where a mistake is: the file's name and, for the quoted line, its whole text (or NULL). */
struct diag_place {
	const char *file;
	const char *text; /* [size] bytes, or NULL */
	size_t size;
	int line, column; /* from 1 */
};

/* Adds one mistake; returns status, so that `return diag_add(...)` reads well. */
int diag_add(struct diags *diags, int status, struct diag_place place, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* "FILE:LINE:COLUMN: text" and, where there is one, the line with its caret. */
void diag_format(const struct diag *diag, struct str *out);
void diags_format(const struct diags *diags, struct str *out);
void diags_free(struct diags *diags);

/*
 * The known name nearest to `word` by edit distance (at most a third of its letters, at least
 * 1, wrong; a swap of neighbours counts 1), or NULL. `name_at(context, i)` returns NULL at the end.
 */
const char *nearest_name(const char *word, const char *(*name_at)(const void *context, size_t i),
	const void *context);

#endif
