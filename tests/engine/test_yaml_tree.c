#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/str.h"
#include "engine/yaml_tree.h"

static int parse(const char *yaml, size_t size, int line, int column, struct yaml_node *root,
	struct diags *diags)
{
	struct diag_place start = {.file = "a.md", .line = line, .column = column};

	return yaml_tree_parse(start, yaml, size, root, diags);
}

static void test_tree(void **state)
{
	static const char yaml[] = "title: Grüße, \"quoted\" within\n"
				   "data: {rows: 64, \"file\": 'a b.csv'}\n"
				   "hidden:\n"
				   "  - 3\n"
				   "  - [4, 5]\n"
				   "empty:\n";
	struct yaml_node root;
	struct diags diags = {.count = 0};

	(void)state;
	assert_int_equal(parse(yaml, sizeof yaml - 1, 2, 1, &root, &diags), 0);
	assert_int_equal(root.kind, YAML_MAP);
	assert_int_equal(root.count, 4);
	assert_string_equal(yaml_tree_get(&root, "title")->text, "Grüße, \"quoted\" within");
	const struct yaml_node *file = yaml_tree_get(yaml_tree_get(&root, "data"), "file");
	assert_string_equal(file->text, "a b.csv");
	assert_int_equal(file->key_line, 3);
	assert_int_equal(file->key_column, 18);
	assert_int_equal(file->line, 3);
	assert_int_equal(file->column, 27);
	const struct yaml_node *hidden = yaml_tree_get(&root, "hidden");
	assert_int_equal(hidden->kind, YAML_LIST);
	assert_int_equal(hidden->count, 2);
	assert_int_equal(hidden->children[1].kind, YAML_LIST);
	assert_string_equal(hidden->children[1].children[1].text, "5");
	assert_int_equal(hidden->children[1].children[1].line, 6);
	assert_int_equal(hidden->children[1].children[1].column, 9);
	assert_string_equal(yaml_tree_get(&root, "empty")->text, "");
	assert_null(yaml_tree_get(&root, "none"));
	yaml_tree_free(&root);
	yaml_tree_free(&root);
}

static void test_offsets(void **state)
{
	static const char yaml[] = "{é: 1,\n    b: 2}";
	struct yaml_node root;
	struct diags diags = {.count = 0};

	(void)state;
	assert_int_equal(parse(yaml, sizeof yaml - 1, 10, 12, &root, &diags), 0);
	assert_int_equal(root.line, 10);
	assert_int_equal(root.column, 12);
	assert_int_equal(root.children[0].key_column, 13);
	assert_int_equal(root.children[0].column, 16);
	assert_int_equal(root.children[1].key_line, 11);
	assert_int_equal(root.children[1].key_column, 5);
	yaml_tree_free(&root);
}

static void test_empty_is_a_map(void **state)
{
	static const char *const cases[] = {"", "\n\n", "# only a comment\n"};
	struct diags diags = {.count = 0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct yaml_node root;
		assert_int_equal(parse(cases[i], strlen(cases[i]), 1, 1, &root, &diags), 0);
		assert_int_equal(root.kind, YAML_MAP);
		assert_int_equal(root.count, 0);
		yaml_tree_free(&root);
	}
}

static void test_texts_are_cleaned(void **state)
{
	static const char yaml[] = "\"\\e[31m\": \"a\\0b\\u202ec\\x9b\"";
	struct yaml_node root;
	struct diags diags = {.count = 0};

	(void)state;
	assert_int_equal(parse(yaml, sizeof yaml - 1, 1, 1, &root, &diags), 0);
	assert_string_equal(root.children[0].key, "\uFFFD[31m");
	assert_string_equal(root.children[0].text, "a\uFFFDbc\uFFFD");
	yaml_tree_free(&root);
}

static void test_refusals(void **state)
{
	static const struct {
		const char *yaml;
		int status, line, column;
		const char *text;
	} cases[] = {
		{"a: &x 1", STATUS_SYNTAX, 1, 4, "anchors (&) are not used here"},
		{"a: &x [1]", STATUS_SYNTAX, 1, 4, "anchors (&) are not used here"},
		{"a: &x {b: 1}", STATUS_SYNTAX, 1, 4, "anchors (&) are not used here"},
		{"a: *x", STATUS_SYNTAX, 1, 4, "aliases (*) are not used here; quote the text"},
		{"a: !t 1", STATUS_SYNTAX, 1, 4, "tags (!) are not used here"},
		{"a: !!seq [1]", STATUS_SYNTAX, 1, 4, "tags (!) are not used here"},
		{"a: !!map {b: 1}", STATUS_SYNTAX, 1, 4, "tags (!) are not used here"},
		{"a: 1\n--- {b: 1}\n", STATUS_SYNTAX, 2, 1, "a second YAML document begins here"},
		{"%YAML 1.1\n--- {b: 1}\n", STATUS_SYNTAX, 1, 1,
			"YAML directives (%) are not used here"},
		{"%TAG ! tag:x,2000:\n--- {b: 1}\n", STATUS_SYNTAX, 1, 1,
			"YAML directives (%) are not used here"},
		{"a: 1\nb: 2\na: 3\n", STATUS_SYNTAX, 3, 1, "“a” stands here twice"},
		{"é: {b: 1, c: 2, b: 3}", STATUS_SYNTAX, 1, 17, "“b” stands here twice"},
		{"[[[[[1]]]]]", STATUS_LIMIT, 1, 5,
			"lists and maps are nested more than 4 levels deep"},
		{"{a: {b: {c: {d: {e: 1}}}}}", STATUS_LIMIT, 1, 17,
			"lists and maps are nested more than 4 levels deep"},
		{"{[a]: 1}", STATUS_SYNTAX, 1, 2, "a name must stand before the colon"},
		{"{{a: 1}: 1}", STATUS_SYNTAX, 1, 2, "a name must stand before the colon"},
		{"a: [1, 2", STATUS_SYNTAX, 1, 9,
			"YAML: did not find expected ',' or ']' while parsing a flow sequence"},
		{"a: \"open", STATUS_SYNTAX, 1, 9,
			"YAML: found unexpected end of stream while scanning a quoted scalar"},
		{"a: b: c", STATUS_SYNTAX, 1, 5,
			"YAML: mapping values are not allowed in this context"},
		{"a: \x01", STATUS_SYNTAX, 1, 4, "YAML: control characters are not allowed"},
		{"é: 1\nb: \xff", STATUS_SYNTAX, 2, 4, "YAML: invalid leading UTF-8 octet"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct yaml_node root;
		struct diags diags = {.count = 0};
		int status = parse(cases[i].yaml, strlen(cases[i].yaml), 1, 1, &root, &diags);
		assert_int_equal(status, cases[i].status);
		assert_int_equal(diags.count, 1);
		assert_string_equal(diags.list[0].text, cases[i].text);
		assert_string_equal(diags.list[0].file, "a.md");
		if (diags.list[0].line != cases[i].line || diags.list[0].column != cases[i].column)
			fail_msg("%s: %d:%d", cases[i].yaml, diags.list[0].line,
				diags.list[0].column);
		diags_free(&diags);
	}
}

static void test_size(void **state)
{
	char *yaml = malloc(YAML_BYTES_MAX + 1);
	struct yaml_node root;
	struct diags diags = {.count = 0};

	(void)state;
	memset(yaml, 'a', YAML_BYTES_MAX + 1);
	assert_int_equal(parse(yaml, YAML_BYTES_MAX, 1, 1, &root, &diags), 0);
	assert_int_equal(strlen(root.text), YAML_BYTES_MAX);
	yaml_tree_free(&root);
	assert_int_equal(parse(yaml, YAML_BYTES_MAX + 1, 1, 1, &root, &diags), STATUS_LIMIT);
	assert_string_equal(diags.list[0].text, "this YAML text is larger than 16 KiB, the limit");
	diags_free(&diags);
	free(yaml);
}

static void test_quoted_texts_are_read_back(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{"", "nothing"},
		{"plain", "nothing to escape"},
		{"the \"long\" valley", "quotes"},
		{"C:\\data\\new.csv", "backslashes, also before a letter that YAML would read"},
		{"a: b # {c}, [d] 'e' - f", "signs that mean something outside of quotes"},
		{"σ² of 3×4", "letters beyond ASCII"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct yaml_node root;
		struct diags diags = {.count = 0};
		struct str yaml = {0};

		str_add(&yaml, "title: ");
		yaml_quote(cases[i].text, &yaml);
		print_message("%s: %s\n", cases[i].why, str_text(&yaml));
		assert_int_equal(parse(str_text(&yaml), yaml.len, 1, 1, &root, &diags), 0);
		assert_string_equal(yaml_tree_get(&root, "title")->text, cases[i].text);
		yaml_tree_free(&root);
		str_free(&yaml);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_empty_is_a_map),
		cmocka_unit_test(test_texts_are_cleaned),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_quoted_texts_are_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
