#include "num/pass.h"

#include "num/activation.h"
#include "num/batchnorm.h"
#include "num/linear.h"
#include "num/loss.h"

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

static void norm_forward(const struct model *model, const struct state *state, int l, size_t m,
	enum model_mode mode, const double *values, struct layer_work *layer)
{
	struct layer_params params = model_params(model, state->theta, l);
	struct batchnorm_in in = {.n = (size_t)model->layer[l].units,
		.m = m,
		.values = values,
		.mode = mode,
		.running_mu = state->running_mu + model->first_running[l],
		.running_var = state->running_var + model->first_running[l]};

	batchnorm_forward(model, &params, in, layer);
}

/* What the activation of the layer gets. */
static double *pre_activation(const struct model *model, struct work *work, int l)
{
	return norm_before(model, l) ? work->layer[l].ztilde : work->layer[l].z;
}

static void layer_forward(const struct model *model, const struct state *state,
	enum model_mode mode, struct work *work, int l)
{
	struct layer_params params = model_params(model, state->theta, l);
	struct layer_work *layer = &work->layer[l];
	struct linear_size size = layer_size(model, l, work->m);

	linear_forward(size, params.W, params.b, layer->in, layer->z);
	if (norm_before(model, l))
		norm_forward(model, state, l, work->m, mode, layer->z, layer);
	activations[model->layer[l].activation].forward(
		pre_activation(model, work, l), layer->a, size.n * size.m);
	if (norm_after(model, l))
		norm_forward(model, state, l, work->m, mode, layer->a, layer);
}

void pass_forward_from(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work, int first)
{
	int last = model->layers - 1;

	for (int l = first; l < model->layers; l++)
		layer_forward(model, state, mode, work, l);
	work->loss = losses[model->loss].value(
		pre_activation(model, work, last), work->layer[last].out, work->y, work->m);
}

void model_forward(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work)
{
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
