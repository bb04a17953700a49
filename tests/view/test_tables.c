/* The panels of numbers: statistics per unit or feature, and values row by row. */
#include "panel.h"

#include "base/number.h"
#include "engine/quantity.h"

/* The value as a table writes it, without the blanks before it. */
static const char *slot_text(const struct play *play, const char *name, int i, int j, int k,
	int decimals, char text[NUMBER_MAX])
{
	double value;

	assert_int_equal(
		quantity_read(play->run, quantity_find(name), (int[3]){i, j, k}, &value), 0);
	number_slot(text, value, 8, decimals);
	return text + strspn(text, " ");
}

static void statistics_of_a_normed_layer(void **unused)
{
	static const char *const columns[] = {"mu", "var", "gamma", "beta"};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 120, 8);
	panel_go(play, 1, STAGE_VARIANCE, 1);
	const char *text = panel_draw(&panel, "statistics");
	for (int unit = 1; unit <= 3; unit++) {
		char name[24], number[NUMBER_MAX];

		snprintf(name, sizeof(name), "unit %d", unit);
		assert_has(text, name);
		for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
			assert_has(text, slot_text(play, columns[i], 1, unit, 0, 4, number));
	}
	assert_lacks(text, "unit 4");
	panel_close(&panel);
	play_close(play);
}

/* The cells of a sparkline against the batches' own numbers: higher is higher, the newest is last. */
static void sparklines_show_the_last_batches(void **unused)
{
	enum { LAST = 12, W = 120 };
	static const struct {
		const char *title, *quantity;
		enum stage from;
	} sparks[] = {{"last μ", "mu", STAGE_MEAN}, {"last σ²", "var", STAGE_VARIANCE}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, W, 4);
	for (size_t step = 4; step < 30; step += 5)
		for (size_t s = 0; s < 2; s++) {
			double value[LAST];
			int count = 0, column = -1;
			for (size_t i = step < LAST ? 0 : step - LAST + 1; i <= step; i++) {
				panel_go(play, i, sparks[s].from, 1);
				assert_int_equal(
					quantity_read(play->run, quantity_find(sparks[s].quantity),
						(int[3]){1, 2, 0}, &value[count++]),
					0);
			}
			panel_draw(&panel, "statistics");
			for (int x = 0; x < W && column < 0; x++)
				if (panel.canvas->cells[x].glyph == 'l' &&
					panel.canvas->cells[x + 5].glyph == (s ? 0x3C3 : 0x3BC))
					column = x;
			assert_true(column > 0);
			const struct cell *cells = &panel.canvas->cells[2 * W + column];
			for (int i = 0; i < LAST - count; i++)
				assert_int_equal(cells[i].glyph, ' ');
			for (int i = 0; i < count; i++)
				for (int j = 0; j < count; j++)
					if (value[i] <= value[j])
						assert_true(cells[LAST - count + i].glyph <=
							    cells[LAST - count + j].glyph);
		}
	panel_close(&panel);
	play_close(play);
}

/* Before its stage a number is a dot: a class may work it out first. */
static void nothing_is_shown_early(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	char mu_text[NUMBER_MAX], var_text[NUMBER_MAX];
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 120, 8);
	panel_go(play, 0, STAGE_UPDATE, 0);
	const char *mu = slot_text(play, "mu", 1, 1, 0, 4, mu_text);
	const char *var = slot_text(play, "var", 1, 1, 0, 4, var_text);
	panel_go(play, 0, STAGE_LINEAR, 1);
	assert_lacks(panel_draw(&panel, "statistics"), mu);
	assert_lacks(panel_draw(&panel, "statistics"), var);
	panel_go(play, 0, STAGE_MEAN, 1);
	assert_has(panel_draw(&panel, "statistics"), mu);
	assert_lacks(panel_draw(&panel, "statistics"), var);
	panel_go(play, 0, STAGE_VARIANCE, 1);
	assert_has(panel_draw(&panel, "statistics"), var);
	panel_close(&panel);
	play_close(play);
}

static void statistics_of_features(void **unused)
{
	struct play *play = open_shipped("real-wine", 1, NULL);
	struct panel panel;
	char number[NUMBER_MAX];

	(void)unused;
	panel_open(&panel, play, 100, 6);
	run_seek(play->run, 1);
	const char *text = panel_draw(&panel, "statistics");
	assert_has(text, "hue");
	assert_has(text, "proline");
	assert_has(text, slot_text(play, "input_mean", 1, 0, 0, 4, number));
	assert_has(text, slot_text(play, "input_mean", 2, 0, 0, 4, number));
	panel_close(&panel);
	play_close(play);
}

/* The chosen unit is marked, and stays inside where there are more units than rows. */
static void the_chosen_unit_is_in_sight(void **unused)
{
	static const char *const sets[] = {"network.hidden=12", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 80, 5);
	panel_go(play, 0, STAGE_SCALE_SHIFT, 1);
	for (int unit = 1; unit <= 12; unit++) {
		char name[24];

		snprintf(name, sizeof(name), unit < 10 ? "unit %d " : "unit %d", unit);
		panel.scene.look.unit = unit;
		assert_has(panel_draw(&panel, "statistics"), name);
		assert_int_equal(role_of(panel.canvas, name), ROLE_CHOICE);
	}
	panel.scene.look.unit = 99;
	assert_has(panel_draw(&panel, "statistics"), "unit 12");
	panel_close(&panel);
	play_close(play);
}

/* Row numbers and z of one unit over the batch. */
static void values_of_a_batch(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 100, 12);
	panel_go(play, 2, STAGE_NORMALIZE, 1);
	for (int unit = 1; unit <= 3; unit++) {
		panel.scene.look.unit = unit;
		const char *text = panel_draw(&panel, "values");
		for (int e = 1; e <= 8; e++) {
			char number[NUMBER_MAX], row[16];

			assert_has(text, slot_text(play, "z", 1, unit, e, 3, number));
			assert_has(text, slot_text(play, "zhat", 1, unit, e, 3, number));
			snprintf(row, sizeof(row), "%zu ", play->run->work.rows[e - 1] + 1);
			assert_has(text, row);
		}
	}
	panel_close(&panel);
	play_close(play);
}

/* In a narrow panel what is not known yet gives way to what is. */
static void known_values_come_first(void **unused)
{
	static const struct {
		enum stage stage;
		const char *there, *left_out;
	} cases[] = {{STAGE_VARIANCE, "z − μ", "ztilde"}, {STAGE_NORMALIZE, "ẑ", "ztilde"},
		{STAGE_SCALE_SHIFT, "ztilde", " a "}, {STAGE_D_BETA, "ẑ", "dẑ"},
		{STAGE_D_ZHAT, "dẑ", "dz "}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 34, 12);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		panel_go(play, 2, cases[i].stage, 1);
		const char *text = panel_draw(&panel, "values");
		assert_has(text, cases[i].there);
		if (strstr(text, cases[i].left_out))
			fail_msg("%s in %s", cases[i].left_out, text);
	}
	panel_close(&panel);
	play_close(play);
}

/* A column that the stop marks stays where others give way; in test mode a title says whose mean. */
static void marked_columns_stay(void **unused)
{
	static const char lesson[] =
		"---\ntitle: T\nquestion: Q?\ndata: {source: blobs, rows: 8}\n"
		"network: {hidden: [2], activation: tanh, output: sigmoid}\n"
		"batch_norm: {on: true}\ntrain: {batch: 4, epochs: 2}\n---\n"
		"## A\n<!-- at: {batch: 1, layer: 1, stage: subtract} -->\nProse.\n\n"
		"## B\n<!-- at: {batch: 2, layer: 1, stage: subtract} -->\n"
		"<!-- highlight: [d_z] -->\nProse.\n";
	struct play *play = play_text(lesson);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 34, 12);
	play_go_stop(play, 0);
	assert_lacks(panel_draw(&panel, "values"), "dz ");
	play_go_stop(play, 1);
	assert_has(panel_draw(&panel, "values"), "dz ");
	assert_has(panel_draw(&panel, "values"), "z − μ");
	play_set_mode(play, MODE_TEST);
	assert_has(panel_draw(&panel, "values"), "z − run μ");
	panel_close(&panel);
	play_close(play);
}

/* Rows that have no room are counted in the frame. */
static void rows_left_out_are_counted(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct frame_words words = {.w = 40, .inside_w = 40, .h = 20};
	struct scene scene = {.page = PAGE_LESSON, .play = play, .look = {.levels = -1}};

	(void)unused;
	run_seek(play->run, 0);
	values_title(&scene, &words);
	assert_string_equal(str_text(&words.note), "19 of 64 rows");
	str_clear(&words.note);
	words.h = 65;
	values_title(&scene, &words);
	assert_string_equal(str_text(&words.note), "");
	str_free(&words.title);
	str_free(&words.note);
	play_close(play);
}

/* The row numbers in the first column, those of the chosen rows alone. */
static int chosen_rows(const struct panel *panel, int *ret_row)
{
	int count = 0;

	for (int y = 1; y < panel->canvas->h; y++) {
		int row = 0;

		for (int x = 0; x < 5; x++) {
			const struct cell *cell = &panel->canvas->cells[y * panel->canvas->w + x];

			if (cell->role == ROLE_CHOICE && cell->glyph >= '0' && cell->glyph <= '9')
				row = 10 * row + (int)(cell->glyph - '0');
		}
		count += row > 0;
		if (row > 0)
			*ret_row = row;
	}
	return count;
}

/* Below the rows stands what they come to, as soon as its own stage has computed it. */
static void values_come_to_a_mean_and_a_variance(void **unused)
{
	static const struct {
		enum stage stage;
		int h;
		bool foot, mean, var;
		const char *why;
	} cases[] = {
		{STAGE_LINEAR, 12, true, false, false, "neither is known"},
		{STAGE_MEAN, 12, true, true, false, "the mean"},
		{STAGE_VARIANCE, 12, true, true, true, "both"},
		{STAGE_VARIANCE, 11, false, false, false, "no room below 8 rows and their title"},
		{STAGE_D_Z, 12, false, false, false, "gradients have none"},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 28, 12);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char mu[NUMBER_MAX], var[NUMBER_MAX];
		panel_go(play, 1, STAGE_VARIANCE, 1);
		const char *mean_text = slot_text(play, "mu", 1, 1, 0, 3, mu);
		const char *var_text = slot_text(play, "var", 1, 1, 0, 3, var);
		panel_go(play, 1, cases[i].stage, 1);
		panel_size(&panel, 28, cases[i].h, i % 2);
		const char *text = panel_draw(&panel, "values");
		const char *foot = strstr(text, "mean");
		if (!foot != !cases[i].foot ||
			(foot && !strstr(text, mean_text) == cases[i].mean) ||
			(foot && !strstr(foot, var_text) == cases[i].var))
			fail_msg("%s:\n%s", cases[i].why, text);
	}
	panel_close(&panel);
	play_close(play);
}

static void the_chosen_row_is_in_sight(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 7);
	run_seek(play->run, 0);
	for (int row = 1; row <= 64; row++) {
		int found = 0;

		panel.scene.look.row = row;
		panel_draw(&panel, "values");
		assert_int_equal(chosen_rows(&panel, &found), 1);
		assert_int_equal(found, row);
	}
	panel_close(&panel);
	play_close(play);
}

/* All stages of networks of all kinds, at sizes down to nothing: no cell is spoilt. */
static void they_draw_at_any_size(void **unused)
{
	static const char *const variants[][4] = {{NULL}, {"batch_norm.on=false", NULL},
		{"batch_norm.position=after", "batch_norm.output_layer=true", "train.loss=squared",
			NULL},
		{"network.hidden=40,1", "batch_norm.normalize_with=running", NULL}};
	static const int sizes[][2] = {{1, 1}, {2, 1}, {7, 2}, {20, 3}, {38, 9}, {160, 40}};

	(void)unused;
	for (size_t v = 0; v < sizeof(variants) / sizeof(variants[0]); v++) {
		struct play *play = open_shipped("five-stages", 1, variants[v]);
		const struct timeline *t = &play->run->timeline;
		struct panel panel;

		panel_open(&panel, play, 1, 1);
		for (size_t i = 0; i < (size_t)(t->input_slots + t->batch_slots); i++) {
			run_seek(play->run, i);
			for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
				panel_size(&panel, sizes[s][0], sizes[s][1], s % 2);
				panel_draw(&panel, "statistics");
				panel_draw(&panel, "values");
			}
		}
		panel_close(&panel);
		play_close(play);
	}
}

/* Both runs' numbers where there is room, and whose they are where there is not. */
static void twins_have_lines_of_their_own(void **unused)
{
	static const char *const sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct frame_words words = {.w = 100, .h = 7}, few = {.w = 100, .h = 4};
	struct panel panel;

	(void)unused;
	play_go_index(
		play, timeline_index(&play->run->timeline, 9,
			      timeline_order(&play->run->timeline, 0)->slot_of[STAGE_UPDATE][0]));
	panel_open(&panel, play, 160, 7);
	panel.scene.h = 45;
	const char *text = panel_draw(&panel, "statistics");
	for (int unit = 1; unit <= 3; unit++)
		for (int side = 0; side < 2; side++) {
			const struct run *run = side ? play->twin->run : play->run;
			char name[32], number[NUMBER_MAX];
			double value;
			assert_int_equal(quantity_read(run, quantity_find("W"),
						 (int[3]){1, unit, 1}, &value),
				0);
			snprintf(name, sizeof name, "unit %d %c", unit, side ? 'B' : 'A');
			number_slot(number, value, 8, 4);
			assert_has(text, name);
			assert_has(strstr(text, name), number + strspn(number, " "));
		}
	statistics_title(&panel.scene, &words);
	assert_has(str_text(&words.title), "A and B");
	/* A norm that only one of them has leaves the other's places empty, not unknown. */
	const char *line = strstr(text, "unit 1 B");
	assert_true(strstr(line, "·") == NULL || strstr(line, "·") > strchr(line, '\n'));
	panel_size(&panel, 160, 4, false);
	panel.scene.h = 45;
	text = panel_draw(&panel, "statistics");
	assert_lacks(text, "unit 1 A");
	assert_has(text, "unit 3");
	statistics_title(&panel.scene, &few);
	assert_true(strncmp(str_text(&few.title), "A · ", 4) == 0);
	str_free(&words.title);
	str_free(&words.note);
	str_free(&few.title);
	str_free(&few.note);
	panel_close(&panel);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statistics_of_a_normed_layer),
		cmocka_unit_test(sparklines_show_the_last_batches),
		cmocka_unit_test(nothing_is_shown_early),
		cmocka_unit_test(statistics_of_features),
		cmocka_unit_test(the_chosen_unit_is_in_sight),
		cmocka_unit_test(values_of_a_batch),
		cmocka_unit_test(values_come_to_a_mean_and_a_variance),
		cmocka_unit_test(known_values_come_first),
		cmocka_unit_test(marked_columns_stay),
		cmocka_unit_test(rows_left_out_are_counted),
		cmocka_unit_test(the_chosen_row_is_in_sight),
		cmocka_unit_test(they_draw_at_any_size),
		cmocka_unit_test(twins_have_lines_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
