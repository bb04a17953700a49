/* The sweep that a lesson asks for: its texts, its cells, and what is wrong with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/status.h"
#include "close.h"
#include "engine/play_change.h"
#include "engine/sweep_axis.h"
#include "engine/sweep_field.h"
#include "lessons.h"

static void a_side_is_a_name_and_values(void **unused)
{
	static const struct {
		const char *text, *setting;
		size_t count;
		const char *first, *last, *why;
	} cases[] = {
		{"train.batch=8,16,32", "train.batch", 3, "8", "32", "commas"},
		{"a.b=1, 2", "a.b", 2, "1", "2", "a blank before a value"},
		{"network.hidden=3;3, 3", "network.hidden", 2, "3", "3, 3",
			"lists need semicolons"},
		{"a=b=c", "a", 1, "b=c", "b=c", "the first = counts"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sweep_axis_text axis;
		struct str why = {0};
		assert_int_equal(sweep_axis_read(cases[i].text, &axis, &why), 0);
		assert_string_equal(axis.axis.setting, cases[i].setting);
		assert_int_equal(axis.axis.count, cases[i].count);
		assert_string_equal(axis.axis.values[0], cases[i].first);
		assert_string_equal(axis.axis.values[axis.axis.count - 1], cases[i].last);
		sweep_axis_free(&axis);
		str_free(&why);
	}
}

static void a_text_without_a_name_is_refused(void **unused)
{
	struct sweep_axis_text axis;
	struct str why = {0};

	(void)unused;
	assert_int_equal(sweep_axis_read("0.1,1", &axis, &why), STATUS_SYNTAX);
	assert_string_equal(str_text(&why),
		"takes NAME=VALUE,VALUE,…, such as train.learning_rate=0.1,1,10, not “0.1,1”");
	str_free(&why);
}

/* A sweep's run is the lesson's run: the loss in the home cell is that of the run's own end. */
static void every_cell_ends_as_its_run(void **unused)
{
	static const char *const sets[] = {"view.sweep_across=train.learning_rate=0.1,0.5,3",
		"view.sweep_down=train.epochs=10,60", "train.learning_rate=0.5", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct sweep_field field;
	size_t column, row;

	(void)unused;
	sweep_field_open(play, &field);
	assert_non_null(field.sweep);
	sweep_field_wait(&field);
	assert_false(sweep_field_works(&field));
	assert_true(sweep_home(field.sweep, &play->experiment->settings, &column, &row));
	assert_int_equal(column, 1);
	assert_int_equal(row, 1);
	assert_string_equal(sweep_setting(field.sweep, false), "train.learning_rate");
	assert_string_equal(sweep_setting(field.sweep, true), "train.epochs");
	assert_string_equal(sweep_value(field.sweep, false, 2), "3");
	assert_string_equal(sweep_value(field.sweep, true, 0), "10");
	run_seek(play->run, play->run->last);
	struct state state = run_state(play->run);
	struct score score = model_score(&play->experiment->model, &state,
		&play->experiment->inputs, play->experiment->data.train,
		play->experiment->data.train_count, play->run->scratch);
	assert_close(sweep_cell(field.sweep, 1, 1, 0).mean, score.loss, 1e-9, 0);
	assert_true(sweep_cell(field.sweep, 2, 1, 0).mean > 1e9);
	sweep_field_free(&field);
	play_close(play);
}

static void other_settings_have_no_home(void **unused)
{
	static const char *const sets[] = {
		"view.sweep_across=train.learning_rate=0.1,0.5", "view.sweep_seeds=3", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct sweep_field field;
	size_t column, row;

	(void)unused;
	sweep_field_open(play, &field);
	assert_non_null(field.sweep);
	assert_false(sweep_home(field.sweep, &play->experiment->settings, &column, &row));
	assert_string_equal(sweep_setting(field.sweep, true), "");
	assert_string_equal(sweep_value(field.sweep, true, 0), "");
	sweep_field_wait(&field);
	struct sweep_cell cell = sweep_cell(field.sweep, 0, 0, 0);
	assert_int_equal(cell.done, 3);
	assert_true(cell.least <= cell.mean && cell.mean <= cell.largest);
	sweep_field_free(&field);
	play_close(play);
}

static void settings_refuse_what_is_no_grid(void **unused)
{
	static const struct {
		const char *across, *down, *seeds, *why;
	} cases[] = {
		{"0.1,1", "", "1", "view.sweep_across takes NAME=VALUE"},
		{"train.rate=1", "", "1", "view.sweep_across: there is no setting “train.rate”"},
		{"train.learning_rate=1,x", "", "1",
			"view.sweep_across: train.learning_rate is a number"},
		{"train.learning_rate=", "", "1",
			"view.sweep_across: train.learning_rate has no values"},
		{"view.axes=equal,free", "", "1",
			"view.sweep_across: view.axes changes what is shown"},
		{"", "train.batch=8,16", "1", "view.sweep_down needs view.sweep_across"},
		{"train.batch=8,16", "train.batch=4", "1",
			"view.sweep_across and view.sweep_down are both about train.batch"},
		{"train.batch=8,16,32,4,5,6", "train.learning_rate=1,2,3,4,5,6,7,8,9", "100",
			"the sweep would take 5400 runs; up to 1000"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct settings settings;
		struct str why = {0};
		settings_defaults(&settings);
		assert_int_equal(setting_set(&settings, setting_find("view.sweep_across"),
					 cases[i].across, &why),
			0);
		assert_int_equal(setting_set(&settings, setting_find("view.sweep_down"),
					 cases[i].down, &why),
			0);
		assert_int_equal(setting_set(&settings, setting_find("view.sweep_seeds"),
					 cases[i].seeds, &why),
			0);
		assert_int_equal(settings_check(&settings, &why), STATUS_COMBINATION);
		if (!strstr(str_text(&why), cases[i].why))
			fail_msg("“%s” does not say “%s”", str_text(&why), cases[i].why);
		str_free(&why);
	}
}

/* Batches larger than the data show only when a cell is tried: the panel says so. */
static void a_cell_that_cannot_run_is_said(void **unused)
{
	static const char *const sets[] = {"view.sweep_across=train.batch=8,4000", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct sweep_field field;

	(void)unused;
	sweep_field_open(play, &field);
	assert_null(field.sweep);
	assert_non_null(strstr(str_text(&field.why), "train.batch is 4000"));
	assert_false(sweep_field_works(&field));
	sweep_field_wait(&field);
	sweep_field_free(&field);
	play_close(play);
}

/* A run that starts again with other settings has other ends: the sweep has to be made anew. */
static void a_change_of_settings_is_another_sweep(void **unused)
{
	static const char *const sets[] = {"view.sweep_across=train.learning_rate=0.1,0.5",
		"train.epochs=2", "twin.input.scale=std", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct sweep_field field;
	struct str says = {0};

	(void)unused;
	sweep_field_open(play, &field);
	assert_true(sweep_field_fits(&field, play));
	play_step(play, 3);
	assert_true(sweep_field_fits(&field, play));
	assert_int_equal(play_change(play, "view.levels", "log", &says), 0); /* only looks */
	assert_true(sweep_field_fits(&field, play));
	assert_int_equal(play_change(play, "view.sweep_seeds", "2", &says), 0);
	assert_false(sweep_field_fits(&field, play));
	assert_int_equal(play_undo(play, &says), 0);
	assert_true(sweep_field_fits(&field, play));
	assert_int_equal(play_change(play, "data.scale", "7", &says), 0);
	assert_false(sweep_field_fits(&field, play));
	sweep_field_free(&field);
	sweep_field_open(play, &field);
	assert_true(sweep_field_fits(&field, play));
	assert_int_equal(play_change(play, "twin.data.scale", "9", &says), 0);
	assert_false(sweep_field_fits(&field, play));
	sweep_field_free(&field);
	str_free(&says);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_of_settings_is_another_sweep),
		cmocka_unit_test(a_side_is_a_name_and_values),
		cmocka_unit_test(a_text_without_a_name_is_refused),
		cmocka_unit_test(every_cell_ends_as_its_run),
		cmocka_unit_test(other_settings_have_no_home),
		cmocka_unit_test(settings_refuse_what_is_no_grid),
		cmocka_unit_test(a_cell_that_cannot_run_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
