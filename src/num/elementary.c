#include "num/elementary.h"

#include "num/elementary_quad.h"

/* A function of one value, and of many; a macro, because no compiler must inline a pointer. */
#define ELEMENTARY(name, rule)                                                             \
	double name(double x)                                                              \
	{                                                                                  \
		return rule(quad_of(x))[0];                                                \
	}                                                                                  \
	KERNEL void name##_all(const double *restrict x, double *restrict y, size_t count) \
	{                                                                                  \
		for (size_t i = 0; i < count; i += QUAD)                                   \
			quad_to(y + i, rule(quad_from(x + i, count - i)), count - i);      \
	}

ELEMENTARY(elementary_exp, exp_quad)
ELEMENTARY(elementary_tanh, tanh_quad)
ELEMENTARY(elementary_sigmoid, sigmoid_quad)
ELEMENTARY(elementary_softplus, softplus_quad)

double elementary_power(double base, unsigned long long exponent)
{
	double power = 1;

	for (; exponent > 0; exponent >>= 1) {
		if (exponent & 1)
			power *= base;
		base *= base;
	}
	return power;
}
