#include "num/curvature.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>

#include "base/status.h"

/* The data matrix and the target, as they stand in the least squares problem. */
struct problem {
	size_t rows; /* of the matrix: the data's, and zeros up to `size` */
	size_t count;
	int size;
	double *matrix;                  /* [rows × size], each row's inputs side by side */
	double *target;                  /* [count] */
	double mean_x[FEATURES], mean_y; /* what was subtracted */
};

static double mean_of(const double *values, const size_t *rows, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += values[rows[i]] - values[rows[0]];
	return values[rows[0]] + sum / (double)count;
}

static void fill_problem(enum curvature_over over, const double *const x[FEATURES], const double *y,
	const size_t *rows, double b, struct problem *p)
{
	bool centred = over == CURVATURE_B_MINIMISED;

	for (int f = 0; f < FEATURES; f++)
		p->mean_x[f] = centred ? mean_of(x[f], rows, p->count) : 0;
	p->mean_y = centred ? mean_of(y, rows, p->count) : over == CURVATURE_B_HELD ? b : 0;
	for (size_t i = 0; i < p->count; i++) {
		double *row = p->matrix + i * (size_t)p->size;

		for (int f = 0; f < FEATURES; f++)
			row[f] = x[f][rows[i]] - p->mean_x[f];
		if (over == CURVATURE_B_FREE)
			row[FEATURES] = 1;
		p->target[i] = y[rows[i]] - p->mean_y;
	}
}

static bool problem_is_finite(const struct problem *p)
{
	bool finite = true;

	for (size_t i = 0; i < p->count * (size_t)p->size; i++)
		finite &= isfinite(p->matrix[i]) != 0;
	for (size_t i = 0; i < p->count; i++)
		finite &= isfinite(p->target[i]) != 0;
	return finite;
}

static void find_hessian(const struct problem *p, struct curvature *c)
{
	size_t size = (size_t)p->size;

	for (size_t j = 0; j < size; j++) {
		for (size_t k = 0; k < size; k++) {
			double sum = 0;

			for (size_t i = 0; i < p->count; i++)
				sum += p->matrix[i * size + j] * p->matrix[i * size + k];
			c->hessian[j][k] = sum / (double)p->count;
		}
	}
}

/* The largest component of each eigenvector is made positive: the sign is not the data's. */
static void copy_vector(const gsl_matrix *vectors, size_t column, int size, double *ret_vector)
{
	double largest = 0;

	for (int j = 0; j < size; j++) {
		double value = gsl_matrix_get(vectors, (size_t)j, column);

		largest = fabs(value) > fabs(largest) * (1 + 1e-12) ? value : largest;
	}
	for (int j = 0; j < size; j++)
		ret_vector[j] = copysign(1, largest) * gsl_matrix_get(vectors, (size_t)j, column);
}

static int find_eigenvectors(struct curvature *c)
{
	double packed[CURVATURE_MAX * CURVATURE_MAX], vectors[CURVATURE_MAX * CURVATURE_MAX];
	size_t size = (size_t)c->size;
	gsl_matrix_view h = gsl_matrix_view_array(packed, size, size);
	gsl_matrix_view v = gsl_matrix_view_array(vectors, size, size);
	gsl_vector_view lambda = gsl_vector_view_array(c->lambda, size);
	gsl_eigen_symmv_workspace *workspace = gsl_eigen_symmv_alloc(size);
	int status;

	if (!workspace)
		return STATUS_MEMORY;
	for (size_t j = 0; j < size; j++)
		memcpy(packed + j * size, c->hessian[j], size * sizeof(double));
	status = gsl_eigen_symmv(&h.matrix, &lambda.vector, &v.matrix, workspace);
	gsl_eigen_symmv_free(workspace);
	if (status)
		return status;
	gsl_eigen_symmv_sort(&lambda.vector, &v.matrix, GSL_EIGEN_SORT_VAL_ASC);
	for (int i = 0; i < c->size; i++) {
		copy_vector(&v.matrix, (size_t)i, c->size, c->vector[i]);
		/* H is positive semidefinite; what is below 0 is rounding. */
		c->lambda[i] = fmax(c->lambda[i], 0);
	}
	return 0;
}

/* Least squares by singular values, with those that are 0 left out: the solution nearest to 0. */
static void solve(const struct problem *p, const double *s, const double *v, double *ret_solution)
{
	size_t size = (size_t)p->size;

	memset(ret_solution, 0, size * sizeof(*ret_solution));
	for (size_t k = 0; k < size; k++) {
		double along = 0;

		for (size_t i = 0; i < p->count; i++)
			along += p->matrix[i * size + k] * p->target[i];
		for (size_t j = 0; j < size; j++)
			ret_solution[j] += s[k] > 0 ? v[j * size + k] * (along / s[k]) : 0;
	}
}

/* κ and the minimum; overwrites the matrix by its left singular vectors. */
static int find_minimum(const struct problem *p, double *ret_solution, struct curvature *c)
{
	size_t size = (size_t)p->size;
	double s[CURVATURE_MAX], v[CURVATURE_MAX * CURVATURE_MAX];
	double largest = 0, smallest = INFINITY;
	gsl_matrix_view a = gsl_matrix_view_array(p->matrix, p->rows, size);
	gsl_matrix_view q = gsl_matrix_view_array(v, size, size);
	gsl_vector_view values = gsl_vector_view_array(s, size);
	/* One-sided Jacobi: small singular values keep their digits; those below rounding become 0. */
	int status = gsl_linalg_SV_decomp_jacobi(&a.matrix, &q.matrix, &values.vector);

	if (status)
		return status;
	for (size_t k = 0; k < size; k++) {
		largest = fmax(largest, s[k]);
		smallest = fmin(smallest, s[k]);
	}
	c->singular = !(smallest > 0);
	c->kappa = c->singular ? INFINITY : (largest / smallest) * (largest / smallest);
	solve(p, s, v, ret_solution);
	return 0;
}

/* The smallest curvature that is one, and not rounding. */
static double smallest_lambda(const struct curvature *c)
{
	double largest = c->lambda[c->size - 1];

	for (int i = 0; i < c->size; i++) {
		if (c->lambda[i] > (c->singular ? 1e-13 * largest : 0))
			return c->lambda[i];
	}
	return largest;
}

static void find_rates(struct curvature *c)
{
	double largest = c->lambda[c->size - 1];

	c->rate_stable = largest > 0 ? 2 / largest : INFINITY;
	c->rate_best = largest > 0 ? 2 / (smallest_lambda(c) + largest) : INFINITY;
}

static double loss_at(const struct curvature *c, const double *const x[FEATURES], const double *y,
	const size_t *rows, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++) {
		double out = c->minimum_w[0] * x[0][rows[i]] + c->minimum_w[1] * x[1][rows[i]];
		double error = out + c->minimum_b - y[rows[i]];

		sum += error * error;
	}
	return sum / (2 * (double)count);
}

/* The solution of the problem in the words of the model. */
static void set_minimum(enum curvature_over over, const struct problem *p, const double *solution,
	struct curvature *c)
{
	memcpy(c->minimum_w, solution, sizeof(c->minimum_w));
	c->minimum_b = over == CURVATURE_B_FREE ? solution[FEATURES] : p->mean_y;
	if (over == CURVATURE_B_MINIMISED)
		c->minimum_b -= solution[0] * p->mean_x[0] + solution[1] * p->mean_x[1];
}

static int find_all(enum curvature_over over, const struct problem *p, struct curvature *c)
{
	double solution[CURVATURE_MAX];
	int status;

	c->size = p->size;
	find_hessian(p, c);
	status = find_eigenvectors(c);
	if (status == 0)
		status = find_minimum(p, solution, c);
	if (status)
		return status;
	set_minimum(over, p, solution, c);
	find_rates(c);
	return 0;
}

int curvature_find(enum curvature_over over, const double *const x[FEATURES], const double *y,
	const size_t *rows, size_t count, double b, struct curvature *ret_curvature)
{
	struct problem p = {.count = count, .size = over == CURVATURE_B_FREE ? 3 : 2};
	struct curvature c = {0};
	int status;

	if (count == 0)
		return STATUS_DATA;
	/* Rows of zeros change no singular value; GSL wants at least as many rows as columns. */
	p.rows = count < CURVATURE_MAX ? CURVATURE_MAX : count;
	p.matrix = calloc(p.rows, (CURVATURE_MAX + 1) * sizeof(*p.matrix));
	if (!p.matrix)
		return STATUS_MEMORY;
	p.target = p.matrix + p.rows * CURVATURE_MAX;
	fill_problem(over, x, y, rows, b, &p);
	status = problem_is_finite(&p) ? find_all(over, &p, &c) : STATUS_DATA;
	free(p.matrix);
	if (status)
		return status;
	c.minimum_loss = loss_at(&c, x, y, rows, count);
	*ret_curvature = c;
	return 0;
}

double curvature_factor(const struct curvature *curvature, double rate)
{
	double worst = 0, least = smallest_lambda(curvature);

	for (int i = 0; i < curvature->size; i++) {
		if (curvature->lambda[i] >= least)
			worst = fmax(worst, fabs(1 - rate * curvature->lambda[i]));
	}
	return worst;
}

double curvature_steps(const struct curvature *curvature, double rate, double tolerance)
{
	double factor = curvature_factor(curvature, rate);

	if (tolerance >= 1)
		return 0;
	if (!(factor < 1) || !(tolerance > 0))
		return INFINITY;
	/* A factor of rounding size is 0: one step is enough. */
	return factor <= 1e-15 ? 1 : ceil(log(tolerance) / log(factor) - 1e-9);
}
