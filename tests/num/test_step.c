/* Training steps against a second, deliberately naive implementation. */
#include <math.h>

#include "close.h"
#include "naive.h"
#include "net.h"

/* What differs from net_model(). */
static const struct variant {
	const char *why;
	enum activation hidden, output;
	enum loss loss;
	enum optimizer optimizer;
	enum norm_position position;
	enum normalize_with with;
	enum norm_gradient gradient;
	enum running_variance variance;
	enum last_batch last;
	bool no_norm, output_norm, bias, frozen;
	double rate, noise;
} variants[] = {
	{"plain", .hidden = ACTIVATION_TANH, .rate = 0.3},
	{"relu", .hidden = ACTIVATION_RELU, .rate = 0.1},
	{"sigmoid, logistic", .hidden = ACTIVATION_SIGMOID, .output = ACTIVATION_SIGMOID,
		.loss = LOSS_LOGISTIC, .rate = 0.5},
	{"linear", .hidden = ACTIVATION_LINEAR, .rate = 0.05},
	{"without norm", .hidden = ACTIVATION_TANH, .no_norm = true, .rate = 0.2},
	{"momentum", .hidden = ACTIVATION_TANH, .optimizer = OPTIMIZER_MOMENTUM, .rate = 0.2},
	{"rmsprop", .hidden = ACTIVATION_TANH, .optimizer = OPTIMIZER_RMSPROP, .rate = 0.01},
	{"adam", .hidden = ACTIVATION_TANH, .optimizer = OPTIMIZER_ADAM, .rate = 0.02},
	{"adam, idle bias", .hidden = ACTIVATION_TANH, .optimizer = OPTIMIZER_ADAM, .bias = true,
		.rate = 0.02},
	{"rmsprop, idle bias", .hidden = ACTIVATION_RELU, .optimizer = OPTIMIZER_RMSPROP,
		.bias = true, .rate = 0.01},
	{"sgd, bias before the norm", .hidden = ACTIVATION_TANH, .bias = true, .rate = 0.2},
	{"norm after", .hidden = ACTIVATION_TANH, .position = NORM_POSITION_AFTER, .bias = true,
		.rate = 0.1},
	{"norm after, adam", .hidden = ACTIVATION_SIGMOID, .position = NORM_POSITION_AFTER,
		.bias = true, .optimizer = OPTIMIZER_ADAM, .rate = 0.02},
	{"running", .hidden = ACTIVATION_TANH, .with = NORMALIZE_WITH_RUNNING, .rate = 0.1},
	{"running, after, bias", .hidden = ACTIVATION_TANH, .with = NORMALIZE_WITH_RUNNING,
		.position = NORM_POSITION_AFTER, .bias = true, .rate = 0.05},
	{"stopped, bias", .hidden = ACTIVATION_TANH, .gradient = NORM_GRADIENT_STOPPED,
		.bias = true, .rate = 0.05},
	{"stopped, bias, adam", .hidden = ACTIVATION_TANH, .gradient = NORM_GRADIENT_STOPPED,
		.bias = true, .optimizer = OPTIMIZER_ADAM, .rate = 0.01},
	{"unbiased", .hidden = ACTIVATION_TANH, .variance = RUNNING_VARIANCE_UNBIASED, .rate = 0.2},
	{"drop", .hidden = ACTIVATION_TANH, .last = LAST_BATCH_DROP, .rate = 0.2},
	{"output norm", .hidden = ACTIVATION_TANH, .output_norm = true, .rate = 0.1},
	{"output norm, logistic", .hidden = ACTIVATION_RELU, .output = ACTIVATION_SIGMOID,
		.loss = LOSS_LOGISTIC, .output_norm = true, .rate = 0.2},
	{"noise behind the norm", .hidden = ACTIVATION_TANH, .rate = 0.2, .noise = 0.3},
	{"noise, after, adam", .hidden = ACTIVATION_SIGMOID, .position = NORM_POSITION_AFTER,
		.bias = true, .optimizer = OPTIMIZER_ADAM, .rate = 0.02, .noise = 1},
	{"frozen layers", .hidden = ACTIVATION_TANH, .frozen = true, .rate = 0.3},
};
enum { VARIANTS = sizeof(variants) / sizeof(variants[0]) };

static struct model variant_model(const struct variant *v)
{
	struct model model = net_model();

	for (int l = 0; l < 2; l++) {
		model.layer[l].activation = v->hidden;
		model.layer[l].batch_norm = !v->no_norm;
		model.layer[l].bias = v->no_norm || v->bias;
		model.layer[l].frozen = v->frozen;
	}
	model.layer[2].activation = v->output;
	model.layer[2].batch_norm = v->output_norm;
	model.loss = v->loss;
	model.optimizer = v->optimizer;
	model.norm_position = v->position;
	model.normalize_with = v->with;
	model.norm_gradient = v->gradient;
	model.running_variance = v->variance;
	model.last_batch = v->last;
	model.rate = v->rate;
	model.noise = v->noise;
	return model;
}

static void fifty_steps_as_the_naive_ones(void **unused)
{
	static struct naive naive;

	(void)unused;
	for (int i = 0; i < VARIANTS; i++) {
		struct net net;

		net_new(&net, variant_model(&variants[i]), 70 + (unsigned long)i);
		naive_start(&naive, &net);
		for (int step = 0; step < 50; step++) {
			net_step(&net);
			naive_step(&naive, &net);
			if (!(worst_difference(&naive, &net) < 1e-10))
				fail_msg("%s: step %d differs by %g", variants[i].why, step,
					worst_difference(&naive, &net));
		}
		net_free(&net);
	}
}

/* The same step twice gives the same bytes, and leaves what it started from alone. */
static void a_step_is_repeatable(void **unused)
{
	(void)unused;
	for (int i = 0; i < VARIANTS; i++) {
		struct net net;
		void *kept, *again;

		net_new(&net, variant_model(&variants[i]), 90 + (unsigned long)i);
		kept = malloc(net.model.block_bytes);
		again = malloc(net.model.block_bytes);
		for (int step = 0; step < 5; step++)
			net_step(&net);
		memcpy(kept, net.before, net.model.block_bytes);
		memset(again, 0x5a, net.model.block_bytes);
		model_step(&net.model, &net.inputs, net.before, again, &net.work);
		net_step(&net);
		assert_memory_equal(net.before, again, net.model.block_bytes);
		assert_memory_equal(net.after, kept, net.model.block_bytes);
		model_step(&net.model, &net.inputs, kept, kept, &net.work);
		assert_memory_equal(kept, again, net.model.block_bytes);
		free(kept);
		free(again);
		net_free(&net);
	}
}

static void an_epoch_visits_each_row_once(void **unused)
{
	static const struct {
		const char *why;
		bool shuffle;
		enum last_batch last;
		size_t batches, visited;
	} cases[] = {
		{"in order", false, LAST_BATCH_KEEP, 3, 11},
		{"shuffled", true, LAST_BATCH_KEEP, 3, 11},
		{"the last, smaller batch dropped", true, LAST_BATCH_DROP, 2, 8},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct model model = net_model();
		struct net net;
		size_t first_of_epoch[2];

		model.shuffle = cases[i].shuffle;
		model.last_batch = cases[i].last;
		net_new(&net, model, 12);
		assert_int_equal(net.model.batches, cases[i].batches);
		for (int epoch = 0; epoch < 2; epoch++) {
			size_t seen[11] = {0}, visited = 0, in_order = 0;

			for (size_t batch = 0; batch < net.model.batches; batch++) {
				net_step(&net);
				assert_int_equal(net.work.m, model_batch_rows(&net.model, batch));
				for (size_t e = 0; e < net.work.m; e++) {
					in_order += net.work.rows[e] == visited;
					assert_int_equal(seen[net.work.rows[e]]++, 0);
					visited++;
				}
			}
			first_of_epoch[epoch] = in_order;
			assert_int_equal(visited, cases[i].visited);
		}
		assert_true((first_of_epoch[0] == 11) == !cases[i].shuffle);
		assert_int_equal(*net_state(&net).step, 2 * cases[i].batches);
		net_free(&net);
	}
}

/* Without a norm and far too large a rate the run ends, is marked, and stays where it is. */
static void divergence_is_marked(void **unused)
{
	struct model model = net_linear_model(11);
	struct net net;
	int step = 0;

	(void)unused;
	model.rate = 1e3;
	net_new(&net, model, 5);
	while (!*net_state(&net).diverged && step++ < 1000)
		net_step(&net);
	assert_true(step > 5 && step < 1000);
	assert_int_equal(*net_state(&net).step, step);
	net_step(&net);
	assert_memory_equal(net.before, net.after, net.model.block_bytes);
	net_free(&net);
}

static void a_nan_in_the_data_ends_the_run(void **unused)
{
	(void)unused;
	for (int i = 0; i < VARIANTS; i++) {
		struct net net;

		net_new(&net, variant_model(&variants[i]), 5);
		for (size_t row = 0; row < net.data.rows; row++)
			net.data.x[1][row] = NAN;
		net_step(&net);
		assert_int_equal(*net_state(&net).diverged, 1);
		net_free(&net);
	}
}

/* A forward pass in training moves the running averages even when no weight is updated. */
static void frozen_layers_still_measure(void **unused)
{
	struct model model = net_model();
	struct net net;
	struct state before, after;

	(void)unused;
	for (int l = 0; l < 3; l++)
		model.layer[l].frozen = true;
	net_new(&net, model, 6);
	net_step(&net);
	before = state_view(&net.model, net.after);
	after = net_state(&net);
	assert_memory_equal(before.theta, after.theta, net.model.parameters * sizeof(double));
	for (size_t i = 0; i < net.model.units_total; i++)
		assert_true(before.running_mu[i] != after.running_mu[i]);
	net_free(&net);
}

/* A bias in front of a norm: still under rmsprop and adam, at most rounding under the others. */
static void an_idle_bias_stays(void **unused)
{
	(void)unused;
	for (int o = 0; o < OPTIMIZER_COUNT; o++) {
		struct model model = net_model();
		struct net net;

		model.layer[0].bias = true;
		model.optimizer = o;
		model.rate = 0.01;
		net_new(&net, model, 8);
		assert_true(model_bias_idle(&net.model, 0));
		assert_false(model_bias_idle(&net.model, 2));
		for (int step = 0; step < 100; step++)
			net_step(&net);
		for (int i = 0; i < 4; i++) {
			double b = model_params(&net.model, net_state(&net).theta, 0).b[i];

			assert_close(b, 0, 0, o >= OPTIMIZER_RMSPROP ? 0 : 1e-14);
		}
		net_free(&net);
	}
}

/* One batch-normed linear unit with stopped gradients after 40 steps; returns its loss. */
static double stopped_run(bool bias, double *ret_b)
{
	struct model model = net_model();
	struct net net;
	double loss;

	model.layers = 1;
	model.layer[0] = (struct layer_spec){2, 1, ACTIVATION_LINEAR, true, bias, false};
	model.norm_gradient = NORM_GRADIENT_STOPPED;
	model.batch = model.train_rows;
	net_new(&net, model, 9);
	for (size_t row = 0; row < net.data.rows; row++)
		net.data.y[row] += 5;
	for (int step = 0; step < 40; step++)
		net_step(&net);
	loss = net.work.loss;
	*ret_b = bias ? model_params(&net.model, net_state(&net).theta, 0).b[0] : 0;
	net_free(&net);
	return loss;
}

/* The bias runs away while the loss does not see it: section 2 of the original paper. */
static void a_stopped_gradient_lets_the_bias_run(void **unused)
{
	double b, none, with = stopped_run(true, &b), without = stopped_run(false, &none);

	(void)unused;
	assert_true(fabs(b) > 1);
	assert_close(with, without, 1e-12, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fifty_steps_as_the_naive_ones),
		cmocka_unit_test(a_step_is_repeatable),
		cmocka_unit_test(an_epoch_visits_each_row_once),
		cmocka_unit_test(divergence_is_marked),
		cmocka_unit_test(a_nan_in_the_data_ends_the_run),
		cmocka_unit_test(frozen_layers_still_measure),
		cmocka_unit_test(an_idle_bias_stays),
		cmocka_unit_test(a_stopped_gradient_lets_the_bias_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
