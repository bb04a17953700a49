#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "draw/contour.h"

/* Dots of a dash with the gap behind it; cells between the points of an ASCII line; and how far an
 * arrow keeps off the middle of its point's cell, in dots. */
enum { DASH = 3, PERIOD = 6, ASCII_PERIOD = 4, CLEAR = 4 };

enum { ARROW_LEAST = 9 }; /* dots; shorter ones would be a head without a direction */

/* Lengths in dots: what is drawn is the same however the axes are scaled. */
static double length_of(const struct segment *line)
{
	return hypot(line->x1 - line->x0, line->y1 - line->y0);
}

static struct segment part_of(const struct segment *line, double from, double to)
{
	double dx = line->x1 - line->x0, dy = line->y1 - line->y0;

	return (struct segment){
		line->x0 + from * dx, line->y0 + from * dy, line->x0 + to * dx, line->y0 + to * dy};
}

static void draw_dashes(const struct plot *plot, struct canvas *canvas, const struct segment *line)
{
	struct pen pen = plot_pen(plot, canvas, ROLE_EIGEN);
	bool coarse = canvas->glyphs != GLYPHS_BRAILLE;
	double length = length_of(line), period = coarse ? ASCII_PERIOD : PERIOD;

	for (double at = 0; at <= length; at += period) {
		struct segment dash = part_of(
			line, at / fmax(length, 1), fmin(at + DASH - 1, length) / fmax(length, 1));
		if (coarse)
			canvas_put(canvas, plot->area.x + (int)dash.x0 / DOTS_X,
				plot->area.y + (int)dash.y0 / DOTS_Y, ':', ROLE_EIGEN);
		else
			dots_line(&pen, dash);
	}
}

/* A segment between two places in values, in dots and cut to the area; false when none is left. */
static bool cut_line(const struct plot *plot, struct segment values, struct segment *ret_line)
{
	if (!isfinite(values.x0) || !isfinite(values.y0) || !isfinite(values.x1) ||
		!isfinite(values.y1))
		return false;
	plot_dot(plot, values.x0, values.y0, &ret_line->x0, &ret_line->y0);
	plot_dot(plot, values.x1, values.y1, &ret_line->x1, &ret_line->y1);
	return segment_clip(ret_line, plot->area.w * DOTS_X, plot->area.h * DOTS_Y);
}

static int held(int value, int least, int most)
{
	return value > most ? most : value < least ? least : value;
}

/* Behind the line's end, beside it or above it, but inside the area. */
static struct rect name_place(const struct plot *plot, const struct segment *line, int w)
{
	struct rect area = plot->area;
	double dx = line->x1 - line->x0, dy = line->y1 - line->y0;
	bool flat = fabs(dx) >= fabs(dy);
	int x = area.x + (int)line->x1 / DOTS_X, y = area.y + (int)line->y1 / DOTS_Y;

	x = held(x + (flat && dx < 0 ? -w : 1), area.x, area.x + area.w - w);
	y = held(y + (flat ? 0 : dy > 0 ? 1 : -1), area.y, area.y + area.h - 1);
	return (struct rect){x, y, w, 1};
}

/* True where the path or one of its signs would be covered. */
static bool covers(struct canvas *canvas, struct rect place)
{
	for (int x = place.x; x < place.x + place.w; x++) {
		const struct cell *cell = canvas_at(canvas, x, place.y);
		if (cell && cell->glyph != ' ' &&
			(cell->role == ROLE_PATH || cell->role == ROLE_POINT ||
				cell->role == ROLE_START || cell->role == ROLE_MINIMUM ||
				cell->role == ROLE_LIT))
			return true;
	}
	return false;
}

static void draw_line(const struct plot *plot, struct canvas *canvas, struct segment values)
{
	struct rect clip = canvas_clip(canvas, plot->area);
	struct segment line;

	if (cut_line(plot, values, &line))
		draw_dashes(plot, canvas, &line);
	canvas_clip_restore(canvas, clip);
}

static struct segment whole_axis(const struct contour_axis *axis)
{
	return (struct segment){
		axis->x - axis->dx, axis->y - axis->dy, axis->x + axis->dx, axis->y + axis->dy};
}

void contour_axis(const struct plot *plot, struct canvas *canvas, const struct contour_axis *axis)
{
	draw_line(plot, canvas, whole_axis(axis));
}

void contour_axis_name(
	const struct plot *plot, struct canvas *canvas, const struct contour_axis *axis)
{
	/* A blank on both sides keeps it apart from digits of a map. */
	int w = canvas_text_width(canvas, axis->label) + 2;
	struct segment line;

	if (w > plot->area.w || plot->area.h < 3 || !cut_line(plot, whole_axis(axis), &line))
		return;
	struct segment back = {line.x1, line.y1, line.x0, line.y0};
	struct rect place = name_place(plot, &line, w);
	if (covers(canvas, place))
		place = name_place(plot, &back, w);
	if (covers(canvas, place))
		return;
	struct rect clip = canvas_clip(canvas, plot->area);
	canvas_fill(canvas, place, ' ', ROLE_EIGEN);
	canvas_text(canvas, place.x + 1, place.y, ROLE_EIGEN, axis->label, w - 2);
	canvas_clip_restore(canvas, clip);
}

/* As far as both sides of the picture together: certainly to the edge. */
void contour_ray(const struct plot *plot, struct canvas *canvas, const struct contour_axis *ray)
{
	double far =
		plot->x.hi - plot->x.lo + plot->y.hi - plot->y.lo + fabs(ray->x) + fabs(ray->y);
	double size = hypot(ray->dx, ray->dy);

	if (size > 0)
		draw_line(plot, canvas,
			(struct segment){ray->x, ray->y, ray->x + far * ray->dx / size,
				ray->y + far * ray->dy / size});
}

/* The direction in dots, length 1; false where there is none. */
static bool find_direction(
	const struct plot *plot, const struct contour_arrow *arrow, double *ret_x, double *ret_y)
{
	double x = arrow->dx / (plot->x.hi - plot->x.lo) * plot->area.w * DOTS_X;
	double y = -arrow->dy / (plot->y.hi - plot->y.lo) * plot->area.h * DOTS_Y;
	double size = hypot(x, y);

	if (!(size > 0) || !isfinite(size))
		return false;
	*ret_x = x / size;
	*ret_y = y / size;
	return true;
}

void contour_arrow(
	const struct plot *plot, struct canvas *canvas, const struct contour_arrow *arrow)
{
	double x, y, dx, dy;
	int w = plot->area.w * DOTS_X, h = plot->area.h * DOTS_Y;

	if (!find_direction(plot, arrow, &dx, &dy))
		return;
	plot_dot(plot, arrow->x, arrow->y, &x, &y);
	double length = fmax(ARROW_LEAST, arrow->share * (w < h ? w : h));
	struct segment line = {x + CLEAR * dx, y + CLEAR * dy, x + length * dx, y + length * dy};
	if (!segment_clip(&line, w, h))
		return;
	struct rect clip = canvas_clip(canvas, plot->area);
	struct pen pen = plot_pen(plot, canvas, ROLE_GRADIENT);
	pen.thin = true;
	dots_line(&pen, line);
	canvas_put(canvas, plot->area.x + (int)line.x1 / DOTS_X,
		plot->area.y + (int)line.y1 / DOTS_Y, contour_arrow_glyph(dx, dy), ROLE_GRADIENT);
	canvas_clip_restore(canvas, clip);
}
