/*
 * Gradient descent on a linear model, seen along the eigenvectors of its curvature.
 *
 * Along eigenvector i the loss is a parabola of its own: with all rows in every batch and plain
 * gradient descent the error e_i is multiplied by 1 − α λ_i at each step, whatever the others do.
 * What is predicted is that; what is measured is what the run did.
 * Source:  Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.2.1; Goh 2017, Why
 *          Momentum Really Works (distill.pub).
 * Shapes:  at most CURVATURE_MAX directions, the steepest first.
 * Units:   errors are lengths in the space of the parameters; factors are per step.
 * Errors:  STATUS_COMBINATION where the run is no linear model with squared loss, else those of
 *          curvature_find; the output keeps its values then.
 * Memory:  allocates nothing that stays.
 */
#ifndef ENGINE_EIGEN_H
#define ENGINE_EIGEN_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/run.h"
#include "num/curvature.h"

struct eigen_direction {
	double lambda;
	double start, now; /* e_i where the run started, and where it stands */
	double factor;     /* 1 − α λ_i, with its sign */
	double predicted;  /* start · factor^steps */
	double measured;   /* (|now| / |start|)^(1 / steps); NaN before the first step, or from 0 */
	bool vanished;     /* what is left of an error is rounding: no factor can be measured */
	bool still;        /* no curvature: nothing pulls */
};

struct eigen_errors {
	int count;
	struct eigen_direction of[CURVATURE_MAX];
	size_t steps; /* updates done where the run stands */
	bool exact;   /* plain gradient descent on all rows: the prediction is no approximation */
	int slowest; /* the direction with a curvature and the largest |factor|; −1: there is none */
};

int eigen_read(const struct run *run, struct eigen_errors *ret_errors);

/* Steps until a thousandth is left, rounded up; infinite where |factor| is not below 1. */
double eigen_steps(const struct eigen_direction *direction);

#endif
