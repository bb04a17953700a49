#include <math.h>

#include "close.h"
#include "net.h"

/* In portions of any size the score is that of all rows at once. */
static void portions_do_not_matter(void **unused)
{
	struct model model = net_model();
	struct net net;
	struct state state;
	struct score whole, part;

	(void)unused;
	model.loss = LOSS_LOGISTIC;
	model.layer[2].activation = ACTIVATION_SIGMOID;
	net_new(&net, model, 3);
	net_randomize(&net);
	state = net_state(&net);
	whole = model_score(&net.model, &state, &net.inputs, net.data.train, 11, &net.work);
	net_load(&net, 11);
	model_forward(&net.model, &state, MODE_TEST, &net.work);
	assert_close(whole.loss, net.work.loss, 1e-15, 0);
	for (size_t room = 1; room <= 11; room++) {
		struct work work;

		assert_int_equal(work_alloc(&work, &net.model, room), 0);
		part = model_score(&net.model, &state, &net.inputs, net.data.train, 11, &work);
		assert_close(part.loss, whole.loss, 1e-14, 0);
		assert_close(part.accuracy, whole.accuracy, 0, 0);
		work_free(&work);
	}
	net_free(&net);
}

/* out = x1 against classes: right on three rows of four. */
static void accuracy_by_hand(void **unused)
{
	static double x1[] = {0.9, 0.2, 0.6, 0.4}, x2[] = {0, 0, 0, 0}, y[] = {1, 0, 0, 0};
	static const size_t rows[] = {0, 1, 2, 3};
	struct inputs inputs = {.x = {x1, x2}, .y = y, .train = rows};
	struct net net;
	struct state state;
	struct score score;

	(void)unused;
	net_new(&net, net_linear_model(4), 3);
	state = net_state(&net);
	state.theta[0] = 1;
	state.theta[1] = state.theta[2] = 0;
	score = model_score(&net.model, &state, &inputs, rows, 4, &net.work);
	assert_close(score.accuracy, 0.75, 0, 0);
	assert_close(score.loss, (0.01 + 0.04 + 0.36 + 0.16) / 8, 1e-15, 0);
	score = model_score(&net.model, &state, &inputs, rows, 0, &net.work);
	assert_close(score.loss, NAN, 0, 0);
	assert_close(score.accuracy, NAN, 0, 0);
	net_free(&net);
}

/* A folded layer gives the ztilde of test mode by its linear part alone. */
static void folding(void **unused)
{
	(void)unused;
	for (int bias = 0; bias < 2; bias++) {
		struct model model = net_model();
		struct net net;
		struct state state;
		struct layer_work *layer;
		double W[8], b[4];

		model.layer[0].bias = bias;
		net_new(&net, model, 3);
		net_randomize(&net);
		net_load(&net, 11);
		state = net_state(&net);
		layer = &net.work.layer[0];
		model_forward(&net.model, &state, MODE_TEST, &net.work);
		model_fold(&net.model, &state, 0, W, b);
		for (size_t i = 0; i < 4; i++) {
			for (size_t e = 0; e < 11; e++) {
				double z = W[2 * i] * net.work.x[e] +
					   W[2 * i + 1] * net.work.x[11 + e] + b[i];

				assert_close(z, layer->ztilde[i * 11 + e], 1e-13, 1e-14);
			}
		}
		net_free(&net);
	}
}

/* A layer without a norm folds into itself. */
static void folding_nothing(void **unused)
{
	struct net net;
	struct state state;
	struct layer_params params;
	double W[3], b;

	(void)unused;
	net_new(&net, net_model(), 3);
	net_randomize(&net);
	state = net_state(&net);
	params = model_params(&net.model, state.theta, 2);
	model_fold(&net.model, &state, 2, W, &b);
	assert_memory_equal(W, params.W, sizeof(W));
	assert_close(b, *params.b, 0, 0);
	net_free(&net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(portions_do_not_matter),
		cmocka_unit_test(accuracy_by_hand),
		cmocka_unit_test(folding),
		cmocka_unit_test(folding_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
