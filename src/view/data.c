#include <math.h>
#include <stdlib.h>

#include "draw/scatter.h"
#include "view/view.h"

enum { EQUAL_UP_TO = 8 }; /* ranges that differ by more cannot share a unit on one screen */

struct range {
	double lo, hi;
};

/* All rows, and zero: what centring does is seen against it. */
static struct range range_of(const struct run *run, int feature)
{
	const struct experiment *e = run->experiment;
	const double *x = experiment_x(e, run->at.stage, feature);
	struct range r = {0, 0};

	for (size_t i = 0; i < e->data.rows; i++) {
		r.lo = fmin(r.lo, x[i]);
		r.hi = fmax(r.hi, x[i]);
	}
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
	if (run->experiment->data.classes)
		str_addf(&words->note, "%s: ● %s ▲ %s · ", run->experiment->data.target_name,
			run->experiment->data.class_name[0], run->experiment->data.class_name[1]);
	str_add(&words->note, equal_units(run) ? "equal units" : "unequal units");
}

static bool in_batch(const struct run *run, size_t row)
{
	if (!run->at.epoch || run->work.m == run->experiment->data.train_count)
		return false;
	for (size_t i = 0; i < run->work.m; i++)
		if (run->work.rows[i] == row)
			return true;
	return false;
}

static bool is_lit_row(const struct scene *scene, size_t row)
{
	const struct run *run = scene->play->run;

	if (!run->at.epoch)
		return row + 1 == (size_t)scene_row(scene);
	return run->work.rows[scene_example(scene) - 1] == row;
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
		if (in_batch(run, i))
			points[i].state = POINT_BATCH;
		if (is_lit_row(scene, i))
			points[i].state = POINT_LIT;
	}
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
	}
	plot_axes(&plot, canvas);
	free(points);
}
