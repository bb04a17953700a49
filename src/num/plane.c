#include "num/plane.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "num/pass.h"

int plane_layer(const struct model *model, size_t parameter)
{
	int layer = 0;

	while (layer + 1 < model->layers && parameter >= model->first_parameter[layer + 1])
		layer++;
	return layer;
}

/* One of the two directions: the values that a parameter takes, and where they go in the grid. */
struct sweep {
	size_t parameter, count, stride;
	const double *values;
	int layer;
};

/* The outer sweep stands in the lower layer: what the inner one leaves alone is computed once. */
static void sweep_both(const struct model *model, const struct state *moved, enum model_mode mode,
	const struct sweep *outer, const struct sweep *inner, struct work *work, double *ret_loss)
{
	for (size_t j = 0; j < outer->count; j++) {
		moved->theta[outer->parameter] = outer->values[j];
		for (size_t i = 0; i < inner->count; i++) {
			moved->theta[inner->parameter] = inner->values[i];
			pass_forward_from(
				model, moved, mode, work, i == 0 ? outer->layer : inner->layer);
			ret_loss[j * outer->stride + i * inner->stride] = work->loss;
		}
	}
}

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

static void expand(const struct model *model, const struct state *moved, enum model_mode mode,
	const struct plane *plane, struct work *work, struct quadratic *q)
{
	double m = (double)work->m;

	moved->theta[plane->p_u] = q->u0;
	moved->theta[plane->p_v] = q->v0;
	model_forward(model, moved, mode, work);
	*q = (struct quadratic){.u0 = q->u0, .v0 = q->v0, .loss = work->loss};
	for (size_t e = 0; e < work->m; e++) {
		double error = work->layer[0].out[e] - work->y[e];
		double a = output_slope(work, plane->p_u, e), b = output_slope(work, plane->p_v, e);

		q->d_u += error * a / m;
		q->d_v += error * b / m;
		q->h_uu += a * a / m;
		q->h_uv += a * b / m;
		q->h_vv += b * b / m;
	}
}

/* Around the plane's own minimum little is subtracted from little: the valley keeps its digits. */
static void quadratic_loss(const struct model *model, const struct state *moved,
	enum model_mode mode, const struct plane *plane, struct work *work, double *ret_loss)
{
	struct quadratic q = {0};
	double determinant;

	expand(model, moved, mode, plane, work, &q);
	determinant = q.h_uu * q.h_vv - q.h_uv * q.h_uv;
	if (determinant > 1e-12 * q.h_uu * q.h_vv) {
		q.u0 = (q.h_uv * q.d_v - q.h_vv * q.d_u) / determinant;
		q.v0 = (q.h_uv * q.d_u - q.h_uu * q.d_v) / determinant;
		expand(model, moved, mode, plane, work, &q);
	}
	for (size_t j = 0; j < plane->ny; j++) {
		double v = plane->v[j] - q.v0;

		for (size_t i = 0; i < plane->nx; i++) {
			double u = plane->u[i] - q.u0;
			double bend = 0.5 * (q.h_uu * u * u + q.h_vv * v * v) + q.h_uv * u * v;

			ret_loss[j * plane->nx + i] = q.loss + q.d_u * u + q.d_v * v + bend;
		}
	}
}

static void swept_loss(const struct model *model, const struct state *moved, enum model_mode mode,
	const struct plane *plane, struct work *work, double *ret_loss)
{
	struct sweep u = {plane->p_u, plane->nx, 1, plane->u, plane_layer(model, plane->p_u)};
	struct sweep v = {
		plane->p_v, plane->ny, plane->nx, plane->v, plane_layer(model, plane->p_v)};

	model_forward(model, moved, mode, work);
	if (v.layer <= u.layer)
		sweep_both(model, moved, mode, &v, &u, work, ret_loss);
	else
		sweep_both(model, moved, mode, &u, &v, work, ret_loss);
}

int plane_loss(const struct model *model, const struct state *state, enum model_mode mode,
	const struct plane *plane, struct work *work, double *ret_loss)
{
	struct state moved = *state;

	if (plane->p_u == plane->p_v || plane->p_u >= model->parameters ||
		plane->p_v >= model->parameters)
		return STATUS_RANGE;
	moved.theta = malloc(model->parameters * sizeof(*moved.theta));
	if (!moved.theta)
		return STATUS_MEMORY;
	memcpy(moved.theta, state->theta, model->parameters * sizeof(*moved.theta));
	if (is_quadratic(model))
		quadratic_loss(model, &moved, mode, plane, work, ret_loss);
	else
		swept_loss(model, &moved, mode, plane, work, ret_loss);
	free(moved.theta);
	return 0;
}
