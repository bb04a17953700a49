/*
 * The kernels of num/kernel.h twice: as the program has them, for the processor at hand, and built
 * here once more for any processor. Both must give the same bits.
 */
#include <math.h>

#include "close.h"
#include "net.h"
#include "num/activation.h"
#include "num/batchnorm.h"
#include "num/elementary.h"
#include "num/linear.h"
#include "num/loss.h"
#include "num/optimizer.h"
#include "num/pass.h"

/* The second build, under other names. */
#define KERNEL_PLAIN
#define elementary_exp plain_exp
#define elementary_exp_all plain_exp_all
#define elementary_tanh plain_tanh
#define elementary_tanh_all plain_tanh_all
#define elementary_sigmoid plain_sigmoid
#define elementary_sigmoid_all plain_sigmoid_all
#define elementary_softplus plain_softplus
#define elementary_softplus_all plain_softplus_all
#define elementary_power plain_power
#define linear_forward plain_linear_forward
#define linear_forward_input plain_linear_forward_input
#define linear_backward_in plain_linear_backward_in
#define linear_backward_params plain_linear_backward_params
#define activations plain_activations
#define losses plain_losses
#define batchnorm_mean plain_batchnorm_mean
#define batchnorm_spread plain_batchnorm_spread
#define batchnorm_forward plain_batchnorm_forward
#define batchnorm_backward plain_batchnorm_backward
#define batchnorm_running plain_batchnorm_running
#define optimizers plain_optimizers
#define optimizer_update plain_optimizer_update
#define pass_forward_from plain_pass_forward_from
#define pass_forward_unit plain_pass_forward_unit
#define pass_rest plain_pass_rest
#define model_forward plain_model_forward
#define model_backward plain_model_backward
#define model_step plain_model_step
#define model_step_open plain_model_step_open
#define model_step_close plain_model_step_close
#pragma GCC diagnostic ignored "-Wmissing-prototypes"
/* clang-format off: each uses what stands above it. */
#include "num/elementary.c"
#include "num/linear.c"
#include "num/linear_gradient.c"
#include "num/activation.c"
#include "num/loss.c"
#include "num/batchnorm.c"
#include "num/optimizer.c"
#include "num/pass.c"
#include "num/step.c"
/* clang-format on */
#undef elementary_exp_all
#undef elementary_tanh_all
#undef elementary_sigmoid_all
#undef elementary_softplus_all
#undef linear_forward
#undef linear_forward_input
#undef linear_backward_in
#undef linear_backward_params
#undef model_forward
#undef model_step
#undef model_step_open
#undef model_step_close
#undef pass_forward_unit
#undef pass_rest

enum { VALUES = 4099 };

static const struct {
	const char *why;
	void (*own)(const double *restrict x, double *restrict y, size_t count);
	void (*plain)(const double *restrict x, double *restrict y, size_t count);
} functions[] = {
	{"exp", elementary_exp_all, plain_exp_all},
	{"tanh", elementary_tanh_all, plain_tanh_all},
	{"sigmoid", elementary_sigmoid_all, plain_sigmoid_all},
	{"softplus", elementary_softplus_all, plain_softplus_all},
};

/* Arguments of every size; some of them are not numbers, where the sign of a NaN is left open. */
static void elementary_functions(void **unused)
{
	static const double edges[] = {0, -0.0, 22, -22, 710, -746, INFINITY, -INFINITY, 5e-324};
	static double x[VALUES], own[VALUES], plain[VALUES];
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 1, RNG_DATA);
	for (size_t i = 0; i < VALUES; i++)
		x[i] = pow(10, 8 * rng_uniform(&rng) - 5) * rng_normal(&rng);
	memcpy(x, edges, sizeof(edges));
	for (size_t f = 0; f < sizeof(functions) / sizeof(functions[0]); f++) {
		functions[f].own(x, own, VALUES);
		functions[f].plain(x, plain, VALUES);
		if (memcmp(own, plain, sizeof(own)) != 0)
			fail_msg("%s: other bits", functions[f].why);
	}
}

/* A NaN stays one, in whichever of the four places it stands, and leaves the others alone. */
static void a_nan_keeps_to_itself(void **unused)
{
	(void)unused;
	for (size_t f = 0; f < sizeof(functions) / sizeof(functions[0]); f++) {
		for (size_t place = 0; place < 7; place++) {
			double x[7] = {1, 1, 1, 1, 1, 1, 1}, y[7];

			x[place] = NAN;
			functions[f].own(x, y, 7);
			for (size_t i = 0; i < 7; i++)
				assert_true(isnan(y[i]) ? i == place : i != place);
		}
	}
}

/* Sizes around four, eight, thirty-two and sixty-four, where one way of counting ends. */
static const struct linear_size sizes[] = {
	{1, 1, 1},
	{1, 2, 3},
	{4, 2, 16},
	{2, 4, 7},
	{3, 3, 8},
	{5, 9, 15},
	{8, 8, 32},
	{9, 17, 33},
	{16, 5, 64},
	{65, 66, 31},
	{130, 3, 40},
	{3, 130, 41},
	{256, 256, 9},
};
enum { SIZE_COUNT = sizeof(sizes) / sizeof(sizes[0]) };

static double *random_values(struct rng *rng, size_t count)
{
	double *values = malloc(count * sizeof(*values));

	for (size_t i = 0; i < count; i++)
		values[i] = rng_normal(rng);
	return values;
}

/* Each sum by itself, one product after the other: these bits, and no others. */
static void check_linear(struct linear_size s, struct rng *rng)
{
	double *W = random_values(rng, s.n * s.inputs), *in = random_values(rng, s.inputs * s.m);
	double *b = random_values(rng, s.n), *d_z = random_values(rng, s.n * s.m);
	double *z = random_values(rng, s.n * s.m), *d_in = random_values(rng, s.inputs * s.m);
	double *d_W = random_values(rng, s.n * s.inputs), *d_b = random_values(rng, s.n);

	linear_forward(s, W, b, in, z);
	linear_backward_params(s, in, d_z, d_W, d_b);
	linear_backward_in(s, W, d_z, d_in);
	for (size_t i = 0; i < s.n; i++) {
		double total = 0;

		for (size_t e = 0; e < s.m; e++) {
			double sum = b[i];

			for (size_t j = 0; j < s.inputs; j++)
				sum += W[i * s.inputs + j] * in[j * s.m + e];
			assert_close(z[i * s.m + e], sum, 0, 0);
			total += d_z[i * s.m + e];
		}
		assert_close(d_b[i], total, 0, 0);
		for (size_t j = 0; j < s.inputs; j++) {
			double sum = 0;

			for (size_t e = 0; e < s.m; e++)
				sum += in[j * s.m + e] * d_z[i * s.m + e];
			assert_close(d_W[i * s.inputs + j], sum, 0, 0);
		}
	}
	for (size_t at = 0; at < s.inputs * s.m; at++) {
		double sum = 0;

		for (size_t i = 0; i < s.n; i++)
			sum += W[i * s.inputs + at / s.m] * d_z[i * s.m + at % s.m];
		assert_close(d_in[at], sum, 0, 0);
	}
	double *added = random_values(rng, s.n * s.m);
	linear_forward_input(s, W, s.inputs / 2, in, z, added);
	for (size_t at = 0; at < s.n * s.m; at++) {
		double w = W[at / s.m * s.inputs + s.inputs / 2];

		assert_close(added[at], z[at] + w * in[s.inputs / 2 * s.m + at % s.m], 0, 0);
	}
	double *const all[] = {added, W, in, b, d_z, z, d_in, d_W, d_b};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		free(all[i]);
}

static void sums_in_their_order(void **unused)
{
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 2, RNG_DATA);
	for (size_t i = 0; i < SIZE_COUNT; i++)
		check_linear(sizes[i], &rng);
}

/* Model number `number`: every choice and many sizes turn up with some other. */
static struct model some_model(int number)
{
	static const int units[] = {1, 3, 4, 5, 8, 9, 17};
	struct model model = net_model();

	model.layers = 1 + number % 4;
	for (int l = 0; l < model.layers; l++) {
		bool last = l == model.layers - 1;

		model.layer[l] =
			(struct layer_spec){.units = last ? 1 : units[(number + 3 * l) % 7],
				.activation = (number / 2 + l) % ACTIVATION_COUNT,
				.batch_norm = number % 5 != l,
				.bias = (number + l) % 3 == 0};
	}
	if (number % 2) {
		model.loss = LOSS_LOGISTIC;
		model.layer[model.layers - 1].activation = ACTIVATION_SIGMOID;
		model.layer[model.layers - 1].batch_norm = false;
	}
	model.optimizer = number % OPTIMIZER_COUNT;
	model.normalize_with = number / 3 % NORMALIZE_WITH_COUNT;
	model.norm_gradient = number / 5 % NORM_GRADIENT_COUNT;
	model.norm_position = number / 7 % NORM_POSITION_COUNT;
	model.train_rows = 2 + (size_t)number;
	model.batch = 2 + (size_t)number * 5 % 7 * model.train_rows / 8;
	model.rate = 0.01;
	return model;
}

static void whole_steps(void **unused)
{
	(void)unused;
	for (int number = 0; number < 70; number++) {
		struct net net;
		void *plain;

		net_new(&net, some_model(number), 1 + (unsigned long)number);
		net_randomize(&net);
		plain = malloc(net.model.block_bytes);
		for (int step = 0; step < 12; step++) {
			plain_model_step(&net.model, &net.inputs, net.before, plain, &net.work);
			net_step(&net);
			if (memcmp(plain, net.before, net.model.block_bytes) != 0)
				fail_msg("model %d, step %d: other bits", number, step);
		}
		free(plain);
		net_free(&net);
	}
}

/* After a change to one unit alone, computing that unit and what is above gives the whole pass. */
static void one_unit_again(void **unused)
{
	(void)unused;
	for (int number = 0; number < 70; number++) {
		struct net net;
		struct state state;
		int layer, unit;
		double loss, rest[17 * 80];

		net_new(&net, some_model(number), 1 + (unsigned long)number);
		net_randomize(&net);
		net_load(&net, net.model.train_rows);
		state = net_state(&net);
		layer = number % net.model.layers;
		unit = number % net.model.layer[layer].units;
		model_forward(&net.model, &state, number / 4 % 2, &net.work);
		if (layer + 1 < net.model.layers)
			pass_rest(&net.model, &state, &net.work, layer, unit, rest);
		struct layer_params params = model_params(&net.model, state.theta, layer);
		params.W[unit * net.model.layer[layer].inputs] += 0.5;
		if (params.gamma)
			params.gamma[unit] += 0.25;
		pass_forward_unit(&net.model, &state, number / 4 % 2, &net.work, layer, unit, rest);
		loss = net.work.loss;
		model_forward(&net.model, &state, number / 4 % 2, &net.work);
		assert_close(loss, net.work.loss, 1e-13, 0);
		net_free(&net);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elementary_functions),
		cmocka_unit_test(a_nan_keeps_to_itself),
		cmocka_unit_test(sums_in_their_order),
		cmocka_unit_test(whole_steps),
		cmocka_unit_test(one_unit_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
