#include "num/elementary.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Adding and subtracting 1.5 · 2^52 rounds to a whole number and leaves it in the low bits. */
static const double ROUNDER = 6755399441055744.0;
static const uint64_t ROUNDER_BITS = UINT64_C(0x4338000000000000);

/* ln 2 in two parts; the first has zeros at its end, so that k times it is exact. */
static const double LN2_HIGH = 0x1.62e42feep-1;
static const double LN2_LOW = 0x1.a39ef35793c76p-33;
static const double LOG2_E = 0x1.71547652b82fep+0;

static inline double from_bits(uint64_t bits)
{
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* x = k ln 2 + r with |r| ≤ ln 2 / 2; k comes as a number modulo 2^64. */
static inline double reduce(double x, uint64_t *ret_k)
{
	double shifted = x * LOG2_E + ROUNDER;
	double k = shifted - ROUNDER;
	uint64_t bits;

	memcpy(&bits, &shifted, sizeof(bits));
	*ret_k = bits - ROUNDER_BITS;
	return (x - k * LN2_HIGH) - k * LN2_LOW;
}

/* exp(r) − 1 for |r| ≤ ln 2 / 2: Taylor's series; the first term left out is below 1e-17 r. */
static inline double expm1_near_zero(double r)
{
	double p = 1.0 / 6227020800.0;

	p = p * r + 1.0 / 479001600.0;
	p = p * r + 1.0 / 39916800.0;
	p = p * r + 1.0 / 3628800.0;
	p = p * r + 1.0 / 362880.0;
	p = p * r + 1.0 / 40320.0;
	p = p * r + 1.0 / 5040.0;
	p = p * r + 1.0 / 720.0;
	p = p * r + 1.0 / 120.0;
	p = p * r + 1.0 / 24.0;
	p = p * r + 1.0 / 6.0;
	p = p * r + 0.5;
	return p * (r * r) + r;
}

/* log(1 + t) for t in [0, 1]: 2 atanh(u) with u = t / (2 + t) ≤ 1/3. */
static inline double log1p_unit(double t)
{
	double u = t / (2 + t);
	double q = u * u;
	double p = 1.0 / 35;

	p = p * q + 1.0 / 33;
	p = p * q + 1.0 / 31;
	p = p * q + 1.0 / 29;
	p = p * q + 1.0 / 27;
	p = p * q + 1.0 / 25;
	p = p * q + 1.0 / 23;
	p = p * q + 1.0 / 21;
	p = p * q + 1.0 / 19;
	p = p * q + 1.0 / 17;
	p = p * q + 1.0 / 15;
	p = p * q + 1.0 / 13;
	p = p * q + 1.0 / 11;
	p = p * q + 1.0 / 9;
	p = p * q + 1.0 / 7;
	p = p * q + 1.0 / 5;
	p = p * q + 1.0 / 3;
	return 2 * u + 2 * u * (q * p);
}

/* The bounds are written so that a NaN passes through every comparison as it is. */
static inline double exp_inline(double x)
{
	double low = x < -746 ? -746 : x;
	double bounded = low > 710 ? 710 : low;
	uint64_t k;
	double p = expm1_near_zero(reduce(bounded, &k));
	/* 2^k in two factors: k itself may lie beyond the exponents of normal numbers. */
	uint64_t first = (k + 2048) >> 1;
	uint64_t second = (k + 2048) - first;

	return (1 + p) * from_bits((first - 1) << 52) * from_bits((second - 1) << 52);
}

static inline double tanh_inline(double x)
{
	double size = fabs(x);
	double bounded = size > 22 ? 22 : size; /* beyond 22 tanh rounds to 1 */
	uint64_t k;
	double p = expm1_near_zero(reduce(2 * bounded, &k));
	double power = from_bits((k + 1023) << 52);
	double t = power * p + (power - 1); /* exp(2x) − 1 without cancellation near 0 */

	return copysign(t / (t + 2), x);
}

static inline double sigmoid_inline(double x)
{
	double e = exp_inline(-fabs(x));
	double top = x < 0 ? e : 1;

	return top / (1 + e);
}

double elementary_exp(double x)
{
	return exp_inline(x);
}

double elementary_tanh(double x)
{
	return tanh_inline(x);
}

double elementary_sigmoid(double x)
{
	return sigmoid_inline(x);
}

double elementary_softplus(double x)
{
	double positive = x > 0 ? x : 0;

	return positive + log1p_unit(exp_inline(-fabs(x)));
}

void elementary_tanh_all(const double *restrict x, double *restrict y, size_t count)
{
	for (size_t i = 0; i < count; i++)
		y[i] = tanh_inline(x[i]);
}

void elementary_sigmoid_all(const double *restrict x, double *restrict y, size_t count)
{
	for (size_t i = 0; i < count; i++)
		y[i] = sigmoid_inline(x[i]);
}

double elementary_power(double base, unsigned long long exponent)
{
	double power = 1;

	for (; exponent > 0; exponent >>= 1) {
		if (exponent & 1)
			power *= base;
		base *= base;
	}
	return power;
}
