#include <math.h>

#include "base/status.h"
#include "close.h"
#include "net.h"
#include "num/hessian.h"

/* --- helpers ----------------------------------------------------------------------------------- */

static void find(struct net *net, struct hessian *h)
{
	struct state state = net_state(net);
	void *kept = malloc(net->model.block_bytes);

	memcpy(kept, net->before, net->model.block_bytes);
	assert_int_equal(hessian_find(&net->model, &state, &net->work, h), 0);
	assert_memory_equal(net->before, kept, net->model.block_bytes);
	assert_int_equal(hessian_spectrum(h), 0);
	free(kept);
}

static double entry(const struct hessian *h, size_t j, size_t k)
{
	return h->matrix[j * h->size + k];
}

static void check_vectors(const struct hessian *h, double abs)
{
	for (size_t i = 0; i < h->size; i++) {
		const double *v = h->vector + i * h->size;
		double length = 0;

		for (size_t j = 0; j < h->size; j++) {
			double image = 0;

			length += v[j] * v[j];
			for (size_t k = 0; k < h->size; k++)
				image += entry(h, j, k) * v[k];
			assert_close(image, h->lambda[i] * v[j], 0, abs);
		}
		assert_close(length, 1, 1e-12, 0);
		assert_true(i == 0 || h->lambda[i] <= h->lambda[i - 1]);
	}
}

/* --- known Hessians ---------------------------------------------------------------------------- */

static void the_closed_form_and_the_differences(void **unused)
{
	static const double scales[] = {1, 1e3, 1e-3};

	(void)unused;
	for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++) {
		struct net net;
		struct hessian closed, differences;
		struct state state;

		net_new(&net, net_linear_model(11), 4);
		for (size_t row = 0; row < net.data.rows; row++)
			net.data.x[1][row] *= scales[i];
		net_load(&net, 11);
		state = net_state(&net);
		assert_int_equal(hessian_alloc(&closed, &net.model, NULL, 0), 0);
		assert_int_equal(hessian_alloc(&differences, &net.model, NULL, 0), 0);
		find(&net, &closed);
		assert_int_equal(
			hessian_differences(&net.model, &state, &net.work, &differences), 0);
		assert_close(closed.error, 0, 0, 0);
		assert_close(entry(&closed, 2, 2), 1, 0, 0);
		for (size_t j = 0; j < 9; j++)
			assert_close(differences.matrix[j], closed.matrix[j], 1e-10,
				1e-12 * fmax(1, scales[i] * scales[i]));
		hessian_free(&closed);
		hessian_free(&differences);
		net_free(&net);
	}
}

/* A linear output with batch norm: w1, w2, gamma, beta. */
static struct model normed_linear(double epsilon)
{
	struct model model = net_linear_model(11);

	model.layer[0] = (struct layer_spec){2, 1, ACTIVATION_LINEAR, true, false, false};
	model.epsilon = epsilon;
	return model;
}

/* maths.md: over (γ, β) the Hessian is diag(σ² / (σ² + ε), 1), wherever one stands. */
static void gamma_and_beta_are_round(void **unused)
{
	static const size_t gamma_beta[] = {2, 3};
	static const double epsilons[] = {0, 1e-5, 0.25, 3};

	(void)unused;
	for (size_t i = 0; i < sizeof(epsilons) / sizeof(epsilons[0]); i++) {
		struct net net;
		struct hessian h;
		double var;

		net_new(&net, normed_linear(epsilons[i]), 4);
		net_randomize(&net);
		net_load(&net, 11);
		assert_int_equal(hessian_alloc(&h, &net.model, gamma_beta, 2), 0);
		find(&net, &h);
		var = net.work.layer[0].var[0];
		assert_close(entry(&h, 0, 0), var / (var + epsilons[i]), 1e-11, 0);
		assert_close(entry(&h, 1, 1), 1, 1e-11, 0);
		assert_close(entry(&h, 0, 1), 0, 0, 1e-11);
		assert_close(h.lambda[0], 1, 1e-11, 0);
		hessian_free(&h);
		net_free(&net);
	}
}

static double covariance(const double *a, const double *b, size_t m)
{
	double mean_a = 0, mean_b = 0, sum = 0;

	for (size_t e = 0; e < m; e++) {
		mean_a += a[e] / (double)m;
		mean_b += b[e] / (double)m;
	}
	for (size_t e = 0; e < m; e++)
		sum += (a[e] - mean_a) * (b[e] - mean_b) / (double)m;
	return sum;
}

/* The direction in which z correlates best with y: w = C⁻¹ cov(x, y), of any length. */
static void stand_at_the_best_direction(struct net *net)
{
	const double *x1 = net->data.x[0], *x2 = net->data.x[1], *y = net->data.y;
	double c11 = covariance(x1, x1, 11), c12 = covariance(x1, x2, 11);
	double c22 = covariance(x2, x2, 11), a = covariance(x1, y, 11), b = covariance(x2, y, 11);
	struct state state = net_state(net);

	state.theta[0] = 7 * (c22 * a - c12 * b);
	state.theta[1] = 7 * (c11 * b - c12 * a);
	state.theta[2] = fabs(state.theta[2]);
}

/*
 * One unit's (w1, w2) before batch norm, ε = 0: the loss does not depend on the length of w, so
 * H w = −g and wᵀ H w = 0 everywhere; where g = 0 the smallest eigenvalue is 0 and its vector is w.
 */
static void one_unit_before_the_norm(void **unused)
{
	static const size_t weights[] = {0, 1};
	struct net net;
	struct hessian h;
	double *w, length;

	(void)unused;
	net_new(&net, normed_linear(0), 4);
	net_randomize(&net);
	net_load(&net, 11);
	assert_int_equal(hessian_alloc(&h, &net.model, weights, 2), 0);
	w = net_state(&net).theta;
	find(&net, &h);
	struct state state = net_state(&net);
	model_forward(&net.model, &state, MODE_TRAIN, &net.work);
	model_backward(&net.model, &state, &net.work);
	for (size_t j = 0; j < 2; j++)
		assert_close(entry(&h, j, 0) * w[0] + entry(&h, j, 1) * w[1], -net.work.gradient[j],
			1e-9, 1e-11);
	assert_true(fabs(net.work.gradient[0]) > 1e-3);

	stand_at_the_best_direction(&net);
	find(&net, &h);
	assert_true(h.lambda[0] > 1e-4);
	assert_true(fabs(h.lambda[1]) <= h.zero && h.zero < 1e-9);
	length = hypot(w[0], w[1]);
	assert_close(fabs(h.vector[2] * w[0] + h.vector[3] * w[1]), length, 1e-9, 0);
	hessian_free(&h);
	net_free(&net);
}

/* In a deep network each unit before a norm has such a direction: H u = −g there, 0 elsewhere. */
static void scale_invariance_of_a_deep_unit(void **unused)
{
	struct model model = net_model();
	struct net net;
	struct hessian h;
	struct state state;

	(void)unused;
	model.epsilon = 0;
	net_new(&net, model, 8);
	net_randomize(&net);
	net_load(&net, 11);
	assert_int_equal(hessian_alloc(&h, &net.model, NULL, 0), 0);
	find(&net, &h);
	state = net_state(&net);
	model_forward(&net.model, &state, MODE_TRAIN, &net.work);
	model_backward(&net.model, &state, &net.work);
	/* Unit 1 of layer 2 has four weights. */
	size_t from = net.model.first_parameter[1], to = from + 4;
	for (size_t j = 0; j < h.size; j++) {
		double image = 0;

		for (size_t p = from; p < to; p++)
			image += entry(&h, j, p) * state.theta[p];
		assert_close(image, j >= from && j < to ? -net.work.gradient[j] : 0, 1e-8, 1e-9);
	}
	hessian_free(&h);
	net_free(&net);
}

/* --- which parameters -------------------------------------------------------------------------- */

static void frozen_layers_are_left_out(void **unused)
{
	struct model model = net_model();
	struct net net;
	struct hessian all, some;

	(void)unused;
	net_new(&net, model, 4);
	net_randomize(&net);
	net_load(&net, 11);
	assert_int_equal(hessian_alloc(&all, &net.model, NULL, 0), 0);
	net.model.layer[0].frozen = net.model.layer[2].frozen = true;
	assert_int_equal(hessian_alloc(&some, &net.model, NULL, 0), 0);
	find(&net, &all);
	find(&net, &some);
	size_t first = net.model.first_parameter[1], direction_size = net.model.parameters;
	double *direction = malloc(direction_size * sizeof(*direction));
	assert_int_equal(some.size, net.model.first_parameter[2] - first);
	for (size_t j = 0; j < some.size; j++) {
		assert_int_equal(some.parameter[j], first + j);
		for (size_t k = 0; k < some.size; k++)
			assert_close(
				entry(&some, j, k), entry(&all, first + j, first + k), 1e-9, 1e-10);
	}
	hessian_direction(&net.model, &some, 1, direction);
	for (size_t p = 0; p < direction_size; p++) {
		bool chosen = p >= first && p - first < some.size;

		assert_close(direction[p], chosen ? some.vector[some.size + p - first] : 0, 0, 0);
	}
	free(direction);
	hessian_free(&all);
	hessian_free(&some);
	net_free(&net);
}

/* --- errors ------------------------------------------------------------------------------------ */

static void what_is_refused(void **unused)
{
	static const struct {
		const char *why;
		size_t list[3];
		size_t count;
		int status;
	} cases[] = {
		{"none", {0}, 0, STATUS_RANGE},
		{"one twice", {0, 2, 0}, 3, STATUS_RANGE},
		{"one beyond the last", {0, 1, 3}, 3, STATUS_RANGE},
		{"too many", {0}, HESSIAN_MAX + 1, STATUS_LIMIT},
	};
	struct model model = net_linear_model(11);
	struct hessian h = {0};

	(void)unused;
	assert_int_equal(model_finish(&model), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (hessian_alloc(&h, &model, cases[i].list, cases[i].count) != cases[i].status)
			fail_msg("%s", cases[i].why);
		hessian_free(&h);
	}
	model.layer[0].frozen = true;
	assert_int_equal(hessian_alloc(&h, &model, NULL, 0), STATUS_RANGE);
	assert_non_null(strstr(hessian_trouble(&model), "frozen"));
	model = net_model();
	assert_int_equal(model_finish(&model), 0);
	assert_null(hessian_trouble(&model));
	model.layer[0].units = 88;
	model.layer[1].inputs = 88;
	assert_int_equal(model_finish(&model), 0);
	assert_true(model.parameters > HESSIAN_MAX);
	assert_int_equal(hessian_alloc(&h, &model, NULL, 0), STATUS_LIMIT);
	assert_non_null(strstr(hessian_trouble(&model), "353"));
	hessian_free(&h);
}

static void the_largest_there_is(void **unused)
{
	struct model model = net_model();
	struct net net;
	struct hessian h;
	double trace = 0, sum = 0;

	(void)unused;
	/* 2-16-16-1 with biases and one norm: 353 parameters. */
	model.layer[0] = (struct layer_spec){2, 16, ACTIVATION_TANH, true, false, false};
	model.layer[1] = (struct layer_spec){16, 16, ACTIVATION_TANH, false, true, false};
	model.layer[2].inputs = 16;
	net_new(&net, model, 8);
	net_load(&net, 11);
	assert_int_equal(net.model.parameters, HESSIAN_MAX);
	assert_int_equal(hessian_alloc(&h, &net.model, NULL, 0), 0);
	find(&net, &h);
	assert_true(h.error < 1e-9);
	check_vectors(&h, 1e-10);
	for (size_t i = 0; i < h.size; i++) {
		trace += entry(&h, i, i);
		sum += h.lambda[i];
	}
	assert_close(sum, trace, 1e-11, 0);
	hessian_free(&h);
	net_free(&net);
}

static void values_that_are_not_finite(void **unused)
{
	struct net net;
	struct hessian h;
	struct state state;

	(void)unused;
	net_new(&net, net_model(), 4);
	net_load(&net, 11);
	state = net_state(&net);
	state.theta[5] = NAN;
	assert_int_equal(hessian_alloc(&h, &net.model, NULL, 0), 0);
	assert_int_equal(hessian_find(&net.model, &state, &net.work, &h), STATUS_DATA);
	h.matrix[3] = INFINITY;
	assert_int_equal(hessian_spectrum(&h), STATUS_DATA);
	assert_int_equal(hessian_closed_form(&net.model, &net.work, &h), STATUS_RANGE);
	hessian_free(&h);
	net_free(&net);

	net_new(&net, net_linear_model(11), 4);
	net.data.x[0][3] = 1e200;
	net_load(&net, 11);
	state = net_state(&net);
	assert_int_equal(hessian_alloc(&h, &net.model, NULL, 0), 0);
	assert_int_equal(hessian_find(&net.model, &state, &net.work, &h), STATUS_DATA);
	hessian_free(&h);
	net_free(&net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_closed_form_and_the_differences),
		cmocka_unit_test(gamma_and_beta_are_round),
		cmocka_unit_test(one_unit_before_the_norm),
		cmocka_unit_test(scale_invariance_of_a_deep_unit),
		cmocka_unit_test(frozen_layers_are_left_out),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(the_largest_there_is),
		cmocka_unit_test(values_that_are_not_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
