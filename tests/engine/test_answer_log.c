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

#define HEAD "---\ntitle: T\nquestion: Q?\ndata: {source: handful}\n---\n\n"

static const char lesson[] =
	HEAD "## Start\n<!-- at: start -->\nProse.\n\n"
	     "## Subtract\n<!-- at: {input: subtract} -->\n"
	     "<!-- ask: {answer: \"input_var(1)\", tolerance: 1%, mistakes: {\n"
	     "  divides by m − 1: \"input_var(1)*train_rows/(train_rows-1)\"}} -->\n"
	     "What is the variance of `= rows` rows?\n\nTake your time.\n\n"
	     "## See\n<!-- at: {input: divide} -->\n<!-- see: choice -->\nWhich *rows*?\n\n"
	     "- [x] None\n  - Yes.\n- [ ] Those far away\n  - No.\n- [ ] All\n  - No.\n\n"
	     "## End\n<!-- at: end -->\nProse.\n";

#define NUMBER "test\t2\tSubtract\t"
#define ASKED "What is the variance of 6 rows?\n"
#define CHOICE "test\t3\tSee\t"
#define CHOOSE "Which rows?\n"
enum { CHOICE_STOP = 2 };

static struct play *open_lesson(void)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	if (open_text(lesson, true, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	return play;
}

static void lines_of_answers(void **unused)
{
	static const struct {
		size_t stop; /* from 1 */
		const char *typed, *line;
	} cases[] = {
		{2, "4", NUMBER "right\t4\t\t0\t" ASKED},
		{2, "4.8", NUMBER "mistake\t4.8\tdivides by m − 1\t0\t" ASKED},
		{2, "5", NUMBER "wrong\t5\t\t0\t" ASKED},
		{3, "a", CHOICE "right\ta\t\t0\t" CHOOSE},
		{3, "b", CHOICE "wrong\tb\tThose far away\t0\t" CHOOSE},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_lesson();
		struct str why = {0}, line = {0};
		size_t stop = cases[i].stop - 1;
		assert_int_equal(answer_commit(play->asked[stop], cases[i].typed,
					 &play->answers[stop], &why),
			0);
		answer_log_lines(play, stop, &line);
		assert_string_equal(str_text(&line), cases[i].line);
		str_free(&line);
		str_free(&why);
		play_close(play);
	}
}

/* Who types an answer for a room that voted has not taken its vote away. */
static void a_room_and_its_answer(void **unused)
{
	struct play *play = open_lesson();
	struct answer *answer = &play->answers[CHOICE_STOP];
	struct str why = {0}, lines = {0};

	(void)unused;
	assert_int_equal(poll_take(&answer->poll, "12 5 3", 3, &why), 0);
	assert_int_equal(answer_commit(play->asked[CHOICE_STOP], "a", answer, &why), 0);
	answer_log_lines(play, CHOICE_STOP, &lines);
	assert_string_equal(str_text(&lines),
		CHOICE "room\t12 5 3 (right: a)\t\t0\t" CHOOSE CHOICE "right\ta\t\t0\t" CHOOSE);
	str_free(&lines);
	str_free(&why);
	play_close(play);
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
					     "       1  wrong in another way: b\n");
	str_free(&text);
	report_free(&report);
}

/* Lessons stand in the order met, stops in theirs, whatever was answered first. */
static void stops_in_their_order(void **unused)
{
	static const char *const lines[] = {"b\t9\tNine\tright\t4\t\t0\tHow many?",
		"a\t1\tOne\tright\t4\t\t0", "b\t3\tThree\twrong\t7\t\t0",
		"b\t5\tFive\twrong\tc\tNot at all\t0\tWhich?"};
	struct report report = {.count = 0};
	struct str text = {0};

	(void)unused;
	report_file(&report);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_int_equal(report_line(&report, lines[i]), 0);
	report_print(&report, &text);
	assert_string_equal(str_text(&text),
		"1 log, 4 questions\n"
		"\nb, stop 3: Three\n"
		"    1 answered, 0 right (0%), 0 skipped, 0 hints\n"
		"       1  wrong in another way: 7\n"
		"\nb, stop 5: Five\n"
		"    Which?\n"
		"    1 answered, 0 right (0%), 0 skipped, 0 hints\n"
		"       1  Not at all\n"
		"\nb, stop 9: Nine\n"
		"    How many?\n"
		"    1 answered, 1 right (100%), 0 skipped, 0 hints\n"
		"\na, stop 1: One\n"
		"    1 answered, 1 right (100%), 0 skipped, 0 hints\n");
	str_free(&text);
	report_free(&report);
}

/* Who skipped and came back has answered; who answered and tries again has not. */
static void skipped_and_answered_later(void **unused)
{
	static const char *const lines[] = {"a\t1\tOne\tskipped\t\t\t0", "a\t1\tOne\twrong\t7\t\t1",
		"a\t1\tOne\tright\t4\t\t1", "a\t1\tOne\tskipped\t\t\t1"};
	struct report report = {.count = 0};

	(void)unused;
	report_file(&report);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		assert_int_equal(report_line(&report, lines[i]), 0);
	assert_int_equal(report.count, 1);
	assert_int_equal(report.questions[0].skipped, 0);
	assert_int_equal(report.questions[0].wrong, 1);
	assert_int_equal(report.questions[0].right, 0);
	assert_int_equal(report.questions[0].hints, 1);
	report_free(&report);
}

/* A vote is written as it was counted, and stands beside the answers of others; the last one counts. */
static void rooms_vote(void **unused)
{
	struct play *play = open_lesson();
	struct str why = {0}, line = {0}, text = {0};
	struct report report = {.count = 0};

	(void)unused;
	assert_int_equal(poll_take(&play->answers[CHOICE_STOP].poll, "12 5 3", 3, &why), 0);
	answer_pass(&play->answers[CHOICE_STOP]);
	answer_log_lines(play, CHOICE_STOP, &line);
	assert_string_equal(str_text(&line), CHOICE "room\t12 5 3 (right: a)\t\t0\t" CHOOSE);
	report_file(&report);
	line.data[--line.len] = '\0';
	assert_int_equal(report_line(&report, str_text(&line)), 0);
	assert_int_equal(poll_take(&play->answers[CHOICE_STOP].poll, "18 1 1", 3, &why), 0);
	str_clear(&line);
	answer_log_lines(play, CHOICE_STOP, &line);
	line.data[--line.len] = '\0';
	assert_int_equal(report_line(&report, str_text(&line)), 0);
	report_print(&report, &text);
	assert_non_null(strstr(str_text(&text), "\n    room: 12 5 3, then 18 1 1 (right: a)\n"));
	assert_null(strstr(str_text(&text), "room: 12 5 3 (right"));
	assert_null(strstr(str_text(&text), "answered"));
	report_file(&report);
	assert_int_equal(report_line(&report, "test\t3\tSee\tright\ta\t\t0"), 0);
	assert_int_equal(report_line(&report, "test\t3\tSee\troom\t1 2 3\t\t0"), 0);
	str_clear(&text);
	report_print(&report, &text);
	assert_non_null(strstr(str_text(&text), "18 1 1 (right: a)\n    room: 1 2 3\n"));
	assert_non_null(strstr(str_text(&text), "    1 answered, 1 right (100%)"));
	str_free(&line);
	str_free(&why);
	str_free(&text);
	report_free(&report);
	play_close(play);
}

/* However many answers there are, a line stays a line. */
static void many_other_answers(void **unused)
{
	struct report report = {.count = 0};

	(void)unused;
	for (int i = 0; i < 100; i++) {
		report_file(&report);
		assert_int_equal(report_line(&report, "a\t1\tOne\twrong\t0.12345\t\t0"), 0);
	}
	assert_int_equal(report.questions[0].unnamed, 100);
	assert_true(report.questions[0].others.len < 80);
	assert_non_null(strstr(str_text(&report.questions[0].others), ", ..."));
	report_free(&report);
}

/* The words are those of whichever line has some, a second try's and a vote's too. */
static void words_of_any_line(void **unused)
{
	static const struct {
		const char *lines[3];
		const char *words, *why;
	} cases[] = {{{"a\t1\tOne\tright\t4\t\t0", "a\t1\tOne\tright\t4\t\t0\tHow many?", NULL},
			     "How many?", "a second try of the same learner"},
		{{"a\t1\tOne\troom\t1 2\t\t0", "a\t1\tOne\tskipped\t\t\t0",
			 "a\t1\tOne\troom\t1 2\t\t0\tHow many?"},
			"How many?", "a vote"},
		{{"a\t1\tOne\tright\t4\t\t0\tFirst", "a\t1\tOne\tright\t4\t\t0\tSecond", NULL},
			"First", "the first that says it"},
		{{"a\t1\tOne\tright\t4\t\t0", NULL, NULL}, "", "no line says it"}};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct report report = {.count = 0};
		report_file(&report);
		for (size_t k = 0; k < 3 && cases[i].lines[k]; k++)
			assert_int_equal(report_line(&report, cases[i].lines[k]), 0);
		assert_int_equal(report.count, 1);
		if (strcmp(report.questions[0].words, cases[i].words) != 0)
			fail_msg("%s: “%s”", cases[i].why, report.questions[0].words);
		report_free(&report);
	}
}

static void other_lines_are_refused(void **unused)
{
	static const char *const lines[] = {"", "a", "a\t0\tH\tright\t4\t\t0",
		"a\t1\tH\tright\t4\t\t-1", "a\t1\tH\tbest\t4\t\t0", "\t1\tH\tright\t4\t\t0",
		"a\tx\tH\tright\t4\t\t0", "a\t1\tH\tright\t4\t\t0\tWords\t",
		"a\t1\tH\tright\t4\t0"};
	struct report report = {.count = 0};

	(void)unused;
	report_file(&report);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (report_line(&report, lines[i]) != STATUS_SYNTAX)
			fail_msg("taken: %s", lines[i]);
	assert_int_equal(report.count, 0); /* and no question stays of them */
	report_free(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_of_answers),
		cmocka_unit_test(a_class_on_one_page),
		cmocka_unit_test(stops_in_their_order),
		cmocka_unit_test(skipped_and_answered_later),
		cmocka_unit_test(rooms_vote),
		cmocka_unit_test(a_room_and_its_answer),
		cmocka_unit_test(many_other_answers),
		cmocka_unit_test(words_of_any_line),
		cmocka_unit_test(other_lines_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
