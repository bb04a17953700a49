/* Progress: noted from a play, as text and back, resumed; damaged texts are refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/play_change.h"
#include "engine/progress.h"
#include "lessons.h"

enum { QUESTION = 2, REVEAL = 3 };

static void answer(struct play *play, size_t stop, const char *typed)
{
	struct str why = {0};

	assert_int_equal(answer_commit(play->asked[stop], typed, &play->answers[stop], &why), 0);
	str_free(&why);
}

/* four-steps, with a mistake made at its question after a hint, left at its last but one stop. */
static void note_one(struct progress *progress)
{
	struct play *play = open_shipped("four-steps", 1, NULL);

	play_go_stop(play, QUESTION);
	answer_help(play->asked[QUESTION], &play->answers[QUESTION]);
	answer(play, QUESTION, "4.8");
	play_go_stop(play, play->lesson->stop_count - 2);
	assert_int_equal(progress_note(progress, play), 0);
	play_close(play);
}

static void there_and_back_as_text(void **unused)
{
	struct progress progress = {.count = 0}, again = {.count = 0};
	struct str text = {0}, second = {0};

	(void)unused;
	note_one(&progress);
	progress.lessons[0].key[0] = ' '; /* names from outside may hold anything */
	progress.lessons[0].key[1] = '%';
	progress_format(&progress, &text);
	assert_int_equal(progress_parse(str_text(&text), text.len, &again), 0);
	progress_format(&again, &second);
	assert_string_equal(str_text(&second), str_text(&text));
	assert_string_equal(again.lessons[0].key, " %ur-steps");
	assert_int_equal(again.lessons[0].answer_count, 4);
	assert_int_equal(again.lessons[0].answers[0].answer.state, ANSWER_SKIPPED);
	assert_int_equal(again.lessons[0].answers[1].answer.hints, 1);
	assert_string_equal(again.lessons[0].answers[1].answer.text, "4.8");
	str_free(&text);
	str_free(&second);
	progress_free(&progress);
	progress_free(&again);
}

/* No byte of the file can change, be lost or be added without being noticed. */
static void every_damage_is_seen(void **unused)
{
	struct progress progress = {.count = 0}, none = {.count = 0};
	struct str text = {0};
	char damaged[1024];

	(void)unused;
	note_one(&progress);
	progress_format(&progress, &text);
	assert_true(text.len < sizeof damaged);
	for (size_t i = 0; i < text.len; i++) {
		memcpy(damaged, str_text(&text), text.len);
		damaged[i] ^= 1;
		assert_int_equal(progress_parse(damaged, text.len, &none), STATUS_SYNTAX);
		assert_int_equal(progress_parse(str_text(&text), i, &none), STATUS_SYNTAX);
	}
	str_add(&text, "\n");
	assert_int_equal(progress_parse(str_text(&text), text.len, &none), STATUS_SYNTAX);
	assert_int_equal(none.count, 0);
	str_free(&text);
	progress_free(&progress);
}

/* Lines that no version of the program writes, under a checksum that is right. */
static void wrong_lines_are_refused(void **unused)
{
	static const char *const lines[] = {"lesson a 3 3 1 1 0\n", "lesson a 0 3 1 1 2\n",
		"lesson a 0 3 1 1\n", "lesson % 0 3 1 1 0\n", "lesson a -1 3 1 1 0\n",
		"answer 0 0 0 0 0 %\n", "lesson a 0 3 1 1 0\nlesson a 0 3 1 1 0\n",
		"lesson a 0 3 1 1 0\nanswer 0 9 0 0 0 %\n",
		"lesson a 0 3 1 1 0\nanswer 0 0 0 0 0 %4\n",
		"lesson a 0 3 1 1 0\nanswer 0 0 0 0 0 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
		"nothing\n", "\n"};

	(void)unused;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct progress none = {.count = 0};
		struct str text = {0};
		uint64_t sum = 14695981039346656037u;
		str_addf(&text, "normscope progress 1\n%s", lines[i]);
		for (size_t k = 0; k < text.len; k++)
			sum = (sum ^ (unsigned char)text.data[k]) * 1099511628211u;
		str_addf(&text, "checksum %016lx\n", (unsigned long)sum);
		if (progress_parse(str_text(&text), text.len, &none) != STATUS_SYNTAX)
			fail_msg("taken: %s", lines[i]);
		str_free(&text);
	}
}

static void resumed(void **unused)
{
	static const struct {
		const char *sets[2];
		bool answered;
		const char *why;
	} cases[] = {
		{{NULL}, true, "the same numbers: the answer counts"},
		{{"train.seed=77", NULL}, false, "other numbers: only the place is taken up"},
	};
	struct progress progress = {.count = 0};

	(void)unused;
	note_one(&progress);
	for (size_t i = 0; i < 2; i++) {
		struct play *play = open_shipped("four-steps", 1, cases[i].sets);
		assert_true(progress_resume(&progress, play));
		assert_int_equal(play->stop, play->lesson->stop_count - 2);
		if ((play->answers[QUESTION].verdict == VERDICT_MISTAKE) != cases[i].answered)
			fail_msg("%s", cases[i].why);
		assert_int_equal(play->answers[QUESTION].state,
			cases[i].answered ? ANSWER_REVEALED : ANSWER_SKIPPED);
		play_close(play);
	}
	struct play *other = open_shipped("five-stages", 1, NULL);
	assert_false(progress_resume(&progress, other));
	assert_int_equal(other->stop, 0);
	play_close(other);
	progress_free(&progress);
}

/* Done stays done; a lesson that was left at its end begins anew. */
/* Numbers of a try are those of the changed run: a right answer is not judged by the unchanged one. */
static void a_try_stays_judged(void **unused)
{
	struct play *play = open_shipped("four-steps", 1, NULL), *again;
	struct progress progress = {.count = 0};
	struct str why = {0};
	size_t stop = 0;

	(void)unused;
	while (!play->asked[stop] || play->asked[stop]->question->aim != QUESTION_TRY)
		stop++;
	assert_int_equal(play_change(play, "input.scale", "variance", &why), 0);
	char right[NUMBER_MAX];
	number_trim(right, play->asked[stop]->answer, 6);
	answer(play, stop, right);
	assert_int_equal(play->answers[stop].verdict, VERDICT_RIGHT);
	assert_int_equal(progress_note(&progress, play), 0);
	again = open_shipped("four-steps", 1, NULL);
	progress_resume(&progress, again);
	assert_string_equal(again->answers[stop].text, right);
	assert_int_equal(again->answers[stop].verdict, VERDICT_RIGHT);
	play_close(again);
	play_close(play);
	progress_free(&progress);
	str_free(&why);
}

static void done_stays_done(void **unused)
{
	struct progress progress = {.count = 0};
	struct play *play = open_shipped("two-scales", 1, NULL);

	(void)unused;
	play_go_stop(play, 1000);
	assert_int_equal(progress_note(&progress, play), 0);
	assert_true(progress_find(&progress, "two-scales")->done);
	assert_false(progress_resume(&progress, play));
	play_go_stop(play, 2);
	assert_int_equal(progress_note(&progress, play), 0);
	assert_true(progress_find(&progress, "two-scales")->done);
	assert_int_equal(progress.count, 1);
	assert_null(progress_find(&progress, "two-scale"));
	play_close(play);
	progress_free(&progress);
}

static void a_print_obeys_no_stranger(void **unused)
{
	struct progress progress = {.count = 0};
	struct str text = {0};

	(void)unused;
	note_one(&progress);
	progress.lessons[0].key[0] = '\033';
	strcpy(progress.lessons[0].answers[0].answer.text, "\033[2J\a\xC2\x9B");
	progress_print(&progress, &text);
	for (const char *at = str_text(&text); *at; at++)
		assert_true((unsigned char)*at >= ' ' || *at == '\n');
	assert_null(strstr(str_text(&text), "\xC2\x9B"));
	assert_non_null(strstr(str_text(&text), "our-steps"));
	str_free(&text);
	progress_free(&progress);
}

static void merged_and_printed(void **unused)
{
	struct progress own = {.count = 0}, more = {.count = 0};
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct str text = {0};

	(void)unused;
	assert_int_equal(progress_note(&own, play), 0);
	own.lessons[0].done = true; /* and stays so, though the other file never came to the end */
	play_go_stop(play, 3);
	assert_int_equal(progress_note(&more, play), 0);
	note_one(&more);
	assert_int_equal(progress_merge(&own, &more), 0);
	progress_print(&own, &text);
	assert_string_equal(str_text(&text), "two-scales           stop 4 of 9, done\n"
					     "    stop 1   skipped  \n"
					     "    stop 3   skipped  \n"
					     "four-steps           stop 7 of 8\n"
					     "    stop 1   skipped  \n"
					     "    stop 3   mistake  4.8, 1 hint\n"
					     "    stop 5   skipped  \n"
					     "    stop 6   skipped  \n");
	str_free(&text);
	play_close(play);
	progress_free(&own);
	progress_free(&more);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back_as_text),
		cmocka_unit_test(every_damage_is_seen),
		cmocka_unit_test(wrong_lines_are_refused),
		cmocka_unit_test(resumed),
		cmocka_unit_test(a_try_stays_judged),
		cmocka_unit_test(done_stays_done),
		cmocka_unit_test(a_print_obeys_no_stranger),
		cmocka_unit_test(merged_and_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
