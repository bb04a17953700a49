/*
 * Draws of a storm: small random numbers that a seed decides (xorshift, Marsaglia 2003).
 */
#ifndef TESTS_STORM_DRAWS_H
#define TESTS_STORM_DRAWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct draws {
	uint64_t state;
};

static inline struct draws draws_begin(uint32_t seed)
{
	return (struct draws){.state = 0x9E3779B97F4A7C15u ^ ((uint64_t)seed << 20 | (seed + 1u))};
}

/* A whole number from 0 to below - 1; `below` is at least 1. */
static inline size_t draws_below(struct draws *draws, size_t below)
{
	draws->state ^= draws->state << 13;
	draws->state ^= draws->state >> 7;
	draws->state ^= draws->state << 17;
	return (size_t)((draws->state >> 16) % below);
}

/* True once in `times`. */
static inline bool draws_once_in(struct draws *draws, size_t times)
{
	return draws_below(draws, times) == 0;
}

#endif
