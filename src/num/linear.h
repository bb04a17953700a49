/*
 * The linear part of a layer: Z = W A + b.
 *
 * Shapes:  W: [n × inputs] row by row; b: [n] or NULL; in: [inputs × m]; z, d_z: [n × m].
 * Formula: d_W = d_z inᵀ, d_b = Σ d_z, d_in = Wᵀ d_z.
 * Limits:  at most 256 inputs and 256 units, as in num/model.h.
 * Memory:  allocates nothing. Sums run over the examples in their order, one after the other, so
 *          that the bits do not depend on compiler or processor.
 */
#ifndef NUM_LINEAR_H
#define NUM_LINEAR_H

#include <stddef.h>

struct linear_size {
	size_t n, inputs, m;
};

void linear_forward(
	struct linear_size size, const double *W, const double *b, const double *in, double *ret_z);

/* z = rest + W[:, input] in[input]: all but one of the inputs are in `rest` [n × m] already. */
void linear_forward_input(struct linear_size size, const double *W, size_t input, const double *in,
	const double *rest, double *ret_z);

void linear_backward_params(struct linear_size size, const double *in, const double *d_z,
	double *ret_d_W, double *ret_d_b);

void linear_backward_in(
	struct linear_size size, const double *W, const double *d_z, double *ret_d_in);

#endif
