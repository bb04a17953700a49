/*
 * Means and variances against the certified values of NIST's Statistical Reference Datasets:
 * those of input normalization and those of a batch norm.
 *
 * NIST certifies 15 digits of the mean and of the standard deviation with n − 1; ours divides by n.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "close.h"
#include "nist.h"
#include "num/batchnorm.h"
#include "num/inputnorm.h"

enum { DIGITS = 5000, ROWS_MAX = DIGITS };

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static const struct whole {
	const char *why;
	const int *list;
	size_t count;
	double offset, unit; /* value = (offset + list) / unit */
	double mean, sd;
} wholes[] = {
	{"Lew", lew, COUNT(lew), 0, 1, -177.435, 277.332168044316},
	{"Lottery", lottery, COUNT(lottery), 0, 1, 518.958715596330, 291.699727470969},
	{"Mavro", mavro, COUNT(mavro), 200000, 100000, 2.001856, 0.000429123454003053},
	{"Michelso", michelson, COUNT(michelson), 29900, 100, 299.8524, 0.0790105478190518},
};

/* NumAcc: one value, then two others in turn, so that mean and deviation are known exactly. */
static const struct numacc {
	const char *why;
	size_t count;
	double first, low, high, mean, sd;
	double rel; /* of the deviation: the values themselves are rounded to doubles */
} numaccs[] = {
	{"NumAcc1", 3, 10000001, 10000003, 10000002, 10000002, 1, 0},
	{"NumAcc2", 1001, 1.2, 1.1, 1.3, 1.2, 0.1, 1e-14},
	{"NumAcc3", 1001, 1000000.2, 1000000.1, 1000000.3, 1000000.2, 0.1, 1e-9},
	{"NumAcc4", 1001, 10000000.2, 10000000.1, 10000000.3, 10000000.2, 0.1, 1e-8},
};

struct certified {
	double mean, sd;
	double rel; /* of the deviation */
};

static void check_inputnorm(const double *values, size_t count, struct certified c)
{
	const double *x[FEATURES] = {values, values};
	double var = c.sd * c.sd * (double)(count - 1) / (double)count;
	struct inputnorm norm = {.center = true, .how = INPUTNORM_STD};
	static size_t rows[ROWS_MAX];

	for (size_t i = 0; i < count; i++)
		rows[i] = i;
	assert_int_equal(inputnorm_fit(&norm, x, rows, count), 0);
	for (int j = 0; j < FEATURES; j++) {
		assert_close(norm.mean[j], c.mean, 4e-15, 0);
		assert_close(norm.var[j], var, 2 * c.rel, 0);
		assert_close(norm.divisor[j], sqrt(var), c.rel + 1e-15, 0);
	}
}

static void check_batchnorm(const double *values, size_t count, struct certified c)
{
	struct model model = {.epsilon = 1e-5, .decay = 0.9};
	double one = 1, zero = 0, mu, var, used_mu, used_var, s;
	static double centered[ROWS_MAX], zhat[ROWS_MAX], ztilde[ROWS_MAX];
	struct layer_params params = {.gamma = &one, .beta = &zero};
	struct layer_work work = {.mu = &mu,
		.var = &var,
		.used_mu = &used_mu,
		.used_var = &used_var,
		.s = &s,
		.stretch = &(double){1},
		.shift = &(double){0},
		.centered = centered,
		.zhat = zhat,
		.ztilde = ztilde};
	struct batchnorm_in in = {.n = 1, .m = count, .values = values, .mode = MODE_TRAIN};
	double expected = c.sd * c.sd * (double)(count - 1) / (double)count;

	batchnorm_forward(&model, &params, in, &work);
	assert_close(mu, c.mean, 4e-15, 0);
	assert_close(var, expected, 2 * c.rel, 0);
	assert_close(s, sqrt(expected + 1e-5), c.rel, 0);
	assert_close(zhat[count - 1] * s + mu, values[count - 1], 4e-16, 0);
}

static void check_both(const double *values, size_t count, struct certified c)
{
	check_inputnorm(values, count, c);
	check_batchnorm(values, count, c);
}

static void published_sets(void **unused)
{
	static double values[ROWS_MAX];

	(void)unused;
	for (size_t i = 0; i < COUNT(wholes); i++) {
		const struct whole *w = &wholes[i];

		print_message("%s\n", w->why);
		for (size_t k = 0; k < w->count; k++)
			values[k] = (w->offset + w->list[k]) / w->unit;
		check_both(values, w->count, (struct certified){w->mean, w->sd, 1e-12});
	}
}

static void generated_sets(void **unused)
{
	static double values[ROWS_MAX];

	(void)unused;
	for (size_t i = 0; i < COUNT(numaccs); i++) {
		const struct numacc *n = &numaccs[i];

		print_message("%s\n", n->why);
		values[0] = n->first;
		for (size_t k = 1; k < n->count; k++)
			values[k] = k % 2 ? n->low : n->high;
		check_both(values, n->count,
			(struct certified){n->mean, n->sd, n->rel > 0 ? n->rel : 1e-15});
	}
}

/* The first digits of π, one a place, by the spigot of Rabinowitz and Wagon (1995). */
static void pi_digits(double *digits, size_t count)
{
	size_t cells = count * 10 / 3 + 16, done = 0, nines = 0;
	int *cell = malloc(cells * sizeof(*cell)), held = -1;

	for (size_t i = 0; i < cells; i++)
		cell[i] = 2;
	while (done < count) {
		long carry = 0;

		for (size_t i = cells; i-- > 0;) {
			long value = 10L * cell[i] + carry, below = (long)(2 * i + 1);

			if (i == 0) {
				cell[0] = (int)(value % 10);
				carry = value / 10;
				break;
			}
			cell[i] = (int)(value % below);
			carry = value / below * (long)i;
		}
		if (carry == 9) {
			nines++;
			continue;
		}
		for (size_t k = 0; held >= 0 && k <= nines && done < count; k++)
			digits[done++] = k ? (carry == 10 ? 0 : 9) : held + (carry == 10);
		nines = 0;
		held = carry == 10 ? 0 : (int)carry;
	}
	free(cell);
}

static void digits_of_pi(void **unused)
{
	static const int first[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};
	static double digits[DIGITS];

	(void)unused;
	pi_digits(digits, DIGITS);
	for (size_t i = 0; i < COUNT(first); i++)
		assert_true(digits[i] == first[i]);
	/* NIST's list has a 3 where π has an 8, and its certified values are those of the list. */
	assert_true(digits[956] == 8);
	digits[956] = 3;
	check_both(digits, DIGITS, (struct certified){4.5348, 2.86733906028871, 1e-14});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_sets),
		cmocka_unit_test(generated_sets),
		cmocka_unit_test(digits_of_pi),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
