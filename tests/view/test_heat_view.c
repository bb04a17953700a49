/* The panel of a sweep: its cells are the engine's, and what is missing is said. */
#include "panel.h"

#include <math.h>

#include "base/number.h"

static const char *const sets[] = {"view.sweep_across=train.learning_rate=0.1,0.5,0.9,9",
	"view.sweep_down=train.epochs=5,400", "train.learning_rate=0.5", "train.epochs=5", NULL};

static void every_cell_has_its_loss(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, sets);
	struct frame_words words = {.w = 70};
	struct sweep_field field;
	struct panel panel;
	size_t crosses = 0;

	(void)unused;
	sweep_field_open(play, &field);
	sweep_field_wait(&field);
	panel_open(&panel, play, 76, 20);
	panel.scene.sweep = &field;
	const char *text = panel_draw(&panel, "heat");
	for (size_t row = 0; row < 2; row++)
		for (size_t column = 0; column < 4; column++) {
			char number[NUMBER_MAX];
			double mean = sweep_cell(field.sweep, column, row, 0).mean;
			number_short(number, mean, 2);
			crosses += isnan(mean);
			if (!isnan(mean))
				assert_has(text, number);
		}
	assert_int_equal(count_parts(text, "✗"), crosses);
	assert_has(text, "train.learning_rate");
	assert_has(text, "train.epochs");
	assert_int_equal(count_parts(text, "▸"), 1);
	heat_title(&panel.scene, &words);
	assert_string_equal(str_text(&words.title), "sweep · loss at the end of training");
	assert_string_equal(str_text(&words.note), "8 runs · ▸ these settings · ✗ diverged");
	str_free(&words.title);
	str_free(&words.note);
	panel_close(&panel);
	sweep_field_free(&field);
	play_close(play);
}

static void it_says_what_it_needs(void **unused)
{
	static const char *const bad[] = {"view.sweep_across=train.batch=8,4000", NULL};
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct sweep_field field;
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 8);
	assert_has(panel_draw(&panel, "heat"), "set view.sweep_across,");
	panel_close(&panel);
	play_close(play);

	play = open_shipped("two-scales", 1, sets);
	panel_open(&panel, play, 60, 8);
	assert_has(panel_draw(&panel, "heat"), "The runs have not begun.");
	panel_close(&panel);
	play_close(play);

	play = open_shipped("two-scales", 1, bad);
	panel_open(&panel, play, 60, 8);
	sweep_field_open(play, &field);
	panel.scene.sweep = &field;
	assert_has(panel_draw(&panel, "heat"), "train.batch is 4000");
	sweep_field_free(&field);
	panel_close(&panel);
	play_close(play);
}

/* Drawn while threads work: whatever is done by then, it can be shown. */
static void a_sweep_that_works_is_shown_in_part(void **unused)
{
	static const char *const many[] = {
		"view.sweep_across=train.learning_rate=0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8",
		"view.sweep_seeds=100", "train.epochs=300", NULL};
	struct play *play = open_shipped("two-scales", 1, many);
	struct frame_words words = {.w = 70};
	struct sweep_field field;
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 76, 12);
	sweep_field_open(play, &field);
	panel.scene.sweep = &field;
	panel_draw(&panel, "heat");
	heat_title(&panel.scene, &words);
	assert_has(str_text(&words.note), "800 runs");
	str_free(&words.title);
	str_free(&words.note);
	sweep_field_free(&field);
	panel_close(&panel);
	play_close(play);
}

static void every_size_holds(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, sets);
	struct sweep_field field;
	struct panel panel;

	(void)unused;
	sweep_field_open(play, &field);
	sweep_field_wait(&field);
	panel_open(&panel, play, 24, 6);
	panel.scene.sweep = &field;
	for (int ascii = 0; ascii < 2; ascii++)
		for (int h = 6; h < 40; h += 3)
			for (int w = 24; w < 150; w += 9) {
				panel_size(&panel, w, h, ascii);
				assert_has(panel_draw(&panel, "heat"), "learning_rate");
			}
	panel_close(&panel);
	sweep_field_free(&field);
	play_close(play);
}

/* The second of two runs has other settings: its grid ends otherwise. */
static void each_of_two_runs_has_its_own_cells(void **unused)
{
	static const char *const two[] = {"view.sweep_across=train.learning_rate=0.1,0.5",
		"twin.input.scale=std", "train.epochs=5", NULL};
	struct play *play = open_shipped("two-scales", 1, two);
	struct sweep_field field;
	struct panel panel;
	char number[NUMBER_MAX];

	(void)unused;
	sweep_field_open(play, &field);
	sweep_field_wait(&field);
	assert_non_null(field.twin);
	assert_false(sweep_field_works(&field));
	panel_open(&panel, play, 76, 12);
	panel.scene.sweep = &field;
	for (int side = 0; side < 2; side++) {
		const struct sweep *own = side ? field.twin->sweep : field.sweep;
		const struct sweep *other = side ? field.sweep : field.twin->sweep;
		panel.scene.play = side ? play->twin : play;
		const char *text = panel_draw(&panel, "heat");
		for (size_t column = 0; column < 2; column++) {
			double mean = sweep_cell(own, column, 0, 0).mean;
			assert_true(fabs(mean - sweep_cell(other, column, 0, 0).mean) > 0.01);
			number_short(number, mean, 2);
			assert_has(text, number);
		}
	}
	panel_close(&panel);
	sweep_field_free(&field);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_has_its_loss),
		cmocka_unit_test(it_says_what_it_needs),
		cmocka_unit_test(a_sweep_that_works_is_shown_in_part),
		cmocka_unit_test(each_of_two_runs_has_its_own_cells),
		cmocka_unit_test(every_size_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
