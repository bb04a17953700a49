/*
 * Losses, as means over the batch, as a table.
 *
 * Shapes:  the output layer has one unit; logit (what its activation gets), out and y: [m].
 * Formula: squared: J = (1/2m) Σ (out − y)²
 *          logistic: J = (1/m) Σ log(1 + exp(logit)) − y logit, which does not overflow.
 * Memory:  allocates nothing.
 */
#ifndef NUM_LOSS_H
#define NUM_LOSS_H

#include <stddef.h>

#include "num/model.h"

struct loss_rule {
	double (*value)(const double *logit, const double *out, const double *y, size_t m);
	/* The gradient of the output. Logistic: for showing; kept finite where out rounds to 0 or 1. */
	void (*d_out)(const double *logit, const double *out, const double *y, size_t m,
		double *ret_d_out);
	/* The gradient of the logit at once, where that is exact and d_out is not; or NULL. */
	void (*d_logit)(const double *out, const double *y, size_t m, double *ret_d_logit);
};

extern const struct loss_rule losses[LOSS_COUNT];

#endif
