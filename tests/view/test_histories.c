/* The panel "histories": values at their batches, names at the right, nothing ahead, all sizes. */
#include "panel.h"

#include <stdlib.h>

#include "base/number.h"
#include "engine/quantity.h"
#include "view/batches.h"

static void the_axis_doubles(void **unused)
{
	static const struct {
		size_t step;
		double end;
	} cases[] = {{0, 16}, {15, 16}, {16, 32}, {31, 32}, {32, 64}, {63, 64}, {64, 80}, {79, 80}};
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)unused;
	assert_true(batches_end(play->run) == 16);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		panel_go(play, cases[i].step, STAGE_DRAW, 0);
		assert_true(batches_end(play->run) == cases[i].end);
	}
	play_close(play);
}

/* The name stands in the row of the value, and on a wide panel with the value itself: at the update
 * that which the step has just made. */
static void names_have_their_values(void **unused)
{
	static const struct {
		const char *name, *quantity;
	} lines[] = {{"μ", "mu"}, {"σ²", "var"}, {"γ", "gamma"}, {"β", "beta"},
		{"run μ", "running_mu"}, {"run σ²", "running_var"}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 90, 30);
	for (int place = 0; place < 6; place++) {
		int unit = place % 3 + 1;
		panel_go(play, 40, place < 3 ? STAGE_ACTIVATION : STAGE_UPDATE, place < 3);
		panel.scene.look.unit = unit;
		const char *text = panel_draw(&panel, "histories");
		for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
			char words[64], number[NUMBER_MAX];
			double value = 0;
			quantity_read(play->run, quantity_find(lines[i].quantity),
				(int[3]){1, unit, 0}, &value);
			number_short(number, value, 3);
			snprintf(words, sizeof words, "%s %s", lines[i].name, number);
			assert_has(text, words);
		}
	}
	panel_close(&panel);
	play_close(play);
}

/* What was seen further on does not show when one comes back. */
static void nothing_ahead_is_shown(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 20);
	panel_go(play, 3, STAGE_LINEAR, 1);
	char *before = strdup(panel_draw(&panel, "histories"));
	run_seek(play->run, play->run->last);
	assert_string_not_equal(panel_draw(&panel, "histories"), before);
	panel_go(play, 3, STAGE_LINEAR, 1);
	assert_string_equal(panel_draw(&panel, "histories"), before);
	panel_go(play, 3, STAGE_MEAN, 1);
	assert_string_not_equal(panel_draw(&panel, "histories"), before);
	free(before);
	panel_close(&panel);
	play_close(play);
}

static void a_layer_without_norm_says_so(void **unused)
{
	static const struct {
		int w;
		const char *title;
	} cases[] = {{80, "layer 2, unit 1 · its weights over the batches; no batch norm here"},
		{40, "layer 2, unit 1 · no batch norm here"}, {20, "layer 2, unit 1"}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 80, 20);
	panel_go(play, 9, STAGE_LINEAR, 2);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct frame_words words = {.w = cases[i].w, .h = 18};
		histories_title(&panel.scene, &words);
		assert_string_equal(str_text(&words.title), cases[i].title);
		str_free(&words.title);
		str_free(&words.note);
	}
	const char *text = panel_draw(&panel, "histories");
	assert_has(text, "length of w");
	assert_lacks(text, "run μ");
	panel_close(&panel);
	play_close(play);
}

/* Names keep their columns and the axis its place while stages of one batch pass. */
static void stages_move_nothing_but_curves(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 20);
	panel_go(play, 40, STAGE_DRAW, 0);
	panel_draw(&panel, "histories");
	int corner = -1;
	for (int slot = 0; slot < play->run->timeline.batch_slots; slot++) {
		const struct slot *at = &timeline_order(&play->run->timeline, 40)->batch[slot];
		if (at->layer > 1 || (at->layer == 0 && at->stage != STAGE_UPDATE))
			continue;
		run_seek(play->run, timeline_index(&play->run->timeline, 40, slot));
		panel_draw(&panel, "histories");
		int here = -1;
		for (int i = 0; i < 60 * 20 && here < 0; i++)
			if (panel.canvas->cells[i].glyph == 0x2514)
				here = i;
		assert_true(here >= 0);
		assert_true(corner < 0 || here == corner);
		corner = here;
	}
	panel_close(&panel);
	play_close(play);
}

static int axis_end(const struct canvas *canvas)
{
	int end = 0;

	for (int c = 0; c < canvas->w * canvas->h; c++)
		if (canvas->cells[c].glyph == 0x2500 && c % canvas->w > end)
			end = c % canvas->w;
	return end;
}

/* A run with a norm and one without name other things, and yet a batch has one column in both. */
static void twins_have_one_axis_of_batches(void **unused)
{
	static const char *const sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel first, second;

	(void)unused;
	play_go_index(
		play, timeline_index(&play->run->timeline, 20,
			      timeline_order(&play->run->timeline, 0)->slot_of[STAGE_UPDATE][0]));
	for (int w = 30; w < 90; w += 7) {
		panel_open(&first, play, w, 20);
		panel_open(&second, play->twin, w, 20);
		panel_draw(&first, "histories");
		panel_draw(&second, "histories");
		assert_int_equal(axis_end(first.canvas), axis_end(second.canvas));
		panel_close(&first);
		panel_close(&second);
	}
	play_close(play);
}

static void areas_hold(void **unused)
{
	(void)unused;
	panel_areas_hold("histories");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_axis_doubles),
		cmocka_unit_test(names_have_their_values),
		cmocka_unit_test(nothing_ahead_is_shown),
		cmocka_unit_test(a_layer_without_norm_says_so),
		cmocka_unit_test(stages_move_nothing_but_curves),
		cmocka_unit_test(twins_have_one_axis_of_batches),
		cmocka_unit_test(areas_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
