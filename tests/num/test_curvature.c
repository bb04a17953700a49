#include <math.h>

#include "base/status.h"
#include "close.h"
#include "net.h"
#include "num/curvature.h"
#include "num/generator.h"
#include "num/inputnorm.h"

/* Makes a data set and takes it to a stage of input normalization. */
static void make(struct dataset *data, const char *name, struct generator_params params,
	struct inputnorm norm, enum inputnorm_stage stage)
{
	const struct generator *generator = generator_find(name);

	assert_non_null(generator);
	assert_int_equal(generator_make(generator, &params, data), 0);
	const double *const x[FEATURES] = {data->x[0], data->x[1]};

	assert_int_equal(inputnorm_fit(&norm, x, data->train, data->train_count), 0);
	inputnorm_apply(&norm, stage, x, data->rows, data->x);
}

static struct curvature find(const struct dataset *data, enum curvature_over over, double b)
{
	const double *const x[FEATURES] = {data->x[0], data->x[1]};
	struct curvature c;

	assert_int_equal(
		curvature_find(over, x, data->y, data->train, data->train_count, b, &c), 0);
	return c;
}

/* The figures that lessons.md gives, to the digits it gives. */
static const struct figure {
	const char *why, *name;
	double scale, correlation;
	struct inputnorm norm;
	enum inputnorm_stage stage;
	double kappa, within; /* half a unit of the last digit given */
} figures[] = {
	{"grid raw", "grid", 5, 0, {true}, INPUTNORM_RAW, 151, 0.5},
	{"grid centred", "grid", 5, 0, {true}, INPUTNORM_SUBTRACT, 25, 1e-9},
	{"wider grid raw", "grid", 10, 0, {true}, INPUTNORM_RAW, 555, 0.5},
	{"wider grid centred", "grid", 10, 0, {true}, INPUTNORM_SUBTRACT, 100, 1e-9},
	{"widest grid raw", "grid", 1000, 0, {true}, INPUTNORM_RAW, 5.4e6, 5e4},
	{"widest grid centred", "grid", 1000, 0, {true}, INPUTNORM_SUBTRACT, 1e6, 1e-3},
	{"widest grid by σ", "grid", 1000, 0, {true}, INPUTNORM_DIVIDE, 1, 1e-12},
	{"widest grid by σ²", "grid", 1000, 0, {true, INPUTNORM_VARIANCE}, INPUTNORM_DIVIDE, 1e6,
		1e-3},
	{"correlation .5", "correlated", 1, 0.5, {true}, INPUTNORM_DIVIDE, 3, 1e-12},
	{"correlation .9", "correlated", 1, 0.9, {true}, INPUTNORM_DIVIDE, 19, 1e-11},
	{"correlation .95", "correlated", 7, 0.95, {true}, INPUTNORM_DIVIDE, 39, 1e-11},
	{"correlation −.9", "correlated", 7, -0.9, {true}, INPUTNORM_DIVIDE, 19, 1e-11},
	{"whitened", "correlated", 7, 0.95, {true, INPUTNORM_STD, true}, INPUTNORM_WHITEN, 1,
		1e-11},
	{"whitened without scaling", "correlated", 7, 0.9, {true, INPUTNORM_NONE, true},
		INPUTNORM_WHITEN, 1, 1e-11},
	{"far raw", "far", 1, 0, {true}, INPUTNORM_RAW, 1.7e6, 5e4},
	{"far centred", "far", 1, 0, {true}, INPUTNORM_SUBTRACT, 1, 1e-12},
	{"houses raw", "houses", 1, 0, {true}, INPUTNORM_RAW, 176600, 0.5},
	{"houses centred", "houses", 1, 0, {true}, INPUTNORM_SUBTRACT, 3759, 0.05},
	{"houses by σ", "houses", 1, 0, {true}, INPUTNORM_DIVIDE, 6.4, 1e-4},
};

static void figures_of_the_curated_data(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
		const struct figure *f = &figures[i];
		struct generator_params params = {
			.rows = 64, .correlation = f->correlation, .scale = f->scale, .seed = 1};
		struct dataset data;
		struct curvature c;

		make(&data, f->name, params, f->norm, f->stage);
		c = find(&data, CURVATURE_B_FREE, 0);
		if (!is_close(c.kappa, f->kappa, 0, f->within))
			fail_msg("%s: kappa is %.10g, not %.10g", f->why, c.kappa, f->kappa);
		assert_close(c.lambda[2] / c.lambda[0], c.kappa, 1e-8, 0);
		dataset_free(&data);
	}
}

static struct dataset grid(double scale, enum inputnorm_stage stage)
{
	struct generator_params params = {.rows = 64, .scale = scale, .seed = 1};
	struct inputnorm norm = {.center = true};
	struct dataset data;

	make(&data, "grid", params, norm, stage);
	return data;
}

/* On the grid y is exactly 3 x1 − (2/S) x2 + 1. */
static void minimum_of_the_grid(void **unused)
{
	struct dataset data = grid(5, INPUTNORM_RAW);

	(void)unused;
	for (int over = 0; over < CURVATURE_OVER_COUNT; over++) {
		struct curvature c = find(&data, over, 1);

		assert_close(c.minimum_w[0], 3, 1e-12, 0);
		assert_close(c.minimum_w[1], -0.4, 1e-12, 0);
		assert_close(c.minimum_b, 1, 1e-12, 0);
		assert_close(c.minimum_loss, 0, 0, 1e-24);
		assert_false(c.singular);
		assert_int_equal(c.size, over == CURVATURE_B_FREE ? 3 : 2);
	}
	dataset_free(&data);
}

/* Minimising b out leaves the covariance; holding it leaves the mean squares. */
static void bias_held_and_minimised(void **unused)
{
	struct dataset data = grid(5, INPUTNORM_RAW);
	struct curvature held = find(&data, CURVATURE_B_HELD, 0);
	struct curvature out = find(&data, CURVATURE_B_MINIMISED, 0);
	double var = 63. / 12 / 64;

	(void)unused;
	assert_close(out.hessian[0][0], var, 1e-13, 0);
	assert_close(out.hessian[1][1], 25 * var, 1e-13, 0);
	assert_close(out.hessian[0][1], 0, 0, 1e-14);
	assert_close(out.kappa, 25, 1e-12, 0);
	assert_close(held.hessian[0][0], var + 0.25, 1e-13, 0);
	assert_close(held.hessian[0][1], 5 * 0.25, 1e-13, 0);
	assert_close(held.minimum_b, 0, 0, 0);
	assert_true(held.minimum_loss > 0.001);
	dataset_free(&data);
}

/* H v = λ v, v of length 1, at right angles, λ ascending, the largest component positive. */
static void check_eigenvectors(const struct curvature *c)
{
	for (int i = 0; i < 3; i++) {
		const double *v = c->vector[i];

		assert_true(fmax(fmax(v[0], v[1]), v[2]) >= -fmin(fmin(v[0], v[1]), v[2]));
		assert_true(i == 0 || c->lambda[i] >= c->lambda[i - 1]);
		for (int j = 0; j < 3; j++) {
			double product = 0, dot = 0;

			for (int k = 0; k < 3; k++) {
				product += c->hessian[j][k] * v[k];
				dot += v[k] * c->vector[j][k];
			}
			assert_close(product, c->lambda[i] * v[j], 1e-12, 1e-14);
			assert_close(dot, i == j ? 1 : 0, 1e-14, 1e-14);
		}
	}
}

static void eigenvectors(void **unused)
{
	(void)unused;
	for (double r = -0.9; r < 1; r += 0.3) {
		struct generator_params params = {.rows = 64, .scale = 3, .correlation = r};
		struct dataset data;
		struct curvature c;

		make(&data, "correlated", params, (struct inputnorm){0}, INPUTNORM_RAW);
		c = find(&data, CURVATURE_B_FREE, 0);
		check_eigenvectors(&c);
		dataset_free(&data);
	}
}

/* Gradient descent itself, by the model, from zero weights. */
static double loss_after(struct dataset *data, double rate, int steps)
{
	struct model model = net_linear_model(data->rows);
	struct net net;
	double loss;

	model.rate = rate;
	net_new(&net, model, 1);
	memset(net_state(&net).theta, 0, net.model.parameters * sizeof(double));
	for (int f = 0; f < FEATURES; f++)
		net.inputs.x[f] = data->x[f];
	net.inputs.y = data->y;
	for (int step = 0; step <= steps; step++)
		net_step(&net);
	loss = net.work.loss; /* of the pass in front of the last update */
	net_free(&net);
	return loss;
}

/* With the best step on w1, w2, b of the centred grid S = 5 the error goes by 24/26 a step. */
static void rate_of_the_best_step(void **unused)
{
	struct dataset data = grid(5, INPUTNORM_SUBTRACT);
	struct curvature c = find(&data, CURVATURE_B_FREE, 0);
	double factor = curvature_factor(&c, c.rate_best), late, later;

	(void)unused;
	assert_close(factor, 24. / 26, 1e-12, 0);
	assert_close(c.rate_stable, 2 / c.lambda[2], 1e-14, 0);
	late = loss_after(&data, c.rate_best, 60);
	later = loss_after(&data, c.rate_best, 61);
	assert_close(later / late, factor * factor, 1e-9, 0);
	dataset_free(&data);
}

static void one_step_on_the_standardised_grid(void **unused)
{
	struct dataset data = grid(1000, INPUTNORM_DIVIDE);
	struct curvature c = find(&data, CURVATURE_B_FREE, 0);

	(void)unused;
	assert_close(c.rate_best, 1, 1e-13, 0);
	assert_close(loss_after(&data, 1, 1), 0, 0, 1e-26);
	assert_close(curvature_steps(&c, 1, 1e-9), 1, 0, 0);
	dataset_free(&data);
}

/* Below the largest stable step the loss shrinks, above it grows. */
static void largest_stable_step(void **unused)
{
	struct dataset data = grid(5, INPUTNORM_RAW);
	struct curvature c = find(&data, CURVATURE_B_FREE, 0);

	(void)unused;
	assert_true(loss_after(&data, 0.99 * c.rate_stable, 400) < loss_after(&data, 0, 0));
	assert_true(loss_after(&data, 1.01 * c.rate_stable, 800) > loss_after(&data, 0, 0));
	assert_true(curvature_factor(&c, 1.01 * c.rate_stable) > 1);
	assert_close(curvature_steps(&c, 1.01 * c.rate_stable, 0.5), INFINITY, 0, 0);
	dataset_free(&data);
}

/* So many steps bring the slowest error down to the share that was asked for, one fewer does not:
 * the loss that is left is quadratic in it. */
static void predicted_steps_come_true(void **unused)
{
	struct dataset data = grid(5, INPUTNORM_SUBTRACT);
	struct curvature c = find(&data, CURVATURE_B_FREE, 0);
	double steps = curvature_steps(&c, c.rate_best, 1e-3);
	double factor = curvature_factor(&c, c.rate_best);
	double late = loss_after(&data, c.rate_best, 60);

	(void)unused;
	assert_close(steps, ceil(log(1e-3) / log(24. / 26)), 0, 0);
	double left = loss_after(&data, c.rate_best, 60 + (int)steps) / late;
	assert_close(left, pow(factor, 2 * steps), 1e-6, 0);
	assert_true(left <= 1e-6 * (1 + 1e-6));
	assert_true(loss_after(&data, c.rate_best, 59 + (int)steps) / late > 1e-6);
	assert_close(curvature_steps(&c, c.rate_best, 0.01), ceil(log(0.01) / log(24. / 26)), 0, 0);
	assert_close(curvature_steps(&c, c.rate_best, 1), 0, 0, 0);
	assert_close(curvature_steps(&c, c.rate_best, 0), INFINITY, 0, 0);
	dataset_free(&data);
}

static const struct singular {
	const char *why;
	double x1[3], x2[3];
	size_t count;
	enum curvature_over over;
	bool singular;
} singulars[] = {
	{"one feature twice the other", {1, 2, 3}, {2, 4, 6}, 3, CURVATURE_B_FREE, true},
	{"a constant feature beside b", {1, 2, 4}, {7, 7, 7}, 3, CURVATURE_B_FREE, true},
	{"a constant feature, b minimised", {1, 2, 4}, {7, 7, 7}, 3, CURVATURE_B_MINIMISED, true},
	{"a constant feature, b held", {1, 2, 4}, {7, 7, 7}, 3, CURVATURE_B_HELD, false},
	{"two rows for three parameters", {1, 2}, {5, 3}, 2, CURVATURE_B_FREE, true},
	{"one row", {1}, {2}, 1, CURVATURE_B_FREE, true},
	{"all zero", {0}, {0}, 3, CURVATURE_B_HELD, true},
};

static void singular_cases_say_so(void **unused)
{
	static const size_t rows[] = {0, 1, 2};
	static const double y[] = {1, 2, 3};

	(void)unused;
	for (size_t i = 0; i < sizeof(singulars) / sizeof(singulars[0]); i++) {
		const struct singular *s = &singulars[i];
		const double *const x[FEATURES] = {s->x1, s->x2};
		struct curvature c;

		assert_int_equal(curvature_find(s->over, x, y, rows, s->count, 0, &c), 0);
		if (c.singular != s->singular || isinf(c.kappa) != s->singular)
			fail_msg("%s: kappa %g", s->why, c.kappa);
		assert_true(isfinite(c.minimum_w[0]) && isfinite(c.minimum_loss));
		/* Directions without curvature do not stop the others. */
		if (isfinite(c.rate_best))
			assert_true(curvature_factor(&c, c.rate_best) < 1);
	}
}

static void data_that_cannot_be_used(void **unused)
{
	static const size_t rows[] = {0, 1};
	static const double fine[] = {1, 2}, bad[] = {1, NAN};
	const double *const good[FEATURES] = {fine, fine}, *const broken[FEATURES] = {fine, bad};
	struct curvature c = {.size = 99};

	(void)unused;
	assert_int_equal(curvature_find(CURVATURE_B_FREE, good, fine, rows, 0, 0, &c), STATUS_DATA);
	assert_int_equal(
		curvature_find(CURVATURE_B_FREE, broken, fine, rows, 2, 0, &c), STATUS_DATA);
	assert_int_equal(curvature_find(CURVATURE_B_FREE, good, bad, rows, 2, 0, &c), STATUS_DATA);
	assert_int_equal(c.size, 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_of_the_curated_data),
		cmocka_unit_test(minimum_of_the_grid),
		cmocka_unit_test(bias_held_and_minimised),
		cmocka_unit_test(eigenvectors),
		cmocka_unit_test(rate_of_the_best_step),
		cmocka_unit_test(one_step_on_the_standardised_grid),
		cmocka_unit_test(largest_stable_step),
		cmocka_unit_test(predicted_steps_come_true),
		cmocka_unit_test(singular_cases_say_so),
		cmocka_unit_test(data_that_cannot_be_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
