/*
 * Directions in the space of all parameters, to spread a plane of the loss along.
 *
 * Both pairs are orthogonal, and 0 at the parameters of frozen layers. Eigenvectors of the Hessian
 * are the third pair: hessian_direction.
 * Shapes:  a direction is [parameters], as theta.
 * Errors:  STATUS_DATA where there is nothing to span a plane, or values are not finite;
 *          STATUS_LIMIT, STATUS_MEMORY. Outputs of failed calls hold nothing of use.
 */
#ifndef NUM_DIRECTION_H
#define NUM_DIRECTION_H

#include "num/model.h"

/* The shorter side of a path, its vectors or their parameters, is at most this. */
enum { DIRECTION_PATH_MAX = 512 };

/*
 * Two random directions, normalized per filter: what feeds one unit, a row of W, is drawn normal
 * and scaled to the length that the row has in theta, so that a step of 1 changes every unit in
 * proportion to itself. b, gamma and beta are 0: they shift and stretch what all rows share, have
 * no row's length to go by, and Li et al. leave them out as well. Within each row v is orthogonal
 * to u; a row of a single weight has one direction only, and v is 0 there.
 * Source:  Li et al. 2018 (arXiv:1712.09913), section 4.
 */
int direction_random(const struct model *model, const double *theta, unsigned long seed,
	double *ret_u, double *ret_v);

/*
 * The principal plane of a path [count × parameters]: of all its vectors minus the last, the two
 * directions that hold most of their squared length, each of length 1 with its largest component
 * positive; ret_share[2] says how much, from 0 to 1. A path on a straight line gives a v of share
 * 0. Takes two vectors or more.
 * Source:  Li et al. 2018, section 7.1; singular vectors by gsl_eigen_symmv of the smaller Gram
 *          matrix, the second one after the first is taken out, so that it keeps its digits.
 * Memory:  a copy of the path for the time of the call.
 */
int direction_path(const double *path, size_t count, size_t parameters, double *ret_u,
	double *ret_v, double ret_share[2]);

/* Where a vector stands in the plane origin + u d_u + v d_v of two orthogonal directions. */
struct direction_place {
	double u, v;
	double off; /* its distance from the plane, in units of theta */
};
struct direction_place direction_locate(const double *theta, const double *origin,
	const double *d_u, const double *d_v, size_t parameters);

#endif
