/*
 * A Markdown text as libcmark's tree, in memory that is bounded.
 *
 * libcmark ends the program when an allocation fails. Here it allocates from an arena that jumps
 * out of the parser instead, when memory runs out or MARKDOWN_MEMORY_MAX is reached.
 *
 * Errors:  0, STATUS_MEMORY or STATUS_LIMIT.
 * Memory:  the tree lives until markdown_free; nothing in it is freed singly, and no function of
 *          libcmark that allocates may be called on it.
 */
#ifndef ENGINE_MARKDOWN_H
#define ENGINE_MARKDOWN_H

#include <cmark.h>
#include <stddef.h>

enum { MARKDOWN_MEMORY_MAX = 64 * 1024 * 1024 };

struct markdown {
	cmark_node *root;
	struct arena_chunk *chunks;
};

/* Parses [size] bytes that begin at line `line` (from 1) of the file: nodes count the file's lines. */
int markdown_parse(struct markdown *markdown, const char *text, size_t size, int line);
void markdown_free(struct markdown *markdown);

#endif
