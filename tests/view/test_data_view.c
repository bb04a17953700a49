/* The panel of rows: what stands behind them, their marks, and the words in its frame. */
#include "panel.h"

#include <math.h>

#include "base/number.h"
#include "draw/scatter.h"
#include "view/data_hand.h"

static const char moons[] = "---\n"
			    "title: Moons\nquestion: Which side?\n"
			    "data: {source: moons, rows: 48, noise: 0.1, seed: 4, test: 0.25}\n"
			    "network: {hidden: [3], activation: tanh, output: sigmoid}\n"
			    "batch_norm: {on: true}\n"
			    "train: {loss: logistic, optimizer: sgd, learning_rate: 0.5, batch: 6, "
			    "epochs: 20, seed: 3}\n"
			    "---\n\n## Here\n<!-- at: start -->\nRows.\n";

static struct play *open_moons(void)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	assert_int_equal(open_text(moons, true, &play, &diags), 0);
	return play;
}

static size_t cells_with(const struct panel *panel, uint32_t glyph)
{
	size_t count = 0;

	for (int i = 0; i < panel->canvas->w * panel->canvas->h; i++)
		count += panel->canvas->cells[i].glyph == glyph;
	return count;
}

static size_t grounds(const struct panel *panel)
{
	size_t count = 0;

	for (int i = 0; i < panel->canvas->w * panel->canvas->h; i++)
		count += panel->canvas->cells[i].ground != ROLE_NONE;
	return count;
}

static void the_field_is_there_once_training_began(void **unused)
{
	struct play *play = open_moons();
	struct panel panel;
	struct frame_words words = {.w = 80};

	(void)unused;
	panel_open(&panel, play, 60, 24);
	run_seek(play->run, 0);
	panel_draw(&panel, "data");
	assert_int_equal(grounds(&panel), 0);
	data_title(&panel.scene, &words);
	assert_lacks(str_text(&words.title), "ŷ");
	run_seek(play->run, 400);
	panel_draw(&panel, "data");
	assert_true(grounds(&panel) > 500);
	str_clear(&words.title);
	data_title(&panel.scene, &words);
	assert_has(str_text(&words.title), "behind: ŷ in test mode, line at ½");
	str_free(&words.title);
	str_free(&words.note);
	panel_close(&panel);
	play_close(play);
}

/* Each row has a mark of its class and its part, if the screen is so wide that none share a cell. */
static void every_row_has_its_mark(void **unused)
{
	struct play *play = open_moons();
	const struct dataset *data = &play->experiment->data;
	size_t expected[2][2] = {{0}};
	static const uint32_t glyph[2][2] = {{0x25CF, 0x25CB}, {0x25B2, 0x25B3}};
	struct panel panel;

	(void)unused;
	for (size_t i = 0; i < data->rows; i++)
		expected[data->y[i] > 0.5][1]++;
	for (size_t i = 0; i < data->train_count; i++) {
		expected[data->y[data->train[i]] > 0.5][0]++;
		expected[data->y[data->train[i]] > 0.5][1]--;
	}
	panel_open(&panel, play, 290, 98);
	panel_draw(&panel, "data");
	for (int class = 0; class < 2; class ++)
		for (int test = 0; test < 2; test++)
			assert_int_equal(
				cells_with(&panel, glyph[class][test]), expected[class][test]);
	panel_close(&panel);
	play_close(play);
}

/* Nobody reads a mean here who has not worked it out: stages of real-wine, one by one. */
static void marks_wait_for_their_stage(void **unused)
{
	static const struct {
		enum stage stage;
		bool mean, box;
	} cases[] = {
		{STAGE_START, false, false},
		{STAGE_INPUT_MEAN, true, false},
		{STAGE_INPUT_SUBTRACT, true, false},
		{STAGE_INPUT_VARIANCE, true, true},
		{STAGE_INPUT_DIVIDE, true, true},
	};
	struct play *play = open_shipped("real-wine", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 70, 26);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct frame_words words = {.w = 100};
		int slot = timeline_order(&play->run->timeline, 0)->slot_of[cases[i].stage][0];

		assert_true(slot >= 0);
		run_seek(play->run, (size_t)slot);
		panel_draw(&panel, "data");
		assert_int_equal(cells_with(&panel, 0x25C9), cases[i].mean);
		bool box = false;
		for (int c = 0; c < panel.canvas->w * panel.canvas->h; c++) {
			const struct cell *cell = &panel.canvas->cells[c];
			bool dots = cell->glyph > 0x2800 && cell->glyph < 0x2900;
			box |= cell->role == ROLE_VAR || (dots && cell->role == ROLE_LIT);
		}
		assert_int_equal(box, cases[i].box);
		data_title(&panel.scene, &words);
		assert_int_equal(count_parts(str_text(&words.note), "◉ mean"), cases[i].mean);
		assert_int_equal(count_parts(str_text(&words.note), "±σ"), cases[i].box);
		str_free(&words.title);
		str_free(&words.note);
	}
	panel_close(&panel);
	play_close(play);
}

static size_t cells_of_role(const struct panel *panel, enum role role)
{
	size_t count = 0;

	for (int i = 0; i < panel->canvas->w * panel->canvas->h; i++)
		count += panel->canvas->cells[i].role == role;
	return count;
}

/* What a stage computes is lit in the picture, too: the mean, the box, the rows of a batch. */
static void what_was_computed_is_lit(void **unused)
{
	static const struct {
		const char *lesson;
		enum stage stage;
		size_t least; /* lit cells; one more stage on there is the chosen row alone */
		const char *why;
	} cases[] = {
		{"real-wine", STAGE_INPUT_MEAN, 2, "the mean and the chosen row"},
		{"real-wine", STAGE_INPUT_VARIANCE, 10, "the box"},
		{"five-stages", STAGE_DRAW, 4, "the rows of the batch, one of eight"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct play *play = open_shipped(cases[i].lesson, 1, NULL);
		const struct timeline *t = &play->run->timeline;
		struct panel panel;
		panel_open(&panel, play, 70, 24);
		int slot = timeline_order(t, 0)->slot_of[cases[i].stage][0];
		bool input = cases[i].stage < STAGE_DRAW;
		size_t index = input ? (size_t)slot : timeline_index(t, 0, slot);
		assert_true(slot >= 0);
		run_seek(play->run, index);
		panel_draw(&panel, "data");
		size_t lit = cells_of_role(&panel, ROLE_LIT);
		if (lit < cases[i].least)
			fail_msg("%s: %zu cells are lit", cases[i].why, lit);
		run_seek(play->run, index + 1);
		panel_draw(&panel, "data");
		assert_int_equal(cells_of_role(&panel, ROLE_LIT), 1);
		panel_close(&panel);
		play_close(play);
	}
}

static void the_note_fits_and_names_the_row(void **unused)
{
	struct play *play = open_moons();
	struct panel panel;
	char x[NUMBER_MAX];

	(void)unused;
	panel_open(&panel, play, 60, 24);
	panel.scene.look.row = 7;
	number_short(x, play->experiment->data.x[0][6], 3);
	for (int w = 0; w < 130; w++) {
		struct frame_words words = {.w = w};
		data_title(&panel.scene, &words);
		assert_true(utf8_width(str_text(&words.note)) <= w);
		if (w == 129) {
			assert_has(str_text(&words.note), "row 7: ");
			assert_has(str_text(&words.note), x);
			assert_has(str_text(&words.note), "○ △ test rows");
			assert_has(str_text(&words.note), "equal units");
		}
		str_free(&words.title);
		str_free(&words.note);
	}
	panel_close(&panel);
	play_close(play);
}

/* More rows than cells must share; rows at even steps, each on cells of its own, do not. The edge says
 * it, and no words stand upon the rows. */
static void the_note_says_where_dots_are_shared(void **unused)
{
	static const struct {
		const char *lesson;
		int w, h;
		bool shares;
		const char *why;
	} cases[] = {
		{"real-wine", 20, 6, true, "130 rows, 100 cells at most"},
		{"four-steps", 70, 24, false, "even steps on whole cells"},
		{"two-scales", 118, 58, false, "there, too"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped(cases[i].lesson, 1, NULL);
		struct frame_words words = {.w = 90, .inside_w = cases[i].w, .h = cases[i].h};
		struct panel panel;
		panel_open(&panel, play, cases[i].w, cases[i].h);
		data_title(&panel.scene, &words);
		if ((strstr(str_text(&words.note), "share a dot") != NULL) != cases[i].shares)
			fail_msg("%s: %s", cases[i].why, str_text(&words.note));
		assert_lacks(panel_draw(&panel, "data"), "share");
		str_free(&words.title);
		str_free(&words.note);
		panel_close(&panel);
		play_close(play);
	}
}

/* Quarters of cells have no signs: a key names the classes in their colours, the frame no longer. */
static void crowded_classes_have_a_key(void **unused)
{
	static const struct {
		const char *lesson;
		int w, h;
		bool ascii, key;
		const char *why;
	} cases[] = {
		{"test-time", 40, 18, false, true, "272 rows"},
		{"test-time", 40, 18, true, false, "ASCII has signs only"},
		{"test-time", 40, 8, false, false, "no row to spare"},
		{"test-time", 140, 60, false, false, "room for signs"},
		{"learning-rates", 40, 18, false, false, "64 rows"},
		{"new-rows", 40, 18, false, false, "no classes"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped(cases[i].lesson, 1, NULL);
		struct panel panel;
		struct frame_words words = {
			.w = cases[i].w - 4, .inside_w = cases[i].w, .h = cases[i].h};
		panel_open(&panel, play, cases[i].w, cases[i].h);
		panel_size(&panel, cases[i].w, cases[i].h, cases[i].ascii);
		bool key = strstr(panel_draw(&panel, "data"), "■") != NULL;
		data_title(&panel.scene, &words);
		bool noted =
			strstr(str_text(&words.note), "●") || strstr(str_text(&words.note), "×");
		if (key != cases[i].key || key == noted)
			fail_msg("%s: %s", cases[i].why, str_text(&words.note));
		str_free(&words.title);
		str_free(&words.note);
		panel_close(&panel);
		play_close(play);
	}
}

static void every_size_holds(void **unused)
{
	static const char *const lessons[] = {"two-scales", "real-wine", "five-stages"};
	struct panel panel;

	(void)unused;
	for (size_t l = 0; l < sizeof(lessons) / sizeof(lessons[0]); l++) {
		struct play *play = open_shipped(lessons[l], 1, NULL);
		panel_open(&panel, play, 20, 6);
		for (size_t index = 0; index < 60; index += 29) {
			run_seek(play->run, index);
			for (int ascii = 0; ascii < 2; ascii++)
				for (int w = 20; w < 140; w += 13) {
					panel_size(&panel, w, 6 + w / 4, ascii);
					panel_draw(&panel, "data");
				}
		}
		panel_close(&panel);
		play_close(play);
	}
}

/* The held row stands in brackets at every size, without colour and in ASCII, too; and what is moved
 * is said as it was measured. */
static void a_held_row_is_marked(void **unused)
{
	static const int sizes[][2] = {{20, 6}, {36, 13}, {58, 20}, {160, 50}, {300, 100}};
	struct play *play = open_moons();
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 24);
	for (int stage = 0; stage < 400; stage += 399) {
		run_seek(play->run, (size_t)stage);
		for (size_t i = 0; i < 2 * sizeof sizes / sizeof *sizes; i++) {
			struct frame_words words = {.w = 60};
			panel_size(&panel, sizes[i / 2][0], sizes[i / 2][1], i % 2);
			panel.scene.held = (struct held_row){.on = false};
			panel.scene.held = data_hold(&panel.scene, panel_area(&panel), 6);
			panel_draw(&panel, "data");
			assert_int_equal(cells_with(&panel, '['), 1);
			assert_int_equal(cells_with(&panel, ']'), 1);
			data_title(&panel.scene, &words);
			assert_has(str_text(&words.title), "row 7 in hand");
			assert_has(str_text(&words.note), stage ? "measured " : "at ");
			str_clear(&words.note);
			words.w = 24; /* the numbers remain where the word has no room */
			data_title(&panel.scene, &words);
			assert_null(strstr(str_text(&words.note), "measured"));
			assert_has(str_text(&words.note), ", ");
			str_free(&words.title);
			str_free(&words.note);
		}
	}
	panel_close(&panel);
	play_close(play);
}

/* What axes are made from was found once, and is what a look at all rows would find. */
static void ranges_are_of_the_rows_as_they_stand(void **unused)
{
	static const char *const sets[] = {"input.whiten=true", "input.test_with=own",
		"data.test=0.3", "input.scale=std", "input.center=true", NULL};
	struct play *play = open_shipped("real-wine", 1, sets);

	(void)unused;
	for (int stage = STAGE_START; stage <= STAGE_DRAW; stage++)
		for (int f = 0; f < FEATURES; f++) {
			const double *x = experiment_x(play->experiment, (enum stage)stage, f);
			double lo = INFINITY, hi = -INFINITY, least, most;
			for (size_t i = 0; i < play->experiment->data.rows; i++) {
				lo = fmin(lo, x[i]);
				hi = fmax(hi, x[i]);
			}
			experiment_range(play->experiment, (enum stage)stage, f, &least, &most);
			assert_true(least == lo && most == hi && lo < hi);
		}
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_field_is_there_once_training_began),
		cmocka_unit_test(every_row_has_its_mark),
		cmocka_unit_test(marks_wait_for_their_stage),
		cmocka_unit_test(what_was_computed_is_lit),
		cmocka_unit_test(the_note_fits_and_names_the_row),
		cmocka_unit_test(the_note_says_where_dots_are_shared),
		cmocka_unit_test(crowded_classes_have_a_key),
		cmocka_unit_test(every_size_holds),
		cmocka_unit_test(a_held_row_is_marked),
		cmocka_unit_test(ranges_are_of_the_rows_as_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
