/*
 * The catalogue: the lessons that normscope ships, in their order.
 *
 * Lessons are found in the folder `lessons` of the source tree when the program runs from it, else
 * in DATADIR. The file `lessons/order` names them, one a line; blank lines and lines that begin
 * with # are left out.
 * Memory:  a struct catalogue owns its texts; catalogue_free takes a zeroed one too.
 */
#ifndef ENGINE_CATALOGUE_H
#define ENGINE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

enum { CATALOGUE_MAX = 64 };

struct catalogue_entry {
	char *name, *path;
	char *title, *question; /* from the lesson's header */
	int minutes, part;
	char *after; /* names of the lessons to take before, with commas between; "" for none */
};

struct catalogue {
	struct catalogue_entry entries[CATALOGUE_MAX];
	size_t count;
};

/*
 * Reads the folder: 0, or a status with the mistakes of its lessons' headers in `diags`. What they
 * say behind it is read, and found wrong, when one of them is opened.
 */
int catalogue_open(struct catalogue *catalogue, const char *folder, struct diags *diags);
void catalogue_free(struct catalogue *catalogue);

/* True for a text with a slash or that ends in .md. */
bool catalogue_is_path(const char *wanted);

/*
 * The path of what a user named: a lesson's name, its number from 1, or a path (a text with a
 * slash or that ends in .md). 0 and the path in `out`; or STATUS_NAME with a mistake in `diags`.
 */
int catalogue_find(const struct catalogue *catalogue, const char *wanted, struct str *out,
	struct diags *diags);

/* The entry of the lesson in that file, by the path that catalogue_find gives; NULL: it is one's own. */
const struct catalogue_entry *catalogue_entry_of(
	const struct catalogue *catalogue, const char *path);

#endif
