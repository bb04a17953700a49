/* The log of answers, line by line, and what several of them say together. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/status.h"
#include "engine/answer_log.h"
#include "lessons.h"

enum { QUESTION = 2 };

static void lines_of_answers(void **unused)
{
	static const struct {
		const char *typed, *line;
	} cases[] = {
		{"4", "four-steps\t3\tStep 2: subtract\tright\t4\t\t0\n"},
		{"4.8", "four-steps\t3\tStep 2: subtract\tmistake\t4.8\tdivides by m − 1\t0\n"},
		{"5", "four-steps\t3\tStep 2: subtract\twrong\t5\t\t0\n"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped("four-steps", 1, NULL);
		struct str why = {0}, line = {0};
		assert_int_equal(answer_commit(play->asked[QUESTION], cases[i].typed,
					 &play->answers[QUESTION], &why),
			0);
		answer_log_line(play, QUESTION, &line);
		assert_string_equal(str_text(&line), cases[i].line);
		str_free(&line);
		str_free(&why);
		play_close(play);
	}
}

static void a_class_on_one_page(void **unused)
{
	static const char *const logs[] = {"a\t3\tOne\tmistake\t5\tdivides by m − 1\t2",
		"a\t3\tOne\tright\t4\t\t2", /* a second try */
		"a\t7\tTwo\tskipped\t\t\t0", NULL, "a\t3\tOne\tmistake\t2\ttakes the root\t0", NULL,
		"a\t3\tOne\tmistake\t5\tdivides by m − 1\t0", NULL, "a\t3\tOne\tright\t4\t\t0",
		"a\t7\tTwo\twrong\tb\t\t1"};
	struct report report = {.count = 0};
	struct str text = {0};

	(void)unused;
	report_file(&report);
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++)
		if (logs[i])
			assert_int_equal(report_line(&report, logs[i]), 0);
		else
			report_file(&report);
	report_print(&report, &text);
	assert_string_equal(str_text(&text), "4 logs, 2 questions\n"
					     "\na, stop 3: One\n"
					     "    4 answered, 1 right (25%), 0 skipped, 2 hints\n"
					     "       2  divides by m − 1\n"
					     "       1  takes the root\n"
					     "\na, stop 7: Two\n"
					     "    1 answered, 0 right (0%), 1 skipped, 1 hint\n"
					     "       1  wrong in another way\n");
	str_free(&text);
	report_free(&report);
}

static void other_lines_are_refused(void **unused)
{
	static const char *const lines[] = {"", "a", "a\t0\tH\tright\t4\t\t0",
		"a\t1\tH\tright\t4\t\t-1", "a\t1\tH\tbest\t4\t\t0", "\t1\tH\tright\t4\t\t0",
		"a\tx\tH\tright\t4\t\t0", "a\t1\tH\tright\t4\t\t0\t", "a\t1\tH\tright\t4\t0"};
	struct report report = {.count = 0};

	(void)unused;
	report_file(&report);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (report_line(&report, lines[i]) != STATUS_SYNTAX)
			fail_msg("taken: %s", lines[i]);
	report_free(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_of_answers),
		cmocka_unit_test(a_class_on_one_page),
		cmocka_unit_test(other_lines_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
