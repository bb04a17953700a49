#include <math.h>

#include "base/status.h"
#include "close.h"
#include "net.h"
#include "num/inputnorm.h"

enum { ROWS = 6 };

/* The rows of the data set `handful`. */
static const double x1[ROWS] = {2, 3, 5, 6, 6, 8};
static const double x2[ROWS] = {300, 400, 100, 400, 300, 300};
static const double *const handful[FEATURES] = {x1, x2};
static const size_t all[ROWS] = {0, 1, 2, 3, 4, 5};

static const struct by_hand {
	const char *why;
	struct inputnorm norm;
	enum inputnorm_stage stage;
	double first[FEATURES]; /* the first row afterwards */
} by_hand[] = {
	{"raw", {true}, INPUTNORM_RAW, {2, 300}},
	{"centred", {true}, INPUTNORM_SUBTRACT, {-3, 0}},
	{"by σ", {true}, INPUTNORM_DIVIDE, {-1.5, 0}},
	{"by σ²", {true, INPUTNORM_VARIANCE}, INPUTNORM_DIVIDE, {-0.75, 0}},
	{"by the range", {true, INPUTNORM_MINMAX}, INPUTNORM_DIVIDE, {-0.5, 0}},
	{"by nothing", {true, INPUTNORM_NONE}, INPUTNORM_DIVIDE, {-3, 0}},
	{"not centred", {false}, INPUTNORM_SUBTRACT, {2, 300}},
	{"raw values by σ", {false}, INPUTNORM_DIVIDE, {1, 3}},
	{"raw values by σ²", {false, INPUTNORM_VARIANCE}, INPUTNORM_DIVIDE, {0.5, 0.03}},
	{"whitening not asked for", {true}, INPUTNORM_WHITEN, {-1.5, 0}},
};

static void stages_by_hand(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(by_hand) / sizeof(by_hand[0]); i++) {
		struct inputnorm norm = by_hand[i].norm;
		double a[ROWS], b[ROWS];
		double *const out[FEATURES] = {a, b};

		assert_int_equal(inputnorm_fit(&norm, handful, all, ROWS), 0);
		assert_close(norm.mean[0], 5, 1e-15, 0);
		assert_close(norm.mean[1], 300, 1e-15, 0);
		assert_close(norm.var[0], 4, 1e-15, 0);
		assert_close(norm.var[1], 10000, 1e-15, 0);
		inputnorm_apply(&norm, by_hand[i].stage, handful, ROWS, out);
		if (!is_close(a[0], by_hand[i].first[0], 1e-14, 0) ||
			!is_close(b[0], by_hand[i].first[1], 1e-14, 1e-14))
			fail_msg("%s: %g %g", by_hand[i].why, a[0], b[0]);
	}
}

static double moment(const double *a, const double *b, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += a[i] * b[i];
	return sum / (double)count;
}

/* Dividing by the variance leaves the variance 1/σ², the mistake that notes print. */
static void variance_afterwards(void **unused)
{
	struct inputnorm norm = {.center = true, .how = INPUTNORM_VARIANCE};
	double a[ROWS], b[ROWS];
	double *const out[FEATURES] = {a, b};

	(void)unused;
	assert_int_equal(inputnorm_fit(&norm, handful, all, ROWS), 0);
	inputnorm_apply(&norm, INPUTNORM_DIVIDE, handful, ROWS, out);
	assert_close(moment(a, a, ROWS), 0.25, 1e-14, 0);
	assert_close(moment(b, b, ROWS), 1e-4, 1e-14, 0);
}

static void whitening_leaves_the_identity(void **unused)
{
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 2, RNG_DATA);
	for (int how = 0; how < INPUTNORM_HOW_COUNT; how++) {
		enum { COUNT = 50 };
		struct inputnorm norm = {.center = true, .how = how, .whiten = true};
		double a[COUNT], b[COUNT];
		double *const out[FEATURES] = {a, b};
		const double *const in[FEATURES] = {a, b};
		size_t rows[COUNT];

		for (size_t i = 0; i < COUNT; i++) {
			rows[i] = i;
			a[i] = 5 + rng_normal(&rng);
			b[i] = 100 + 30 * a[i] + 12 * rng_normal(&rng);
		}
		assert_int_equal(inputnorm_fit(&norm, in, rows, COUNT), 0);
		assert_false(norm.flat);
		inputnorm_apply(&norm, INPUTNORM_WHITEN, in, COUNT, out);
		assert_close(moment(a, a, COUNT), 1, 1e-11, 0);
		assert_close(moment(b, b, COUNT), 1, 1e-11, 0);
		assert_close(moment(a, b, COUNT), 0, 0, 1e-11);
	}
}

/* Test rows pass the training rows' map: a mean of their own would give 0. */
static void statistics_are_those_of_chosen_rows(void **unused)
{
	static const size_t train[] = {0, 4};
	struct inputnorm norm = {.center = true};
	double a[ROWS], b[ROWS];
	double *const out[FEATURES] = {a, b};

	(void)unused;
	assert_int_equal(inputnorm_fit(&norm, handful, train, 2), 0);
	assert_close(norm.mean[0], 4, 0, 0);
	assert_close(norm.var[0], 4, 0, 0);
	inputnorm_apply(&norm, INPUTNORM_DIVIDE, handful, ROWS, out);
	assert_close(a[5], 2, 0, 0);
	assert_true(norm.constant[1]);
	assert_close(b[3], 100, 0, 0);
}

static const struct {
	const char *why;
	double values[3], divisor;
	bool constant;
} constants[] = {
	{"constant", {0.1, 0.1, 0.1}, 1, true},
	{"constant at a large value", {1e15 + 0.3, 1e15 + 0.3, 1e15 + 0.3}, 1, true},
	{"the variance underflows", {0, 1e-200, 0}, 1, true},
	{"the variance overflows", {-1e300, 1e300, 0}, 1, true},
};

static void nothing_to_divide_by(void **unused)
{
	static const double other[] = {1, 2, 4};

	(void)unused;
	for (size_t i = 0; i < sizeof(constants) / sizeof(constants[0]); i++) {
		const double *const x[FEATURES] = {constants[i].values, other};
		struct inputnorm norm = {.center = true};
		double a[3], b[3];
		double *const out[FEATURES] = {a, b};

		assert_int_equal(inputnorm_fit(&norm, x, all, 3), 0);
		if (norm.constant[0] != constants[i].constant)
			fail_msg("%s", constants[i].why);
		assert_false(norm.constant[1]);
		assert_close(norm.divisor[0], constants[i].divisor, 0, 0);
		inputnorm_apply(&norm, INPUTNORM_DIVIDE, x, 3, out);
		if (i < 2)
			assert_close(a[0], 0, 0, 0);
	}
}

static void features_on_a_line(void **unused)
{
	static const double twice[] = {4, 6, 10, 12, 12, 16};
	const double *const x[FEATURES] = {x1, twice};
	struct inputnorm norm = {.center = true, .whiten = true};
	double a[ROWS], b[ROWS];
	double *const out[FEATURES] = {a, b};

	(void)unused;
	assert_int_equal(inputnorm_fit(&norm, x, all, ROWS), 0);
	assert_true(norm.flat);
	inputnorm_apply(&norm, INPUTNORM_WHITEN, x, ROWS, out);
	for (int i = 0; i < ROWS; i++) {
		assert_true(isfinite(a[i]));
		assert_close(a[i], b[i], 1e-12, 1e-12);
	}
	/* The one direction that has a spread has variance 1: half of it in each feature. */
	assert_close(moment(a, a, ROWS), 0.5, 1e-12, 0);
}

/* A spread of a few units at 1e9, where one pass would give a variance of 0. */
static void statistics_at_an_offset(void **unused)
{
	static const double far1[] = {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16};
	static const double far2[] = {-1e9 + 1, -1e9 + 2, -1e9 + 3, -1e9 + 6};
	const double *const x[FEATURES] = {far1, far2};
	struct inputnorm norm = {.center = true};

	(void)unused;
	assert_int_equal(inputnorm_fit(&norm, x, all, 4), 0);
	assert_close(norm.mean[0], 1e9 + 10, 0, 0);
	assert_close(norm.var[0], 22.5, 1e-15, 0);
	assert_close(norm.mean[1], -1e9 + 3, 0, 0);
	assert_close(norm.var[1], 3.5, 1e-15, 0);
}

static void no_rows(void **unused)
{
	struct inputnorm norm = {.mean = {77}};

	(void)unused;
	assert_int_equal(inputnorm_fit(&norm, handful, all, 0), STATUS_DATA);
	assert_close(norm.mean[0], 77, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stages_by_hand),
		cmocka_unit_test(variance_afterwards),
		cmocka_unit_test(whitening_leaves_the_identity),
		cmocka_unit_test(statistics_are_those_of_chosen_rows),
		cmocka_unit_test(nothing_to_divide_by),
		cmocka_unit_test(features_on_a_line),
		cmocka_unit_test(statistics_at_an_offset),
		cmocka_unit_test(no_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
