/*
 * Activations: linear, relu, tanh, sigmoid, as a table.
 *
 * Formula: a = g(z) and d_z = d_a g′(z); the derivative of relu at 0 is 0. NaN gives NaN.
 * Memory:  allocates nothing; z and a, and z and d_z, are different arrays.
 */
#ifndef NUM_ACTIVATION_H
#define NUM_ACTIVATION_H

#include <stddef.h>

#include "num/model.h"

struct activation_rule {
	void (*forward)(const double *z, double *ret_a, size_t count);
	/* d_a and d_z may be the same array. */
	void (*backward)(const double *a, const double *d_a, double *ret_d_z, size_t count);
	double he_gain; /* he draws weights with the variance he_gain / inputs */
};

extern const struct activation_rule activations[ACTIVATION_COUNT];

#endif
