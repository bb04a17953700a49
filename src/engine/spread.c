#include "engine/spread.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/parameter.h"
#include "num/direction.h"
#include "num/hessian.h"

enum { PATH_VECTORS = 512 };

static const char *const kind_names[SPREAD_COUNT] = {[SPREAD_PAIR] = "",
	[SPREAD_HESSIAN] = "hessian",
	[SPREAD_RANDOM] = "random",
	[SPREAD_PATH] = "path"};

static enum spread_kind kind_of(const char *text)
{
	for (int kind = SPREAD_HESSIAN; kind < SPREAD_COUNT; kind++)
		if (strcmp(text, kind_names[kind]) == 0)
			return (enum spread_kind)kind;
	return SPREAD_PAIR;
}

/* The two leading eigenvectors at the start, on all training rows. */
static int find_hessian(
	const struct experiment *e, const struct state *start, struct spread *spread)
{
	struct hessian hessian = {.size = 0};
	struct work work = {.m = 0};
	int status = work_alloc(&work, &e->model, e->data.train_count);

	if (!status)
		status = hessian_alloc(&hessian, &e->model, NULL, 0);
	if (!status) {
		work_load(&work, &e->inputs, e->data.train, e->data.train_count);
		status = hessian_find(&e->model, start, &work, &hessian);
	}
	if (!status)
		status = hessian.size < 2 ? STATUS_RANGE : hessian_spectrum(&hessian);
	for (size_t i = 0; i < 2 && !status; i++) {
		hessian_direction(&e->model, &hessian, i, i ? spread->d_v : spread->d_u);
		spread->figure[i] = hessian.lambda[i];
	}
	hessian_free(&hessian);
	work_free(&work);
	return status;
}

/* Runs from the start to the end and keeps every so manieth theta. */
static size_t record_path(
	const struct experiment *e, const void *start, struct work *work, double *path)
{
	const struct model *model = &e->model;
	size_t steps = model->batches * (size_t)e->settings.train.epochs, count = 0;
	size_t every = steps / (PATH_VECTORS - 1) + 1, bytes = model->parameters * sizeof(double);
	unsigned char *before = malloc(model->block_bytes), *after = malloc(model->block_bytes);

	for (size_t step = 0; before && after && step <= steps; step++) {
		if (step == 0)
			memcpy(before, start, model->block_bytes);
		if (step % every == 0 || step == steps)
			memcpy(path + count++ * model->parameters, state_view(model, before).theta,
				bytes);
		if (step == steps)
			break;
		model_step(model, &e->inputs, before, after, work);
		if (*state_view(model, after).diverged)
			break;
		unsigned char *block = before;
		before = after;
		after = block;
	}
	free(before);
	free(after);
	return count;
}

static int find_path(const struct experiment *e, const void *start, struct spread *spread)
{
	size_t parameters = e->model.parameters;
	double *path = malloc((PATH_VECTORS + 2) * parameters * sizeof *path);
	struct work work = {.m = 0};
	int status = path ? work_alloc(&work, &e->model, e->model.batch) : STATUS_MEMORY;

	if (!status) {
		size_t count = record_path(e, start, &work, path);
		status = count < 2
				 ? STATUS_MEMORY
				 : direction_path(path, count < PATH_VECTORS ? count : PATH_VECTORS,
					   parameters, spread->d_u, spread->d_v, spread->figure);
	}
	work_free(&work);
	free(path);
	return status;
}

static int find_directions(
	const struct experiment *e, const void *start, struct spread *spread, struct str *why)
{
	size_t parameters = e->model.parameters;
	struct state state = state_view(&e->model, (void *)(uintptr_t)start);
	int status = STATUS_MEMORY;

	spread->d_u = calloc(parameters, sizeof *spread->d_u);
	spread->d_v = calloc(parameters, sizeof *spread->d_v);
	spread->origin = malloc(parameters * sizeof *spread->origin);
	if (spread->d_u && spread->d_v && spread->origin) {
		memcpy(spread->origin, state.theta, parameters * sizeof *spread->origin);
		if (spread->kind == SPREAD_HESSIAN)
			status = find_hessian(e, &state, spread);
		else if (spread->kind == SPREAD_RANDOM)
			status = direction_random(
				&e->model, state.theta, e->model.seed, spread->d_u, spread->d_v);
		else
			status = find_path(e, start, spread);
	}
	const char *trouble = spread->kind == SPREAD_HESSIAN ? hessian_trouble(&e->model) : NULL;
	if (status)
		str_addf(why, "the plane “%s” cannot be had here: %s", kind_names[spread->kind],
			trouble ? trouble : status_text(status));
	return status;
}

int spread_open(const struct experiment *experiment, const char *text, const void *start,
	struct spread *ret_spread, struct str *why)
{
	struct spread spread = {.kind = kind_of(text)};
	int status = spread.kind == SPREAD_PAIR
			     ? parameter_find_pair(&experiment->model, text, spread.offset, why)
			     : find_directions(experiment, start, &spread, why);

	if (status) {
		if (spread.kind == SPREAD_PAIR)
			str_add(why, "; or name the plane hessian, random or path");
		spread_free(&spread);
		return status;
	}
	*ret_spread = spread;
	return 0;
}

void spread_free(struct spread *spread)
{
	free(spread->d_u);
	free(spread->d_v);
	free(spread->origin);
	*spread = (struct spread){.kind = SPREAD_PAIR};
}

void spread_locate(const struct spread *spread, const double *theta, size_t parameters,
	double *ret_u, double *ret_v)
{
	if (spread->kind == SPREAD_PAIR) {
		*ret_u = theta[spread->offset[0]];
		*ret_v = theta[spread->offset[1]];
		return;
	}
	struct direction_place place =
		direction_locate(theta, spread->origin, spread->d_u, spread->d_v, parameters);
	*ret_u = place.u;
	*ret_v = place.v;
}

static double along(const double *direction, const double *gradient, size_t parameters)
{
	double sum = 0;

	for (size_t i = 0; i < parameters; i++)
		sum += direction[i] * gradient[i];
	return sum;
}

void spread_gradient(const struct spread *spread, const double *gradient, size_t parameters,
	double *ret_du, double *ret_dv)
{
	bool pair = spread->kind == SPREAD_PAIR;

	*ret_du = pair ? gradient[spread->offset[0]] : along(spread->d_u, gradient, parameters);
	*ret_dv = pair ? gradient[spread->offset[1]] : along(spread->d_v, gradient, parameters);
}
