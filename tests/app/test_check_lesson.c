/* What check says of lessons that are read without a mistake, and of folders. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/check_folder.h"
#include "app/check_lesson.h"
#include "broken_files.h"

static void check_broken(const char *path, const char *options, struct diags *diags)
{
	struct diags warnings = {.count = 0};
	struct check_result result;
	int status =
		check_lesson(path, (struct play_wishes){.set_count = 0}, &result, diags, &warnings);

	(void)options;
	assert_int_equal(status != 0, diags->count > 0);
	for (size_t i = 0; i < warnings.count; i++)
		diag_add(diags, warnings.list[i].status,
			(struct diag_place){.file = warnings.list[i].file,
				.line = warnings.list[i].line,
				.column = warnings.list[i].column},
			"%s", warnings.list[i].text);
	diags_free(&warnings);
}

static void broken_lessons_have_their_messages(void **state)
{
	(void)state;
	broken_files_run("tests/broken/check", ".md", 25, check_broken);
}

static void a_folder_belongs_together(void **state)
{
	struct folder_lessons lessons = {.count = 0};
	struct diags diags = {.count = 0};
	struct str text = {0};

	(void)state;
	assert_int_equal(check_folder_read("tests/broken/folder", &lessons, &diags), 0);
	assert_int_equal(lessons.count, 2);
	assert_int_not_equal(check_folder("tests/broken/folder", &lessons, &diags), 0);
	diags_format(&diags, &text);
	assert_string_equal(str_text(&text),
		"tests/broken/folder/data/named.csv: no lesson of this folder names this file\n"
		"tests/broken/folder/data/orphan.csv: no lesson of this folder names this file\n"
		"tests/broken/folder/order: the list does not name second\n");
	str_free(&text);
	diags_free(&diags);
	check_folder_free(&lessons);
}

static void a_folder_without_lessons(void **state)
{
	static const struct {
		const char *folder, *message;
	} cases[] = {
		{"tests/broken/folder/data",
			"there is no lesson in this folder: no file that ends in .md"},
		{"tests/broken/nowhere", "the folder cannot be read: No such file or directory"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct folder_lessons lessons = {.count = 0};
		struct diags diags = {.count = 0};
		assert_int_not_equal(check_folder_read(cases[i].folder, &lessons, &diags), 0);
		assert_string_equal(diags.list[0].text, cases[i].message);
		diags_free(&diags);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_lessons_have_their_messages),
		cmocka_unit_test(a_folder_belongs_together),
		cmocka_unit_test(a_folder_without_lessons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
