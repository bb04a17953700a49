#include "draw/histogram.h"

#include <math.h>

enum { EIGHTHS = 8, LEAST_BINS = 10 };

static void count_one(struct histogram *histogram, double value)
{
	int bin = axis_cell(&histogram->bins, value);

	if (isnan(value))
		histogram->nan++;
	else if (isinf(value))
		histogram->infinite++;
	else if (bin < 0 || bin >= histogram->bins.cells)
		histogram->outside++;
	else
		histogram->count[bin]++;
}

struct histogram histogram_count(const double *values, size_t count, double lo, double hi, int bins)
{
	struct histogram histogram = {.outside = 0};

	bins = bins < 1 ? 1 : bins > HISTOGRAM_BINS_MAX ? HISTOGRAM_BINS_MAX : bins;
	histogram.bins = axis_fixed(lo, hi, bins, 2);
	for (size_t i = 0; i < count; i++)
		count_one(&histogram, values[i]);
	return histogram;
}

size_t histogram_most(const struct histogram *histogram)
{
	size_t most = 0;

	for (int i = 0; i < histogram->bins.cells; i++)
		most = histogram->count[i] > most ? histogram->count[i] : most;
	return most;
}

int histogram_bin_cells(int cells, size_t count)
{
	double bins = fmin(fmax(2 * sqrt((double)count), LEAST_BINS), HISTOGRAM_BINS_MAX);
	int width = cells < 1 ? 1 : (int)round(cells / bins);
	int least = cells / HISTOGRAM_BINS_MAX + 1;

	return width < least ? least : width;
}

/* The height of the bar over a column of the plot, in eighths of a cell. */
static int bar_eighths(const struct plot *plot, const struct histogram *histogram, int column)
{
	int bin = axis_cell(&histogram->bins, axis_value(&plot->x, column + 0.5));

	if (bin < 0 || bin >= histogram->bins.cells || !histogram->count[bin])
		return 0;
	double height = axis_position(&plot->y, (double)histogram->count[bin]);
	return (int)fmax(1, round(fmin(height, plot->area.h) * EIGHTHS));
}

static void draw_cell(struct canvas *canvas, int x, int y, int eighths, enum role role)
{
	if (eighths <= 0)
		return;
	if (canvas->ascii) {
		canvas_put(canvas, x, y, eighths >= EIGHTHS ? '#' : '.', role);
	} else if (eighths >= EIGHTHS) {
		struct cell *cell = canvas_at(canvas, x, y);
		canvas_ground(canvas, x, y, role);
		/* An outline is cut out of the bar: its colour would not be seen on it. */
		if (cell)
			cell->role = ROLE_NONE;
	} else {
		canvas_put(canvas, x, y, 0x2580 + (uint32_t)eighths, role);
	}
}

void histogram_bars(const struct plot *plot, struct canvas *canvas,
	const struct histogram *histogram, enum role role)
{
	struct rect area = plot->area, seen = rect_overlap(area, canvas->clip);

	for (int x = seen.x; x < seen.x + seen.w; x++) {
		int eighths = bar_eighths(plot, histogram, x - area.x);
		for (int y = seen.y; y < seen.y + seen.h; y++)
			draw_cell(
				canvas, x, y, eighths - (area.y + area.h - 1 - y) * EIGHTHS, role);
	}
}

void histogram_outline(const struct plot *plot, struct canvas *canvas,
	const struct histogram *histogram, enum role role)
{
	struct pen pen = plot_pen(plot, canvas, role);
	double before = 0;

	pen.rule = DOTS_JOIN;
	for (int i = 0; i <= histogram->bins.cells; i++) {
		double left = axis_value(&histogram->bins, i);
		double right = axis_value(&histogram->bins, i + 1);
		double count = i < histogram->bins.cells ? (double)histogram->count[i] : 0;
		if (count != before)
			plot_line(plot, &pen, (struct segment){left, before, left, count});
		if (count > 0)
			plot_line(plot, &pen, (struct segment){left, count, right, count});
		before = count;
	}
}
