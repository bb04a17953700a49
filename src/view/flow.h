/*
 * A flow: short texts one behind the other, broken between them into rows.
 *
 * Units:   cells.
 * Memory:  a small value; texts are borrowed; allocates nothing.
 */
#ifndef VIEW_FLOW_H
#define VIEW_FLOW_H

#include "draw/canvas.h"

enum { FLOW_MAX = 64 };

struct flow {
	struct {
		const char *text;
		enum role role;
	} items[FLOW_MAX];
	int count;
	const char *between; /* drawn dim between two items of a row */
};

/* Items beyond FLOW_MAX are dropped. */
void flow_add(struct flow *flow, const char *text, enum role role);

/* Rows that the flow takes at a width. */
int flow_rows(const struct flow *flow, const struct canvas *canvas, int w);

/* Draws the rows that there is room for, the one with the lit item among them. */
void flow_draw(const struct flow *flow, struct canvas *canvas, struct rect area);

#endif
