#include <math.h>
#include <string.h>

#include "close.h"
#include "net.h"
#include "num/batchnorm.h"

enum { M_MAX = 8 };

/* One unit with everything that its norm works on. */
struct unit {
	struct model model;
	size_t m;
	double z[M_MAX], d_z[M_MAX], gamma, beta, d_gamma, d_beta, running_mu, running_var;
	double mu, var, used_mu, used_var, s, d_var, d_mu, stretch, shift;
	double centered[M_MAX], zhat[M_MAX], ztilde[M_MAX], d_ztilde[M_MAX], d_zhat[M_MAX];
	struct layer_work work;
	struct layer_params params, gradient;
};

static void unit_connect(struct unit *u)
{
	u->stretch = 1;
	u->shift = 0;
	u->params = (struct layer_params){.gamma = &u->gamma, .beta = &u->beta};
	u->gradient = (struct layer_params){.gamma = &u->d_gamma, .beta = &u->d_beta};
	u->work = (struct layer_work){.mu = &u->mu,
		.var = &u->var,
		.used_mu = &u->used_mu,
		.used_var = &u->used_var,
		.s = &u->s,
		.stretch = &u->stretch,
		.shift = &u->shift,
		.centered = u->centered,
		.zhat = u->zhat,
		.ztilde = u->ztilde,
		.d_ztilde = u->d_ztilde,
		.d_zhat = u->d_zhat,
		.d_var = &u->d_var,
		.d_mu = &u->d_mu};
}

static void unit_forward(struct unit *u, enum model_mode mode)
{
	struct batchnorm_in in = {1, u->m, u->z, mode, &u->running_mu, &u->running_var};

	unit_connect(u);
	batchnorm_forward(&u->model, &u->params, in, &u->work);
}

static void unit_backward(struct unit *u)
{
	batchnorm_backward(&u->model, &u->params, 1, u->m, &u->work, &u->gradient, u->d_z);
}

/* The pages of maths.md that a learner can follow with a pencil. */
static const struct hand {
	const char *why;
	size_t m;
	double z[M_MAX], epsilon, gamma, beta, d_ztilde[M_MAX];
	double mu, var, s, zhat[M_MAX], ztilde[M_MAX];
	double d_beta, d_gamma, d_z[M_MAX];
	double running_mu, biased, unbiased;
} hands[] = {
	{"two rows", 2, {1, 3}, 5. / 4, 3, 1, {1, 0}, 2, 1, 3. / 2, {-2. / 3, 2. / 3}, {-1, 3}, 1,
		-2. / 3, {5. / 9, -5. / 9}, 1. / 5, 1, 11. / 10},
	{"four rows", 4, {1, 2, 3, 6}, 1. / 2, 2, 1, {1, -1, 2, 0}, 3, 7. / 2, 2,
		{-1, -1. / 2, 0, 3. / 2}, {-1, 0, 1, 4}, 2, -1. / 2,
		{3. / 8, -25. / 16, 3. / 2, -5. / 16}, 3. / 10, 5. / 4, 41. / 30},
	{"a constant unit", 3, {5, 5, 5}, 1. / 4, 2, 7, {1, 2, 6}, 5, 0, 1. / 2, {0, 0, 0},
		{7, 7, 7}, 9, 0, {-8, -4, 12}, 1. / 2, 9. / 10, 9. / 10},
};

static struct unit hand_unit(const struct hand *hand)
{
	struct unit u = {.m = hand->m,
		.gamma = hand->gamma,
		.beta = hand->beta,
		.running_mu = 0,
		.running_var = 1};

	u.model = net_model();
	u.model.epsilon = hand->epsilon;
	memcpy(u.z, hand->z, sizeof(u.z));
	memcpy(u.d_ztilde, hand->d_ztilde, sizeof(u.d_ztilde));
	return u;
}

static void values_by_hand(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(hands) / sizeof(hands[0]); i++) {
		const struct hand *hand = &hands[i];
		struct unit u = hand_unit(hand);

		unit_forward(&u, MODE_TRAIN);
		unit_backward(&u);
		assert_close(u.mu, hand->mu, 1e-15, 0);
		assert_close(u.var, hand->var, 1e-15, 0);
		assert_close(u.s, hand->s, 1e-15, 0);
		assert_close(u.d_beta, hand->d_beta, 1e-15, 0);
		assert_close(u.d_gamma, hand->d_gamma, 1e-15, 0);
		for (size_t e = 0; e < hand->m; e++) {
			assert_close(u.centered[e], hand->z[e] - hand->mu, 1e-15, 0);
			assert_close(u.zhat[e], hand->zhat[e], 1e-15, 0);
			assert_close(u.ztilde[e], hand->ztilde[e], 1e-15, 1e-15);
			assert_close(u.d_z[e], hand->d_z[e], 4e-15, 0);
		}
	}
}

static void running_averages_by_hand(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(hands) / sizeof(hands[0]); i++) {
		struct unit u = hand_unit(&hands[i]);
		double mu = 0, var = 1;

		unit_forward(&u, MODE_TRAIN);
		batchnorm_running(&u.model, &u.work, 1, u.m, &mu, &var);
		assert_close(mu, hands[i].running_mu, 1e-15, 0);
		assert_close(var, hands[i].biased, 1e-15, 0);
		u.model.running_variance = RUNNING_VARIANCE_UNBIASED;
		mu = 0;
		var = 1;
		batchnorm_running(&u.model, &u.work, 1, u.m, &mu, &var);
		assert_close(mu, hands[i].running_mu, 1e-15, 0);
		assert_close(var, hands[i].unbiased, 1e-15, 0);
	}
}

/* z = (1, 3) from running (0, 1): μ = .1 · 2, σ² = .9 + .1 · ((.8² + 2.8²) / 2). */
static void running_values_while_training(void **unused)
{
	struct unit u = hand_unit(&hands[0]);
	double mu = 0, var = 1;

	(void)unused;
	u.model.normalize_with = NORMALIZE_WITH_RUNNING;
	unit_forward(&u, MODE_TRAIN);
	assert_close(u.mu, 2, 0, 0);
	assert_close(u.var, 1, 0, 0);
	assert_close(u.used_mu, 0.2, 1e-15, 0);
	assert_close(u.used_var, 0.9 + 0.1 * (0.64 + 7.84) / 2, 1e-15, 0);
	assert_close(u.zhat[0], 0.8 / sqrt(u.used_var + 1.25), 1e-15, 0);
	batchnorm_running(&u.model, &u.work, 1, u.m, &mu, &var);
	assert_close(mu, u.used_mu, 0, 0);
	assert_close(var, u.used_var, 0, 0);
}

static struct unit random_unit(struct rng *rng, size_t m)
{
	struct unit u = {.m = m, .gamma = rng_normal(rng), .beta = rng_normal(rng)};

	u.model = net_model();
	u.running_mu = rng_normal(rng);
	u.running_var = 0.5 + rng_uniform(rng);
	for (size_t e = 0; e < m; e++) {
		u.z[e] = 2 * rng_normal(rng) + 1;
		u.d_ztilde[e] = rng_normal(rng);
	}
	return u;
}

/* Σ d_ztilde ztilde, a loss whose gradient is d_ztilde. */
static double functional(const struct unit *u, enum model_mode mode)
{
	struct unit copy = *u;
	double sum = 0;

	unit_forward(&copy, mode);
	for (size_t e = 0; e < copy.m; e++)
		sum += copy.d_ztilde[e] * copy.ztilde[e];
	return sum;
}

static double slope(struct unit *u, double *value, double h, enum model_mode mode)
{
	double at = *value, up, down;

	*value = at + h;
	up = functional(u, mode);
	*value = at - h;
	down = functional(u, mode);
	*value = at;
	return (up - down) / (2 * h);
}

/* Richardson's extrapolation of two central differences. */
static double derivative(struct unit *u, double *value, enum model_mode mode)
{
	return (4 * slope(u, value, 5e-4, mode) - slope(u, value, 1e-3, mode)) / 3;
}

static void gradients_by_differences(void **unused)
{
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 3, RNG_DATA);
	for (int round = 0; round < 60; round++) {
		struct unit u = random_unit(&rng, 1 + (size_t)round % M_MAX);

		u.model.normalize_with = round % 2 ? NORMALIZE_WITH_RUNNING : NORMALIZE_WITH_BATCH;
		unit_forward(&u, MODE_TRAIN);
		unit_backward(&u);
		assert_close(u.d_gamma, derivative(&u, &u.gamma, MODE_TRAIN), 1e-9, 1e-9);
		assert_close(u.d_beta, derivative(&u, &u.beta, MODE_TRAIN), 1e-9, 1e-9);
		for (size_t e = 0; e < u.m; e++)
			assert_close(u.d_z[e], derivative(&u, &u.z[e], MODE_TRAIN), 1e-8, 1e-8);
	}
}

/* With the statistics held at what they are, which is what test mode does with given ones. */
static void stopped_gradient_by_differences(void **unused)
{
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 4, RNG_DATA);
	for (int round = 0; round < 30; round++) {
		struct unit u = random_unit(&rng, 1 + (size_t)round % M_MAX);

		u.model.norm_gradient = NORM_GRADIENT_STOPPED;
		unit_forward(&u, MODE_TRAIN);
		unit_backward(&u);
		assert_close(u.d_mu, 0, 0, 0);
		assert_close(u.d_var, 0, 0, 0);
		u.running_mu = u.used_mu;
		u.running_var = u.used_var;
		for (size_t e = 0; e < u.m; e++)
			assert_close(u.d_z[e], derivative(&u, &u.z[e], MODE_TEST), 1e-9, 1e-9);
	}
}

static double sum_of(const double *values, const double *factors, size_t m)
{
	double sum = 0;

	for (size_t e = 0; e < m; e++)
		sum += values[e] * (factors ? factors[e] : 1);
	return sum;
}

static void invariants_of_a_batch(void **unused)
{
	static const double epsilons[] = {0, 1e-5, 0.3};
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 6, RNG_DATA);
	for (int round = 0; round < 90; round++) {
		struct unit u = random_unit(&rng, 2 + (size_t)round % (M_MAX - 1));
		double m = (double)u.m, ratio;

		u.model.epsilon = epsilons[round % 3];
		unit_forward(&u, MODE_TRAIN);
		unit_backward(&u);
		ratio = u.model.epsilon / (u.var + u.model.epsilon);
		assert_close(sum_of(u.zhat, NULL, u.m), 0, 0, 1e-13);
		assert_close(sum_of(u.zhat, u.zhat, u.m) / m, 1 - ratio, 1e-13, 0);
		assert_close(sum_of(u.d_z, NULL, u.m), 0, 0, 1e-12 / u.s);
		assert_close(sum_of(u.d_z, u.zhat, u.m), u.gamma / u.s * u.d_gamma * ratio, 1e-10,
			1e-12 / u.s);
		for (size_t e = 0; e < u.m; e++)
			assert_true(fabs(u.zhat[e]) <= sqrt(m - 1) * (1 + 1e-13));
	}
}

static void gamma_and_beta_can_undo(void **unused)
{
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 7, RNG_DATA);
	for (int round = 0; round < 20; round++) {
		struct unit u = random_unit(&rng, M_MAX);

		unit_forward(&u, MODE_TRAIN);
		u.gamma = u.s;
		u.beta = u.mu;
		unit_forward(&u, MODE_TRAIN);
		for (size_t e = 0; e < u.m; e++)
			assert_close(u.ztilde[e], u.z[e], 1e-14, 1e-14);
	}
}

static void two_rows_are_plus_and_minus_one(void **unused)
{
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 8, RNG_DATA);
	for (int round = 0; round < 200; round++) {
		struct unit u = random_unit(&rng, 2);

		u.model.epsilon = 0;
		u.z[0] *= pow(10, round % 7);
		unit_forward(&u, MODE_TRAIN);
		assert_close(fabs(u.zhat[0]), 1, 2e-15 * pow(10, round % 7), 0);
		assert_close(u.zhat[0], -u.zhat[1], 4e-15 * pow(10, round % 7), 0);
	}
}

static void one_row_gives_beta(void **unused)
{
	struct rng rng;
	struct unit u;

	(void)unused;
	rng_seed(&rng, 9, RNG_DATA);
	u = random_unit(&rng, 1);
	unit_forward(&u, MODE_TRAIN);
	unit_backward(&u);
	assert_close(u.zhat[0], 0, 0, 0);
	assert_close(u.ztilde[0], u.beta, 0, 0);
	assert_close(u.d_gamma, 0, 0, 0);
	assert_close(u.d_z[0], 0, 0, 1e-15);
}

static void zero_spread_without_epsilon_is_nan(void **unused)
{
	struct unit u = {.m = 3, .z = {0.1, 0.1, 0.1}, .gamma = 1};

	(void)unused;
	u.model = net_model();
	u.model.epsilon = 0;
	unit_forward(&u, MODE_TRAIN);
	unit_backward(&u);
	assert_close(u.s, 0, 0, 0);
	assert_close(u.zhat[0], NAN, 0, 0);
	assert_close(u.d_z[0], NAN, 0, 0);
}

/* After NIST's NumAcc sets: a spread of a few units at a large offset, values exact in binary. */
static const struct {
	const char *why;
	double offset, values[4], mean, spread;
} offsets[] = {
	{"one pass gives 0 here", 1e9, {1, 2, 3, 6}, 3, 3.5},
	{"offset 2^50", 0x1p50, {4, 7, 13, 16}, 10, 22.5},
	{"negative offset", -0x1p50, {4, 7, 13, 16}, 10, 22.5},
	{"no offset", 0, {4, 7, 13, 16}, 10, 22.5},
	{"constant", 0x1.999999999999ap-4, {0, 0, 0, 0}, 0, 0},
};

static void mean_and_spread_at_an_offset(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++) {
		double values[4], mean;

		for (int e = 0; e < 4; e++)
			values[e] = offsets[i].offset + offsets[i].values[e];
		mean = batchnorm_mean(values, 4);
		assert_close(mean, offsets[i].offset + offsets[i].mean, 0, 0);
		assert_close(batchnorm_spread(values, 4, mean), offsets[i].spread, 0, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_by_hand),
		cmocka_unit_test(running_averages_by_hand),
		cmocka_unit_test(running_values_while_training),
		cmocka_unit_test(gradients_by_differences),
		cmocka_unit_test(stopped_gradient_by_differences),
		cmocka_unit_test(invariants_of_a_batch),
		cmocka_unit_test(gamma_and_beta_can_undo),
		cmocka_unit_test(two_rows_are_plus_and_minus_one),
		cmocka_unit_test(one_row_gives_beta),
		cmocka_unit_test(zero_spread_without_epsilon_is_nan),
		cmocka_unit_test(mean_and_spread_at_an_offset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
