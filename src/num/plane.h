/*
 * The loss over a plane of two parameters.
 *
 * Shapes:  u[nx] over columns, v[ny] over rows, loss [ny × nx] row by row: loss[j·nx + i] is J with
 *          theta[p_u] = u[i] and theta[p_v] = v[j], everything else held at the state's values.
 * Units:   that of the loss, over the rows that the work holds; in MODE_TRAIN the batch norm
 *          statistics are those of these rows at each point.
 * Errors:  STATUS_MEMORY; STATUS_RANGE where the two are one parameter or none. Points where the
 *          loss overflows hold what comes out, inf or NaN.
 * Memory:  a copy of theta for the time of the call; the state is only read. The work is
 *          overwritten: it holds some point of the plane afterwards.
 */
#ifndef NUM_PLANE_H
#define NUM_PLANE_H

#include "num/model.h"

struct plane {
	size_t p_u, p_v; /* offsets in theta */
	size_t nx, ny;
	const double *u, *v; /* [nx], [ny] */
};

/* The work is loaded with the rows that count. */
int plane_loss(const struct model *model, const struct state *state, enum model_mode mode,
	const struct plane *plane, struct work *work, double *ret_loss);

/* The layer, from 0, that a parameter belongs to. */
int plane_layer(const struct model *model, size_t parameter);

#endif
