#include <math.h>

#include "base/number.h"
#include "draw/band.h"
#include "view/batches.h"
#include "view/view.h"

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

void drift_title(const struct scene *scene, struct frame_words *words)
{
	static const char *const titles[] = {"what each layer gets, batch by batch · one scale",
		"what each layer gets · one scale", "what each layer gets", NULL};
	static const char *const notes[] = {"thick: median · lines: 25 and 75 % · dots: 5 and 95 %",
		"median, 25–75 %, 5–95 %", NULL};
	struct batches_room room = room_of((struct rect){0, 0, words->w + 6, words->h});
	int layers = layers_of(scene), shown = batches_fit(&room, layers);
	int first = first_shown(scene, shown);

	view_add_fitting(&words->title, titles, words->w);
	if (shown < layers)
		str_addf(&words->note, "layers %d to %d of %d", first, first + shown - 1, layers);
	else
		view_add_fitting(&words->note, notes, words->w);
}

static void widen_by(struct batches_range *range, const struct run *run)
{
	for (int layer = 1; layer <= run->experiment->model.layers; layer++)
		for (size_t i = 0; i < known_samples(run, layer); i++) {
			const double *shares = history_input(&run->history, i, layer);
			if (!isfinite(shares[LEAST]))
				continue;
			range->lo = fmin(range->lo, shares[LEAST]);
			range->hi = fmax(range->hi, shares[MOST]);
		}
}

/* One range for all layers, and for a twin's, with 0 in it, so that strips can be compared. */
static struct batches_range range_of(const struct run *run)
{
	struct batches_range range = {0, 0};

	widen_by(&range, run);
	if (run->twin)
		widen_by(&range, run->twin);
	return range;
}

/* The percentiles of the batch whose turn a place on the axis is: half a batch before its number to
 * half a batch behind it. NULL before the first and behind the last that is known. */
static const double *shares_at(
	const struct run *run, const struct plot *plot, int layer, double column)
{
	double stride = (double)run->history.stride;
	double sample = floor((axis_value(&plot->x, column) - 1) / stride + 0.5);

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

void drift_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct run *run = scene->play->run;
	struct rect clip = canvas_clip(canvas, area);
	struct batches_room room = room_of(area);
	int shown = batches_fit(&room, layers_of(scene)), first = first_shown(scene, shown);
	struct batches_range ranges[BATCHES_PLOTS_MAX];

	for (int i = 0; i < shown; i++)
		ranges[i] = range_of(run);
	struct batches_stack stack = batches_lay_out(run, &room, ranges, shown, canvas->ascii);
	batches_axes(run, &stack, canvas);
	for (int i = 0; i < shown; i++) {
		draw_heading(run, &stack.plot[i], canvas, room.right, first + i);
		draw_bands(run, &stack.plot[i], canvas, first + i);
		draw_lines(run, &stack.plot[i], canvas, first + i);
	}
	canvas_clip_restore(canvas, clip);
}
