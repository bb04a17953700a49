#include <math.h>

#include "base/status.h"
#include "close.h"
#include "net.h"
#include "num/direction.h"

static double dot(const double *a, const double *b, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += a[i] * b[i];
	return sum;
}

/* --- random directions ------------------------------------------------------------------------- */

struct pair {
	double *u, *v;
};

static struct pair pair_new(size_t parameters)
{
	return (struct pair){
		malloc(parameters * sizeof(double)), malloc(parameters * sizeof(double))};
}

static void pair_free(struct pair pair)
{
	free(pair.u);
	free(pair.v);
}

static void check_row(const double *theta, struct pair d, size_t at, size_t inputs)
{
	double length = sqrt(dot(theta + at, theta + at, inputs));

	assert_close(sqrt(dot(d.u + at, d.u + at, inputs)), length, 1e-13, 0);
	assert_close(sqrt(dot(d.v + at, d.v + at, inputs)), length, 1e-13, 0);
	assert_close(dot(d.u + at, d.v + at, inputs), 0, 0, 1e-14 * length * length);
}

/* Rows as long as theta's and orthogonal; nothing at b, gamma and beta. */
static void rows_are_as_long_as_those_of_theta(void **unused)
{
	struct net net;
	struct pair d;

	(void)unused;
	net_new(&net, net_model(), 3);
	net_randomize(&net);
	const double *theta = net_state(&net).theta;
	d = pair_new(net.model.parameters);
	assert_int_equal(direction_random(&net.model, theta, 5, d.u, d.v), 0);
	size_t p = 0;
	for (int l = 0; l < net.model.layers; l++) {
		const struct layer_spec *spec = &net.model.layer[l];
		size_t end = l + 1 < net.model.layers ? net.model.first_parameter[l + 1]
						      : net.model.parameters;

		for (int unit = 0; unit < spec->units; unit++, p += (size_t)spec->inputs)
			check_row(theta, d, p, (size_t)spec->inputs);
		for (; p < end; p++)
			assert_true(d.u[p] == 0 && d.v[p] == 0);
	}
	assert_close(dot(d.u, d.v, net.model.parameters), 0, 0, 1e-13);
	pair_free(d);
	net_free(&net);
}

static void the_seed_alone_decides(void **unused)
{
	struct net net;
	struct pair a, b;
	size_t bytes;

	(void)unused;
	net_new(&net, net_model(), 3);
	const double *theta = net_state(&net).theta;
	bytes = net.model.parameters * sizeof(double);
	a = pair_new(net.model.parameters);
	b = pair_new(net.model.parameters);
	assert_int_equal(direction_random(&net.model, theta, 3, a.u, a.v), 0);
	assert_int_equal(direction_random(&net.model, theta, 3, b.u, b.v), 0);
	assert_memory_equal(a.u, b.u, bytes);
	assert_memory_equal(a.v, b.v, bytes);
	assert_int_equal(direction_random(&net.model, theta, 4, b.u, b.v), 0);
	assert_memory_not_equal(a.u, b.u, bytes);
	/* With the seed of the weights it is not the weights again: those would be parallel to u. */
	double along = dot(a.u, theta, 8) / dot(theta, theta, 8);
	assert_true(fabs(along) < 0.9);
	pair_free(a);
	pair_free(b);
	net_free(&net);
}

static void frozen_layers_and_single_weights(void **unused)
{
	struct model model = net_model();
	struct net net;
	struct pair d;

	(void)unused;
	model.layer[1].units = 1;
	model.layer[2].inputs = 1;
	model.layer[1].frozen = true;
	net_new(&net, model, 3);
	const double *theta = net_state(&net).theta;
	size_t from = net.model.first_parameter[1], last = net.model.first_parameter[2];
	d = pair_new(net.model.parameters);
	assert_int_equal(direction_random(&net.model, theta, 5, d.u, d.v), 0);
	for (size_t p = from; p < last; p++)
		assert_true(d.u[p] == 0 && d.v[p] == 0);
	assert_close(fabs(d.u[last]), fabs(theta[last]), 1e-14, 0);
	assert_close(d.v[last], 0, 0, 0);
	/* Only the single weight is left: there is no second direction. */
	net.model.layer[0].frozen = true;
	assert_int_equal(direction_random(&net.model, theta, 5, d.u, d.v), STATUS_DATA);
	pair_free(d);
	net_free(&net);
}

static void weights_without_a_length(void **unused)
{
	struct net net;
	struct pair d;

	(void)unused;
	net_new(&net, net_linear_model(11), 3);
	double *theta = net_state(&net).theta;
	d = pair_new(net.model.parameters);
	theta[0] = NAN;
	assert_int_equal(direction_random(&net.model, theta, 5, d.u, d.v), STATUS_DATA);
	theta[0] = theta[1] = 0;
	assert_int_equal(direction_random(&net.model, theta, 5, d.u, d.v), STATUS_DATA);
	pair_free(d);
	net_free(&net);
}

/* --- the principal plane of a path ------------------------------------------------------------- */

enum { WIDE = 40, LONG = 90 };

/* An orthonormal pair in `parameters` dimensions, by hand. */
static void make_pair(struct rng *rng, double *a, double *b, size_t parameters)
{
	for (size_t p = 0; p < parameters; p++) {
		a[p] = rng_normal(rng);
		b[p] = rng_normal(rng);
	}
	double length = sqrt(dot(a, a, parameters));
	for (size_t p = 0; p < parameters; p++)
		a[p] /= length;
	double along = dot(a, b, parameters);
	for (size_t p = 0; p < parameters; p++)
		b[p] -= along * a[p];
	length = sqrt(dot(b, b, parameters));
	for (size_t p = 0; p < parameters; p++)
		b[p] /= length;
}

/* A path in a known plane, k-th vector = end + s_k a + t_k b, with s and t orthogonal sequences. */
static void check_plane_path(size_t count, size_t parameters, double small, double rel)
{
	double *path = malloc(count * parameters * sizeof(double));
	double *a = malloc(4 * parameters * sizeof(double)), *b = a + parameters;
	double *u = b + parameters, *v = u + parameters, share[2], long_sum = 0, short_sum = 0;
	struct rng rng;

	rng_seed(&rng, 9, RNG_DATA);
	make_pair(&rng, a, b, parameters);
	for (size_t k = 0; k < count; k++) {
		/* Over an even number of vectors before the last, Σ s t = 0. */
		double s = k + 1 < count ? 3 + (double)(k / 2) : 0;
		double t = k + 1 < count ? (k % 2 ? small : -small) : 0;

		long_sum += s * s;
		short_sum += t * t;
		for (size_t p = 0; p < parameters; p++)
			path[k * parameters + p] = 0.5 * (double)p + s * a[p] + t * b[p];
	}
	assert_int_equal(direction_path(path, count, parameters, u, v, share), 0);
	assert_close(fabs(dot(u, a, parameters)), 1, 1e-12, 0);
	assert_close(fabs(dot(v, b, parameters)), 1, rel, 0);
	assert_close(dot(u, u, parameters), 1, 1e-13, 0);
	assert_close(dot(v, v, parameters), 1, 1e-13, 0);
	assert_close(dot(u, v, parameters), 0, 0, 1e-13);
	assert_close(share[0], long_sum / (long_sum + short_sum), 1e-12, 0);
	assert_close(share[1], short_sum / (long_sum + short_sum), rel, 0);
	free(path);
	free(a);
}

static void the_plane_of_a_plane_path(void **unused)
{
	static const struct {
		const char *why;
		size_t count, parameters;
		double small, rel;
	} cases[] = {
		{"more vectors than parameters", 101, 9, 0.5, 1e-12},
		{"fewer vectors than parameters", 7, 60, 0.5, 1e-12},
		{"as few as there can be in two directions", 3, 2, 0.5, 1e-12},
		{"a second direction that squares would lose", 101, 9, 1e-8, 1e-4},
		{"the same with few vectors", 7, 60, 1e-8, 1e-4},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_plane_path(cases[i].count, cases[i].parameters, cases[i].small, cases[i].rel);
}

/* No plane holds more than the leading one, whichever side is the smaller. */
static void no_plane_holds_more(void **unused)
{
	static double path[LONG * WIDE];
	double u[WIDE], v[WIDE], a[WIDE], b[WIDE], share[2];
	struct rng rng;

	(void)unused;
	rng_seed(&rng, 2, RNG_DATA);
	for (size_t i = 0; i < LONG * WIDE; i++)
		path[i] = (double)(i % WIDE) * rng_normal(&rng);
	for (size_t count = 12; count <= LONG; count += 78) {
		const double *last = path + (count - 1) * WIDE;
		double total = 0;

		assert_int_equal(direction_path(path, count, WIDE, u, v, share), 0);
		assert_true(share[0] >= share[1] && share[0] + share[1] < 1);
		for (int trial = 0; trial < 50; trial++) {
			double held = 0;

			make_pair(&rng, a, b, WIDE);
			total = 0;
			for (size_t k = 0; k < count; k++) {
				double moved[WIDE];

				for (size_t p = 0; p < WIDE; p++)
					moved[p] = path[k * WIDE + p] - last[p];
				total += dot(moved, moved, WIDE);
				held += pow(dot(moved, a, WIDE), 2) + pow(dot(moved, b, WIDE), 2);
			}
			assert_true(held <= (share[0] + share[1]) * total);
		}
	}
}

static void a_straight_path(void **unused)
{
	double path[5 * 3], u[3], v[3], share[2];

	(void)unused;
	for (int k = 0; k < 5; k++) {
		path[3 * k] = 1 + 0.1 * k;
		path[3 * k + 1] = 2 - 0.3 * k;
		path[3 * k + 2] = 7;
	}
	assert_int_equal(direction_path(path, 5, 3, u, v, share), 0);
	assert_close(u[0], -0.1 / sqrt(0.1), 1e-12, 0);
	assert_close(u[1], 0.3 / sqrt(0.1), 1e-12, 0);
	assert_close(v[2], 1, 1e-12, 0);
	assert_close(share[0], 1, 1e-12, 0);
	assert_close(share[1], 0, 0, 0);
}

/* Squares of such numbers would overflow or vanish. */
static void paths_of_any_size(void **unused)
{
	static const double sizes[] = {1e250, 1e-250};
	double u[2], v[2], share[2];

	(void)unused;
	for (size_t i = 0; i < 2; i++) {
		double s = sizes[i];
		double path[] = {3 * s, s, 3 * s, -s, 0, 0};

		assert_int_equal(direction_path(path, 3, 2, u, v, share), 0);
		assert_close(u[0], 1, 1e-12, 0);
		assert_close(v[1], 1, 1e-12, 0);
		assert_close(share[0], 0.9, 1e-12, 0);
		assert_close(share[1], 0.1, 1e-12, 0);
	}
}

static void paths_that_are_none(void **unused)
{
	static const struct {
		const char *why;
		double path[4];
		size_t count;
		int status;
	} cases[] = {
		{"no vector", {0}, 0, STATUS_DATA},
		{"one vector", {1, 2}, 1, STATUS_DATA},
		{"it does not move", {1, 2, 1, 2}, 2, STATUS_DATA},
		{"not a number", {1, NAN, 1, 2}, 2, STATUS_DATA},
		{"infinite at its end", {1, 2, 1, INFINITY}, 2, STATUS_DATA},
	};
	size_t side = DIRECTION_PATH_MAX + 1;
	double *large = calloc((side + 1) * side, sizeof(double));
	double u[2], v[2], share[2];

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (direction_path(cases[i].path, cases[i].count, 2, u, v, share) !=
			cases[i].status)
			fail_msg("%s", cases[i].why);
	}
	assert_int_equal(direction_path(large, side + 1, side, u, v, share), STATUS_LIMIT);
	free(large);
}

/* --- places in a plane ------------------------------------------------------------------------- */

static void places(void **unused)
{
	static const double origin[] = {1, 2, 3}, d_u[] = {2, 0, 0}, d_v[] = {0, 3, 4};
	static const double theta[] = {1 + 2 * 0.7, 2 - 0.2 * 3 - 4, 3 - 0.2 * 4 + 3};
	struct direction_place place = direction_locate(theta, origin, d_u, d_v, 3);

	(void)unused;
	assert_close(place.u, 0.7, 1e-14, 0);
	assert_close(place.v, -0.2, 1e-14, 0);
	assert_close(place.off, 5, 1e-14, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_as_long_as_those_of_theta),
		cmocka_unit_test(the_seed_alone_decides),
		cmocka_unit_test(frozen_layers_and_single_weights),
		cmocka_unit_test(weights_without_a_length),
		cmocka_unit_test(the_plane_of_a_plane_path),
		cmocka_unit_test(no_plane_holds_more),
		cmocka_unit_test(a_straight_path),
		cmocka_unit_test(paths_of_any_size),
		cmocka_unit_test(paths_that_are_none),
		cmocka_unit_test(places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
