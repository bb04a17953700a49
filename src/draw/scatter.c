#include "draw/scatter.h"

enum { ROOMY = 60, CELLS_LARGE = 24, CELLS_SMALL = 5 };

enum scatter_size scatter_size(struct rect area, size_t count)
{
	size_t cells = area.w > 0 && area.h > 0 ? (size_t)area.w * (size_t)area.h : 0;

	if (count <= ROOMY || count * CELLS_LARGE <= cells)
		return SCATTER_LARGE;
	return count * CELLS_SMALL <= cells ? SCATTER_SMALL : SCATTER_QUADRANTS;
}

/* 0 and 1 for the classes, 2 for rows without one. */
static int kind_of(const struct point *point)
{
	return point->class == 0 || point->class == 1 ? point->class : 2;
}

uint32_t scatter_glyph(const struct point *point, enum scatter_size size)
{
	static const uint32_t glyph[2][3][2] = {
		{{0x25CF, 0x25CB}, {0x25B2, 0x25B3}, {0x25C6, 0x00D7}},
		{{0x2022, 0x25E6}, {0x25B4, 0x25B5}, {0x2219, 0x00D7}},
	};
	bool small = size != SCATTER_LARGE && point->state == POINT_PLAIN;

	return glyph[small][kind_of(point)][point->test];
}

enum role scatter_role(const struct point *point)
{
	static const enum role role[] = {ROLE_CLASS0, ROLE_CLASS1, ROLE_ROW};

	return point->state == POINT_LIT     ? ROLE_LIT
	       : point->state == POINT_BATCH ? ROLE_BATCH
					     : role[kind_of(point)];
}

/* A quarter of a cell; a class that comes later takes the cell's colour. */
static void draw_quadrant(
	const struct plot *plot, struct canvas *canvas, int x, int y, const struct point *point)
{
	double dot_x, dot_y;
	struct cell *cell = canvas_at(canvas, x, y);

	if (!cell)
		return;
	plot_dot(plot, point->x, point->y, &dot_x, &dot_y);
	int right = dot_x - (x - plot->area.x) * DOTS_X >= DOTS_X / 2;
	int lower = dot_y - (y - plot->area.y) * DOTS_Y >= DOTS_Y / 2;
	unsigned before = glyph_quarters(cell->glyph),
		 quarters = before | 1u << (right + 2 * lower);
	/* Of very many rows most fall where others are. */
	if (quarters == before && cell->role == scatter_role(point))
		return;
	canvas_put(canvas, x, y, glyph_quadrant(quarters), scatter_role(point));
}

static void draw_point(const struct plot *plot, struct canvas *canvas, const struct point *point,
	enum scatter_size size)
{
	int x, y;

	if (!plot_cell(plot, point->x, point->y, &x, &y))
		return;
	if (size == SCATTER_QUADRANTS && point->state == POINT_PLAIN && !canvas->ascii)
		draw_quadrant(plot, canvas, x, y, point);
	else
		canvas_put(canvas, x, y, scatter_glyph(point, size), scatter_role(point));
}

static size_t count_tests(const struct point *points, size_t count)
{
	size_t tests = 0;

	for (size_t i = 0; i < count; i++)
		tests += points[i].test;
	return tests;
}

void scatter_draw(
	const struct plot *plot, struct canvas *canvas, const struct point *points, size_t count)
{
	enum scatter_size size = scatter_size(plot->area, count);
	struct rect clip = canvas_clip(canvas, plot->area);
	/* A few test rows could not be found under the dots of the others; nor the other way round. */
	bool tests_rare = 2 * count_tests(points, count) < count;

	for (int state = POINT_PLAIN; state <= POINT_LIT; state++)
		for (int later = false; later <= true; later++)
			for (size_t i = 0; i < count; i++)
				if ((int)points[i].state == state &&
					(points[i].test && tests_rare) == later)
					draw_point(plot, canvas, &points[i], size);
	canvas_clip_restore(canvas, clip);
}
