/* The first lines on how to move: they speak of what is open, and cover nothing that is asked. */
#include "panel.h"

#include "view/layout.h"
#include "view/screen.h"
#include "view/welcome.h"

static const struct {
	int w, h;
} sizes[] = {{80, 24}, {120, 36}, {200, 60}, {72, 22}, {100, 30}};

/* What stands in an area, with and without the box. */
static void assert_same_cells(
	const struct canvas *a, const struct canvas *b, struct rect area, int w)
{
	for (int y = area.y; y < area.y + area.h; y++)
		for (int x = area.x; x < area.x + area.w; x++)
			assert_int_equal(a->cells[y * w + x].glyph, b->cells[y * w + x].glyph);
}

static void compare(struct play *play, int w, int h, bool ascii)
{
	struct scene scene = {.page = PAGE_LESSON, .play = play, .w = w, .h = h, .ascii = ascii};
	struct canvas *plain = canvas_new(w, h, ascii), *first = canvas_new(w, h, ascii);
	struct str text = {0};
	struct layout layout;
	int x, y;

	scene.look.levels = -1;
	scene.landscape = landscape_new();
	assert_true(plain && first && layout_make(&scene, &layout));
	screen_draw(&scene, plain, &x, &y);
	scene.welcome = true;
	screen_draw(&scene, first, &x, &y);
	for (int i = 0; i < layout.count; i++)
		if (layout.panels[i].view == view_find("prose"))
			assert_same_cells(plain, first, layout.panels[i].area, w);
	frame_text(first, &text);
	assert_has(str_text(&text), "how to move");
	assert_has(str_text(&text), "any key goes on");
	assert_lacks(str_text(&text), "choose a lesson");
	str_free(&text);
	canvas_free(plain);
	canvas_free(first);
	landscape_free(scene.landscape);
}

static void it_covers_no_words(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes * 2; i++)
		compare(play, sizes[i / 2].w, sizes[i / 2].h, i % 2);
	play_close(play);
}

/* Where the words have the whole screen the lines stand over them. */
static void it_is_seen_on_a_small_screen(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct panel panel;

	(void)state;
	panel_open(&panel, play, 1, 1);
	for (int i = 0; i < 4; i++) {
		panel_size(&panel, i < 2 ? 40 : 60, i < 2 ? 12 : 20, i % 2);
		struct scene scene = {.page = PAGE_LESSON,
			.play = play,
			.w = panel.canvas->w,
			.h = panel.canvas->h,
			.ascii = i % 2};
		welcome_draw(&scene, panel.canvas);
		const char *text = panel_text(&panel);
		assert_has(text, "Enter");
		assert_has(text, "keys.");
	}
	panel_close(&panel);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_covers_no_words),
		cmocka_unit_test(it_is_seen_on_a_small_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
