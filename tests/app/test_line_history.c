/* The history of typed lines, in memory and as a text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "app/line_history.h"

static void back_and_forth(void **unused)
{
	struct line_history history = {.count = 0};

	(void)unused;
	assert_null(line_history_back(&history, "typed"));
	assert_null(line_history_next(&history));
	line_history_add(&history, "go end");
	line_history_add(&history, "set rate 1");
	line_history_add(&history, "set rate 1");
	line_history_add(&history, "");
	assert_int_equal(history.count, 2);
	assert_string_equal(line_history_back(&history, "half a li"), "set rate 1");
	assert_string_equal(line_history_back(&history, "set rate 1"), "go end");
	assert_null(line_history_back(&history, "go end"));
	assert_string_equal(line_history_next(&history), "set rate 1");
	assert_string_equal(line_history_next(&history), "half a li");
	assert_null(line_history_next(&history));
	line_history_free(&history);
}

static void the_oldest_lines_go(void **unused)
{
	struct line_history history = {.count = 0};

	(void)unused;
	for (int i = 0; i < LINE_HISTORY_MAX + 5; i++) {
		char line[24];

		snprintf(line, sizeof line, "go stop %d", i);
		line_history_add(&history, line);
	}
	assert_int_equal(history.count, LINE_HISTORY_MAX);
	assert_string_equal(history.lines[0], "go stop 5");
	line_history_free(&history);
}

static void what_is_printed_reads_back(void **unused)
{
	struct line_history history = {.count = 0}, again = {.count = 0};
	struct str text = {0}, same = {0};

	(void)unused;
	line_history_add(&history, "until loss < 0.1");
	line_history_add(&history, "set data.features μ, σ");
	line_history_print(&history, &text);
	line_history_read(&again, str_text(&text), text.len);
	line_history_print(&again, &same);
	assert_string_equal(str_text(&same), "until loss < 0.1\nset data.features μ, σ\n");
	str_free(&text);
	str_free(&same);
	line_history_free(&history);
	line_history_free(&again);
}

/* Somebody else may have written the file. */
static void a_strange_file_is_made_harmless(void **unused)
{
	static const char bytes[] = "a\x1b[31mb\n\n\xff\xfe\nlast";
	struct line_history history = {.count = 0};

	(void)unused;
	line_history_read(&history, bytes, sizeof bytes - 1);
	assert_int_equal(history.count, 3);
	assert_null(strchr(history.lines[0], '\x1b'));
	assert_string_equal(history.lines[1], "\xEF\xBF\xBD\xEF\xBF\xBD");
	assert_string_equal(line_history_back(&history, ""), "last");
	line_history_free(&history);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(back_and_forth),
		cmocka_unit_test(the_oldest_lines_go),
		cmocka_unit_test(what_is_printed_reads_back),
		cmocka_unit_test(a_strange_file_is_made_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
