#include <math.h>

#include "base/number.h"
#include "engine/bowl.h"
#include "engine/landscape.h"
#include "engine/parameter.h"

/* --- which picture ----------------------------------------------------------------------------- */

static bool is_linear(const struct model *model)
{
	const struct layer_spec *only = &model->layer[0];

	return model->layers == 1 && !only->batch_norm && only->units == 1 &&
	       only->activation == ACTIVATION_LINEAR && model->loss == LOSS_SQUARED;
}

/* The linear model's weights are the first two parameters, its bias the third. */
bool landscape_is_bowl(const struct run *run)
{
	return is_linear(&run->experiment->model) && run->spread.kind == SPREAD_PAIR &&
	       run->spread.offset[0] + run->spread.offset[1] == 1;
}

/*
 * Over both weights of a unit whose batch norm takes their length away, with nothing else in the
 * sum: then only their direction counts.
 */
bool landscape_has_rays(const struct run *run)
{
	const struct model *model = &run->experiment->model;

	if (run->spread.kind != SPREAD_PAIR || run->mode != MODE_TRAIN)
		return false;
	struct parameter a = parameter_at(model, run->spread.offset[0]);
	struct parameter b = parameter_at(model, run->spread.offset[1]);
	const struct layer_spec *layer = &model->layer[a.layer - 1];
	bool weights = a.input > 0 && b.input > 0 && a.layer == b.layer && a.unit == b.unit;

	return weights && layer->inputs == FEATURES && layer->batch_norm &&
	       model->norm_position == NORM_POSITION_BEFORE &&
	       model->normalize_with == NORMALIZE_WITH_BATCH;
}

static double held_bias(const struct run *run)
{
	return run->experiment->model.layer[0].bias ? run_state(run).theta[2] : 0;
}

static bool find_curvature(const struct run *run, enum curvature_over over, struct curvature *c)
{
	return landscape_is_bowl(run) && !bowl_find(run, run->at.stage, over, held_bias(run), c);
}

struct view_of_loss landscape_view(const struct run *run)
{
	struct view_of_loss view = {.all_rows = false};
	struct curvature c;

	view.all_rows = !run->at.epoch || run->experiment->settings.view.rows == VIEW_ROWS_ALL ||
			run->work.m == run->experiment->data.train_count;
	if (view.all_rows && find_curvature(run, CURVATURE_B_HELD, &c) && !c.singular) {
		view.has_minimum = true;
		view.minimum[0] = c.minimum_w[run->spread.offset[0]];
		view.minimum[1] = c.minimum_w[run->spread.offset[1]];
	}
	return view;
}

/* --- the window -------------------------------------------------------------------------------- */

enum { WINDOW_DOUBLINGS = 60 };

static void hold(double *lo, double *hi, double a, double b)
{
	double margin = 0.2 * fabs(a - b);

	if (!(margin > 1e-9 * (fabs(a) + fabs(b))))
		margin = 0.5 * fabs(a) + 0.5;
	*lo = fmin(a, b) - margin;
	*hi = fmax(a, b) + margin;
}

/* The start and its mirror image behind the minimum: zig-zag stays inside. */
static struct window linear_window(const struct run *run, const struct curvature *c)
{
	double mu = c->minimum_w[run->spread.offset[0]], mv = c->minimum_w[run->spread.offset[1]];
	double u = run->trail.u[0], v = run->trail.v[0];
	struct window w;

	hold(&w.x0, &w.x1, u, 2 * mu - u);
	hold(&w.y0, &w.y1, v, 2 * mv - v);
	return w;
}

/* Rays come from the origin of weights. γ and β of a norm have none: where they start is as good. */
static struct plane_point box_centre(const struct run *run)
{
	const struct model *model = &run->experiment->model;
	struct plane_point centre = {.has_gradient = false};

	if (run->spread.kind != SPREAD_PAIR || !run->trail.count)
		return centre;
	if (!parameter_at(model, run->spread.offset[0]).input &&
		!parameter_at(model, run->spread.offset[1]).input) {
		centre.u = run->trail.u[0];
		centre.v = run->trail.v[0];
	}
	return centre;
}

/* A box, doubled until the path so far is inside. */
static struct window box_window(const struct run *run)
{
	double radius = 2, farthest = 0;
	struct plane_point at = landscape_point(run), centre = box_centre(run);
	size_t done = run->at.step < run->trail.count ? run->at.step + 1 : run->trail.count;

	for (size_t i = 0; i < done; i++)
		farthest = fmax(farthest,
			fmax(fabs(run->trail.u[i] - centre.u), fabs(run->trail.v[i] - centre.v)));
	farthest = fmax(farthest, fmax(fabs(at.u - centre.u), fabs(at.v - centre.v)));
	for (int i = 0; i < WINDOW_DOUBLINGS && farthest > 0.9 * radius; i++)
		radius *= 2;
	return (struct window){
		centre.u - radius, centre.u + radius, centre.v - radius, centre.v + radius};
}

static struct window own_window(const struct run *run)
{
	struct curvature c;

	if (run->trail.count && find_curvature(run, CURVATURE_B_FREE, &c) &&
		isfinite(c.minimum_w[0]) && isfinite(c.minimum_w[1]))
		return linear_window(run, &c);
	return box_window(run);
}

struct window landscape_window(const struct run *run)
{
	struct window w = own_window(run);

	if (run->twin) {
		struct window other = own_window(run->twin);
		w = (struct window){fmin(w.x0, other.x0), fmax(w.x1, other.x1),
			fmin(w.y0, other.y0), fmax(w.y1, other.y1)};
	}
	return w;
}

/* --- where the run stands ---------------------------------------------------------------------- */

struct plane_point landscape_point(const struct run *run)
{
	size_t parameters = run->experiment->model.parameters;
	struct plane_point at = {.has_gradient = false};

	spread_locate(&run->spread, run_state(run).theta, parameters, &at.u, &at.v);
	at.has_gradient = run->mode == MODE_TRAIN && run_reached(run, STAGE_D_WEIGHTS, 1) &&
			  !run_reached(run, STAGE_UPDATE, 0);
	if (at.has_gradient)
		spread_gradient(&run->spread, run->work.gradient, parameters, &at.du, &at.dv);
	return at;
}

void landscape_held(const struct run *run, bool brief, struct str *out)
{
	const struct model *model = &run->experiment->model;
	char text[NUMBER_MAX];

	if (model->parameters == 2)
		return;
	if (landscape_is_bowl(run)) {
		number_trim(text, held_bias(run), 3);
		str_addf(out, brief ? "b = %s" : "b held at %s", text);
		return;
	}
	str_add(out, brief ? "rest held" : "all else held");
}
