/* A room votes twice on every question with choices of every lesson, on the smallest usual screen. */
#include "opened.h"
#include "typed.h"

#include "view/layout.h"

enum { W = 80, H = 24 };

/* Hands for so many choices: "12 5 3". */
static void vote(struct session *session, size_t options)
{
	static const char *const hands[] = {"12", " 5", " 3", " 20", " 1", " 0", " 2", " 9"};

	type(session, "P");
	for (size_t i = 0; i < options; i++)
		type(session, hands[i]);
	type(session, "<Enter>");
}

static int count_words(const char *text, const char *word)
{
	int count = 0;

	for (; (text = strstr(text, word)); text += strlen(word))
		count++;
	return count;
}

/* Every choice has both of its bars on the screen, and the question is there from its first line on. */
static void all_is_seen(const struct session *session, size_t options, const char *when)
{
	for (int ascii = 0; ascii < 2; ascii++) {
		struct scene scene = session_scene(session);
		struct layout layout;
		struct str text = {0};
		scene.ascii = ascii;
		assert_true(layout_make(&scene, &layout));
		for (int i = 0; i < layout.count; i++) {
			struct rect area = layout.panels[i].area;
			if (layout.panels[i].view == view_find("prose") &&
				prose_rows_at_once(&scene, area.w - 2, ascii) > area.h - 2)
				fail_msg("%s stop %zu: %s, a line falls below the edge",
					session->play->lesson->name, session->play->stop + 1, when);
		}
		opened_text(session, ascii, &text);
		if (count_words(str_text(&text), " first ") < (int)options ||
			count_words(str_text(&text), " second ") < (int)options)
			fail_msg("%s stop %zu: %s, a bar is not seen:\n%s",
				session->play->lesson->name, session->play->stop + 1, when,
				str_text(&text));
		str_free(&text);
	}
}

static void vote_at(struct session *session, size_t stop)
{
	const struct question *question = session->play->asked[stop]->question;

	play_go_stop(session->play, stop);
	session->play->answers[stop].done = true; /* a try asks when it is done */
	vote(session, question->option_count);
	vote(session, question->option_count);
	assert_int_equal(session->play->answers[stop].poll.votes, 2);
	all_is_seen(session, question->option_count, "voted");
	type(session, "P1");
	all_is_seen(session, question->option_count, "typing");
	type(session, "<Escape>");
	if (session->play->lesson->stop_count > stop + 1) {
		type(session, "<PgDn><PgUp>");
		all_is_seen(session, question->option_count, "back again");
	}
}

static void both_votes_fit_the_screen(void **state)
{
	struct options options;
	struct session menu;
	int polls = 0;
	struct diags diags = {.count = 0};

	(void)state;
	opened_lesson(&menu, &options, "tests/e2e/plain.md", W, H);
	catalogue_free(&menu.catalogue);
	assert_int_equal(catalogue_open(&menu.catalogue, "lessons", &diags), 0);
	for (size_t i = 0; i < menu.catalogue.count; i++) {
		struct session session;
		opened_lesson(&session, &options, menu.catalogue.entries[i].path, W, H);
		for (size_t stop = 0; stop < session.play->lesson->stop_count; stop++)
			if (session.play->asked[stop] &&
				session.play->asked[stop]->question->kind == QUESTION_CHOICE) {
				vote_at(&session, stop);
				polls++;
			}
		session_close(&session);
	}
	assert_true(polls > 10);
	session_close(&menu);
}

static const struct {
	const char *keys;
	int votes, first, second; /* hands for the first choice */
	const char *message, *why;
} mended[] = {
	{"P12 5 3<Enter>", 1, 12, 0, "", "a vote"},
	{"P1", 0, 0, 0, "The first vote", "the words stay while digits are typed"},
	{"P12 5 3<Enter>P1", 1, 12, 0, "The second vote", "and say which vote it is"},
	{"P12 5 3<Enter>P<Backspace>", 1, 12, 0, "Mend the first", "the last one comes back"},
	{"P12 5 3<Enter>P<Backspace><Backspace>4<Enter>", 1, 12, 0, "", "mended, not a second"},
	{"P12 5 3<Enter>P<Backspace><Escape>", 1, 12, 0, "", "Escape leaves it as it was"},
	{"P1 5 3<Enter>P7 1 1<Enter>P<Backspace><Backspace><Backspace><Backspace><Backspace>"
	 "<Backspace>8 0 1<Enter>",
		2, 1, 8, "", "the second"},
	{"P1 5 3<Enter>P7 1 1<Enter>P9 1 1<Enter>", 2, 1, 9, "", "typed anew"},
	{"P1 5<Enter>", 0, 0, 0, "Type 3 counts", "too few"},
};

static void a_vote_can_be_mended(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mended / sizeof *mended; i++) {
		struct options options;
		struct session session;
		opened_lesson(&session, &options, "lessons/two-scales.md", W, H);
		play_go_stop(session.play, 4);
		type(&session, mended[i].keys);
		const struct poll *poll = &session.play->answers[4].poll;
		if (poll->votes != mended[i].votes || poll->hands[0][0] != mended[i].first ||
			poll->hands[1][0] != mended[i].second ||
			strncmp(str_text(&session.message), mended[i].message,
				strlen(mended[i].message)) != 0)
			fail_msg("%s: %s: %d votes, %d, %d, “%s”", mended[i].keys, mended[i].why,
				poll->votes, poll->hands[0][0], poll->hands[1][0],
				str_text(&session.message));
		assert_true(utf8_width(str_text(&session.message)) <= W - 2);
		session_close(&session);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_vote_can_be_mended),
		cmocka_unit_test(both_votes_fit_the_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
