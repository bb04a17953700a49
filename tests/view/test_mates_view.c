/* The panel of batch mates: what is known when, and that only training moves with its mates. */
#include "panel.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "engine/mates.h"

static void nothing_is_shown_before_its_stage(void **unused)
{
	static const struct {
		enum stage stage;
		size_t unknown;
		bool batches;
	} cases[] = {
		{STAGE_DRAW, 4, false},
		{STAGE_LINEAR, 3, false},
		{STAGE_VARIANCE, 3, false},
		{STAGE_NORMALIZE, 1, true},
		{STAGE_SCALE_SHIFT, 0, true},
		{STAGE_UPDATE, 0, true},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 70, 30);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool whole = cases[i].stage == STAGE_DRAW || cases[i].stage == STAGE_UPDATE;
		panel_go(play, 2, cases[i].stage, whole ? 0 : 1);
		const char *text = panel_draw(&panel, "mates");
		assert_int_equal(count_parts(text, "not known yet"), cases[i].unknown);
		assert_int_equal(count_parts(text, " with any."), cases[i].batches);
		assert_int_equal(count_parts(text, "batch 1 "), cases[i].batches);
	}
	panel_close(&panel);
	play_close(play);
}

/* ẑ's axis follows from ẑ, γ and β: it does not tell what ztilde will be. */
static void the_axis_knows_nothing_ahead(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 70, 30);
	panel_go(play, 2, STAGE_NORMALIZE, 1);
	char *before = strdup(panel_draw(&panel, "mates"));
	const struct work *work = run_work(play->run);
	for (size_t i = 0; i < work->m; i++)
		work->layer[0].ztilde[i] = 1e5;
	assert_string_equal(panel_draw(&panel, "mates"), before);
	free(before);
	panel_close(&panel);
	play_close(play);
}

static void every_batch_has_its_number(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;
	struct mates mates;
	char number[NUMBER_MAX];

	(void)unused;
	panel_open(&panel, play, 70, 30);
	panel.scene.look.unit = 2;
	panel.scene.look.example = 3;
	panel_go(play, 4, STAGE_SCALE_SHIFT, 1);
	const char *text = panel_draw(&panel, "mates");
	assert_int_equal(mates_find(play->run, 1, 2, 3, &mates), 0);
	for (size_t b = 0; b < mates.count; b++) {
		number_slot(number, mates.zhat[b], 8, 3);
		assert_has(text, number);
	}
	number_slot(number, mates.test_mode, 8, 3);
	assert_has(text, number);
	mates_free(&mates);
	panel_close(&panel);
	play_close(play);
}

static void it_says_what_it_needs(void **unused)
{
	static const char *const plain[] = {"batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, plain);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 12);
	run_seek(play->run, 0);
	assert_has(panel_draw(&panel, "mates"), "step on to the first");
	panel_go(play, 0, STAGE_LINEAR, 1);
	assert_has(panel_draw(&panel, "mates"), "This layer has no batch norm");
	panel_close(&panel);
	play_close(play);
}

/* The number of the row itself stands at every size. */
static void every_size_holds(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;
	char number[NUMBER_MAX];

	(void)unused;
	panel_open(&panel, play, 24, 6);
	panel_go(play, 7, STAGE_SCALE_SHIFT, 1);
	snprintf(number, sizeof number, "%.3f", fabs(play->run->work.layer[0].zhat[0]));
	for (int ascii = 0; ascii < 2; ascii++)
		for (int h = 6; h < 44; h += 3)
			for (int w = 24; w < 150; w += 9) {
				panel_size(&panel, w, h, ascii);
				assert_has(panel_draw(&panel, "mates"), number);
			}
	panel_close(&panel);
	play_close(play);
}

/* The ticks of an axis are never in the last row: their labels stand below them. */
static void an_axis_keeps_its_labels(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 24, 6);
	panel_go(play, 7, STAGE_SCALE_SHIFT, 1);
	for (int h = 6; h < 44; h++)
		for (int w = 24; w < 80; w += 10) {
			panel_size(&panel, w, h, false);
			const char *text = panel_draw(&panel, "mates");
			for (int row = 1; row < h; row++)
				text = strchr(text, '\n') + 1;
			assert_null(strstr(text, "┬"));
		}
	panel_close(&panel);
	play_close(play);
}

/* Names are whole from the width that half of a screen of 120 columns leaves. */
static void names_are_whole(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 36, 24);
	panel_go(play, 7, STAGE_SCALE_SHIFT, 1);
	const char *text = panel_draw(&panel, "mates");
	assert_has(text, "test mode");
	assert_has(text, "ztilde");
	assert_has(text, "batch 8");
	panel_close(&panel);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_shown_before_its_stage),
		cmocka_unit_test(the_axis_knows_nothing_ahead),
		cmocka_unit_test(every_batch_has_its_number),
		cmocka_unit_test(it_says_what_it_needs),
		cmocka_unit_test(every_size_holds),
		cmocka_unit_test(an_axis_keeps_its_labels),
		cmocka_unit_test(names_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
