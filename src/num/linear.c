#include "num/linear.h"

static void fill(double *restrict values, size_t count, double value)
{
	for (size_t e = 0; e < count; e++)
		values[e] = value;
}

static void add_scaled(double *restrict sum, const double *restrict values, double w, size_t count)
{
	for (size_t e = 0; e < count; e++)
		sum[e] += w * values[e];
}

void linear_forward(
	struct linear_size size, const double *W, const double *b, const double *in, double *ret_z)
{
	for (size_t i = 0; i < size.n; i++) {
		double *z = ret_z + i * size.m;

		fill(z, size.m, b ? b[i] : 0);
		for (size_t j = 0; j < size.inputs; j++)
			add_scaled(z, in + j * size.m, W[i * size.inputs + j], size.m);
	}
}

static double dot(const double *a, const double *b, size_t count)
{
	double sum = 0;

	for (size_t e = 0; e < count; e++)
		sum += a[e] * b[e];
	return sum;
}

/* Four sums side by side: each keeps its own order, but they do not wait for each other. */
static void dot_four(const double *in, const double *d_z, size_t m, double *ret_sums)
{
	const double *in1 = in + m, *in2 = in1 + m, *in3 = in2 + m;
	double sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;

	for (size_t e = 0; e < m; e++) {
		sum0 += in[e] * d_z[e];
		sum1 += in1[e] * d_z[e];
		sum2 += in2[e] * d_z[e];
		sum3 += in3[e] * d_z[e];
	}
	ret_sums[0] = sum0;
	ret_sums[1] = sum1;
	ret_sums[2] = sum2;
	ret_sums[3] = sum3;
}

static double total(const double *values, size_t count)
{
	double sum = 0;

	for (size_t e = 0; e < count; e++)
		sum += values[e];
	return sum;
}

void linear_backward_params(struct linear_size size, const double *in, const double *d_z,
	double *ret_d_W, double *ret_d_b)
{
	for (size_t i = 0; i < size.n; i++) {
		const double *d = d_z + i * size.m;
		double *d_W = ret_d_W + i * size.inputs;
		size_t j = 0;

		for (; j + 4 <= size.inputs; j += 4)
			dot_four(in + j * size.m, d, size.m, d_W + j);
		for (; j < size.inputs; j++)
			d_W[j] = dot(in + j * size.m, d, size.m);
		if (ret_d_b)
			ret_d_b[i] = total(d, size.m);
	}
}

void linear_backward_in(
	struct linear_size size, const double *W, const double *d_z, double *ret_d_in)
{
	fill(ret_d_in, size.inputs * size.m, 0);
	for (size_t i = 0; i < size.n; i++) {
		for (size_t j = 0; j < size.inputs; j++)
			add_scaled(ret_d_in + j * size.m, d_z + i * size.m, W[i * size.inputs + j],
				size.m);
	}
}
