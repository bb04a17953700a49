#include "num/activation.h"

#include <string.h>

#include "num/elementary.h"
#include "num/kernel.h"

static void copy_forward(const double *z, double *ret_a, size_t count)
{
	memcpy(ret_a, z, count * sizeof(*z));
}

static void copy_backward(const double *a, const double *d_a, double *ret_d_z, size_t count)
{
	(void)a;
	memmove(ret_d_z, d_a, count * sizeof(*d_a));
}

KERNEL_PART quad relu_slope(quad a, quad d_a)
{
	return quad_pick(a <= 0, quad_of(0), d_a);
}

KERNEL_PART quad tanh_slope(quad a, quad d_a)
{
	return d_a * ((1 - a) * (1 + a));
}

KERNEL_PART quad sigmoid_slope(quad a, quad d_a)
{
	return d_a * (a * (1 - a));
}

/* A NaN is not smaller than 0 and stays what it is. */
KERNEL static void relu_forward(const double *z, double *ret_a, size_t count)
{
	for (size_t e = 0; e < count; e += QUAD) {
		quad four = quad_from(z + e, count - e);

		quad_to(ret_a + e, quad_pick(four <= 0, quad_of(0), four), count - e);
	}
}

#define BACKWARD(name, slope)                                                                      \
	KERNEL static void name(const double *a, const double *d_a, double *ret_d_z, size_t count) \
	{                                                                                          \
		for (size_t e = 0; e < count; e += QUAD)                                           \
			quad_to(ret_d_z + e,                                                       \
				slope(quad_from(a + e, count - e), quad_from(d_a + e, count - e)), \
				count - e);                                                        \
	}

BACKWARD(relu_backward, relu_slope)
BACKWARD(tanh_backward, tanh_slope)
BACKWARD(sigmoid_backward, sigmoid_slope)

const struct activation_rule activations[ACTIVATION_COUNT] = {
	[ACTIVATION_LINEAR] = {copy_forward, copy_backward, 1},
	[ACTIVATION_RELU] = {relu_forward, relu_backward, 2},
	[ACTIVATION_TANH] = {elementary_tanh_all, tanh_backward, 1},
	[ACTIVATION_SIGMOID] = {elementary_sigmoid_all, sigmoid_backward, 1},
};
