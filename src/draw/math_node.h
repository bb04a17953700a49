/*
 * The tree of a formula, for the files that parse, measure and draw it.
 *
 * Memory:  nodes belong to their struct math; a chain through all of them frees them.
 */
#ifndef DRAW_MATH_NODE_H
#define DRAW_MATH_NODE_H

#include <stddef.h>
#include <stdint.h>

#include "draw/math.h"

enum math_kind {
	MATH_ATOM,     /* text */
	MATH_BLANK,    /* one blank, where nothing beside it makes one anyway */
	MATH_NEWLINE,  /* between equations */
	MATH_ROW,      /* first … last */
	MATH_FRACTION, /* part[0] over part[1] */
	MATH_ROOT,     /* of part[0] */
	MATH_SCRIPT, /* part[0] with part[1] raised and part[2] lowered; either may be NULL; text is
			  both as small characters, NULL where there are none */
	MATH_ACCENT, /* over part[0]; text is its flat form: ẑ, ztilde */
	MATH_BIG,    /* text is a sum sign, part[1] above and part[2] below; either may be NULL */
	MATH_BRACKET, /* around part[0] */
	MATH_CASES,   /* first … last: cells, two a line */
	MATH_KIND_COUNT
};

/* What an item is to its neighbours: this decides blanks and where lines may break. */
enum math_class {
	CLASS_ORDINARY,
	CLASS_WORD,     /* a function's name */
	CLASS_OPERATOR, /* + − · between two operands */
	CLASS_RELATION, /* = ← ≤ */
	CLASS_OPEN,
	CLASS_CLOSE,
	CLASS_COMMA,
	CLASS_SIGN, /* a minus with one operand, ∂: stands close to what follows */
	CLASS_NONE  /* the start of a row */
};

enum {
	CASES_BLANKS = 2, /* between a case and its condition */
	MATH_SLOT_END = 64,
	MATH_PARTS = 3,
	MATH_DEPTH_MAX = 24,
	MATH_NODES_MAX = 4096,
	MATH_LINES_MAX = 64
};

struct math_node {
	enum math_kind kind;
	enum math_class class;
	enum role role;           /* ROLE_NONE: as the caller says */
	char *text;               /* owned, or NULL */
	int slot;                 /* cells at least, filled with blanks from the left */
	uint32_t accent;          /* what stands above the letter; 0: the letter has it */
	const char *open, *close; /* of brackets, constant; "" for none */
	struct math_node *part[MATH_PARTS];
	struct math_node *first, *last, *next;
	struct math_node *chain;
	/* The layout. Rows above and below the base line, without it. */
	bool flat;
	int w, up, down;
};

/* One piece of a line: a node, or a piece of text of a node in its flat form. */
struct math_item {
	const struct math_node *node; /* NULL for a text */
	const char *text;             /* the tree's, or constant */
	enum math_class class;
	enum role role;
	int slot;
	int depth;  /* of brackets around it */
	bool blank; /* a blank stands before it, whatever its neighbours are */
	bool newline;
};

struct math_line {
	size_t first, end; /* items */
	int indent, w, up, down;
};

struct math {
	struct math_node *root; /* a MATH_ROW */
	struct math_node *chain;
	size_t node_count;
	bool ascii;
	struct math_item *items;
	size_t item_count, item_cap;
	struct math_line lines[MATH_LINES_MAX];
	int line_count;
};

/* Cells of a text on this kind of screen. */
int math_text_width(const char *text, bool ascii);

/* Blanks between two neighbours in a row. */
int math_gap(const struct math_item *before, const struct math_item *item, bool ascii);

/* Calls `take` for each piece of the node's flat form. Texts are the tree's, or constant. */
typedef void math_sink(void *context, const struct math_item *item);
void math_flatten(const struct math_node *node, int depth, math_sink *take, void *context);

/* The node's flat form: its cells, and the drawing of it with its first cell at x. */
int math_flat_width(const struct math_node *node, bool ascii);
void math_flat_draw(
	const struct math_node *node, struct canvas *canvas, int x, int y, enum role plain);

/* A measured node as an item of its row. */
struct math_item math_item_of(const struct math_node *node, bool blank);

/* A bracket or root that is taller than a row: its script stands at its corner. */
bool math_has_corner(const struct math_node *base);

/* Cells of a sum's sign without its limits. */
int math_sign_width(const struct math_node *node, bool ascii);

/* The widths of the two columns of cases, and all their rows. */
void math_measure_cells(const struct math_node *node, int widths[2], int *ret_h);

/* Sizes of the node and all below it: fills flat, w, up and down. */
void math_measure(struct math_node *node, enum math_form form, bool ascii);

/* Draws a measured node with its base line at y. */
void math_draw_node(
	const struct math_node *node, struct canvas *canvas, int x, int y, enum role plain);

#endif
