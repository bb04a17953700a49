/* The panel of histograms: what a unit's values are before and after the norm, on one axis. */
#include "panel.h"

#include <math.h>

#include "base/number.h"
#include "draw/rows.h"
#include "engine/quantity.h"

static const char *draw(struct panel *panel)
{
	canvas_erase(panel->canvas);
	histograms_draw(&panel->scene, panel->canvas, panel_area(panel));
	return panel_text(panel);
}

/* "mean 0.235  sd 1.70", from the engine's own moments. */
static const char *moments_text(const struct play *play, const char *name, int unit, char text[96])
{
	char quantity[32], mean_text[NUMBER_MAX], sd_text[NUMBER_MAX];
	int index[3] = {1, unit, 0};
	double mean, var;

	snprintf(quantity, sizeof(quantity), "%s_mean", name);
	assert_int_equal(quantity_read(play->run, quantity_find(quantity), index, &mean), 0);
	snprintf(quantity, sizeof(quantity), "%s_var", name);
	assert_int_equal(quantity_read(play->run, quantity_find(quantity), index, &var), 0);
	number_short(mean_text, fabs(mean) < 1e-12 ? 0 : mean, 3);
	number_short(sd_text, sqrt(var), 3);
	snprintf(text, 96, "mean %s  sd %s", mean_text, sd_text);
	return text;
}

static void what_is_known_at_each_stage(void **unused)
{
	static const struct {
		enum stage stage;
		size_t unknown; /* of the three */
		bool mean, sd;  /* of z */
		const char *lit;
	} cases[] = {
		{STAGE_LINEAR, 2, false, false, "z "},
		{STAGE_MEAN, 2, true, false, NULL},
		{STAGE_VARIANCE, 2, true, true, NULL},
		{STAGE_NORMALIZE, 1, true, true, "ẑ"},
		{STAGE_SCALE_SHIFT, 0, true, true, "ztilde"},
		{STAGE_ACTIVATION, 0, true, true, NULL},
	};
	static const char *const names[] = {"z ", "ẑ", "ztilde"};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;
	char moments[96];

	(void)unused;
	panel_open(&panel, play, 60, 18);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		panel_go(play, 3, cases[i].stage, 1);
		const char *text = draw(&panel);
		assert_int_equal(count_parts(text, "not known yet"), cases[i].unknown);
		assert_int_equal(count_parts(text, "mean ·"), !cases[i].mean);
		assert_int_equal(count_parts(text, "sd ·"), !cases[i].sd);
		if (cases[i].mean && cases[i].sd)
			assert_has(text, moments_text(play, "z", 1, moments));
		for (size_t n = 0; n < 3; n++) {
			bool lit = cases[i].lit && strcmp(cases[i].lit, names[n]) == 0;
			assert_int_equal(role_of(panel.canvas, names[n]) == ROLE_LIT, lit);
		}
	}
	panel_close(&panel);
	play_close(play);
}

static void every_unit_has_its_moments(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;
	char moments[96];

	(void)unused;
	panel_open(&panel, play, 60, 18);
	panel_go(play, 11, STAGE_SCALE_SHIFT, 1);
	for (int unit = 1; unit <= 3; unit++) {
		panel.scene.look.unit = unit;
		const char *text = draw(&panel);
		assert_has(text, moments_text(play, "z", unit, moments));
		assert_has(text, moments_text(play, "zhat", unit, moments));
		assert_has(text, moments_text(play, "ztilde", unit, moments));
	}
	panel_close(&panel);
	play_close(play);
}

static void layers_without_a_norm_show_z_and_a(void **unused)
{
	static const char *const sets[] = {"batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;
	struct frame_words words = {.w = 60, .h = 18};
	char moments[96];

	(void)unused;
	panel_open(&panel, play, 60, 18);
	panel_go(play, 0, STAGE_LINEAR, 1);
	const char *text = draw(&panel);
	assert_has(text, moments_text(play, "z", 1, moments));
	assert_int_equal(count_parts(text, "not known yet"), 1);
	panel_go(play, 0, STAGE_ACTIVATION, 1);
	assert_has(draw(&panel), moments_text(play, "a", 1, moments));
	histograms_title(&panel.scene, &words);
	assert_string_equal(str_text(&words.title), "layer 1, unit 1 · z, a over this batch");
	str_free(&words.title);
	str_free(&words.note);
	panel_close(&panel);
	play_close(play);
}

static void a_norm_behind_the_activation_starts_from_a(void **unused)
{
	static const char *const sets[] = {"batch_norm.position=after", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;
	struct frame_words words = {.w = 30, .h = 18};
	char moments[96];

	(void)unused;
	panel_open(&panel, play, 60, 18);
	panel_go(play, 0, STAGE_SCALE_SHIFT, 1);
	assert_has(draw(&panel), moments_text(play, "a", 1, moments));
	histograms_title(&panel.scene, &words);
	assert_string_equal(str_text(&words.title), "layer 1, unit 1 · a, ẑ, ztilde");
	str_free(&words.title);
	str_free(&words.note);
	panel_close(&panel);
	play_close(play);
}

/* Whoever works out a mean first does not read it here. */
static void features_as_they_stand(void **unused)
{
	struct play *play = open_shipped("real-wine", 1, NULL);
	const struct timeline *t = &play->run->timeline;
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 20);
	run_seek(play->run, 0);
	const char *text = draw(&panel);
	assert_has(text, "hue");
	assert_has(text, "proline");
	assert_int_equal(count_parts(text, "mean ·  sd ·"), 2);
	run_seek(play->run, (size_t)t->input_slots - 1);
	assert_int_equal(count_parts(draw(&panel), "mean 0.00  sd 1.00"), 2);
	panel_close(&panel);
	play_close(play);
}

static void a_small_one(void **unused)
{
	static const char *const sets[] = {"train.batch=64", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 40, 11);
	panel_size(&panel, 40, 11, true);
	panel_go(play, 0, STAGE_NORMALIZE, 1);
	assert_string_equal(draw(&panel), "z       mean 0.00  sd 1.39\n"
					  "      ...         ......\n"
					  "......######......######...###      ...\n"
					  "zhat    mean 0.00  sd 1.00   highest: 14\n"
					  "         ###...   ###...\n"
					  "   ......######...#########   ...\n"
					  "ztilde  not known yet\n"
					  "\n"
					  "\n"
					  "----+-----------+-----------+-----------\n"
					  "   -2           0           2\n");
	panel_close(&panel);
	play_close(play);
}

static void what_is_not_finite_is_said(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 18);
	panel_go(play, 0, STAGE_SCALE_SHIFT, 1);
	play->run->work.layer[0].z[0] = NAN;
	play->run->work.layer[0].z[1] = -INFINITY;
	play->run->work.layer[0].zhat[2] = INFINITY;
	const char *text = draw(&panel);
	assert_has(text, "not finite: 2");
	assert_has(text, "not finite: 1");
	assert_has(text, "mean nan");
	assert_int_equal(role_of(panel.canvas, "not finite"), ROLE_WARNING);
	panel_close(&panel);
	play_close(play);
}

/* Histograms are left out whole: every heading that stands has its mean. */
static void small_areas_drop_histograms(void **unused)
{
	static const struct {
		int h;
		size_t headings;
	} cases[] = {{1, 1}, {2, 1}, {3, 1}, {5, 1}, {6, 2}, {8, 2}, {9, 3}, {30, 3}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 30, 1);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		panel_size(&panel, 30, cases[i].h, false);
		panel_go(play, 0, STAGE_SCALE_SHIFT, 1);
		assert_int_equal(count_parts(draw(&panel), "mean "), cases[i].headings);
		assert_int_equal(role_of(panel.canvas, "ztilde"), ROLE_LIT);
		panel_go(play, 0, STAGE_LINEAR, 1);
		assert_int_equal(count_parts(draw(&panel), "mean "), 1);
	}
	panel_close(&panel);
	play_close(play);
}

/* All places of networks of all kinds, wherever the panel stands. */
static void they_draw_at_any_place(void **unused)
{
	static const char *const variants[][5] = {{NULL}, {"batch_norm.on=false", NULL},
		{"batch_norm.position=after", "batch_norm.output_layer=true", "train.loss=squared",
			NULL},
		{"train.batch=1", NULL},
		{"train.learning_rate=1000", "train.optimizer=momentum", "train.loss=squared",
			NULL}};

	(void)unused;
	for (size_t v = 0; v < sizeof(variants) / sizeof(variants[0]); v++) {
		struct play *play = open_shipped("five-stages", 1, variants[v]);
		const struct timeline *t = &play->run->timeline;
		size_t slots = (size_t)(t->input_slots + 3 * t->batch_slots);
		struct panel panel;

		panel_open(&panel, play, 30, 12);
		for (size_t i = 0; i < slots; i++)
			for (size_t r = 0; r < 2 * HARD_RECTS; r++) {
				run_seek(play->run, i);
				run_set_mode(play->run, i % 3 ? MODE_TRAIN : MODE_TEST);
				panel_size(&panel, 30, 12, r % 2);
				histograms_draw(&panel.scene, panel.canvas, hard_rects[r / 2]);
				assert_inside(panel.canvas, hard_rects[r / 2]);
				assert_sound(panel.canvas);
			}
		panel_size(&panel, 200, 12, false);
		assert_true(strlen(draw(&panel)) > 0);
		panel_close(&panel);
		play_close(play);
	}
}

/*
 * An outline and whose it is: of the other run, of the stage before where that cannot be, and none
 * of what is not known.
 */
static void outlines_say_whose_they_are(void **unused)
{
	static const struct {
		const char *set;
		bool second, ascii;
		enum stage stage;
		const char *has, *lacks;
		const char *why;
	} cases[] = {
		{"twin.batch_norm.on=false", false, false, STAGE_SCALE_SHIFT, "dotted: B's z",
			"A's", "with a norm"},
		{"twin.batch_norm.on=false", false, false, STAGE_SCALE_SHIFT, "dotted: z", "A's",
			"zhat is compared with what it was"},
		{"twin.batch_norm.on=false", true, false, STAGE_ACTIVATION, "dotted: A's z", "B's",
			"without"},
		{"twin.train.learning_rate=3", false, true, STAGE_SCALE_SHIFT, "dotted: B's ztilde",
			"dotted: zhat", "the same stage of either"},
		{"twin.train.learning_rate=3", false, false, STAGE_NORMALIZE, "dotted: B's z",
			"ztilde  mean", "ztilde is not known yet"},
		{"train.seed=2", false, false, STAGE_SCALE_SHIFT, "dotted: ẑ", "'s z",
			"one run alone"},
		{"train.seed=2", false, false, STAGE_LINEAR, "z ", "dotted", "nothing before z"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *sets[] = {cases[i].set, NULL};
		struct play *play = open_shipped("five-stages", 1, sets);
		struct play *drawn = cases[i].second ? play->twin : play;
		struct panel panel;
		size_t outlined = 0;
		play_go_index(play, timeline_index(&play->run->timeline, 9,
					    timeline_order(&play->run->timeline, 0)
						    ->slot_of[cases[i].stage][1]));
		panel_open(&panel, drawn, 70, 26);
		panel_size(&panel, 70, 26, cases[i].ascii);
		const char *text = panel_draw(&panel, "histograms");
		if (!strstr(text, cases[i].has) || strstr(text, cases[i].lacks))
			fail_msg("%s:\n%s", cases[i].why, text);
		for (int c = 0; c < 70 * 26; c++)
			outlined += panel.canvas->cells[c].role == ROLE_CLASS0;
		assert_int_equal(outlined > strlen("dotted: ztilde") * 3,
			strcmp(cases[i].lacks, "dotted") != 0);
		panel_close(&panel);
		play_close(play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_known_at_each_stage),
		cmocka_unit_test(every_unit_has_its_moments),
		cmocka_unit_test(layers_without_a_norm_show_z_and_a),
		cmocka_unit_test(a_norm_behind_the_activation_starts_from_a),
		cmocka_unit_test(features_as_they_stand),
		cmocka_unit_test(a_small_one),
		cmocka_unit_test(what_is_not_finite_is_said),
		cmocka_unit_test(small_areas_drop_histograms),
		cmocka_unit_test(outlines_say_whose_they_are),
		cmocka_unit_test(they_draw_at_any_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
