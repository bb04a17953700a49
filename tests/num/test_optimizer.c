#include <math.h>

#include "close.h"
#include "net.h"
#include "num/optimizer.h"

/* Two steps with the gradients 4 and −2 from 10; rate ½, β₁ ½, β₂ ¾, ε 1. */
static const struct by_hand {
	const char *why;
	enum optimizer optimizer;
	double theta[2], moment1, moment2;
} by_hand[] = {
	{"sgd", OPTIMIZER_SGD, {8, 9}, 0, 0},
	/* v = 2, then 0 */
	{"momentum", OPTIMIZER_MOMENTUM, {9, 9}, 0, 0},
	/* s = 4, then 4: 10 − ½ · 4 / (2 + 1), then + ½ · 2 / 3 */
	{"rmsprop", OPTIMIZER_RMSPROP, {10 - 2. / 3, 10 - 1. / 3}, 0, 4},
	/* v̂ = 4, ŝ = 16: 10 − ½ · 4 / 5; then v̂ = 0 */
	{"adam", OPTIMIZER_ADAM, {9.6, 9.6}, 0, 4},
};

static void two_steps_by_hand(void **unused)
{
	static const double gradients[] = {4, -2};

	(void)unused;
	for (size_t i = 0; i < sizeof(by_hand) / sizeof(by_hand[0]); i++) {
		struct model model = {
			.rate = 0.5, .momentum = 0.5, .rms_decay = 0.75, .optimizer_epsilon = 1};
		double theta = 10, moment1 = 0, moment2 = 0;

		for (uint64_t t = 1; t <= 2; t++) {
			struct optimizer_span span = {
				1, &gradients[t - 1], &theta, &moment1, &moment2};

			optimizers[by_hand[i].optimizer].update(&model, t, span);
			if (!is_close(theta, by_hand[i].theta[t - 1], 1e-15, 0))
				fail_msg("%s: %g", by_hand[i].why, theta);
		}
		assert_close(moment1, by_hand[i].moment1, 0, 0);
		assert_close(moment2, by_hand[i].moment2, 1e-15, 0);
	}
}

/* A gradient of 0 with ε = 0 is 0 / 0: nothing moves. */
static void no_gradient_no_epsilon(void **unused)
{
	static const double zero = 0;

	(void)unused;
	for (int o = 0; o < OPTIMIZER_COUNT; o++) {
		struct model model = {.rate = 0.5, .momentum = 0.5, .rms_decay = 0.75};
		double theta = 10, moment1 = 0, moment2 = 0;
		struct optimizer_span span = {1, &zero, &theta, &moment1, &moment2};

		optimizers[o].update(&model, 1, span);
		assert_close(theta, 10, 0, 0);
	}
}

/* W, b, gamma and beta of a layer that is not frozen all move, and only there. */
static void all_parameters_alike(void **unused)
{
	(void)unused;
	for (int o = 0; o < OPTIMIZER_COUNT; o++) {
		struct model model = net_model();
		struct net net;
		struct state state;
		double *start;

		model.optimizer = o;
		model.layer[0].frozen = true;
		net_new(&net, model, 3);
		state = net_state(&net);
		start = malloc(net.model.parameters * sizeof(double));
		memcpy(start, state.theta, net.model.parameters * sizeof(double));
		for (size_t i = 0; i < net.model.parameters; i++)
			net.work.gradient[i] = 1;
		optimizer_update(&net.model, net.work.gradient, 1, &state);
		for (size_t i = 0; i < net.model.parameters; i++)
			assert_true(
				(state.theta[i] == start[i]) == (i < net.model.first_parameter[1]));
		free(start);
		net_free(&net);
	}
}

/* Whatever its gradient, an idle bias is left alone by those that would magnify its rounding. */
static void idle_biases_are_left_alone(void **unused)
{
	(void)unused;
	for (int o = 0; o < OPTIMIZER_COUNT; o++) {
		struct model model = net_model();
		struct net net;
		struct state state;

		model.optimizer = o;
		model.layer[0].bias = true;
		net_new(&net, model, 3);
		state = net_state(&net);
		for (size_t i = 0; i < net.model.parameters; i++)
			net.work.gradient[i] = 1;
		optimizer_update(&net.model, net.work.gradient, 1, &state);
		for (int i = 0; i < 4; i++) {
			double b = model_params(&net.model, state.theta, 0).b[i];
			double beta = model_params(&net.model, state.theta, 0).beta[i];

			assert_true((b == 0) == (o == OPTIMIZER_RMSPROP || o == OPTIMIZER_ADAM));
			assert_true(beta != 0);
		}
		net_free(&net);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_steps_by_hand),
		cmocka_unit_test(no_gradient_no_epsilon),
		cmocka_unit_test(all_parameters_alike),
		cmocka_unit_test(idle_biases_are_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
