/* The lesson's words: spans and lists, live numbers, scrolling, and what the frame says. */
#include "panel.h"

#include "engine/play_change.h"

#define HEAD                                                            \
	"---\ntitle: T\nquestion: Q?\ndata: {source: grid, rows: 16}\n" \
	"input: {center: true, scale: std}\ntrain: {epochs: 3}\n---\n\n"

static const char lesson[] =
	HEAD "## Words\n<!-- at: start -->\n"
	     "Plain, **strong**, *leaning*, `code`, and $`\\gamma \\hat{z} + \\beta`$.\n\n"
	     "- first\n- second, which is a long item that must go over more than one line\n\n"
	     "1. one\n2. two\n\n> said by others\n\n"
	     "## Numbers\n<!-- at: {batch: 1, stage: loss} -->\n"
	     "There are `= rows` rows, and 2 + 3 is `= 2+3`. The loss is `= loss`.\n\n"
	     "## Later\n<!-- at: end -->\nAfter `= step` steps.\n";

static struct play *open_lesson(void)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	if (open_text(lesson, false, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	return play;
}

static void words_and_lists(void **unused)
{
	static const char expected[] = " Plain, strong, leaning, code, and\n"
				       " γ ẑ + β.\n"
				       "\n"
				       " • first\n"
				       " • second, which is a long item that\n"
				       "   must go over more than one line\n"
				       " 1. one\n"
				       " 2. two\n"
				       "\n"
				       "   said by others\n";
	struct play *play = open_lesson();
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 40, 12);
	play_go_stop(play, 0);
	const char *text = panel_draw(&panel, "prose");
	if (strncmp(text, expected, strlen(expected)) != 0)
		fail_msg("the words are\n%s", text);
	assert_int_equal(role_of(panel.canvas, "strong"), ROLE_STRONG);
	assert_int_equal(role_of(panel.canvas, "leaning"), ROLE_EMPHASIS);
	assert_int_equal(role_of(panel.canvas, "code"), ROLE_CODE);
	assert_int_equal(role_of(panel.canvas, "Plain"), ROLE_TEXT);
	assert_int_equal(prose_rows(&panel.scene, 40, false), 10);
	panel_close(&panel);
	play_close(play);
}

static void live_numbers_are_those_of_their_stop(void **unused)
{
	struct play *play = open_lesson();
	struct panel panel;
	char kept[512];

	(void)unused;
	panel_open(&panel, play, 60, 6);
	play_go_stop(play, 1);
	const char *text = panel_draw(&panel, "prose");
	assert_has(text, "There are 16 rows, and 2 + 3 is 5.");
	assert_lacks(text, "?");
	assert_int_equal(role_of(panel.canvas, "16"), ROLE_LIVE);
	snprintf(kept, sizeof(kept), "%s", text);
	play_step(play, 2);
	assert_int_equal(play->stop, 1);
	assert_string_equal(panel_draw(&panel, "prose"), kept);
	play_go_stop(play, 2);
	assert_has(panel_draw(&panel, "prose"), "After 3 steps.");
	panel_close(&panel);
	play_close(play);
}

/* The frame says when the numbers are not those of where the learner stands. */
static void the_frame_says_where_its_numbers_are_from(void **unused)
{
	struct play *play = open_lesson();
	struct panel panel;
	struct frame_words at = {.w = 40}, behind = {.w = 40};

	(void)unused;
	panel_open(&panel, play, 60, 6);
	play_go_stop(play, 1);
	prose_title(&panel.scene, &at);
	assert_string_equal(str_text(&at.title), "Numbers");
	assert_string_equal(str_text(&at.note), "");
	play_step(play, 1);
	prose_title(&panel.scene, &behind);
	assert_string_equal(str_text(&behind.title), "Numbers");
	assert_has(str_text(&behind.note), "numbers as at the stop");
	str_free(&at.title);
	str_free(&at.note);
	str_free(&behind.title);
	str_free(&behind.note);
	panel_close(&panel);
	play_close(play);
}

/* As much of a change as there is room for, and never more: cells, not bytes, are counted. */
static void the_frame_says_what_is_changed(void **unused)
{
	static const struct {
		int from; /* cells of the note; more rooms have the same, up to the next one */
		const char *note;
	} forms[] = {
		{0, "changed"},
		{25, "changed: output = tanh +2"},
		{33, "changed: output = tanh and 2 more"},
		{41, "changed: network.output = tanh and 2 more"},
		{69, "changed: network.output = tanh, train.learning_rate = 0.25 and 1 more"},
	};
	static const char *const changes[][2] = {{"train.learning_rate", "0.25"},
		{"network.output", "tanh"}, {"train.epochs", "2"}};
	struct play *play = open_lesson();
	struct panel panel;

	(void)unused;
	panel_open(&panel, play, 60, 6);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct str says = {0};
		assert_int_equal(play_change(play, changes[i][0], changes[i][1], &says), 0);
		str_free(&says);
	}
	play_go_stop(play, 0);
	for (int w = 0; w < 90; w++) {
		struct frame_words words = {.w = 10, .note_w = w};
		size_t form = sizeof forms / sizeof *forms - 1;
		while (w < forms[form].from)
			form--;
		prose_title(&panel.scene, &words);
		if (strcmp(str_text(&words.note), forms[form].note) != 0)
			fail_msg("%d cells: “%s”", w, str_text(&words.note));
		str_free(&words.title);
		str_free(&words.note);
	}
	panel_close(&panel);
	play_close(play);
}

/* What does not fit says so; scrolled to its end, all of it was seen. */
static void long_words_scroll(void **unused)
{
	struct play *play = open_lesson();
	struct panel panel;

	(void)unused;
	play_go_stop(play, 0);
	panel_open(&panel, play, 40, 5);
	const char *text = panel_draw(&panel, "prose");
	assert_has(text, "Plain");
	assert_has(text, "↓ more");
	assert_lacks(text, "said by others");
	assert_lacks(text, "↑");
	panel.scene.look.scroll = 3;
	text = panel_draw(&panel, "prose");
	assert_lacks(text, "Plain");
	assert_has(text, "↑");
	panel.scene.look.scroll = 1000;
	text = panel_draw(&panel, "prose");
	assert_has(text, "said by others");
	assert_lacks(text, "↓");
	assert_has(text, "↑");
	panel_size(&panel, 40, 10, false);
	panel.scene.look.scroll = 5; /* all fits: there is nothing to scroll to */
	assert_has(panel_draw(&panel, "prose"), "Plain");
	panel_close(&panel);
	play_close(play);
}

/* Every stop of every lesson, at widths from nothing on: as many lines as it says, none spoilt. */
static void every_stop_at_every_width(void **unused)
{
	(void)unused;
	for (size_t l = 0; shipped_lessons[l]; l++) {
		struct play *play = open_shipped(shipped_lessons[l], 1, NULL);
		struct panel panel;

		panel_open(&panel, play, 1, 1);
		for (size_t stop = 0; stop < play->lesson->stop_count; stop++) {
			play_go_stop(play, stop);
			for (int w = 1; w < 90; w += 6) {
				int rows = prose_rows(&panel.scene, w, w % 2);

				assert_true(rows > 0);
				panel_size(&panel, w, rows < 200 ? rows : 200, w % 2);
				const char *text = panel_draw(&panel, "prose");
				assert_lacks(text, " ↓ more ");
			}
		}
		panel_close(&panel);
		play_close(play);
	}
}

/* A fence is set in two dimensions in the middle; where that is too wide, on lines that break. */
static void fences_are_set(void **unused)
{
	static const char text[] =
		HEAD "## F\n<!-- at: start -->\nBefore.\n\n```math\n\\hat z =\n"
		     "\\frac{z - \\mu}{\\sqrt{\\sigma^2 + \\epsilon}}\n```\n\nAfter.\n";
	static const struct {
		int w;
		bool ascii;
		const char *rows;
	} cases[] = {
		{32, false,
			" Before.\n\n               z − μ\n         ẑ = ──────────\n"
			"               ┌──────\n              ╲│σ² + ε\n\n After.\n"},
		{32, true,
			" Before.\n\n                z - mu\n  zhat = ---------------------\n"
			"          sqrt(sigma^2 + eps)\n\n After.\n"},
		{20, true,
			" Before.\n\n  zhat = (z - mu)\n         / sqrt(\n         sigma^2\n"
			"         + eps)\n\n After.\n"},
	};
	struct diags diags = {.count = 0};
	struct play *play = NULL;
	struct panel panel;

	(void)unused;
	assert_int_equal(open_text(text, false, &play, &diags), 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		panel_open(&panel, play, cases[i].w, 10);
		panel_size(&panel, cases[i].w, 10, cases[i].ascii);
		const char *drawn = panel_draw(&panel, "prose");
		if (strncmp(drawn, cases[i].rows, strlen(cases[i].rows)) != 0)
			fail_msg("the fence is\n%s", drawn);
		panel_close(&panel);
	}
	play_close(play);
}

/* Mistakes in formulas have their place in the file, in lines and in fences. */
static void mistakes_in_formulas_have_their_place(void **unused)
{
	static const struct {
		const char *body;
		int line, column;
		const char *says;
	} cases[] = {
		{"Of $`\\sigam`$.\n", 9, 6, "\\sigam is not known; did you mean \\sigma?"},
		{"```math\nx = \\frac{a}{b}\n  + y^\n```\n", 11, 7, "something must stand"},
		{"- of $`{x`$\n", 9, 8, "this { has no }"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct lesson *formulas = NULL;
		struct str text = {0};

		str_addf(&text, "%s%s", HEAD, cases[i].body);
		assert_int_equal(
			lesson_parse("test.md", str_text(&text), text.len, &formulas, &diags), 0);
		prose_check(formulas, &diags);
		assert_int_equal(diags.count, 1);
		if (diags.list[0].line != cases[i].line ||
			diags.list[0].column != cases[i].column ||
			!strstr(diags.list[0].text, cases[i].says))
			fail_msg("%d:%d: %s", diags.list[0].line, diags.list[0].column,
				diags.list[0].text);
		lesson_free(formulas);
		diags_free(&diags);
		str_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_lists),
		cmocka_unit_test(fences_are_set),
		cmocka_unit_test(mistakes_in_formulas_have_their_place),
		cmocka_unit_test(live_numbers_are_those_of_their_stop),
		cmocka_unit_test(the_frame_says_where_its_numbers_are_from),
		cmocka_unit_test(the_frame_says_what_is_changed),
		cmocka_unit_test(long_words_scroll),
		cmocka_unit_test(every_stop_at_every_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
