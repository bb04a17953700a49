#include "draw/dots.h"

#include <math.h>
#include <stdlib.h>

#include "draw/glyph.h"

#define FAR 1e15 /* dots; nothing on a screen is told apart beyond */

static uint32_t dot_bit(int x, int y)
{
	static const uint8_t bits[DOTS_Y][DOTS_X] = {
		{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

	return bits[y % DOTS_Y][x % DOTS_X];
}

void dots_point(const struct pen *pen, int x, int y)
{
	if (x < 0 || y < 0 || x / DOTS_X >= pen->area.w || y / DOTS_Y >= pen->area.h)
		return;
	int cell_x = pen->area.x + x / DOTS_X, cell_y = pen->area.y + y / DOTS_Y;
	struct cell *cell = canvas_at(pen->canvas, cell_x, cell_y);
	if (!cell)
		return;
	uint32_t glyph = BRAILLE | dot_bit(x, y);
	if (pen->rule == DOTS_JOIN || cell->role == pen->role)
		glyph |= glyph_dots(cell->glyph, pen->canvas->glyphs);
	canvas_put(pen->canvas, cell_x, cell_y, glyph, pen->role);
}

static double held(double value)
{
	return value > FAR ? FAR : value < -FAR ? -FAR : value;
}

/* One border of Liang and Barsky's cut: keeps the part of [*t0, *t1] where p·t ≤ q. */
static bool cut(double p, double q, double *t0, double *t1)
{
	if (p == 0)
		return q >= 0;
	double t = q / p;
	if (p < 0 && t > *t0)
		*t0 = t;
	if (p > 0 && t < *t1)
		*t1 = t;
	return *t0 <= *t1;
}

bool segment_clip(struct segment *line, int w, int h)
{
	double t0 = 0, t1 = 1, x_end = w - 1e-6, y_end = h - 1e-6;

	if (isnan(line->x0) || isnan(line->y0) || isnan(line->x1) || isnan(line->y1) || w < 1 ||
		h < 1)
		return false;
	double x = held(line->x0), y = held(line->y0);
	double dx = held(line->x1) - x, dy = held(line->y1) - y;
	if (!cut(-dx, x, &t0, &t1) || !cut(dx, x_end - x, &t0, &t1) || !cut(-dy, y, &t0, &t1) ||
		!cut(dy, y_end - y, &t0, &t1))
		return false;
	*line = (struct segment){x + t0 * dx, y + t0 * dy, x + t1 * dx, y + t1 * dy};
	return true;
}

static int to_index(double value, int end)
{
	return value < 0 ? 0 : value >= end ? end - 1 : (int)value;
}

/* Bresenham's walk from one dot to the other, each step to one of the 8 neighbours. */
static void walk(const struct pen *pen, const int from[2], const int to[2], bool steep, bool second)
{
	int dx = abs(to[0] - from[0]), dy = -abs(to[1] - from[1]), error = dx + dy;
	int step_x = from[0] < to[0] ? 1 : -1, step_y = from[1] < to[1] ? 1 : -1;

	for (int x = from[0], y = from[1];;) {
		dots_point(pen, x + (second && steep), y + (second && !steep));
		if (x == to[0] && y == to[1])
			return;
		int twice = 2 * error;
		if (twice >= dy) {
			error += dy;
			x += step_x;
		}
		if (twice <= dx) {
			error += dx;
			y += step_y;
		}
	}
}

/* The character for a line's direction, in dots, that passes a cell at a height of 0 to 1. */
static char slope_char(double dx, double dy, double height)
{
	if (fabs(dy) > 2.4 * fabs(dx))
		return '|';
	if (fabs(dy) > 0.4 * fabs(dx))
		return dx * dy > 0 ? '\\' : '/';
	return height < 0.3 ? '\'' : height > 0.75 ? '_' : '-';
}

/* A share of the way along a line, held between its ends. */
static double share_at(double from, double to, double at)
{
	double share = to == from ? 0 : (at - from) / (to - from);

	return share < 0 ? 0 : share > 1 ? 1 : share;
}

/* One character for each column that a flat line passes, for each row of a steep one. */
static void slope_line(const struct pen *pen, const struct segment *line)
{
	double x0 = line->x0 / DOTS_X, x1 = line->x1 / DOTS_X;
	double y0 = line->y0 / DOTS_Y, y1 = line->y1 / DOTS_Y;
	bool flat = fabs(x1 - x0) >= fabs(y1 - y0);
	int from = flat ? to_index(x0, pen->area.w) : to_index(y0, pen->area.h);
	int to = flat ? to_index(x1, pen->area.w) : to_index(y1, pen->area.h);
	int step = from < to ? 1 : -1;

	for (int i = from; i != to + step; i += step) {
		double share = flat ? share_at(x0, x1, i + 0.5) : share_at(y0, y1, i + 0.5);
		double y = y0 + (y1 - y0) * share;
		int cell_x = flat ? i : to_index(x0 + (x1 - x0) * share, pen->area.w);
		int cell_y = flat ? to_index(y, pen->area.h) : i;
		char glyph = slope_char(line->x1 - line->x0, line->y1 - line->y0, y - cell_y);
		canvas_put(pen->canvas, pen->area.x + cell_x, pen->area.y + cell_y, (uint32_t)glyph,
			pen->role);
	}
}

void dots_line(const struct pen *pen, struct segment line)
{
	int w = pen->area.w * DOTS_X, h = pen->area.h * DOTS_Y;

	if (pen->area.w < 1 || pen->area.h < 1 || !segment_clip(&line, w, h))
		return;
	struct rect clip = canvas_clip(pen->canvas, pen->area);
	if (pen->canvas->ascii || (pen->thin && pen->canvas->glyphs != GLYPHS_BRAILLE)) {
		slope_line(pen, &line);
	} else {
		const int from[2] = {to_index(line.x0, w), to_index(line.y0, h)};
		const int to[2] = {to_index(line.x1, w), to_index(line.y1, h)};
		bool steep = abs(to[1] - from[1]) > abs(to[0] - from[0]);
		walk(pen, from, to, steep, false);
		if (pen->thick)
			walk(pen, from, to, steep, true);
	}
	canvas_clip_restore(pen->canvas, clip);
}
