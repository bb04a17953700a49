#include "nets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "num/rng.h"

const struct bench_shape bench_shapes[] = {
	{"2-4-1", 1, 4, 16, false},
	{"2-4-1-shuffled", 1, 4, 16, true},
	{"2-16-16-1", 2, 16, 64, false},
	{"2-64-64-64-1", 3, 64, 256, false},
	{"2-16-16-1-256", 2, 16, 256, false}, /* the rows of the loss plane */
	{0},
};

const struct bench_shape *bench_shape_find(const char *name)
{
	for (const struct bench_shape *shape = bench_shapes; shape->name; shape++) {
		if (strcmp(shape->name, name) == 0)
			return shape;
	}
	return NULL;
}

static struct model shape_model(const struct bench_shape *shape)
{
	struct model model = {.layers = shape->hidden + 1,
		.loss = LOSS_LOGISTIC,
		.epsilon = 1e-5,
		.decay = 0.9,
		.rate = 0.1,
		.momentum = 0.9,
		.rms_decay = 0.999,
		.optimizer_epsilon = 1e-8,
		.train_rows = shape->rows,
		.batch = shape->rows,
		.shuffle = shape->shuffle,
		.init_scale = 1,
		.seed = 1};

	for (int l = 0; l < shape->hidden; l++)
		model.layer[l] = (struct layer_spec){
			.units = shape->units, .activation = ACTIVATION_TANH, .batch_norm = true};
	model.layer[shape->hidden] =
		(struct layer_spec){.units = 1, .activation = ACTIVATION_SIGMOID, .bias = true};
	return model;
}

static void require(bool held, const char *what)
{
	if (!held) {
		fprintf(stderr, "bench: %s\n", what);
		exit(1);
	}
}

/* Two features, and the class that says whether their signs agree, which no line separates. */
static void fill_data(struct dataset *data)
{
	struct rng rng;

	rng_seed(&rng, 1, RNG_DATA);
	for (size_t row = 0; row < data->rows; row++) {
		data->x[0][row] = rng_normal(&rng);
		data->x[1][row] = rng_normal(&rng);
		data->y[row] = (data->x[0][row] > 0) == (data->x[1][row] > 0) ? 1 : 0;
	}
}

void bench_net_new(struct bench_net *net, const struct bench_shape *shape)
{
	*net = (struct bench_net){.model = shape_model(shape)};
	require(model_finish(&net->model) == 0, "the model is refused");
	require(dataset_alloc(&net->data, shape->rows) == 0, "memory is short");
	fill_data(&net->data);
	net->inputs = (struct inputs){
		.x = {net->data.x[0], net->data.x[1]}, .y = net->data.y, .train = net->data.train};
	net->before = malloc(net->model.block_bytes);
	net->after = malloc(net->model.block_bytes);
	require(net->before && net->after, "memory is short");
	require(work_alloc(&net->work, &net->model, shape->rows) == 0, "memory is short");
	state_init(&net->model, net->before, NULL);
}

void bench_net_free(struct bench_net *net)
{
	free(net->before);
	free(net->after);
	work_free(&net->work);
	dataset_free(&net->data);
}

void bench_net_step(void *data)
{
	struct bench_net *net = data;
	void *before = net->before;

	model_step(&net->model, &net->inputs, net->before, net->after, &net->work);
	net->before = net->after;
	net->after = before;
}
