/* Cells of numbers: what is not known, what was just written, what grew and what fell. */
#include "panel.h"
#include "view/atom.h"
#include "view/number_cell.h"

#include <math.h>
#include <stdlib.h>

static struct number_cell read_cell(
	const struct play *play, const char *name, int i, int j, int k, int decimals)
{
	return number_cell_read(
		play->run, quantity_find(name), (int[3]){i, j, k}, decimals, ROLE_GAMMA);
}

static void what_is_not_known_is_a_dot(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)unused;
	panel_go(play, 0, STAGE_LINEAR, 1);
	struct number_cell cell = read_cell(play, "mu", 1, 1, 0, 4);
	assert_string_equal(cell.text, UTF8_UNKNOWN);
	assert_int_equal(cell.cell.role, ROLE_UNKNOWN);
	assert_int_equal(cell.cell.mark, MARK_NONE);
	cell = read_cell(play, "mu", 2, 1, 0, 4); /* never known in this run */
	assert_string_equal(cell.text, UTF8_UNKNOWN);
	play_close(play);
}

static void what_the_stage_wrote_is_lit(void **unused)
{
	static const struct {
		const char *why, *name;
		enum stage stage;
		int layer;     /* of the stage */
		int of, index; /* the number's own layer */
		bool lit;
	} cases[] = {
		{"its own stage", "mu", STAGE_MEAN, 1, 1, 1, true},
		{"another unit too", "mu", STAGE_MEAN, 1, 1, 3, true},
		{"the stage behind", "mu", STAGE_SUBTRACT, 1, 1, 1, false},
		{"another number of it", "z_mean", STAGE_MEAN, 1, 1, 1, false},
		{"the update writes all layers", "b", STAGE_UPDATE, 0, 2, 1, true},
		{"the other layer's stage", "z_mean", STAGE_LINEAR, 2, 1, 1, false},
		{"a gradient", "d_beta", STAGE_D_BETA, 1, 1, 2, true},
	};
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		panel_go(play, 3, cases[i].stage, cases[i].layer);
		struct number_cell cell =
			read_cell(play, cases[i].name, cases[i].of, cases[i].index, 1, 4);
		bool lit = atom_lit(play->run, quantity_find(cases[i].name),
			(int[3]){cases[i].of, cases[i].index, 1});

		if (lit != cases[i].lit)
			fail_msg("%s: lit %d", cases[i].why, lit);
		assert_int_equal(cell.cell.role, lit ? ROLE_LIT : ROLE_GAMMA);
		assert_true(lit || cell.cell.mark == MARK_NONE);
	}
	play_close(play);
}

/* The marks say what the update did, against the numbers themselves. */
static void marks_say_up_and_down(void **unused)
{
	static const char *const names[] = {"W", "gamma", "beta"};
	struct play *play = open_shipped("five-stages", 1, NULL);
	int ups = 0, downs = 0;

	(void)unused;
	for (size_t step = 0; step < 8; step++) {
		for (size_t n = 0; n < 3; n++) {
			for (int unit = 1; unit <= 3; unit++) {
				const struct quantity *q = quantity_find(names[n]);
				double before, after;
				int index[3] = {1, unit, 1};

				panel_go(play, step, STAGE_DRAW, 0);
				assert_int_equal(quantity_read(play->run, q, index, &before), 0);
				panel_go(play, step, STAGE_UPDATE, 0);
				assert_int_equal(quantity_read(play->run, q, index, &after), 0);
				struct number_cell cell = read_cell(play, names[n], 1, unit, 1, 4);
				assert_int_equal(cell.cell.mark, after > before   ? MARK_UP
								 : after < before ? MARK_DOWN
										  : MARK_NONE);
				ups += cell.cell.mark == MARK_UP;
				downs += cell.cell.mark == MARK_DOWN;
			}
		}
	}
	assert_true(ups > 5 && downs > 5);
	play_close(play);
}

/* What was just computed for the first time did not grow. */
static void what_is_new_has_no_mark(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)unused;
	panel_go(play, 5, STAGE_MEAN, 1);
	assert_int_equal(read_cell(play, "mu", 1, 1, 0, 4).cell.mark, MARK_NONE);
	panel_go(play, 5, STAGE_D_WEIGHTS, 1);
	assert_int_equal(read_cell(play, "dW", 1, 1, 1, 4).cell.mark, MARK_NONE);
	play_close(play);
}

/* The text is the number to its decimals, without blanks before it, whatever its size. */
static void texts_are_numbers(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);

	(void)unused;
	panel_go(play, 2, STAGE_UPDATE, 0);
	for (size_t q = 0; q < quantities_count; q++) {
		int index[3] = {1, 1, 1};
		double value;

		if (quantity_read(play->run, &quantities[q], index, &value) || !isfinite(value))
			continue;
		struct number_cell cell =
			number_cell_read(play->run, &quantities[q], index, 3, ROLE_TEXT);
		assert_true(cell.text[0] != ' ' && utf8_width(cell.text) <= 8);
		if (fabs(value) < 999 && strncmp(cell.text, "−", strlen("−")) != 0)
			assert_true(fabs(strtod(cell.text, NULL) - value) <= 0.00051);
	}
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_known_is_a_dot),
		cmocka_unit_test(what_the_stage_wrote_is_lit),
		cmocka_unit_test(marks_say_up_and_down),
		cmocka_unit_test(what_is_new_has_no_mark),
		cmocka_unit_test(texts_are_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
