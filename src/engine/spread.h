/*
 * The spread: the plane through the space of all parameters that the contour picture shows.
 *
 * Two named parameters; or, from where the run starts, two directions: the leading eigenvectors of
 * the Hessian there (on all training rows), two random directions normalized per filter, or the
 * principal plane of the run's whole path. A plane of directions stands still while the run moves;
 * the picture is the slice parallel to it through where the run stands.
 * Source:  Li et al. 2018, Visualizing the Loss Landscape of Neural Nets (arXiv:1712.09913).
 * Units:   coordinates are parameter values, or lengths along the directions from the start.
 * Errors:  a sentence in `why` that says what would be right.
 * Memory:  spread_free takes a zeroed one too.
 */
#ifndef ENGINE_SPREAD_H
#define ENGINE_SPREAD_H

#include "base/str.h"
#include "engine/experiment.h"

enum spread_kind { SPREAD_PAIR, SPREAD_HESSIAN, SPREAD_RANDOM, SPREAD_PATH, SPREAD_COUNT };

struct spread {
	enum spread_kind kind;
	size_t offset[2];         /* in theta, of SPREAD_PAIR */
	double *d_u, *d_v;        /* [parameters] directions of the other kinds, or NULL */
	double *origin;           /* [parameters] theta at the start */
	double figure[2];         /* eigenvalues of SPREAD_HESSIAN, shares of SPREAD_PATH */
};

/* From the text of view.plane: "W(1,1,1), W(1,1,2)", "hessian", "random" or "path". `start` is the
 * state block of the run's start. */
int spread_open(const struct experiment *experiment, const char *text, const void *start,
	struct spread *ret_spread, struct str *why);
void spread_free(struct spread *spread);

/* The coordinates of a theta, and of a gradient (its components along the plane's axes). */
void spread_locate(const struct spread *spread, const double *theta, size_t parameters,
	double *ret_u, double *ret_v);
void spread_gradient(const struct spread *spread, const double *gradient, size_t parameters,
	double *ret_du, double *ret_dv);

#endif
