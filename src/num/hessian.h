/*
 * The Hessian of the training loss: second derivatives over the parameters that training moves, or
 * over chosen ones, and their eigenvalues and eigenvectors.
 *
 * Formula: central differences of the exact gradient, extrapolated (hessian_column.h) and made
 *          symmetric; for the linear model with squared loss (1/m) AᵀA itself.
 *          The loss is that of MODE_TRAIN on the loaded rows: with batch norm its statistics are
 *          those of these rows at each point. The gradient is the full one even where training
 *          stops it at the norm, because a stopped one is no derivative of the loss.
 * Source:  Ridders 1982 (Advances in Engineering Software 4, 75) for the differences.
 * Shapes:  matrix and vector: [size × size] row by row, size the number of chosen parameters.
 * Errors:  STATUS_LIMIT beyond HESSIAN_MAX parameters, STATUS_RANGE for none, one twice or one that
 *          there is not, STATUS_DATA where the loss or its gradient is not finite, STATUS_MEMORY.
 *          hessian_trouble has the sentence for the first two.
 * Memory:  hessian_alloc allocates once, hessian_free gives back (a zeroed one, too); what is in
 *          between allocates nothing.
 */
#ifndef NUM_HESSIAN_H
#define NUM_HESSIAN_H

#include "num/model.h"

enum { HESSIAN_MAX = 353 };

struct hessian {
	size_t size;       /* chosen parameters */
	size_t *parameter; /* [size] their offsets in theta */
	double *matrix;    /* [size × size] symmetric */
	double *lambda;    /* [size] eigenvalues, descending */
	double *vector;    /* [size × size] row i belongs to lambda[i]; length 1, its largest
			      component positive */
	double error;      /* by how much an entry of the matrix may be off, as estimated */
	double zero;       /* an eigenvalue nearer to 0 than this cannot be told from 0 */
	size_t kinked;     /* parameters at whose value relu switches: no second derivative there */
	struct hessian_room *room;
};

/* Why there is no Hessian over all that training moves, as one sentence; NULL where there is. */
const char *hessian_trouble(const struct model *model);

/* Room for chosen parameters, or with NULL for those of all layers that are not frozen. */
int hessian_alloc(
	struct hessian *hessian, const struct model *model, const size_t *parameters, size_t count);
void hessian_free(struct hessian *hessian);

/*
 * Fills matrix, error and kinked. The work is loaded with the rows that count, and is overwritten
 * but for them; the state is only read. The model is the one of hessian_alloc.
 */
int hessian_find(const struct model *model, const struct state *state, struct work *work,
	struct hessian *hessian);

/* The same, always by differences, and always by the closed form, which only linear models have. */
int hessian_differences(const struct model *model, const struct state *state, struct work *work,
	struct hessian *hessian);
int hessian_closed_form(
	const struct model *model, const struct work *work, struct hessian *hessian);

/* Fills lambda, vector and zero from the matrix. 0, STATUS_DATA or GSL's code. */
int hessian_spectrum(struct hessian *hessian);

/* Eigenvector i, from 0, as a direction [parameters]: 0 at every parameter that is not chosen. */
void hessian_direction(
	const struct model *model, const struct hessian *hessian, size_t i, double *ret_direction);

#endif
