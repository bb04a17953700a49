/*
 * Curvature of a linear model's squared loss, and what gradient descent can do on it.
 *
 * Shapes:  out = w1 x1 + w2 x2 (+ b), J = (1/2m) Σ (out − y)². Vectors are (w1, w2) or (w1, w2, b).
 * Formula: H = (1/m) AᵀA, A the inputs (a column of ones for b; centred where b is minimised out).
 *          Stable below 2/λmax; best fixed step 2/(λmin + λmax).
 * Source:  Golub & Van Loan, sections 5.5 (least squares by singular values) and 8.5.
 * Errors:  STATUS_MEMORY; STATUS_DATA without rows or with values that are not finite; GSL's.
 *          Outputs keep their values then. A singular H is no error: κ is infinite and says so.
 */
#ifndef NUM_CURVATURE_H
#define NUM_CURVATURE_H

#include <stdbool.h>
#include <stddef.h>

#include "num/dataset.h"

/* Which parameters move. */
enum curvature_over {
	CURVATURE_B_HELD,      /* w1, w2; b stays what it is */
	CURVATURE_B_MINIMISED, /* w1, w2; b is always the best for them */
	CURVATURE_B_FREE,      /* w1, w2, b */
	CURVATURE_OVER_COUNT
};

enum { CURVATURE_MAX = FEATURES + 1 };

struct curvature {
	int size; /* 2 or 3 */
	double hessian[CURVATURE_MAX][CURVATURE_MAX];
	double lambda[CURVATURE_MAX];                /* ascending */
	double vector[CURVATURE_MAX][CURVATURE_MAX]; /* [i] belongs to lambda[i]; length 1 */
	double kappa;                                /* λmax / λmin; infinite where singular */
	bool singular; /* some direction has no curvature: the minimum is a line or a plane */
	double minimum_w[FEATURES], minimum_b; /* nearest to 0 where singular */
	double minimum_loss;
	double rate_stable; /* 2 / λmax; infinite where H is 0 */
	double rate_best;   /* 2 / (λmin + λmax) over directions that have a curvature */
};

/* On chosen rows; `b` is the bias where it is held and not looked at otherwise. */
int curvature_find(enum curvature_over over, const double *const x[FEATURES], const double *y,
	const size_t *rows, size_t count, double b, struct curvature *ret_curvature);

/* The factor by which the slowest error component changes per step: max |1 − α λ|. */
double curvature_factor(const struct curvature *curvature, double rate);

/*
 * Steps until the slowest component is at most `tolerance` (between 0 and 1) of what it was:
 * ln tolerance / ln factor, rounded up; infinite where it does not get there.
 */
double curvature_steps(const struct curvature *curvature, double rate, double tolerance);

#endif
