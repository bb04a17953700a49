/* The pages of settings and of the glossary, and the input line, at all sizes. */
#include "panel.h"

#include "engine/course.h"
#include "engine/glossary.h"
#include "engine/settings_step.h"
#include "view/glossary_page.h"
#include "view/prompt.h"
#include "view/settings_panel.h"
#include "view/welcome.h"

/* Of the page: one row less than the screen has. */
static const int sizes[][2] = {{40, 11}, {60, 15}, {80, 23}, {120, 35}, {200, 59}, {300, 99}};
enum { SIZES = sizeof sizes / sizeof *sizes };

static struct settings own, pending;

static void open_settings(struct settings_panel *panel)
{
	settings_defaults(&own);
	pending = own;
	*panel =
		(struct settings_panel){.own = &own, .now = &own, .pending = &pending, .error = ""};
}

static const char *draw_settings(
	struct panel *panel, const struct settings_panel *settings, int *x, int *y)
{
	canvas_erase(panel->canvas);
	settings_panel_draw(settings, panel->canvas, panel_area(panel), x, y);
	return panel_text(panel);
}

static void the_chosen_setting_is_in_sight_and_explained(void **unused)
{
	struct settings_panel settings;
	struct panel panel;
	int x, y;

	(void)unused;
	open_settings(&settings);
	panel_open(&panel, NULL, 1, 1);
	for (size_t i = 0; i < SIZES * 2; i++) {
		panel_size(&panel, sizes[i / 2][0], sizes[i / 2][1], i % 2);
		for (settings.line = 0; settings.line < settings_count; settings.line++) {
			const struct setting *setting = &settings_table[settings.line];
			const char *text = draw_settings(&panel, &settings, &x, &y);

			assert_has(text, setting->name);
			assert_has(text, strchr(setting->name, '.') + 1);
			assert_true(y > 0 && y < panel.canvas->h && x >= 0);
			if (panel.canvas->w < 80 || setting_idle(&pending, setting))
				continue;
			/* From 80x24 on nothing of the explanation is cut. */
			assert_has(text, setting->scope == SCOPE_EPOCH    ? "one on."
					 : setting_is_live(setting)       ? "batch on."
					 : setting->scope == SCOPE_VIEW   ? "run."
					 : setting->scope == SCOPE_LENGTH ? "stays."
									  : "place.");
		}
	}
	panel_close(&panel);
}

static void changes_are_marked(void **unused)
{
	struct settings_panel settings;
	struct panel panel;
	struct str why = {0};
	int x, y;

	(void)unused;
	open_settings(&settings);
	panel_open(&panel, NULL, 100, 60);
	assert_lacks(draw_settings(&panel, &settings, &x, &y), "not yet applied");
	assert_int_equal(setting_set(&pending, setting_find("data.noise"), "0.25", &why), 0);
	assert_int_equal(settings_panel_pending(&settings), 1);
	const char *text = draw_settings(&panel, &settings, &x, &y);
	assert_has(text, "1 not yet applied: Enter applies");
	assert_has(text, "*0.25");
	assert_has(text, "the lesson: 0");
	assert_int_equal(role_of(panel.canvas, "0.25"), ROLE_LIT);
	settings.error = "data.noise is a number from 0 to 100, not “x”";
	assert_has(draw_settings(&panel, &settings, &x, &y), settings.error);
	settings.error = "";
	settings.typed = "0.1234";
	settings.cursor = 2;
	assert_has(draw_settings(&panel, &settings, &x, &y), "new value: 0.1234");
	assert_int_equal(panel.canvas->cells[y * panel.canvas->w + x].glyph, '1');
	panel_close(&panel);
}

static void the_chosen_term_is_in_sight_and_whole(void **unused)
{
	static struct glossary glossary;
	struct diags diags = {.count = 0};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct panel panel;
	size_t order[GLOSSARY_MAX];
	int y;

	(void)unused;
	assert_int_equal(glossary_load("lessons/glossary/README.md", &glossary, &diags), 0);
	play_go_stop(play, 6);
	panel_open(&panel, play, 1, 1);
	panel.scene.glossary = &glossary;
	for (size_t i = 0; i < SIZES * 2; i++) {
		panel_size(&panel, sizes[i / 2][0], sizes[i / 2][1], i % 2);
		assert_true(glossary_page_order(&panel.scene, order) > 3);
		for (size_t line = 0; line < glossary.count; line++) {
			const struct glossary_entry *entry = &glossary.entries[order[line]];

			panel.scene.glossary_line = line;
			canvas_erase(panel.canvas);
			glossary_draw(&panel.scene, panel.canvas, panel_area(&panel), &y);
			const char *text = panel_text(&panel);
			assert_true(y > 0 && y < panel.canvas->h);
			if (!panel.canvas->ascii && panel.canvas->w >= 60)
				assert_has(text, entry->symbol);
			const char *last = strrchr(entry->meaning, ' ');
			if (last && !panel.canvas->ascii)
				assert_has(text, last + 1);
		}
	}
	panel_close(&panel);
	glossary_free(&glossary);
	play_close(play);
}

/* True where the symbol is among those of the place. */
static bool is_here(const struct scene *scene, const char *symbol)
{
	size_t order[GLOSSARY_MAX], here = glossary_page_order(scene, order);

	for (size_t i = 0; i < here; i++)
		if (strcmp(scene->glossary->entries[order[i]].symbol, symbol) == 0)
			return true;
	return false;
}

/* Two scales has no norm; the words of its stop speak of a step, which no formula does. */
static void the_terms_of_the_screen_come_first(void **unused)
{
	static struct glossary glossary;
	struct diags diags = {.count = 0};
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct panel panel;

	(void)unused;
	assert_int_equal(glossary_load("lessons/glossary/README.md", &glossary, &diags), 0);
	panel_open(&panel, play, 80, 24);
	panel.scene.glossary = &glossary;
	play_go_stop(play, 4);
	assert_true(is_here(&panel.scene, "α"));
	assert_true(is_here(&panel.scene, "step"));
	assert_false(is_here(&panel.scene, "γ"));
	assert_false(is_here(&panel.scene, "ŷ"));
	panel_close(&panel);
	glossary_free(&glossary);
	play_close(play);
}

static void the_welcome_has_room(void **unused)
{
	struct panel panel;

	(void)unused;
	panel_open(&panel, NULL, 1, 1);
	for (size_t i = 0; i < SIZES * 2; i++) {
		panel_size(&panel, sizes[i / 2][0], sizes[i / 2][1] + 1, i % 2);
		welcome_draw(&(struct scene){.page = PAGE_MENU}, panel.canvas);
		const char *text = panel_text(&panel);
		assert_has(text, "Enter");
		assert_has(text, "Backspace");
		assert_has(text, "keys.");
		assert_has(text, "any key goes on");
	}
	panel_close(&panel);
}

/* --- the input line ---------------------------------------------------------------------------- */

static void the_cursor_is_in_sight(void **unused)
{
	static const char text[] = "set data.features some very long name of a column, and another";
	struct prompt prompt = {
		.sign = ":", .title = "Tab", .text = text, .chosen = -1, .note = "", .error = ""};
	struct panel panel;
	int x, y;

	(void)unused;
	panel_open(&panel, NULL, 40, 12);
	for (prompt.cursor = 0; prompt.cursor < sizeof text; prompt.cursor++) {
		canvas_erase(panel.canvas);
		prompt_draw(&prompt, panel.canvas, &x, &y);
		assert_true(x >= 2 && x < 40 && y == 11);
		uint32_t wanted = text[prompt.cursor] ? (uint32_t)text[prompt.cursor] : ' ';
		assert_int_equal(panel.canvas->cells[y * 40 + x].glyph, wanted);
		panel_text(&panel);
	}
	panel_close(&panel);
}

static void the_chosen_offer_is_in_sight(void **unused)
{
	static char names[60][16];
	struct prompt_offer offers[60];
	struct prompt prompt = {.sign = ":",
		.title = "Tab",
		.text = "",
		.offers = offers,
		.offer_count = 60,
		.note = "",
		.error = ""};
	struct panel panel;
	int x, y;

	(void)unused;
	for (int i = 0; i < 60; i++) {
		snprintf(names[i], sizeof names[i], "offer-%d.", i);
		offers[i] = (struct prompt_offer){.text = names[i], .help = "does something"};
	}
	panel_open(&panel, NULL, 1, 1);
	for (size_t i = 0; i < SIZES * 2; i++)
		for (prompt.chosen = -1; prompt.chosen < 60; prompt.chosen++) {
			panel_size(&panel, sizes[i / 2][0], sizes[i / 2][1] + 1, i % 2);
			prompt_draw(&prompt, panel.canvas, &x, &y);
			assert_has(
				panel_text(&panel), names[prompt.chosen < 0 ? 0 : prompt.chosen]);
		}
	panel_close(&panel);
}

/* The caret stands over the mistake, also in an ASCII line whose symbols are spelled out. */
static void the_caret_stands_over_the_mistake(void **unused)
{
	struct prompt prompt = {.sign = ":",
		.title = "",
		.text = "go μ, X",
		.chosen = -1,
		.note = "",
		.error = "there is no such place",
		.error_at = strlen("go μ, ")};
	struct panel panel;
	int x, y;

	(void)unused;
	for (int ascii = 0; ascii < 2; ascii++) {
		panel_open(&panel, NULL, 40, 12);
		panel_size(&panel, 40, 12, ascii);
		prompt_draw(&prompt, panel.canvas, &x, &y);
		assert_has(panel_text(&panel), "there is no such place");
		for (int i = 0; i < 40; i++)
			if (panel.canvas->cells[11 * 40 + i].glyph == 'X')
				assert_int_equal(panel.canvas->cells[10 * 40 + i].glyph,
					ascii ? 'v' : 0x25BC);
		panel_close(&panel);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_chosen_setting_is_in_sight_and_explained),
		cmocka_unit_test(changes_are_marked),
		cmocka_unit_test(the_chosen_term_is_in_sight_and_whole),
		cmocka_unit_test(the_terms_of_the_screen_come_first),
		cmocka_unit_test(the_welcome_has_room),
		cmocka_unit_test(the_cursor_is_in_sight),
		cmocka_unit_test(the_chosen_offer_is_in_sight),
		cmocka_unit_test(the_caret_stands_over_the_mistake),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
