/*
 * The glossary: what each symbol of the lessons means, from a Markdown table.
 *
 * The file is lessons/glossary/README.md. Its table begins with the line | symbol | ASCII | word |
 * meaning | lesson |; each line below is one term, whose meaning is one sentence.
 * Errors:  every mistake of the file at once, by line and column, in a struct diags.
 * Memory:  a struct glossary owns its texts, all cleaned UTF-8; glossary_free takes a zeroed one too.
 */
#ifndef ENGINE_GLOSSARY_H
#define ENGINE_GLOSSARY_H

#include <stddef.h>

#include "base/diag.h"

enum { GLOSSARY_MAX = 200, GLOSSARY_BYTES_MAX = 64 * 1024, GLOSSARY_WORDS_MAX = 25 };

struct glossary_entry {
	char *symbol, *ascii; /* as the field writes it, and where only ASCII can be shown */
	char *word;           /* how one says it */
	char *meaning;        /* one sentence of at most GLOSSARY_WORDS_MAX words */
	char *lesson;         /* that teaches it, by name; "" where none does */
};

struct glossary {
	struct glossary_entry entries[GLOSSARY_MAX];
	size_t count;
};

/* Reads a file: 0, or a status with its mistakes in `diags` and *glossary empty. */
int glossary_load(const char *path, struct glossary *glossary, struct diags *diags);

/* The same for a text in memory; `path` is used in messages. */
int glossary_parse(const char *path, const char *text, size_t size, struct glossary *glossary,
	struct diags *diags);

void glossary_free(struct glossary *glossary);

/*
 * Puts the terms that stand in the formula (may be NULL) first, in its order, then all others in
 * theirs. Returns how many stand in it.
 */
size_t glossary_order(
	const struct glossary *glossary, const char *formula, size_t order[GLOSSARY_MAX]);

#endif
