/* The question below the prose: each state of it, and what the frame says of the keys. */
#include "panel.h"

static const char lesson[] =
	"---\ntitle: T\nquestion: Q?\ndata: {source: handful}\ntrain: {batch: all, epochs: "
	"2}\n---\n\n"
	"## Opening\n<!-- at: start -->\nSome prose.\n"
	"<!-- ask: {answer: \"2.5\", mistakes: {twice as much: \"5\"}} -->\n"
	"How **much**?\n<!-- hint: Less than `= 1+2`. -->\n<!-- solution: Half of five. -->\n"
	"<!-- why: Because it is. -->\n\n"
	"## Behind\n<!-- at: {input: mean} -->\nMore prose.\n\n"
	"## Choice\n<!-- see: choice -->\nWhich?\n\n"
	"- [ ] red\n  - Not red.\n- [x] green, which is a long choice that goes on\n  - Yes, "
	"green.\n\n"
	"## Order\n<!-- see: order -->\nIn which order?\n\n1. one\n2. two\n3. three\n\n"
	"## Plain\n<!-- try: {set: {train.batch: 2}} -->\nTry it.\n<!-- why: So it is. -->\n";

enum { NUMBER, BEHIND, CHOICE, ORDER, PLAIN };

static struct play *open_lesson(void)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	if (open_text(lesson, true, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	return play;
}

/* A choice that the next stop reveals. */
static struct play *open_lesson_of_predictions(void)
{
	static const char text[] = "---\ntitle: T\nquestion: Q?\ndata: {source: handful}\n---\n\n"
				   "## Ask\n<!-- at: start -->\n<!-- ask: choice -->\nWhich?\n\n"
				   "- [ ] red\n  - Not red.\n- [x] green\n  - Yes, green.\n\n"
				   "## Reveal\n<!-- at: {input: mean} -->\nProse.\n";
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	if (open_text(text, true, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	return play;
}

static void commit(struct play *play, size_t stop, const char *typed)
{
	struct str why = {0};

	assert_int_equal(answer_commit(play->asked[stop], typed, &play->answers[stop], &why), 0);
	str_free(&why);
}

static void note_is(struct panel *panel, const char *expected)
{
	struct frame_words words = {.w = 40, .h = 10};

	prose_title(&panel->scene, &words);
	assert_string_equal(str_text(&words.note), expected);
	str_free(&words.title);
	str_free(&words.note);
}

static void from_asking_to_revealing(void **unused)
{
	struct play *play = open_lesson();
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 34, 12);
	const char *text = panel_draw(&panel, "prose");
	assert_has(text, " Some prose.\n\n ── predict ─────────────────────\n How much?\n");
	assert_lacks(text, "Hint");
	note_is(&panel, "Enter answers · H hint");
	answer_help(play->asked[NUMBER], &play->answers[NUMBER]);
	assert_has(panel_draw(&panel, "prose"), "Hint: Less than 3.");
	assert_int_equal(role_of(panel.canvas, "3."), ROLE_LIVE);
	answer_help(play->asked[NUMBER], &play->answers[NUMBER]);
	assert_has(panel_draw(&panel, "prose"), "Solution: Half of five.");
	note_is(&panel, "Enter answers");
	panel.scene.typed = "5";
	assert_has(panel_draw(&panel, "prose"), "> 5▏");
	note_is(&panel, "Enter takes it · Escape leaves");
	panel.scene.typed = NULL;
	commit(play, NUMBER, "5");
	assert_lacks(panel_draw(&panel, "prose"), "twice");
	note_is(&panel, "You said 5. Go on to see.");
	play_go_stop(play, BEHIND);
	text = panel_draw(&panel, "prose");
	assert_true(strncmp(text, " ✗ You said 5. It is 2.5. The", 30) == 0);
	assert_has(text, "\n   mistake: twice as much.\n\n");
	assert_has(text, "── why ─────────────────────────\n Because it is.");
	assert_int_equal(role_of(panel.canvas, "You said"), ROLE_WARNING);
	note_is(&panel, "");
	panel_close(&panel);
	play_close(play);
}

/* Where not all of it fits, the step that was asked for last stands alone below the question. */
static void help_where_lines_are_scarce(void **unused)
{
	static const struct {
		int h;
		bool first;
		const char *why;
	} cases[] = {{12, true, "room for all"}, {7, false, "the last step alone"}};
	struct play *play = open_lesson();

	(void)unused;
	for (int i = 0; i < 2; i++)
		answer_help(play->asked[NUMBER], &play->answers[NUMBER]);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct panel panel;
		panel_open(&panel, play, 34, cases[i].h);
		const char *text = panel_draw(&panel, "prose");
		assert_has(text, "How much?");
		assert_has(text, "Solution: Half of five.");
		if ((strstr(text, "Hint") != NULL) != cases[i].first)
			fail_msg("%s:\n%s", cases[i].why, text);
		panel_close(&panel);
	}
	play_close(play);
}

static void right_and_skipped(void **unused)
{
	struct play *play = open_lesson();
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 40, 12);
	play_go_stop(play, BEHIND);
	assert_has(panel_draw(&panel, "prose"), "Skipped. The answer: 2.5.");
	assert_int_equal(role_of(panel.canvas, "Skipped"), ROLE_DIM);
	play_go_stop(play, NUMBER);
	assert_lacks(panel_draw(&panel, "prose"), "2.5"); /* it may still be answered */
	commit(play, NUMBER, "2.5");
	assert_has(panel_draw(&panel, "prose"), "✓ You said 2.5: right.");
	assert_int_equal(role_of(panel.canvas, "You said"), ROLE_STRONG);
	panel_close(&panel);
	play_close(play);
}

/* After a vote the right choice says why, as nobody chose. */
static void a_room_sees_why(void **unused)
{
	struct play *play = open_lesson_of_predictions();
	struct panel panel;
	struct str why = {0};

	(void)unused;
	panel_open(&panel, play, 40, 14);
	assert_int_equal(poll_take(&play->answers[0].poll, "3 4", 2, &why), 0);
	play_go_stop(play, 1);
	const char *text = panel_draw(&panel, "prose");
	assert_true(strncmp(text, " The room: a 3, b 4. The answer: b", 34) == 0);
	assert_has(text, "Yes, green.");
	assert_int_equal(role_of(panel.canvas, "The room"), ROLE_STRONG);
	commit(play, 0, "a");
	assert_has(panel_draw(&panel, "prose"), "Not red.");
	panel_close(&panel);
	play_close(play);
}

/* Choices have letters and stand as written; orders are dealt. */
static void choices_and_orders(void **unused)
{
	struct play *play = open_lesson();
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 34, 14);
	play_go_stop(play, CHOICE);
	const char *text = panel_draw(&panel, "prose");
	assert_has(text, " a red\n b green, which is a long choice\n   that goes on\n");
	struct str why = {0};
	assert_int_equal(poll_take(&play->answers[CHOICE].poll, "10 5", 2, &why), 0);
	assert_int_equal(poll_take(&play->answers[CHOICE].poll, "0 20", 2, &why), 0);
	text = panel_draw(&panel, "prose");
	assert_has(text, " a red\n   first  ━━━━━━━━━ 10\n   second 0\n b green");
	assert_has(text, "   first  ━━━━━ 5\n   second ━━━━━━━━━━━━━━━━━━ 20\n");
	play->answers[CHOICE].poll.votes = 0;
	commit(play, CHOICE, "a");
	text = panel_draw(&panel, "prose");
	assert_has(text, "✗ You said a “red”. It is b\n   “green, which is a long choice\n   that "
			 "goes on”.\n Not red.\n");
	assert_lacks(text, "Yes, green.");
	assert_has(text, " a red\n");
	panel_size(&panel, 34, 8, false);
	assert_lacks(panel_draw(&panel, "prose"), " a red\n"); /* the verdict quotes what matters */
	panel_size(&panel, 34, 14, false);
	play->answers[CHOICE].poll.votes = 1;
	assert_has(panel_draw(&panel, "prose"), " a red\n");
	play->answers[CHOICE].poll.votes = 0;
	play_go_stop(play, ORDER);
	text = panel_draw(&panel, "prose");
	assert_lacks(text, "a one");
	assert_lacks(text, "b two");
	assert_lacks(text, "c three");
	assert_has(text, " one");
	panel_close(&panel);
	play_close(play);
}

/* What was tried asks at once, however many steps and changes there were. */
static void a_try_that_was_done_asks(void **unused)
{
	enum { STOP = 5 };
	struct play *play = open_shipped("real-wine", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 80, 24);
	play_go_stop(play, STOP);
	run_seek(play->run, play->run->last);
	note_is(&panel, "numbers as at the stop");
	play->answers[STOP].done = true;
	note_is(&panel, "Enter answers · H hint");
	play->answers[STOP].state = ANSWER_REVEALED;
	note_is(&panel, "numbers as at the stop");
	panel_close(&panel);
	play_close(play);
}

static void a_plain_try(void **unused)
{
	struct play *play = open_lesson();
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 34, 14);
	play_go_stop(play, PLAIN);
	assert_lacks(panel_draw(&panel, "prose"), "So it is.");
	note_is(&panel, "");
	play->answers[PLAIN].done = true;
	const char *text = panel_draw(&panel, "prose");
	assert_has(text, "Done.");
	assert_has(text, "So it is.");
	panel_close(&panel);
	play_close(play);
}

/* A panel too small for all shows the line that is being typed. */
static void the_typed_line_is_in_sight(void **unused)
{
	struct play *play = open_lesson();
	struct panel panel;

	(void)unused;
	for (int ascii = 0; ascii < 2; ascii++) {
		panel_open(&panel, play, 24, 4);
		panel_size(&panel, 24, 4, ascii);
		answer_help(play->asked[NUMBER], &play->answers[NUMBER]);
		panel.scene.typed = "0.5";
		assert_has(panel_draw(&panel, "prose"), "> 0.5");
		panel_close(&panel);
	}
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_asking_to_revealing),
		cmocka_unit_test(help_where_lines_are_scarce),
		cmocka_unit_test(right_and_skipped),
		cmocka_unit_test(a_room_sees_why),
		cmocka_unit_test(choices_and_orders),
		cmocka_unit_test(a_try_that_was_done_asks),
		cmocka_unit_test(a_plain_try),
		cmocka_unit_test(the_typed_line_is_in_sight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
