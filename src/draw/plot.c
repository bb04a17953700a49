#include "draw/plot.h"

#include <math.h>
#include <string.h>

/* Below these sizes the room is worth more than the axis. */
enum { LEAST_W = 18, LEAST_H = 6, ROOM_X = 9, TITLE_MAX = 8 };

static void fit_axes(struct plot *plot, const struct plot_limits *limits)
{
	int w = plot->area.w < 1 ? 1 : plot->area.w, h = plot->area.h < 1 ? 1 : plot->area.h;
	int room_y = h < 10 ? 2 : h < 16 ? 3 : 4;

	if (limits->fixed || !limits->equal) {
		struct axis (*choose)(double, double, int, int) =
			limits->fixed ? axis_fixed : axis_fit;
		plot->x = choose(limits->x0, limits->x1, w, ROOM_X);
		plot->y = choose(limits->y0, limits->y1, h, room_y);
	} else {
		plot->x = (struct axis){limits->x0, limits->x1, w, 0};
		plot->y = (struct axis){limits->y0, limits->y1, h, 0};
		axis_fit_equal(&plot->x, &plot->y, ROOM_X, room_y);
	}
}

static int title_width(const char *title, bool ascii)
{
	struct canvas measure = {.ascii = ascii};

	return title ? canvas_text_width(&measure, title) : 0;
}

/* The gutter for y's labels depends on its ticks, and with equal units those on the width left. */
static void give_gutter(struct plot *plot, const struct plot_limits *limits, bool ascii)
{
	int title = title_width(plot->y_title, ascii);
	int gutter = title <= TITLE_MAX ? title : 0;

	for (int round = 0; round < 3; round++) {
		plot->area.x = plot->whole.x + gutter + 1;
		plot->area.w = plot->whole.w - gutter - 1;
		fit_axes(plot, limits);
		int labels = axis_label_width(&plot->y, ascii);
		if (labels <= gutter)
			return;
		gutter = labels;
	}
}

struct plot plot_layout(struct rect whole, const struct plot_limits *limits, const char *x_title,
	const char *y_title, bool ascii)
{
	struct plot plot = {.whole = whole, .x_title = x_title, .y_title = y_title};

	if (whole.w < 1 || whole.h < 1)
		whole.w = whole.h = 0;
	plot.whole = plot.area = whole;
	plot.has_x = whole.h >= LEAST_H;
	plot.has_y = whole.w >= LEAST_W;
	if (plot.has_x)
		plot.area.h -= 2;
	if (plot.has_y)
		give_gutter(&plot, limits, ascii);
	else
		fit_axes(&plot, limits);
	return plot;
}

static int row_of(const struct plot *plot, int cell)
{
	return plot->area.y + plot->area.h - 1 - cell;
}

static bool has_tick(const struct axis_ticks *ticks, int from, int to)
{
	for (int i = 0; i < ticks->count; i++)
		if (ticks->cell[i] >= from && ticks->cell[i] <= to)
			return true;
	return false;
}

/* y's title stands among its labels, in the highest row that has none. */
static void draw_y_title(
	const struct plot *plot, struct canvas *canvas, const struct axis_ticks *ticks)
{
	int right = plot->area.x - 1, cell = plot->area.h - 1;
	int title = plot->y_title ? canvas_text_width(canvas, plot->y_title) : 0;

	while (cell > 0 && has_tick(ticks, cell, cell))
		cell--;
	if (title && title <= right - plot->whole.x && !has_tick(ticks, cell, cell))
		canvas_text(
			canvas, right - title, row_of(plot, cell), ROLE_TITLE, plot->y_title, -1);
}

static void draw_y_axis(const struct plot *plot, struct canvas *canvas)
{
	struct axis_ticks ticks = axis_ticks(&plot->y);
	int x = plot->area.x - 1;

	canvas_fill(canvas, (struct rect){x, plot->area.y, 1, plot->area.h}, 0x2502, ROLE_AXIS);
	for (int i = 0; i < ticks.count; i++) {
		char label[NUMBER_MAX];
		int row = row_of(plot, ticks.cell[i]);
		axis_label(&plot->y, ticks.value[i], label);
		int left = x - canvas_text_width(canvas, label);
		canvas_put(canvas, x, row, 0x2524, ROLE_AXIS);
		if (left >= plot->whole.x)
			canvas_text(canvas, left, row, ROLE_LABEL, label, -1);
	}
	draw_y_title(plot, canvas, &ticks);
}

static void draw_x_ticks(
	const struct plot *plot, struct canvas *canvas, const struct axis_ticks *ticks, int y)
{
	int free_from = plot->whole.x, end = plot->whole.x + plot->whole.w;

	for (int i = 0; i < ticks->count; i++) {
		char label[NUMBER_MAX];
		int x = plot->area.x + ticks->cell[i];
		axis_label(&plot->x, ticks->value[i], label);
		canvas_put(canvas, x, y, 0x252C, ROLE_AXIS);
		int width = canvas_text_width(canvas, label);
		/* A minus sign hangs out to the left, so that the digits stand under the tick. */
		int sign = strncmp(label, "−", strlen("−")) == 0;
		int left = x - (width - sign) / 2 - sign;
		if (left < free_from || left + width > end)
			continue;
		canvas_text(canvas, left, y + 1, ROLE_LABEL, label, -1);
		free_from = left + width + 1;
	}
}

/* x's title interrupts the axis as far to the right as no tick is hidden by it; where each place hides
 * one, at the end: the number below stands there still, and an axis has a name. */
static void draw_x_title(
	const struct plot *plot, struct canvas *canvas, const struct axis_ticks *ticks, int y)
{
	int title = plot->x_title ? canvas_text_width(canvas, plot->x_title) : 0;
	int cell = plot->area.w - title;

	while (cell > 1 && has_tick(ticks, cell - 1, cell + title))
		cell--;
	if (cell < 2)
		cell = plot->area.w - title;
	if (!title || cell < 2)
		return;
	canvas_put(canvas, plot->area.x + cell - 1, y, ' ', ROLE_AXIS);
	canvas_text(canvas, plot->area.x + cell, y, ROLE_TITLE, plot->x_title, -1);
	canvas_put(canvas, plot->area.x + cell + title, y, ' ', ROLE_AXIS);
}

static void draw_x_axis(const struct plot *plot, struct canvas *canvas)
{
	struct axis_ticks ticks = axis_ticks(&plot->x);
	int y = plot->area.y + plot->area.h;

	canvas_fill(canvas, (struct rect){plot->area.x, y, plot->area.w, 1}, 0x2500, ROLE_AXIS);
	if (plot->has_y)
		canvas_put(canvas, plot->area.x - 1, y, 0x2514, ROLE_AXIS);
	draw_x_ticks(plot, canvas, &ticks, y);
	draw_x_title(plot, canvas, &ticks, y);
}

void plot_axes(const struct plot *plot, struct canvas *canvas)
{
	struct rect clip = canvas_clip(canvas, plot->whole);

	if (plot->has_y)
		draw_y_axis(plot, canvas);
	if (plot->has_x)
		draw_x_axis(plot, canvas);
	canvas_clip_restore(canvas, clip);
}

bool plot_cell(const struct plot *plot, double x, double y, int *ret_x, int *ret_y)
{
	int column = axis_cell(&plot->x, x), row = axis_cell(&plot->y, y);

	if (column < 0 || column >= plot->area.w || row < 0 || row >= plot->area.h)
		return false;
	*ret_x = plot->area.x + column;
	*ret_y = row_of(plot, row);
	return true;
}

void plot_dot(const struct plot *plot, double x, double y, double *ret_x, double *ret_y)
{
	*ret_x = axis_position(&plot->x, x) * DOTS_X;
	*ret_y = (plot->area.h - axis_position(&plot->y, y)) * DOTS_Y;
}

struct pen plot_pen(const struct plot *plot, struct canvas *canvas, enum role role)
{
	return (struct pen){canvas, plot->area, role, DOTS_OWN, false, false};
}

void plot_line(const struct plot *plot, const struct pen *pen, struct segment values)
{
	struct segment line;

	if (isnan(values.x0) || isnan(values.y0) || isnan(values.x1) || isnan(values.y1))
		return;
	plot_dot(plot, values.x0, values.y0, &line.x0, &line.y0);
	plot_dot(plot, values.x1, values.y1, &line.x1, &line.y1);
	dots_line(pen, line);
}

/* Values that share a column of dots. */
struct bin {
	double x, lo, hi, first, last;
};

static struct bin bin_of(const struct plot_curve *curve, size_t from, size_t end)
{
	struct bin bin = {.lo = INFINITY, .hi = -INFINITY, .first = NAN, .last = NAN};

	bin.x = curve->x0 + curve->dx * 0.5 * ((double)from + (double)end - 1);
	for (size_t i = from; i < end; i++) {
		double value = curve->value(curve->context, i);
		bool finite = isfinite(value);
		if (i == from)
			bin.first = finite ? value : NAN;
		bin.last = finite ? value : NAN;
		if (finite) {
			bin.lo = fmin(bin.lo, value);
			bin.hi = fmax(bin.hi, value);
		}
	}
	return bin;
}

/* How many values share a column: as many as lie within half a cell of the axis. */
static size_t per_column(const struct plot *plot, const struct plot_curve *curve)
{
	double dot = (plot->x.hi - plot->x.lo) / plot->x.cells / DOTS_X;
	double many = ceil(dot / curve->dx);

	return many >= 1 && many < 1e9 ? (size_t)many : 1;
}

void plot_curve(const struct plot *plot, const struct pen *pen, const struct plot_curve *curve)
{
	size_t every = per_column(plot, curve);
	struct bin before = {.last = NAN};

	for (size_t from = 0; from < curve->count; from += every) {
		size_t end = from + every < curve->count ? from + every : curve->count;
		struct bin bin = bin_of(curve, from, end);
		if (bin.lo <= bin.hi)
			plot_line(plot, pen, (struct segment){bin.x, bin.lo, bin.x, bin.hi});
		plot_line(plot, pen, (struct segment){before.x, before.last, bin.x, bin.first});
		before = bin;
	}
}
