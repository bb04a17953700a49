#include "num/activation.h"

#include <string.h>

#include "num/elementary.h"

static void copy_forward(const double *z, double *ret_a, size_t count)
{
	memcpy(ret_a, z, count * sizeof(*z));
}

static void copy_backward(const double *a, const double *d_a, double *ret_d_z, size_t count)
{
	(void)a;
	memmove(ret_d_z, d_a, count * sizeof(*d_a));
}

/* Written so that a NaN is not smaller than 0 and stays what it is. */
static void relu_forward(const double *z, double *ret_a, size_t count)
{
	for (size_t e = 0; e < count; e++)
		ret_a[e] = z[e] <= 0 ? 0 : z[e];
}

static void relu_backward(const double *a, const double *d_a, double *ret_d_z, size_t count)
{
	for (size_t e = 0; e < count; e++)
		ret_d_z[e] = a[e] <= 0 ? 0 : d_a[e];
}

static void tanh_backward(const double *a, const double *d_a, double *ret_d_z, size_t count)
{
	for (size_t e = 0; e < count; e++)
		ret_d_z[e] = d_a[e] * ((1 - a[e]) * (1 + a[e]));
}

static void sigmoid_backward(const double *a, const double *d_a, double *ret_d_z, size_t count)
{
	for (size_t e = 0; e < count; e++)
		ret_d_z[e] = d_a[e] * (a[e] * (1 - a[e]));
}

const struct activation_rule activations[ACTIVATION_COUNT] = {
	[ACTIVATION_LINEAR] = {copy_forward, copy_backward, 1},
	[ACTIVATION_RELU] = {relu_forward, relu_backward, 2},
	[ACTIVATION_TANH] = {elementary_tanh_all, tanh_backward, 1},
	[ACTIVATION_SIGMOID] = {elementary_sigmoid_all, sigmoid_backward, 1},
};
