/*
 * What a learner changes stays: every stop behind says what it is, and u takes it back everywhere. What
 * was changed for a try is undone when one goes on.
 */
#include "opened.h"
#include "typed.h"

enum { W = 80, H = 24 };

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "lessons/two-scales.md", .seed = -1};

/* The screen as it stays: without the message of the last key. */
static void draw(struct session *session, struct str *out)
{
	str_clear(&session->message);
	opened_text(session, false, out);
}

static const struct {
	const char *keys, *note;
	const char *why;
} changes[] = {
	{":set train.learning_rate 0.03<Enter>", "changed: learning_rate = 0.03 ",
		"from the start"},
	{"}}:set train.learning_rate 0.03<Enter>{{", "changed: learning_rate = 0.03 ",
		"on the way"},
	{":put W(1,1,1) 2<Enter>", "changed: W(1,1,1) = 2 ", "by hand"},
	{":set train.epochs 50<Enter>", "changed: train.epochs = 50 ", "a longer run"},
	{":set train.learning_rate 0.03<Enter>:set train.optimizer momentum<Enter>",
		"changed: optimizer = momentum +1 ", "two settings"},
	{":data lessons/data/faithful.csv<Enter>", "changed: the rows are your own ", "other rows"},
};

static void each_stop_says_what_is_changed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct session session, fresh;
		opened(&session, &options, W, H);
		opened(&fresh, &options, W, H);
		type(&session, changes[i].keys);
		size_t stops = session.play->lesson->stop_count;
		for (size_t stop = 0; stop < stops; stop++) {
			struct str screen = {0};
			play_go_stop(session.play, stop);
			draw(&session, &screen);
			if (!strstr(str_text(&screen), changes[i].note))
				fail_msg("%s: stop %zu says no “%s”:\n%s", changes[i].why, stop + 1,
					changes[i].note, str_text(&screen));
			str_free(&screen);
		}
		while (strncmp(str_text(&session.message), "There is nothing to undo", 24) != 0)
			type(&session, "u");
		for (size_t stop = 0; stop < stops; stop++) {
			struct str screen = {0}, own = {0};
			play_go_stop(session.play, stop);
			play_go_stop(fresh.play, stop);
			draw(&session, &screen);
			draw(&fresh, &own);
			assert_string_equal(str_text(&screen), str_text(&own));
			str_free(&screen);
			str_free(&own);
		}
		session_close(&session);
		session_close(&fresh);
	}
}

static const struct {
	const char *lesson, *keys, *message;
	const char *why;
} leavings[] = {
	{"lessons/four-steps.md", ":go stop 6<Enter>:set input.scale variance<Enter><PgDn>",
		"What happened? Enter answers. Once more goes on.", "a try, not answered"},
	{"lessons/four-steps.md", ":go stop 6<Enter>:set input.scale variance<Enter><PgDn><PgDn>",
		"Undone: input.scale = variance. ctrl+R does it again.", "and left so"},
	{"lessons/four-steps.md",
		":go stop 6<Enter>:set input.scale variance<Enter><Enter>0.25<Enter><PgDn>",
		"Undone: input.scale = variance. ctrl+R does it again.", "and answered"},
	{"lessons/four-steps.md",
		":go stop 6<Enter>:set input.scale variance<Enter><PgDn><PgDn><PgDn>", "",
		"said once"},
	{"lessons/four-steps.md", ":go stop 6<Enter>:set input.scale variance<Enter><Right>",
		"Undone: input.scale = variance. ctrl+R does it again.", "by a step"},
	{"lessons/four-steps.md",
		":go stop 6<Enter>:set input.scale variance<Enter>:go stop 8<Enter>",
		"Undone: input.scale = variance. ctrl+R does it again.", "by a command"},
	{"lessons/four-steps.md", ":go stop 6<Enter>:set input.scale variance<Enter>g", "",
		"to the start: a try may ask for it"},
	{"lessons/four-steps.md", ":go stop 6<Enter>:set input.scale variance<Enter>u<PgDn><PgDn>",
		"", "taken back"},
	{"lessons/four-steps.md", ":go stop 6<Enter>:set input.scale variance<Enter><PgUp>",
		"Undone: input.scale = variance. ctrl+R does it again.", "going back"},
	{"lessons/four-steps.md", ":go stop 4<Enter>:set input.scale variance<Enter><PgDn>", "",
		"no try stands there"},
	{"lessons/four-steps.md",
		":go stop 6<Enter>:set input.scale variance<Enter>:set train.epochs "
		"9<Enter><PgDn><PgDn>",
		"Undone: the 2 changes made here. ctrl+R does them again.", "two changes"},
	{"lessons/four-steps.md",
		":set train.epochs 9<Enter>:go stop 6<Enter>:set input.scale "
		"variance<Enter><PgDn><PgDn>u",
		"Undone: train.epochs = 9. ctrl+R does it again.", "what was changed before stays"},
	{"lessons/two-scales.md", ":go stop 8<Enter>:set train.learning_rate 1<Enter><PgDn>",
		"There is something to try here. Once more goes on.", "not done yet"},
	{"lessons/two-scales.md", ":go stop 8<Enter>:set train.learning_rate 1<Enter><PgDn><PgDn>",
		"Undone: train.learning_rate = 1. ctrl+R does it again.", "and left so"},
};

static void who_goes_on_from_a_try_has_it_undone(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof leavings / sizeof *leavings; i++) {
		struct options of = options;
		struct session session;
		of.lesson = leavings[i].lesson;
		opened(&session, &of, W, H);
		type(&session, leavings[i].keys);
		if (strcmp(str_text(&session.message), leavings[i].message) != 0)
			fail_msg("%s: “%s”", leavings[i].why, str_text(&session.message));
		session_close(&session);
	}
}

/* Test mode is asked for by some tries, and is left with them, either way. */
static void who_leaves_a_try_leaves_its_mode(void **state)
{
	static const char *const leave[] = {"<PgDn><PgDn>", "<PgUp>"};

	(void)state;
	for (size_t i = 0; i < sizeof leave / sizeof *leave; i++) {
		struct options of = options;
		struct session session;
		of.lesson = "lessons/test-time.md";
		opened(&session, &of, W, H);
		type(&session, ":go stop 4<Enter>m");
		assert_int_equal(session.play->run->mode, MODE_TEST);
		type(&session, leave[i]);
		assert_int_not_equal(session.play->stop, 3);
		assert_int_equal(session.play->run->mode, MODE_TRAIN);
		session_close(&session);
	}
}

/* What is looked at, and a second run, leave the first as the lesson has it. */
static void nothing_is_said_where_nothing_is_changed(void **state)
{
	static const char *const keys[] = {"", "m", ":set view.levels log<Enter>",
		":set twin.train.learning_rate 0.03<Enter>", "f"};

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct session session;
		struct str screen = {0};
		opened(&session, &options, W, H);
		type(&session, keys[i]);
		draw(&session, &screen);
		assert_null(strstr(str_text(&screen), "changed:"));
		str_free(&screen);
		session_close(&session);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_stop_says_what_is_changed),
		cmocka_unit_test(who_goes_on_from_a_try_has_it_undone),
		cmocka_unit_test(who_leaves_a_try_leaves_its_mode),
		cmocka_unit_test(nothing_is_said_where_nothing_is_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
