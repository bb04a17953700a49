/*
 * A passage: the words of a lesson as blocks of styled spans.
 *
 * A stop's prose, a question, a hint, a worked solution and the feedback of a choice are passages.
 * Units:   depths from 0, lines and columns of the file from 1.
 * Memory:  a zeroed passage is empty; passage_free gives back what it points to.
 */
#ifndef ENGINE_PASSAGE_H
#define ENGINE_PASSAGE_H

#include <stddef.h>

enum span_style {
	SPAN_PLAIN,
	SPAN_STRONG,
	SPAN_EMPHASIS,
	SPAN_CODE,
	SPAN_LIVE, /* text is an expression; its value is shown */
	SPAN_MATH  /* text is a formula, as written between $` and `$ */
};

struct span {
	enum span_style style;
	char *text;
	int line, column; /* of the text in the file */
};

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_ITEM, /* one item of a list */
	BLOCK_QUOTE,
	BLOCK_CODE, /* one span, lines kept */
	BLOCK_MATH  /* a ```math fence: one span, lines kept */
};

struct block {
	enum block_kind kind;
	int depth;        /* nesting of lists and quotes, from 0 */
	int number;       /* of an ordered item, from 1; 0 otherwise */
	int line, column; /* where it begins in the file */
	struct span *spans;
	size_t span_count;
};

struct passage {
	struct block *blocks;
	size_t count;
};

struct claim { /* an expression of the lesson, and where it stands */
	char *expression;
	int line, column;
};

struct name_at {
	char *name;
	int line, column;
};

/* A name that is to have a value: a setting that a `try` waits for, or what a claim changes. */
struct wish {
	struct name_at setting, value;
};

void block_free(struct block *block);
void passage_free(struct passage *passage);
void wishes_free(struct wish *wishes, size_t count);

#endif
