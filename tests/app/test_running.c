/* Playing by itself: what is due when, and what stops it. */
#include "opened.h"
#include "typed.h"

#include "app/running.h"

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "lessons/two-scales.md", .seed = -1};

static int open_lesson(void **state)
{
	static struct session session;

	opened(&session, &options, 80, 24);
	*state = &session;
	return 0;
}

static int close_lesson(void **state)
{
	session_close(*state);
	return 0;
}

static void nothing_is_due_while_it_stands(void **state)
{
	struct session *session = *state;

	type(session, "g");
	assert_int_equal(running_wait(session, 12345), -1);
	running_tick(session, 1000000000);
	assert_int_equal(session->play->run->at.index, 0);
}

static void it_goes_on_when_a_tick_is_due(void **state)
{
	struct session *session = *state;

	type(session, "g");
	running_turn(session, 5000);
	assert_int_equal(running_wait(session, 5000), 1000);
	assert_int_equal(running_wait(session, 5600), 400);
	running_tick(session, 5999);
	assert_int_equal(session->play->run->at.index, 0);
	running_tick(session, 6000);
	assert_int_equal(session->play->run->at.index, 1);
	assert_int_equal(running_wait(session, 6010), 990);
	running_faster(session, 2);
	running_tick(session, 7000);
	assert_int_equal(session->play->run->at.index, 2);
	assert_int_equal(running_wait(session, 7000), 100);
	assert_int_equal(running_wait(session, 9000), 0);
	running_turn(session, 7001);
	assert_int_equal(running_wait(session, 9000), -1);
	running_faster(session, -100);
}

static void any_other_key_stops_it(void **state)
{
	static const struct {
		const char *keys;
		bool goes_on;
	} cases[] = {{"+", true}, {"-", true}, {".", false}, {"<Right>", false}, {"z", false},
		{":", false}, {"?", false}};
	struct session *session = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		type(session, "g");
		running_turn(session, 0);
		type(session, cases[i].keys);
		if (running_is_on(session) != cases[i].goes_on)
			fail_msg("%s", cases[i].keys);
		running_stop(session);
		type(session, "<Escape>");
		session->look.zoom = false;
		session->page = PAGE_LESSON;
	}
}

static void the_fastest_ends_with_the_run(void **state)
{
	struct session *session = *state;
	long now = 0;

	type(session, "g");
	running_faster(session, 100);
	running_turn(session, now);
	for (int i = 0; running_is_on(session) && i < 10000; i++) {
		assert_int_equal(running_wait(session, now), 0);
		running_tick(session, now);
		if (!running_is_on(session) &&
			session->play->run->at.index < session->play->run->last)
			running_turn(session, now); /* a question: go on */
	}
	assert_true(session->play->run->at.index == session->play->run->last);
	assert_non_null(strstr(str_text(&session->message), "The run ends here"));
	running_turn(session, now);
	assert_false(running_is_on(session));
	running_faster(session, -100);
}

/* The key that goes on without an answer does so for one question. */
static void the_next_question_is_held_anew(void **state)
{
	struct session *session = *state;
	const struct play *play = session->play;
	long now = 0;

	type(session, "<F5><PgDn>"); /* told that a question waits */
	assert_true(session->waved);
	size_t first = play->stop;
	running_turn(session, now);
	for (int i = 0; running_is_on(session) && i < 10000; i++)
		running_tick(session, now += 1000);
	assert_true(play->stop > first && play->asked[play->stop]);
	assert_false(session->waved);
	size_t second = play->stop;
	type(session, "<PgDn>");
	assert_int_equal(play->stop, second);
	assert_non_null(strstr(str_text(&session->message), "Once more goes on."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_due_while_it_stands),
		cmocka_unit_test(it_goes_on_when_a_tick_is_due),
		cmocka_unit_test(any_other_key_stops_it),
		cmocka_unit_test(the_fastest_ends_with_the_run),
		cmocka_unit_test(the_next_question_is_held_anew),
	};

	return cmocka_run_group_tests(tests, open_lesson, close_lesson);
}
