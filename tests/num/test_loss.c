/* Losses, activations and the linear part, each on its own. */
#include <math.h>

#include "close.h"
#include "net.h"
#include "num/activation.h"
#include "num/linear.h"
#include "num/loss.h"

static long double cross_entropy(double logit, double y)
{
	long double t = logit;
	long double one = t > 0 ? log1pl(expl(-t)) : log1pl(expl(t)) - t; /* −log p */
	long double zero = t > 0 ? t + log1pl(expl(-t)) : log1pl(expl(t));

	return y * one + (1 - y) * zero;
}

static void logistic_loss_does_not_overflow(void **unused)
{
	static const double logits[] = {
		-1e3, -709, -40, -1, -1e-9, 0, 1e-9, 0.3, 40, 709, 1e3, 1e8};
	const struct loss_rule *rule = &losses[LOSS_LOGISTIC];

	(void)unused;
	for (size_t i = 0; i < sizeof(logits) / sizeof(logits[0]); i++) {
		for (int y = 0; y < 2; y++) {
			double target = y, out, d_out, d_logit;
			double loss = rule->value(&logits[i], NULL, &target, 1);

			assert_close(loss, (double)cross_entropy(logits[i], target), 1e-15, 1e-320);
			activations[ACTIVATION_SIGMOID].forward(&logits[i], &out, 1);
			rule->d_logit(&out, &target, 1, &d_logit);
			rule->d_out(&logits[i], &out, &target, 1, &d_out);
			assert_true(isfinite(d_out));
			assert_close(d_logit, out - target, 0, 0);
			if (fabs(logits[i]) < 30)
				assert_close(d_out * out * (1 - out), d_logit, 1e-3, 1e-15);
		}
	}
	assert_close(rule->value(&logits[0], NULL, &(double){1}, 1), 1000, 0, 0);
}

static void losses_by_hand(void **unused)
{
	static const double out[] = {1, 2, 4}, y[] = {0, 2, 1}, zero[] = {0, 0}, class[] = {0, 1};
	double d[3];

	(void)unused;
	assert_close(losses[LOSS_SQUARED].value(NULL, out, y, 3), 10. / 6, 1e-15, 0);
	losses[LOSS_SQUARED].d_out(NULL, out, y, 3, d);
	assert_close(d[0], 1. / 3, 1e-15, 0);
	assert_close(d[1], 0, 0, 0);
	assert_close(d[2], 1, 1e-15, 0);
	assert_null(losses[LOSS_SQUARED].d_logit);
	assert_close(losses[LOSS_LOGISTIC].value(zero, NULL, class, 2), log(2), 1e-15, 0);
}

static void activations_pass_nan_and_know_their_slope(void **unused)
{
	static const double z[] = {-3, -0.5, 0, 0.25, 2, NAN};

	(void)unused;
	for (int g = 0; g < ACTIVATION_COUNT; g++) {
		double a[6], up[6], down[6], ones[] = {1, 1, 1, 1, 1, 1}, slope[6];
		double above[6], below[6], h = 1e-5;

		for (int i = 0; i < 6; i++) {
			above[i] = z[i] + h;
			below[i] = z[i] - h;
		}
		activations[g].forward(z, a, 6);
		activations[g].forward(above, up, 6);
		activations[g].forward(below, down, 6);
		activations[g].backward(a, ones, slope, 6);
		assert_close(a[5], NAN, 0, 0);
		for (int i = 0; i < 5; i++) {
			if (g == ACTIVATION_RELU && z[i] == 0)
				assert_close(slope[i], 0, 0, 0);
			else
				assert_close(slope[i], (up[i] - down[i]) / (2 * h), 1e-9, 1e-9);
		}
	}
}

enum { UNITS = 3, INPUTS = 9, ROWS = 7 };

static double W[UNITS * INPUTS], b[UNITS], in[INPUTS * ROWS], z[UNITS * ROWS], d_z[UNITS * ROWS];
static double d_W[UNITS * INPUTS], d_b[UNITS], d_in[INPUTS * ROWS];

static void draw(struct rng *rng, double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		values[i] = rng_normal(rng);
}

/* Σ a b over `count` pairs that stand `step_a` and `step_b` apart. */
static double sum(size_t count, const double *a, size_t step_a, const double *other, size_t step_b)
{
	long double total = 0;

	for (size_t i = 0; i < count; i++)
		total += (long double)a[i * step_a] * other[i * step_b];
	return (double)total;
}

static void check_linear(size_t inputs, bool bias)
{
	struct linear_size size = {UNITS, inputs, ROWS};
	static const double ones[ROWS] = {1, 1, 1, 1, 1, 1, 1};

	linear_forward(size, W, bias ? b : NULL, in, z);
	linear_backward_params(size, in, d_z, d_W, bias ? d_b : NULL);
	linear_backward_in(size, W, d_z, d_in);
	for (size_t i = 0; i < UNITS; i++) {
		const double *row = W + i * inputs, *d = d_z + i * ROWS;

		for (size_t e = 0; e < ROWS; e++)
			assert_close(z[i * ROWS + e],
				sum(inputs, row, 1, in + e, ROWS) + (bias ? b[i] : 0), 1e-13,
				1e-14);
		for (size_t j = 0; j < inputs; j++)
			assert_close(d_W[i * inputs + j], sum(ROWS, d, 1, in + j * ROWS, 1), 1e-13,
				1e-14);
		if (bias)
			assert_close(d_b[i], sum(ROWS, d, 1, ones, 1), 1e-13, 1e-14);
	}
	for (size_t j = 0; j < inputs; j++) {
		for (size_t e = 0; e < ROWS; e++)
			assert_close(d_in[j * ROWS + e], sum(UNITS, W + j, inputs, d_z + e, ROWS),
				1e-13, 1e-14);
	}
}

/* Sizes around the four sums that go side by side; references in long double. */
static void linear_parts(void **unused)
{
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 3, RNG_DATA);
	draw(&rng, W, UNITS * INPUTS);
	draw(&rng, b, UNITS);
	draw(&rng, in, INPUTS * ROWS);
	draw(&rng, d_z, UNITS * ROWS);
	for (size_t inputs = 1; inputs <= INPUTS; inputs++) {
		check_linear(inputs, true);
		check_linear(inputs, false);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(logistic_loss_does_not_overflow),
		cmocka_unit_test(losses_by_hand),
		cmocka_unit_test(activations_pass_nan_and_know_their_slope),
		cmocka_unit_test(linear_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
