/*
 * A strip: a line of time with ticks of two ranks, marks and a cursor: ├──●──┼─────┼──?──┤
 *
 * What is behind the cursor is drawn heavy. Ticks of the lower rank are left out where they would
 * crowd, then those of the upper; marks go before ticks, the cursor before marks.
 * Units:   places, from 0 to `end`, both shown.
 * Memory:  borrows marks; allocates nothing.
 */
#ifndef DRAW_STRIP_H
#define DRAW_STRIP_H

#include <stddef.h>
#include <stdint.h>

#include "draw/canvas.h"

struct strip_mark {
	double at;
	uint32_t glyph;
	enum role role;
};

/* From a place on, which has a tick of the upper rank, ticks have other distances. */
struct strip_part {
	double from;
	double minor_every, major_every;
};

struct strip {
	double end;         /* the last place; below 1 is taken as 1 */
	double cursor;      /* outside: not drawn */
	double minor_every; /* 0: none */
	double major_every;
	const struct strip_mark *marks;
	size_t mark_count;
	const struct strip_part *parts; /* ascending, behind the places that the above is for */
	size_t part_count;
};

void strip_draw(const struct strip *strip, struct canvas *canvas, int x, int y, int w);

/* The place under a cell of a strip drawn at x with width w, for the mouse. */
double strip_place(const struct strip *strip, int x, int w, int cell);

#endif
