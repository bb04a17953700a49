#include <math.h>
#include <string.h>

#include "num/activation.h"
#include "num/model.h"
#include "num/rng.h"

static void *advance(unsigned char **next, size_t count, size_t size)
{
	void *here = *next;

	*next += count * size;
	return here;
}

struct state state_view(const struct model *model, void *block)
{
	unsigned char *next = block;
	struct state state;

	/* Eight-byte things first, so that everything stands where its type needs it. */
	state.theta = advance(&next, model->parameters, sizeof(double));
	state.moment1 = advance(&next, model->parameters, sizeof(double));
	state.moment2 = advance(&next, model->parameters, sizeof(double));
	state.running_mu = advance(&next, model->units_total, sizeof(double));
	state.running_var = advance(&next, model->units_total, sizeof(double));
	state.step = advance(&next, 1, sizeof(uint64_t));
	state.diverged = advance(&next, 1, sizeof(uint64_t));
	state.rng = advance(&next, 1, sizeof(struct rng));
	state.order = advance(&next, model->train_rows, sizeof(uint32_t));
	return state;
}

/* he follows the activation (2 / inputs in front of relu), xavier is 1 / inputs everywhere. */
static double weight_deviation(const struct model *model, int layer)
{
	const struct layer_spec *spec = &model->layer[layer];
	double gain = model->init == INIT_HE ? activations[spec->activation].he_gain : 1;

	return model->init_scale * sqrt(gain / spec->inputs);
}

static void draw_weights(const struct model *model, struct rng *rng, double *theta)
{
	for (int l = 0; l < model->layers; l++) {
		size_t count = (size_t)model->layer[l].units * (size_t)model->layer[l].inputs;
		double deviation = weight_deviation(model, l);
		double *W = model_params(model, theta, l).W;

		for (size_t i = 0; i < count; i++)
			W[i] = deviation * rng_normal(rng);
	}
}

static void fill_ones(double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		values[i] = 1;
}

int state_init(const struct model *model, void *block, const double *given)
{
	struct state state = state_view(model, block);

	memset(block, 0, model->block_bytes);
	rng_seed(state.rng, model->seed, RNG_WEIGHTS);
	if (model->init == INIT_GIVEN) {
		memcpy(state.theta, given, model->parameters * sizeof(*given));
	} else {
		draw_weights(model, state.rng, state.theta);
		for (int l = 0; l < model->layers; l++) {
			if (model->layer[l].batch_norm)
				fill_ones(model_params(model, state.theta, l).gamma,
					(size_t)model->layer[l].units);
		}
	}
	fill_ones(state.running_var, model->units_total);
	for (size_t i = 0; i < model->train_rows; i++)
		state.order[i] = (uint32_t)i;
	/* Shuffling has its own stream: it does not depend on how many weights were drawn. */
	rng_seed(state.rng, model->seed, RNG_SHUFFLE);
	return 0;
}
