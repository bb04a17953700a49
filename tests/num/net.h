/*
 * A small network with random data, weights and running averages for tests of num/model.h.
 *
 * Memory:  net_new fills a struct net, net_free gives everything back.
 */
#ifndef TESTS_NUM_NET_H
#define TESTS_NUM_NET_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "num/model.h"
#include "num/rng.h"

struct net {
	struct model model;
	struct dataset data;
	struct inputs inputs;
	struct work work;
	struct rng rng;
	void *before, *after;
};

/* Two hidden layers of 4 and 3 units with batch norm, tanh, squared loss, plain sgd. */
static inline struct model net_model(void)
{
	struct model model = {.layers = 3,
		.layer = {{2, 4, ACTIVATION_TANH, true, false, false},
			{4, 3, ACTIVATION_TANH, true, false, false},
			{3, 1, ACTIVATION_LINEAR, false, true, false}},
		.epsilon = 1e-2,
		.decay = 0.9,
		.rate = 0.1,
		.momentum = 0.9,
		.rms_decay = 0.99,
		.optimizer_epsilon = 1e-8,
		.train_rows = 11,
		.batch = 4,
		.shuffle = true,
		.init_scale = 1,
		.seed = 1};

	return model;
}

/* One layer: a linear model with bias; squared loss; all rows at once. */
static inline struct model net_linear_model(size_t rows)
{
	struct model model = net_model();

	model.layers = 1;
	model.layer[0] = (struct layer_spec){2, 1, ACTIVATION_LINEAR, false, true, false};
	model.train_rows = model.batch = rows;
	model.shuffle = false;
	return model;
}

static inline struct state net_state(const struct net *net)
{
	return state_view(&net->model, net->before);
}

/* Every parameter and running average takes a random value, so that none hides behind 0 or 1. */
static inline void net_randomize(struct net *net)
{
	struct state state = net_state(net);

	for (size_t i = 0; i < net->model.parameters; i++)
		state.theta[i] += 0.3 * rng_normal(&net->rng);
	for (size_t i = 0; i < net->model.units_total; i++) {
		state.running_mu[i] = 0.5 * rng_normal(&net->rng);
		state.running_var[i] = 0.5 + rng_uniform(&net->rng);
	}
}

static inline void net_set_inputs(struct net *net)
{
	net->inputs = (struct inputs){
		.x = {net->data.x[0], net->data.x[1]}, .y = net->data.y, .train = net->data.train};
}

static inline void net_new(struct net *net, struct model model, unsigned long seed)
{
	memset(net, 0, sizeof(*net));
	net->model = model;
	net->model.seed = seed;
	rng_seed(&net->rng, seed, RNG_DATA);
	assert_int_equal(model_finish(&net->model), 0);
	assert_int_equal(dataset_alloc(&net->data, model.train_rows), 0);
	for (size_t row = 0; row < net->data.rows; row++) {
		net->data.x[0][row] = rng_normal(&net->rng);
		net->data.x[1][row] = 0.5 + rng_normal(&net->rng);
		net->data.y[row] = model.loss == LOSS_LOGISTIC ? (double)rng_below(&net->rng, 2)
							       : rng_normal(&net->rng);
	}
	net_set_inputs(net);
	net->before = malloc(net->model.block_bytes);
	net->after = malloc(net->model.block_bytes);
	assert_int_equal(work_alloc(&net->work, &net->model, net->model.train_rows), 0);
	assert_int_equal(state_init(&net->model, net->before, NULL), 0);
}

static inline void net_free(struct net *net)
{
	free(net->before);
	free(net->after);
	work_free(&net->work);
	dataset_free(&net->data);
}

/* Loads the first m rows. */
static inline void net_load(struct net *net, size_t m)
{
	work_load(&net->work, &net->inputs, net->data.train, m);
}

/* One step; what was after is before from now on. */
static inline void net_step(struct net *net)
{
	void *before = net->before;

	model_step(&net->model, &net->inputs, net->before, net->after, &net->work);
	net->before = net->after;
	net->after = before;
}

#endif
