#include "num/batchnorm.h"

#include <math.h>
#include <string.h>

#include "num/kernel.h"

/* Means of all units, each summed in the order of its examples, four of them side by side. */
KERNEL static void find_means(const double *values, size_t n, size_t m, double *ret_mean)
{
	for (size_t i = 0; i < n; i += QUAD) {
		struct four four = four_rows(values, i, n, m);
		quad first = four_at(&four, 0), sum = {0};

		for (size_t e = 0; e < m; e++)
			sum += four_at(&four, e) - first;
		quad_to(ret_mean + i, first + sum / (double)m, four.left);
	}
}

KERNEL static void find_spreads(
	const double *values, size_t n, size_t m, const double *center, double *ret_spread)
{
	for (size_t i = 0; i < n; i += QUAD) {
		struct four four = four_rows(values, i, n, m);
		quad middle = quad_from(center + i, four.left), sum = {0};

		for (size_t e = 0; e < m; e++) {
			quad off = four_at(&four, e) - middle;

			sum += off * off;
		}
		quad_to(ret_spread + i, sum / (double)m, four.left);
	}
}

double batchnorm_mean(const double *values, size_t m)
{
	double mean;

	find_means(values, 1, m, &mean);
	return mean;
}

double batchnorm_spread(const double *values, size_t m, double center)
{
	double spread;

	find_spreads(values, 1, m, &center, &spread);
	return spread;
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

/* What is normalized with, where that is not the batch's own mean and variance. */
static void blend_statistics(
	const struct model *model, const struct batchnorm_in *in, struct layer_work *work)
{
	for (size_t i = 0; i < in->n; i++)
		work->used_mu[i] = blend(model->decay, in->running_mu[i], work->mu[i]);
	find_spreads(in->values, in->n, in->m, work->used_mu, work->used_var);
	for (size_t i = 0; i < in->n; i++)
		work->used_var[i] = blend(model->decay, in->running_var[i], work->used_var[i]);
}

/* Statistics of every unit, and those that it is normalized with. */
static void find_statistics(
	const struct model *model, const struct batchnorm_in *in, struct layer_work *work)
{
	const double *mu = in->mode == MODE_TEST ? in->running_mu : work->mu;
	const double *var = in->mode == MODE_TEST ? in->running_var : work->var;

	find_means(in->values, in->n, in->m, work->mu);
	find_spreads(in->values, in->n, in->m, work->mu, work->var);
	if (in->mode == MODE_TRAIN && model->normalize_with == NORMALIZE_WITH_RUNNING) {
		blend_statistics(model, in, work);
	} else {
		memcpy(work->used_mu, mu, in->n * sizeof(*mu));
		memcpy(work->used_var, var, in->n * sizeof(*var));
	}
	for (size_t i = 0; i < in->n; i++)
		work->s[i] = sqrt(work->used_var[i] + model->epsilon);
}

/* What one unit is normalized with. */
struct norm {
	double mu, s, gamma, beta;
};

KERNEL_PART void normalize_unit(
	struct norm norm, const double *values, struct layer_work *work, size_t at, size_t m)
{
	for (size_t e = 0; e < m; e += QUAD) {
		quad centered = quad_from(values + at + e, m - e) - norm.mu;
		quad zhat = centered / norm.s;

		quad_to(work->centered + at + e, centered, m - e);
		quad_to(work->zhat + at + e, zhat, m - e);
		quad_to(work->ztilde + at + e, norm.gamma * zhat + norm.beta, m - e);
	}
}

KERNEL static void normalize(
	const struct layer_params *params, const struct batchnorm_in *in, struct layer_work *work)
{
	for (size_t i = 0; i < in->n; i++) {
		struct norm norm = {.mu = work->used_mu[i],
			.s = divisor(work->s[i]),
			.gamma = params->gamma[i] * work->stretch[i],
			.beta = params->beta[i] + work->shift[i]};

		normalize_unit(norm, in->values, work, i * in->m, in->m);
	}
}

void batchnorm_forward(const struct model *model, const struct layer_params *params,
	struct batchnorm_in in, struct layer_work *work)
{
	find_statistics(model, &in, work);
	normalize(params, &in, work);
}

/* How much of a batch's own mean and variance is in what it is normalized with. */
static double batch_share(const struct model *model)
{
	return model->normalize_with == NORMALIZE_WITH_BATCH ? 1 : 1 - model->decay;
}

KERNEL static void scale_gradients(
	const double *gamma, size_t n, size_t m, const struct layer_work *work)
{
	for (size_t i = 0; i < n; i++) {
		const double *d_ztilde = work->d_ztilde + i * m;
		double *d_zhat = work->d_zhat + i * m, factor = gamma[i] * work->stretch[i];

		for (size_t e = 0; e < m; e += QUAD)
			quad_to(d_zhat + e, factor * quad_from(d_ztilde + e, m - e), m - e);
	}
}

/* d_gamma = stretch Σ d_ztilde zhat and d_beta = Σ d_ztilde. */
KERNEL static void params_gradients(
	size_t n, size_t m, const struct layer_work *work, struct layer_params *gradient)
{
	for (size_t i = 0; i < n; i += QUAD) {
		struct four d_ztilde = four_rows(work->d_ztilde, i, n, m);
		struct four zhat = four_rows(work->zhat, i, n, m);
		quad d_gamma = {0}, d_beta = {0};

		for (size_t e = 0; e < m; e++) {
			quad d = four_at(&d_ztilde, e);

			d_gamma += d * four_at(&zhat, e);
			d_beta += d;
		}
		d_gamma *= quad_from(work->stretch + i, zhat.left);
		quad_to(gradient->gamma + i, d_gamma, zhat.left);
		quad_to(gradient->beta + i, d_beta, zhat.left);
	}
}

/* d_var = −½ Σ d_zhat c s⁻³ and d_mu = −Σ d_zhat / s − share · (2/m) d_var Σ c, c = centered. */
KERNEL static void statistics_gradients(
	double share, size_t n, size_t m, const struct layer_work *work)
{
	for (size_t i = 0; i < n; i += QUAD) {
		struct four centered = four_rows(work->centered, i, n, m);
		struct four d_zhat = four_rows(work->d_zhat, i, n, m);
		quad dot = {0}, sum = {0}, shift = {0};

		for (size_t e = 0; e < m; e++) {
			quad c = four_at(&centered, e), d = four_at(&d_zhat, e);

			dot += d * c;
			sum += d;
			shift += c;
		}
		for (size_t k = 0; k < QUAD && k < centered.left; k++) {
			double s = divisor(work->s[i + k]);
			double d_var = -0.5 * dot[k] / s / s / s; /* s³ itself may become 0 */

			work->d_var[i + k] = d_var;
			work->d_mu[i + k] = -sum[k] / s - share * 2 / (double)m * d_var * shift[k];
		}
	}
}

/* d_z = d_zhat / s + share · (d_var 2 c / m + d_mu / m). */
KERNEL static void value_gradients(
	double share, size_t n, size_t m, const struct layer_work *work, double *d_values)
{
	for (size_t i = 0; i < n; i++) {
		const double *centered = work->centered + i * m, *d_zhat = work->d_zhat + i * m;
		double through_var = share * 2 * work->d_var[i], through_mu = share * work->d_mu[i];
		double s = divisor(work->s[i]);

		for (size_t e = 0; e < m; e += QUAD) {
			quad shared = through_var * quad_from(centered + e, m - e) + through_mu;
			quad d = quad_from(d_zhat + e, m - e) / s + shared;

			quad_to(d_values + i * m + e, d, m - e);
		}
	}
}

void batchnorm_backward(const struct model *model, const struct layer_params *params, size_t n,
	size_t m, struct layer_work *work, struct layer_params *gradient, double *d_values)
{
	double share = batch_share(model);

	scale_gradients(params->gamma, n, m, work);
	params_gradients(n, m, work, gradient);
	statistics_gradients(share, n, m, work);
	if (model->norm_gradient == NORM_GRADIENT_STOPPED) {
		memset(work->d_var, 0, n * sizeof(*work->d_var));
		memset(work->d_mu, 0, n * sizeof(*work->d_mu));
	}
	value_gradients(share / (double)m, n, m, work, d_values);
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
