/*
 * Input normalization in stages: subtract, divide, decorrelate.
 *
 * Shapes:  two features; statistics over the training rows, applied to every row.
 * Formula: mean = (1/m) Σ x; var = (1/m) Σ (x − mean)²; divisor σ (std), σ² (variance),
 *          max − min (minmax) or 1 (none); whitening = V Λ^(−½) Vᵀ of the covariance V Λ Vᵀ of the
 *          divided features, so that the picture keeps its orientation.
 *          Without centring the same divisor and matrix act on the raw values.
 * Errors:  a constant feature has nothing to divide by: divisor 1, and `constant` says so.
 *          STATUS_MEMORY; STATUS_DATA without rows.
 */
#ifndef NUM_INPUTNORM_H
#define NUM_INPUTNORM_H

#include <stdbool.h>
#include <stddef.h>

#include "num/dataset.h"

/* What to divide by, in the order of the setting input.scale. */
enum inputnorm_how {
	INPUTNORM_STD,
	INPUTNORM_VARIANCE,
	INPUTNORM_MINMAX,
	INPUTNORM_NONE,
	INPUTNORM_HOW_COUNT
};

/* How far to go. */
enum inputnorm_stage {
	INPUTNORM_RAW,
	INPUTNORM_SUBTRACT,
	INPUTNORM_DIVIDE,
	INPUTNORM_WHITEN,
	INPUTNORM_COUNT
};

struct inputnorm {
	/* set by the caller */
	bool center;
	enum inputnorm_how how;
	bool whiten;
	/* filled by inputnorm_fit */
	double mean[FEATURES], var[FEATURES]; /* of the training rows */
	double min[FEATURES], max[FEATURES];
	double divisor[FEATURES];
	double covariance[FEATURES][FEATURES]; /* of the divided features */
	double whitening[FEATURES][FEATURES];  /* the identity unless whiten */
	bool constant[FEATURES];               /* nothing to divide by */
	bool flat; /* the features lie on a line, along which alone whitening works */
};

extern const char *const inputnorm_how_names[];

/* Statistics of `count` chosen rows. *norm keeps what it had on failure. */
int inputnorm_fit(
	struct inputnorm *norm, const double *const x[FEATURES], const size_t *rows, size_t count);

/* The features of all rows as they are after a stage; `out` may be x itself. */
void inputnorm_apply(const struct inputnorm *norm, enum inputnorm_stage stage,
	const double *const x[FEATURES], size_t rows, double *const out[FEATURES]);

#endif
