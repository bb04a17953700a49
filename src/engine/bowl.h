/*
 * The bowl: the curvature of the linear model's loss on a run's inputs, remembered.
 *
 * A picture asks for it several times: for its window, its minimum, κ and the largest stable step.
 * Each needs the singular values of all training rows; a run keeps what it has found.
 * Errors:  those of curvature_find; nothing is remembered then.
 * Memory:  the run owns the cache; bowls_free takes NULL.
 */
#ifndef ENGINE_BOWL_H
#define ENGINE_BOWL_H

#include "engine/stage.h"
#include "num/curvature.h"

struct run;
struct bowls;

struct bowls *bowls_new(void);
void bowls_free(struct bowls *bowls);

/* Over all training rows, on the inputs as a stage leaves them; `b` counts where it is held. */
int bowl_find(const struct run *run, enum stage stage, enum curvature_over over, double b,
	struct curvature *ret_curvature);

#endif
