/*
 * The loss over a plane: of two parameters, or of two directions through all of them.
 *
 * Shapes:  u[nx] over columns, v[ny] over rows, loss [ny × nx] row by row: loss[j·nx + i] is J with
 *          theta[p_u] = u[i] and theta[p_v] = v[j], everything else held at the state's values; or
 *          with directions J at theta + u[i] d_u + v[j] d_v, theta the state's: u = v = 0 is it.
 * Units:   that of the loss, over the rows that the work holds; in MODE_TRAIN the batch norm
 *          statistics are those of these rows at each point.
 * Speed:   a linear model with squared loss is a quadratic form of both, whatever the plane.
 *          Otherwise the inner loop runs over what touches only higher layers, and starts its
 *          passes there; parameters give the same bits as whole passes.
 * Errors:  STATUS_MEMORY; STATUS_RANGE where the two are one parameter or none, or where there is
 *          one direction only. Points where the loss overflows hold what comes out, inf or NaN.
 * Threads: large grids are computed on all cores, a line of points each; the bits do not depend on
 *          how many there are.
 * Memory:  two copies of theta for the time of the call; the state is only read. The work is
 *          overwritten: it holds some point of the plane afterwards.
 */
#ifndef NUM_PLANE_H
#define NUM_PLANE_H

#include "num/model.h"

struct plane {
	size_t p_u, p_v; /* offsets in theta; not looked at where there are directions */
	size_t nx, ny;
	const double *u, *v;     /* [nx], [ny] */
	const double *d_u, *d_v; /* [parameters] each, or NULL both */
};

/* The work is loaded with the rows that count. */
int plane_loss(const struct model *model, const struct state *state, enum model_mode mode,
	const struct plane *plane, struct work *work, double *ret_loss);

/* The layer, from 0, that a parameter belongs to. */
int plane_layer(const struct model *model, size_t parameter);

#endif
