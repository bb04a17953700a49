/*
 * Random numbers of a run: gsl_rng_mt19937 whose whole state is a value that can be copied.
 *
 * The weights, the shuffling, the split and the noise of the data each draw from a stream of their
 * own, so that changing one of them leaves the draws of the others as they were.
 * Units:   uniform in [0, 1); normal with mean 0 and standard deviation 1.
 * Memory:  a struct rng is a plain value; nothing is allocated.
 */
#ifndef NUM_RNG_H
#define NUM_RNG_H

#include <stdint.h>

/* The generator's bytes, as gsl_rng_mt19937 lays them out: 624 words and a position. */
struct rng {
	uint64_t word[625];
};

enum rng_stream { RNG_WEIGHTS, RNG_SHUFFLE, RNG_SPLIT, RNG_DATA, RNG_DIRECTION, RNG_NOISE };

void rng_seed(struct rng *rng, unsigned long seed, enum rng_stream stream);
double rng_uniform(struct rng *rng);
double rng_normal(struct rng *rng);

/* A whole number from 0 to below - 1; `below` is at least 1. */
uint32_t rng_below(struct rng *rng, uint32_t below);

/* Puts the numbers into a random order (Fisher and Yates); every order is equally likely. */
void rng_shuffle(struct rng *rng, uint32_t *numbers, uint32_t count);

#endif
