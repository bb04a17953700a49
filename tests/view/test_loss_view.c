/* The panel "loss": what is known, where its last point stands, gaps, scales, sizes. */
#include "panel.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "draw/plot.h"

enum { POINT = 0x25CF };

static void draw(struct panel *panel, int w, int h, bool ascii)
{
	panel_size(panel, w, h, ascii);
	loss_draw(&panel->scene, panel->canvas, panel_area(panel));
	panel_check_cells(panel);
}

static bool find_point(const struct canvas *canvas, int *ret_x, int *ret_y)
{
	for (int i = 0; i < canvas->w * canvas->h; i++)
		if (canvas->cells[i].role == ROLE_POINT) {
			*ret_x = i % canvas->w;
			*ret_y = i / canvas->w;
			return true;
		}
	return false;
}

/* The number that ends left of a cell, as a reader of the axis takes it. */
static bool read_label(const struct canvas *canvas, int end, int y, double *ret_value)
{
	char text[NUMBER_MAX] = "";
	int from = 0, length = 0;

	while (from < end && canvas->cells[y * canvas->w + from].glyph == ' ')
		from++;
	for (int x = from; x < end && length < NUMBER_MAX - 1; x++)
		text[length++] = (char)canvas->cells[y * canvas->w + x].glyph;
	return number_parse(text, ret_value);
}

/* The value at a row by the labels of the y-axis alone. */
static double value_at(const struct canvas *canvas, int row, double *ret_per_row)
{
	double value[2] = {0};
	int rows[2] = {0}, count = 0;

	for (int y = 0; y < canvas->h && count < 2; y++)
		for (int x = 0; x < canvas->w; x++)
			if (canvas->cells[y * canvas->w + x].glyph == '+' &&
				read_label(canvas, x, y, &value[count])) {
				rows[count++] = y;
				break;
			}
	assert_int_equal(count, 2);
	*ret_per_row = (value[0] - value[1]) / (rows[1] - rows[0]);
	return value[0] - (row - rows[0]) * *ret_per_row;
}

/* Read by eye, so to say: from the axis' own labels, to half a cell. */
static void last_point_is_the_trails(void **unused)
{
	static const size_t steps[] = {0, 1, 7, 20, 79};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 20);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int x, y;
		double per_row;
		panel_go(play, steps[i], STAGE_LOSS, 0);
		draw(&panel, 60, 20, true);
		assert_true(find_point(panel.canvas, &x, &y));
		double value = value_at(panel.canvas, y, &per_row);
		assert_true(fabs(value - play->run->trail.loss[steps[i]]) <= 0.501 * per_row);
	}
	panel_close(&panel);
	play_close(play);
}

/* The same place gives the same picture, wherever the run has been. */
/* The twin's name and the sentence that there is nothing yet: both whole, in rows of their own. */
static void nothing_yet_hides_no_name(void **unused)
{
	static const char *const sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 14);
	run_seek(play->run, 0);
	const char *text = panel_draw(&panel, "loss");
	assert_has(text, "B · batch_norm.on = false");
	assert_has(text, "no batch has reached its loss yet");
	panel_close(&panel);
	play_close(play);
}

static void nothing_ahead_is_shown(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;
	int x, y;

	(void)unused;
	panel_open(&panel, play, 50, 16);
	panel_go(play, 12, STAGE_DRAW, 0);
	draw(&panel, 50, 16, false);
	assert_false(find_point(panel.canvas, &x, &y));
	char *before = strdup(panel_text(&panel));
	run_seek(play->run, play->run->last);
	panel_go(play, 12, STAGE_DRAW, 0);
	draw(&panel, 50, 16, false);
	assert_string_equal(panel_text(&panel), before);
	panel_go(play, 12, STAGE_LOSS, 0);
	draw(&panel, 50, 16, false);
	assert_true(find_point(panel.canvas, &x, &y));
	free(before);
	panel_close(&panel);
	play_close(play);
}

static const char *words_of(struct panel *panel, int w)
{
	struct frame_words words = {.w = w, .h = 10};

	loss_title(&panel->scene, &words);
	assert_has(str_text(&words.title), "loss of each batch");
	str_clear(&panel->text);
	str_add(&panel->text, str_text(&words.note));
	str_free(&words.title);
	str_free(&words.note);
	return str_text(&panel->text);
}

static void the_note_says_where(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 50, 16);
	assert_string_equal(words_of(&panel, 60), "80 steps to come · before each step's update");
	panel_go(play, 11, STAGE_LOSS, 0);
	assert_string_equal(words_of(&panel, 60), "step 12 of 80 · before each step's update");
	assert_string_equal(words_of(&panel, 30), "step 12 of 80");
	panel_close(&panel);
	play_close(play);
}

/* Losses of our own in the trail: the view reads nothing else. */
static void give(struct play *play, const double *loss, size_t count)
{
	run_seek(play->run, play->run->last);
	assert_true(count <= play->run->trail.count);
	memcpy(play->run->trail.loss, loss, count * sizeof *loss);
	panel_go(play, count - 1, STAGE_LOSS, 0);
}

static void scales_and_gaps(void **unused)
{
	static const struct {
		double loss[9];
		size_t count;
		const char *note;
		int columns; /* with dots of the curve, on either screen one of them in the legend */
		const char *why;
	} cases[] = {
		{{1, 1e-2}, 2, "step 2 of 80 · before each step's update", -1, "two decades"},
		{{1, 9e-3}, 2, "step 2 of 80 · log · before each step's update", -1, "more"},
		{{1e300, 1e-300}, 2, "step 2 of 80 · log · before each step's update", -1,
			"600 decades"},
		{{1, NAN, 0.5}, 3, "step 3 of 80 · gaps: not finite · before each step's update",
			-1, "a gap"},
		{{NAN}, 1, "step 1 of 80 · gaps: not finite · before each step's update", 2,
			"nothing to draw"},
		{{INFINITY, -INFINITY}, 2,
			"step 2 of 80 · gaps: not finite · before each step's update", 2,
			"infinite"},
		{{0, 0, 0}, 3, "step 3 of 80 · before each step's update", -1, "all zero"},
		{{1, 1e-9, 0}, 3, "step 3 of 80 · log · before each step's update", -1,
			"zero has no logarithm"},
		{{5, 5.01, 5.02, 5, 5, 5, 5, 5, 5}, 9, "step 9 of 80 · before each step's update",
			-1, "narrow"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped("five-stages", 1, NULL);
		struct panel panel;
		int dots = 0;

		panel_open(&panel, play, 60, 16);
		give(play, cases[i].loss, cases[i].count);
		assert_string_equal(words_of(&panel, 80), cases[i].note);
		for (int ascii = 0; ascii < 2; ascii++) {
			draw(&panel, 60, 16, ascii);
			for (int c = 0; c < 60 * 16; c++)
				dots += panel.canvas->cells[c].role == ROLE_PATH;
		}
		if (cases[i].columns >= 0 && dots != cases[i].columns)
			fail_msg("%s: %d cells of a curve", cases[i].why, dots);
		panel_close(&panel);
		play_close(play);
	}
}

/* The end of a run that diverged is a cross, not the point of a run that goes on. */
static void a_diverged_run_ends_in_a_cross(void **unused)
{
	static const char *const sets[] = {
		"train.learning_rate=1000", "batch_norm.on=false", "network.activation=relu", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;
	int x, y;

	(void)unused;
	panel_open(&panel, play, 60, 16);
	run_seek(play->run, play->run->last);
	assert_true(play->run->diverged);
	assert_has(words_of(&panel, 60), "× diverged");
	draw(&panel, 60, 16, false);
	assert_int_equal(role_of(panel.canvas, "×"), ROLE_WARNING);
	assert_false(find_point(panel.canvas, &x, &y));
	panel_go(play, play->run->at.step - 1, STAGE_UPDATE, 0);
	draw(&panel, 60, 16, false);
	assert_int_equal(role_of(panel.canvas, "×"), -1);
	panel_close(&panel);
	play_close(play);
}

static size_t count_marks(const struct canvas *canvas, uint32_t glyph, enum role role)
{
	size_t count = 0;

	for (int i = 0; i < canvas->w * canvas->h; i++)
		count += canvas->cells[i].glyph == glyph && canvas->cells[i].role == role;
	return count;
}

/* A mark every other epoch for either curve, and one in the legend; none where nothing is to say. */
static void all_rows_have_curves(void **unused)
{
	static const struct {
		const char *lesson;
		const char *sets[4];
		const char *legend;
		size_t train, test; /* marks in epoch 5 and in the legend */
		const char *why;
	} cases[] = {
		{"five-stages", {"data.test=0.25", NULL}, "all 16 test rows", 4, 3, "both"},
		{"five-stages", {NULL}, "all 64 training rows", 4, 0, "no test rows"},
		{"five-stages", {"train.batch=64", NULL}, "", 0, 0, "each batch is all there is"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped(cases[i].lesson, 1, cases[i].sets);
		struct panel panel;
		panel_open(&panel, play, 90, 20);
		run_seek(play->run, play->run->last);
		panel_go(play, 5 * play->run->at.batches - 1, STAGE_LOSS, 0);
		draw(&panel, 90, 20, false);
		if (count_marks(panel.canvas, 0x25CF, ROLE_CLASS0) != cases[i].train ||
			count_marks(panel.canvas, 0x25CB, ROLE_CLASS1) != cases[i].test)
			fail_msg("%s: %zu, %zu", cases[i].why,
				count_marks(panel.canvas, 0x25CF, ROLE_CLASS0),
				count_marks(panel.canvas, 0x25CB, ROLE_CLASS1));
		assert_has(panel_text(&panel), cases[i].legend);
		panel_go(play, 3 * play->run->at.batches - 1, STAGE_LOSS, 0);
		draw(&panel, 90, 20, false);
		size_t fewer = count_marks(panel.canvas, 0x25CF, ROLE_CLASS0);
		assert_int_equal(fewer, cases[i].train ? cases[i].train - 1 : 0);
		panel_close(&panel);
		play_close(play);
	}
}

/* Both curves are named at every width that has a legend at all. */
static void every_curve_is_named(void **unused)
{
	static const char *const sets[] = {"data.test=0.25", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 36, 16);
	for (int w = 36; w < 90; w++) {
		draw(&panel, w, 16, w % 2);
		assert_has(panel_text(&panel), "each batch");
		assert_has(panel_text(&panel), "training");
		assert_has(panel_text(&panel), "test");
	}
	panel_close(&panel);
	play_close(play);
}

/* The other of two runs is in the picture of either, with its letter and its name. */
static void twins_share_their_picture(void **unused)
{
	static const char *const sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	const struct play *sides[] = {play, play->twin};
	static const char *const names[] = {
		"B · batch_norm.on = false", "A · batch_norm.on = true"};
	static const char letters[] = "BA";

	(void)unused;
	play_go_index(
		play, timeline_index(&play->run->timeline, 20,
			      timeline_order(&play->run->timeline, 0)->slot_of[STAGE_LOSS][0]));
	for (int side = 0; side < 2; side++) {
		struct panel panel;
		panel_open(&panel, sides[side], 70, 18);
		draw(&panel, 70, 18, false);
		assert_has(panel_text(&panel), names[side]);
		assert_int_equal(
			count_marks(panel.canvas, (uint32_t)letters[side], ROLE_STRONG), 1);
		panel_close(&panel);
	}
	play_close(play);
}

/* One lonely peak among thousands of steps keeps its height. */
static void thinning_keeps_extremes(void **unused)
{
	static const char *const sets[] = {"train.epochs=500", NULL};
	struct play *play = open_shipped("five-stages", 64, sets);
	struct panel panel;
	double loss[4000];
	bool above = false;

	(void)unused;
	for (size_t i = 0; i < 4000; i++)
		loss[i] = 0.125;
	loss[1777] = 0.97;
	panel_open(&panel, play, 50, 20);
	give(play, loss, 4000);
	draw(&panel, 50, 20, true);
	for (int y = 0; y < 3; y++)
		for (int x = 6; x < 50; x++)
			above |= panel.canvas->cells[y * 50 + x].role == ROLE_PATH;
	assert_true(above);
	panel_close(&panel);
	play_close(play);
}

/* Nothing stands outside the area, whatever its size. */
static void areas_hold(void **unused)
{
	(void)unused;
	panel_areas_hold("loss");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(last_point_is_the_trails),
		cmocka_unit_test(nothing_yet_hides_no_name),
		cmocka_unit_test(nothing_ahead_is_shown),
		cmocka_unit_test(the_note_says_where),
		cmocka_unit_test(scales_and_gaps),
		cmocka_unit_test(a_diverged_run_ends_in_a_cross),
		cmocka_unit_test(all_rows_have_curves),
		cmocka_unit_test(every_curve_is_named),
		cmocka_unit_test(twins_share_their_picture),
		cmocka_unit_test(thinning_keeps_extremes),
		cmocka_unit_test(areas_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
