/* What the speaker sees in a second terminal: the answer, what to do, what comes next. */
#include "typed.h"

#include <stdlib.h>
#include <unistd.h>

#include "app/notes.h"
#include "lessons.h"

#define HEAD                                                                              \
	"---\ntitle: T\nquestion: Q?\ndata: {source: handful}\ntrain: {epochs: 2}\n---\n" \
	"## One\n<!-- at: start -->\n"

static const struct {
	const char *text, *expected, *why;
} asked_cases[] = {
	{HEAD "Words.\n", "", "nothing is asked"},
	{HEAD "Words.\n\n<!-- see: choice -->\nLess?\n\n- [ ] Yes\n  - No.\n- [x] No, less\n"
	      "  - Yes.\n",
		"Ask: Less?\nAnswer: b “No, less”\n", "a choice in its words"},
	{HEAD "Words.\n\n<!-- see: {answer: \"3/8\", tolerance: 1%} -->\nHow `= 1 + 1`?\n",
		"Ask: How 2?\nAnswer: 0.375\n", "a number, and a live one in the question"},
	{HEAD "Words.\n\n<!-- try: {set: {train.learning_rate: 0.1}} -->\nTake it.\n",
		"Try: Take it.\nTo do: train.learning_rate = 0.1\n", "what is tried"},
	{HEAD "Words.\n\n<!-- see: choice -->\nWhich $`\\mu`$?\n\n- [x] $`\\sigma`$\n  - Yes.\n"
	      "- [ ] No\n  - No.\n",
		"Ask: Which μ?\nAnswer: a “σ”\n", "formulas as they are shown"},
};

static void the_answer_is_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof asked_cases / sizeof *asked_cases; i++) {
		struct play *play = play_text(asked_cases[i].text);
		struct str out = {0};
		notes_answers(play, &out);
		if (strcmp(str_text(&out), asked_cases[i].expected) != 0)
			fail_msg("%s: %s", asked_cases[i].why, str_text(&out));
		str_free(&out);
		play_close(play);
	}
}

/* The letters of an order are dealt anew by each seed: they lead to the lines in the right order. */
static void an_order_is_told_in_words(void **state)
{
	struct play *play = play_text(HEAD "Words.\n\n<!-- see: order -->\nIn order?\n\n1. One\n"
					   "2. Two\n3. Three\n");
	struct str out = {0}, why = {0};
	struct answer answer = {.state = ANSWER_OPEN};
	char letters[4] = "";

	(void)state;
	notes_answers(play, &out);
	const char *at = strstr(str_text(&out), "Answer: ");
	static const char *const lines[] = {" “One”", " “Two”", " “Three”"};
	for (int i = 0; i < 3; i++) {
		at = strstr(at, lines[i]);
		assert_non_null(at);
		letters[i] = at[-1];
	}
	assert_int_equal(answer_commit(play->asked[0], letters, &answer, &why), 0);
	assert_int_equal(answer.verdict, VERDICT_RIGHT);
	str_free(&out);
	str_free(&why);
	play_close(play);
}

static const struct {
	const char *text;
	int indent, width;
	bool ascii;
	const char *expected, *why;
} wrapped[] = {
	{"Half a minute.", 2, 0, false, "  Half a minute.\n", "a pipe has no width"},
	{"Half a minute.", 2, 8, false, "  Half a\n  minute.\n", "broken at blanks, indent kept"},
	{"Half a minute.", 2, 7, false, "  Half\n  a\n  minute.\n", "one cell less"},
	{"Half a", 2, 3, false, "  Half\n  a\n", "a word is never broken"},
	{"μ and σ", 0, 5, false, "μ and\nσ\n", "cells, not bytes"},
	{"μ and σ", 0, 6, true, "mu and\nsigma\n", "spelled before it is counted"},
	{"a\n b", 1, 9, false, " a b\n", "a line of the file is no line here"},
};

static void words_wrap_at_blanks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrapped / sizeof *wrapped; i++) {
		struct str out = {0};
		notes_add(wrapped[i].text, wrapped[i].indent, wrapped[i].width, wrapped[i].ascii,
			&out);
		if (strcmp(str_text(&out), wrapped[i].expected) != 0)
			fail_msg("%s: “%s”", wrapped[i].why, str_text(&out));
		str_free(&out);
	}
}

static void a_stop_is_told_whole(void **state)
{
	struct play *play = play_text(HEAD "<!-- note: Wait. -->\nWords.\n\n## Two\nMore.\n");
	struct followed position = {.blank = true};
	struct str out = {0};

	(void)state;
	str_add(&position.answers, "Ask: What?\nAnswer: 3\n");
	notes_print(play->lesson, &position, 0, false, &out);
	assert_string_equal(str_text(&out),
		"T · stop 1/2 · One\n"
		"    The screen is blank: any key shows it again.\n"
		"    Wait.\n    Ask: What?\n    Answer: 3\n    Next: Two\n");
	str_clear(&out);
	position.stop = 1;
	position.blank = false;
	str_clear(&position.answers);
	notes_print(play->lesson, &position, 0, false, &out);
	assert_string_equal(str_text(&out),
		"T · stop 2/2 · Two\n    No notes here.\n    This is the last stop.\n");
	str_free(&out);
	position_free(&position);
	play_close(play);
}

static const struct {
	long begun, came, now;
	int minutes;
	const char *expected, *why;
} timers[] = {
	{1000, 1000, 1000, 5, "Timer: 0:00 at this stop, 0:00 of 5 minutes", "just begun"},
	{1000, 1155, 1160, 5, "Timer: 0:05 at this stop, 2:40 of 5 minutes", "on the way"},
	{1000, 1061, 5500, 1, "Timer: 73:59 at this stop, 75:00 of 1 minute", "past an hour"},
	{1000, 1061, 1071, 0, "Timer: 0:10 at this stop, 1:11 in the lesson", "no minutes stated"},
	{1000, 1061, 900, 5, "Timer: 0:00 at this stop, 0:00 of 5 minutes", "a clock set back"},
};

static void the_timer_counts_from_both(void **state)
{
	struct play *play = play_text(HEAD "Words.\n");

	(void)state;
	for (size_t i = 0; i < sizeof timers / sizeof *timers; i++) {
		struct followed position = {.begun = timers[i].begun, .came = timers[i].came};
		struct lesson lesson = *play->lesson;
		struct str out = {0};
		lesson.minutes = timers[i].minutes;
		notes_timer(&lesson, &position, timers[i].now, &out);
		if (strcmp(str_text(&out), timers[i].expected) != 0)
			fail_msg("%s: %s", timers[i].why, str_text(&out));
		str_free(&out);
	}
	play_close(play);
}

static void fill(struct followed *position)
{
	str_add(&position->path, "tests/e2e/plain.md");
	str_add(&position->answers, "Ask: What?\nAnswer: 3\n");
	position->stop = 7;
	position->begun = 1700000000;
	position->came = 1700000042;
	position->blank = true;
}

/* As another program's, whose process number no program has. */
static void write_foreign(const char *folder)
{
	struct str path = {0};

	str_addf(&path, "%s/normscope/position", folder);
	FILE *file = fopen(str_text(&path), "w");
	assert_non_null(file);
	fprintf(file, "0 2 0 5 6 4\n/a b\n");
	fclose(file);
	str_free(&path);
}

static void the_file_keeps_what_is_followed(void **state)
{
	char folder[] = "/tmp/normscope-notes.XXXXXX";
	struct followed wrote = {0}, was = {0};

	(void)state;
	assert_non_null(mkdtemp(folder));
	setenv("XDG_RUNTIME_DIR", folder, 1);
	assert_false(position_read(&was));
	fill(&wrote);
	position_write(&wrote);
	assert_true(position_read(&was));
	assert_int_equal(was.process, getpid());
	assert_int_equal(was.stop, 7);
	assert_true(was.blank && position_is_own());
	assert_int_equal(was.begun, 1700000000);
	assert_int_equal(was.came, 1700000042);
	assert_non_null(strstr(str_text(&was.path), "/tests/e2e/plain.md"));
	assert_string_equal(str_text(&was.answers), str_text(&wrote.answers));
	write_foreign(folder);
	assert_false(position_is_own());
	position_remove();
	assert_true(position_read(&was)); /* another program's stays */
	assert_string_equal(str_text(&was.path), "/a b");
	position_write(&wrote);
	position_remove();
	assert_false(position_read(&was));
	position_free(&wrote);
	position_free(&was);
	struct str sub = {0};
	str_addf(&sub, "%s/normscope", folder);
	rmdir(str_text(&sub));
	rmdir(folder);
	str_free(&sub);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_answer_is_told),
		cmocka_unit_test(an_order_is_told_in_words),
		cmocka_unit_test(words_wrap_at_blanks),
		cmocka_unit_test(a_stop_is_told_whole),
		cmocka_unit_test(the_timer_counts_from_both),
		cmocka_unit_test(the_file_keeps_what_is_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
