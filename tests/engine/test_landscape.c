/*
 * The landscape: its field against losses computed here by plain loops, its window against the
 * path, and never an old picture for a new state.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "close.h"
#include "engine/landscape.h"
#include "lessons.h"

enum { NX = 7, NY = 5, UNITS = 3 };

static size_t end_of_step(const struct run *run, size_t step)
{
	return timeline_index(&run->timeline, step, run->timeline.batch_slots - 1);
}

static size_t stage_at(const struct run *run, size_t step, enum stage stage, int layer)
{
	return timeline_index(
		&run->timeline, step, timeline_order(&run->timeline, 0)->slot_of[stage][layer]);
}

/* --- losses by plain loops ------------------------------------------------------------------------ */

struct rows {
	const size_t *list;
	size_t count;
};

/* two-scales: w₁ x₁ + w₂ x₂ + b, half the mean square. */
static double linear_loss(const struct run *run, const double *theta, struct rows rows)
{
	const struct experiment *e = run->experiment;
	double sum = 0;

	for (size_t i = 0; i < rows.count; i++) {
		size_t row = rows.list[i];
		double out = theta[0] * experiment_x(e, run->at.stage, 0)[row] +
			     theta[1] * experiment_x(e, run->at.stage, 1)[row] + theta[2];

		sum += pow(out - e->data.y[row], 2);
	}
	return sum / 2 / (double)rows.count;
}

/* One unit of five-stages after its norm, for every row: γ (z − mean) / s + β. */
static void normed_unit(const struct run *run, const double *theta, struct rows rows, int unit,
	double ret_tilde[64])
{
	const struct experiment *e = run->experiment;
	const double *W = theta + 2 * unit, *gamma = theta + 2 * UNITS, *beta = gamma + UNITS;
	double mean = 0, var = 0, count = (double)rows.count;

	for (size_t i = 0; i < rows.count; i++) {
		size_t row = rows.list[i];

		ret_tilde[i] = W[0] * e->inputs.x[0][row] + W[1] * e->inputs.x[1][row];
		mean += ret_tilde[i] / count;
	}
	for (size_t i = 0; i < rows.count; i++)
		var += (ret_tilde[i] - mean) * (ret_tilde[i] - mean) / count;
	for (size_t i = 0; i < rows.count; i++)
		ret_tilde[i] = gamma[unit] * (ret_tilde[i] - mean) / sqrt(var + 1e-5) + beta[unit];
}

/* five-stages: 2-3-1, batch norm and tanh, then a sigmoid and the cross-entropy. */
static double norm_loss(const struct run *run, const double *theta, struct rows rows)
{
	const double *W2 = theta + 4 * UNITS, *b2 = W2 + UNITS;
	double tilde[UNITS][64], sum = 0;

	for (int unit = 0; unit < UNITS; unit++)
		normed_unit(run, theta, rows, unit, tilde[unit]);
	for (size_t i = 0; i < rows.count; i++) {
		double logit = *b2, y = run->experiment->data.y[rows.list[i]];

		for (int unit = 0; unit < UNITS; unit++)
			logit += W2[unit] * tanh(tilde[unit][i]);
		sum += log1p(exp(-fabs(logit))) + fmax(logit, 0) - y * logit;
	}
	return sum / (double)rows.count;
}

typedef double loss_of(const struct run *run, const double *theta, struct rows rows);

static void check_field(
	struct landscape *landscape, const struct run *run, struct rows rows, loss_of *loss)
{
	struct window window = landscape_window(run);
	const double *field = landscape_picture(landscape, run, window, NX, NY).z;
	size_t parameters = run->experiment->model.parameters;
	double theta[64];

	assert_non_null(field);
	for (int j = 0; j < NY; j++) {
		for (int i = 0; i < NX; i++) {
			memcpy(theta, run_state(run).theta, parameters * sizeof(*theta));
			theta[run->spread.offset[0]] =
				window.x0 + (window.x1 - window.x0) * i / (NX - 1.0);
			theta[run->spread.offset[1]] =
				window.y0 + (window.y1 - window.y0) * j / (NY - 1.0);
			assert_close(field[j * NX + i], loss(run, theta, rows), 1e-10, 1e-12);
		}
	}
}

static struct rows train_rows(const struct run *run)
{
	return (struct rows){run->experiment->data.train, run->experiment->data.train_count};
}

static struct rows batch_rows(const struct run *run)
{
	return (struct rows){run->work.rows, run->work.m};
}

/* Every stage of a linear run: the inputs as they stand, and the weights as they stand. */
static void field_of_a_linear_model(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct landscape *landscape = landscape_new();

	(void)unused;
	for (size_t index = 0; index < 30; index++) {
		run_seek(play->run, index);
		check_field(landscape, play->run, train_rows(play->run), linear_loss);
	}
	landscape_free(landscape);
	play_close(play);
}

static void field_of_a_normed_network(void **unused)
{
	static const char *const planes[] = {"view.plane=W(1,1,1), W(1,1,2)",
		"view.plane=W(1,3,2), W(1,3,1)", "view.plane=gamma(1,2), beta(1,2)",
		"view.plane=W(1,1,1), W(2,1,3)", "view.plane=W(2,1,1), b(2,1)"};

	(void)unused;
	for (size_t p = 0; p < sizeof(planes) / sizeof(planes[0]); p++) {
		for (int all = 0; all < 2; all++) {
			const char *sets[] = {
				planes[p], all ? "view.rows=all" : "view.rows=batch", NULL};
			struct play *play = open_shipped("five-stages", 1, sets);
			struct landscape *landscape = landscape_new();
			struct run *run = play->run;

			for (size_t step = 0; step < 9; step += 4) {
				run_seek(run, stage_at(run, step, STAGE_NORMALIZE, 1));
				check_field(landscape, run, all ? train_rows(run) : batch_rows(run),
					norm_loss);
				run_seek(run, end_of_step(run, step));
				check_field(landscape, run, all ? train_rows(run) : batch_rows(run),
					norm_loss);
			}
			landscape_free(landscape);
			play_close(play);
		}
	}
}

/* --- never an old picture ------------------------------------------------------------------------- */

static void copy_field(struct landscape *landscape, const struct run *run, struct window window,
	double to[NX * NY])
{
	memcpy(to, landscape_picture(landscape, run, window, NX, NY).z, NX * NY * sizeof(*to));
}

static void field_changes_with_the_state(void **unused)
{
	static const struct window window = {-2, 2, -2, 2};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct landscape *landscape = landscape_new();
	struct run *run = play->run;
	double before[NX * NY], after[NX * NY], next[NX * NY], again[NX * NY];

	(void)unused;
	run_seek(run, stage_at(run, 3, STAGE_DRAW, 0));
	copy_field(landscape, run, window, before);
	run_seek(run, stage_at(run, 3, STAGE_D_WEIGHTS, 1));
	copy_field(landscape, run, window, again);
	assert_memory_equal(before, again, sizeof(before)); /* nothing was updated yet */
	run_seek(run, end_of_step(run, 3));
	copy_field(landscape, run, window, after);
	assert_memory_not_equal(before, after, sizeof(before));
	run_seek(run, stage_at(run, 4, STAGE_DRAW, 0)); /* other rows */
	copy_field(landscape, run, window, next);
	assert_memory_not_equal(after, next, sizeof(before));
	run_seek(run, stage_at(run, 3, STAGE_LINEAR, 1));
	copy_field(landscape, run, window, again);
	assert_memory_equal(before, again, sizeof(before)); /* stepping back is exact */
	landscape_free(landscape);
	play_close(play);
}

static void field_changes_with_window_and_size(void **unused)
{
	static const struct window wide = {-2, 2, -2, 2}, narrow = {-1, 1, -1, 1};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct landscape *landscape = landscape_new();
	double a[NX * NY], b[NX * NY];

	(void)unused;
	run_seek(play->run, end_of_step(play->run, 0));
	copy_field(landscape, play->run, wide, a);
	copy_field(landscape, play->run, narrow, b);
	assert_memory_not_equal(a, b, sizeof(a));
	const double *turned = landscape_picture(landscape, play->run, wide, NY, NX).z;
	assert_close(turned[0], a[0], 0, 0);
	assert_close(turned[NX * NY - 1], a[NX * NY - 1], 0, 0);
	assert_close(turned[NY - 1], a[NX - 1], 0, 0);
	const double *one = landscape_picture(landscape, play->run, wide, 1, 1).z;
	assert_close(one[0], a[0], 0, 0);
	landscape_free(landscape);
	play_close(play);
}

/* Another run after the landscape was told to forget the first, maybe at the same address. */
static void field_changes_with_the_run(void **unused)
{
	static const char *const other[] = {"train.seed=99", NULL};
	static const struct window window = {-2, 2, -2, 2};
	struct landscape *landscape = landscape_new();
	double fields[2][NX * NY];

	(void)unused;
	for (int i = 0; i < 2; i++) {
		struct play *play = open_shipped("five-stages", 1, i ? other : NULL);

		run_seek(play->run, end_of_step(play->run, 0));
		copy_field(landscape, play->run, window, fields[i]);
		landscape_forget(landscape);
		play_close(play);
	}
	assert_memory_not_equal(fields[0], fields[1], sizeof(fields[0]));
	landscape_forget(landscape);
	landscape_free(landscape);
	landscape_free(NULL);
}

/* --- the window ------------------------------------------------------------------------------------ */

static bool holds(struct window w, double u, double v)
{
	return u >= w.x0 && u <= w.x1 && v >= w.y0 && v <= w.y1;
}

static void window_of_a_linear_run_stands_still(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct run *run = play->run;

	(void)unused;
	run_seek(run, end_of_step(run, 0));
	struct window first = landscape_window(run);
	struct view_of_loss view = landscape_view(run);
	assert_true(holds(first, view.minimum[0], view.minimum[1]));
	assert_true(holds(first, -0.5, 1.6));
	for (size_t index = 3; index <= run->last; index++) {
		run_seek(run, index);
		struct window now = landscape_window(run);
		struct plane_point at = landscape_point(run);

		assert_memory_equal(&first, &now, sizeof(first));
		assert_true(holds(now, at.u, at.v)); /* zig-zag stays inside */
	}
	play_close(play);
}

/* It stands still, but to double when the path leaves it; and it depends on the place alone. */
static void window_of_a_network_only_doubles(void **unused)
{
	static const char *const sets[] = {
		"network.init_scale=1.5", "train.learning_rate=8", "train.epochs=6", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct run *run = play->run;
	struct window kept[2000];
	double radius = 2;

	(void)unused;
	assert_true(run->timeline.length < 2000);
	for (size_t index = 0; index <= run->last; index++) {
		run_seek(run, index);
		struct window now = landscape_window(run);
		struct plane_point at = landscape_point(run);

		assert_true(now.x1 == -now.x0 && now.y1 == -now.y0 && now.x1 == now.y1);
		assert_true(now.x1 >= radius);
		while (radius < now.x1)
			radius *= 2;
		assert_true(now.x1 == radius);
		assert_true(holds(now, at.u, at.v));
		kept[index] = now;
	}
	assert_true(radius > 2);
	for (size_t index = run->last + 1; index-- > 0;) {
		run_seek(run, index);
		struct window now = landscape_window(run);
		assert_memory_equal(&now, &kept[index], sizeof(now));
	}
	play_close(play);
}

/* γ and β have no rays: the box is around where they start, not around 0. */
static void window_of_gamma_and_beta_is_around_their_start(void **unused)
{
	struct play *play = open_shipped("updating", 1, NULL);
	struct run *run = play->run;

	(void)unused;
	for (size_t index = 3; index <= run->last; index += 7) {
		run_seek(run, index);
		struct window now = landscape_window(run);
		struct plane_point at = landscape_point(run);
		assert_true(fabs(now.x0 + now.x1 - 2 * 1.4) < 1e-12);
		assert_true(fabs(now.y0 + now.y1) < 1e-12);
		assert_true(holds(now, at.u, at.v));
	}
	play_close(play);
}

static void a_diverged_run_still_has_a_picture(void **unused)
{
	static const char *const sets[] = {"train.learning_rate=900", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct landscape *landscape = landscape_new();

	(void)unused;
	run_seek(play->run, SIZE_MAX);
	struct window window = landscape_window(play->run);
	assert_true(isfinite(window.x0) && isfinite(window.y1) && window.x0 < window.x1);
	assert_non_null(landscape_picture(landscape, play->run, window, NX, NY).z);
	landscape_free(landscape);
	play_close(play);
}

/* --- axes, rays, the start ------------------------------------------------------------------------- */

/* H of two-scales is diag(mean x₁², mean x₂²) after centring. */
static void the_axes_are_the_bowls(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct landscape *landscape = landscape_new();
	struct run *run = play->run;
	double mean[2] = {0, 0};

	(void)unused;
	run_seek(run, end_of_step(run, 0));
	for (int j = 0; j < 2; j++)
		for (size_t i = 0; i < 64; i++)
			mean[j] += pow(experiment_x(run->experiment, run->at.stage, j)[i], 2) / 64;
	struct bend bend = landscape_picture(landscape, run, landscape_window(run), NX, NY).bend;
	assert_true(bend.known && !bend.flat[0] && !bend.flat[1]);
	for (int i = 0; i < 2; i++) {
		assert_close(bend.lambda[i], mean[1 - i], 1e-12, 0);
		assert_close(fabs(bend.axis[i][1 - i]), 1, 1e-12, 0);
		assert_close(bend.axis[i][i], 0, 0, 1e-9);
	}
	landscape_free(landscape);
	play_close(play);
}

/* Second differences of the plain loss along the axes, and none between them. */
static void the_axes_of_a_network_bend_by_lambda(void **unused)
{
	static const char *const sets[] = {
		"view.plane=gamma(1,2), W(2,1,3)", "view.rows=all", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct landscape *landscape = landscape_new();
	struct run *run = play->run;
	const double h = 1e-3;

	(void)unused;
	run_seek(run, end_of_step(run, 3));
	struct bend bend = landscape_picture(landscape, run, landscape_window(run), NX, NY).bend;
	assert_true(bend.known && bend.lambda[0] >= bend.lambda[1]);
	for (int i = 0; i < 2; i++) {
		double theta[64], side[3];

		for (int k = -1; k <= 1; k++) {
			memcpy(theta, run_state(run).theta,
				run->experiment->model.parameters * sizeof(*theta));
			for (int j = 0; j < 2; j++)
				theta[run->spread.offset[j]] += k * h * bend.axis[i][j];
			side[k + 1] = norm_loss(run, theta, train_rows(run));
		}
		assert_close(
			bend.lambda[i], (side[0] - 2 * side[1] + side[2]) / (h * h), 1e-3, 1e-6);
	}
	run_set_mode(run, MODE_TEST);
	assert_false(landscape_picture(landscape, run, landscape_window(run), NX, NY).bend.known);
	landscape_free(landscape);
	play_close(play);
}

/* Rays are claimed where the loss is the same at twice the weights, and only there. */
static void rays_are_where_length_does_not_count(void **unused)
{
	static const struct {
		const char *why, *lesson, *sets[4];
		bool rays;
	} cases[] = {
		{"both weights of a normed unit", "five-stages", {NULL}, true},
		{"of two units", "five-stages", {"view.plane=W(1,1,1), W(1,2,1)"}, false},
		{"a weight and a scale", "five-stages", {"view.plane=W(1,1,1), gamma(1,1)"}, false},
		{"without the norm", "five-stages", {"batch_norm.on=false"}, false},
		{"the output's weights", "five-stages", {"view.plane=W(2,1,1), W(2,1,2)"}, false},
		{"running statistics", "five-stages", {"batch_norm.normalize_with=running"}, false},
		{"a linear model", "two-scales", {NULL}, false},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct play *play = open_shipped(cases[i].lesson, 1, cases[i].sets);
		struct landscape *landscape = landscape_new();
		const struct window ray = {0.5, 1.0, 0.25, 0.5};

		run_seek(play->run, end_of_step(play->run, 2));
		const double *z = landscape_picture(landscape, play->run, ray, 2, 2).z;
		if (landscape_has_rays(play->run) != cases[i].rays)
			fail_msg("%s", cases[i].why);
		assert_int_equal(fabs(z[3] - z[0]) < 1e-4 * fabs(z[0]), cases[i].rays);
		run_set_mode(play->run, MODE_TEST);
		assert_false(landscape_has_rays(play->run));
		landscape_free(landscape);
		play_close(play);
	}
}

/* Whatever was looked at before, the start's picture is the same from everywhere. */
static void the_start_stays_the_start(void **unused)
{
	static const struct window window = {-2, 2, -2, 2};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct landscape *landscape = landscape_new(), *other = landscape_new();
	struct run *run = play->run;

	(void)unused;
	run_seek(run, end_of_step(run, 20));
	struct landscape_picture late = landscape_start(landscape, run, window);
	assert_true(late.z && late.kind == LANDSCAPE_START && !late.waits);
	run_seek(run, timeline_index(&run->timeline, 0, 0));
	struct landscape_picture early = landscape_start(other, run, window);
	assert_true(late.nx == early.nx && late.ny == early.ny);
	assert_memory_equal(late.z, early.z, (size_t)late.nx * (size_t)late.ny * sizeof(*late.z));
	landscape_free(landscape);
	landscape_free(other);
	play_close(play);
}

/* --- minimum, point, words ------------------------------------------------------------------------- */

/* At the minimum the gradient by both weights is 0, with b where the run holds it. */
static void the_minimum_is_the_minimum(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct run *run = play->run;

	(void)unused;
	for (size_t step = 0; step < 20; step += 5) {
		run_seek(run, end_of_step(run, step));
		struct view_of_loss view = landscape_view(run);
		double theta[3] = {0, 0, run_state(run).theta[2]}, h = 1e-4;
		assert_true(view.has_minimum && view.all_rows);
		for (int j = 0; j < 2; j++) {
			double side[2];

			for (int k = 0; k < 2; k++) {
				theta[0] = view.minimum[0];
				theta[1] = view.minimum[1];
				theta[j] += k ? h : -h;
				side[k] = linear_loss(run, theta, train_rows(run));
			}
			assert_close(side[0], side[1], 1e-10, 1e-13);
		}
	}
	play_close(play);
}

static void who_has_no_minimum_says_so(void **unused)
{
	static const char *const batches[] = {"train.batch=16", "view.rows=batch", NULL};
	struct play *normed = open_shipped("five-stages", 1, NULL);
	struct play *small = open_shipped("two-scales", 1, batches);

	(void)unused;
	run_seek(normed->run, end_of_step(normed->run, 0));
	assert_false(landscape_view(normed->run).has_minimum);
	assert_false(landscape_view(normed->run).all_rows);
	run_seek(small->run, 0);
	assert_true(landscape_view(small->run).all_rows); /* before there are batches */
	run_seek(small->run, end_of_step(small->run, 0));
	assert_false(landscape_view(small->run).all_rows);
	assert_false(landscape_view(small->run).has_minimum);
	play_close(normed);
	play_close(small);
}

static void the_point_and_its_gradient(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;

	(void)unused;
	for (size_t slot = 0; slot < (size_t)run->timeline.batch_slots; slot++) {
		run_seek(run, timeline_index(&run->timeline, 5, (int)slot));
		struct plane_point at = landscape_point(run);
		bool known = run_reached(run, STAGE_D_WEIGHTS, 1) && run->at.stage != STAGE_UPDATE;

		assert_true(at.u == run_state(run).theta[run->spread.offset[0]]);
		assert_true(at.v == run_state(run).theta[run->spread.offset[1]]);
		assert_int_equal(at.has_gradient, known);
		if (known) {
			assert_true(at.du == run->work.gradient[run->spread.offset[0]]);
			assert_true(at.dv == run->work.gradient[run->spread.offset[1]]);
		}
	}
	play_close(play);
}

static void what_is_held_is_said(void **unused)
{
	static const struct {
		const char *why, *lesson, *sets[4], *full, *brief;
	} cases[] = {
		{"a bias", "two-scales", {NULL}, "b held at 1.5", "b = 1.5"},
		{"another bias", "two-scales", {"network.given=1, 2, -0.25"}, "b held at −0.25",
			"b = −0.25"},
		{"nothing to hold", "two-scales", {"network.bias=false", "network.given=1, 2"}, "",
			""},
		{"a weight and the bias", "two-scales", {"view.plane=W(1,1,1), b(1,1)"},
			"all else held", "rest held"},
		{"a network", "five-stages", {NULL}, "all else held", "rest held"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct play *play = open_shipped(cases[i].lesson, 1, cases[i].sets);
		struct str full = {0}, brief = {0};

		run_seek(play->run, 0);
		landscape_held(play->run, false, &full);
		landscape_held(play->run, true, &brief);
		assert_string_equal(str_text(&full), cases[i].full);
		assert_string_equal(str_text(&brief), cases[i].brief);
		str_free(&full);
		str_free(&brief);
		play_close(play);
	}
}

/* The samples of a picture whose points all come at once are left, of a costly one every second. */
static void costly_pictures_have_fewer_samples(void **unused)
{
	static const struct {
		const char *lesson;
		int nx, ny, least_x, least_y, most_x, most_y;
		const char *why;
	} cases[] = {
		{"five-stages", 77, 49, 77, 49, 77, 49, "a picture at 80x24 is whole"},
		{"five-stages", 401, 281, 200, 140, 300, 210, "at 300x100 it comes with its key"},
		{"two-scales", 1601, 1601, 1601, 1601, 1601, 1601, "a bowl is in closed form"},
		{"five-stages", 4001, 3001, 500, 375, 1500, 1125, "what takes long is waited for"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped(cases[i].lesson, 8, NULL);
		int nx = cases[i].nx, ny = cases[i].ny;
		run_seek(play->run, stage_at(play->run, 2, STAGE_DRAW, 0));
		landscape_afford(play->run, &nx, &ny);
		if (nx < cases[i].least_x || nx > cases[i].most_x || ny < cases[i].least_y ||
			ny > cases[i].most_y)
			fail_msg("%s: %d by %d", cases[i].why, nx, ny);
		play_close(play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(field_of_a_linear_model),
		cmocka_unit_test(field_of_a_normed_network),
		cmocka_unit_test(field_changes_with_the_state),
		cmocka_unit_test(field_changes_with_window_and_size),
		cmocka_unit_test(field_changes_with_the_run),
		cmocka_unit_test(window_of_a_linear_run_stands_still),
		cmocka_unit_test(window_of_a_network_only_doubles),
		cmocka_unit_test(window_of_gamma_and_beta_is_around_their_start),
		cmocka_unit_test(a_diverged_run_still_has_a_picture),
		cmocka_unit_test(the_axes_are_the_bowls),
		cmocka_unit_test(the_axes_of_a_network_bend_by_lambda),
		cmocka_unit_test(rays_are_where_length_does_not_count),
		cmocka_unit_test(the_start_stays_the_start),
		cmocka_unit_test(the_minimum_is_the_minimum),
		cmocka_unit_test(who_has_no_minimum_says_so),
		cmocka_unit_test(the_point_and_its_gradient),
		cmocka_unit_test(what_is_held_is_said),
		cmocka_unit_test(costly_pictures_have_fewer_samples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
