#include "num/model.h"

#include <math.h>

#include "base/status.h"
#include "num/rng.h"

const char *const activation_names[] = {"linear", "relu", "tanh", "sigmoid", NULL};
const char *const loss_names[] = {"squared", "logistic", NULL};
const char *const optimizer_names[] = {"sgd", "momentum", "rmsprop", "adam", NULL};
const char *const init_names[] = {"he", "xavier", "given", NULL};
const char *const running_variance_names[] = {"biased", "unbiased", NULL};
const char *const normalize_with_names[] = {"batch", "running", NULL};
const char *const norm_gradient_names[] = {"full", "stopped", NULL};
const char *const norm_position_names[] = {"before", "after", NULL};
const char *const last_batch_names[] = {"keep", "drop", NULL};

static bool is_least(double value, double least)
{
	return isfinite(value) && value >= least;
}

static bool is_share(double value)
{
	return value >= 0 && value <= 1;
}

static bool layers_wrong(const struct model *model)
{
	return model->layers < 1 || model->layers > LAYERS_MAX;
}

static bool units_wrong(const struct model *model)
{
	for (int l = 0; l < model->layers; l++) {
		if (model->layer[l].units < 1 || model->layer[l].units > UNITS_MAX)
			return true;
	}
	return false;
}

static int inputs_of(const struct model *model, int layer)
{
	return layer == 0 ? FEATURES : model->layer[layer - 1].units;
}

static bool inputs_wrong(const struct model *model)
{
	for (int l = 0; l < model->layers; l++) {
		int inputs = model->layer[l].inputs;

		if (inputs != 0 && inputs != inputs_of(model, l))
			return true;
	}
	return false;
}

static const struct layer_spec *output_layer(const struct model *model)
{
	return &model->layer[model->layers - 1];
}

static bool output_wrong(const struct model *model)
{
	return output_layer(model)->units != 1;
}

static bool choice_wrong(const struct model *model)
{
	for (int l = 0; l < model->layers; l++) {
		if (model->layer[l].activation >= ACTIVATION_COUNT)
			return true;
	}
	return model->loss >= LOSS_COUNT || model->optimizer >= OPTIMIZER_COUNT ||
	       model->init >= INIT_COUNT || model->running_variance >= RUNNING_VARIANCE_COUNT ||
	       model->normalize_with >= NORMALIZE_WITH_COUNT ||
	       model->norm_gradient >= NORM_GRADIENT_COUNT ||
	       model->norm_position >= NORM_POSITION_COUNT || model->last_batch >= LAST_BATCH_COUNT;
}

static bool noise_wrong(const struct model *model)
{
	return !is_least(model->noise, 0);
}

static bool epsilon_wrong(const struct model *model)
{
	return !is_least(model->epsilon, 0);
}

static bool decay_wrong(const struct model *model)
{
	return !is_share(model->decay);
}

static bool rate_wrong(const struct model *model)
{
	return !is_least(model->rate, 0);
}

static bool optimizer_wrong(const struct model *model)
{
	return !is_share(model->momentum) || !is_share(model->rms_decay) || model->momentum == 1 ||
	       model->rms_decay == 1 || !is_least(model->optimizer_epsilon, 0);
}

static bool init_scale_wrong(const struct model *model)
{
	return !is_least(model->init_scale, 0);
}

static bool batch_wrong(const struct model *model)
{
	return model->batch < 1 || model->batch > model->train_rows;
}

static bool batch_large(const struct model *model)
{
	return model->batch > BATCH_MAX || model->train_rows > UINT32_MAX;
}

static bool output_loss_wrong(const struct model *model)
{
	return model->loss == LOSS_LOGISTIC &&
	       output_layer(model)->activation != ACTIVATION_SIGMOID;
}

static bool norm_loss_wrong(const struct model *model)
{
	return model->loss == LOSS_LOGISTIC && output_layer(model)->batch_norm &&
	       model->norm_position == NORM_POSITION_AFTER;
}

static bool any_norm(const struct model *model)
{
	for (int l = 0; l < model->layers; l++) {
		if (model->layer[l].batch_norm)
			return true;
	}
	return false;
}

static bool has_batch_of_one(const struct model *model)
{
	return model->batch == 1 ||
	       (model->last_batch == LAST_BATCH_KEEP && model->train_rows % model->batch == 1);
}

static bool unbiased_wrong(const struct model *model)
{
	return any_norm(model) && model->running_variance == RUNNING_VARIANCE_UNBIASED &&
	       has_batch_of_one(model);
}

static bool unbiased_useless(const struct model *model)
{
	return any_norm(model) && model->running_variance == RUNNING_VARIANCE_UNBIASED &&
	       model->normalize_with == NORMALIZE_WITH_RUNNING;
}

static bool epsilon_zero_wrong(const struct model *model)
{
	return any_norm(model) && model->epsilon == 0 &&
	       model->normalize_with == NORMALIZE_WITH_BATCH && has_batch_of_one(model);
}

/* In this order: a later check may rely on what an earlier one has made sure of. */
static const struct check {
	bool (*broken)(const struct model *model);
	int status;
	const char *why;
} checks[] = {
	{layers_wrong, STATUS_LIMIT, "a network has from 1 to 16 layers"},
	{units_wrong, STATUS_LIMIT, "a layer has from 1 to 256 units"},
	{inputs_wrong, STATUS_COMBINATION,
		"a layer has as many inputs as the layer below has units, the first has 2"},
	{output_wrong, STATUS_COMBINATION, "the output layer has one unit"},
	{choice_wrong, STATUS_RANGE, "a choice is not one of those there are"},
	{epsilon_wrong, STATUS_RANGE, "batch norm's epsilon is 0 or more"},
	{noise_wrong, STATUS_RANGE, "the noise behind batch norm is 0 or more"},
	{decay_wrong, STATUS_RANGE, "batch norm's decay is a number from 0 to 1"},
	{rate_wrong, STATUS_RANGE, "the learning rate is 0 or more"},
	{optimizer_wrong, STATUS_RANGE,
		"the optimizer's coefficients are from 0 to below 1 and its epsilon is 0 or more"},
	{init_scale_wrong, STATUS_RANGE, "the scale of the first weights is 0 or more"},
	{batch_wrong, STATUS_RANGE, "a batch has at least one row and not more than there are"},
	{batch_large, STATUS_LIMIT, "a batch has at most 4096 rows"},
	{output_loss_wrong, STATUS_COMBINATION, "logistic loss needs a sigmoid output"},
	{norm_loss_wrong, STATUS_COMBINATION,
		"logistic loss needs a probability, which batch norm after the output is not"},
	{unbiased_wrong, STATUS_COMBINATION,
		"the unbiased running variance divides by m − 1, which is 0 in a batch of one row"},
	{unbiased_useless, STATUS_COMBINATION,
		"normalizing with running averages takes the biased running variance"},
	{epsilon_zero_wrong, STATUS_COMBINATION,
		"with epsilon 0 a batch of one row is normalized by dividing by 0"},
};

static const struct check *first_broken(const struct model *model)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
		if (checks[i].broken(model))
			return &checks[i];
	}
	return NULL;
}

const char *model_trouble(const struct model *model)
{
	const struct check *broken = first_broken(model);

	return broken ? broken->why : NULL;
}

static size_t layer_parameters(const struct layer_spec *spec)
{
	size_t units = (size_t)spec->units, vectors = 0;

	vectors += spec->bias ? 1 : 0;
	vectors += spec->batch_norm ? 2 : 0;
	return units * (size_t)spec->inputs + units * vectors;
}

static size_t count_batches(const struct model *model)
{
	size_t rest = model->train_rows % model->batch;

	return model->train_rows / model->batch +
	       (rest > 0 && model->last_batch == LAST_BATCH_KEEP ? 1 : 0);
}

/* theta, moments, running averages; step, diverged; the generator; the order, in whole words. */
static size_t block_words(const struct model *model)
{
	return 3 * model->parameters + 2 * model->units_total + 2 +
	       sizeof(struct rng) / sizeof(uint64_t) + (model->train_rows + 1) / 2;
}

int model_finish(struct model *model)
{
	const struct check *broken = first_broken(model);

	if (broken)
		return broken->status;
	model->parameters = model->units_total = 0;
	for (int l = 0; l < model->layers; l++) {
		struct layer_spec *spec = &model->layer[l];

		spec->inputs = inputs_of(model, l);
		model->first_parameter[l] = model->parameters;
		model->first_running[l] = model->units_total;
		model->parameters += layer_parameters(spec);
		model->units_total += spec->batch_norm ? (size_t)spec->units : 0;
	}
	model->block_bytes = block_words(model) * sizeof(uint64_t);
	model->batches = count_batches(model);
	return 0;
}

size_t model_batch_rows(const struct model *model, size_t batch)
{
	size_t left = model->train_rows - batch * model->batch;

	return left < model->batch ? left : model->batch;
}

bool model_bias_idle(const struct model *model, int layer)
{
	const struct layer_spec *spec = &model->layer[layer];
	bool shift_only = model->norm_position == NORM_POSITION_BEFORE ||
			  spec->activation == ACTIVATION_LINEAR;

	return spec->batch_norm && spec->bias && shift_only &&
	       model->norm_gradient == NORM_GRADIENT_FULL &&
	       model->normalize_with == NORMALIZE_WITH_BATCH;
}

struct layer_params model_params(const struct model *model, double *vector, int layer)
{
	const struct layer_spec *spec = &model->layer[layer];
	size_t units = (size_t)spec->units;
	struct layer_params params = {.W = vector + model->first_parameter[layer]};
	double *next = params.W + units * (size_t)spec->inputs;

	if (spec->bias) {
		params.b = next;
		next += units;
	}
	if (spec->batch_norm) {
		params.gamma = next;
		params.beta = next + units;
	}
	return params;
}
