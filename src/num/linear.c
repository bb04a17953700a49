#include "num/linear.h"

#include <assert.h>
#include <string.h>

#include "num/kernel.h"

/*
 * ret_out[r][e] = start[r] + Σ_k w[r·down + k·across] in[k][e], k in order, one sum after the
 * other: both Z = W A + b and d_in = Wᵀ d_z.
 */
struct product {
	size_t rows, terms, m;
	const double *w;
	size_t down, across;
	const double *start; /* [rows], or NULL for 0 */
	const double *in;    /* [terms × m] */
	double *out;         /* [rows × m] */
};

/* Eight examples of every term, side by side: the columns of a wide matrix lie far apart. */
enum { WIDTH = 2 * QUAD, PACKED_TERMS = 256, TALL = 4 };

/* Where a product reads eight examples and writes them: the matrices themselves, or copies. */
struct strip {
	const double *in;
	size_t in_step;
	double *out;
	size_t out_step;
};

KERNEL_PART quad start_of(const struct product *p, size_t r)
{
	quad zero = {0};

	return p->start ? quad_of(p->start[r]) : zero;
}

/* Four rows at a time share what is read: their eight sums stay in registers. */
KERNEL_PART void tall_rows(const struct product *p, size_t r, struct strip strip)
{
	const double *w0 = p->w + r * p->down, *w1 = w0 + p->down, *w2 = w1 + p->down;
	const double *w3 = w2 + p->down, *in = strip.in;
	quad a0 = start_of(p, r), a1 = start_of(p, r + 1), a2 = start_of(p, r + 2);
	quad a3 = start_of(p, r + 3), b0 = a0, b1 = a1, b2 = a2, b3 = a3;
	double *out = strip.out + r * strip.out_step;

	for (size_t k = 0, at = 0; k < p->terms; k++, at += p->across, in += strip.in_step) {
		quad a = quad_at(in), b = quad_at(in + QUAD);

		a0 += w0[at] * a;
		b0 += w0[at] * b;
		a1 += w1[at] * a;
		b1 += w1[at] * b;
		a2 += w2[at] * a;
		b2 += w2[at] * b;
		a3 += w3[at] * a;
		b3 += w3[at] * b;
	}
	quad_put(out, a0);
	quad_put(out + QUAD, b0);
	quad_put(out + strip.out_step, a1);
	quad_put(out + strip.out_step + QUAD, b1);
	quad_put(out + 2 * strip.out_step, a2);
	quad_put(out + 2 * strip.out_step + QUAD, b2);
	quad_put(out + 3 * strip.out_step, a3);
	quad_put(out + 3 * strip.out_step + QUAD, b3);
}

KERNEL_PART void one_row(const struct product *p, size_t r, struct strip strip)
{
	const double *w = p->w + r * p->down, *in = strip.in;
	quad a = start_of(p, r), b = a;

	for (size_t k = 0, at = 0; k < p->terms; k++, at += p->across, in += strip.in_step) {
		a += w[at] * quad_at(in);
		b += w[at] * quad_at(in + QUAD);
	}
	quad_put(strip.out + r * strip.out_step, a);
	quad_put(strip.out + r * strip.out_step + QUAD, b);
}

KERNEL_PART void all_rows(const struct product *p, struct strip strip)
{
	size_t r = 0;

	for (; r + TALL <= p->rows; r += TALL)
		tall_rows(p, r, strip);
	for (; r < p->rows; r++)
		one_row(p, r, strip);
}

/* Copies `width` examples of each of `count` rows, 0 behind them, to rows of WIDTH. */
KERNEL_PART void pack(const double *from, size_t step, size_t count, size_t width, double *to)
{
	for (size_t k = 0; k < count; k++, from += step, to += WIDTH) {
		if (width == WIDTH) {
			quad_put(to, quad_at(from));
			quad_put(to + QUAD, quad_at(from + QUAD));
		} else {
			for (size_t e = 0; e < WIDTH; e++)
				to[e] = e < width ? from[e] : 0;
		}
	}
}

/* The examples behind the last whole strip: computed as a whole one beside the matrix. */
KERNEL_PART void last_strip(const struct product *p, size_t e, double *packed)
{
	double beside[TALL * WIDTH];
	struct strip strip = {packed, WIDTH, beside, WIDTH};

	pack(p->in + e, p->m, p->terms, p->m - e, packed);
	for (size_t r = 0; r < p->rows; r++) {
		struct product row = *p;

		row.w = p->w + r * p->down;
		row.start = p->start ? p->start + r : NULL;
		one_row(&row, 0, strip);
		memcpy(p->out + r * p->m + e, beside, (p->m - e) * sizeof(*beside));
	}
}

KERNEL static void multiply(const struct product *p)
{
	double packed[PACKED_TERMS * WIDTH];
	size_t e = 0;

	assert(p->terms <= PACKED_TERMS);
	for (; e + WIDTH <= p->m; e += WIDTH) {
		struct strip strip = {p->in + e, p->m, p->out + e, p->m};

		if (p->rows >= 2 * TALL && p->terms > TALL) {
			pack(strip.in, p->m, p->terms, WIDTH, packed);
			strip.in = packed;
			strip.in_step = WIDTH;
		}
		all_rows(p, strip);
	}
	if (e < p->m)
		last_strip(p, e, packed);
}

void linear_forward(
	struct linear_size size, const double *W, const double *b, const double *in, double *ret_z)
{
	multiply(&(struct product){.rows = size.n,
		.terms = size.inputs,
		.m = size.m,
		.w = W,
		.down = size.inputs,
		.across = 1,
		.start = b,
		.in = in,
		.out = ret_z});
}

KERNEL_PART void add_scaled(double w, const double *in, const double *rest, size_t m, double *ret_z)
{
	for (size_t e = 0; e < m; e += QUAD)
		quad_to(ret_z + e, quad_from(rest + e, m - e) + w * quad_from(in + e, m - e),
			m - e);
}

KERNEL void linear_forward_input(struct linear_size size, const double *W, size_t input,
	const double *in, const double *rest, double *ret_z)
{
	for (size_t r = 0; r < size.n; r++)
		add_scaled(W[r * size.inputs + input], in + input * size.m, rest + r * size.m,
			size.m, ret_z + r * size.m);
}

void linear_backward_in(
	struct linear_size size, const double *W, const double *d_z, double *ret_d_in)
{
	multiply(&(struct product){.rows = size.inputs,
		.terms = size.n,
		.m = size.m,
		.w = W,
		.down = 1,
		.across = size.inputs,
		.in = d_z,
		.out = ret_d_in});
}
