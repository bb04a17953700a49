/*
 * One column of the Hessian: the derivative of the gradient along one parameter.
 *
 * Formula: (g(θ + h) − g(θ − h)) / 2h for steps h that shrink by 4, extrapolated to h = 0; the
 *          result with the smallest estimated error counts. The first step makes a difference of
 *          1/32 in what the parameter feeds, in units of its spread where a norm follows.
 *          Steps over which a relu switches are left out, as the gradient jumps there; where even
 *          the smallest one crosses a kink on one side, the other side alone is used.
 * Source:  Ridders 1982 (Advances in Engineering Software 4, 75).
 * Memory:  allocates nothing.
 */
#ifndef NUM_HESSIAN_COLUMN_H
#define NUM_HESSIAN_COLUMN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "num/model.h"

enum { COLUMN_LEVELS = 10 };

/* What all columns share. */
struct column_room {
	size_t size;             /* chosen parameters */
	const size_t *parameter; /* [size] */
	double *theta;           /* [parameters] a copy of the state's, moved to and fro */
	double *scale;           /* [size] by how much each parameter makes a difference of 1 */
	uint64_t pattern;        /* which relus are on */
	double *here;            /* [size] the gradient */
	double *up, *down;       /* [size] the gradient on either side */
	double *carry, *best;    /* [size] */
	double *tableau;         /* [COLUMN_LEVELS × size] the last row of Ridders' table */
};

/* Fills theta, scale, pattern and here. False where the loss or its gradient is not finite. */
bool column_begin(const struct model *model, const struct state *state, struct work *work,
	struct column_room *room);

/*
 * Leaves the column of parameter number j of the chosen ones in room->best and its estimated error
 * in *ret_error. False where relus switch on both sides: the column means little then.
 */
bool column_find(const struct model *model, const struct state *state, struct work *work,
	struct column_room *room, size_t j, double *ret_error);

#endif
