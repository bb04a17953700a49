#include "num/direction.h"

#include <math.h>
#include <string.h>

#include "base/status.h"
#include "num/rng.h"

static double dot(const double *a, const double *b, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += a[i] * b[i];
	return sum;
}

static double length_of(const double *values, size_t count)
{
	return sqrt(dot(values, values, count));
}

static void draw(struct rng *rng, double *ret_row, size_t count)
{
	for (size_t i = 0; i < count; i++)
		ret_row[i] = rng_normal(rng);
}

/* Takes out of v what lies along u; the second time for what rounding has left. */
static void make_orthogonal(const double *u, double *v, size_t count)
{
	for (int pass = 0; pass < 2; pass++) {
		double share = dot(u, v, count) / dot(u, u, count);

		for (size_t i = 0; i < count; i++)
			v[i] -= share * u[i];
	}
}

static void scale_to(double *row, size_t count, double length)
{
	double factor = length / length_of(row, count);

	for (size_t i = 0; i < count; i++)
		row[i] *= factor;
}

/* One unit's incoming weights in theta, u and v. */
static void draw_row(struct rng *rng, const double *weights, double *u, double *v, size_t count)
{
	double length = length_of(weights, count);

	draw(rng, u, count);
	draw(rng, v, count);
	if (count > 1) {
		make_orthogonal(u, v, count);
		scale_to(v, count, length);
	} else {
		v[0] = 0;
	}
	scale_to(u, count, length);
}

static bool is_direction(const double *direction, size_t parameters)
{
	double length = length_of(direction, parameters);

	return isfinite(length) && length > 0;
}

int direction_random(const struct model *model, const double *theta, unsigned long seed,
	double *ret_u, double *ret_v)
{
	struct rng rng;

	rng_seed(&rng, seed, RNG_DIRECTION);
	memset(ret_u, 0, model->parameters * sizeof(*ret_u));
	memset(ret_v, 0, model->parameters * sizeof(*ret_v));
	for (int l = 0; l < model->layers; l++) {
		const struct layer_spec *spec = &model->layer[l];
		size_t inputs = (size_t)spec->inputs;

		for (int unit = 0; unit < spec->units && !spec->frozen; unit++) {
			size_t at = model->first_parameter[l] + (size_t)unit * inputs;

			draw_row(&rng, theta + at, ret_u + at, ret_v + at, inputs);
		}
	}
	return is_direction(ret_u, model->parameters) && is_direction(ret_v, model->parameters)
		       ? 0
		       : STATUS_DATA;
}

struct direction_place direction_locate(const double *theta, const double *origin,
	const double *d_u, const double *d_v, size_t parameters)
{
	struct direction_place place = {0};
	double uu = dot(d_u, d_u, parameters), vv = dot(d_v, d_v, parameters);

	for (size_t p = 0; p < parameters; p++) {
		place.u += (theta[p] - origin[p]) * d_u[p] / uu;
		place.v += (theta[p] - origin[p]) * d_v[p] / vv;
	}
	for (size_t p = 0; p < parameters; p++) {
		double rest = theta[p] - origin[p] - place.u * d_u[p] - place.v * d_v[p];

		place.off += rest * rest;
	}
	place.off = sqrt(place.off);
	return place;
}
