/*
 * The functions of num/elementary.h for four values at a time, for kernels to build in.
 *
 * Errors:  as there; all four lanes are independent.
 */
#ifndef NUM_ELEMENTARY_QUAD_H
#define NUM_ELEMENTARY_QUAD_H

#include "num/kernel.h"

/* Adding and subtracting 1.5 · 2^52 rounds to a whole number and leaves it in the low bits. */
static const double ROUNDER = 6755399441055744.0;
static const int64_t ROUNDER_BITS = INT64_C(0x4338000000000000);

/* ln 2 in two parts; the first has zeros at its end, so that k times it is exact. */
static const double LN2_HIGH = 0x1.62e42feep-1;
static const double LN2_LOW = 0x1.a39ef35793c76p-33;
static const double LOG2_E = 0x1.71547652b82fep+0;

static const int64_t SIGN = INT64_MIN;

/* 2^k for the k of normal numbers. */
KERNEL_PART quad power_of_two(quad_bits k)
{
	return (quad)((k + 1023) << 52);
}

KERNEL_PART quad size_of(quad x)
{
	return (quad)((quad_bits)x & ~SIGN);
}

/* x = k ln 2 + r with |r| ≤ ln 2 / 2. */
KERNEL_PART quad reduce(quad x, quad_bits *ret_k)
{
	quad shifted = x * LOG2_E + ROUNDER;
	quad k = shifted - ROUNDER;

	*ret_k = (quad_bits)shifted - ROUNDER_BITS;
	return (x - k * LN2_HIGH) - k * LN2_LOW;
}

/*
 * exp(r) − 1 for |r| ≤ ln 2 / 2: Taylor's series; the first term left out is below 1e-17 r. Terms
 * are taken two and four together (Estrin 1960), so that few of them wait for each other.
 */
KERNEL_PART quad expm1_near_zero(quad r)
{
	quad r2 = r * r, r4 = r2 * r2;
	quad low = (1.0 / 2 + 1.0 / 6 * r) + (1.0 / 24 + 1.0 / 120 * r) * r2;
	quad middle = (1.0 / 720 + 1.0 / 5040 * r) + (1.0 / 40320 + 1.0 / 362880 * r) * r2;
	quad high = (1.0 / 3628800 + 1.0 / 39916800 * r) +
		    (1.0 / 479001600 + 1.0 / 6227020800.0 * r) * r2;

	return ((low + middle * r4) + high * (r4 * r4)) * r2 + r;
}

/* log(1 + t) for t in [0, 1]: 2 atanh(u) with u = t / (2 + t) ≤ 1/3. */
KERNEL_PART quad log1p_unit(quad t)
{
	quad u = t / (2 + t);
	quad q = u * u, q2 = q * q, q4 = q2 * q2;
	quad to_9 = (1.0 / 3 + 1.0 / 5 * q) + (1.0 / 7 + 1.0 / 9 * q) * q2;
	quad to_17 = (1.0 / 11 + 1.0 / 13 * q) + (1.0 / 15 + 1.0 / 17 * q) * q2;
	quad to_25 = (1.0 / 19 + 1.0 / 21 * q) + (1.0 / 23 + 1.0 / 25 * q) * q2;
	quad to_33 = (1.0 / 27 + 1.0 / 29 * q) + (1.0 / 31 + 1.0 / 33 * q) * q2;
	quad high = (to_25 + to_33 * q4) + 1.0 / 35 * (q4 * q4);

	return 2 * u + 2 * u * (q * ((to_9 + to_17 * q4) + high * (q4 * q4)));
}

/* The bounds are written so that a NaN passes through every comparison as it is. */
KERNEL_PART quad exp_quad(quad x)
{
	quad low = quad_pick(x < -746, quad_of(-746), x);
	quad bounded = quad_pick(low > 710, quad_of(710), low);
	quad_bits k;
	quad p = expm1_near_zero(reduce(bounded, &k));
	/* 2^k in two factors: k itself may lie beyond the exponents of normal numbers. Halving is
	 * done on a number above 0, whose bits shift alike with and without a sign. */
	quad_bits first = ((k + 2048) >> 1) - 1024;

	return (1 + p) * power_of_two(first) * power_of_two(k - first);
}

KERNEL_PART quad tanh_quad(quad x)
{
	quad size = size_of(x);
	quad bounded = quad_pick(size > 22, quad_of(22), size); /* beyond 22 tanh rounds to 1 */
	quad_bits k;
	quad p = expm1_near_zero(reduce(2 * bounded, &k));
	quad power = power_of_two(k);
	quad t = power * p + (power - 1); /* exp(2x) − 1 without cancellation near 0 */
	quad_bits sign = (quad_bits)x & SIGN;

	return (quad)((quad_bits)size_of(t / (t + 2)) | sign);
}

KERNEL_PART quad sigmoid_quad(quad x)
{
	quad e = exp_quad(-size_of(x));
	quad top = quad_pick(x < 0, e, quad_of(1));

	return top / (1 + e);
}

KERNEL_PART quad softplus_quad(quad x)
{
	quad positive = quad_pick(x > 0, x, quad_of(0));

	return positive + log1p_unit(exp_quad(-size_of(x)));
}

#endif
