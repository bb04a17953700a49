#include <string.h>

#include "num/kernel.h"
#include "num/linear.h"

/*
 * ret_sums[i·down + j·across] = Σ_e x[i][e] y[j][e], e in order, one sum after the other: the rows
 * of x stand side by side in a vector, so that many sums grow at the same time.
 */
struct dots {
	size_t x_rows, y_rows, m;
	const double *x, *y; /* [x_rows × m], [y_rows × m] */
	double *sums;
	size_t down, across;
};

enum { SIDE = 2 * QUAD, SPAN = 32, MANY = 64, TOGETHER = 4 };

/* A piece of the work: `wide` rows of x turned around over `span` examples, against rows of y. */
struct piece {
	size_t wide, span;
	double turned[SPAN][SIDE]; /* [example][row of x], 0 beyond the last row */
	double sums[MANY][SIDE];   /* [row of y][row of x] */
};

KERNEL_PART void turn(const struct dots *d, size_t i, size_t e, struct piece *piece)
{
	for (size_t r = 0; r < SIDE; r++) {
		const double *row = d->x + (i + (r < piece->wide ? r : 0)) * d->m + e;

		for (size_t k = 0; k < piece->span; k++)
			piece->turned[k][r] = row[k];
	}
}

KERNEL_PART void four_dots(struct piece *piece, size_t j, const double *y, size_t m)
{
	const double *y1 = y + m, *y2 = y1 + m, *y3 = y2 + m;
	double *s0 = piece->sums[j], *s1 = s0 + SIDE, *s2 = s1 + SIDE, *s3 = s2 + SIDE;
	quad a0 = quad_at(s0), a1 = quad_at(s1), a2 = quad_at(s2), a3 = quad_at(s3);
	quad b0 = quad_at(s0 + QUAD), b1 = quad_at(s1 + QUAD), b2 = quad_at(s2 + QUAD);
	quad b3 = quad_at(s3 + QUAD);

	for (size_t e = 0; e < piece->span; e++) {
		quad a = quad_at(piece->turned[e]), b = quad_at(piece->turned[e] + QUAD);

		a0 += y[e] * a;
		b0 += y[e] * b;
		a1 += y1[e] * a;
		b1 += y1[e] * b;
		a2 += y2[e] * a;
		b2 += y2[e] * b;
		a3 += y3[e] * a;
		b3 += y3[e] * b;
	}
	quad_put(s0, a0);
	quad_put(s0 + QUAD, b0);
	quad_put(s1, a1);
	quad_put(s1 + QUAD, b1);
	quad_put(s2, a2);
	quad_put(s2 + QUAD, b2);
	quad_put(s3, a3);
	quad_put(s3 + QUAD, b3);
}

KERNEL_PART void one_dot(struct piece *piece, size_t j, const double *y)
{
	quad a = quad_at(piece->sums[j]), b = quad_at(piece->sums[j] + QUAD);

	for (size_t e = 0; e < piece->span; e++) {
		a += y[e] * quad_at(piece->turned[e]);
		b += y[e] * quad_at(piece->turned[e] + QUAD);
	}
	quad_put(piece->sums[j], a);
	quad_put(piece->sums[j] + QUAD, b);
}

/* Adds the examples of the piece to the sums of rows `first` to `first + count` of y. */
KERNEL_PART void add_rows(
	const struct dots *d, struct piece *piece, size_t first, size_t count, size_t e)
{
	const double *y = d->y + first * d->m + e;
	size_t j = 0;

	for (; j + TOGETHER <= count; j += TOGETHER)
		four_dots(piece, j, y + j * d->m, d->m);
	for (; j < count; j++)
		one_dot(piece, j, y + j * d->m);
}

KERNEL static void dots_find(const struct dots *d, size_t i, size_t first, size_t count)
{
	struct piece piece;

	piece.wide = d->x_rows - i < SIDE ? d->x_rows - i : SIDE;
	memset(piece.sums, 0, count * sizeof(piece.sums[0]));
	for (size_t e = 0; e < d->m; e += SPAN) {
		piece.span = d->m - e < SPAN ? d->m - e : SPAN;
		turn(d, i, e, &piece);
		add_rows(d, &piece, first, count, e);
	}
	for (size_t j = 0; j < count; j++) {
		for (size_t r = 0; r < piece.wide; r++)
			d->sums[(i + r) * d->down + (first + j) * d->across] = piece.sums[j][r];
	}
}

static void dots_wide(const struct dots *d)
{
	for (size_t i = 0; i < d->x_rows; i += SIDE) {
		for (size_t j = 0; j < d->y_rows; j += MANY)
			dots_find(d, i, j, d->y_rows - j < MANY ? d->y_rows - j : MANY);
	}
}

/* Where y has one row or two, turning x around costs more than it saves. */
KERNEL static void dots_narrow(const struct dots *d)
{
	const double *y0 = d->y, *y1 = d->y + (d->y_rows - 1) * d->m;

	for (size_t i = 0; i < d->x_rows; i += QUAD) {
		struct four x = four_rows(d->x, i, d->x_rows, d->m);
		quad sum0 = {0}, sum1 = {0};

		for (size_t e = 0; e < d->m; e++) {
			quad four = four_at(&x, e);

			sum0 += y0[e] * four;
			sum1 += y1[e] * four;
		}
		for (size_t k = 0; k < QUAD && k < x.left; k++) {
			d->sums[(i + k) * d->down] = sum0[k];
			d->sums[(i + k) * d->down + (d->y_rows - 1) * d->across] = sum1[k];
		}
	}
}

static void dots_all(const struct dots *d)
{
	if (d->y_rows <= 2)
		dots_narrow(d);
	else
		dots_wide(d);
}

KERNEL static void totals(const double *values, size_t n, size_t m, double *ret_sums)
{
	for (size_t i = 0; i < n; i += QUAD) {
		struct four four = four_rows(values, i, n, m);
		quad sum = {0};

		for (size_t e = 0; e < m; e++)
			sum += four_at(&four, e);
		quad_to(ret_sums + i, sum, four.left);
	}
}

/* The side with more rows is the one that fills vectors. */
void linear_backward_params(struct linear_size size, const double *in, const double *d_z,
	double *ret_d_W, double *ret_d_b)
{
	if (size.inputs >= size.n)
		dots_all(&(struct dots){
			size.inputs, size.n, size.m, in, d_z, ret_d_W, 1, size.inputs});
	else
		dots_all(&(struct dots){
			size.n, size.inputs, size.m, d_z, in, ret_d_W, size.inputs, 1});
	if (ret_d_b)
		totals(d_z, size.n, size.m, ret_d_b);
}
