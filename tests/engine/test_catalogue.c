/* The catalogue: numbers, names and paths of lessons, and folders that are not as they should be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/status.h"
#include "engine/catalogue.h"
#include "engine/pace.h"
#include "lessons.h"

static void it_holds_the_shipped_lessons_in_order(void **unused)
{
	struct catalogue catalogue;
	struct diags diags = {.count = 0};

	(void)unused;
	assert_int_equal(catalogue_open(&catalogue, "lessons", &diags), 0);
	assert_int_equal(diags.count, 0);
	for (size_t i = 0; i < catalogue.count; i++) {
		const struct catalogue_entry *e = &catalogue.entries[i];
		char path[128];

		assert_non_null(shipped_lessons[i]);
		assert_string_equal(e->name, shipped_lessons[i]);
		snprintf(path, sizeof(path), "lessons/%s.md", e->name);
		assert_string_equal(e->path, path);
		assert_true(e->title[0] && e->question[0]);
		assert_true(e->minutes > 0 && e->part >= 1 && e->part <= 3);
		assert_true(i == 0 || e->part >= catalogue.entries[i - 1].part);
	}
	assert_null(shipped_lessons[catalogue.count]);
	catalogue_free(&catalogue);
	assert_int_equal(catalogue.count, 0);
	catalogue_free(&catalogue);
}

/* The minutes that a menu promises: those that engine/pace.h counts, and part 1 well under half an
 * hour. */
static void each_lesson_takes_its_minutes(void **unused)
{
	struct catalogue catalogue;
	struct diags diags = {.count = 0};
	int first = 0;

	(void)unused;
	assert_int_equal(catalogue_open(&catalogue, "lessons", &diags), 0);
	for (size_t i = 0; i < catalogue.count; i++) {
		const struct catalogue_entry *e = &catalogue.entries[i];
		struct lesson *lesson = NULL;
		assert_int_equal(lesson_load(e->path, &lesson, &diags), 0);
		struct pace pace = pace_of(lesson);
		if (pace_minutes(&pace) != e->minutes)
			fail_msg("%s takes %d minutes, not %d", e->name, pace_minutes(&pace),
				e->minutes);
		first += e->part == 1 ? pace_minutes(&pace) : 0;
		lesson_free(lesson);
	}
	assert_in_range(first, 10, 28);
	catalogue_free(&catalogue);
}

static void what_a_user_names_is_found(void **unused)
{
	static const struct {
		const char *why, *wanted, *path;
	} cases[] = {
		{"a number", "1", "lessons/two-scales.md"},
		{"the next number", "2", "lessons/four-steps.md"},
		{"a name", "two-scales", "lessons/two-scales.md"},
		{"a file here", "mine.md", "mine.md"},
		{"a path, whatever its ending", "../x/two-scales", "../x/two-scales"},
		{"a path with an ending", "/tmp/a.md", "/tmp/a.md"},
		{"a file whose name is a number", "1.md", "1.md"},
	};
	struct catalogue catalogue;
	struct diags diags = {.count = 0};

	(void)unused;
	assert_int_equal(catalogue_open(&catalogue, "lessons", &diags), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str path = {0};

		assert_int_equal(catalogue_find(&catalogue, cases[i].wanted, &path, &diags), 0);
		assert_string_equal(str_text(&path), cases[i].path);
		str_free(&path);
	}
	assert_int_equal(diags.count, 0);
	catalogue_free(&catalogue);
}

static void what_is_not_there_is_told(void **unused)
{
	static const struct {
		const char *why, *wanted, *message;
	} cases[] = {
		{"a slip", "two-scale", "there is no lesson “two-scale”; did you mean two-scales?"},
		{"a swap", "four-setps",
			"there is no lesson “four-setps”; did you mean four-steps?"},
		{"nothing like it", "regularization",
			"there is no lesson “regularization”; `normscope list` shows them"},
		{"no lesson 0", "0", "there is no lesson “0”; `normscope list` shows them"},
		{"beyond the last", "65", "there is no lesson “65”; `normscope list` shows them"},
		{"a negative number", "-1", "there is no lesson “-1”; `normscope list` shows them"},
		{"a number with a zero before it", "01",
			"there is no lesson “01”; `normscope list` shows them"},
		{"nothing", "", "there is no lesson “”; `normscope list` shows them"},
		{"an ending alone", ".md", "there is no lesson “.md”; `normscope list` shows them"},
	};
	struct catalogue catalogue;
	struct diags none = {.count = 0};

	(void)unused;
	assert_int_equal(catalogue_open(&catalogue, "lessons", &none), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct diags diags = {.count = 0};
		struct str path = {0};

		assert_int_equal(
			catalogue_find(&catalogue, cases[i].wanted, &path, &diags), STATUS_NAME);
		assert_int_equal(diags.count, 1);
		assert_string_equal(diags.list[0].text, cases[i].message);
		assert_int_equal(path.len, 0);
		diags_free(&diags);
		str_free(&path);
	}
	catalogue_free(&catalogue);
}

/* --- folders of our own --------------------------------------------------------------------------- */

#define LESSON "---\ntitle: A title\nquestion: Why?\nminutes: 3\n---\n\n## One\nText.\n"

static char folder[] = "/tmp/normscope-catalogue-XXXXXX";

static void write_file(const char *name, const char *text)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void remove_file(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	unlink(path);
}

static int make_folder(void **unused)
{
	(void)unused;
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **unused)
{
	static const char *const names[] = {"order", "a.md", "b.md", "broken.md"};

	(void)unused;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		remove_file(names[i]);
	return rmdir(folder);
}

static void a_folder_without_a_list(void **unused)
{
	struct catalogue catalogue;
	struct diags diags = {.count = 0};

	(void)unused;
	remove_file("order");
	assert_int_equal(catalogue_open(&catalogue, folder, &diags), STATUS_OPEN);
	assert_int_equal(catalogue.count, 0);
	assert_int_equal(diags.count, 1);
	assert_non_null(strstr(diags.list[0].file, "/order"));
	diags_free(&diags);
	catalogue_free(&catalogue);
}

static void blank_lines_and_comments_are_left_out(void **unused)
{
	struct catalogue catalogue;
	struct diags diags = {.count = 0};

	(void)unused;
	write_file("a.md", LESSON);
	write_file("b.md", LESSON);
	write_file("order", "# all\n\nb\r\n\n#a\na");
	assert_int_equal(catalogue_open(&catalogue, folder, &diags), 0);
	assert_int_equal(catalogue.count, 2);
	assert_string_equal(catalogue.entries[0].name, "b");
	assert_string_equal(catalogue.entries[1].name, "a");
	assert_string_equal(catalogue.entries[1].title, "A title");
	assert_string_equal(catalogue.entries[1].question, "Why?");
	assert_int_equal(catalogue.entries[1].minutes, 3);
	catalogue_free(&catalogue);
}

/* One broken lesson is told, with its place, and does not take the others away. */
static void a_broken_lesson_leaves_the_others(void **unused)
{
	struct catalogue catalogue;
	struct diags diags = {.count = 0};

	(void)unused;
	write_file("a.md", LESSON);
	write_file("broken.md", "no header\n");
	write_file("order", "broken\nmissing\na\n");
	assert_int_not_equal(catalogue_open(&catalogue, folder, &diags), 0);
	assert_int_equal(catalogue.count, 1);
	assert_string_equal(catalogue.entries[0].name, "a");
	assert_int_equal(diags.count, 2);
	assert_non_null(strstr(diags.list[0].file, "broken.md"));
	assert_non_null(strstr(diags.list[1].file, "missing.md"));
	diags_free(&diags);
	catalogue_free(&catalogue);
}

/* A list is made of headers: what is wrong behind one is told by whoever opens that lesson. */
static void bodies_are_not_read(void **unused)
{
	struct catalogue catalogue;
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;

	(void)unused;
	write_file("a.md", LESSON "\n<!-- ask: choice -->\nWhich?\n\n- [ ] None\n  - No.\n");
	write_file("order", "a\n");
	assert_int_equal(catalogue_open(&catalogue, folder, &diags), 0);
	assert_int_equal(catalogue.count, 1);
	assert_string_equal(catalogue.entries[0].title, "A title");
	assert_int_equal(lesson_load_header(catalogue.entries[0].path, &lesson, &diags), 0);
	assert_int_equal(lesson->stop_count, 0);
	lesson_free(lesson);
	assert_int_not_equal(lesson_load(catalogue.entries[0].path, &lesson, &diags), 0);
	assert_int_equal(diags.count, 1);
	diags_free(&diags);
	catalogue_free(&catalogue);
}

/* More names than there is room for. */
static void a_long_list_is_cut(void **unused)
{
	struct catalogue catalogue;
	struct diags diags = {.count = 0};
	struct str order = {0};

	(void)unused;
	for (int i = 0; i < CATALOGUE_MAX + 5; i++)
		str_add(&order, "a\n");
	write_file("a.md", LESSON);
	write_file("order", str_text(&order));
	assert_int_equal(catalogue_open(&catalogue, folder, &diags), 0);
	assert_int_equal(catalogue.count, CATALOGUE_MAX);
	str_free(&order);
	catalogue_free(&catalogue);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_holds_the_shipped_lessons_in_order),
		cmocka_unit_test(each_lesson_takes_its_minutes),
		cmocka_unit_test(what_a_user_names_is_found),
		cmocka_unit_test(what_is_not_there_is_told),
		cmocka_unit_test(a_folder_without_a_list),
		cmocka_unit_test(blank_lines_and_comments_are_left_out),
		cmocka_unit_test(a_broken_lesson_leaves_the_others),
		cmocka_unit_test(bodies_are_not_read),
		cmocka_unit_test(a_long_list_is_cut),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
