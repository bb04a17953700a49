/* The panel "drift": one strip a layer on one scale, nothing ahead, all sizes. */
#include "panel.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "engine/history.h"

static void each_layer_has_its_strip(void **unused)
{
	static const char *const sets[] = {"network.hidden=4,3", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 70, 24);
	panel_go(play, 12, STAGE_UPDATE, 0);
	const char *text = panel_draw(&panel, "drift");
	assert_has(text, "layer 1 gets the features");
	assert_has(text, "layer 2 gets what layer 1 gives");
	assert_has(text, "layer 3 gets what layer 2 gives");
	for (int layer = 1; layer <= 3; layer++) {
		char words[64], number[NUMBER_MAX];
		number_short(number, history_input(&play->run->history, 12, layer)[2], 3);
		snprintf(words, sizeof words, "median %s", number);
		assert_has(text, words);
	}
	panel_close(&panel);
	play_close(play);
}

/* The labels of the axes: the same numbers as often as there are layers. */
static void all_strips_share_one_scale(void **unused)
{
	static const char *const sets[] = {"network.hidden=4,3", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;

	(void)unused;
	for (int h = 14; h < 50; h++) {
		panel_open(&panel, play, 60, h);
		panel_go(play, 30, STAGE_UPDATE, 0);
		panel_draw(&panel, "drift");
		int ticks[3] = {0}, strip = -1;
		for (int y = 0; y < h; y++)
			for (int x = 0; x < 12; x++) {
				uint32_t glyph = panel.canvas->cells[y * 60 + x].glyph;
				strip += glyph == 'l' && x < 10 && x > 0;
				if (glyph == 0x2524 && strip >= 0 && strip < 3)
					ticks[strip]++;
			}
		assert_int_equal(strip, 2);
		assert_true(ticks[0] >= 2);
		assert_int_equal(ticks[0], ticks[1]);
		assert_int_equal(ticks[0], ticks[2]);
		panel_close(&panel);
	}
	play_close(play);
}

static void nothing_ahead_is_shown(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 20);
	panel_go(play, 3, STAGE_LINEAR, 1);
	char *before = strdup(panel_draw(&panel, "drift"));
	run_seek(play->run, play->run->last);
	assert_string_not_equal(panel_draw(&panel, "drift"), before);
	panel_go(play, 3, STAGE_LINEAR, 1);
	assert_string_equal(panel_draw(&panel, "drift"), before);
	panel_go(play, 3, STAGE_LINEAR, 2);
	assert_string_not_equal(panel_draw(&panel, "drift"), before);
	free(before);
	panel_close(&panel);
	play_close(play);
}

/* Layers that find no room are counted below, and the one where we stand is among those shown. */
static void the_current_layer_is_in_sight(void **unused)
{
	static const char *const sets[] = {"network.hidden=3,3,3,3,3", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 14);
	for (int layer = 1; layer <= 6; layer++) {
		char words[32];
		struct frame_words title = {.w = 54, .h = 14};
		panel_go(play, 5, STAGE_LINEAR, layer);
		snprintf(words, sizeof words, "layer %d gets", layer);
		assert_has(panel_draw(&panel, "drift"), words);
		drift_title(&panel.scene, &title);
		assert_has(str_text(&title.note), " of 6");
		str_free(&title.title);
		str_free(&title.note);
	}
	panel_close(&panel);
	play_close(play);
}

/* A batch far out must not press all others together: it is pointed at, and the note says so. */
static void what_lies_far_out_is_pointed_at(void **unused)
{
	static const struct {
		size_t sample; /* that is moved */
		double factor;
		bool beyond;
		const char *why;
	} cases[] = {{0, 1000, true, "the first"}, {17, 1e6, true, "one in the middle"},
		{0, 1.2, false, "hardly farther than others"}, {0, 1, false, "as it is"}};
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)unused;
	panel_go(play, 39, STAGE_UPDATE, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct frame_words words = {.w = 70, .h = 20};
		struct panel panel;
		double *shares = (double *)history_input(&play->run->history, cases[i].sample, 1);
		double kept = shares[HISTORY_SHARES - 1];
		shares[HISTORY_SHARES - 1] = fmax(kept, 1) * cases[i].factor;
		panel_open(&panel, play, 70, 20);
		const char *text = panel_draw(&panel, "drift");
		drift_title(&panel.scene, &words);
		bool says = strstr(str_text(&words.note), "▴▾ beyond");
		if (says != cases[i].beyond || (strstr(text, "▴") != NULL) != says)
			fail_msg("%s: %s\n%s", cases[i].why, str_text(&words.note), text);
		assert_lacks(text, "00┤");
		shares[HISTORY_SHARES - 1] = kept;
		str_free(&words.title);
		str_free(&words.note);
		panel_close(&panel);
	}
	play_close(play);
}

static void areas_hold(void **unused)
{
	(void)unused;
	panel_areas_hold("drift");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_layer_has_its_strip),
		cmocka_unit_test(all_strips_share_one_scale),
		cmocka_unit_test(nothing_ahead_is_shown),
		cmocka_unit_test(the_current_layer_is_in_sight),
		cmocka_unit_test(what_lies_far_out_is_pointed_at),
		cmocka_unit_test(areas_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
