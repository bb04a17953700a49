#include "num/pattern.h"

#include <math.h>

#include "num/rng.h"

static const double PI = 3.14159265358979323846;

struct point {
	double u, v;
	bool second; /* of the second class */
};

/* `point_of` gives a row's point before noise and scale; `count` rows in all. */
static int make(const struct generator_params *params, size_t count,
	struct point (*point_of)(size_t row, size_t count, struct rng *rng),
	struct generator_names names, struct dataset *ret_data)
{
	struct rng rng;
	int status = dataset_alloc(ret_data, count);

	if (status)
		return status;
	rng_seed(&rng, params->seed, RNG_DATA);
	for (size_t row = 0; row < count; row++) {
		struct point point = point_of(row, count, &rng);
		double shake_u = params->noise * rng_normal(&rng);
		double shake_v = params->noise * rng_normal(&rng);

		ret_data->x[0][row] = point.u + shake_u;
		ret_data->x[1][row] = params->scale * (point.v + shake_v);
		ret_data->y[row] = point.second ? 1 : 0;
	}
	ret_data->classes = true;
	generator_name(ret_data, names);
	return 0;
}

/* How far along its class a row is, from 0 to 1; the classes take turns. */
static double along(size_t row, size_t count)
{
	size_t own = (count + 1) / 2;

	return own > 1 ? (double)(row / 2) / (double)(own - 1) : 0.5;
}

static struct point ring_at(size_t row, size_t count, struct rng *rng)
{
	size_t side = generator_side(count);
	double u = (2 * (double)(row / side) + 1) / (double)side - 1;
	double v = (2 * (double)(row % side) + 1) / (double)side - 1;

	(void)rng;
	return (struct point){u, v, u * u + v * v < 0.5};
}

static struct point blobs_at(size_t row, size_t count, struct rng *rng)
{
	double center = row % 2 == 0 ? -1 : 1;
	double spread = 0.4; /* blobs without any spread would be two points */
	double u = center + spread * rng_normal(rng);

	(void)count;
	return (struct point){u, center + spread * rng_normal(rng), row % 2 == 1};
}

static struct point moons_at(size_t row, size_t count, struct rng *rng)
{
	double angle = PI * along(row, count);

	(void)rng;
	if (row % 2 == 0)
		return (struct point){cos(angle), sin(angle), false};
	return (struct point){1 - cos(angle), 0.5 - sin(angle), true};
}

static struct point spiral_at(size_t row, size_t count, struct rng *rng)
{
	double t = along(row, count);
	double radius = 0.1 + 0.9 * t, angle = 3 * PI * t + (row % 2 == 0 ? 0 : PI);

	(void)rng;
	return (struct point){radius * cos(angle), radius * sin(angle), row % 2 == 1};
}

/* From −1 to 1 without a strip around 0, so that without noise the classes do not touch. */
static double off_axis(struct rng *rng)
{
	double t = 2 * rng_uniform(rng) - 1;

	return t < 0 ? 0.9 * t - 0.1 : 0.9 * t + 0.1;
}

static struct point xor_at(size_t row, size_t count, struct rng *rng)
{
	double u = off_axis(rng), v = off_axis(rng);

	(void)row;
	(void)count;
	return (struct point){u, v, (u > 0) != (v > 0)};
}

int pattern_ring(const struct generator_params *params, struct dataset *ret_data)
{
	size_t side = generator_side(params->rows);
	struct generator_names names = {"u", "v", "class", "outside", "inside"};

	return make(params, side * side, ring_at, names, ret_data);
}

int pattern_blobs(const struct generator_params *params, struct dataset *ret_data)
{
	struct generator_names names = {"x1", "x2", "blob", "lower", "upper"};

	return make(params, params->rows, blobs_at, names, ret_data);
}

int pattern_moons(const struct generator_params *params, struct dataset *ret_data)
{
	struct generator_names names = {"x1", "x2", "moon", "upper", "lower"};

	return make(params, params->rows, moons_at, names, ret_data);
}

int pattern_spiral(const struct generator_params *params, struct dataset *ret_data)
{
	struct generator_names names = {"x1", "x2", "arm", "first", "second"};

	return make(params, params->rows, spiral_at, names, ret_data);
}

int pattern_xor(const struct generator_params *params, struct dataset *ret_data)
{
	struct generator_names names = {"x1", "x2", "signs", "same", "different"};

	return make(params, params->rows, xor_at, names, ret_data);
}
