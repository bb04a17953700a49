#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "draw/scatter.h"
#include "view/view.h"

enum { EQUAL_UP_TO = 8 }; /* ranges that differ by more cannot share a unit on one screen */

struct range {
	double lo, hi;
};

static void widen(struct range *r, const struct run *run, int feature)
{
	const struct experiment *e = run->experiment;
	const double *x = experiment_x(e, run->at.stage, feature);

	for (size_t i = 0; i < e->data.rows; i++) {
		r->lo = fmin(r->lo, x[i]);
		r->hi = fmax(r->hi, x[i]);
	}
}

/* All rows, those of a twin too, and zero: what centring does is seen against it. */
static struct range range_of(const struct run *run, int feature)
{
	struct range r = {0, 0};

	widen(&r, run, feature);
	if (run->twin)
		widen(&r, run->twin, feature);
	if (!(r.hi > r.lo))
		r = (struct range){-1, 1};
	double margin = 0.06 * (r.hi - r.lo);
	return (struct range){r.lo - margin, r.hi + margin};
}

static bool equal_units(const struct run *run)
{
	struct range a = range_of(run, 0), b = range_of(run, 1);
	double ratio = (a.hi - a.lo) / (b.hi - b.lo);

	return ratio < EQUAL_UP_TO && ratio > 1.0 / EQUAL_UP_TO;
}

static const char *state_words(const struct run *run)
{
	const struct experiment *e = run->experiment;
	bool centered = e->norm.center, scaled = e->norm.how != INPUTNORM_NONE;
	enum stage stage = run->at.stage;

	if (stage <= STAGE_INPUT_MEAN)
		return "as measured";
	if (stage <= STAGE_INPUT_VARIANCE)
		return centered ? "centred" : "as measured";
	if (stage == STAGE_INPUT_WHITEN || (stage > STAGE_INPUT_WHITEN && e->norm.whiten))
		return "whitened";
	if (!scaled)
		return centered ? "centred" : "as measured";
	return centered ? "centred and divided" : "divided";
}

void data_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;

	str_addf(&words->title, "the rows · %s", state_words(run));
	const struct dataset *data = &run->experiment->data;
	const char *units = equal_units(run) ? "equal units" : "unequal units";
	if (data->classes)
		str_addf(&words->note, "%s: ● %s ▲ %s · %s", data->target_name, data->class_name[0],
			data->class_name[1], units);
	if (data->classes && utf8_width(str_text(&words->note)) > words->w) {
		str_clear(&words->note);
		str_addf(&words->note, "● %s ▲ %s · %s", data->class_name[0], data->class_name[1],
			units);
	}
	if (!data->classes)
		str_add(&words->note, units);
}

/* The row that the learner looks at, from 0. */
static size_t lit_row(const struct scene *scene)
{
	const struct run *run = scene->play->run;

	return run->at.epoch ? run->work.rows[scene_example(scene) - 1]
			     : (size_t)scene_row(scene) - 1;
}

static void fill_points(const struct scene *scene, struct point *points)
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;
	const double *x = experiment_x(run->experiment, run->at.stage, 0);
	const double *y = experiment_x(run->experiment, run->at.stage, 1);

	for (size_t i = 0; i < data->rows; i++) {
		points[i] = (struct point){.x = x[i],
			.y = y[i],
			.class = data->classes ? data->y[i] > 0.5 : -1,
			.test = true};
	}
	bool part = run->at.epoch && run->work.m < data->train_count;
	for (size_t i = 0; part && i < run->work.m; i++)
		points[run->work.rows[i]].state = POINT_BATCH;
	points[lit_row(scene)].state = POINT_LIT;
	for (size_t i = 0; i < data->train_count; i++)
		points[data->train[i]].test = false;
}

/* Where both features are zero: the place that centring moves the rows to. */
static void draw_zero(const struct plot *plot, struct canvas *canvas)
{
	struct pen pen = plot_pen(plot, canvas, ROLE_AXIS);

	plot_line(plot, &pen, (struct segment){plot->x.lo, 0, plot->x.hi, 0});
	plot_line(plot, &pen, (struct segment){0, plot->y.lo, 0, plot->y.hi});
}

/* True where two rows fall on one cell: the picture then shows fewer dots than there are rows. */
static bool shares_cells(const struct plot *plot, const struct point *points, size_t count)
{
	size_t cells = (size_t)(plot->area.w > 0 ? plot->area.w : 0) *
		       (size_t)(plot->area.h > 0 ? plot->area.h : 0);
	bool *taken = calloc(cells + 1, sizeof *taken), shared = false;

	for (size_t i = 0; taken && i < count; i++) {
		int x, y;
		if (!plot_cell(plot, points[i].x, points[i].y, &x, &y))
			continue;
		bool *cell = &taken[(y - plot->area.y) * plot->area.w + x - plot->area.x];
		shared |= *cell;
		*cell = true;
	}
	free(taken);
	return shared;
}

void data_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct run *run = scene->play->run;
	const struct dataset *data = &run->experiment->data;
	struct range a = range_of(run, 0), b = range_of(run, 1);
	struct plot_limits limits = {a.lo, a.hi, b.lo, b.hi, .equal = equal_units(run)};
	struct plot plot = plot_layout(
		area, &limits, data->feature_name[0], data->feature_name[1], canvas->ascii);
	struct point *points = malloc(data->rows * sizeof *points);

	draw_zero(&plot, canvas);
	if (points) {
		fill_points(scene, points);
		scatter_draw(&plot, canvas, points, data->rows);
		if (shares_cells(&plot, points, data->rows))
			canvas_text(canvas, plot.area.x + 1, plot.area.y, ROLE_DIM,
				"some rows share a dot", plot.area.w - 1);
	}
	plot_axes(&plot, canvas);
	free(points);
}
