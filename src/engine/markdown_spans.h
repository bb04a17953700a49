/*
 * The text inside a paragraph or heading, as spans of one style each.
 *
 * libcmark does not say where a code span stands when its paragraph has several lines, so it is
 * looked for in the file, in order, from the paragraph's first line on.
 *
 * Errors:  pictures and HTML inside a line are refused through the builder.
 * Memory:  the spans belong to the block.
 */
#ifndef ENGINE_MARKDOWN_SPANS_H
#define ENGINE_MARKDOWN_SPANS_H

#include <cmark.h>

#include "engine/lesson_builder.h"

/* Appends the spans of a node's inline children to a block. */
void spans_read(struct lesson_builder *builder, cmark_node *node, struct block *block);

/* The spans' texts in one piece, for a heading; live numbers are refused there. NULL: no memory. */
char *spans_join(struct lesson_builder *builder, const struct block *block);

#endif
