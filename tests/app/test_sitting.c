/* A class begins a lesson again: its questions are open, and what was answered before is not lost. */
#include "opened.h"
#include "typed.h"

#include "app/mouse.h"
#include "app/session_progress.h"

static struct options options;

static void open_lesson(struct session *session, bool fresh)
{
	options = (struct options){.command = OPTIONS_PLAY,
		.lesson = "lessons/two-scales.md",
		.seed = -1,
		.fresh = fresh};
	opened(session, &options, 80, 24);
}

enum { ZIGZAG = 4 }; /* a stop whose question is answered where it stands */

static enum answer_state state_of(const struct session *session)
{
	return session->play->answers[ZIGZAG].state;
}

static void answer_zigzag(struct session *session, const char *letter)
{
	play_go_stop(session->play, ZIGZAG);
	type(session, "<Enter>");
	type(session, letter);
	type(session, "<Enter>");
	assert_int_equal(state_of(session), ANSWER_REVEALED);
}

/* The state of the answer in the progress that would be written, and which it was. */
static int kept_option(struct session *session)
{
	int option = -1;

	assert_int_equal(sitting_note(session), 0);
	const struct progress_lesson *lesson = progress_find(&session->progress, "two-scales");
	assert_non_null(lesson);
	for (size_t i = 0; i < lesson->answer_count; i++)
		if (lesson->answers[i].stop == ZIGZAG)
			option = lesson->answers[i].answer.option;
	return option;
}

static void f5_asks_anew(void **state)
{
	struct session session;

	(void)state;
	open_lesson(&session, false);
	answer_zigzag(&session, "a");
	type(&session, "<F5>");
	assert_int_equal(session.play->stop, 0);
	assert_string_equal(
		str_text(&session.message), "Begun again; F5 once more goes back to stop 5.");
	assert_int_equal(state_of(&session), ANSWER_OPEN);
	assert_int_equal(kept_option(&session), 0); /* kept until it is answered again */
	answer_zigzag(&session, "b");
	assert_int_equal(kept_option(&session), 1);
	session_close(&session);
}

static void f5_by_accident_goes_back(void **state)
{
	struct session session;

	(void)state;
	open_lesson(&session, false);
	answer_zigzag(&session, "a");
	type(&session, "<Right>");
	size_t index = session.play->run->at.index, stop = session.play->stop;
	session.begun = 1000;
	type(&session, "<F5>");
	assert_true(session.begun > 1000);
	type(&session, "<F5>");
	assert_int_equal(session.begun, 1000); /* the timer of the notes goes on, too */
	assert_int_equal(session.play->stop, stop);
	assert_int_equal(session.play->run->at.index, index);
	assert_int_equal(state_of(&session), ANSWER_REVEALED);
	assert_non_null(strstr(str_text(&session.message), ", with its answers."));
	type(&session, "<F5>");
	play_go_stop(session.play, 2);
	type(&session, "<Right><F5>"); /* the class has gone on: there is no way back */
	assert_int_equal(session.play->stop, 0);
	assert_int_equal(state_of(&session), ANSWER_OPEN);
	session_close(&session);
}

static void a_class_that_goes_on_by_mouse_has_no_way_back(void **state)
{
	struct session session;
	int last;

	(void)state;
	open_lesson(&session, false);
	play_go_stop(session.play, 4);
	type(&session, "<F5>");
	int row = opened_strip(&session, &last);
	mouse_act(&session, (struct mouse){MOUSE_PRESS, last, row});
	assert_true(session.play->stop > 4);
	type(&session, "<F5>");
	assert_int_equal(session.play->stop, 0);
	assert_null(strstr(str_text(&session.message), "Back at"));
	session_close(&session);
}

/* What a sitting before has answered, as the file would give it. */
static void fresh_begins_with_open_questions(void **state)
{
	struct session before, session;

	(void)state;
	open_lesson(&before, false);
	answer_zigzag(&before, "a");
	assert_int_equal(kept_option(&before), 0);
	for (int fresh = 0; fresh < 2; fresh++) {
		open_lesson(&session, fresh);
		session.progress = before.progress;
		session_progress_resume(&session);
		assert_int_equal(session.play->stop, fresh ? 0 : ZIGZAG);
		assert_int_equal(state_of(&session), fresh ? ANSWER_OPEN : ANSWER_REVEALED);
		assert_int_equal(kept_option(&session), 0);
		before.progress = session.progress;
		session.progress = (struct progress){.count = 0};
		session_close(&session);
	}
	session_close(&before);
}

static void another_lesson_forgets_it(void **state)
{
	struct diags diags = {.count = 0};
	struct session session;

	(void)state;
	open_lesson(&session, false);
	answer_zigzag(&session, "a");
	type(&session, "<F5>");
	assert_int_equal(session_play(&session, "lessons/four-steps.md", &diags), 0);
	assert_false(sitting_return(&session));
	session_close(&session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(f5_asks_anew),
		cmocka_unit_test(f5_by_accident_goes_back),
		cmocka_unit_test(a_class_that_goes_on_by_mouse_has_no_way_back),
		cmocka_unit_test(fresh_begins_with_open_questions),
		cmocka_unit_test(another_lesson_forgets_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
