/* Planes along directions, the Hessian's spectrum, and errors in the eigenvectors' frame. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "engine/expression.h"
#include "engine/landscape.h"
#include "lessons.h"

static double read(const struct run *run, const char *text)
{
	struct str why = {0};
	double value = NAN;

	if (expression_evaluate(run, text, &value, &why, NULL))
		fail_msg("%s: %s", text, str_text(&why));
	str_free(&why);
	return value;
}

static struct play *open_with_plane(const char *lesson, const char *plane)
{
	const char *sets[] = {plane, "view.rows=all", NULL};

	return open_shipped(lesson, 1, sets);
}

/* The loss on all training rows with a theta, by a forward pass of its own. */
static double loss_at(const struct run *run, const double *theta)
{
	const struct experiment *e = run->experiment;
	struct state state = run_state(run);
	struct work work;

	assert_int_equal(work_alloc(&work, &e->model, e->data.train_count), 0);
	work_load(&work, &e->inputs, e->data.train, e->data.train_count);
	state.theta = (double *)(uintptr_t)theta;
	model_forward(&e->model, &state, MODE_TRAIN, &work);
	double loss = work.loss;
	work_free(&work);
	return loss;
}

/* Every point of the picture is the loss at where the run stands, moved along both directions. */
static void test_the_field_of_directions(void **state)
{
	static const char *const planes[] = {
		"view.plane=hessian", "view.plane=random", "view.plane=path"};

	(void)state;
	for (size_t p = 0; p < sizeof planes / sizeof *planes; p++) {
		struct play *play = open_with_plane("five-stages", planes[p]);
		struct run *run = play->run;
		struct landscape *landscape = landscape_new();
		size_t n = run->experiment->model.parameters;
		double *theta = malloc(n * sizeof *theta);
		play_go_index(play, timeline_index(&run->timeline, 20, 0));
		struct window window = landscape_window(run);
		struct plane_point at = landscape_point(run);
		const double *z = landscape_picture(landscape, run, window, 5, 3).z;
		for (int j = 0; j < 3; j++)
			for (int i = 0; i < 5; i++) {
				double u = window.x0 + (window.x1 - window.x0) * i / 4 - at.u;
				double v = window.y0 + (window.y1 - window.y0) * j / 2 - at.v;
				for (size_t k = 0; k < n; k++)
					theta[k] = run_state(run).theta[k] +
						   u * run->spread.d_u[k] + v * run->spread.d_v[k];
				assert_close(z[j * 5 + i], loss_at(run, theta), 1e-12, 1e-12);
			}
		free(theta);
		landscape_free(landscape);
		play_close(play);
	}
}

/* Along an eigenvector the loss of a linear model bends by its eigenvalue, exactly. */
static void test_the_eigenvectors_bend_by_their_eigenvalues(void **state)
{
	struct play *play = open_with_plane("two-scales", "view.plane=hessian");
	struct run *run = play->run;
	double theta[3], sides[2];

	(void)state;
	play_go_index(play, run->timeline.length - 1);
	double here = loss_at(run, run_state(run).theta);
	for (int axis = 0; axis < 2; axis++) {
		const double *d = axis ? run->spread.d_v : run->spread.d_u;
		for (int side = 0; side < 2; side++) {
			for (int k = 0; k < 3; k++)
				theta[k] = run_state(run).theta[k] + (side ? 0.5 : -0.5) * d[k];
			sides[side] = loss_at(run, theta);
		}
		assert_close(
			(sides[0] - 2 * here + sides[1]) / 0.25, run->spread.figure[axis], 1e-9, 0);
	}
	assert_close(run->spread.figure[0], read(run, "lambda_max"), 1e-12, 0);
	play_close(play);
}

/* A run over two parameters stays in its principal plane: both shares are all there is. */
static void test_the_principal_plane_holds_the_path(void **state)
{
	struct play *play = open_with_plane("two-scales", "view.plane=path");
	struct run *run = play->run;

	(void)state;
	assert_close(run->spread.figure[0] + run->spread.figure[1], 1, 1e-9, 0);
	play_go_index(play, timeline_index(&run->timeline, 5, 0));
	assert_true(run->trail.count > 5);
	assert_close(run->trail.u[0], 0, 0, 1e-12);
	assert_close(run->trail.v[0], 0, 0, 1e-12);
	play_close(play);
}

static void test_random_directions_follow_the_seed(void **state)
{
	static const char *const sets[][4] = {
		{"view.plane=random", NULL}, {"view.plane=random", "train.seed=2", NULL}};
	double first[2];

	(void)state;
	for (int s = 0; s < 2; s++) {
		struct play *a = open_shipped("five-stages", 1, sets[s]);
		struct play *b = open_shipped("five-stages", 1, sets[s]);
		size_t bytes = a->experiment->model.parameters * sizeof(double);
		assert_memory_equal(a->run->spread.d_u, b->run->spread.d_u, bytes);
		first[s] = a->run->spread.d_u[0];
		play_close(a);
		play_close(b);
	}
	assert_true(first[0] != first[1]);
}

static void test_planes_that_cannot_be_had(void **state)
{
	static const struct {
		const char *plane, *network, *says;
	} cases[] = {
		{"view.plane=hesian", "network.hidden=3",
			"or name the plane hessian, random or path"},
		{"view.plane=hessian", "network.hidden=32,32", "353"},
		{"view.plane=W(1,1,1), W(1,1,1)", "network.hidden=3", "two different parameters"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *sets[] = {cases[i].plane, cases[i].network};
		struct diags diags = {.count = 0};
		struct lesson *lesson = NULL;
		struct play *play = NULL;
		assert_int_equal(lesson_load("lessons/five-stages.md", &lesson, &diags), 0);
		struct play_wishes wishes = {.sets = sets, .set_count = 2};
		assert_int_not_equal(play_open(lesson, wishes, false, &play, &diags), 0);
		if (!strstr(diags.list[0].text, cases[i].says))
			fail_msg("%s: %s", cases[i].plane, diags.list[0].text);
		diags_free(&diags);
	}
}

/* The whole spectrum of a linear model is that of its inputs, and stays; a network's moves. */
static void test_the_spectrum(void **state)
{
	struct play *linear = open_shipped("two-scales", 1, NULL);
	struct play *net = open_shipped("five-stages", 1, NULL);
	struct str why = {0};
	double value;

	(void)state;
	play_go_index(linear, linear->run->last);
	assert_close(
		read(linear->run, "hessian_lambda(1)"), read(linear->run, "lambda_max"), 1e-9, 0);
	assert_close(read(linear->run, "hessian_lambda(2)"), 1, 1e-9, 0);
	assert_close(
		read(linear->run, "hessian_lambda(3)"), read(linear->run, "lambda_min"), 1e-9, 0);
	assert_int_equal(expression_evaluate(linear->run, "hessian_lambda(4)", &value, &why, NULL),
		STATUS_RANGE);
	play_go_index(net, 0);
	assert_int_equal(expression_evaluate(net->run, "hessian_lambda(1)", &value, &why, NULL),
		STATUS_UNKNOWN_YET);
	play_go_index(net, timeline_index(&net->run->timeline, 0, 3));
	double before = read(net->run, "hessian_lambda(1)");
	play_step_batch(net, 1);
	assert_true(read(net->run, "hessian_lambda(1)") != before);
	play_step_batch(net, -1);
	assert_close(read(net->run, "hessian_lambda(1)"), before, 0, 0);
	str_free(&why);
	play_close(linear);
	play_close(net);
}

/* Each error component shrinks by |1 − α λ| a step, and the prediction comes true. */
static void test_errors_shrink_as_predicted(void **state)
{
	static const char *const sets[] = {"train.epochs=200", "network.given=-0.5, 1.6, 0", NULL};
	static const char *const lambdas[] = {"lambda_max", "1", "lambda_min"};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct run *run = play->run;

	(void)state;
	for (int i = 0; i < 3; i++) {
		char name[32], factor[40];
		snprintf(name, sizeof name, "error(%d)", i + 1);
		snprintf(factor, sizeof factor, "1 - rate*%s", lambdas[i]);
		play_go_index(play, timeline_index(&run->timeline, 3, 0));
		double before = read(run, name);
		play_go_index(play, timeline_index(&run->timeline, 4, 0));
		assert_close(read(run, name), before * read(run, factor), 1e-9, 1e-12);
	}
	play_go_index(play, timeline_index(&run->timeline, 0, 0));
	double start = fabs(read(run, "error(3)"));
	size_t steps = (size_t)read(run, "steps_predicted");
	play_go_index(play, timeline_index(&run->timeline, steps, 0));
	assert_true(fabs(read(run, "error(3)")) <= 1e-3 * start * (1 + 1e-9));
	play_go_index(play, timeline_index(&run->timeline, steps - 1, 0));
	assert_true(fabs(read(run, "error(3)")) > 1e-3 * start);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_field_of_directions),
		cmocka_unit_test(test_the_eigenvectors_bend_by_their_eigenvalues),
		cmocka_unit_test(test_the_principal_plane_holds_the_path),
		cmocka_unit_test(test_random_directions_follow_the_seed),
		cmocka_unit_test(test_planes_that_cannot_be_had),
		cmocka_unit_test(test_the_spectrum),
		cmocka_unit_test(test_errors_shrink_as_predicted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
