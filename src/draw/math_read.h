/*
 * The reader of a formula: what math_parse.c and math_command.c share.
 *
 * Errors:  the first mistake counts; after want of memory, or too many parts, nothing more is read.
 * Memory:  nodes belong to the formula that is read.
 */
#ifndef DRAW_MATH_READ_H
#define DRAW_MATH_READ_H

#include <stdbool.h>

#include "draw/math_node.h"

struct math_reader {
	const char *start, *at;
	struct math *math;
	struct math_mistake *mistake;
	enum role role;
	int depth;
	bool failed; /* memory ran out, or the formula is too large: nothing more is read */
};

/* Notes a mistake at a place of the text; `why` is a format that has one %s for `name`. */
void math_refuse(struct math_reader *r, const char *at, const char *why, const char *name);

/* A node of this kind with a copy of the text (or NULL); NULL when that fails. */
struct math_node *math_node_new(struct math_reader *r, enum math_kind kind, const char *text);

/* Puts a node (or none) behind the others of a row. */
void math_node_append(struct math_node *row, struct math_node *node);

/* Adds an atom; an operator with nothing before it becomes a sign. */
struct math_node *math_read_text(
	struct math_reader *r, struct math_node *row, const char *text, enum math_class class);

void math_skip_blanks(struct math_reader *r);

/* One argument: {…}, one command or one character. An empty row where there is none. */
struct math_node *math_read_argument(struct math_reader *r);

/* A row up to what closes it: "" the end, "}" a brace, "\\right", or "&" the end of a cell. */
struct math_node *math_read_row(struct math_reader *r, const char *closers);

/* The command at the backslash, into the row. */
void math_read_command(struct math_reader *r, struct math_node *row);

#endif
