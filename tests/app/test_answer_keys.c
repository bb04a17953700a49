/* Keys at a question: a letter opens its line, whatever else the key does elsewhere. */
#include "opened.h"
#include "typed.h"

#include "view/layout.h"

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "lessons/two-scales.md", .seed = -1};

/* The first stop of two-scales asks for one of some choices, the sixth for a number. */
static const struct {
	const char *keys;
	bool answering;
	const char *typed;
	enum answer_state state;
	bool blank;
	const char *why;
} cases[] = {
	{"a", true, "a", ANSWER_OPEN, false, "the glyphs stay"},
	{"b", true, "b", ANSWER_OPEN, false, "nothing is blanked"},
	{"b<Enter>", false, "", ANSWER_COMMITTED, false, "and Enter takes it"},
	{"bb", false, "", ANSWER_OPEN, true, "a second b blanks"},
	{"b<Escape>", false, "", ANSWER_OPEN, false, "Escape leaves the line"},
	{"a:go stop 6<Enter>", false, "", ANSWER_OPEN, false, "a colon begins a command"},
	{"a?<Escape>", false, "", ANSWER_OPEN, false, "a question mark asks for help"},
	{"aH", false, "", ANSWER_OPEN, false, "H for a hint"},
	{"b<Enter>b", false, "", ANSWER_COMMITTED, true, "what is answered asks no more"},
	{":go stop 6<Enter>b", false, "", ANSWER_OPEN, true, "a number has no letters"},
};

static void letters_answer(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct session session;
		struct diags diags = {.count = 0};

		assert_int_equal(session_open(&session, &options, &diags), 0);
		type(&session, cases[i].keys);
		const struct answer *answer = &session.play->answers[session.play->stop];
		if (session.answering != cases[i].answering ||
			strcmp(str_text(&session.typed), cases[i].typed) != 0 ||
			answer->state != cases[i].state || session.blank != cases[i].blank)
			fail_msg("%s: %d “%s” %d %d", cases[i].why, session.answering,
				str_text(&session.typed), (int)answer->state, session.blank);
		session_close(&session);
	}
}

/* On a small screen one panel hides the others: what is asked, and typed, is shown. */
static void words_come_to_the_front(void **state)
{
	static const struct {
		const char *keys;
		bool words;
		const char *why;
	} turns[] = {
		{"<Tab>", false, "another panel is looked at"},
		{"<Tab><Enter>", true, "Enter asks for an answer"},
		{"<Tab>a", true, "so does a letter"},
		{"<Tab>H", true, "a hint stands with the words"},
		{"<Tab>P", true, "and so do the votes"},
		{"<Tab><PgDn><PgDn>", true, "another stop, another text"},
		{"<Tab><Right>", false, "a step within the stop leaves the panel"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++) {
		struct session session;
		opened(&session, &options, 60, 20);
		type(&session, turns[i].keys);
		struct scene scene = session_scene(&session);
		if (layout_shows(&scene, "prose") != turns[i].words)
			fail_msg("%s", turns[i].why);
		session_close(&session);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_answer),
		cmocka_unit_test(words_come_to_the_front),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
