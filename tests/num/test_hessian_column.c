/* Columns of Hessians against differences of the loss itself, and at the kinks of relu. */
#include <math.h>

#include "close.h"
#include "net.h"
#include "num/hessian.h"

static void find(struct net *net, struct hessian *h)
{
	struct state state = net_state(net);

	assert_int_equal(hessian_find(&net->model, &state, &net->work, h), 0);
}

static double entry(const struct hessian *h, size_t j, size_t k)
{
	return h->matrix[j * h->size + k];
}

static double loss_moved(struct net *net, size_t p, double by_p, size_t q, double by_q)
{
	struct state state = net_state(net);
	double kept_p = state.theta[p], kept_q = state.theta[q];

	state.theta[p] += by_p;
	state.theta[q] += by_q;
	model_forward(&net->model, &state, MODE_TRAIN, &net->work);
	state.theta[q] = kept_q;
	state.theta[p] = kept_p;
	return net->work.loss;
}

static double mixed_quotient(struct net *net, size_t p, size_t q, double h)
{
	return (loss_moved(net, p, h, q, h) - loss_moved(net, p, h, q, -h) -
		       loss_moved(net, p, -h, q, h) + loss_moved(net, p, -h, q, -h)) /
	       (4 * h * h);
}

/* Second differences of the loss itself, which know nothing of the gradient; Richardson. */
static double second_difference(struct net *net, size_t p, size_t q)
{
	double h = 1e-3;

	return (4 * mixed_quotient(net, p, q, h / 2) - mixed_quotient(net, p, q, h)) / 3;
}

/* --- against something independent ------------------------------------------------------------- */

static struct model smooth_model(void)
{
	return net_model();
}

static struct model logistic_model(void)
{
	struct model model = net_model();

	model.loss = LOSS_LOGISTIC;
	model.layer[0].activation = ACTIVATION_SIGMOID;
	model.layer[2].activation = ACTIVATION_SIGMOID;
	return model;
}

static struct model after_model(void)
{
	struct model model = net_model();

	model.norm_position = NORM_POSITION_AFTER;
	return model;
}

static struct model running_model(void)
{
	struct model model = net_model();

	model.normalize_with = NORMALIZE_WITH_RUNNING;
	return model;
}

static struct model stopped_model(void)
{
	struct model model = net_model();

	model.norm_gradient = NORM_GRADIENT_STOPPED;
	return model;
}

static struct model relu_model(void)
{
	struct model model = net_model();

	model.layer[0].activation = model.layer[1].activation = ACTIVATION_RELU;
	model.layer[0].batch_norm = false;
	model.layer[0].bias = true;
	return model;
}

static const struct {
	const char *why;
	struct model (*model)(void);
} kinds[] = {
	{"tanh, norm before", smooth_model},
	{"sigmoid, logistic loss", logistic_model},
	{"norm after", after_model},
	{"normalized with running averages", running_model},
	{"stopped gradients: the loss still has its own Hessian", stopped_model},
	{"relu: a kink is nearer than a long step", relu_model},
};

static void second_differences_of_the_loss(void **unused)
{
	(void)unused;
	for (size_t kind = 0; kind < sizeof(kinds) / sizeof(kinds[0]); kind++) {
		struct net net;
		struct hessian h;

		net_new(&net, kinds[kind].model(), 5 + kind);
		net_randomize(&net);
		net_load(&net, 9);
		assert_int_equal(hessian_alloc(&h, &net.model, NULL, 0), 0);
		assert_int_equal(h.size, net.model.parameters);
		find(&net, &h);
		assert_true(h.error < 1e-9 && h.error > 0);
		assert_int_equal(h.kinked, 0);
		for (size_t j = 0; j < h.size; j++) {
			for (size_t k = 0; k < h.size; k++) {
				double other = second_difference(&net, j, k);

				if (!is_close(entry(&h, j, k), other, 1e-6, 1e-7))
					fail_msg("%s: H[%zu][%zu] = %.9g, not %.9g",
						kinds[kind].why, j, k, entry(&h, j, k), other);
				assert_true(entry(&h, j, k) == entry(&h, k, j));
			}
		}
		hessian_free(&h);
		net_free(&net);
	}
}

/*
 * One input 1000 times the other: all units of the first layer say nearly the same, and what the
 * second norm makes of their small differences bends within far less than the first step.
 */
static void bends_narrower_than_the_first_step(void **unused)
{
	struct model model = {.layers = 4,
		.layer = {{2, 8, ACTIVATION_TANH, true, false, false},
			{8, 8, ACTIVATION_TANH, true, false, false},
			{8, 8, ACTIVATION_TANH, true, false, false},
			{8, 1, ACTIVATION_SIGMOID, false, true, false}},
		.loss = LOSS_LOGISTIC,
		.epsilon = 1e-5,
		.train_rows = 64,
		.batch = 64,
		.init_scale = 1};
	struct net net;
	struct hessian h;

	(void)unused;
	net_new(&net, model, 2);
	for (size_t row = 0; row < net.data.rows; row++)
		net.data.x[1][row] *= 1000;
	net_load(&net, 64);
	assert_int_equal(hessian_alloc(&h, &net.model, NULL, 0), 0);
	find(&net, &h);
	assert_int_equal(hessian_spectrum(&h), 0);
	assert_true(fabs(h.lambda[h.size - 1]) > 100);
	assert_true(h.error < 1e-10 * fabs(h.lambda[h.size - 1]));
	hessian_free(&h);
	net_free(&net);
}

/* --- relu at its kink -------------------------------------------------------------------------- */

/*
 * One relu unit, whose z is exactly 0 in one row: its bias may only go down, where the row stays
 * off, so that the row counts for nothing. J = (1/2m) Σ (v relu(x1 + b) − y)² has J_bb = v² on / m.
 */
static void a_row_on_the_kink(void **unused)
{
	static const double x[] = {0, 1, 2, -1};
	struct model model = {.layers = 2,
		.layer = {{2, 1, ACTIVATION_RELU, false, true, false},
			{1, 1, ACTIVATION_LINEAR, false, false, false}},
		.train_rows = 4,
		.batch = 4,
		.init_scale = 1};
	struct net net;
	struct hessian h;
	double *theta;

	(void)unused;
	net_new(&net, model, 1);
	theta = net_state(&net).theta;
	memcpy(theta, (const double[]){1, 0, 0, 3}, 4 * sizeof(double));
	memcpy(net.data.x[0], x, sizeof(x));
	memset(net.data.x[1], 0, sizeof(x));
	net_load(&net, 4);
	assert_int_equal(hessian_alloc(&h, &net.model, NULL, 0), 0);
	find(&net, &h);
	assert_int_equal(h.kinked, 0);
	assert_close(entry(&h, 2, 2), 9. * 2 / 4, 1e-6, 0);
	assert_close(entry(&h, 0, 0), 9. * 5 / 4, 1e-9, 0);
	/* With rows of both signs on the kink, w has no side without a switch. */
	net.data.x[0][0] = 0;
	net.data.x[1][0] = 1;
	net.data.x[1][1] = -1;
	net.data.x[0][1] = 0;
	net_load(&net, 4);
	find(&net, &h);
	assert_int_equal(h.kinked, 1);
	assert_close(entry(&h, 1, 1), 0, 0, 1e-6);
	hessian_free(&h);
	net_free(&net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(second_differences_of_the_loss),
		cmocka_unit_test(bends_narrower_than_the_first_step),
		cmocka_unit_test(a_row_on_the_kink),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
