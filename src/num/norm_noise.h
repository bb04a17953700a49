/*
 * Noise behind every batch norm: covariate shift on purpose, to see whether training minds.
 *
 * At each step every unit's normalized values are stretched and shifted at random, anew:
 * ztilde = γ (1 + σ u) zhat + β + σ v, with u and v standard normal, drawn for the unit and the step.
 * The gradient takes both as constants. In test mode there is none.
 * Source:  Santurkar, Tsipras, Ilyas, Madry 2018, How Does Batch Normalization Help Optimization?
 *          (arXiv:1805.11604), section 2.2; there each example gets a little noise of its own, too.
 * Memory:  allocates nothing. The draw depends on the seed and the step alone.
 */
#ifndef NUM_NORM_NOISE_H
#define NUM_NORM_NOISE_H

#include "num/model.h"

/* Stretch and shift of all layers for the state's next step; none in test mode. */
void norm_noise_draw(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work);

/* Stretch 1 and shift 0 in all layers. */
void norm_noise_clear(const struct model *model, struct work *work);

#endif
