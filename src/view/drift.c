#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "draw/band.h"
#include "view/batches.h"
#include "view/view.h"

#define BEYOND 1.5 /* times as far out as the rest: then it is no longer shown, but pointed at */

enum { LEAST, LOWER, MIDDLE, UPPER, MOST }; /* of history_shares */

static int layers_of(const struct scene *scene)
{
	return scene->play->run->experiment->model.layers;
}

/* A layer's inputs are known once the layer below has computed them. */
static size_t known_samples(const struct run *run, int layer)
{
	return layer == 1 ? run_samples(run, STAGE_DRAW, 0) : run_samples(run, STAGE_LINEAR, layer);
}

static struct batches_room room_of(struct rect area)
{
	return (struct batches_room){area, 1, area.w >= 30 ? 6 : 0};
}

/* Where not all layers can be shown, those up to the one where we stand. */
static int first_shown(const struct scene *scene, int shown)
{
	int here = scene->play->run->at.layer ? scene->play->run->at.layer : 1;

	return here <= shown ? 1 : here - shown + 1;
}

/* --- the scale --------------------------------------------------------------------------------- */

enum { SAMPLED = 256, FEW_SAMPLES = 20 }; /* of a layer: looked at, at most; too few to judge */

/* The lower or the upper ends of all that is known. */
struct ends {
	double *at; /* [count] */
	size_t count;
};

static void exchange(double *a, double *b)
{
	double kept = *a;

	*a = *b;
	*b = kept;
}

/*
 * The n-th of them in order, from 0: title and picture ask for it, each frame anew, and sorting all
 * took longer than the rest of the title. Hoare's selection: what lies on the other side is left alone.
 */
static double nth_of(struct ends *ends, size_t n)
{
	size_t first = 0, last = ends->count - 1;

	while (first < last) {
		double pivot = ends->at[first + (last - first) / 2];
		size_t i = first, j = last;
		for (;;) {
			while (ends->at[i] < pivot)
				i++;
			while (ends->at[j] > pivot)
				j--;
			if (i >= j)
				break;
			exchange(&ends->at[i++], &ends->at[j--]);
		}
		if (n <= j)
			last = j;
		else
			first = j + 1;
	}
	return ends->at[n];
}

/* Adds those of a run, of a long one every second, third … sample. */
static void add_ends(struct ends *ends, const struct run *run, int share)
{
	for (int layer = 1; layer <= run->experiment->model.layers; layer++) {
		size_t known = known_samples(run, layer), every = known / SAMPLED + 1;
		for (size_t i = 0; i < known; i += every) {
			double value = history_input(&run->history, i, layer)[share];
			if (isfinite(value))
				ends->at[ends->count++] = value;
		}
	}
}

/*
 * How far the scale goes to one side: as far as the farthest, unless the last twentieth of all lies
 * so far out that it would press the others together; then as far as those.
 */
static double limit_of(const struct run *run, int share)
{
	size_t most = 2 * (size_t)LAYERS_MAX * (SAMPLED + 1);
	struct ends ends = {malloc(most * sizeof *ends.at), 0};
	double limit = 0;

	if (ends.at) {
		add_ends(&ends, run, share);
		if (run->twin)
			add_ends(&ends, run->twin, share);
	}
	if (ends.count) {
		bool upper = share == MOST;
		size_t skip = ends.count < FEW_SAMPLES ? 0 : ends.count / 20;
		double farthest = nth_of(&ends, upper ? ends.count - 1 : 0);
		double usual = nth_of(&ends, upper ? ends.count - 1 - skip : skip);
		limit = fabs(farthest) > BEYOND * fabs(usual) ? usual : farthest;
	}
	free(ends.at);
	return share == MOST ? fmax(limit, 0) : fmin(limit, 0);
}

/* One range for all layers, and for a twin's, with 0 in it, so that strips can be compared. */
static struct batches_range range_of(const struct run *run)
{
	return (struct batches_range){limit_of(run, LEAST), limit_of(run, MOST)};
}

static struct batches_stack lay_out(
	const struct run *run, const struct batches_room *room, int shown, bool ascii)
{
	struct batches_range ranges[BATCHES_PLOTS_MAX];

	ranges[0] = range_of(run);
	for (int i = 1; i < shown; i++)
		ranges[i] = ranges[0];
	return batches_lay_out(run, room, ranges, shown, ascii);
}

/* True where something lies beyond the scale: every sample is asked, not only some. */
static bool is_beyond(const struct run *run, const struct axis *axis)
{
	for (int layer = 1; layer <= run->experiment->model.layers; layer++)
		for (size_t i = 0; i < known_samples(run, layer); i++) {
			const double *shares = history_input(&run->history, i, layer);
			if (shares[LEAST] < axis->lo || shares[MOST] > axis->hi)
				return true;
		}
	return false;
}

/* --- the strips -------------------------------------------------------------------------------- */

/* The sample whose turn a place on the axis is: half a batch before its number to half a batch
 * behind it. */
static double sample_at(const struct run *run, const struct plot *plot, double column)
{
	double stride = (double)run->history.stride;

	return floor((axis_value(&plot->x, column) - 1) / stride + 0.5);
}

/* Its percentiles; NULL before the first and behind the last that is known. */
static const double *shares_at(
	const struct run *run, const struct plot *plot, int layer, double column)
{
	double sample = sample_at(run, plot, column);

	if (sample < 0 || sample >= (double)known_samples(run, layer))
		return NULL;
	return history_input(&run->history, (size_t)sample, layer);
}

static void draw_bands(
	const struct run *run, const struct plot *plot, struct canvas *canvas, int layer)
{
	static const struct {
		int lo, hi;
		struct band_look look;
	} bands[] = {{LEAST, MOST, {ROLE_BAND_0 + 9, '.'}}, {LOWER, UPPER, {ROLE_BAND_0 + 5, ':'}}};

	for (int column = 0; column < plot->area.w; column++) {
		const double *shares = shares_at(run, plot, layer, column + 0.5);
		for (size_t b = 0; shares && b < sizeof bands / sizeof *bands; b++)
			band_column(plot, canvas, column, shares[bands[b].lo], shares[bands[b].hi],
				bands[b].look);
	}
}

/* A percentile from column of dots to column of dots; every other one of a dotted line is left out. */
static void draw_line(
	const struct run *run, const struct plot *plot, const struct pen *pen, int layer, int share)
{
	bool dotted = share == LEAST || share == MOST;
	struct segment line = {.x1 = NAN};

	for (int column = 0; column < plot->area.w * DOTS_X; column++) {
		double at = (column + 0.5) / DOTS_X;
		const double *shares = shares_at(run, plot, layer, at);
		line = (struct segment){
			line.x1, line.y1, axis_value(&plot->x, at), shares ? shares[share] : NAN};
		if (dotted)
			line.x0 = line.x1, line.y0 = line.y1;
		if (!dotted || column % 2 == 0)
			plot_line(plot, pen, line);
	}
}

/* The median last, in cells of its own. Characters are too coarse for the other lines. */
static void draw_lines(
	const struct run *run, const struct plot *plot, struct canvas *canvas, int layer)
{
	static const int shares[] = {LEAST, MOST, LOWER, UPPER, MIDDLE};

	for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
		bool median = shares[i] == MIDDLE;
		struct pen pen = plot_pen(plot, canvas, median ? ROLE_PATH : ROLE_ROW);
		if (median || !canvas->ascii)
			draw_line(run, plot, &pen, layer, shares[i]);
	}
}

/* What lies beyond the scale is pointed at, once a sample. */
static void draw_beyond(
	const struct run *run, const struct plot *plot, struct canvas *canvas, int layer)
{
	int top = plot->area.y, bottom = top + plot->area.h - 1;
	double before = NAN;

	for (int column = 0; column < plot->area.w; column++) {
		const double *shares = shares_at(run, plot, layer, column + 0.5);
		double sample = sample_at(run, plot, column + 0.5);
		if (!shares || sample == before)
			continue;
		before = sample;
		if (shares[MOST] > plot->y.hi)
			canvas_put(canvas, plot->area.x + column, top, 0x25B4, ROLE_WARNING);
		if (shares[LEAST] < plot->y.lo)
			canvas_put(canvas, plot->area.x + column, bottom, 0x25BE, ROLE_WARNING);
	}
}

/* "layer 2 gets what layer 1 gives", and at the right end where the middle of it lies now. */
static void draw_heading(
	const struct run *run, const struct plot *plot, struct canvas *canvas, int right, int layer)
{
	int x = plot->area.x, y = plot->area.y - 1, room = plot->area.w + right;
	size_t known = known_samples(run, layer);
	char number[NUMBER_MAX];
	struct str words = {0};

	if (layer == 1)
		str_add(&words, "layer 1 gets the features");
	else
		str_addf(&words, "layer %d gets what layer %d gives", layer, layer - 1);
	if (canvas_text_width(canvas, str_text(&words)) > room) {
		str_clear(&words);
		str_addf(&words, "into layer %d", layer);
	}
	enum role role = layer == run->at.layer ? ROLE_STRONG : ROLE_LABEL;
	int used = canvas_text_fit(canvas, x, y, role, str_text(&words), room);
	str_clear(&words);
	if (known) {
		number_short(number, history_input(&run->history, known - 1, layer)[MIDDLE], 3);
		str_addf(&words, "median %s", number);
	}
	int width = canvas_text_width(canvas, str_text(&words));
	if (used + 2 + width <= room)
		canvas_text(canvas, x + room - width, y, ROLE_DIM, str_text(&words), -1);
	str_free(&words);
}

/* --- the frame --------------------------------------------------------------------------------- */

void drift_title(const struct scene *scene, struct frame_words *words)
{
	static const char *const titles[] = {"what each layer gets, batch by batch · one scale",
		"what each layer gets · one scale", "what each layer gets", NULL};
	static const char *const notes[] = {"thick: median · lines: 25 and 75 % · dots: 5 and 95 %",
		"median, 25–75 %, 5–95 %", NULL};
	static const char *const beyond[] = {
		"thick: median · lines: 25 and 75 % · dots: 5 and 95 % · ▴▾ beyond",
		"median, 25–75 %, 5–95 %, ▴▾ beyond", "▴▾ beyond the scale", NULL};
	struct batches_room room = room_of((struct rect){0, 0, words->w + 6, words->h});
	int layers = layers_of(scene), shown = batches_fit(&room, layers);
	int first = first_shown(scene, shown);

	view_add_fitting(&words->title, titles, words->w);
	if (shown < layers) {
		str_addf(&words->note, "layers %d to %d of %d", first, first + shown - 1, layers);
		return;
	}
	struct batches_stack stack = lay_out(scene->play->run, &room, shown, scene->ascii);
	view_add_fitting(&words->note,
		is_beyond(scene->play->run, &stack.plot[0].y) ? beyond : notes, words->w);
}

void drift_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct run *run = scene->play->run;
	struct rect clip = canvas_clip(canvas, area);
	struct batches_room room = room_of(area);
	int shown = batches_fit(&room, layers_of(scene)), first = first_shown(scene, shown);
	struct batches_stack stack = lay_out(run, &room, shown, canvas->ascii);

	batches_axes(run, &stack, canvas);
	for (int i = 0; i < shown; i++) {
		draw_heading(run, &stack.plot[i], canvas, room.right, first + i);
		draw_bands(run, &stack.plot[i], canvas, first + i);
		draw_lines(run, &stack.plot[i], canvas, first + i);
		draw_beyond(run, &stack.plot[i], canvas, first + i);
	}
	canvas_clip_restore(canvas, clip);
}
