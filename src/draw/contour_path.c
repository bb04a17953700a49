#include "draw/contour.h"

#include <math.h>

enum { THICK_FROM = 150 }; /* columns of the screen from which the path is 2 dots wide */

static bool is_known(const struct contour_path *path, size_t i)
{
	return !isnan(path->x[i]) && !isnan(path->y[i]);
}

/* A step of the path in dots; false when one end is not a number. */
static bool step_dots(const struct plot *plot, const struct contour_path *path, size_t i,
	struct segment *ret_line)
{
	if (!is_known(path, i) || !is_known(path, i + 1))
		return false;
	plot_dot(plot, path->x[i], path->y[i], &ret_line->x0, &ret_line->y0);
	plot_dot(plot, path->x[i + 1], path->y[i + 1], &ret_line->x1, &ret_line->y1);
	return true;
}

uint32_t contour_arrow_glyph(double dx, double dy)
{
	static const uint32_t arrow[3][3] = {
		{0x2196, 0x2191, 0x2197}, {0x2190, 0x25CF, 0x2192}, {0x2199, 0x2193, 0x2198}};
	double size = fmax(fabs(dx), fabs(dy)) * 0.4142;
	int column = dx > size ? 2 : dx < -size ? 0 : 1, row = dy > size ? 2 : dy < -size ? 0 : 1;

	return arrow[row][column];
}

/* Where a step leaves the area, an arrow stands in the last cell inside. */
static void draw_exit(const struct plot *plot, struct canvas *canvas, struct segment line)
{
	struct segment inside = line;
	int w = plot->area.w * DOTS_X, h = plot->area.h * DOTS_Y;
	bool leaves = line.x1 < 0 || line.x1 >= w || line.y1 < 0 || line.y1 >= h;

	if (!leaves || !segment_clip(&inside, w, h))
		return;
	int x = plot->area.x + (int)fmax(0, inside.x1) / DOTS_X;
	int y = plot->area.y + (int)fmax(0, inside.y1) / DOTS_Y;
	canvas_put(
		canvas, x, y, contour_arrow_glyph(line.x1 - line.x0, line.y1 - line.y0), ROLE_PATH);
}

static void draw_steps(
	const struct plot *plot, struct canvas *canvas, const struct contour_path *path)
{
	struct pen pen = plot_pen(plot, canvas, ROLE_PATH);
	struct segment line;

	pen.thick = canvas->w >= THICK_FROM;
	pen.thin = true;
	for (size_t i = 0; i + 1 < path->count; i++)
		if (step_dots(plot, path, i, &line)) {
			pen.role = path->lit && i + 2 == path->count ? ROLE_LIT : ROLE_PATH;
			dots_line(&pen, line);
		}
	for (size_t i = 0; i + 1 < path->count; i++)
		if (step_dots(plot, path, i, &line))
			draw_exit(plot, canvas, line);
}

static bool is_mark(const struct cell *cell)
{
	return cell &&
	       (cell->role == ROLE_START || cell->role == ROLE_POINT ||
		       cell->role == ROLE_MINIMUM ||
		       (cell->role == ROLE_LIT && cell->glyph == CONTOUR_NOW) ||
		       (cell->role == ROLE_PATH &&
			       (cell->glyph == CONTOUR_STEP || cell->glyph == CONTOUR_STEP_ASCII)));
}

/* Marks that touch would hide the line between them. */
static bool has_room(struct canvas *canvas, int x, int y)
{
	for (int j = -1; j <= 1; j++)
		for (int i = -2; i <= 2; i++)
			if (is_mark(canvas_at(canvas, x + i, y + j)))
				return false;
	return true;
}

static void draw_marks(
	const struct plot *plot, struct canvas *canvas, const struct contour_path *path)
{
	uint32_t glyph = canvas->ascii ? CONTOUR_STEP_ASCII : CONTOUR_STEP;
	int x, y;

	for (size_t i = 1; i + 1 < path->count; i++)
		if (plot_cell(plot, path->x[i], path->y[i], &x, &y) && has_room(canvas, x, y))
			canvas_put(canvas, x, y, glyph, ROLE_PATH);
}

/* The current point, or where it lies beyond the edge: an arrow in the edge's nearest cell. */
static void draw_current(
	const struct plot *plot, struct canvas *canvas, const struct contour_path *path)
{
	size_t last = path->count - 1;
	enum role role = path->lit ? ROLE_LIT : ROLE_POINT;
	int x, y;

	if (plot_cell(plot, path->x[last], path->y[last], &x, &y)) {
		canvas_put(canvas, x, y, CONTOUR_NOW, role);
		return;
	}
	if (!is_known(path, last))
		return;
	int column = axis_cell(&plot->x, path->x[last]), row = axis_cell(&plot->y, path->y[last]);
	int beyond_x = column < 0 ? -1 : column >= plot->area.w;
	int beyond_y = row < 0 ? 1 : row >= plot->area.h ? -1 : 0;
	x = plot->area.x + (beyond_x < 0 ? 0 : beyond_x > 0 ? plot->area.w - 1 : column);
	y = plot->area.y + (beyond_y < 0 ? 0 : plot->area.h - 1 - (beyond_y > 0 ? 0 : row));
	canvas_put(canvas, x, y, contour_arrow_glyph(beyond_x, beyond_y), role);
}

void contour_path(const struct plot *plot, struct canvas *canvas, const struct contour_path *path)
{
	struct rect clip = canvas_clip(canvas, plot->area);
	int x, y;

	draw_steps(plot, canvas, path);
	if (path->has_minimum && plot_cell(plot, path->minimum_x, path->minimum_y, &x, &y))
		canvas_put(canvas, x, y, CONTOUR_MINIMUM, ROLE_MINIMUM);
	if (path->count > 1 && plot_cell(plot, path->x[0], path->y[0], &x, &y))
		canvas_put(canvas, x, y, CONTOUR_START, ROLE_START);
	if (path->count > 0)
		draw_current(plot, canvas, path);
	draw_marks(plot, canvas, path);
	canvas_clip_restore(canvas, clip);
}
