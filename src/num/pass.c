#include "num/pass.h"

#include <string.h>

#include "num/activation.h"
#include "num/batchnorm.h"
#include "num/linear.h"
#include "num/loss.h"
#include "num/norm_noise.h"

static struct linear_size layer_size(const struct model *model, int l, size_t m)
{
	return (struct linear_size){.n = (size_t)model->layer[l].units,
		.inputs = (size_t)model->layer[l].inputs,
		.m = m};
}

static bool norm_before(const struct model *model, int l)
{
	return model->layer[l].batch_norm && model->norm_position == NORM_POSITION_BEFORE;
}

static bool norm_after(const struct model *model, int l)
{
	return model->layer[l].batch_norm && model->norm_position == NORM_POSITION_AFTER;
}

/* Some units of a layer that follow each other. */
struct units {
	int layer;
	size_t first, count;
};

static double *from_unit(double *values, size_t first)
{
	return values ? values + first : NULL;
}

/* The work of a layer as if unit `first` were its first one. */
static struct layer_work work_from(const struct layer_work *layer, size_t first, size_t m)
{
	return (struct layer_work){.mu = from_unit(layer->mu, first),
		.var = from_unit(layer->var, first),
		.used_mu = from_unit(layer->used_mu, first),
		.used_var = from_unit(layer->used_var, first),
		.s = from_unit(layer->s, first),
		.stretch = from_unit(layer->stretch, first),
		.shift = from_unit(layer->shift, first),
		.centered = from_unit(layer->centered, first * m),
		.zhat = from_unit(layer->zhat, first * m),
		.ztilde = from_unit(layer->ztilde, first * m)};
}

static void norm_forward(const struct model *model, const struct state *state, enum model_mode mode,
	struct units units, const double *values, struct work *work)
{
	struct layer_params params = model_params(model, state->theta, units.layer);
	size_t running = model->first_running[units.layer] + units.first;
	struct layer_work part = work_from(&work->layer[units.layer], units.first, work->m);
	struct batchnorm_in in = {.n = units.count,
		.m = work->m,
		.values = values + units.first * work->m,
		.mode = mode,
		.running_mu = state->running_mu + running,
		.running_var = state->running_var + running};

	params.gamma += units.first;
	params.beta += units.first;
	batchnorm_forward(model, &params, in, &part);
}

/* What the activation of the layer gets. */
static double *pre_activation(const struct model *model, struct work *work, int l)
{
	return norm_before(model, l) ? work->layer[l].ztilde : work->layer[l].z;
}

static void linear_units(
	const struct model *model, const struct state *state, struct units units, struct work *work)
{
	struct layer_params params = model_params(model, state->theta, units.layer);
	struct layer_work *layer = &work->layer[units.layer];
	struct linear_size size = layer_size(model, units.layer, work->m);

	size.n = units.count;
	linear_forward(size, params.W + units.first * size.inputs, from_unit(params.b, units.first),
		layer->in, layer->z + units.first * size.m);
}

/* What follows the linear part: the norm and the activation, in their order. */
static void nonlinear_units(const struct model *model, const struct state *state,
	enum model_mode mode, struct units units, struct work *work)
{
	int l = units.layer;
	struct layer_work *layer = &work->layer[l];
	size_t first = units.first * work->m;

	if (norm_before(model, l))
		norm_forward(model, state, mode, units, layer->z, work);
	activations[model->layer[l].activation].forward(
		pre_activation(model, work, l) + first, layer->a + first, units.count * work->m);
	if (norm_after(model, l))
		norm_forward(model, state, mode, units, layer->a, work);
}

static void units_forward(const struct model *model, const struct state *state,
	enum model_mode mode, struct units units, struct work *work)
{
	linear_units(model, state, units, work);
	nonlinear_units(model, state, mode, units, work);
}

static struct units all_units(const struct model *model, int l)
{
	return (struct units){l, 0, (size_t)model->layer[l].units};
}

/* The layers from `first` on, and the loss. */
static void layers_forward(const struct model *model, const struct state *state,
	enum model_mode mode, struct work *work, int first)
{
	int last = model->layers - 1;

	for (int l = first; l < model->layers; l++)
		units_forward(model, state, mode, all_units(model, l), work);
	work->loss = losses[model->loss].value(
		pre_activation(model, work, last), work->layer[last].out, work->y, work->m);
}

void pass_forward_from(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work, int first)
{
	layers_forward(model, state, mode, work, first);
}

void pass_rest(const struct model *model, const struct state *state, struct work *work, int layer,
	int unit, double *ret_rest)
{
	struct layer_params params = model_params(model, state->theta, layer + 1);
	struct linear_size size = layer_size(model, layer + 1, work->m);
	double *out = work->layer[layer].out + (size_t)unit * size.m;

	memset(out, 0, size.m * sizeof *out);
	linear_forward(size, params.W, params.b, work->layer[layer + 1].in, ret_rest);
}

void pass_forward_unit(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work, int layer, int unit, const double *rest)
{
	int above = layer + 1;

	units_forward(model, state, mode, (struct units){layer, (size_t)unit, 1}, work);
	if (above < model->layers) {
		linear_forward_input(layer_size(model, above, work->m),
			model_params(model, state->theta, above).W, (size_t)unit,
			work->layer[above].in, rest, work->layer[above].z);
		nonlinear_units(model, state, mode, all_units(model, above), work);
	}
	layers_forward(model, state, mode, work, above + 1);
}

void model_forward(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work)
{
	if (model->noise > 0)
		norm_noise_draw(model, state, mode, work);
	pass_forward_from(model, state, mode, work, 0);
}

static void norm_backward(const struct model *model, const struct state *state, int l,
	struct work *work, double *d_values)
{
	struct layer_params params = model_params(model, state->theta, l);
	struct layer_params gradient = model_params(model, work->gradient, l);

	batchnorm_backward(model, &params, (size_t)model->layer[l].units, work->m, &work->layer[l],
		&gradient, d_values);
}

static void activation_backward(const struct model *model, struct work *work, int l)
{
	const struct loss_rule *loss = &losses[model->loss];
	struct layer_work *layer = &work->layer[l];
	double *d_pre = norm_before(model, l) ? layer->d_ztilde : layer->d_z;

	if (l == model->layers - 1 && loss->d_logit)
		loss->d_logit(layer->a, work->y, work->m, d_pre);
	else
		activations[model->layer[l].activation].backward(
			layer->a, layer->d_a, d_pre, (size_t)model->layer[l].units * work->m);
}

/* From d_out of layer l to its parameters' gradients and to d_out of the layer below. */
static void layer_backward(
	const struct model *model, const struct state *state, struct work *work, int l)
{
	struct layer_params params = model_params(model, state->theta, l);
	struct layer_params gradient = model_params(model, work->gradient, l);
	struct layer_work *layer = &work->layer[l];
	struct linear_size size = layer_size(model, l, work->m);

	if (norm_after(model, l))
		norm_backward(model, state, l, work, layer->d_a);
	activation_backward(model, work, l);
	if (norm_before(model, l))
		norm_backward(model, state, l, work, layer->d_z);
	linear_backward_params(size, layer->in, layer->d_z, gradient.W, gradient.b);
	if (l > 0)
		linear_backward_in(size, params.W, layer->d_z, work->layer[l - 1].d_out);
}

void model_backward(const struct model *model, const struct state *state, struct work *work)
{
	int last = model->layers - 1;

	losses[model->loss].d_out(pre_activation(model, work, last), work->layer[last].out, work->y,
		work->m, work->layer[last].d_out);
	for (int l = last; l >= 0; l--)
		layer_backward(model, state, work, l);
}
