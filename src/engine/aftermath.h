/*
 * What a batch's update did to the batch itself: its loss with the new parameters, and how much its
 * gradient turned on the way.
 *
 * Formula: smoothness = |g(θ after) − g(θ before)| / |θ after − θ before|, g the gradient of this
 *          batch's loss in train mode. Small where the gradient can be trusted for the whole step.
 * Source:  Santurkar et al. 2018 (arXiv:1805.11604), section 3.2, effective β-smoothness; there it is
 *          the largest of such ratios along the gradient's line, here that of the step taken.
 * Errors:  STATUS_UNKNOWN_YET before the update; STATUS_DATA where the update moved nothing or the
 *          run diverged.
 */
#ifndef ENGINE_AFTERMATH_H
#define ENGINE_AFTERMATH_H

#include "engine/run.h"

struct aftermath {
	double loss;       /* of this batch, with the parameters after its update */
	double smoothness; /* no unit: gradient per length of step */
};

int aftermath_read(const struct run *run, struct aftermath *ret_aftermath);

#endif
