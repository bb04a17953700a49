#include <math.h>

#include "close.h"
#include "net.h"

static void the_start_of_a_run(void **unused)
{
	struct net net;
	struct state state;

	(void)unused;
	net_new(&net, net_model(), 3);
	state = net_state(&net);
	for (int l = 0; l < 3; l++) {
		struct layer_params p = model_params(&net.model, state.theta, l);

		for (int i = 0; i < net.model.layer[l].units; i++) {
			assert_true(p.W[i] != 0);
			assert_close(p.b ? p.b[i] : 0, 0, 0, 0);
			assert_close(p.gamma ? p.gamma[i] : 1, 1, 0, 0);
			assert_close(p.beta ? p.beta[i] : 0, 0, 0, 0);
		}
	}
	for (size_t i = 0; i < net.model.units_total; i++) {
		assert_close(state.running_mu[i], 0, 0, 0);
		assert_close(state.running_var[i], 1, 0, 0);
	}
	for (size_t i = 0; i < net.model.parameters; i++)
		assert_true(state.moment1[i] == 0 && state.moment2[i] == 0);
	assert_true(*state.step == 0 && *state.diverged == 0);
	net_free(&net);
}

/* The views stand one behind the other and end inside the block. */
static void the_block_is_filled(void **unused)
{
	struct net net;
	struct state s;
	char *end;

	(void)unused;
	net_new(&net, net_model(), 3);
	s = net_state(&net);
	end = (char *)net.before + net.model.block_bytes;
	assert_ptr_equal(s.theta, net.before);
	assert_ptr_equal(s.moment1, s.theta + net.model.parameters);
	assert_ptr_equal(s.running_var, s.running_mu + net.model.units_total);
	assert_true((char *)(s.order + net.model.train_rows) <= end);
	assert_true(end - (char *)(s.order + net.model.train_rows) < 8);
	net_free(&net);
}

static double deviation(const double *values, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += values[i] * values[i];
	return sqrt(sum / (double)count);
}

static const struct {
	const char *why;
	enum init init;
	enum activation activation;
	double scale, variance; /* of W, times its inputs */
} rules[] = {
	{"he in front of relu", INIT_HE, ACTIVATION_RELU, 1, 2},
	{"he in front of tanh", INIT_HE, ACTIVATION_TANH, 1, 1},
	{"he in front of sigmoid", INIT_HE, ACTIVATION_SIGMOID, 1, 1},
	{"he, three times as wide", INIT_HE, ACTIVATION_RELU, 3, 18},
	{"xavier in front of relu", INIT_XAVIER, ACTIVATION_RELU, 1, 1},
	{"xavier in front of tanh", INIT_XAVIER, ACTIVATION_TANH, 1, 1},
};

/* 200 × 200 weights: the deviation is within 2 % with room to spare. */
static void weights_have_their_deviation(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		struct model model = net_model();
		struct net net;
		double found;

		model.layer[0].units = model.layer[1].units = 200;
		model.layer[1].inputs = model.layer[2].inputs = 200;
		model.layer[1].activation = rules[i].activation;
		model.init = rules[i].init;
		model.init_scale = rules[i].scale;
		net_new(&net, model, 4);
		found = deviation(model_params(&net.model, net_state(&net).theta, 1).W, 200 * 200);
		if (!is_close(found, sqrt(rules[i].variance / 200), 0.02, 0))
			fail_msg("%s: %g", rules[i].why, found * sqrt(200));
		net_free(&net);
	}
}

static void given_weights_are_taken(void **unused)
{
	struct model model = net_linear_model(4);
	double given[] = {2.5, -1, 0.25};
	void *block;

	(void)unused;
	model.init = INIT_GIVEN;
	assert_int_equal(model_finish(&model), 0);
	block = malloc(model.block_bytes);
	assert_int_equal(state_init(&model, block, given), 0);
	assert_memory_equal(state_view(&model, block).theta, given, sizeof(given));
	free(block);
}

static void seeds_decide(void **unused)
{
	struct net a, b, c;

	(void)unused;
	net_new(&a, net_model(), 3);
	net_new(&b, net_model(), 3);
	net_new(&c, net_model(), 4);
	assert_memory_equal(a.before, b.before, a.model.block_bytes);
	assert_memory_not_equal(a.before, c.before, a.model.block_bytes);
	net_free(&a);
	net_free(&b);
	net_free(&c);
}

/* Twins that differ in what is drawn see the same rows in the same order. */
static void shuffling_does_not_depend_on_the_weights(void **unused)
{
	struct model other = net_model();
	struct net a, b;
	struct rng fresh;

	(void)unused;
	other.layer[0].units = other.layer[1].inputs = 9;
	net_new(&a, net_model(), 3);
	net_new(&b, other, 3);
	rng_seed(&fresh, 3, RNG_SHUFFLE);
	assert_memory_equal(net_state(&a).rng, &fresh, sizeof(fresh));
	for (int step = 0; step < 7; step++) {
		net_step(&a);
		net_step(&b);
		assert_memory_equal(a.work.rows, b.work.rows, a.work.m * sizeof(size_t));
	}
	net_free(&a);
	net_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_start_of_a_run),
		cmocka_unit_test(the_block_is_filled),
		cmocka_unit_test(weights_have_their_deviation),
		cmocka_unit_test(given_weights_are_taken),
		cmocka_unit_test(seeds_decide),
		cmocka_unit_test(shuffling_does_not_depend_on_the_weights),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
