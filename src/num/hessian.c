#include "num/hessian.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_eigen.h>

#include "base/status.h"
#include "num/hessian_column.h"

/* Scratch of one Hessian, allocated with it. */
struct hessian_room {
	struct column_room column;
	gsl_eigen_symmv_workspace *workspace;
	double *memory;
};

/* --- which parameters -------------------------------------------------------------------------- */

/* Writes the offsets of all parameters that training moves, when there is a place for them. */
static size_t list_unfrozen(const struct model *model, size_t *ret_list)
{
	size_t count = 0;

	for (int l = 0; l < model->layers; l++) {
		size_t end =
			l + 1 < model->layers ? model->first_parameter[l + 1] : model->parameters;

		for (size_t p = model->first_parameter[l]; p < end && !model->layer[l].frozen;
			p++) {
			if (ret_list)
				ret_list[count] = p;
			count++;
		}
	}
	return count;
}

const char *hessian_trouble(const struct model *model)
{
	size_t count = list_unfrozen(model, NULL);

	if (count == 0)
		return "every layer is frozen: there is no parameter to take derivatives by";
	if (count > HESSIAN_MAX)
		return "the Hessian is for at most 353 parameters that train: take fewer units, "
		       "or freeze layers";
	return NULL;
}

static bool list_is_wrong(const struct model *model, const size_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i] >= model->parameters)
			return true;
		for (size_t k = 0; k < i; k++) {
			if (list[k] == list[i])
				return true;
		}
	}
	return false;
}

/* --- memory ------------------------------------------------------------------------------------ */

/* Everything of [size] and [size × size] in one piece; the spectrum needs one more matrix. */
static void share_out(struct hessian *h, size_t parameters)
{
	struct column_room *column = &h->room->column;
	double *next = h->room->memory;
	double **const vectors[] = {&h->lambda, &column->scale, &column->here, &column->up,
		&column->down, &column->carry, &column->best};

	h->matrix = next;
	h->vector = next + h->size * h->size;
	next += 3 * h->size * h->size;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++, next += h->size)
		*vectors[i] = next;
	column->tableau = next;
	column->theta = next + COLUMN_LEVELS * h->size;
	h->parameter = (size_t *)(column->theta + parameters);
	column->size = h->size;
	column->parameter = h->parameter;
}

static bool allocate(struct hessian *h, size_t parameters)
{
	size_t doubles = 3 * h->size * h->size + (7 + COLUMN_LEVELS) * h->size + parameters;

	h->room = calloc(1, sizeof(*h->room));
	if (!h->room)
		return false;
	h->room->memory = calloc(1, doubles * sizeof(double) + h->size * sizeof(size_t));
	h->room->workspace = gsl_eigen_symmv_alloc(h->size);
	if (!h->room->memory || !h->room->workspace)
		return false;
	share_out(h, parameters);
	return true;
}

int hessian_alloc(
	struct hessian *hessian, const struct model *model, const size_t *parameters, size_t count)
{
	*hessian = (struct hessian){.size = parameters ? count : list_unfrozen(model, NULL)};
	if (hessian->size > HESSIAN_MAX)
		return STATUS_LIMIT;
	if (hessian->size == 0 || (parameters && list_is_wrong(model, parameters, count)))
		return STATUS_RANGE;
	if (!allocate(hessian, model->parameters)) {
		hessian_free(hessian);
		return STATUS_MEMORY;
	}
	if (parameters)
		memcpy(hessian->parameter, parameters, count * sizeof(*parameters));
	else
		list_unfrozen(model, hessian->parameter);
	return 0;
}

void hessian_free(struct hessian *hessian)
{
	if (hessian->room) {
		if (hessian->room->workspace)
			gsl_eigen_symmv_free(hessian->room->workspace);
		free(hessian->room->memory);
		free(hessian->room);
	}
	*hessian = (struct hessian){0};
}

/* --- the closed form --------------------------------------------------------------------------- */

static bool is_linear(const struct model *model)
{
	return model->layers == 1 && model->loss == LOSS_SQUARED && !model->layer[0].batch_norm &&
	       model->layer[0].activation == ACTIVATION_LINEAR;
}

/* What the output of the linear model grows by per unit of the parameter: a feature, or 1. */
static double slope(const struct work *work, size_t parameter, size_t e)
{
	return parameter < FEATURES ? work->x[parameter * work->m + e] : 1;
}

static bool matrix_is_finite(const struct hessian *h)
{
	bool finite = true;

	for (size_t i = 0; i < h->size * h->size; i++)
		finite &= isfinite(h->matrix[i]) != 0;
	return finite;
}

int hessian_closed_form(const struct model *model, const struct work *work, struct hessian *hessian)
{
	const size_t *parameter = hessian->parameter;

	if (!is_linear(model))
		return STATUS_RANGE;
	hessian->error = 0;
	hessian->kinked = 0;
	for (size_t j = 0; j < hessian->size; j++) {
		for (size_t k = 0; k < hessian->size; k++) {
			double sum = 0;

			for (size_t e = 0; e < work->m; e++)
				sum += slope(work, parameter[j], e) * slope(work, parameter[k], e);
			hessian->matrix[j * hessian->size + k] = sum / (double)work->m;
		}
	}
	return matrix_is_finite(hessian) ? 0 : STATUS_DATA;
}

/* --- differences ------------------------------------------------------------------------------- */

/* The two halves are computed from different columns: by how much they differ is an error, too. */
static void symmetrise(struct hessian *h)
{
	for (size_t j = 0; j < h->size; j++) {
		for (size_t k = 0; k < j; k++) {
			double *a = &h->matrix[j * h->size + k], *b = &h->matrix[k * h->size + j];

			h->error = fmax(h->error, fabs(*a - *b) / 2);
			*a = *b = *a + (*b - *a) / 2;
		}
	}
}

int hessian_differences(const struct model *model, const struct state *state, struct work *work,
	struct hessian *hessian)
{
	struct column_room *room = &hessian->room->column;
	struct model full = *model;

	full.norm_gradient = NORM_GRADIENT_FULL;
	hessian->error = 0;
	hessian->kinked = 0;
	if (!column_begin(&full, state, work, room))
		return STATUS_DATA;
	for (size_t j = 0; j < hessian->size; j++) {
		double error = 0;

		hessian->kinked += column_find(&full, state, work, room, j, &error) ? 0 : 1;
		hessian->error = fmax(hessian->error, error);
		memcpy(hessian->matrix + j * hessian->size, room->best,
			hessian->size * sizeof(*room->best));
	}
	symmetrise(hessian);
	return matrix_is_finite(hessian) ? 0 : STATUS_DATA;
}

int hessian_find(const struct model *model, const struct state *state, struct work *work,
	struct hessian *hessian)
{
	return is_linear(model) ? hessian_closed_form(model, work, hessian)
				: hessian_differences(model, state, work, hessian);
}

/* --- the spectrum ------------------------------------------------------------------------------ */

/* GSL has eigenvectors as columns, with either sign: rows here, the largest component positive. */
static void copy_vector(const gsl_matrix *columns, size_t i, double *ret_vector)
{
	double most = 0;

	for (size_t j = 0; j < columns->size1; j++) {
		ret_vector[j] = gsl_matrix_get(columns, j, i);
		if (fabs(ret_vector[j]) > fabs(most) * (1 + 1e-12))
			most = ret_vector[j];
	}
	for (size_t j = 0; j < columns->size1; j++)
		ret_vector[j] *= copysign(1, most);
}

int hessian_spectrum(struct hessian *hessian)
{
	size_t size = hessian->size;
	/* GSL destroys the matrix; its eigenvectors come into the third one. */
	gsl_matrix_view copy = gsl_matrix_view_array(hessian->vector, size, size);
	gsl_matrix_view columns = gsl_matrix_view_array(hessian->vector + size * size, size, size);
	gsl_vector_view lambda = gsl_vector_view_array(hessian->lambda, size);
	int status;

	/* On a NaN GSL's iteration would not come to an end. */
	if (!matrix_is_finite(hessian))
		return STATUS_DATA;
	memcpy(hessian->vector, hessian->matrix, size * size * sizeof(double));
	status = gsl_eigen_symmv(
		&copy.matrix, &lambda.vector, &columns.matrix, hessian->room->workspace);
	if (status)
		return status;
	gsl_eigen_symmv_sort(&lambda.vector, &columns.matrix, GSL_EIGEN_SORT_VAL_DESC);
	for (size_t i = 0; i < size; i++)
		copy_vector(&columns.matrix, i, hessian->vector + i * size);
	hessian->zero = (double)size *
			(hessian->error + DBL_EPSILON * fmax(fabs(hessian->lambda[0]),
								fabs(hessian->lambda[size - 1])));
	return 0;
}

void hessian_direction(
	const struct model *model, const struct hessian *hessian, size_t i, double *ret_direction)
{
	memset(ret_direction, 0, model->parameters * sizeof(*ret_direction));
	for (size_t j = 0; j < hessian->size; j++)
		ret_direction[hessian->parameter[j]] = hessian->vector[i * hessian->size + j];
}
