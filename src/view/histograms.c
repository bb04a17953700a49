#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "draw/histogram.h"
#include "view/atom.h"
#include "view/twins.h"
#include "view/view.h"

enum {
	SERIES_MAX = 3,
	LEAST_ROWS = 3,   /* a heading and two rows of bars; with less, a histogram is left out */
	FIGURES = 20,     /* cells of a mean and a standard deviation, for those side by side */
	FLAT = 4,         /* rows of bars, below which side by side is better */
	OUTLINE_ROWS = 4, /* rows of bars, from which an outline can be told from them */
	GAP = 2,
	ROOM_X = 9
};

/* A quantity of a layer, and where the layer's work keeps it. */
struct source {
	const char *quantity;
	size_t offset;
};
#define SOURCE(name)                                     \
	{                                                \
#name, offsetof(struct layer_work, name) \
	}

/* What is drawn for a kind of layer, in the order in which it is computed. */
static const struct source plain[SERIES_MAX] = {SOURCE(z), SOURCE(a)};
static const struct source norm_before[SERIES_MAX] = {SOURCE(z), SOURCE(zhat), SOURCE(ztilde)};
static const struct source norm_after[SERIES_MAX] = {SOURCE(a), SOURCE(zhat), SOURCE(ztilde)};

/* A mean or a standard deviation in a heading. */
struct figure {
	double value;
	bool known, lit;
};

struct series {
	const char *name;
	const double *values; /* [count] */
	size_t count;
	bool known, lit;
	struct figure mean, sd;
};

struct range {
	double lo, hi;
};

struct content {
	struct series series[SERIES_MAX];
	int count;
	bool shared;                /* one axis for all */
	double *memory;             /* of features */
	const struct content *twin; /* what is drawn of the other of two runs, or NULL */
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

static const struct source *sources_of(const struct scene *scene)
{
	const struct model *model = &scene->play->run->experiment->model;

	if (!model->layer[scene_layer(scene) - 1].batch_norm)
		return plain;
	return model->norm_position == NORM_POSITION_AFTER ? norm_after : norm_before;
}

static void add_names(const struct scene *scene, struct str *title)
{
	const struct source *sources = sources_of(scene);

	str_addf(title, "layer %d, unit %d · ", scene_layer(scene), scene_unit(scene));
	for (int i = 0; i < SERIES_MAX && sources[i].quantity; i++)
		str_addf(title, "%s%s", i ? ", " : "", quantity_find(sources[i].quantity)->symbol);
}

void histograms_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;

	if (!run->at.epoch) {
		str_add(&words->title, "the features, one by one · training rows");
		return;
	}
	add_names(scene, &words->title);
	str_add(&words->title, " over this batch");
	if (utf8_width(str_text(&words->title)) > words->w) {
		str_clear(&words->title);
		add_names(scene, &words->title);
	}
	if (run->experiment->model.layer[scene_layer(scene) - 1].units > 1)
		str_add(&words->note, "U: next unit");
}

static void measure(struct series *series)
{
	double sum = 0, squares = 0, size = 0, count = (double)series->count;

	for (size_t i = 0; i < series->count; i++) {
		sum += series->values[i];
		size = fmax(size, fabs(series->values[i]));
	}
	double mean = sum / count;
	for (size_t i = 0; i < series->count; i++) {
		double distance = series->values[i] - mean;
		squares += distance * distance;
	}
	/* What rounding leaves of a mean of zero is no number to show. */
	series->mean.value = fabs(mean) < 1e-12 * size ? 0 : mean;
	series->sd.value = sqrt(squares / count);
}

/* A figure is held back until the stage that computes it, for those who work it out first. */
static void reveal(const struct run *run, const char *name, const int *index, struct figure *figure)
{
	const struct quantity *quantity = quantity_find(name);
	double value;

	figure->known = quantity_read(run, quantity, index, &value) != STATUS_UNKNOWN_YET;
	figure->lit = atom_lit(run, quantity, index);
}

static void gather_values(const struct scene *scene, struct content *content)
{
	const struct run *run = scene->play->run;
	const struct source *sources = sources_of(scene);
	const struct work *work = run_work(run);
	const char *layer = (const char *)&work->layer[scene_layer(scene) - 1];
	int index[3] = {scene_layer(scene), scene_unit(scene), 1};

	content->shared = true;
	for (int i = 0; i < SERIES_MAX && sources[i].quantity; i++) {
		struct series *series = &content->series[content->count++];
		const struct quantity *quantity = quantity_find(sources[i].quantity);
		const double *values;
		double value;
		memcpy(&values, layer + sources[i].offset, sizeof values);
		*series = (struct series){.name = quantity->symbol,
			.values = values + (size_t)(index[1] - 1) * work->m,
			.count = work->m,
			.known = !quantity_read(run, quantity, index, &value),
			.lit = atom_lit(run, quantity, index),
			.mean.known = true,
			.sd.known = true};
		measure(series);
		if (i == 0 && sources != plain) {
			reveal(run, "mu", index, &series->mean);
			reveal(run, "var", index, &series->sd);
		}
	}
}

static void gather_features(const struct scene *scene, struct content *content)
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;

	content->memory = malloc(FEATURES * data->train_count * sizeof *content->memory);
	for (int f = 0; f < FEATURES && content->memory; f++) {
		struct series *series = &content->series[content->count++];
		double *values = content->memory + (size_t)f * data->train_count;
		const double *x = experiment_x(run->experiment, run->at.stage, f);
		for (size_t i = 0; i < data->train_count; i++)
			values[i] = x[data->train[i]];
		*series = (struct series){.name = data->feature_name[f],
			.values = values,
			.count = data->train_count,
			.known = true,
			.lit = stage_writes(run->at.stage, "x")};
		measure(series);
		reveal(run, "input_mean", (int[3]){f + 1}, &series->mean);
		reveal(run, "input_var", (int[3]){f + 1}, &series->sd);
	}
}

static void gather(const struct scene *scene, struct content *content)
{
	if (scene->play->run->at.epoch)
		gather_values(scene, content);
	else
		gather_features(scene, content);
}

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
	char number[NUMBER_MAX] = "·";

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

/* Rows in the fullest bin of all series that share an axis, at least 1. */
static size_t highest(const struct content *content, const struct plot *plot, int i)
{
	size_t top = 1;

	for (int s = 0; s < content->count; s++) {
		struct histogram histogram = count_bins(plot, &content->series[s]);
		if ((content->shared || s == i) && histogram_most(&histogram) > top)
			top = histogram_most(&histogram);
	}
	return top;
}

static void draw_series(
	const struct content *content, const struct grid *grid, int place, struct canvas *canvas)
{
	int i = grid->first + place;
	const struct series *series = &content->series[i];
	struct range range =
		range_of(content, content->shared ? 0 : i, content->shared ? SERIES_MAX - 1 : i);
	struct plot plot = plot_at(grid, place, range);
	struct histogram histogram = count_bins(&plot, series), other;
	struct rect line = {plot.area.x, plot.area.y - 1, plot.area.w, 1};
	size_t top = highest(content, &plot, i);

	if (content->twin && highest(content->twin, &plot, i) > top)
		top = highest(content->twin, &plot, i);
	plot.y = axis_fixed(0, (double)top, plot.area.h, 2);
	line = draw_heading(canvas, line, series, grid->names);
	plot_axes(&plot, canvas);
	if (!series->known)
		return;
	draw_counts(canvas, &line, &histogram, (double)top);
	/* An outline that nothing explains is left out. */
	if (content->shared && i > 0 && grid->bars >= OUTLINE_ROWS &&
		draw_remark(canvas, &line, ROLE_DIM, "dotted:", content->series[i - 1].name)) {
		other = count_bins(&plot, &content->series[i - 1]);
		histogram_outline(&plot, canvas, &other, ROLE_AXIS);
	}
	histogram_bars(&plot, canvas, &histogram, series->lit ? ROLE_BATCH : ROLE_ROW);
	mark_mean(&plot, canvas, &series->mean);
}

void histograms_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct content content = {.count = 0}, twin = {.count = 0};
	struct rect clip = canvas_clip(canvas, area);
	struct scene other;

	gather(scene, &content);
	if (twins_other(scene, &other)) {
		gather(&other, &twin);
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
