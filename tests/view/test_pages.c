/* The menu, the page of keys and the line of keys. */
#include "panel.h"

#include "engine/catalogue.h"

enum { ENTRIES = 21 };

static char names[ENTRIES][24], titles[ENTRIES][32], questions[ENTRIES][48];

/* As many lessons as are planned, in three parts. */
static struct catalogue make_catalogue(void)
{
	struct catalogue catalogue = {.count = ENTRIES};

	for (int i = 0; i < ENTRIES; i++) {
		snprintf(names[i], sizeof(names[i]), "lesson-%d", i + 1);
		snprintf(titles[i], sizeof(titles[i]), "Title number %d.", i + 1);
		snprintf(questions[i], sizeof(questions[i]), "What is question %d?", i + 1);
		catalogue.entries[i] = (struct catalogue_entry){.name = names[i],
			.path = names[i],
			.title = titles[i],
			.question = questions[i],
			.minutes = i % 3 ? i : 0,
			.part = 1 + i / 8};
	}
	return catalogue;
}

static const char *draw_menu(struct panel *panel, int *ret_y)
{
	*ret_y = -1;
	canvas_erase(panel->canvas);
	menu_draw(&panel->scene, panel->canvas, panel_area(panel), ret_y);
	return panel_text(panel);
}

/* The chosen lesson is on the screen, and the cursor is in its row; its neighbours where possible. */
static void the_chosen_lesson_is_in_sight(void **unused)
{
	static const int sizes[][2] = {{40, 9}, {60, 12}, {80, 21}, {120, 40}, {80, 100}};
	struct catalogue catalogue = make_catalogue();
	struct panel panel;

	(void)unused;
	panel_open(&panel, NULL, 1, 1);
	panel.scene.page = PAGE_MENU;
	panel.scene.catalogue = &catalogue;
	for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
		panel_size(&panel, sizes[s][0], sizes[s][1], false);
		for (size_t line = 0; line < ENTRIES; line++) {
			int y;

			panel.scene.menu_line = line;
			const char *text = draw_menu(&panel, &y);
			if (!strstr(text, titles[line]) || y < 0)
				fail_msg("%dx%d, lesson %zu, cursor in row %d:\n%s", sizes[s][0],
					sizes[s][1], line + 1, y, text);
			assert_has(text, questions[line]);
			assert_int_equal(role_of(panel.canvas, titles[line]), ROLE_CHOICE);
			assert_int_equal(count_parts(text, "▸"), 1);
		}
	}
	panel_close(&panel);
}

static void the_menu_says_what_there_is(void **unused)
{
	struct catalogue catalogue = make_catalogue();
	struct panel panel;
	int y;

	(void)unused;
	panel_open(&panel, NULL, 80, 100);
	panel.scene.catalogue = &catalogue;
	const char *text = draw_menu(&panel, &y);
	assert_has(text, "normscope");
	for (int i = 0; i < ENTRIES; i++) {
		assert_has(text, titles[i]);
		assert_has(text, questions[i]);
	}
	assert_int_equal(count_parts(text, "Part 1"), 1);
	assert_int_equal(count_parts(text, "Part 2"), 1);
	assert_int_equal(count_parts(text, "Part 3"), 1);
	assert_has(text, "13 min");
	assert_lacks(text, " 0 min"); /* not said in the lesson */
	panel_size(&panel, 80, 24, true);
	draw_menu(&panel, &y);
	panel_close(&panel);
}

/* What each part takes, what the chosen lesson needs before, and where the list goes on. */
static void the_menu_has_sums_and_details(void **unused)
{
	static const struct {
		int w, h;
		const char *has[4], *why;
	} cases[] = {
		{40, 11, {"21 lessons", "after lesson-1, lesson-2", "↓", "What is question 3?"},
			"the smallest screen"},
		{80, 23, {"2 h 27 min", "after lesson-1, lesson-2", "Part 1 · inputs", "↓ 8 more"},
			"details below"},
		{160, 44, {"lesson 3 · lesson-3", "after lesson-1, lesson-2", "19 min", "56 min"},
			"details beside"},
		{300, 99, {"lesson 3 · lesson-3", "Part 3 · in practice", "1 h 12 min", "56 min"},
			"all at once"},
	};
	struct catalogue catalogue = make_catalogue();
	struct panel panel;
	int y;

	(void)unused;
	catalogue.entries[2].after = (char *)(uintptr_t) "lesson-1, lesson-2";
	panel_open(&panel, NULL, 1, 1);
	panel.scene.catalogue = &catalogue;
	panel.scene.menu_line = 2;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		panel_size(&panel, cases[i].w, cases[i].h, false);
		const char *text = draw_menu(&panel, &y);
		for (int j = 0; j < 4; j++)
			if (!strstr(text, cases[i].has[j]))
				fail_msg("%s: no %s in\n%s", cases[i].why, cases[i].has[j], text);
	}
	panel_close(&panel);
}

static void an_empty_catalogue(void **unused)
{
	struct catalogue catalogue = {.count = 0};
	struct panel panel;
	int y;

	(void)unused;
	panel_open(&panel, NULL, 80, 24);
	panel.scene.catalogue = &catalogue;
	assert_has(draw_menu(&panel, &y), "normscope");
	assert_int_equal(y, -1);
	panel_close(&panel);
}

/* --- keys -------------------------------------------------------------------------------------------- */

static const struct key_hint hints[] = {
	{"Move", "Right l", "one stage forward", "→", "stage"},
	{"Move", "Left h", "one stage back", "←", NULL},
	{"Move", "Space", "the next stop", "␣", "stop"},
	{"Look", "u", "the next unit", "u", "unit"},
	{"Look", "z", "one panel alone", "z", "zoom"},
	{"Program", "?", "this page", "?", "help"},
	{"Program", "q", "back, then quit", "q", "back"},
};
enum { HINTS = sizeof(hints) / sizeof(hints[0]) };

static void open_keys(struct panel *panel, int w, int h)
{
	panel_open(panel, NULL, w, h);
	panel->scene.hints = hints;
	panel->scene.hint_count = HINTS;
}

static const char *draw_help(struct panel *panel)
{
	canvas_erase(panel->canvas);
	help_draw(&panel->scene, panel->canvas, panel_area(panel));
	return panel_text(panel);
}

static void every_key_is_on_the_page(void **unused)
{
	struct panel panel;

	(void)unused;
	open_keys(&panel, 80, 24);
	const char *text = draw_help(&panel);
	for (size_t i = 0; i < HINTS; i++) {
		assert_has(text, hints[i].keys);
		assert_has(text, hints[i].help);
		assert_int_equal(count_parts(text, hints[i].help), 1);
	}
	assert_has(text, "Move");
	assert_has(text, "Program");
	panel_close(&panel);
}

/* On a screen too low for all keys, each is on one page, and behind the last comes no other. */
static void the_page_turns(void **unused)
{
	bool seen[HINTS] = {false};
	struct panel panel;
	char last[2000] = "";

	(void)unused;
	open_keys(&panel, 60, 6);
	panel.scene.h++; /* that of a screen with its line of keys */
	int pages = help_pages(&panel.scene);
	assert_in_range(pages, 4, 30);
	for (int page = 0; page < pages + 3; page++) {
		panel.scene.look.scroll = page;
		const char *text = draw_help(&panel);
		for (size_t i = 0; i < HINTS; i++)
			seen[i] |= strstr(text, hints[i].help) != NULL;
		assert_int_equal(strcmp(text, last) == 0, page >= pages);
		snprintf(last, sizeof(last), "%s", text);
	}
	for (size_t i = 0; i < HINTS; i++)
		assert_true(seen[i]);
	panel_close(&panel);
}

/* The signs of the panels are explained, and a wide page has columns instead of a scroll bar. */
static void the_page_explains_signs(void **unused)
{
	static const char *const signs[] = {"★", "◆", "▲ ▼", "○ △", "not known yet"};
	static const struct {
		int w, h;
		bool pages;
	} cases[] = {{80, 40, false}, {80, 15, true}, {200, 15, false}, {40, 11, true}};
	struct panel panel;

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		open_keys(&panel, cases[i].w, cases[i].h);
		const char *text = draw_help(&panel);
		if ((strstr(text, "page 1 of") != NULL) != cases[i].pages)
			fail_msg("%dx%d:\n%s", cases[i].w, cases[i].h, text);
		for (size_t j = 0; !cases[i].pages && j < sizeof signs / sizeof *signs; j++)
			assert_has(text, signs[j]);
		panel_close(&panel);
	}
}

/* A lesson's groups first, twice as many lines as rows, and every line of it comes into sight. */
static void a_long_page_goes_on_beside(void **unused)
{
	struct key_hint many[60];
	char words[60][16];
	bool seen[60] = {false};
	struct panel panel;

	(void)unused;
	for (int i = 0; i < 60; i++) {
		snprintf(words[i], sizeof words[i], "word %d.", i);
		many[i] = (struct key_hint){i < 30   ? "Menu"
					    : i < 58 ? "Move"
						     : "Run",
			"Backspace PgUp p", words[i], "p", NULL, NULL};
	}
	open_keys(&panel, 80, 24);
	panel.scene.hints = many;
	panel.scene.hint_count = 60;
	const char *text = draw_help(&panel);
	assert_has(text, "word 30.");
	assert_has(text, "word 59.");
	assert_lacks(text, "word 29.");
	assert_has(text, "Backspace   word");
	for (int scroll = 0; scroll < 80; scroll++) {
		panel.scene.look.scroll = scroll;
		text = draw_help(&panel);
		for (int i = 0; i < 60; i++)
			seen[i] |= strstr(text, words[i]) != NULL;
	}
	for (int i = 0; i < 60; i++)
		assert_true(seen[i]);
	panel_close(&panel);
}

/* No word is cut on the narrowest screen: what is too long goes on in the next line. */
static void long_words_go_on(void **unused)
{
	static const struct key_hint long_hint[] = {
		{"Look", "m", "show the layers in test mode, or in train mode again", "m", NULL}};
	static const char *const words[] = {
		"show the layers in test", "mode, or in train mode", "again"};
	struct panel panel;

	(void)unused;
	open_keys(&panel, 40, 30);
	panel.scene.hints = long_hint;
	panel.scene.hint_count = 1;
	const char *text = draw_help(&panel);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		assert_has(text, words[i]);
	assert_lacks(text, "…");
	panel_close(&panel);
}

static const char *draw_keyline(struct panel *panel)
{
	canvas_erase(panel->canvas);
	keyline_draw(&panel->scene, panel->canvas, panel_area(panel));
	return panel_text(panel);
}

static void the_line_has_the_keys_that_have_a_word(void **unused)
{
	struct panel panel;

	(void)unused;
	open_keys(&panel, 100, 1);
	const char *text = draw_keyline(&panel);
	for (size_t i = 0; i < HINTS; i++) {
		if (hints[i].word)
			assert_has(text, hints[i].word);
	}
	assert_lacks(text, "←");
	assert_int_equal(role_of(panel.canvas, "stage"), ROLE_DIM);
	assert_int_equal(role_of(panel.canvas, "→"), ROLE_KEY);
	panel_close(&panel);
}

/* What is used most comes first, in a row for both ways; no heading stands alone at an end. */
static void the_first_page_has_what_is_used_most(void **unused)
{
	static const struct key_hint keys[] = {
		{"Menu", "Down", "next lesson", "↓", NULL, "menu-next"},
		{"Move", "Right l", "one stage forward", "→", NULL, "stage-next"},
		{"Move", "Left h", "one stage back", "←", NULL, "stage-back"},
		{"Run", ". ,", "go on by itself, or stand still again", ".", NULL, "play"},
		{"Help", "Space Down", "further down", "␣", NULL, "help-next"},
		{"Help", "Backspace", "further up", "⌫", NULL, "help-back"},
	};
	static const struct {
		int page;
		const char *has[4], *lacks;
	} cases[] = {
		{0, {"Right Left  a stage on, or back", "Run", "Space: page 2 of 4", NULL},
			"lesson"},
		{1, {"Right l     one stage forward", "stand still", "page 3 of 4", NULL},
			"a stage on"},
		{2, {"Signs", NULL}, "one stage"},
		{3, {"Backspace: page 3 of 4", NULL}, "Signs"},
	};
	struct panel panel;

	(void)unused;
	panel_open(&panel, NULL, 80, 10);
	panel.scene.hints = keys;
	panel.scene.hint_count = sizeof keys / sizeof *keys;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		panel.scene.look.scroll = cases[i].page;
		const char *text = draw_help(&panel);
		for (int k = 0; cases[i].has[k]; k++)
			assert_has(text, cases[i].has[k]);
		assert_lacks(text, cases[i].lacks);
	}
	panel_close(&panel);
}

/* The key that turns the page is offered where there is another. */
static void the_page_that_fits_does_not_turn(void **unused)
{
	static const struct key_hint keys[] = {
		{"Move", "Right l", "one stage forward", "→", NULL, "stage-next"},
		{"Help", "Down", "further down", "↓", "more", "help-next"},
		{"Program", "q", "back", "q", "back", "quit"},
	};

	(void)unused;
	for (int h = 12; h < 60; h += 8) {
		struct panel panel;
		open_keys(&panel, 80, h);
		panel.scene.page = PAGE_HELP;
		panel.scene.hints = keys;
		panel.scene.hint_count = sizeof(keys) / sizeof(keys[0]);
		help_draw(&panel.scene, panel.canvas, (struct rect){0, 0, 80, h - 1});
		bool more = strstr(panel_text(&panel), "Down: page 2 of");
		assert_int_equal(more, help_pages(&panel.scene) > 1);
		assert_int_equal(more, strstr(draw_keyline(&panel), "↓ more") != NULL);
		assert_true(more || h > 12);
		assert_true(!more || h < 52);
		panel_close(&panel);
	}
}

/* No word is cut: what has no room is left out whole. */
static void a_narrow_line_leaves_keys_out(void **unused)
{
	(void)unused;
	for (int w = 24; w < 100; w++) {
		struct panel panel;
		struct str left = {0};

		open_keys(&panel, w, 1);
		str_add(&left, draw_keyline(&panel));
		for (const char *at = str_text(&left); *at;) {
			size_t length = strcspn(at, " \n");
			bool known = length == 0;

			for (size_t i = 0; i < HINTS; i++) {
				const char *parts[] = {
					hints[i].sign, hints[i].word ? hints[i].word : ""};
				for (int p = 0; p < 2; p++)
					known |= strlen(parts[p]) == length &&
						 strncmp(at, parts[p], length) == 0;
			}
			if (!known)
				fail_msg("%d cells: %s", w, str_text(&left));
			at += length + (at[length] != '\0');
		}
		str_free(&left);
		panel_close(&panel);
	}
}

/* Keys that would do nothing at a place are not offered there. */
static void the_line_has_what_is_possible(void **unused)
{
	static const struct key_hint keys[] = {
		{"Move", "Right", "", "→", "stage", "stage-next"},
		{"Move", "Space", "", "␣", "stop", "stop-next"},
		{"Move", "]", "", "]", "batch", "batch-next"},
		{"Move", "}", "", "}", "epoch", "epoch-next"},
		{"Move", "g", "", "g", "start", "start"},
		{"Look", "Tab", "", "⇥", "next panel", "focus"},
		{"Look", "z", "", "z", "zoom", "zoom"},
		{"Look", "t", "", "t", "twin", "twin"},
		{"Program", "q", "", "q", "back", "quit"},
	};
	static const struct {
		const char *lesson;
		size_t stop;
		int w, h;
		const char *has, *lacks, *why;
	} cases[] = {
		{"five-stages", 0, 80, 24, "stage stop batch epoch zoom back", "start twin panel",
			"at the start everything lies ahead"},
		{"five-stages", 12, 80, 24, "start back", "stage stop batch epoch",
			"at the end of the run and at the last stop"},
		{"two-scales", 3, 80, 24, "stage stop epoch", "batch", "one batch an epoch"},
		{"five-stages", 3, 40, 12, "panel stage back", "zoom twin",
			"one panel at a time: Tab comes first"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped(cases[i].lesson, 1, NULL);
		struct panel panel;
		char words[64];

		play_go_stop(play, cases[i].stop);
		panel_open(&panel, play, cases[i].w, 1);
		panel.scene.h = cases[i].h;
		panel.scene.hints = keys;
		panel.scene.hint_count = sizeof keys / sizeof *keys;
		const char *text = draw_keyline(&panel);
		for (int lacks = 0; lacks < 2; lacks++) {
			snprintf(words, sizeof words, "%s", lacks ? cases[i].lacks : cases[i].has);
			for (char *word = strtok(words, " "); word; word = strtok(NULL, " "))
				if ((strstr(text, word) == NULL) != (lacks == 1))
					fail_msg("%s: %s in %s", cases[i].why, word, text);
		}
		panel_close(&panel);
		play_close(play);
	}
}

static void a_message_replaces_the_keys(void **unused)
{
	struct panel panel;

	(void)unused;
	open_keys(&panel, 40, 1);
	panel.scene.message = "there is no epoch 99";
	const char *text = draw_keyline(&panel);
	assert_has(text, "there is no epoch 99");
	assert_lacks(text, "stage");
	assert_int_equal(role_of(panel.canvas, "there"), ROLE_STRONG);
	panel.scene.message = "";
	assert_has(draw_keyline(&panel), "stage");
	panel_close(&panel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_chosen_lesson_is_in_sight),
		cmocka_unit_test(the_menu_says_what_there_is),
		cmocka_unit_test(the_menu_has_sums_and_details),
		cmocka_unit_test(an_empty_catalogue),
		cmocka_unit_test(every_key_is_on_the_page),
		cmocka_unit_test(the_page_turns),
		cmocka_unit_test(the_page_explains_signs),
		cmocka_unit_test(a_long_page_goes_on_beside),
		cmocka_unit_test(long_words_go_on),
		cmocka_unit_test(the_line_has_the_keys_that_have_a_word),
		cmocka_unit_test(the_first_page_has_what_is_used_most),
		cmocka_unit_test(the_page_that_fits_does_not_turn),
		cmocka_unit_test(a_narrow_line_leaves_keys_out),
		cmocka_unit_test(the_line_has_what_is_possible),
		cmocka_unit_test(a_message_replaces_the_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
