#include "num/batchnorm.h"

#include <math.h>

double batchnorm_mean(const double *values, size_t m)
{
	double sum = 0;

	for (size_t e = 0; e < m; e++)
		sum += values[e] - values[0];
	return values[0] + sum / (double)m;
}

double batchnorm_spread(const double *values, size_t m, double center)
{
	double sum = 0;

	for (size_t e = 0; e < m; e++)
		sum += (values[e] - center) * (values[e] - center);
	return sum / (double)m;
}

/* Dividing by 0 is undefined in C; what 0 / 0 would give is said outright. */
static double divisor(double s)
{
	return s != 0 ? s : NAN;
}

static double blend(double decay, double old, double new)
{
	return decay * old + (1 - decay) * new;
}

/* Statistics of unit i, and those that it is normalized with. */
static void find_statistics(
	const struct model *model, const struct batchnorm_in *in, size_t i, struct layer_work *work)
{
	const double *values = in->values + i * in->m;

	work->mu[i] = batchnorm_mean(values, in->m);
	work->var[i] = batchnorm_spread(values, in->m, work->mu[i]);
	if (in->mode == MODE_TEST) {
		work->used_mu[i] = in->running_mu[i];
		work->used_var[i] = in->running_var[i];
	} else if (model->normalize_with == NORMALIZE_WITH_BATCH) {
		work->used_mu[i] = work->mu[i];
		work->used_var[i] = work->var[i];
	} else {
		work->used_mu[i] = blend(model->decay, in->running_mu[i], work->mu[i]);
		work->used_var[i] = blend(model->decay, in->running_var[i],
			batchnorm_spread(values, in->m, work->used_mu[i]));
	}
	work->s[i] = sqrt(work->used_var[i] + model->epsilon);
}

static void normalize(
	double gamma, double beta, const struct batchnorm_in *in, size_t i, struct layer_work *work)
{
	const double *restrict values = in->values + i * in->m;
	double *restrict centered = work->centered + i * in->m;
	double *restrict zhat = work->zhat + i * in->m;
	double *restrict ztilde = work->ztilde + i * in->m;
	double mu = work->used_mu[i], s = divisor(work->s[i]);

	for (size_t e = 0; e < in->m; e++) {
		centered[e] = values[e] - mu;
		zhat[e] = centered[e] / s;
		ztilde[e] = gamma * zhat[e] + beta;
	}
}

void batchnorm_forward(const struct model *model, const struct layer_params *params,
	struct batchnorm_in in, struct layer_work *work)
{
	for (size_t i = 0; i < in.n; i++) {
		find_statistics(model, &in, i, work);
		normalize(params->gamma[i], params->beta[i], &in, i, work);
	}
}

/* How much of a batch's own mean and variance is in what it is normalized with. */
static double batch_share(const struct model *model)
{
	return model->normalize_with == NORMALIZE_WITH_BATCH ? 1 : 1 - model->decay;
}

static void scale_gradients(const double *restrict d_ztilde, const double *restrict zhat, size_t m,
	double gamma, double *restrict d_zhat, double *ret_d_gamma, double *ret_d_beta)
{
	double d_gamma = 0, d_beta = 0;

	for (size_t e = 0; e < m; e++) {
		d_zhat[e] = gamma * d_ztilde[e];
		d_gamma += d_ztilde[e] * zhat[e];
		d_beta += d_ztilde[e];
	}
	*ret_d_gamma = d_gamma;
	*ret_d_beta = d_beta;
}

/* d_var = −½ Σ d_zhat c s⁻³ and d_mu = −Σ d_zhat / s − share · (2/m) d_var Σ c, c = centered. */
static void statistics_gradients(
	const struct model *model, size_t m, size_t i, struct layer_work *work)
{
	const double *c = work->centered + i * m, *d_zhat = work->d_zhat + i * m;
	double s = divisor(work->s[i]), dot = 0, sum = 0, shift = 0;

	for (size_t e = 0; e < m; e++) {
		dot += d_zhat[e] * c[e];
		sum += d_zhat[e];
		shift += c[e];
	}
	work->d_var[i] = -0.5 * dot / s / s / s; /* s³ itself may underflow to 0 */
	work->d_mu[i] = -sum / s - batch_share(model) * 2 / (double)m * work->d_var[i] * shift;
	if (model->norm_gradient == NORM_GRADIENT_STOPPED)
		work->d_var[i] = work->d_mu[i] = 0;
}

/* d_z = d_zhat / s + share · (d_var 2 c / m + d_mu / m). */
static void value_gradients(const struct model *model, size_t m, size_t i,
	const struct layer_work *work, double *restrict d_values)
{
	const double *restrict c = work->centered + i * m, *restrict d_zhat = work->d_zhat + i * m;
	double share = batch_share(model) / (double)m;
	double through_var = share * 2 * work->d_var[i], through_mu = share * work->d_mu[i];
	double s = divisor(work->s[i]);

	for (size_t e = 0; e < m; e++)
		d_values[e] = d_zhat[e] / s + (through_var * c[e] + through_mu);
}

void batchnorm_backward(const struct model *model, const struct layer_params *params, size_t n,
	size_t m, struct layer_work *work, struct layer_params *gradient, double *d_values)
{
	for (size_t i = 0; i < n; i++) {
		scale_gradients(work->d_ztilde + i * m, work->zhat + i * m, m, params->gamma[i],
			work->d_zhat + i * m, &gradient->gamma[i], &gradient->beta[i]);
		statistics_gradients(model, m, i, work);
		value_gradients(model, m, i, work, d_values + i * m);
	}
}

void batchnorm_running(const struct model *model, const struct layer_work *work, size_t n, size_t m,
	double *running_mu, double *running_var)
{
	bool unbiased = model->running_variance == RUNNING_VARIANCE_UNBIASED;
	/* model_finish refuses the unbiased variance where a batch may have one row. */
	double factor = unbiased ? (double)m / (double)(m - 1) : 1;

	for (size_t i = 0; i < n; i++) {
		bool carried = model->normalize_with == NORMALIZE_WITH_RUNNING;

		running_mu[i] = carried ? work->used_mu[i]
					: blend(model->decay, running_mu[i], work->mu[i]);
		running_var[i] =
			carried ? work->used_var[i]
				: blend(model->decay, running_var[i], factor * work->var[i]);
	}
}
