#define _XOPEN_SOURCE 700
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <gsl/gsl_eigen.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "broken_files.h"
#include "close.h"
#include "num/csv.h"

enum { OPTION_BYTES = 100 };

static void load(const char *path, struct csv_request request, struct dataset *data)
{
	struct diags diags = {.count = 0};
	struct str messages = {0};
	int status = csv_load(path, &request, data, &diags);

	diags_format(&diags, &messages);
	if (status)
		fail_msg("%s", str_text(&messages));
	str_free(&messages);
}

static int parse(
	const char *text, struct csv_request request, struct dataset *data, struct diags *diags)
{
	return csv_parse("a.csv", text, strlen(text), &request, data, diags);
}

struct expected_data {
	const char *why, *text;
	struct csv_request request;
	size_t rows;
	double first[3], last[3]; /* x1, x2, y */
	bool classes;
	const char *names[5]; /* features, target, class 0, class 1 */
};

static const struct expected_data accepted[] = {
	{"three columns in order", "a,b,c\n1,2,3\n4,5,6\n", {0}, 2, {1, 2, 3}, {4, 5, 6}, false,
		{"a", "b", "c", "", ""}},
	{"no header, no last line feed", "1,2,3\n4,5,6", {0}, 2, {1, 2, 3}, {4, 5, 6}, false,
		{"column 1", "column 2", "column 3", "", ""}},
	{"byte order mark, CRLF, quotes, blanks",
		"\xEF\xBB\xBF\"the, \"\"a\"\"\" , b,c\r\n \"1\" , -2e3\t,.5\r\n4,5,6\r\n\r\n \r\n",
		{0}, 2, {1, -2000, .5}, {4, 5, 6}, false, {"the, \"a\"", "b", "c", "", ""}},
	{"chosen by name", "a,b,c,d\n1,2,3,4\n5,6,7,8\n", {"d, a", "b", "", 0}, 2, {4, 1, 2},
		{8, 5, 6}, false, {"d", "a", "b", "", ""}},
	{"chosen by number", "a,b,c,d\n1,2,3,4\n5,6,7,8\n", {"3,1", "4", NULL, 0}, 2, {3, 1, 4},
		{7, 5, 8}, false, {"c", "a", "d", "", ""}},
	{"of three, the target alone", "a,b,c\n1,2,3\n4,5,6\n", {NULL, "a", NULL, 0}, 2, {2, 3, 1},
		{5, 6, 4}, false, {"b", "c", "a", "", ""}},
	{"of three, the features alone", "a,b,c\n1,2,3\n4,5,6\n", {"c, a", NULL, NULL, 0}, 2,
		{3, 1, 2}, {6, 4, 5}, false, {"c", "a", "b", "", ""}},
	{"other columns may hold anything", "a,b,c,d\n1,2,3,x\n5,6,7,\n", {"a, b", "c", "", 0}, 2,
		{1, 2, 3}, {5, 6, 7}, false, {"a", "b", "c", "", ""}},
	{"two texts in byte order", "a,b,c\n1,2,yes\n3,4,no\n5,6,yes\n", {0}, 3, {1, 2, 1},
		{5, 6, 1}, true, {"a", "b", "c", "no", "yes"}},
	{"zeros and ones are classes", "a,b,c\n1,2,1\n3,4,0\n", {0}, 2, {1, 2, 1}, {3, 4, 0}, true,
		{"a", "b", "c", "0", "1"}},
	{"classes in the order asked for", "a,b,c\n1,2,yes\n3,4,no\n", {.classes = "yes, no"}, 2,
		{1, 2, 0}, {3, 4, 1}, true, {"a", "b", "c", "yes", "no"}},
	{"two of three classes", "a,b,c\n1,2,x\n3,4,y\n5,6,z\n7,8,x\n", {.classes = "z, x"}, 3,
		{1, 2, 1}, {7, 8, 1}, true, {"a", "b", "c", "z", "x"}},
	{"two of three numbers", "a,b,c\n1,2,1\n3,4,2\n5,6,3\n7,8,2\n", {.classes = "1, 2"}, 3,
		{1, 2, 0}, {7, 8, 1}, true, {"a", "b", "c", "1", "2"}},
	{"names are cleaned and cut",
		"a\u202E\u200Bb,\x1b[31m,äääääääääääääääääääää\n1,2,3\n4,5,6\n", {0}, 2, {1, 2, 3},
		{4, 5, 6}, false, {"ab", "\uFFFD[31m", "äääääääääääääääääää", "", ""}},
	{"as many rows as allowed", "1,2,3\n4,5,6\n", {.rows_max = 2}, 2, {1, 2, 3}, {4, 5, 6},
		false, {"column 1", "column 2", "column 3", "", ""}},
};

static void compare_row(const struct dataset *data, size_t row, const double expected[3])
{
	assert_true(data->x[0][row] == expected[0]);
	assert_true(data->x[1][row] == expected[1]);
	assert_true(data->y[row] == expected[2]);
}

static void test_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
		const struct expected_data *expected = &accepted[i];
		struct dataset data;
		struct diags diags = {.count = 0};
		if (parse(expected->text, expected->request, &data, &diags))
			fail_msg("%s: %s", expected->why, diags.list[0].text);
		assert_int_equal(data.rows, expected->rows);
		assert_int_equal(data.train_count, expected->rows);
		assert_int_equal(data.test_count, 0);
		compare_row(&data, 0, expected->first);
		compare_row(&data, data.rows - 1, expected->last);
		assert_int_equal(data.classes, expected->classes);
		assert_string_equal(data.feature_name[0], expected->names[0]);
		assert_string_equal(data.feature_name[1], expected->names[1]);
		assert_string_equal(data.target_name, expected->names[2]);
		assert_string_equal(data.class_name[0], expected->names[3]);
		assert_string_equal(data.class_name[1], expected->names[4]);
		dataset_free(&data);
	}
}

/* Takes "name=value" out of "name=value; name=value". */
static void take_option(const char *options, const char *name, char out[OPTION_BYTES])
{
	const char *at = strstr(options, name);

	out[0] = '\0';
	if (!at)
		return;
	at += strlen(name);
	size_t length = strcspn(at, ";");
	assert_true(length < OPTION_BYTES);
	memcpy(out, at, length);
	out[length] = '\0';
}

static void read_broken(const char *path, const char *options, struct diags *diags)
{
	char features[OPTION_BYTES], target[OPTION_BYTES], classes[OPTION_BYTES],
		rows[OPTION_BYTES];
	struct dataset data = {.rows = 77}, before = data;

	take_option(options, "features=", features);
	take_option(options, "target=", target);
	take_option(options, "classes=", classes);
	take_option(options, "rows=", rows);
	struct csv_request request = {features, target, classes, strtoul(rows, NULL, 10)};
	if (csv_load(path, &request, &data, diags) == 0)
		fail_msg("%s is taken", path);
	assert_memory_equal(&data, &before, sizeof data);
}

static void test_broken(void **state)
{
	(void)state;
	broken_files_run("tests/broken", ".csv", 25, read_broken);
}

static void test_limits(void **state)
{
	size_t size = CSV_BYTES_MAX + 1;
	char *text = malloc(size);
	struct dataset data;
	struct diags diags = {.count = 0};
	struct csv_request request = {0};

	(void)state;
	assert_non_null(text);
	memset(text, '\n', size);
	assert_int_equal(csv_parse("a.csv", text, size, &request, &data, &diags), STATUS_LIMIT);
	assert_string_equal(diags.list[0].text, "the text is larger than 16 MiB, the limit");
	diags_free(&diags);
	/* Millions of empty lines in front of one cell: each is a mistake, none takes long. */
	text[size - 2] = 'x';
	assert_int_equal(csv_parse("a.csv", text, size - 1, &request, &data, &diags), STATUS_DATA);
	assert_int_equal(diags.count, DIAGS_MAX);
	assert_true(diags.dropped > 16000000);
	diags_free(&diags);
	free(text);
}

static void test_not_a_file(void **state)
{
	struct dataset data;
	struct diags diags = {.count = 0};
	struct csv_request request = {0};

	(void)state;
	assert_int_equal(csv_load("tests", &request, &data, &diags), STATUS_OPEN);
	assert_string_equal(diags.list[0].text, "this is not a regular file");
	diags_free(&diags);
	assert_int_equal(csv_load("tests/none.csv", &request, &data, &diags), STATUS_OPEN);
	diags_free(&diags);
}

/* One feature, minus its mean and divided by its standard deviation. */
static void standardise(double *x, size_t rows)
{
	double mean = 0, variance = 0;

	for (size_t i = 0; i < rows; i++)
		mean += x[i] / (double)rows;
	for (size_t i = 0; i < rows; i++)
		variance += (x[i] - mean) * (x[i] - mean) / (double)rows;
	for (size_t i = 0; i < rows; i++)
		x[i] = (x[i] - mean) / sqrt(variance);
}

/* κ of the squared loss of a linear model over w1, w2 and b. */
static double condition(const struct dataset *data)
{
	gsl_matrix *hessian = gsl_matrix_calloc(3, 3);
	gsl_vector *values = gsl_vector_alloc(3);
	gsl_eigen_symm_workspace *space = gsl_eigen_symm_alloc(3);

	for (size_t row = 0; row < data->rows; row++) {
		const double v[3] = {data->x[0][row], data->x[1][row], 1};
		for (size_t i = 0; i < 3; i++)
			for (size_t k = 0; k < 3; k++)
				*gsl_matrix_ptr(hessian, i, k) += v[i] * v[k] / (double)data->rows;
	}
	gsl_eigen_symm(hessian, values, space);
	double kappa = gsl_vector_max(values) / gsl_vector_min(values);
	gsl_eigen_symm_free(space);
	gsl_vector_free(values);
	gsl_matrix_free(hessian);
	return kappa;
}

/* The figures that lessons.md promises of the shipped data. */
static void test_shipped_data(void **state)
{
	static const struct {
		const char *path;
		struct csv_request request;
		size_t rows;
		double raw, standardised;
	} cases[] = {
		{"lessons/data/wine.csv", {.features = "hue, proline", .target = "first_cultivar"},
			178, 2.5e7, 1.6},
		{"lessons/data/faithful.csv", {.features = ""}, 272, 2.3e5, 19},
		{"lessons/data/iris.csv",
			{.features = "petal_length, petal_width", .target = "sepal_length"}, 150,
			641, 53},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct dataset data;
		load(cases[i].path, cases[i].request, &data);
		assert_int_equal(data.rows, cases[i].rows);
		assert_close(condition(&data), cases[i].raw, .03, 0);
		standardise(data.x[0], data.rows);
		standardise(data.x[1], data.rows);
		assert_close(condition(&data), cases[i].standardised, .03, 0);
		dataset_free(&data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_not_a_file),
		cmocka_unit_test(test_shipped_data),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
