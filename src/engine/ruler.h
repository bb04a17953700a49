/*
 * Gradient descent's ruler: the curvature of a linear model's loss on the inputs as they stand,
 * and what follows from it; and small statistics of the inputs and of the whole run.
 *
 * The linear model is y = w₁ x₁ + w₂ x₂ (+ b) with squared loss on the training rows, whatever
 * network the run has: it measures the inputs.
 * Source:  course of gradient descent on a quadratic; stable below 2/λmax, best at
 *          2/(λmin + λmax), rate (κ − 1)/(κ + 1) per step.
 */
#ifndef ENGINE_RULER_H
#define ENGINE_RULER_H

#include <stdbool.h>

#include "engine/run.h"

struct ruler {
	double kappa, lambda_min, lambda_max;
	double rate_stable, rate_best;
	double minimum_w[FEATURES], minimum_b, minimum_loss;
	double steps_predicted; /* until the slowest error is a thousandth, at this run's rate */
};

/* On the inputs as a stage leaves them. 0, or a GSL code where the numbers cannot be had. */
int ruler_read(const struct run *run, enum stage stage, struct ruler *ret_ruler);

/*
 * The error of a linear run in the eigenvectors' frame: component i, from 1, along the eigenvector
 * of the i-th largest curvature. Each shrinks by |1 − α λ| a step. 0; STATUS_COMBINATION where the
 * run is no linear model with squared loss, STATUS_RANGE behind the last.
 */
int ruler_error(const struct run *run, size_t i, double *ret_error);

struct input_spread {
	double mean, var; /* var divides by the number of rows */
};
struct input_spread input_spread(const struct run *run, int feature); /* over the training rows */
struct input_spread input_test_spread(const struct run *run, int feature); /* NAN without any */
double input_correlation(const struct run *run);

/* Loss and accuracy over all training or all test rows, in test mode, at the run's position. */
struct score run_score(const struct run *run, bool test);

#endif
