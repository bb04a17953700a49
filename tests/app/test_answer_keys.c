/* Keys at a question: a letter opens its line, whatever else the key does elsewhere. */
#include "typed.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
