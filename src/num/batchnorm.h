/*
 * Batch normalization of one layer: what stands between its z (or its a) and ztilde.
 *
 * Source:  Ioffe & Szegedy 2015, Algorithm 1 and the gradients of section 3.
 * Shapes:  n units by m examples; one unit's values are contiguous. All of them in layer_work.
 * Formula: zhat = (z − used_mu) / √(used_var + ε), ztilde = γ stretch zhat + β + shift
 *          (1 and 0 but for num/norm_noise.h), where, in training,
 *          batch:   used_mu = mean(z), used_var = mean((z − used_mu)²);
 *          running: used_mu = ρ r_mu + (1 − ρ) mean(z),
 *                   used_var = ρ r_var + (1 − ρ) mean((z − used_mu)²), which is not a variance.
 * Errors:  ε = 0 and a constant unit is 0 / 0: NaN.
 * Memory:  allocates nothing.
 */
#ifndef NUM_BATCHNORM_H
#define NUM_BATCHNORM_H

#include <stddef.h>

#include "num/model.h"

/* What is normalized and how large it is: n units, m examples, z or a. */
struct batchnorm_in {
	size_t n, m;
	const double *values; /* [n × m] */
	enum model_mode mode;
	const double *running_mu, *running_var; /* [n] as they were before the batch */
};

/* Fills mu, var, used_mu, used_var, s, centered, zhat and ztilde; reads stretch and shift. */
void batchnorm_forward(const struct model *model, const struct layer_params *params,
	struct batchnorm_in in, struct layer_work *work);

/*
 * From d_ztilde to d_zhat, d_var, d_mu and d_values (the gradient of what was normalized), and to
 * the gradients of gamma and beta. With stopped gradients d_var and d_mu are 0.
 */
void batchnorm_backward(const struct model *model, const struct layer_params *params, size_t n,
	size_t m, struct layer_work *work, struct layer_params *gradient, double *d_values);

/* Moves the running averages [n] by what a training pass over m examples left in the work. */
void batchnorm_running(const struct model *model, const struct layer_work *work, size_t n, size_t m,
	double *running_mu, double *running_var);

/*
 * The mean of m values, taken around the first of them: exact for a constant, and not spoilt by a
 * large offset. And the mean of (value − center)².
 */
double batchnorm_mean(const double *values, size_t m);
double batchnorm_spread(const double *values, size_t m, double center);

#endif
