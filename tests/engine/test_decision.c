/* The decision field: against a network written out again, row by row. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "close.h"
#include "engine/decision.h"
#include "lessons.h"

static double activate(enum activation activation, double value)
{
	switch (activation) {
	case ACTIVATION_RELU:
		return value > 0 ? value : 0;
	case ACTIVATION_TANH:
		return tanh(value);
	case ACTIVATION_SIGMOID:
		return 1 / (1 + exp(-value));
	default:
		return value;
	}
}

/* One point through the network in test mode. */
static double answer(const struct run *run, double x1, double x2)
{
	const struct model *model = &run->experiment->model;
	struct state state = run_state(run);
	double in[UNITS_MAX] = {x1, x2}, out[UNITS_MAX];

	for (int l = 0; l < model->layers; l++) {
		const struct layer_spec *spec = &model->layer[l];
		struct layer_params p = model_params(model, state.theta, l);
		for (int u = 0; u < spec->units; u++) {
			double z = p.b ? p.b[u] : 0;
			for (int j = 0; j < spec->inputs; j++)
				z += p.W[u * spec->inputs + j] * in[j];
			if (spec->batch_norm) {
				size_t at = model->first_running[l] + (size_t)u;
				double s = sqrt(state.running_var[at] + model->epsilon);
				z = p.gamma[u] * (z - state.running_mu[at]) / s + p.beta[u];
			}
			out[u] = activate(spec->activation, z);
		}
		for (int u = 0; u < spec->units; u++)
			in[u] = out[u];
	}
	return in[0];
}

static void every_point_is_the_networks_answer(void **unused)
{
	static const char *const lessons[] = {"five-stages", "two-scales", "real-wine"};
	static const size_t indices[] = {0, 40, 77, 300};
	enum { NX = 23, NY = 17 }; /* 391 points: the last portion is not full */
	struct window window = {-2.5, 1.5, -1, 4};
	double out[NX * NY];

	(void)unused;
	for (size_t l = 0; l < sizeof(lessons) / sizeof(lessons[0]); l++) {
		struct play *play = open_shipped(lessons[l], 1, NULL);
		for (size_t i = 0; i < sizeof(indices) / sizeof(indices[0]); i++) {
			run_seek(play->run, indices[i]);
			assert_int_equal(decision_field(play->run, window, NX, NY, out), 0);
			for (int y = 0; y < NY; y++)
				for (int x = 0; x < NX; x++)
					assert_close(out[y * NX + x],
						answer(play->run, -2.5 + 4.0 * x / (NX - 1),
							-1 + 5.0 * y / (NY - 1)),
						1e-9, 1e-12);
		}
		play_close(play);
	}
}

static void the_run_does_not_notice(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	double out[9];

	(void)unused;
	run_seek(play->run, 60);
	double loss = play->run->work.loss, first = play->run->work.layer[0].z[0];
	assert_int_equal(decision_field(play->run, (struct window){-1, 1, -1, 1}, 3, 3, out), 0);
	assert_close(play->run->work.loss, loss, 0, 0);
	assert_close(play->run->work.layer[0].z[0], first, 0, 0);
	play_close(play);
}

static void large_networks_get_fewer_points(void **unused)
{
	static const char *const wide[] = {"network.hidden=256, 256", NULL};
	struct play *small = open_shipped("five-stages", 1, NULL);
	struct play *large = open_shipped("five-stages", 1, wide);
	int nx = 200, ny = 160;

	(void)unused;
	decision_afford(small->run, &nx, &ny);
	assert_int_equal(nx, 200);
	assert_int_equal(ny, 160);
	decision_afford(large->run, &nx, &ny);
	assert_true(nx < 200 && nx >= 25 && ny < 160 && ny >= 17);
	play_close(small);
	play_close(large);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_point_is_the_networks_answer),
		cmocka_unit_test(the_run_does_not_notice),
		cmocka_unit_test(large_networks_get_fewer_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
