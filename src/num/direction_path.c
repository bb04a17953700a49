#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_eigen.h>

#include "base/status.h"
#include "num/direction.h"

/* The path as a matrix whose two leading right singular vectors are asked for. */
struct trace {
	size_t rows, columns;
	size_t side;    /* the smaller of the two */
	double *matrix; /* [rows × columns] the path minus its last vector, its largest entry ±1 */
	double *gram;   /* [side × side] */
	double *vectors, *values;
	gsl_eigen_symmv_workspace *workspace;
};

static void trace_free(struct trace *trace)
{
	if (trace->workspace)
		gsl_eigen_symmv_free(trace->workspace);
	free(trace->matrix);
}

static int trace_alloc(struct trace *trace, size_t rows, size_t columns)
{
	size_t side = rows < columns ? rows : columns;

	*trace = (struct trace){.rows = rows, .columns = columns, .side = side};
	if (rows == 0 || columns < 2)
		return STATUS_DATA;
	if (side > DIRECTION_PATH_MAX)
		return STATUS_LIMIT;
	if (rows > SIZE_MAX / sizeof(double) / columns / 2)
		return STATUS_MEMORY;
	trace->matrix = malloc((rows * columns + 2 * side * side + side) * sizeof(double));
	trace->workspace = gsl_eigen_symmv_alloc(side);
	if (!trace->matrix || !trace->workspace) {
		trace_free(trace);
		return STATUS_MEMORY;
	}
	trace->gram = trace->matrix + rows * columns;
	trace->vectors = trace->gram + side * side;
	trace->values = trace->vectors + side * side;
	return 0;
}

/* Squares of what was divided by its largest entry neither overflow nor vanish. */
static int trace_fill(struct trace *trace, const double *path)
{
	const double *last = path + trace->rows * trace->columns;
	double most = 0;
	bool finite = true;

	for (size_t i = 0; i < trace->rows * trace->columns; i++) {
		trace->matrix[i] = path[i] - last[i % trace->columns];
		finite &= isfinite(trace->matrix[i]) != 0;
		most = fmax(most, fabs(trace->matrix[i]));
	}
	if (!finite || !(most > 0))
		return STATUS_DATA;
	for (size_t i = 0; i < trace->rows * trace->columns; i++)
		trace->matrix[i] /= most;
	return 0;
}

/* The inner product of two columns, or of two rows where those are fewer. */
static double gram_entry(const struct trace *trace, size_t j, size_t k)
{
	bool columns = trace->side == trace->columns;
	size_t count = columns ? trace->rows : trace->columns;
	size_t stride = columns ? trace->columns : 1;
	const double *a = trace->matrix + (columns ? j : j * trace->columns);
	const double *b = trace->matrix + (columns ? k : k * trace->columns);
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += a[i * stride] * b[i * stride];
	return sum;
}

static void fill_gram(struct trace *trace)
{
	for (size_t j = 0; j < trace->side; j++) {
		for (size_t k = 0; k <= j; k++) {
			double value = gram_entry(trace, j, k);

			trace->gram[j * trace->side + k] = value;
			trace->gram[k * trace->side + j] = value;
		}
	}
}

/* Length 1, and the largest component positive: the sign is not the path's. */
static void make_unit(double *direction, size_t count)
{
	double most = 0, sum = 0;

	for (size_t i = 0; i < count; i++) {
		sum += direction[i] * direction[i];
		if (fabs(direction[i]) > fabs(most) * (1 + 1e-12))
			most = direction[i];
	}
	for (size_t i = 0; i < count; i++)
		direction[i] *= copysign(1 / sqrt(sum), most);
}

/* The right singular vector of a left one: Aᵀ times it. */
static void carry_over(const struct trace *trace, const gsl_vector *left, double *ret_direction)
{
	memset(ret_direction, 0, trace->columns * sizeof(*ret_direction));
	for (size_t row = 0; row < trace->rows; row++) {
		double factor = gsl_vector_get(left, row);

		for (size_t p = 0; p < trace->columns; p++)
			ret_direction[p] += factor * trace->matrix[row * trace->columns + p];
	}
}

/* The direction along which the matrix is longest. */
static int find_leading(struct trace *trace, double *ret_direction)
{
	gsl_matrix_view gram = gsl_matrix_view_array(trace->gram, trace->side, trace->side);
	gsl_matrix_view vectors = gsl_matrix_view_array(trace->vectors, trace->side, trace->side);
	gsl_vector_view values = gsl_vector_view_array(trace->values, trace->side);
	int status;

	fill_gram(trace);
	status = gsl_eigen_symmv(&gram.matrix, &values.vector, &vectors.matrix, trace->workspace);
	if (status)
		return status;
	gsl_eigen_symmv_sort(&values.vector, &vectors.matrix, GSL_EIGEN_SORT_VAL_DESC);
	gsl_vector_view first = gsl_matrix_column(&vectors.matrix, 0);
	if (trace->side == trace->columns) {
		for (size_t p = 0; p < trace->columns; p++)
			ret_direction[p] = gsl_vector_get(&first.vector, p);
	} else {
		carry_over(trace, &first.vector, ret_direction);
	}
	make_unit(ret_direction, trace->columns);
	return 0;
}

static double squared_length(const struct trace *trace)
{
	double sum = 0;

	for (size_t i = 0; i < trace->rows * trace->columns; i++)
		sum += trace->matrix[i] * trace->matrix[i];
	return sum;
}

/* Takes a direction out of every row; returns the squared length that it held. */
static double take_out(struct trace *trace, const double *direction)
{
	double held = 0;

	for (size_t row = 0; row < trace->rows; row++) {
		double *values = trace->matrix + row * trace->columns, along = 0;

		for (size_t p = 0; p < trace->columns; p++)
			along += values[p] * direction[p];
		for (size_t p = 0; p < trace->columns; p++)
			values[p] -= along * direction[p];
		held += along * along;
	}
	return held;
}

/* Takes u out of v as well, and makes v a direction again. */
static void make_orthogonal(const double *u, double *v, size_t count)
{
	double along = 0;

	for (size_t p = 0; p < count; p++)
		along += u[p] * v[p];
	for (size_t p = 0; p < count; p++)
		v[p] -= along * u[p];
	make_unit(v, count);
}

/* For a straight path: the axis that lies least along u. */
static void take_any(const double *u, double *ret_v, size_t count)
{
	size_t least = 0;

	for (size_t p = 0; p < count; p++)
		least = fabs(u[p]) < fabs(u[least]) ? p : least;
	memset(ret_v, 0, count * sizeof(*ret_v));
	ret_v[least] = 1;
}

static int find_plane(struct trace *trace, double *ret_u, double *ret_v, double ret_share[2])
{
	double total = squared_length(trace);
	int status = find_leading(trace, ret_u);

	if (status)
		return status;
	ret_share[0] = fmin(take_out(trace, ret_u) / total, 1);
	/* What is left of a straight path is rounding, of one part in 2⁵² each. */
	bool straight = squared_length(trace) <= 1e4 * DBL_EPSILON * DBL_EPSILON * total;
	if (straight)
		take_any(ret_u, ret_v, trace->columns);
	else
		status = find_leading(trace, ret_v);
	make_orthogonal(ret_u, ret_v, trace->columns);
	ret_share[1] = straight ? 0 : take_out(trace, ret_v) / total;
	return status;
}

int direction_path(const double *path, size_t count, size_t parameters, double *ret_u,
	double *ret_v, double ret_share[2])
{
	struct trace trace;
	int status = count < 2 ? STATUS_DATA : trace_alloc(&trace, count - 1, parameters);

	if (status)
		return status;
	status = trace_fill(&trace, path);
	if (!status)
		status = find_plane(&trace, ret_u, ret_v, ret_share);
	trace_free(&trace);
	return status;
}
