#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "close.h"
#include "num/elementary.h"
#include "num/rng.h"

static long double sigmoid_reference(long double x)
{
	return x < 0 ? expl(x) / (1 + expl(x)) : 1 / (1 + expl(-x));
}

static long double softplus_reference(long double x)
{
	return x > 0 ? x + log1pl(expl(-x)) : log1pl(expl(x));
}

static const struct {
	const char *why;
	double (*own)(double x);
	long double (*reference)(long double x);
	double low, high;
} functions[] = {
	{"up to the largest double, down to subnormals", elementary_exp, expl, -745, 709.7},
	{"saturates on both sides", elementary_tanh, tanhl, -800, 800},
	{"subnormal for large negative arguments", elementary_sigmoid, sigmoid_reference, -744,
		800},
	{"exp on one side, x on the other", elementary_softplus, softplus_reference, -744, 800},
};
enum { FUNCTIONS = sizeof(functions) / sizeof(functions[0]) };

static double error_in_ulp(double value, long double reference)
{
	double size = fabs((double)reference);

	return (double)(fabsl(value - reference) / (nextafter(size, INFINITY) - size));
}

/* Arguments from 1e-7 to the bounds: uniform draws alone would hardly ever be small. */
static double draw(struct rng *rng, double low, double high)
{
	double size = pow(10, 10 * rng_uniform(rng) - 7);
	double x = size * (2 * rng_uniform(rng) - 1);

	return x < low ? low : x > high ? high : x;
}

static void within_three_ulp(void **unused)
{
	struct rng rng;

	(void)unused;
	for (int f = 0; f < FUNCTIONS; f++) {
		double worst = 0;

		rng_seed(&rng, 20 + (unsigned long)f, RNG_DATA);
		for (int i = 0; i < 300000; i++) {
			double x = draw(&rng, functions[f].low, functions[f].high);

			worst = fmax(worst,
				error_in_ulp(functions[f].own(x), functions[f].reference(x)));
		}
		if (worst > 3)
			fail_msg("%s: %g ulp", functions[f].why, worst);
	}
}

static const struct {
	const char *why;
	double (*own)(double x);
	double x, expected;
} ends[] = {
	{"exp of 0 is exact", elementary_exp, 0, 1},
	{"exp overflows where exp does", elementary_exp, 710, INFINITY},
	{"exp of a huge number", elementary_exp, 1e300, INFINITY},
	{"exp underflows to 0", elementary_exp, -746, 0},
	{"exp of −inf", elementary_exp, -INFINITY, 0},
	{"the smallest subnormal", elementary_exp, -745, 0x1p-1074},
	{"tanh of 0", elementary_tanh, 0, 0},
	{"tanh of inf", elementary_tanh, INFINITY, 1},
	{"tanh of −inf", elementary_tanh, -INFINITY, -1},
	{"sigmoid of 0", elementary_sigmoid, 0, 0.5},
	{"sigmoid of 1000", elementary_sigmoid, 1000, 1},
	{"sigmoid of −1000", elementary_sigmoid, -1000, 0},
	{"softplus does not overflow", elementary_softplus, 1000, 1000},
	{"softplus of −1000", elementary_softplus, -1000, 0},
	{"NaN passes exp", elementary_exp, NAN, NAN},
	{"NaN passes tanh", elementary_tanh, NAN, NAN},
	{"NaN passes sigmoid", elementary_sigmoid, NAN, NAN},
	{"NaN passes softplus", elementary_softplus, NAN, NAN},
};

static void ends_and_nan(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (!is_close(ends[i].own(ends[i].x), ends[i].expected, 0, 0))
			fail_msg("%s: %g", ends[i].why, ends[i].own(ends[i].x));
	}
	assert_true(signbit(elementary_tanh(-0.0)));
}

static void arrays_have_the_bits_of_single_values(void **unused)
{
	enum { COUNT = 1003 };
	static double x[COUNT], t[COUNT], s[COUNT];
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 5, RNG_DATA);
	for (int i = 0; i < COUNT; i++)
		x[i] = draw(&rng, -50, 50);
	elementary_tanh_all(x, t, COUNT);
	elementary_sigmoid_all(x, s, COUNT);
	for (int i = 0; i < COUNT; i++) {
		assert_close(t[i], elementary_tanh(x[i]), 0, 0);
		assert_close(s[i], elementary_sigmoid(x[i]), 0, 0);
	}
}

static void whole_powers(void **unused)
{
	(void)unused;
	assert_close(elementary_power(0.9, 0), 1, 0, 0);
	assert_close(elementary_power(0, 0), 1, 0, 0);
	assert_close(elementary_power(0, 3), 0, 0, 0);
	assert_close(elementary_power(-2, 11), -2048, 0, 0);
	for (unsigned n = 1; n < 3000; n += 37)
		assert_close(elementary_power(0.999, n), pow(0.999, n), 1e-13, 0);
}

static void closeness(void **unused)
{
	(void)unused;
	assert_true(is_close(1 + 1e-9, 1, 1e-8, 0));
	assert_false(is_close(1 + 1e-7, 1, 1e-8, 0));
	assert_true(is_close(1e-9, 0, 0, 1e-8));
	assert_false(is_close(1e-9, 0, 1, 0));
	assert_true(is_close(NAN, NAN, 0, 0));
	assert_false(is_close(1, NAN, 1, 1));
	assert_false(is_close(NAN, 1, 1, 1));
	assert_true(is_close(-INFINITY, -INFINITY, 0, 0));
	assert_false(is_close(INFINITY, -INFINITY, 1, 1));
	assert_false(is_close(1, INFINITY, 1, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(within_three_ulp),
		cmocka_unit_test(ends_and_nan),
		cmocka_unit_test(arrays_have_the_bits_of_single_values),
		cmocka_unit_test(whole_powers),
		cmocka_unit_test(closeness),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
