/*
 * What the inner loops share: four doubles side by side, and code for the processor at hand.
 *
 * A KERNEL is compiled twice, for every x86-64 and for those with AVX2 (x86-64-v3), and the loader
 * takes the one that fits. Both round every operation alike: neither reorders a sum nor fuses a
 * product with it, so that their results are the same bits; so do compilers without target_clones.
 * Vectors are written out because compilers do not agree on which loops may become one.
 * Define KERNEL_PLAIN for one version alone, as tests do to compare it with the others.
 */
#ifndef NUM_KERNEL_H
#define NUM_KERNEL_H

#include <stddef.h>
#include <stdint.h>

/* The resolvers of target_clones run before a sanitizer is ready, and need glibc's loader. */
#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) && __GNUC__ >= 12 && \
	!defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && !defined(KERNEL_PLAIN)
#define KERNEL __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define KERNEL
#endif

/* Part of a kernel, compiled with it; a call would cost more than the work. */
#define KERNEL_PART static inline __attribute__((always_inline))

/* Every KERNEL_PART is inlined: how vectors would be passed in a call does not matter. */
#pragma GCC diagnostic ignored "-Wpsabi"

enum { QUAD = 4 };

/* Four neighbouring doubles of an array, wherever it starts, and their bits. */
typedef double quad __attribute__((vector_size(32), aligned(8), may_alias));
typedef int64_t quad_bits __attribute__((vector_size(32), aligned(8), may_alias));

KERNEL_PART quad quad_at(const double *values)
{
	return *(const quad *)values;
}

KERNEL_PART void quad_put(double *values, quad q)
{
	*(quad *)values = q;
}

KERNEL_PART quad quad_of(double value)
{
	return (quad){value, value, value, value};
}

/* The next four of `left` values, 0 behind the last; and back. */
KERNEL_PART quad quad_from(const double *values, size_t left)
{
	if (left >= QUAD)
		return quad_at(values);
	return (quad){left > 0 ? values[0] : 0, left > 1 ? values[1] : 0, left > 2 ? values[2] : 0};
}

KERNEL_PART void quad_to(double *values, quad q, size_t left)
{
	if (left >= QUAD)
		quad_put(values, q);
	else
		for (size_t k = 0; k < left; k++)
			values[k] = q[k];
}

/* `yes` where the comparison held, else `no`. */
KERNEL_PART quad quad_pick(quad_bits held, quad yes, quad no)
{
	return (quad)((held & (quad_bits)yes) | (~held & (quad_bits)no));
}

/* Four rows of a matrix that follow each other; behind its last row that one stands again. */
struct four {
	const double *row[QUAD];
	size_t left; /* rows from the first of these on */
};

KERNEL_PART struct four four_rows(const double *matrix, size_t i, size_t rows, size_t m)
{
	struct four four = {.left = rows - i};

	for (size_t k = 0; k < QUAD; k++)
		four.row[k] = matrix + (k < four.left ? i + k : rows - 1) * m;
	return four;
}

/* Column e of the four rows: sums over the examples of four units grow side by side. */
KERNEL_PART quad four_at(const struct four *four, size_t e)
{
	return (quad){four->row[0][e], four->row[1][e], four->row[2][e], four->row[3][e]};
}

#endif
