#include "num/loss.h"

#include "num/elementary_quad.h"

static double squared_value(const double *logit, const double *out, const double *y, size_t m)
{
	double sum = 0;

	(void)logit;
	for (size_t e = 0; e < m; e++)
		sum += (out[e] - y[e]) * (out[e] - y[e]);
	return sum / (2 * (double)m);
}

static void squared_d_out(
	const double *logit, const double *out, const double *y, size_t m, double *ret_d_out)
{
	(void)logit;
	for (size_t e = 0; e < m; e++)
		ret_d_out[e] = (out[e] - y[e]) / (double)m;
}

/* log(1 + exp(t)) − y t as log(1 + exp(−|t|)) + max(t, 0) − y t: nothing large is subtracted
 * from something large when y is the class that t speaks for. */
KERNEL static double logistic_value(
	const double *logit, const double *out, const double *y, size_t m)
{
	double sum = 0;

	(void)out;
	for (size_t e = 0; e < m; e += QUAD) {
		quad t = quad_from(logit + e, m - e), class1 = quad_from(y + e, m - e);
		quad minus_size = quad_pick(t > 0, -t, t);
		quad linear = quad_pick(t > 0, (1 - class1) * t, -(class1 * t));
		quad each = softplus_quad(minus_size) + linear;

		for (size_t k = 0; k < QUAD && e + k < m; k++)
			sum += each[k];
	}
	return sum / (double)m;
}

/* (1 − y) / (1 − out) − y / out with out = 1 / (1 + exp(−logit)). */
KERNEL static void logistic_d_out(
	const double *logit, const double *out, const double *y, size_t m, double *ret_d_out)
{
	(void)out;
	for (size_t e = 0; e < m; e += QUAD) {
		quad given = quad_from(logit + e, m - e), class1 = quad_from(y + e, m - e);
		quad low = quad_pick(given < -700, quad_of(-700), given);
		quad t = quad_pick(low > 700, quad_of(700), low);
		quad d_out = (1 - class1) * (1 + exp_quad(t)) - class1 * (1 + exp_quad(-t));

		quad_to(ret_d_out + e, d_out / (double)m, m - e);
	}
}

KERNEL static void logistic_d_logit(
	const double *out, const double *y, size_t m, double *ret_d_logit)
{
	for (size_t e = 0; e < m; e += QUAD) {
		quad error = quad_from(out + e, m - e) - quad_from(y + e, m - e);

		quad_to(ret_d_logit + e, error / (double)m, m - e);
	}
}

const struct loss_rule losses[LOSS_COUNT] = {
	[LOSS_SQUARED] = {squared_value, squared_d_out, NULL},
	[LOSS_LOGISTIC] = {logistic_value, logistic_d_out, logistic_d_logit},
};
