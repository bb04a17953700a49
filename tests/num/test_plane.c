#include <math.h>

#include "base/status.h"
#include "close.h"
#include "net.h"
#include "num/plane.h"

enum { NX = 7, NY = 5 };

static const double us[NX] = {-2, -1, -0.5, 0, 0.1, 1, 3};
static const double vs[NY] = {-1, -0.2, 0, 0.7, 2};

/* The loss at one point, by a whole forward pass with the two parameters put in place. */
static double loss_at(
	struct net *net, enum model_mode mode, size_t p_u, double u, size_t p_v, double v)
{
	struct state state = net_state(net);
	double kept_u = state.theta[p_u], kept_v = state.theta[p_v];

	state.theta[p_u] = u;
	state.theta[p_v] = v;
	model_forward(&net->model, &state, mode, &net->work);
	state.theta[p_u] = kept_u;
	state.theta[p_v] = kept_v;
	return net->work.loss;
}

/* `rel`: 0 asks for the same bits, which a layer above a changed unit does not give. */
static void check_plane(struct net *net, enum model_mode mode, size_t p_u, size_t p_v, double rel)
{
	struct plane plane = {p_u, p_v, NX, NY, us, vs};
	struct state state = net_state(net);
	double loss[NY][NX];
	void *kept = malloc(net->model.block_bytes);

	memcpy(kept, net->before, net->model.block_bytes);
	assert_int_equal(plane_loss(&net->model, &state, mode, &plane, &net->work, &loss[0][0]), 0);
	assert_memory_equal(net->before, kept, net->model.block_bytes);
	free(kept);
	for (int j = 0; j < NY; j++) {
		for (int i = 0; i < NX; i++)
			assert_close(
				loss[j][i], loss_at(net, mode, p_u, us[i], p_v, vs[j]), rel, 0);
	}
}

/* Every pair of parameters, in both modes: what a whole pass gives, summed in another order. */
static void every_pair_of_a_network(void **unused)
{
	struct net net;

	(void)unused;
	for (int position = 0; position < NORM_POSITION_COUNT; position++) {
		struct model model = net_model();

		model.norm_position = position;
		net_new(&net, model, 3);
		net_randomize(&net);
		net_load(&net, 6);
		for (size_t p = 0; p < net.model.parameters; p++) {
			size_t q = (p * 7 + 5) % net.model.parameters;

			if (p == q)
				continue;
			check_plane(&net, MODE_TRAIN, p, q, 1e-13);
			check_plane(&net, MODE_TEST, p, q, 1e-13);
		}
		net_free(&net);
	}
}

/* The quadratic form against whole passes, on inputs that are harder and harder on it. */
static void a_linear_model(void **unused)
{
	static const double scales[] = {1, 1e3, 1e-3, 0};

	(void)unused;
	for (size_t k = 0; k < sizeof(scales) / sizeof(scales[0]); k++) {
		struct net net;

		net_new(&net, net_linear_model(11), 4);
		for (size_t row = 0; row < net.data.rows; row++)
			net.data.x[1][row] *= scales[k];
		net_load(&net, 11);
		for (int p = 0; p < 9; p++) {
			if (p / 3 != p % 3)
				check_plane(&net, p % 2, (size_t)p / 3, (size_t)p % 3, 1e-10);
		}
		net_free(&net);
	}
}

/* Without a bias there are only the two weights; a NaN in what is held is everywhere. */
static void linear_models_at_the_edge(void **unused)
{
	struct model model = net_linear_model(11);
	struct net net;

	(void)unused;
	net_new(&net, model, 4);
	net_state(&net).theta[2] = NAN;
	net_load(&net, 11);
	check_plane(&net, MODE_TRAIN, 0, 1, 0);
	net_free(&net);
	model.layer[0].bias = false;
	net_new(&net, model, 4);
	net_load(&net, 11);
	check_plane(&net, MODE_TRAIN, 0, 1, 1e-10);
	net_free(&net);
}

/* Over the two weights in front of a norm (ε = 0) the contours are rays. */
static void rays(void **unused)
{
	static const double ray_u[] = {0.5, 1, 3}, ray_v[] = {0.25, 0.5, 1.5};
	struct model model = net_linear_model(11);
	struct plane plane = {0, 1, 3, 3, ray_u, ray_v};
	struct net net;
	struct state state;
	double loss[3][3];

	(void)unused;
	model.layer[0] = (struct layer_spec){2, 1, ACTIVATION_LINEAR, true, false, false};
	model.epsilon = 0;
	net_new(&net, model, 4);
	net_load(&net, 11);
	state = net_state(&net);
	assert_int_equal(
		plane_loss(&net.model, &state, MODE_TRAIN, &plane, &net.work, &loss[0][0]), 0);
	assert_close(loss[1][1], loss[0][0], 1e-13, 0);
	assert_close(loss[2][2], loss[0][0], 1e-13, 0);
	assert_true(fabs(loss[0][2] - loss[0][0]) > 1e-3);
	net_free(&net);
}

/* Over (γ, β) of a linear, batch-normed output H = diag(σ²/(σ² + ε), 1), by second differences. */
static void round_over_gamma_and_beta(void **unused)
{
	static const double steps[] = {-1, 0, 1};
	struct model model = net_linear_model(11);
	struct plane plane = {2, 3, 3, 3, steps, steps};
	struct net net;
	struct state state;
	double loss[3][3], var;

	(void)unused;
	model.layer[0] = (struct layer_spec){2, 1, ACTIVATION_LINEAR, true, false, false};
	model.epsilon = 0.25;
	net_new(&net, model, 4);
	net_load(&net, 11);
	state = net_state(&net);
	assert_int_equal(
		plane_loss(&net.model, &state, MODE_TRAIN, &plane, &net.work, &loss[0][0]), 0);
	var = net.work.layer[0].var[0];
	assert_close(loss[1][0] - 2 * loss[1][1] + loss[1][2], var / (var + 0.25), 1e-12, 0);
	assert_close(loss[0][1] - 2 * loss[1][1] + loss[2][1], 1, 1e-12, 0);
	assert_close(loss[0][0] - loss[0][2] - loss[2][0] + loss[2][2], 0, 0, 1e-12);
	net_free(&net);
}

static void planes_that_are_none(void **unused)
{
	struct net net;
	struct state state;
	double loss = 7;
	const struct {
		const char *why;
		struct plane plane;
	} cases[] = {
		{"one parameter twice", {1, 1, 1, 1, us, vs}},
		{"the first beyond the last", {3, 1, 1, 1, us, vs}},
		{"the second beyond the last", {1, 3, 1, 1, us, vs}},
	};

	(void)unused;
	net_new(&net, net_linear_model(11), 4);
	net_load(&net, 11);
	state = net_state(&net);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (plane_loss(&net.model, &state, MODE_TEST, &cases[i].plane, &net.work, &loss) !=
			STATUS_RANGE)
			fail_msg("%s", cases[i].why);
	}
	assert_close(loss, 7, 0, 0);
	net_free(&net);
}

/* --- planes of two directions ------------------------------------------------------------------ */

static double loss_along(
	struct net *net, enum model_mode mode, const struct plane *plane, size_t i, size_t j)
{
	struct state state = net_state(net);
	double *theta = malloc(net->model.parameters * sizeof(double));

	for (size_t p = 0; p < net->model.parameters; p++)
		theta[p] =
			state.theta[p] + plane->u[i] * plane->d_u[p] + plane->v[j] * plane->d_v[p];
	state.theta = theta;
	model_forward(&net->model, &state, mode, &net->work);
	free(theta);
	return net->work.loss;
}

static void check_directions(struct net *net, const double *d_u, const double *d_v)
{
	struct plane plane = {.nx = NX, .ny = NY, .u = us, .v = vs, .d_u = d_u, .d_v = d_v};
	struct state state = net_state(net);
	double loss[NY * NX];
	void *kept = malloc(net->model.block_bytes);

	memcpy(kept, net->before, net->model.block_bytes);
	for (int mode = MODE_TRAIN; mode <= MODE_TEST; mode++) {
		assert_int_equal(
			plane_loss(&net->model, &state, mode, &plane, &net->work, loss), 0);
		assert_memory_equal(net->before, kept, net->model.block_bytes);
		for (size_t k = 0; k < NX * NY; k++)
			assert_close(loss[k], loss_along(net, mode, &plane, k % NX, k / NX), 1e-9,
				1e-12);
	}
	free(kept);
}

/* Directions through all layers, and through some only, on either side. */
static void directions_through_layers(void **unused)
{
	static const struct {
		int u, v;
	} lowest[] = {{0, 0}, {0, 2}, {2, 0}, {1, 2}, {2, 2}, {3, 1}};
	struct net net;

	(void)unused;
	net_new(&net, net_model(), 3);
	net_randomize(&net);
	net_load(&net, 6);
	size_t count = net.model.parameters;
	double *d = malloc(2 * count * sizeof(double));
	for (size_t k = 0; k < sizeof(lowest) / sizeof(lowest[0]); k++) {
		for (size_t p = 0; p < count; p++) {
			int l = plane_layer(&net.model, p);

			/* From layer 3, which there is not: a direction that is all 0. */
			d[p] = l >= lowest[k].u ? 0.4 * rng_normal(&net.rng) : 0;
			d[count + p] = l >= lowest[k].v ? 0.4 * rng_normal(&net.rng) : 0;
		}
		check_directions(&net, d, d + count);
	}
	free(d);
	net_free(&net);
}

static void directions_of_a_linear_model(void **unused)
{
	static const double d_u[] = {1, -2, 0.5}, d_v[] = {0.3, 0.1, -1}, parallel[] = {2, -4, 1};
	struct net net;

	(void)unused;
	net_new(&net, net_linear_model(11), 4);
	net_load(&net, 11);
	check_directions(&net, d_u, d_v);
	check_directions(&net, d_u, parallel);
	net_free(&net);
}

/* Unit vectors are the plane of two parameters, counted from where one stands. */
static void unit_vectors(void **unused)
{
	struct net net;

	(void)unused;
	net_new(&net, net_model(), 3);
	net_load(&net, 6);
	struct state state = net_state(&net);
	double *d = calloc(2 * net.model.parameters, sizeof(double));
	double by_direction[NY * NX], by_parameter[NY * NX], u[NX], v[NY];
	d[3] = 1;
	d[net.model.parameters + 20] = 1;
	for (int i = 0; i < NX; i++)
		u[i] = state.theta[3] + us[i];
	for (int j = 0; j < NY; j++)
		v[j] = state.theta[20] + vs[j];
	struct plane directions = {
		.nx = NX, .ny = NY, .u = us, .v = vs, .d_u = d, .d_v = d + net.model.parameters};
	struct plane parameters = {3, 20, NX, NY, u, v, NULL, NULL};
	assert_int_equal(
		plane_loss(&net.model, &state, MODE_TRAIN, &directions, &net.work, by_direction),
		0);
	assert_int_equal(
		plane_loss(&net.model, &state, MODE_TRAIN, &parameters, &net.work, by_parameter),
		0);
	for (int k = 0; k < NY * NX; k++)
		assert_close(by_direction[k], by_parameter[k], 1e-13, 0);
	directions.d_v = NULL;
	assert_int_equal(
		plane_loss(&net.model, &state, MODE_TRAIN, &directions, &net.work, by_direction),
		STATUS_RANGE);
	free(d);
	net_free(&net);
}

/* A grid large enough for all cores: whole passes' losses, the bits those of one line alone. */
static void a_large_grid_on_threads(void **unused)
{
	enum { SIDE = 400, ROWS = 64 };
	static double at[SIDE], loss[SIDE][SIDE], line[SIDE];
	struct net net;

	(void)unused;
	net_new(&net, net_model(), 5);
	net_randomize(&net);
	net_load(&net, net.work.room < ROWS ? net.work.room : ROWS);
	for (int i = 0; i < SIDE; i++)
		at[i] = -2 + 4.0 * i / (SIDE - 1);
	struct plane plane = {0, 1, SIDE, SIDE, at, at};
	struct state state = net_state(&net);
	assert_int_equal(
		plane_loss(&net.model, &state, MODE_TRAIN, &plane, &net.work, &loss[0][0]), 0);
	for (int j = 0; j < SIDE; j += 37) {
		struct plane alone = {0, 1, SIDE, 1, at, at + j};

		assert_int_equal(
			plane_loss(&net.model, &state, MODE_TRAIN, &alone, &net.work, line), 0);
		assert_memory_equal(line, loss[j], sizeof line);
		for (int i = 0; i < SIDE; i += 41)
			assert_close(loss[j][i], loss_at(&net, MODE_TRAIN, 0, at[i], 1, at[j]),
				1e-13, 0);
	}
	net_free(&net);
}

static void layers_of_parameters(void **unused)
{
	struct net net;

	(void)unused;
	net_new(&net, net_model(), 4);
	for (int l = 0; l < 3; l++) {
		assert_int_equal(plane_layer(&net.model, net.model.first_parameter[l]), l);
		if (l > 0)
			assert_int_equal(
				plane_layer(&net.model, net.model.first_parameter[l] - 1), l - 1);
	}
	assert_int_equal(plane_layer(&net.model, net.model.parameters - 1), 2);
	net_free(&net);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair_of_a_network),
		cmocka_unit_test(a_linear_model),
		cmocka_unit_test(linear_models_at_the_edge),
		cmocka_unit_test(rays),
		cmocka_unit_test(round_over_gamma_and_beta),
		cmocka_unit_test(planes_that_are_none),
		cmocka_unit_test(directions_through_layers),
		cmocka_unit_test(directions_of_a_linear_model),
		cmocka_unit_test(unit_vectors),
		cmocka_unit_test(a_large_grid_on_threads),
		cmocka_unit_test(layers_of_parameters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
