/*
 * Optimizers: sgd, momentum, RMSprop, Adam, as a table.
 *
 * Formula: sgd θ ← θ − α g; momentum v ← β₁ v + (1 − β₁) g, θ ← θ − α v;
 *          rmsprop s ← β₂ s + (1 − β₂) g², θ ← θ − α g / (√s + ε);
 *          adam both, with v / (1 − β₁ᵗ) and s / (1 − β₂ᵗ), t counted from 1.
 * Source:  Kingma & Ba 2014 (arXiv:1412.6980), Algorithm 1, for adam.
 * Memory:  allocates nothing.
 */
#ifndef NUM_OPTIMIZER_H
#define NUM_OPTIMIZER_H

#include <stddef.h>
#include <stdint.h>

#include "num/model.h"

/* One stretch of the parameter vector. */
struct optimizer_span {
	size_t count;
	const double *gradient;
	double *theta, *moment1, *moment2;
};

struct optimizer_rule {
	void (*update)(const struct model *model, uint64_t t, struct optimizer_span span);
	bool normalizes; /* divides the gradient by its own size */
};

extern const struct optimizer_rule optimizers[OPTIMIZER_COUNT];

/* Updates all layers that are not frozen; t is the number of this step, from 1. */
void optimizer_update(
	const struct model *model, const double *gradient, uint64_t t, struct state *state);

#endif
