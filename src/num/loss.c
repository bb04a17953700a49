#include "num/loss.h"

#include "num/elementary.h"

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
static double logistic_value(const double *logit, const double *out, const double *y, size_t m)
{
	double sum = 0;

	(void)out;
	for (size_t e = 0; e < m; e++) {
		double t = logit[e];

		sum += t > 0 ? elementary_softplus(-t) + (1 - y[e]) * t
			     : elementary_softplus(t) - y[e] * t;
	}
	return sum / (double)m;
}

/* (1 − y) / (1 − out) − y / out with out = 1 / (1 + exp(−logit)). */
static void logistic_d_out(
	const double *logit, const double *out, const double *y, size_t m, double *ret_d_out)
{
	(void)out;
	for (size_t e = 0; e < m; e++) {
		double low = logit[e] < -700 ? -700 : logit[e];
		double t = low > 700 ? 700 : low;

		ret_d_out[e] =
			((1 - y[e]) * (1 + elementary_exp(t)) - y[e] * (1 + elementary_exp(-t))) /
			(double)m;
	}
}

static void logistic_d_logit(const double *out, const double *y, size_t m, double *ret_d_logit)
{
	for (size_t e = 0; e < m; e++)
		ret_d_logit[e] = (out[e] - y[e]) / (double)m;
}

const struct loss_rule losses[LOSS_COUNT] = {
	[LOSS_SQUARED] = {squared_value, squared_d_out, NULL},
	[LOSS_LOGISTIC] = {logistic_value, logistic_d_out, logistic_d_logit},
};
