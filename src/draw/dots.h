/*
 * Lines of dots: braille, 2 by 4 dots in a cell; on a canvas with a coarser glyph set, the quarters
 * or halves of a cell that hold a dot; on an ASCII canvas, characters by slope.
 *
 * Units:   dots; x to the right, y down, from the upper left corner of `area`; cells of `area` are
 *          2 dots wide and 4 high. Coordinates may be anything: lines are cut to the area first,
 *          and a line with a NaN is not drawn.
 * Memory:  allocates nothing.
 */
#ifndef DRAW_DOTS_H
#define DRAW_DOTS_H

#include <stdbool.h>

#include "draw/canvas.h"

enum { DOTS_X = 2, DOTS_Y = 4 };

enum dots_rule {
	DOTS_JOIN, /* dots that are there stay; the cell takes the new role */
	DOTS_OWN   /* dots of another role are wiped first */
};

struct pen {
	struct canvas *canvas;
	struct rect area;
	enum role role;
	enum dots_rule rule;
	bool thick; /* 2 dots */
	bool thin;  /* characters by slope where the canvas has no braille: its dots are wide */
};

struct segment {
	double x0, y0, x1, y1;
};

void dots_point(const struct pen *pen, int x, int y);
void dots_line(const struct pen *pen, struct segment line);

/* Cuts a segment to [0, w) × [0, h) dots; false when nothing is left or a coordinate is NaN. */
bool segment_clip(struct segment *line, int w, int h);

#endif
