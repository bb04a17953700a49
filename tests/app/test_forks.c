/* Forks on the screen: named by exactly what differs, made a second run and back again. */
#include "opened.h"
#include "typed.h"

#include <stdlib.h>

enum { WIDE = 220, NARROW = 120, H = 40 };

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "lessons/five-stages.md", .seed = -1};

static int open_lesson(void **state)
{
	static struct session session;

	opened(&session, &options, WIDE, H);
	*state = &session;
	return 0;
}

static int close_lesson(void **state)
{
	session_close(*state);
	return 0;
}

/* The screen as it stays: without the message of the last key. */
static void draw(struct session *session, struct str *out)
{
	str_clear(&session->message);
	opened_text(session, false, out);
}

static void assert_shows(struct session *session, const char *words)
{
	struct str screen = {0};

	draw(session, &screen);
	if (!strstr(str_text(&screen), words))
		fail_msg("there is no “%s” in\n%s", words, str_text(&screen));
	str_free(&screen);
}

static void a_fork_becomes_a_twin_and_back(void **state)
{
	struct session *session = *state;
	struct str before = {0}, after = {0};

	type(session, ":go epoch 2, batch 3, layer 1, normalize<Enter>f:set train.optimizer "
		      "momentum<Enter>:put gamma(1,2) 2<Enter>f:set train.momentum 0.5<Enter>");
	draw(session, &before);
	type(session, "1t");
	assert_non_null(session->play->twin);
	assert_shows(session, "A · train.optimizer = momentum, train.momentum = 0.5 and 1 more");
	assert_shows(session, "B · train.optimizer = sgd, train.momentum = 0.9 and 1 more");
	type(session, "]]}");
	assert_shows(session, "B · train.optimizer = sgd, train.momentum = 0.9 and 1 more");
	session->w = NARROW;
	assert_shows(session, "A · optimizer = momentum and 2 more");
	assert_shows(session, "B · train.optimizer = sgd and 2 more");
	session->w = WIDE;
	type(session, "[[{u");
	assert_null(session->play->twin);
	draw(session, &after);
	assert_string_equal(str_text(&after), str_text(&before));
	type(session, "t");
	assert_shows(session, "A · train.momentum = 0.5");
	assert_shows(session, "B · train.momentum = 0.9");
	type(session, ":twin 1<Enter>");
	assert_shows(session, "B · train.optimizer = sgd, train.momentum = 0.9 and 1 more");
	type(session, "9t");
	assert_string_equal(str_text(&session->message), "There is no ghost 9: there are 2.");
	type(session, "uu");
	str_clear(&after);
	draw(session, &after);
	assert_string_equal(str_text(&after), str_text(&before));
	str_free(&before);
	str_free(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_fork_becomes_a_twin_and_back)};

	return cmocka_run_group_tests(tests, open_lesson, close_lesson);
}
