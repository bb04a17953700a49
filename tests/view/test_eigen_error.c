/* The panel of errors along eigenvectors: lengths, words, and what it needs. */
#include "panel.h"

static void words_name_what_decides(void **unused)
{
	static const struct {
		const char *rate, *words;
	} cases[] = {
		{"train.learning_rate=0.1", "e₃ is slowest: × 0.992 each step, 839 steps"},
		{"train.learning_rate=0.97", "e₁ is slowest: × 0.989 each step, 640 steps to a"},
		{"train.learning_rate=1", "e₁ diverges: × 1.05 each step, for αλ = 2.05"},
		{"train.freeze=1", "No direction has a curvature that training can follow."},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const sets[] = {cases[i].rate, NULL};
		struct play *play = open_shipped("two-scales", 1, sets);
		struct panel panel;

		panel_open(&panel, play, 76, 20);
		panel_go(play, 0, STAGE_DRAW, 0);
		assert_has(panel_draw(&panel, "eigen_error"), cases[i].words);
		panel_close(&panel);
		play_close(play);
	}
}

/* Cells of a bar: those with its ground in one row. */
static int longest(const struct panel *panel, enum role ground)
{
	int most = 0;

	for (int y = 0; y < panel->canvas->h; y++) {
		int cells = 0;

		for (int x = 0; x < panel->canvas->w; x++)
			cells += panel->canvas->cells[y * panel->canvas->w + x].ground == ground;
		most = cells > most ? cells : most;
	}
	return most;
}

static void bars_shrink_where_it_converges_and_grow_where_not(void **unused)
{
	static const char *const good[] = {"train.learning_rate=0.5", NULL};
	static const char *const bad[] = {"train.learning_rate=1.1", NULL};
	struct play *play = open_shipped("two-scales", 1, good);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 76, 20);
	panel_go(play, 0, STAGE_DRAW, 0);
	panel_draw(&panel, "eigen_error");
	int before = longest(&panel, ROLE_CLASS0);
	panel_go(play, 50, STAGE_UPDATE, 0);
	panel_draw(&panel, "eigen_error");
	assert_true(longest(&panel, ROLE_CLASS0) < before);
	assert_int_equal(longest(&panel, ROLE_WARNING), 0);
	panel_close(&panel);
	play_close(play);

	play = open_shipped("two-scales", 1, bad);
	panel_open(&panel, play, 76, 20);
	panel_go(play, 0, STAGE_DRAW, 0);
	panel_draw(&panel, "eigen_error");
	before = longest(&panel, ROLE_WARNING);
	panel_go(play, 5, STAGE_UPDATE, 0);
	panel_draw(&panel, "eigen_error");
	assert_true(longest(&panel, ROLE_WARNING) > before);
	panel_close(&panel);
	play_close(play);
}

static void numbers_are_the_engines(void **unused)
{
	static const char *const sets[] = {"train.learning_rate=0.5", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 76, 20);
	panel_go(play, 19, STAGE_UPDATE, 0);
	const char *text = panel_draw(&panel, "eigen_error");
	assert_has(text, "0.959     0.959"); /* 1 − .5 · 21/256, predicted and measured */
	assert_has(text, "rounding");        /* .0254²⁰ is less than rounding leaves */
	panel_close(&panel);
	play_close(play);
}

static void it_says_what_it_needs(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 12);
	assert_has(panel_draw(&panel, "eigen_error"),
		"with squared loss (network.hidden [], network.output");
	panel_close(&panel);
	play_close(play);
}

/* Numbers keep their column: only the last cells of a row may change where nothing else does. */
static void every_size_holds(void **unused)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 24, 6);
	panel_go(play, 3, STAGE_UPDATE, 0);
	for (int ascii = 0; ascii < 2; ascii++)
		for (int h = 6; h < 40; h += 3)
			for (int w = 24; w < 130; w += 7) {
				panel_size(&panel, w, h, ascii);
				assert_has(panel_draw(&panel, "eigen_error"), "slowest");
			}
	panel_close(&panel);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_name_what_decides),
		cmocka_unit_test(bars_shrink_where_it_converges_and_grow_where_not),
		cmocka_unit_test(numbers_are_the_engines),
		cmocka_unit_test(it_says_what_it_needs),
		cmocka_unit_test(every_size_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
