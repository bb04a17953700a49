#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "draw/histogram.h"
#include "view/histograms_parts.h"
#include "view/twins.h"
#include "view/view.h"

enum {
	LEAST_ROWS = 3,   /* a heading and two rows of bars; with less, a histogram is left out */
	FIGURES = 20,     /* cells of a mean and a standard deviation, for those side by side */
	FLAT = 4,         /* rows of bars, below which side by side is better */
	OUTLINE_ROWS = 3, /* rows of bars, from which an outline can be told from them … */
	OUTLINE_ROWS_ASCII = 5, /* … and in characters */
	GAP = 2,
	ROOM_X = 9
};

/* The other distribution: of the twin, or of the stage before. */
static const enum role OUTLINE = ROLE_CLASS0;

struct range {
	double lo, hi;
};

/* Where everything stands: `bars` rows for each, `base` rows of axis below them. */
struct grid {
	struct rect area;
	int shown, first;
	bool beside;
	int bars, base, last_base;
	int w;     /* of one */
	int names; /* cells that the names get */
};

/* Zero and every finite value, known yet or not: the axis keeps still from stage to stage. */
static void widen(struct range *r, const struct content *content, int from, int to)
{
	for (int s = from; s <= to && s < content->count; s++)
		for (size_t i = 0; i < content->series[s].count; i++) {
			double value = content->series[s].values[i];
			if (isfinite(value)) {
				r->lo = fmin(r->lo, value);
				r->hi = fmax(r->hi, value);
			}
		}
}

/* Of one series or of all; a twin's count, so that both are drawn on one axis. */
static struct range range_of(const struct content *content, int from, int to)
{
	struct range r = {0, 0};

	widen(&r, content, from, to);
	if (content->twin)
		widen(&r, content->twin, from, to);
	return r;
}

/* Rows of bars for each, with so many rows of axis below all but the last. */
static int bars_room(const struct grid *grid)
{
	int down = grid->beside ? 1 : grid->shown;

	return (grid->area.h - down - (down - 1) * grid->base - grid->last_base) / down;
}

/* Axes are given away first: those above the last, then the last one's, then histograms. */
static void give_rows(struct grid *grid)
{
	static const struct {
		int base, last_base, bars;
	} choices[] = {{2, 2, 5}, {1, 2, 3}, {0, 2, 2}, {0, 0, 0}};
	size_t i = 0;

	do {
		grid->base = choices[i].base;
		grid->last_base = choices[i].last_base;
		grid->bars = bars_room(grid);
	} while (grid->bars < choices[i++].bars && i < sizeof choices / sizeof *choices);
	/* Rows that do not make all bars higher can as well hold labels. */
	struct grid labelled = *grid;
	labelled.base = grid->last_base;
	if (!grid->beside && bars_room(&labelled) == grid->bars)
		grid->base = labelled.base;
}

/* Where not all can be shown, those up to the last one that is known. */
static int first_shown(const struct content *content, int shown)
{
	int last = 0;

	for (int i = 0; i < content->count; i++)
		if (content->series[i].known && (content->shared || i == 0))
			last = i;
	return last < shown ? 0 : last - shown + 1;
}

static int names_width(const struct content *content, const struct canvas *canvas)
{
	int widest = 0;

	for (int i = 0; i < content->count; i++) {
		int width = canvas_text_width(canvas, content->series[i].name);
		widest = width > widest ? width : widest;
	}
	return widest;
}

static struct grid grid_of(
	const struct content *content, const struct canvas *canvas, struct rect area)
{
	struct grid grid = {.area = area, .shown = content->count, .w = area.w};
	int column = (area.w - GAP * (content->count - 1)) / content->count;
	int most = area.h / LEAST_ROWS;

	grid.names = names_width(content, canvas);
	grid.last_base = 2;
	grid.beside = column >= grid.names + GAP + FIGURES && area.h > LEAST_ROWS &&
		      bars_room(&grid) < FLAT;
	if (grid.beside)
		grid.w = column;
	else if (most < grid.shown)
		grid.shown = most > 1 ? most : 1;
	grid.first = first_shown(content, grid.shown);
	give_rows(&grid);
	/* Ranges of their own want labels of their own. */
	if (!content->shared && !grid.beside && grid.base < grid.last_base && grid.shown > 1) {
		grid.base = grid.last_base = area.h >= 10 ? 2 : 0;
		grid.bars = bars_room(&grid);
	}
	return grid;
}

/* A word and a number, or nothing where there is no room for both. Returns the cells used. */
static int draw_figure(struct canvas *canvas, struct rect line, const char *word,
	const struct figure *figure, enum role role)
{
	char number[NUMBER_MAX] = UTF8_UNKNOWN;

	if (figure->known)
		number_short(number, figure->value, 3);
	int label = canvas_text_width(canvas, word) + 1;
	int used = label + canvas_text_width(canvas, number);
	if (used > line.w)
		return 0;
	canvas_text(canvas, line.x, line.y, ROLE_DIM, word, -1);
	canvas_text(canvas, line.x + label, line.y,
		!figure->known ? ROLE_UNKNOWN
		: figure->lit  ? ROLE_LIT
			       : role,
		number, -1);
	return used + GAP;
}

/* At the right end of what is left of a heading; false where there is no room for it. */
static bool draw_remark(struct canvas *canvas, struct rect *line, enum role role, const char *word,
	const char *what)
{
	int first = canvas_text_width(canvas, word) + 1;
	int width = first + canvas_text_width(canvas, what);

	if (width > line->w)
		return false;
	int x = line->x + line->w - width;
	canvas_text(canvas, x, line->y, role, word, -1);
	canvas_text(canvas, x + first, line->y, role, what, -1);
	line->w -= width + GAP;
	return true;
}

/* How high the highest bar is of all that share this scale, and what is in no bar. */
static void draw_counts(
	struct canvas *canvas, struct rect *line, const struct histogram *histogram, double top)
{
	size_t lost = histogram->nan + histogram->infinite;
	char number[NUMBER_MAX];

	number_trim(number, lost ? (double)lost : top, 6);
	if (lost)
		draw_remark(canvas, line, ROLE_WARNING, "not finite:", number);
	else if ((double)histogram_most(histogram) == top)
		draw_remark(canvas, line, ROLE_DIM, "highest:", number);
}

/* Returns the room that is left at the end of the line. */
static struct rect draw_heading(
	struct canvas *canvas, struct rect line, const struct series *series, int names)
{
	enum role role = series->lit ? ROLE_LIT : series->known ? ROLE_TITLE : ROLE_UNKNOWN;
	int indent = names + GAP, half = line.w / 2;

	if (indent > half)
		indent = half;
	canvas_text_fit(
		canvas, line.x, line.y, role, series->name, indent > GAP ? indent - GAP : line.w);
	line = (struct rect){line.x + indent, line.y, line.w - indent, 1};
	if (!series->known) {
		canvas_text_fit(canvas, line.x, line.y, ROLE_UNKNOWN, "not known yet", line.w);
		return (struct rect){0};
	}
	int used = draw_figure(canvas, line, "mean", &series->mean, ROLE_MU);
	line.x += used;
	line.w -= used;
	used = used ? draw_figure(canvas, line, "sd", &series->sd, ROLE_VAR) : 0;
	return (struct rect){line.x + used, line.y, line.w - used, 1};
}

static struct plot plot_at(const struct grid *grid, int place, struct range range)
{
	int down = grid->beside ? 0 : place * (1 + grid->bars + grid->base);
	int along = grid->beside ? place * (grid->w + GAP) : 0;
	bool last = grid->beside || place == grid->shown - 1;
	int base = last ? grid->last_base : grid->base;
	struct plot plot = {.has_x = base > 0};

	plot.area =
		(struct rect){grid->area.x + along, grid->area.y + down + 1, grid->w, grid->bars};
	plot.whole = plot.area;
	plot.whole.h += base;
	plot.x = axis_fit(range.lo, range.hi, grid->w, ROOM_X);
	return plot;
}

static struct histogram count_bins(const struct plot *plot, const struct series *series)
{
	int cells = plot->area.w < 1 ? 1 : plot->area.w;
	int width = histogram_bin_cells(cells, series->count);
	int bins = (cells + width - 1) / width;

	return histogram_count(series->values, series->count, plot->x.lo,
		axis_value(&plot->x, bins * width), bins);
}

/* The mean, on the axis below the bars. */
static void mark_mean(const struct plot *plot, struct canvas *canvas, const struct figure *mean)
{
	int cell = axis_cell(&plot->x, mean->value);

	if (plot->has_x && mean->known && cell >= 0 && cell < plot->area.w)
		canvas_put(canvas, plot->area.x + cell, plot->area.y + plot->area.h, 0x25B2,
			mean->lit ? ROLE_LIT : ROLE_MU);
}

static size_t higher(size_t top, const struct plot *plot, const struct series *series)
{
	struct histogram histogram = count_bins(plot, series);
	size_t most = histogram_most(&histogram);

	return most > top ? most : top;
}

/* Rows in the fullest bin of all series that share a scale, a twin's too, at least 1. */
static size_t highest(const struct content *content, const struct plot *plot, int i)
{
	size_t top = 1;

	for (int s = 0; s < content->count; s++) {
		const struct series *series = &content->series[s], *other = NULL;
		if (content->twin)
			other = histograms_same(content->twin, series->name);
		if (!content->one_height && s != i)
			continue;
		top = higher(top, plot, series);
		top = other ? higher(top, plot, other) : top;
	}
	return top;
}

/* What a series is compared with, and whose that is: NULL for the run's own. */
struct compared {
	const struct series *series;
	const char *whose;
};

/*
 * What the last of the series goes on from is compared with what the other run goes on from: with
 * and without a norm. ẑ, and all where there is one run, are compared with what they were before.
 */
static struct compared compare_with(const struct content *content, int i)
{
	const struct series *own = &content->series[i], *other = NULL;
	bool middle = i > 0 && i < content->count - 1;

	if (content->twin && content->shared && !middle)
		other = histograms_same(content->twin, own->name);
	if (content->twin && content->one_height && !other && i > 0 && !middle)
		other = &content->twin->series[0];
	if (other && other->known)
		return (struct compared){other, content->second ? "A's" : "B's"};
	if (!content->shared || i == 0)
		return (struct compared){NULL, NULL};
	return (struct compared){&content->series[i - 1], NULL};
}

/* "dotted: B's z", or as short as there is room for; false where there is none. */
static bool explain_outline(
	struct canvas *canvas, struct rect *line, const struct compared *compared)
{
	static const char *const words[] = {"dotted:", "┈"};
	struct str what = {0};
	bool drawn = false;

	if (compared->whose)
		str_addf(&what, "%s ", compared->whose);
	str_add(&what, compared->series->name);
	for (size_t i = 0; i < sizeof words / sizeof *words && !drawn; i++)
		drawn = draw_remark(canvas, line, OUTLINE, words[i], str_text(&what));
	str_free(&what);
	return drawn;
}

/* An outline that nothing explains is left out. */
static void draw_outline(const struct content *content, const struct grid *grid, int i,
	const struct plot *plot, struct canvas *canvas, struct rect *line)
{
	struct compared compared = compare_with(content, i);
	int least = canvas->ascii ? OUTLINE_ROWS_ASCII : OUTLINE_ROWS;

	if (!compared.series || grid->bars < least || !explain_outline(canvas, line, &compared))
		return;
	struct histogram other = count_bins(plot, compared.series);
	histogram_outline(plot, canvas, &other, OUTLINE);
}

static void draw_series(
	const struct content *content, const struct grid *grid, int place, struct canvas *canvas)
{
	int i = grid->first + place;
	const struct series *series = &content->series[i];
	struct range range =
		range_of(content, content->shared ? 0 : i, content->shared ? SERIES_MAX - 1 : i);
	struct plot plot = plot_at(grid, place, range);
	struct histogram histogram = count_bins(&plot, series);
	struct rect line = {plot.area.x, plot.area.y - 1, plot.area.w, 1};
	enum role role = series->lit ? ROLE_LIT : ROLE_ROW;
	size_t top = highest(content, &plot, i);

	plot.y = axis_fixed(0, (double)top, plot.area.h, 2);
	line = draw_heading(canvas, line, series, grid->names);
	plot_axes(&plot, canvas);
	if (!series->known)
		return;
	/* On whole cells bars leave an outline in sight; characters stand in its way. */
	if (canvas->ascii)
		histogram_bars(&plot, canvas, &histogram, role);
	draw_outline(content, grid, i, &plot, canvas, &line);
	if (!canvas->ascii)
		histogram_bars(&plot, canvas, &histogram, role);
	draw_counts(canvas, &line, &histogram, (double)top);
	mark_mean(&plot, canvas, &series->mean);
}

void histograms_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct content content = {.count = 0}, twin = {.count = 0};
	struct rect clip = canvas_clip(canvas, area);
	struct scene other;

	histograms_gather(scene, &content);
	if (twins_told(scene) && twins_other(scene, &other)) {
		histograms_gather(&other, &twin);
		content.twin = &twin;
	}
	if (area.w > 0 && area.h > 0 && content.count > 0) {
		struct grid grid = grid_of(&content, canvas, area);
		for (int place = 0; place < grid.shown; place++)
			draw_series(&content, &grid, place, canvas);
	}
	canvas_clip_restore(canvas, clip);
	free(content.memory);
	free(twin.memory);
}
