#include "engine/landscape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "engine/parameter.h"
#include "num/curvature.h"
#include "num/plane.h"

/* What a field was computed for: while this is the same, so is the field. */
struct field_key {
	const struct run *run;
	enum stage input; /* the view of the inputs */
	size_t step;
	bool after; /* behind the update */
	enum model_mode mode;
	struct window window;
	int nx, ny;
};

/* The last field of one run, and the room to compute another. */
struct field_cache {
	struct field_key key;
	double *loss, *u, *v;
	struct work work;
	const struct run *work_run; /* the run that `work` was made for */
};

enum { CACHES = 2 }; /* a run and its twin */

struct landscape {
	struct field_cache caches[CACHES];
	int next; /* the cache that a further run gets */
};

struct landscape *landscape_new(void)
{
	return calloc(1, sizeof(struct landscape));
}

static void drop_work(struct field_cache *cache)
{
	if (cache->work_run)
		work_free(&cache->work);
	cache->work_run = NULL;
}

void landscape_free(struct landscape *landscape)
{
	for (int i = 0; landscape && i < CACHES; i++) {
		struct field_cache *cache = &landscape->caches[i];
		drop_work(cache);
		free(cache->loss);
		free(cache->u);
		free(cache->v);
	}
	free(landscape);
}

void landscape_forget(struct landscape *landscape)
{
	for (int i = 0; i < CACHES; i++) {
		drop_work(&landscape->caches[i]);
		landscape->caches[i].key = (struct field_key){.run = NULL};
	}
}

/* The cache that has the run's memory, else the one whose turn it is. */
static struct field_cache *cache_of(struct landscape *landscape, const struct run *run)
{
	for (int i = 0; i < CACHES; i++)
		if (landscape->caches[i].work_run == run)
			return &landscape->caches[i];
	struct field_cache *cache = &landscape->caches[landscape->next];
	landscape->next = (landscape->next + 1) % CACHES;
	return cache;
}

/* --- which picture ----------------------------------------------------------------------------- */

static bool is_linear(const struct model *model)
{
	const struct layer_spec *only = &model->layer[0];

	return model->layers == 1 && !only->batch_norm && only->units == 1 &&
	       only->activation == ACTIVATION_LINEAR && model->loss == LOSS_SQUARED;
}

/* The linear model's weights are the first two parameters, its bias the third. */
static bool is_weight_plane(const struct run *run)
{
	return is_linear(&run->experiment->model) && run->spread.kind == SPREAD_PAIR &&
	       run->spread.offset[0] + run->spread.offset[1] == 1;
}

static double held_bias(const struct run *run)
{
	return run->experiment->model.layer[0].bias ? run_state(run).theta[2] : 0;
}

static bool find_curvature(const struct run *run, enum curvature_over over, struct curvature *c)
{
	const struct experiment *e = run->experiment;
	const double *x[FEATURES] = {
		experiment_x(e, run->at.stage, 0), experiment_x(e, run->at.stage, 1)};

	return is_weight_plane(run) && !curvature_find(over, x, e->data.y, e->data.train,
					       e->data.train_count, held_bias(run), c);
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

/* A box around the origin, from which rays come, doubled until the path so far is inside. */
static struct window box_window(const struct run *run)
{
	double radius = 2, farthest = 0;
	struct plane_point at = landscape_point(run);

	if (run->trail.count)
		farthest = run->trail.reach[run->at.step < run->trail.count ? run->at.step
									    : run->trail.count - 1];
	farthest = fmax(farthest, fmax(fabs(at.u), fabs(at.v)));
	for (int i = 0; i < WINDOW_DOUBLINGS && farthest > 0.9 * radius; i++)
		radius *= 2;
	return (struct window){-radius, radius, -radius, radius};
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

/* --- the field --------------------------------------------------------------------------------- */

static bool same_key(const struct field_key *a, const struct field_key *b)
{
	return a->run == b->run && a->input == b->input && a->step == b->step &&
	       a->after == b->after && a->mode == b->mode && a->nx == b->nx && a->ny == b->ny &&
	       a->window.x0 == b->window.x0 && a->window.x1 == b->window.x1 &&
	       a->window.y0 == b->window.y0 && a->window.y1 == b->window.y1;
}

static bool resize(double **values, size_t count)
{
	double *grown = realloc(*values, count * sizeof *grown);

	if (grown)
		*values = grown;
	return grown != NULL;
}

static void spread_evenly(double *values, int count, double from, double to)
{
	for (int i = 0; i < count; i++)
		values[i] = count > 1 ? from + (to - from) * i / (count - 1) : from;
}

static bool make_room(struct field_cache *cache, const struct run *run, int nx, int ny)
{
	if (cache->work_run != run) {
		drop_work(cache);
		if (work_alloc(&cache->work, &run->experiment->model,
			    run->experiment->data.train_count))
			return false;
		cache->work_run = run;
	}
	return resize(&cache->loss, (size_t)nx * (size_t)ny) && resize(&cache->u, (size_t)nx) &&
	       resize(&cache->v, (size_t)ny);
}

static bool compute(struct field_cache *cache, const struct run *run, const struct field_key *key)
{
	const struct experiment *e = run->experiment;
	struct view_of_loss view = landscape_view(run);
	struct inputs inputs = e->inputs;
	struct state state = run_state(run);

	if (!make_room(cache, run, key->nx, key->ny))
		return false;
	for (int j = 0; j < FEATURES; j++)
		inputs.x[j] = experiment_x(e, run->at.stage, j);
	work_load(&cache->work, &inputs, view.all_rows ? e->data.train : run->work.rows,
		view.all_rows ? e->data.train_count : run->work.m);
	/* A plane of directions goes through where the run stands: offsets count from there. */
	bool pair = run->spread.kind == SPREAD_PAIR;
	struct plane_point at = landscape_point(run);
	double u = pair ? 0 : at.u, v = pair ? 0 : at.v;
	spread_evenly(cache->u, key->nx, key->window.x0 - u, key->window.x1 - u);
	spread_evenly(cache->v, key->ny, key->window.y0 - v, key->window.y1 - v);
	struct plane plane = {.p_u = run->spread.offset[0],
		.p_v = run->spread.offset[1],
		.d_u = run->spread.d_u,
		.d_v = run->spread.d_v,
		.nx = (size_t)key->nx,
		.ny = (size_t)key->ny,
		.u = cache->u,
		.v = cache->v};
	return !plane_loss(&e->model, &state, run->mode, &plane, &cache->work, cache->loss);
}

const double *landscape_field(
	struct landscape *landscape, const struct run *run, struct window window, int nx, int ny)
{
	struct field_key key = {.run = run,
		.step = run->at.step,
		.window = window,
		.input = run->at.stage < STAGE_DRAW ? run->at.stage : STAGE_DRAW,
		.after = run_reached(run, STAGE_UPDATE, 0),
		.mode = run->mode,
		.nx = nx,
		.ny = ny};
	struct field_cache *cache = cache_of(landscape, run);

	if (cache->loss && same_key(&key, &cache->key))
		return cache->loss;
	cache->key = (struct field_key){.run = NULL};
	if (!compute(cache, run, &key))
		return NULL;
	cache->key = key;
	return cache->loss;
}

/* Multiplications of a field that a key may wait for (about a tenth of a second), and the fewest
 * points that still make a picture. */
static const double affordable = 3e8;
enum { FEWEST_X = 25, FEWEST_Y = 17, NONLINEAR_COST = 12 };

static void afford(const struct run *run, int *nx, int *ny)
{
	const struct model *model = &run->experiment->model;
	struct view_of_loss view = landscape_view(run);
	double rows = (double)(view.all_rows ? run->experiment->data.train_count : run->work.m);
	double point = (double)model->parameters;

	if (is_weight_plane(run))
		return;
	for (int layer = 0; layer < model->layers; layer++)
		point += NONLINEAR_COST * model->layer[layer].units;
	double shrink = sqrt(affordable / (rows * point * *nx * *ny));
	if (shrink >= 1)
		return;
	*nx = (int)fmin(*nx, fmax(FEWEST_X, *nx * shrink));
	*ny = (int)fmin(*ny, fmax(FEWEST_Y, *ny * shrink));
}

void landscape_afford(const struct run *run, int *nx, int *ny)
{
	afford(run, nx, ny);
	if (run->twin)
		afford(run->twin, nx, ny);
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
	if (is_weight_plane(run)) {
		number_trim(text, held_bias(run), 3);
		str_addf(out, brief ? "b = %s" : "b held at %s", text);
		return;
	}
	str_add(out, brief ? "rest held" : "all else held");
}
