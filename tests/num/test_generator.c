#include <math.h>

#include "base/status.h"
#include "close.h"
#include "net.h"
#include "num/generator.h"

static struct dataset make(const char *name, struct generator_params params)
{
	const struct generator *generator = generator_find(name);
	struct dataset data;

	assert_non_null(generator);
	assert_int_equal(generator_make(generator, &params, &data), 0);
	return data;
}

static const struct generator_params usual = {.rows = 64, .noise = 0.1, .scale = 1, .seed = 7};

static bool same_data(const struct dataset *a, const struct dataset *b)
{
	size_t bytes = a->rows * sizeof(double);

	return a->rows == b->rows && memcmp(a->x[0], b->x[0], bytes) == 0 &&
	       memcmp(a->x[1], b->x[1], bytes) == 0 && memcmp(a->y, b->y, bytes) == 0;
}

static void every_generator(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < generators_count; i++) {
		const char *name = generators[i].name;
		struct generator_params other = usual;
		struct dataset a, b, c;

		other.seed = 8;
		a = make(name, usual);
		b = make(name, usual);
		c = make(name, other);
		assert_true(strlen(generators[i].help) > 20);
		assert_true(same_data(&a, &b));
		assert_false(same_data(&a, &c));
		assert_int_equal(a.train_count, a.rows);
		assert_true(a.feature_name[0][0] && a.feature_name[1][0] && a.target_name[0]);
		assert_true((a.class_name[0][0] != 0) == a.classes);
		for (size_t row = 0; row < a.rows; row++) {
			assert_true(isfinite(a.x[0][row]) && isfinite(a.x[1][row]));
			assert_true(isfinite(a.y[row]));
			if (a.classes)
				assert_true(a.y[row] == 0 || a.y[row] == 1);
		}
		dataset_free(&a);
		dataset_free(&b);
		dataset_free(&c);
	}
	assert_null(generator_find("no such data"));
}

static const struct {
	const char *why, *name;
	size_t rows, made;
} sizes[] = {
	{"8 by 8", "grid", 64, 64},
	{"the nearest square below", "grid", 70, 64},
	{"the nearest square above", "grid", 75, 81},
	{"at least 2 by 2", "far", 2, 4},
	{"a ring is a grid", "ring", 100, 100},
	{"any number of houses", "houses", 37, 37},
	{"a handful is six", "handful", 64, 6},
	{"an odd number of points", "moons", 33, 33},
	{"two points", "spiral", 2, 2},
	{"three points", "spiral", 3, 3},
};

static void how_many_rows(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct generator_params params = usual;
		struct dataset data;

		params.rows = sizes[i].rows;
		data = make(sizes[i].name, params);
		if (data.rows != sizes[i].made)
			fail_msg("%s: %zu", sizes[i].why, data.rows);
		dataset_free(&data);
	}
}

/* As lessons.md gives it, row by row. */
static void the_grid_by_its_formula(void **unused)
{
	struct generator_params params = {.rows = 64, .scale = 5, .correlation = 0.9};
	struct dataset data = make("grid", params);

	(void)unused;
	for (size_t row = 0; row < 64; row++) {
		double u = ((double)(row / 8) + 0.5) / 8, v = ((double)(row % 8) + 0.5) / 8;

		assert_close(data.x[0][row], u, 1e-15, 0);
		assert_close(data.x[1][row], 5 * v, 1e-15, 0);
		assert_close(data.y[row], 3 * u - 0.4 * (5 * v) + 1, 1e-14, 1e-15);
	}
	dataset_free(&data);
}

static void the_ring_has_24_inside(void **unused)
{
	struct generator_params params = {.rows = 64, .scale = 1};
	struct dataset data = make("ring", params);
	double inside = 0;

	(void)unused;
	for (size_t row = 0; row < 64; row++) {
		double u = data.x[0][row], v = data.x[1][row];

		inside += data.y[row];
		assert_true((data.y[row] == 1) == (u * u + v * v < 0.5));
	}
	assert_close(inside, 24, 0, 0);
	dataset_free(&data);
}

static void classes_are_balanced(void **unused)
{
	static const char *const names[] = {"blobs", "moons", "spiral", "xor"};

	(void)unused;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct generator_params params = usual;
		struct dataset data;
		double second = 0;

		params.rows = 400;
		data = make(names[i], params);
		for (size_t row = 0; row < data.rows; row++)
			second += data.y[row];
		assert_true(second > 160 && second < 240);
		dataset_free(&data);
	}
}

/* The scale acts on the second feature alone; the noise keeps its proportion. */
static void scale_stretches_the_second_feature(void **unused)
{
	static const char *const names[] = {"ring", "blobs", "moons", "spiral", "xor"};

	(void)unused;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct generator_params wide = usual;
		struct dataset a = make(names[i], usual), b;

		wide.scale = 100;
		b = make(names[i], wide);
		for (size_t row = 0; row < a.rows; row++) {
			assert_close(b.x[0][row], a.x[0][row], 0, 0);
			assert_close(b.x[1][row], 100 * a.x[1][row], 1e-15, 0);
			assert_close(b.y[row], a.y[row], 0, 0);
		}
		dataset_free(&a);
		dataset_free(&b);
	}
}

static void houses_look_like_houses(void **unused)
{
	struct generator_params params = {.rows = 64, .scale = 1};
	struct dataset data = make("houses", params);

	(void)unused;
	for (size_t row = 0; row < data.rows; row++) {
		assert_true(data.x[0][row] > 20 && data.x[0][row] < 320);
		assert_close(data.x[1][row], floor(data.x[1][row]), 0, 0);
		assert_true(data.x[1][row] >= 1 && data.x[1][row] <= 6);
	}
	assert_string_equal(data.feature_name[0], "area");
	assert_string_equal(data.feature_name[1], "rooms");
	dataset_free(&data);
}

/* The targets of the handful are whole numbers too. */
static void the_handful_is_whole(void **unused)
{
	struct generator_params params = {.rows = 6, .scale = 1};
	struct dataset data = make("handful", params);
	static const double y[] = {7, 10, 11, 16, 15, 19};

	(void)unused;
	for (size_t row = 0; row < 6; row++)
		assert_close(data.y[row], y[row], 0, 0);
	dataset_free(&data);
}

/* Whatever the seed: whole values above 0, whole means and standard deviations, not 1. */
static void each_handful_is_for_a_pencil(void **unused)
{
	int other = 0;

	(void)unused;
	for (unsigned long seed = 0; seed < 300; seed++) {
		struct generator_params params = {.rows = 6, .scale = 1, .seed = seed};
		struct dataset data = make("handful", params);
		double var[2] = {0, 0}, mean[2] = {0, 0}, both = 0;
		for (int f = 0; f < 2; f++) {
			for (size_t row = 0; row < 6; row++) {
				assert_true(data.x[f][row] >= 1 && data.x[f][row] <= 1400);
				mean[f] += data.x[f][row] / 6;
			}
			for (size_t row = 0; row < 6; row++)
				var[f] += pow(data.x[f][row] - mean[f], 2) / 6;
			assert_close(mean[f], round(mean[f]), 1e-12, 0);
			assert_close(sqrt(var[f]), round(sqrt(var[f])), 1e-12, 0);
			assert_true(var[f] > 1.5);
		}
		for (size_t row = 0; row < 6; row++)
			both += (data.x[0][row] - mean[0]) * (data.x[1][row] - mean[1]) / 6;
		assert_true(fabs(both) <= 0.61 * sqrt(var[0] * var[1]));
		assert_true(sqrt(var[1]) >= 100 && sqrt(var[0]) <= 3.5);
		other += fabs(var[0] - 4) > 1e-9;
		dataset_free(&data);
	}
	assert_in_range(other, 100, 200);
}

static const struct {
	const char *why;
	struct generator_params params;
} refusals[] = {
	{"one row", {1, 0, 0, 1, 1}},
	{"negative noise", {9, -1, 0, 1, 1}},
	{"NaN noise", {9, NAN, 0, 1, 1}},
	{"infinite noise", {9, INFINITY, 0, 1, 1}},
	{"correlation above 1", {9, 0, 1.1, 1, 1}},
	{"NaN correlation", {9, 0, NAN, 1, 1}},
	{"scale 0", {9, 0, 0, 0, 1}},
	{"infinite scale", {9, 0, 0, INFINITY, 1}},
};

static void what_is_refused(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct dataset data = {.rows = 77};

		if (generator_make(&generators[0], &refusals[i].params, &data) != STATUS_RANGE)
			fail_msg("%s", refusals[i].why);
		assert_int_equal(data.rows, 77);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_generator),
		cmocka_unit_test(how_many_rows),
		cmocka_unit_test(the_grid_by_its_formula),
		cmocka_unit_test(the_ring_has_24_inside),
		cmocka_unit_test(classes_are_balanced),
		cmocka_unit_test(scale_stretches_the_second_feature),
		cmocka_unit_test(houses_look_like_houses),
		cmocka_unit_test(the_handful_is_whole),
		cmocka_unit_test(each_handful_is_for_a_pencil),
		cmocka_unit_test(what_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
