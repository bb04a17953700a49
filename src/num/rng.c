#include "num/rng.h"

#include <assert.h>
#include <string.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

/* GSL's handle around bytes that we own; it lives as long as one call. */
static gsl_rng handle(struct rng *rng)
{
	assert(gsl_rng_mt19937->size <= sizeof(*rng));
	return (gsl_rng){.type = gsl_rng_mt19937, .state = rng};
}

/* Neighbouring seeds and streams end far apart (splitmix64's finalizer, Steele et al. 2014). */
static uint64_t mixed(uint64_t seed, uint64_t stream)
{
	uint64_t bits = seed + (stream + 1) * UINT64_C(0x9e3779b97f4a7c15);

	bits = (bits ^ (bits >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	bits = (bits ^ (bits >> 27)) * UINT64_C(0x94d049bb133111eb);
	return bits ^ (bits >> 31);
}

void rng_seed(struct rng *rng, unsigned long seed, enum rng_stream stream)
{
	gsl_rng r = handle(rng);

	/* GSL leaves padding bytes alone; two states must be equal byte for byte. */
	memset(rng, 0, sizeof(*rng));
	gsl_rng_set(&r, (unsigned long)(mixed(seed, stream) & 0xffffffffu));
}

double rng_uniform(struct rng *rng)
{
	gsl_rng r = handle(rng);

	return gsl_rng_uniform(&r);
}

double rng_normal(struct rng *rng)
{
	gsl_rng r = handle(rng);

	/* Of GSL's methods the one whose values come from a division alone, not from libm. */
	return gsl_ran_gaussian_ratio_method(&r, 1.0);
}

uint32_t rng_below(struct rng *rng, uint32_t below)
{
	gsl_rng r = handle(rng);

	return (uint32_t)gsl_rng_uniform_int(&r, below);
}

void rng_shuffle(struct rng *rng, uint32_t *numbers, uint32_t count)
{
	for (uint32_t left = count; left > 1; left--) {
		uint32_t pick = rng_below(rng, left);
		uint32_t last = numbers[left - 1];

		numbers[left - 1] = numbers[pick];
		numbers[pick] = last;
	}
}
