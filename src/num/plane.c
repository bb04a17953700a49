#include "num/plane.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"
#include "num/pass.h"

int plane_layer(const struct model *model, size_t parameter)
{
	int layer = 0;

	while (layer + 1 < model->layers && parameter >= model->first_parameter[layer + 1])
		layer++;
	return layer;
}

enum { THREADS_MAX = 16 };
static const double threads_from = 1e7; /* points × rows × parameters */

/* Lines of the grid, half open. */
struct range {
	size_t from, to;
};

/* One side of the plane: what it moves, the values there, and where they go in the grid. */
struct side {
	size_t parameter;
	const double *direction; /* [parameters], or NULL: the parameter alone */
	size_t count, stride;
	const double *values;
	int layer; /* the lowest that it touches */
};

/* The plane on its way: theta at the origin, at the outer side's value, and at the point. */
struct course {
	const struct model *model;
	enum model_mode mode;
	struct work *work;
	const double *origin;
	double *outer;
	struct state moved;
	double *rest; /* what the units that the inner side leaves alone give to the layer above */
};

static size_t widest_layer(const struct model *model)
{
	size_t widest = 0;

	for (int l = 0; l < model->layers; l++)
		if ((size_t)model->layer[l].units > widest)
			widest = (size_t)model->layer[l].units;
	return widest;
}

/* Gives the course parameters of its own, as they are at the origin. 0, or STATUS_MEMORY. */
static int course_open(struct course *course)
{
	size_t count = course->model->parameters;

	course->moved.theta = malloc(
		(2 * count + widest_layer(course->model) * course->work->m) * sizeof(double));
	if (!course->moved.theta)
		return STATUS_MEMORY;
	course->outer = course->moved.theta + count;
	course->rest = course->outer + count;
	memcpy(course->moved.theta, course->origin, count * sizeof(double));
	memcpy(course->outer, course->origin, count * sizeof(double));
	return 0;
}

static void course_close(struct course *course)
{
	free(course->moved.theta);
}

/* A parameter takes the value itself; along a direction it is a distance from where one was. */
static void put(const struct course *course, const struct side *side, double value,
	const double *from, double *theta)
{
	if (!side->direction) {
		theta[side->parameter] = value;
		return;
	}
	for (size_t p = 0; p < course->model->parameters; p++)
		theta[p] = from[p] + value * side->direction[p];
}

/* A parameter of the outer side has to stand at the point as well, as the inner one copies none. */
static void put_outer(const struct course *course, const struct side *side, double value)
{
	put(course, side, value, course->origin, course->outer);
	put(course, side, value, course->origin, course->moved.theta);
}

/* The unit of its layer that a parameter feeds. */
static int parameter_unit(const struct model *model, size_t parameter, int layer)
{
	const struct layer_spec *spec = &model->layer[layer];
	size_t place = parameter - model->first_parameter[layer];
	size_t weights = (size_t)spec->units * (size_t)spec->inputs;

	if (place < weights)
		return (int)(place / (size_t)spec->inputs);
	return (int)((place - weights) % (size_t)spec->units);
}

/* A line's first point; and what all its points share, where only one unit moves on it. */
static void pass_first(
	const struct course *course, const struct side *outer, const struct side *inner)
{
	const struct model *model = course->model;

	pass_forward_from(model, &course->moved, course->mode, course->work, outer->layer);
	if (!inner->direction && inner->layer + 1 < model->layers)
		pass_rest(model, &course->moved, course->work, inner->layer,
			parameter_unit(model, inner->parameter, inner->layer), course->rest);
}

/* One point: only what its parameters change is computed again. */
static void pass_point(const struct course *course, const struct side *inner)
{
	const struct model *model = course->model;

	if (inner->direction)
		pass_forward_from(model, &course->moved, course->mode, course->work, inner->layer);
	else
		pass_forward_unit(model, &course->moved, course->mode, course->work, inner->layer,
			parameter_unit(model, inner->parameter, inner->layer), course->rest);
}

/* The outer side stands in the lower layer: what the inner one leaves alone is computed once. */
static void sweep_both(const struct course *course, const struct side *outer,
	const struct side *inner, struct range rows, double *ret_loss)
{
	for (size_t j = rows.from; j < rows.to; j++) {
		put_outer(course, outer, outer->values[j]);
		for (size_t i = 0; i < inner->count; i++) {
			put(course, inner, inner->values[i], course->outer, course->moved.theta);
			if (i == 0)
				pass_first(course, outer, inner);
			pass_point(course, inner);
			ret_loss[j * outer->stride + i * inner->stride] = course->work->loss;
		}
	}
}

/* --- on all cores ------------------------------------------------------------------------------ */

/* A thread's part: lines of the outer side, with parameters and a work of its own. */
struct part {
	pthread_t thread;
	bool started;
	int status;
	struct range rows;
	struct course course;
	struct work work;
	const struct course *whole;
	const struct side *outer, *inner;
	double *loss;
};

static int part_open(struct part *part)
{
	const struct work *from = part->whole->work;
	int status = work_alloc(&part->work, part->whole->model, from->m);

	part->course = *part->whole;
	part->course.work = &part->work;
	part->course.moved.theta = NULL;
	if (status)
		return status;
	part->work.m = from->m;
	memcpy(part->work.rows, from->rows, from->m * sizeof *from->rows);
	memcpy(part->work.x, from->x, FEATURES * from->m * sizeof *from->x);
	memcpy(part->work.y, from->y, from->m * sizeof *from->y);
	return course_open(&part->course);
}

static void *part_run(void *argument)
{
	struct part *part = argument;

	part->status = part_open(part);
	if (!part->status) {
		model_forward(
			part->course.model, &part->course.moved, part->course.mode, &part->work);
		sweep_both(&part->course, part->outer, part->inner, part->rows, part->loss);
	}
	course_close(&part->course);
	work_free(&part->work);
	return NULL;
}

/* More than one only where the work outweighs starting them; the bits do not depend on it. */
static size_t count_threads(const struct course *course, size_t lines, size_t points)
{
	double cost = (double)lines * (double)points * (double)course->work->m *
		      (double)course->model->parameters;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t most = cores > 1 ? (size_t)cores : 1;

	most = most > THREADS_MAX ? THREADS_MAX : most;
	return cost < threads_from ? 1 : most > lines ? lines : most;
}

/* Threads have lines of their own; the signals stay with the thread that called. */
static int sweep_parts(const struct course *course, const struct side *outer,
	const struct side *inner, size_t threads, double *ret_loss)
{
	struct part parts[THREADS_MAX];
	sigset_t all, before;
	int status = 0;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	for (size_t t = 0; t < threads; t++) {
		parts[t] = (struct part){
			.rows = {outer->count * t / threads, outer->count * (t + 1) / threads},
			.whole = course,
			.outer = outer,
			.inner = inner,
			.loss = ret_loss};
		parts[t].started = pthread_create(&parts[t].thread, NULL, part_run, &parts[t]) == 0;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	for (size_t t = 0; t < threads; t++) {
		if (parts[t].started)
			pthread_join(parts[t].thread, NULL);
		else
			part_run(&parts[t]);
		status = status ? status : parts[t].status;
	}
	return status;
}

static int sweep_all(const struct course *course, const struct side *outer,
	const struct side *inner, double *ret_loss)
{
	size_t threads = count_threads(course, outer->count, inner->count);

	if (threads > 1)
		return sweep_parts(course, outer, inner, threads, ret_loss);
	model_forward(course->model, &course->moved, course->mode, course->work);
	sweep_both(course, outer, inner, (struct range){0, outer->count}, ret_loss);
	return 0;
}

/* --- the quadratic form ------------------------------------------------------------------------ */

/* J(u, v) around (u0, v0): a linear output with squared loss has no higher terms. */
struct quadratic {
	double u0, v0, loss, d_u, d_v, h_uu, h_uv, h_vv;
};

static bool is_quadratic(const struct model *model)
{
	return model->layers == 1 && model->loss == LOSS_SQUARED && !model->layer[0].batch_norm &&
	       model->layer[0].activation == ACTIVATION_LINEAR;
}

/* What the output grows by per unit of the parameter: a feature, or 1 for the bias. */
static double output_slope(const struct work *work, size_t parameter, size_t e)
{
	return parameter < FEATURES ? work->x[parameter * work->m + e] : 1;
}

static double side_slope(const struct course *course, const struct side *side, size_t e)
{
	double sum = 0;

	if (!side->direction)
		return output_slope(course->work, side->parameter, e);
	for (size_t p = 0; p < course->model->parameters; p++)
		sum += side->direction[p] * output_slope(course->work, p, e);
	return sum;
}

static void expand(const struct course *course, const struct side *u, const struct side *v,
	struct quadratic *q)
{
	const struct work *work = course->work;
	double m = (double)work->m;

	put_outer(course, v, q->v0);
	put(course, u, q->u0, course->outer, course->moved.theta);
	model_forward(course->model, &course->moved, course->mode, course->work);
	*q = (struct quadratic){.u0 = q->u0, .v0 = q->v0, .loss = work->loss};
	for (size_t e = 0; e < work->m; e++) {
		double error = work->layer[0].out[e] - work->y[e];
		double a = side_slope(course, u, e), b = side_slope(course, v, e);

		q->d_u += error * a / m;
		q->d_v += error * b / m;
		q->h_uu += a * a / m;
		q->h_uv += a * b / m;
		q->h_vv += b * b / m;
	}
}

/* Around the plane's own minimum little is subtracted from little: the valley keeps its digits. */
static void quadratic_loss(const struct course *course, const struct side *u_side,
	const struct side *v_side, double *ret_loss)
{
	struct quadratic q = {0};
	double determinant;

	expand(course, u_side, v_side, &q);
	determinant = q.h_uu * q.h_vv - q.h_uv * q.h_uv;
	if (determinant > 1e-12 * q.h_uu * q.h_vv) {
		q.u0 = (q.h_uv * q.d_v - q.h_vv * q.d_u) / determinant;
		q.v0 = (q.h_uv * q.d_u - q.h_uu * q.d_v) / determinant;
		expand(course, u_side, v_side, &q);
	}
	for (size_t j = 0; j < v_side->count; j++) {
		double v = v_side->values[j] - q.v0;

		for (size_t i = 0; i < u_side->count; i++) {
			double u = u_side->values[i] - q.u0;
			double bend = 0.5 * (q.h_uu * u * u + q.h_vv * v * v) + q.h_uv * u * v;

			ret_loss[j * v_side->stride + i] = q.loss + q.d_u * u + q.d_v * v + bend;
		}
	}
}

/* --- the plane --------------------------------------------------------------------------------- */

/* The lowest layer of a direction; the last one where all of it is 0. */
static int direction_layer(const struct model *model, const double *direction)
{
	size_t p = 0;

	while (p + 1 < model->parameters && direction[p] == 0)
		p++;
	return plane_layer(model, p);
}

static int side_layer(const struct model *model, const struct side *side)
{
	return side->direction ? direction_layer(model, side->direction)
			       : plane_layer(model, side->parameter);
}

static int fill_plane(struct course *course, const struct plane *plane, double *ret_loss)
{
	const struct model *model = course->model;
	struct side u = {plane->p_u, plane->d_u, plane->nx, 1, plane->u, 0};
	struct side v = {plane->p_v, plane->d_v, plane->ny, plane->nx, plane->v, 0};

	if (is_quadratic(model)) {
		quadratic_loss(course, &u, &v, ret_loss);
		return 0;
	}
	u.layer = side_layer(model, &u);
	v.layer = side_layer(model, &v);
	return v.layer <= u.layer ? sweep_all(course, &v, &u, ret_loss)
				  : sweep_all(course, &u, &v, ret_loss);
}

static bool is_plane(const struct model *model, const struct plane *plane)
{
	if (plane->d_u || plane->d_v)
		return plane->d_u && plane->d_v;
	return plane->p_u != plane->p_v && plane->p_u < model->parameters &&
	       plane->p_v < model->parameters;
}

int plane_loss(const struct model *model, const struct state *state, enum model_mode mode,
	const struct plane *plane, struct work *work, double *ret_loss)
{
	struct course course = {.model = model,
		.mode = mode,
		.work = work,
		.origin = state->theta,
		.moved = *state};

	if (!is_plane(model, plane))
		return STATUS_RANGE;
	int status = course_open(&course);
	if (!status)
		status = fill_plane(&course, plane, ret_loss);
	course_close(&course);
	return status;
}
