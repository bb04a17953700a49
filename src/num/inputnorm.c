#include "num/inputnorm.h"

#include <math.h>
#include <stdlib.h>
#include <gsl/gsl_statistics_double.h>

#include "base/status.h"

const char *const inputnorm_how_names[] = {"std", "variance", "minmax", "none", NULL};

static double divide_by_deviation(const struct inputnorm *norm, int f)
{
	return sqrt(norm->var[f]);
}

static double divide_by_variance(const struct inputnorm *norm, int f)
{
	return norm->var[f];
}

static double divide_by_range(const struct inputnorm *norm, int f)
{
	return norm->max[f] - norm->min[f];
}

static double divide_by_one(const struct inputnorm *norm, int f)
{
	(void)norm;
	(void)f;
	return 1;
}

static double (*const divisors[INPUTNORM_HOW_COUNT])(const struct inputnorm *norm, int f) = {
	[INPUTNORM_STD] = divide_by_deviation,
	[INPUTNORM_VARIANCE] = divide_by_variance,
	[INPUTNORM_MINMAX] = divide_by_range,
	[INPUTNORM_NONE] = divide_by_one,
};

static void fit_feature(struct inputnorm *norm, int f, const double *values, size_t count)
{
	double divisor;

	norm->mean[f] = gsl_stats_mean(values, 1, count);
	/* With a fixed mean GSL divides by the number of values, not by one less. */
	norm->var[f] = gsl_stats_variance_with_fixed_mean(values, 1, count, norm->mean[f]);
	gsl_stats_minmax(&norm->min[f], &norm->max[f], values, 1, count);
	norm->constant[f] = norm->min[f] == norm->max[f];
	if (norm->constant[f]) {
		/* Said outright, whatever the rounding of a mean of equal values. */
		norm->mean[f] = norm->min[f];
		norm->var[f] = 0;
	}
	divisor = divisors[norm->how](norm, f);
	/* Values so close together or so far apart that σ² leaves the doubles count as constant. */
	if (!(divisor > 0) || !isfinite(divisor)) {
		norm->constant[f] = true;
		divisor = 1;
	}
	norm->divisor[f] = divisor;
}

static void fit_covariance(struct inputnorm *norm, double *const gathered[FEATURES], size_t count)
{
	for (int f = 0; f < FEATURES; f++) {
		for (size_t i = 0; i < count; i++)
			gathered[f][i] = (gathered[f][i] - norm->mean[f]) / norm->divisor[f];
	}
	for (int f = 0; f < FEATURES; f++) {
		for (int g = 0; g < FEATURES; g++) {
			double sum = 0;

			for (size_t i = 0; i < count; i++)
				sum += gathered[f][i] * gathered[g][i];
			norm->covariance[f][g] = sum / (double)count;
		}
	}
}

/* 1 / √λ; along a direction without spread everything is left as it is. */
static double whitening_factor(double lambda, double largest)
{
	return lambda > 1e-14 * largest && lambda > 0 ? 1 / sqrt(lambda) : 1;
}

/* One Jacobi rotation diagonalises a symmetric 2 × 2 matrix (Golub & Van Loan, section 8.5). */
static void fit_whitening(struct inputnorm *norm)
{
	double a = norm->covariance[0][0], b = norm->covariance[0][1], d = norm->covariance[1][1];
	double tau = b != 0 ? (d - a) / (2 * b) : 0;
	double t = b != 0 ? copysign(1, tau) / (fabs(tau) + hypot(1, tau)) : 0;
	double c = 1 / hypot(1, t), s = t * c;
	double lambda[2] = {a - t * b, d + t * b};
	double largest = fmax(lambda[0], lambda[1]);
	double f0 = whitening_factor(lambda[0], largest);
	double f1 = whitening_factor(lambda[1], largest);

	norm->flat = !(fmin(lambda[0], lambda[1]) > 1e-14 * largest);
	if (!norm->whiten)
		f0 = f1 = 1;
	norm->whitening[0][0] = c * c * f0 + s * s * f1;
	norm->whitening[1][1] = s * s * f0 + c * c * f1;
	norm->whitening[0][1] = norm->whitening[1][0] = c * s * (f1 - f0);
}

int inputnorm_fit(
	struct inputnorm *norm, const double *const x[FEATURES], const size_t *rows, size_t count)
{
	double *memory;

	if (count == 0)
		return STATUS_DATA;
	memory = calloc(count, FEATURES * sizeof(*memory));
	if (!memory)
		return STATUS_MEMORY;
	double *const gathered[FEATURES] = {memory, memory + count};

	for (int f = 0; f < FEATURES; f++) {
		for (size_t i = 0; i < count; i++)
			gathered[f][i] = x[f][rows[i]];
		fit_feature(norm, f, gathered[f], count);
	}
	fit_covariance(norm, gathered, count);
	fit_whitening(norm);
	free(memory);
	return 0;
}

void inputnorm_apply(const struct inputnorm *norm, enum inputnorm_stage stage,
	const double *const x[FEATURES], size_t rows, double *const out[FEATURES])
{
	bool whiten = norm->whiten && stage >= INPUTNORM_WHITEN;

	for (int f = 0; f < FEATURES; f++) {
		double mean = norm->center && stage >= INPUTNORM_SUBTRACT ? norm->mean[f] : 0;
		double divisor = stage >= INPUTNORM_DIVIDE ? norm->divisor[f] : 1;

		for (size_t row = 0; row < rows; row++)
			out[f][row] = (x[f][row] - mean) / divisor;
	}
	for (size_t row = 0; whiten && row < rows; row++) {
		double u = out[0][row], v = out[1][row];

		out[0][row] = norm->whitening[0][0] * u + norm->whitening[0][1] * v;
		out[1][row] = norm->whitening[1][0] * u + norm->whitening[1][1] * v;
	}
}
