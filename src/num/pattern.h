/*
 * Patterns of two classes, as learners know them: what generator.c's table has beside the planes.
 *
 * Memory:  each makes a data set that is the caller's; 0 or STATUS_MEMORY.
 */
#ifndef NUM_PATTERN_H
#define NUM_PATTERN_H

#include "num/generator.h"

int pattern_ring(const struct generator_params *params, struct dataset *ret_data);
int pattern_blobs(const struct generator_params *params, struct dataset *ret_data);
int pattern_moons(const struct generator_params *params, struct dataset *ret_data);
int pattern_spiral(const struct generator_params *params, struct dataset *ret_data);
int pattern_xor(const struct generator_params *params, struct dataset *ret_data);

/* The whole number whose square is nearest to `rows`, at least 2. */
size_t generator_side(size_t rows);

/* Sets names; class_a belongs to target 0 and is NULL for a target that is a number. */
struct generator_names {
	const char *x1, *x2, *y, *class_a, *class_b;
};
void generator_name(struct dataset *data, struct generator_names names);

#endif
