/*
 * Condition numbers of the data sets that lessons rest on, to the digits that are claimed for
 * them: through settings, files, input normalization and curvature, as a lesson gets them.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "close.h"
#include "engine/experiment.h"
#include "num/curvature.h"

static struct experiment *make_experiment(const char *const *sets)
{
	struct settings settings;
	struct diags diags = {.count = 0};
	struct str why = {0};
	struct experiment *experiment = NULL;

	settings_defaults(&settings);
	for (; *sets; sets++) {
		char name[64];
		size_t length = strcspn(*sets, "=");

		snprintf(name, sizeof(name), "%.*s", (int)length, *sets);
		assert_int_equal(
			setting_set(&settings, setting_find(name), *sets + length + 1, &why), 0);
	}
	if (experiment_new(&settings, (struct experiment_source){.folder = "lessons/data"},
		    &experiment, &diags))
		fail_msg("%s", diags.count ? diags.list[0].text : "no experiment");
	str_free(&why);
	return experiment;
}

static struct curvature find(const struct experiment *e, enum stage stage, enum curvature_over over)
{
	struct curvature c;
	const double *x[FEATURES] = {experiment_x(e, stage, 0), experiment_x(e, stage, 1)};

	assert_int_equal(
		curvature_find(over, x, e->data.y, e->data.train, e->data.train_count, 0, &c), 0);
	return c;
}

/* The number to two significant digits, as lessons give it. */
static void assert_digits(double actual, const char *expected, const char *why)
{
	char text[32];
	double wanted = strtod(expected, NULL);
	int digits = 0;

	for (const char *at = expected; *at && *at != 'e'; at++)
		digits += *at >= '0' && *at <= '9';
	snprintf(text, sizeof(text), "%.*e", digits - 1, actual);
	if (strtod(text, NULL) != wanted)
		fail_msg("%s: kappa is %.6g, not %s", why, actual, expected);
}

enum { SETS = 7 }; /* room for two more and the closing NULL */

static const struct kappa_case {
	const char *why;
	const char *sets[SETS];
	const char *raw, *centered, *divided; /* NULL: nothing is claimed */
} cases[] = {
	{"wine, hue and proline",
		{"data.source=csv", "data.file=wine.csv", "data.features=hue, proline",
			"data.target=first_cultivar"},
		"2.5e7", NULL, "1.6"},
	{"Old Faithful",
		{"data.source=csv", "data.file=faithful.csv", "data.features=eruptions, waiting",
			"data.target=kind"},
		"2.3e5", NULL, "19"},
	{"iris, petals",
		{"data.source=csv", "data.file=iris.csv", "data.features=petal_length, petal_width",
			"data.target=sepal_length"},
		"641", NULL, "53"},
	{"grid, 5", {"data.source=grid", "data.scale=5"}, "151", "25.0", "1.000000"},
	{"grid, 10", {"data.source=grid", "data.scale=10"}, "555", "100.0", "1.000000"},
	{"grid, 1000", {"data.source=grid", "data.scale=1000"}, "5.4e6", "1.000e6", "1.000000"},
	{"correlated, .5", {"data.source=correlated", "data.correlation=0.5"}, NULL, NULL, "3.000"},
	{"correlated, .9", {"data.source=correlated", "data.correlation=0.9"}, NULL, NULL, "19.00"},
	{"correlated, .95", {"data.source=correlated", "data.correlation=0.95"}, NULL, NULL,
		"39.00"},
	{"houses", {"data.source=houses"}, "176600", "3759", "6.4"},
	{"far", {"data.source=far"}, "1.7e6", "1.000", "1.000"},
};

static void kappa_is_what_lessons_say(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct kappa_case *c = &cases[i];
		struct experiment *e = make_experiment(c->sets);
		const char *const claims[] = {c->raw, c->centered, c->divided};
		const enum stage stages[] = {STAGE_START, STAGE_INPUT_SUBTRACT, STAGE_INPUT_DIVIDE};

		for (int k = 0; k < 3; k++) {
			double kappa = find(e, stages[k], CURVATURE_B_FREE).kappa;

			if (claims[k])
				assert_digits(kappa, claims[k], c->why);
		}
		experiment_free(e);
	}
}

/* The experiment of a case with one more setting. */
static struct experiment *make_with(const struct kappa_case *c, const char *set)
{
	const char *sets[SETS];
	size_t count = 0;

	memcpy(sets, c->sets, sizeof(sets));
	while (sets[count])
		count++;
	sets[count] = set;
	return make_experiment(sets);
}

/* Dividing by the variance, a mistake that notes print, swaps the axes of the valley: its shape over
 * the two weights stays what centring alone made of it. */
static void dividing_by_the_variance_leaves_kappa(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct experiment *e = make_with(&cases[i], "input.scale=variance");
		struct curvature c = find(e, STAGE_INPUT_SUBTRACT, CURVATURE_B_MINIMISED);
		struct curvature d = find(e, STAGE_INPUT_DIVIDE, CURVATURE_B_MINIMISED);

		assert_close(d.kappa, c.kappa, 1e-8, 0);
		experiment_free(e);
	}
}

static double correlation(const struct experiment *e)
{
	const double *x = e->data.x[0], *y = e->data.x[1];
	double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
	size_t count = e->data.rows;

	for (size_t i = 0; i < count; i++) {
		mx += x[i] / (double)count;
		my += y[i] / (double)count;
	}
	for (size_t i = 0; i < count; i++) {
		xx += (x[i] - mx) * (x[i] - mx);
		yy += (y[i] - my) * (y[i] - my);
		xy += (x[i] - mx) * (y[i] - my);
	}
	return xy / sqrt(xx * yy);
}

static void standardised_kappa_is_the_correlation_s(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct experiment *e = make_with(&cases[i], NULL);
		double r = fabs(correlation(e));
		struct curvature c = find(e, STAGE_INPUT_DIVIDE, CURVATURE_B_FREE);

		assert_close(c.kappa, (1 + r) / (1 - r), 1e-9, 0);
		assert_close(c.lambda[0], 1 - r, 1e-9, 1e-12);
		experiment_free(e);
	}
}

static void whitening_makes_circles(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct experiment *e = make_with(&cases[i], "input.whiten=true");
		struct curvature c = find(e, STAGE_INPUT_WHITEN, CURVATURE_B_FREE);

		assert_close(c.kappa, 1, 1e-10, 0);
		experiment_free(e);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kappa_is_what_lessons_say),
		cmocka_unit_test(dividing_by_the_variance_leaves_kappa),
		cmocka_unit_test(standardised_kappa_is_the_correlation_s),
		cmocka_unit_test(whitening_makes_circles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
