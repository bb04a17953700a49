#include "engine/eigen.h"

#include <math.h>

#include "base/status.h"

static bool is_linear(const struct model *model)
{
	return model->layers == 1 && !model->layer[0].batch_norm && model->layer[0].units == 1 &&
	       model->layer[0].activation == ACTIVATION_LINEAR && model->loss == LOSS_SQUARED;
}

static double along(const struct curvature *c, int i, const double *theta)
{
	const double minimum[] = {c->minimum_w[0], c->minimum_w[1], c->minimum_b};
	double sum = 0;

	for (int j = 0; j < c->size; j++)
		sum += c->vector[i][j] * (theta[j] - minimum[j]);
	return sum;
}

/* Of a singular curvature, what is rounding beside the largest pulls nothing. */
static bool is_flat(const struct curvature *c, int i)
{
	return !(c->lambda[i] > (c->singular ? 1e-13 * c->lambda[c->size - 1] : 0));
}

/* The size of the numbers that an error is a difference of. */
static double size_of(const struct curvature *c, const double *theta)
{
	const double minimum[] = {c->minimum_w[0], c->minimum_w[1], c->minimum_b};
	double size = 0;

	for (int j = 0; j < c->size; j++)
		size = fmax(size, fmax(fabs(theta[j]), fabs(minimum[j])));
	return size;
}

static struct eigen_direction direction_of(
	const struct run *run, const struct curvature *c, int i, size_t steps)
{
	const struct model *model = &run->experiment->model;
	struct eigen_direction d = {.lambda = c->lambda[i],
		.start = along(c, i, state_view(model, run->keyframes.blocks).theta),
		.now = along(c, i, run_state(run).theta),
		.still = is_flat(c, i) || model->layer[0].frozen,
		.measured = NAN};

	d.factor = d.still ? 1 : 1 - model->rate * d.lambda;
	d.predicted = d.start * pow(d.factor, (double)steps);
	d.vanished = steps > 0 && d.now != d.start &&
		     fabs(d.now) < 1e-13 * size_of(c, run_state(run).theta);
	if (steps > 0 && d.start != 0)
		d.measured = pow(fabs(d.now) / fabs(d.start), 1 / (double)steps);
	return d;
}

static int slowest_of(const struct eigen_errors *errors)
{
	int slowest = -1;

	for (int i = 0; i < errors->count; i++)
		if (!errors->of[i].still &&
			(slowest < 0 ||
				fabs(errors->of[i].factor) > fabs(errors->of[slowest].factor)))
			slowest = i;
	return slowest;
}

int eigen_read(const struct run *run, struct eigen_errors *ret_errors)
{
	const struct experiment *e = run->experiment;
	enum stage stage = run->at.epoch ? STAGE_DRAW : run->at.stage;
	const double *x[FEATURES] = {experiment_x(e, stage, 0), experiment_x(e, stage, 1)};
	struct curvature c;

	if (!is_linear(&e->model))
		return STATUS_COMBINATION;
	int status = curvature_find(e->model.layer[0].bias ? CURVATURE_B_FREE : CURVATURE_B_HELD, x,
		e->data.y, e->data.train, e->data.train_count, 0, &c);
	if (status)
		return status;
	struct eigen_errors errors = {.count = c.size,
		.steps = run->at.step + run_reached(run, STAGE_UPDATE, 0),
		.exact = !run_is_changed(run) && e->model.optimizer == OPTIMIZER_SGD &&
			 e->model.batch == e->data.train_count};
	/* curvature.h counts from the smallest. */
	for (int i = 0; i < c.size; i++)
		errors.of[i] = direction_of(run, &c, c.size - 1 - i, errors.steps);
	errors.slowest = slowest_of(&errors);
	*ret_errors = errors;
	return 0;
}

double eigen_steps(const struct eigen_direction *direction)
{
	double factor = fabs(direction->factor);

	if (factor == 0)
		return 1;
	return factor < 1 ? ceil(log(1e-3) / log(factor)) : INFINITY;
}
