/* The panel "network": every stage of several networks, at hard sizes. */
#include "panel.h"

#include <stdlib.h>

static const char *const deep[] = {"network.hidden=5,4,3", NULL};
static const char *const wide[] = {
	"network.hidden=64,2,1,16", "batch_norm.output_layer=true", NULL};
static const char *const behind[] = {"batch_norm.position=after", NULL};
static const char *const running[] = {"batch_norm.normalize_with=running", NULL};
static const char *const many[] = {
	"network.hidden=3,3,3,3,3,3,3,3,3,3,3,3,3,3,3", "train.epochs=1", NULL};

static const struct net {
	const char *lesson;
	const char *const *sets;
	const char *why;
} nets[] = {
	{"five-stages", NULL, "one hidden layer"},
	{"two-scales", NULL, "no hidden layer"},
	{"five-stages", deep, "four layers"},
	{"five-stages", wide, "units that do not fit, and a norm on the output"},
	{"five-stages", behind, "the norm behind the activation"},
	{"five-stages", running, "another order of stages"},
	{"five-stages", many, "more layers than columns"},
};

static const struct rect areas[] = {{0, 0, 0, 0}, {2, 1, 1, 1}, {2, 1, 5, 3}, {2, 1, 24, 6},
	{2, 1, 27, 30}, {2, 1, 28, 8}, {2, 1, 40, 12}, {2, 1, 60, 22}, {2, 1, 110, 20},
	{2, 1, 110, 7}, {9, 9, -3, 5}};

enum { W = 116, H = 34 };

/* The stages before the first batch and all of the first batch. */
static int places(const struct play *play)
{
	return play->run->timeline.input_slots + play->run->timeline.batch_slots;
}

static void assert_inside(const struct panel *panel, struct rect area)
{
	for (int i = 0; i < W * H; i++) {
		int x = i % W - area.x, y = i / W - area.y;
		if (x < 0 || x >= area.w || y < 0 || y >= area.h)
			assert_int_equal(panel->canvas->cells[i].glyph, ' ');
		assert_true(glyph_allowed(panel->canvas->cells[i].glyph));
	}
}

static void every_stage_in_every_area(void **unused)
{
	(void)unused;
	for (size_t n = 0; n < sizeof nets / sizeof *nets; n++) {
		struct play *play = open_shipped(nets[n].lesson, 1, nets[n].sets);
		struct panel panel;
		panel_open(&panel, play, W, H);
		for (int i = 0; i < places(play); i++) {
			run_seek(play->run, (size_t)i);
			for (size_t a = 0; a < 2 * sizeof areas / sizeof *areas; a++) {
				panel_size(&panel, W, H, a % 2);
				network_draw(&panel.scene, panel.canvas, areas[a / 2]);
				panel_check_cells(&panel);
				assert_inside(&panel, areas[a / 2]);
			}
		}
		panel_close(&panel);
		play_close(play);
	}
}

static const char *draw(struct panel *panel, int w, int h, bool ascii)
{
	panel_size(panel, w, h, ascii);
	network_draw(&panel->scene, panel->canvas, panel_area(panel));
	return panel_text(panel);
}

/* The narrowest panel beside another one: a lesson speaks of its third layer. */
static void three_layers_fit_and_are_named(void **unused)
{
	static const char *const words[] = {
		"layer 1", "layer 2", "layer 3", "4 tanh", "2 tanh", "linear", "frozen", "loss"};
	struct play *play = open_shipped("why-hidden-layers", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 36, 14);
	const char *text = draw(&panel, 36, 14, false);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		assert_has(text, words[i]);
	assert_lacks(text, "…");
	assert_has(draw(&panel, 72, 14, false), "layer 3, output");
	panel_close(&panel);
	play_close(play);
}

static void assert_lit(const struct panel *panel, const char *text, bool lit)
{
	if ((role_of(panel->canvas, text) == ROLE_LIT) != lit)
		fail_msg("“%s” should%s be lit", text, lit ? "" : " not");
}

/* The head of the current layer and no other; its stage below; the ends. */
static void what_is_current_is_lit(void **unused)
{
	(void)unused;
	for (size_t n = 0; n < 3; n++) {
		struct play *play = open_shipped(nets[n].lesson, 1, nets[n].sets);
		int layers = play->run->timeline.layers;
		struct panel panel;
		panel_open(&panel, play, W, H);
		for (int i = 0; i < places(play); i++) {
			run_seek(play->run, (size_t)i);
			struct position at = play->run->at;
			bool update = at.stage == STAGE_UPDATE;
			draw(&panel, 110, 28, false);
			for (int layer = 1; layer <= layers; layer++) {
				char name[24] = "output";
				if (layer < layers)
					snprintf(name, sizeof name, "layer %d", layer);
				assert_lit(&panel, name, update || at.layer == layer);
			}
			assert_lit(&panel, "x₁", at.stage <= STAGE_DRAW);
			assert_lit(&panel, "x₂", at.stage <= STAGE_DRAW);
			assert_lit(
				&panel, "loss", at.stage == STAGE_LOSS || at.stage == STAGE_D_LOSS);
		}
		panel_close(&panel);
		play_close(play);
	}
}

/* Of a network with more layers than columns those around the current one are shown. */
static void the_current_layer_is_among_those_shown(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, many);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, W, H);
	for (int i = 0; i < places(play); i++) {
		run_seek(play->run, (size_t)i);
		int layer = play->run->at.layer;
		char name[24];
		snprintf(name, sizeof name, "layer %d", layer);
		assert_has(draw(&panel, 60, 20, false), "…");
		if (layer)
			assert_lit(&panel, name, true);
	}
	panel_close(&panel);
	play_close(play);
}

/* Exactly one stage is lit below, and those before it are plain. */
static void the_chain_follows(void **unused)
{
	static const struct {
		enum stage stage;
		const char *done, *lit, *to_come;
	} cases[] = {
		{STAGE_MEAN, "linear", "mean", "variance"},
		{STAGE_NORMALIZE, "variance", "normalize", "running averages"},
		{STAGE_D_GAMMA, "shift gradient", "scale gradient", "mean gradient"},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, W, H);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		run_seek(play->run,
			timeline_index(t, 0, timeline_order(t, 0)->slot_of[cases[i].stage][1]));
		draw(&panel, 60, 22, false);
		assert_int_equal(role_of(panel.canvas, cases[i].done), ROLE_TEXT);
		assert_int_equal(role_of(panel.canvas, cases[i].lit), ROLE_LIT);
		assert_int_equal(role_of(panel.canvas, cases[i].to_come), ROLE_DIM);
	}
	panel_close(&panel);
	play_close(play);
}

static void small_areas_get_a_line(void **unused)
{
	static const struct {
		const char *const *sets;
		enum stage stage;
		int layer, w;
		bool ascii;
		const char *line, *stages;
	} cases[] = {
		{NULL, STAGE_MEAN, 1, 40, false, "x → [layer 1] → output → loss", "linear → mean"},
		{NULL, STAGE_MEAN, 1, 24, false, "x → [1] → 2 → loss", "linear → mean"},
		{NULL, STAGE_MEAN, 1, 24, true, "x -> [1] -> 2 -> loss", "linear -> mean"},
		{NULL, STAGE_DRAW, 0, 40, true, "[x] -> layer 1 -> output -> loss", "draw"},
		{NULL, STAGE_LOSS, 0, 40, false, "x → layer 1 → output → [loss]", "loss"},
		{many, STAGE_D_Z, 8, 24, false, "x → … → [8] → … → loss", "linear gradient"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped("five-stages", 1, cases[i].sets);
		const struct timeline *t = &play->run->timeline;
		struct panel panel;
		panel_open(&panel, play, W, H);
		run_seek(play->run,
			timeline_index(t, 0,
				timeline_order(t, 0)->slot_of[cases[i].stage][cases[i].layer]));
		const char *text = draw(&panel, cases[i].w, 6, cases[i].ascii);
		assert_has(text, cases[i].line);
		assert_has(text, cases[i].stages);
		panel_close(&panel);
		play_close(play);
	}
}

static void units_are_drawn_or_counted(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, wide);
	const struct timeline *t = &play->run->timeline;
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, W, H);
	run_seek(play->run, timeline_index(t, 0, timeline_order(t, 0)->slot_of[STAGE_DRAW][0]));
	const char *text = draw(&panel, 110, 20, false);
	assert_has(text, "… 64 units");
	assert_has(text, "layer 1 · 64 tanh");
	assert_has(text, "output · sigmoid");
	play_close(play);
	play = open_shipped("five-stages", 1, deep);
	panel.scene.play = play;
	run_seek(play->run, timeline_index(&play->run->timeline, 0, 0));
	text = draw(&panel, 90, 22, false);
	/* In front of and behind the norm; the output has one node: 2 (5 + 4 + 3) + 1. */
	assert_int_equal(count_parts(text, "○"), 25);
	assert_int_equal(count_parts(text, "BN"), 3);
	panel_close(&panel);
	play_close(play);
}

static void the_title_says_which_way(void **unused)
{
	static const struct {
		enum stage stage;
		int layer, w;
		const char *title, *note;
	} cases[] = {
		{STAGE_MEAN, 1, 60, "the network · → forward", "layer 1 · mean"},
		{STAGE_D_WEIGHTS, 2, 60, "the network · ← backward", "output · weight gradient"},
		{STAGE_D_WEIGHTS, 1, 16, "← backward", "layer 1 · weight gradient"},
		{STAGE_UPDATE, 0, 60, "the network · update", "update"},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;
	struct scene scene = {.page = PAGE_LESSON, .play = play};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct frame_words words = {.w = cases[i].w, .h = 10};
		run_seek(play->run,
			timeline_index(t, 3,
				timeline_order(t, 0)->slot_of[cases[i].stage][cases[i].layer]));
		network_title(&scene, &words);
		assert_string_equal(str_text(&words.title), cases[i].title);
		assert_string_equal(str_text(&words.note), cases[i].note);
		str_free(&words.title);
		str_free(&words.note);
	}
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_layers_fit_and_are_named),
		cmocka_unit_test(every_stage_in_every_area),
		cmocka_unit_test(what_is_current_is_lit),
		cmocka_unit_test(the_current_layer_is_among_those_shown),
		cmocka_unit_test(the_chain_follows),
		cmocka_unit_test(small_areas_get_a_line),
		cmocka_unit_test(units_are_drawn_or_counted),
		cmocka_unit_test(the_title_says_which_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
