/*
 * A table of numbers: columns with a title, cells with a role and a mark for what changed.
 *
 * When there is no room for all columns the least important are left out whole, those of one
 * importance together, and "+3" at the end of the titles counts them; a number is never cut. Only
 * left-aligned words may end in an ellipsis.
 * Units:   cells; widths are those of the text, without marks and gaps.
 * Memory:  borrows everything; allocates nothing.
 */
#ifndef DRAW_TABLE_H
#define DRAW_TABLE_H

#include "draw/canvas.h"

enum { TABLE_COLUMNS_MAX = 32 };

enum table_align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_POINT };

enum table_mark { MARK_NONE, MARK_UP, MARK_DOWN };

struct table_column {
	const char *title;
	enum role role; /* of the title; ROLE_NONE is taken as ROLE_LABEL */
	int width;      /* at least this; 0: as wide as its cells */
	enum table_align align;
	int importance; /* the lowest is left out first; equals go together */
	bool marks;     /* keeps a cell for ▲▼ behind the number */
	bool fills;     /* takes all room that is left; for sparklines, in the last column */
};

struct table_cell {
	const char *text; /* NULL: nothing */
	enum role role;
	enum table_mark mark;
	const double *series; /* [series_count] a sparkline instead of text, or NULL */
	int series_count;
};

struct table {
	const struct table_column *columns; /* [column_count] */
	int column_count;                   /* up to TABLE_COLUMNS_MAX */
	const struct table_cell *cells;     /* [row_count × column_count] */
	int row_count;
	bool untitled; /* no line of titles */
};

/* Draws the rows from `first` on; returns how many rows were drawn, titles not counted. */
int table_draw(const struct table *table, struct canvas *canvas, struct rect area, int first);

#endif
