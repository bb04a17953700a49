/* The frame of the contour picture: what is held, where the levels come from, what is computed. */
#include "panel.h"

#include "engine/landscape_job.h"

static const char *note_of(struct panel *panel, int w)
{
	struct frame_words words = {.w = w, .inside_w = 80, .h = 24};

	contours_title(&panel->scene, &words);
	str_clear(&panel->text);
	str_add(&panel->text, str_text(&words.note));
	str_free(&words.title);
	str_free(&words.note);
	return str_text(&panel->text);
}

static void the_note_says_where_levels_come_from(void **unused)
{
	static const struct {
		const char *set;
		int w;
		bool last; /* at the end of the run, else at its start */
		const char *note;
		const char *why;
	} cases[] = {
		{"train.seed=1", 80, false,
			"all 64 rows · b held at 1.5 · equal units · levels of the start",
			"all of it"},
		{"train.seed=1", 50, false, "all rows, b = 1.5, equal units, levels held", "brief"},
		{"train.seed=1", 36, false, "all rows, b = 1.5, equal units", "less room"},
		{"twin.train.learning_rate=0.01", 80, false,
			"all 64 rows · b held at 1.5 · equal units · levels of both starts",
			"twins"},
		{"twin.train.learning_rate=0.01", 50, false,
			"all rows, b = 1.5, equal units, levels shared", "twins in brief"},
		{"train.seed=1", 80, true, "levels chosen anew", "a run gone far"},
		{"train.seed=1", 30, true, "batch, equal units, new levels",
			"that comes before what is held"},
		{"train.seed=1", 26, true, "equal units, new levels", "and before the rows"},
		{"twin.train.learning_rate=29", 80, true, "levels anew for both", "as a twin"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *sets[] = {cases[i].set, cases[i].last ? "train.learning_rate=30" : NULL,
			"batch_norm.on=false", NULL};
		struct play *play =
			open_shipped(cases[i].last ? "five-stages" : "two-scales", 1, sets);
		struct panel panel;
		panel_open(&panel, play, 80, 24);
		panel.scene.landscape = landscape_new();
		play_go_index(play, cases[i].last ? play->run->last
						  : timeline_index(&play->run->timeline, 0, 1));
		if (!strstr(note_of(&panel, cases[i].w), cases[i].note))
			fail_msg("%s: %s", cases[i].why, note_of(&panel, cases[i].w));
		landscape_free(panel.scene.landscape);
		panel_close(&panel);
		play_close(play);
	}
}

/* A helper that takes its time. */
static void take(void *context, struct landscape_job *job)
{
	struct landscape_job **jobs = context;

	for (int i = 0; i < 8; i++)
		if (!jobs[i]) {
			jobs[i] = job;
			return;
		}
	landscape_job_free(job);
}

static void drop(void *context)
{
	(void)context;
}

/* While a picture is computed the note says so, and the picture itself has no words on it. */
static void what_is_computed_is_said_in_the_note(void **unused)
{
	static const char *const sets[] = {"network.hidden=64,64", "view.rows=all", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct landscape_job *jobs[8] = {NULL};
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 80, 24);
	panel.scene.landscape = landscape_new();
	landscape_help(panel.scene.landscape, (struct landscape_helper){jobs, take, drop});
	play_go_index(play, timeline_index(&play->run->timeline, 0, 1));
	assert_string_equal(note_of(&panel, 80), "computing …");
	assert_lacks(panel_draw(&panel, "contours"), "computing");
	for (int i = 0; i < 8; i++)
		if (jobs[i]) {
			assert_int_equal(landscape_job_run(jobs[i]), 0);
			landscape_deliver(panel.scene.landscape, jobs[i]);
			jobs[i] = NULL;
		}
	assert_has(note_of(&panel, 80), "levels of the start");
	play_go_index(play, timeline_index(&play->run->timeline, 1, 1));
	assert_has(note_of(&panel, 80), "computing … this is step 1, before its update");
	assert_lacks(panel_draw(&panel, "contours"), "computing");
	for (int i = 0; i < 8; i++)
		landscape_job_free(jobs[i]);
	landscape_free(panel.scene.landscape);
	panel_close(&panel);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_note_says_where_levels_come_from),
		cmocka_unit_test(what_is_computed_is_said_in_the_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
