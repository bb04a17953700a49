/*
 * Points of data: a glyph for each class, hollow for test rows (× without a class), smaller where
 * they crowd.
 *
 * Up to about 60 points each stands for itself (●, ▲, and ◆ without a class); above that, where
 * they would touch, small ones (•, ▴, ∙); where cells are few, quadrants. Rows of the batch and lit
 * rows keep their large glyph and are drawn last, on top. Of the others test rows are, if they are
 * the fewer.
 * Memory:  allocates nothing.
 */
#ifndef DRAW_SCATTER_H
#define DRAW_SCATTER_H

#include <stddef.h>
#include <stdint.h>

#include "draw/plot.h"

enum point_state { POINT_PLAIN, POINT_BATCH, POINT_LIT };

struct point {
	double x, y;
	int class; /* 0, 1, or −1 for none */
	bool test; /* hollow, or a cross */
	enum point_state state;
};

enum scatter_size { SCATTER_LARGE, SCATTER_SMALL, SCATTER_QUADRANTS };

enum scatter_size scatter_size(struct rect area, size_t count);

/* The glyph and role of a point, for legends. */
uint32_t scatter_glyph(const struct point *point, enum scatter_size size);
enum role scatter_role(const struct point *point);

void scatter_draw(
	const struct plot *plot, struct canvas *canvas, const struct point *points, size_t count);

#endif
