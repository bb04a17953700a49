/* The writer of JSON, read back by a strict reader of its own. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "export/json.h"
#include "json_tree.h"

static struct json_node *read_back(const struct json *json)
{
	return json_tree_read(json->out.data, json->out.len);
}

static void texts_come_back(void **unused)
{
	static const struct {
		const char *why, *text, *written;
	} cases[] = {
		{"empty", "", "\"\""},
		{"plain", "two-scales", "\"two-scales\""},
		{"quotes and backslashes", "a \"b\" \\c", "\"a \\\"b\\\" \\\\c\""},
		{"control characters", "a\nb\tc\x01", "\"a\\u000ab\\u0009c\\u0001\""},
		{"UTF-8 stays as it is", "γ ẑ ≤ √2", "\"γ ẑ ≤ √2\""},
		{"a slash needs no escape", "data/wine.csv", "\"data/wine.csv\""},
		{"DEL is allowed", "a\x7f", "\"a\x7f\""},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct json json = {.comma = false};

		json_text(&json, NULL, cases[i].text);
		assert_string_equal(str_text(&json.out), cases[i].written);
		struct json_node *root = read_back(&json);
		assert_int_equal(root->kind, JSON_TEXT);
		assert_string_equal(root->text, cases[i].text);
		json_tree_free(root);
		str_free(&json.out);
	}
}

static void keys_are_texts_too(void **unused)
{
	struct json json = {.comma = false};

	(void)unused;
	json_open(&json, NULL, '{');
	json_number(&json, "a\"b", 1);
	json_close(&json, '}');
	assert_string_equal(str_text(&json.out), "{\"a\\\"b\":1}");
	str_free(&json.out);
}

/* 17 digits: what is read is what was written, bit for bit. */
static void numbers_keep_their_bits(void **unused)
{
	static const double numbers[] = {0, -0.0, 1, -1, 0.1, 1.0 / 3, 2e-308, 5e-324, DBL_MIN,
		DBL_MAX, -DBL_MAX, DBL_EPSILON, 1e16 + 2, 123456789012345680.0, 1e-7, 3.25e100,
		0.30000000000000004};

	(void)unused;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct json json = {.comma = false};

		json_number(&json, NULL, numbers[i]);
		assert_false(json.nonfinite);
		struct json_node *root = read_back(&json);
		assert_int_equal(root->kind, JSON_NUMBER);
		assert_memory_equal(&root->value, &numbers[i], sizeof(double));
		json_tree_free(root);
		str_free(&json.out);
	}
}

static void what_is_not_finite_is_null(void **unused)
{
	static const double numbers[] = {INFINITY, -INFINITY, NAN};

	(void)unused;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct json json = {.comma = false};

		json_open(&json, NULL, '[');
		json_number(&json, NULL, 1);
		assert_false(json.nonfinite);
		json_number(&json, NULL, numbers[i]);
		json_number(&json, NULL, 2);
		json_close(&json, ']');
		assert_true(json.nonfinite);
		assert_string_equal(str_text(&json.out), "[1,null,2]");
		str_free(&json.out);
	}
}

static void lists_have_their_shapes(void **unused)
{
	static const double values[] = {1, 2, 3, 4, 5, 6};
	static const size_t rows[] = {0, 7, 4096};
	struct json json = {.comma = false};

	(void)unused;
	json_open(&json, NULL, '{');
	json_vector(&json, "v", values, 3);
	json_vector(&json, "none", NULL, 3);
	json_vector(&json, "empty", values, 0);
	json_matrix(&json, "m", values, 2, 3);
	json_matrix(&json, "no_matrix", NULL, 2, 3);
	json_rows(&json, "rows", rows, 3);
	json_rows(&json, "no_rows", rows, 0);
	json_close(&json, '}');
	assert_string_equal(str_text(&json.out),
		"{\"v\":[1,2,3],\"none\":null,\"empty\":[],\"m\":[[1,2,3],[4,5,6]],"
		"\"no_matrix\":null,\"rows\":[0,7,4096],\"no_rows\":[]}");
	str_free(&json.out);
}

static void commas_stand_between_and_nowhere_else(void **unused)
{
	struct json json = {.comma = false};

	(void)unused;
	json_open(&json, NULL, '{');
	json_open(&json, "a", '[');
	json_open(&json, NULL, '{');
	json_close(&json, '}');
	json_open(&json, NULL, '[');
	json_close(&json, ']');
	json_close(&json, ']');
	json_bool(&json, "yes", true);
	json_bool(&json, "no", false);
	json_raw(&json, "raw", "[", "1, 2", "]");
	json_text(&json, "t", "x");
	json_close(&json, '}');
	assert_string_equal(str_text(&json.out),
		"{\"a\":[{},[]],\"yes\":true,\"no\":false,\"raw\":[1, 2],\"t\":\"x\"}");
	struct json_node *root = read_back(&json);
	assert_json_keys(root, "a yes no raw t");
	assert_int_equal(json_get(root, "a", JSON_LIST)->count, 2);
	assert_true(json_get(root, "yes", JSON_BOOL)->value == 1);
	assert_true(json_get(root, "no", JSON_BOOL)->value == 0);
	json_tree_free(root);
	str_free(&json.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_come_back),
		cmocka_unit_test(keys_are_texts_too),
		cmocka_unit_test(numbers_keep_their_bits),
		cmocka_unit_test(what_is_not_finite_is_null),
		cmocka_unit_test(lists_have_their_shapes),
		cmocka_unit_test(commas_stand_between_and_nowhere_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
