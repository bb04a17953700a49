/* How stops are looked at: what a lesson says holds until it says otherwise, the rest is the learner's. */
#include "opened.h"
#include "typed.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/looks.h"
#include "engine/lesson_look.h"
#include "view/layout.h"

enum { W = 120, H = 36 };

static const char text[] =
	"---\ntitle: T\nquestion: Q?\ndata: {source: ring}\nnetwork: {hidden: [3]}\n"
	"batch_norm: {on: true}\ntrain: {batch: 8, epochs: 2}\n---\n\n"
	"## One\n<!-- show: [contours, statistics] -->\nWords.\n\n"
	"## Two\n<!-- at: {epoch: 1, batch: 2, layer: 1, stage: normalize} -->\n"
	"<!-- look: {mode: test, unit: 2, levels: log, focus: contours, zoom: true} -->\n"
	"<!-- expect: \"abs(zhat_mean(1,1)) > 1e-3\" -->\nMean `= zhat_mean(1,1)`.\n\n"
	"## Three\n<!-- at: {epoch: 1, batch: 3, layer: 1, stage: normalize} -->\nWords.\n\n"
	"## Four\n<!-- at: {epoch: 1, batch: 4, layer: 1, stage: normalize} -->\n"
	"<!-- look: {unit: 3} -->\n"
	"<!-- expect: \"abs(zhat_mean(1,1)) < 1e-12\" -->\nMean `= zhat_mean(1,1)`.\n";

static char folder[] = "/tmp/normscope-looks.XXXXXX";
static char path[64];
static struct options options = {.command = OPTIONS_PLAY, .lesson = path, .seed = -1};

static void open_lesson(struct session *session)
{
	opened(session, &options, W, H);
	looks_follow(session);
}

static const char *focus_of(const struct session *session)
{
	struct scene scene = session_scene(session);

	return layout_focus(&scene)->name;
}

struct seen {
	int unit, levels;
	bool test, zoom;
	const char *focus;
};

static const struct {
	const char *keys;
	struct seen seen;
	const char *why;
} walks[] = {
	{"", {0, -1, false, false, "prose"}, "nothing is said at the first stop"},
	{"U", {2, -1, false, false, "prose"}, "a learner chooses"},
	{"<PgDn>", {2, VIEW_LEVELS_LOG, true, true, "contours"}, "the second stop says"},
	{"m", {2, VIEW_LEVELS_LOG, false, true, "contours"}, "a learner chooses otherwise"},
	{"<PgDn>", {2, VIEW_LEVELS_LOG, false, true, "contours"}, "and keeps it: nothing new"},
	{"zm<PgDn>", {3, -1, false, false, "prose"}, "the fourth stop says but one thing"},
	{"<PgUp>", {2, VIEW_LEVELS_LOG, true, true, "contours"}, "back, it is as it was there"},
	{"<PgUp><PgUp>", {0, -1, false, false, "prose"}, "and as it was before"},
};

static void a_look_holds_until_the_next(void **state)
{
	struct session session;

	(void)state;
	open_lesson(&session);
	for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
		const struct seen *seen = &walks[i].seen;
		type(&session, walks[i].keys);
		if (session.look.unit != seen->unit || session.look.levels != seen->levels ||
			session.look.zoom != seen->zoom ||
			(session.play->run->mode == MODE_TEST) != seen->test ||
			strcmp(focus_of(&session), seen->focus) != 0)
			fail_msg("%s: unit %d, levels %d, test %d, zoom %d, focus %s", walks[i].why,
				session.look.unit, session.look.levels, session.play->run->mode,
				session.look.zoom, focus_of(&session));
	}
	session_close(&session);
}

/* The claims of the lesson hold: one in test mode, one in train mode. */
static void words_and_claims_speak_of_what_is_shown(void **state)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;

	(void)state;
	assert_int_equal(lesson_load(path, &lesson, &diags), 0);
	if (play_open(lesson, (struct play_wishes){.set_count = 0}, true, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	assert_string_not_equal(play->stop_live[1][0], "0");
	assert_int_equal(play->run->mode, MODE_TRAIN);
	play_close(play);
}

static void the_command_line_looks_last(void **state)
{
	struct session session;

	(void)state;
	options.look = "mode: train, unit: 3, focus: statistics";
	options.stop = 2;
	open_lesson(&session);
	assert_int_equal(session.look.unit, 3);
	assert_int_equal(session.look.levels, VIEW_LEVELS_LOG);
	assert_int_equal(session.play->run->mode, MODE_TRAIN);
	assert_string_equal(focus_of(&session), "statistics");
	type(&session, "<PgDn><PgUp>");
	assert_int_equal(session.look.unit, 3); /* it is said once, and then the learner's */
	session_close(&session);
	options.look = NULL;
	options.stop = 0;
}

static const char *const looks[] = {"{mode: test, unit: 2, example: 3, row: 12, levels: quantile, "
				    "twin: second, pictures: 4, zoom: true, focus: contours}",
	"{unit: 1}", "{zoom: false}"};

static void a_look_is_printed_as_it_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
		struct stop_look look;
		struct diags diags = {.count = 0};
		struct str out = {0};
		assert_int_equal(look_text_read(looks[i], &look, &diags), 0);
		look_text_print(&look, &out);
		assert_string_equal(str_text(&out), looks[i]);
		stop_look_free(&look);
		look_text_print(&look, &out);
		assert_int_equal(out.len, strlen(looks[i]));
		str_free(&out);
	}
}

static int write_lesson(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/looks.md", folder);
	FILE *file = fopen(path, "w");
	return file && fputs(text, file) >= 0 && fclose(file) == 0 ? 0 : -1;
}

static int remove_lesson(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_look_holds_until_the_next),
		cmocka_unit_test(words_and_claims_speak_of_what_is_shown),
		cmocka_unit_test(the_command_line_looks_last),
		cmocka_unit_test(a_look_is_printed_as_it_is_read),
	};

	return cmocka_run_group_tests(tests, write_lesson, remove_lesson);
}
