/* Screens: every stop of every lesson at every size, in both glyph sets: nothing spills. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "draw/glyph.h"
#include "engine/play_change.h"
#include "export/frame_text.h"
#include "lessons.h"
#include "view/layout.h"
#include "view/screen.h"

static const struct size {
	int w, h;
} sizes[] = {{1, 1}, {2, 2}, {39, 12}, {40, 11}, {40, 12}, {60, 20}, {71, 21}, {72, 22}, {80, 24},
	{100, 30}, {115, 28}, {120, 36}, {160, 45}, {200, 60}, {300, 100}};

static struct scene make_scene(
	struct play *play, struct landscape *landscape, struct size size, bool ascii)
{
	static const struct key_hint hints[] = {
		{"Move", "Right l", "one stage forward", "→", "stage"},
		{"Program", "q", "back, then quit", "q", "back"}};

	return (struct scene){.page = PAGE_LESSON,
		.play = play,
		.landscape = landscape,
		.hints = hints,
		.hint_count = 2,
		.look = {.levels = -1},
		.w = size.w,
		.h = size.h,
		.ascii = ascii};
}

static void check_cells(const struct canvas *canvas)
{
	for (int i = 0; i < canvas->w * canvas->h; i++) {
		uint32_t glyph = canvas->cells[i].glyph;
		assert_int_equal(utf8_code_width(glyph), 1);
		assert_true(glyph_printable(glyph));
		assert_true(!canvas->ascii || (glyph >= 0x20 && glyph < 0x7F));
	}
}

static void test_every_stop_at_every_size(void **state)
{
	(void)state;
	for (size_t l = 0; shipped_lessons[l]; l++) {
		struct play *play = open_shipped(shipped_lessons[l], 1, NULL);
		struct landscape *landscape = landscape_new();
		for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
			for (size_t stop = 0; stop < play->lesson->stop_count; stop++)
				for (int ascii = 0; ascii < 2; ascii++) {
					struct canvas *canvas =
						canvas_new(sizes[s].w, sizes[s].h, ascii);
					struct scene scene =
						make_scene(play, landscape, sizes[s], ascii);
					int x, y;
					play_go_stop(play, stop);
					screen_draw(&scene, canvas, &x, &y);
					check_cells(canvas);
					canvas_free(canvas);
				}
		landscape_free(landscape);
		play_close(play);
	}
}

static bool has_text(const struct canvas *canvas, const char *text)
{
	struct str out = {0};

	frame_text(canvas, &out);
	bool found = strstr(str_text(&out), text) != NULL;
	str_free(&out);
	return found;
}

/* In full where the lesson's title is not cut by it, at no stage of the batch; else in brief. */
static void test_the_place_stands_in_the_first_line(void **state)
{
	static const struct {
		size_t stop;
		const char *brief, *full;
	} cases[] = {{1, "stop 2/11 · e1 b1 · draw", "stop 2/11 · epoch 1 · batch 1/8 · draw"},
		{5, "stop 6/11 · e1 b1 · layer 1 · normalize",
			"stop 6/11 · epoch 1 · batch 1/8 · layer 1 · normalize"},
		{10, "stop 11/11 · e10 b8 · update", "stop 11/11 · epoch 10 · batch 8/8 · update"}};
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct landscape *landscape = landscape_new();

	(void)state;
	for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
		struct size size = i % 2 ? (struct size){100, 28} : (struct size){80, 24};
		struct scene scene = make_scene(play, landscape, size, false);
		struct canvas *canvas = canvas_new(size.w, size.h, false);
		int x, y;
		play_go_stop(play, cases[i / 2].stop);
		screen_draw(&scene, canvas, &x, &y);
		assert_true(has_text(canvas, "Batch norm in five stages "));
		assert_true(has_text(canvas, i % 2 ? cases[i / 2].full : cases[i / 2].brief));
		canvas_free(canvas);
	}
	landscape_free(landscape);
	play_close(play);
}

/* A focus, a zoom and turned pictures show what they say. */
static void test_zoom_shows_one_panel(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);

	(void)state;
	for (int focus = 0; focus < 6; focus++)
		for (int turn = 0; turn < 4; turn++) {
			struct scene scene = make_scene(play, NULL, (struct size){120, 36}, false);
			struct layout layout;
			scene.look.zoom = true;
			scene.look.focus = focus;
			scene.look.turn = turn;
			assert_true(layout_make(&scene, &layout));
			assert_int_equal(layout.count, 1);
			assert_int_equal(layout.panels[0].area.w, 120);
		}
	play_close(play);
}

/* The focus is seen without colour, and the hardware cursor stands on its mark. */
static void test_the_focus_is_marked(void **state)
{
	static const struct {
		struct size size;
		bool ascii;
		const char *text;
	} cases[] = {{{80, 24}, false, "━ ▸ "}, {{80, 24}, true, "= > "}, {{40, 12}, false, "▸ 2/"},
		{{40, 12}, true, "> 2/"}, {{200, 60}, false, "━ ▸ "}};
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct landscape *landscape = landscape_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene scene = make_scene(play, landscape, cases[i].size, cases[i].ascii);
		struct canvas *canvas = canvas_new(scene.w, scene.h, scene.ascii);
		int x, y;
		scene.look.focus = 1;
		screen_draw(&scene, canvas, &x, &y);
		assert_true(has_text(canvas, cases[i].text));
		assert_true(x >= 0 && y >= 1);
		assert_int_equal(
			canvas->cells[y * canvas->w + x].glyph, cases[i].ascii ? '>' : 0x25B8);
		canvas_free(canvas);
	}
	landscape_free(landscape);
	play_close(play);
}

static void test_too_small_says_what_is_needed(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct canvas *canvas = canvas_new(39, 12, false);
	struct scene scene = make_scene(play, NULL, (struct size){39, 12}, false);
	int x, y;

	(void)state;
	screen_draw(&scene, canvas, &x, &y);
	assert_true(has_text(canvas, "normscope needs 40x12; this is 39x12"));
	canvas_free(canvas);
	play_close(play);
}

/* The row of losses above the strip: as far as they are known, the highest where it was. */
static void test_losses_stand_above_their_batches(void **state)
{
	enum { W = 120, H = 36, ROW = H - 3 };
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct landscape *landscape = landscape_new();
	struct scene scene = make_scene(play, landscape, (struct size){W, H}, false);
	const struct run *run = play->run;
	int x, y, before = 0;

	(void)state;
	run_seek(play->run, run->last);
	for (size_t step = 0; step < 80; step++) {
		struct canvas *canvas = canvas_new(W, H, false);
		int cells = 0, reached = 0;
		run_seek(play->run,
			timeline_index(&run->timeline, step,
				timeline_order(&run->timeline, 0)->slot_of[STAGE_LOSS][0]));
		screen_draw(&scene, canvas, &x, &y);
		for (int i = 1; i < W - 22; i++) {
			uint32_t glyph = canvas->cells[ROW * W + i].glyph;
			cells += glyph >= 0x2581 && glyph <= 0x2588;
			if (canvas->cells[(ROW + 1) * W + i].glyph == 0x25CF)
				reached = i;
		}
		if (step == 0) /* one loss is the highest */
			assert_int_equal(canvas->cells[ROW * W + 1].glyph, 0x2588);
		assert_true(cells >= before && cells > 0);
		if (abs(cells - reached) > 2)
			fail_msg("step %zu: %d cells, cursor at %d", step, cells, reached);
		before = cells;
		canvas_free(canvas);
	}
	landscape_free(landscape);
	play_close(play);
}

/* Words behind the strip are as wide as they come: its end does not move from stage to stage. */
static void test_the_strip_stands_still(void **state)
{
	enum { W = 80, H = 24, ROW = H - 2 };
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct landscape *landscape = landscape_new();
	struct scene scene = make_scene(play, landscape, (struct size){W, H}, false);
	int x, y, end = -1;

	(void)state;
	for (size_t index = 0; index < 60; index++) {
		struct canvas *canvas = canvas_new(W, H, false);
		int last = 0;
		run_seek(play->run, index);
		screen_draw(&scene, canvas, &x, &y);
		while (canvas->cells[ROW * W + last + 1].glyph != ' ')
			last++;
		assert_true(end < 0 || last == end);
		end = last;
		canvas_free(canvas);
	}
	landscape_free(landscape);
	play_close(play);
}

/* The strip of time marks what changes on the way: not what the lesson itself sets where it begins. */
static void test_changes_are_marked(void **state)
{
	static const struct {
		const char *at;
		bool learner, marked;
	} cases[] = {{"{epoch: 1, batch: 1}", false, false}, {"{epoch: 1, batch: 2}", false, true},
		{"{epoch: 2}", false, true}, {"{epoch: 1, batch: 1}", true, true}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = {0}, says = {0};
		str_addf(&text,
			"---\ntitle: T\nquestion: Q?\ndata: {source: blobs, rows: 8}\n"
			"network: {hidden: []}\ntrain: {batch: 4, epochs: 9}\n"
			"changes: [{at: %s, set: {train.learning_rate: 0.3}}]\n---\n"
			"## A\n<!-- at: {epoch: 9} -->\nProse.\n",
			cases[i].at);
		struct play *play = play_text(str_text(&text));
		if (cases[i].learner) {
			play_go_index(play, 0);
			assert_int_equal(play_change(play, "train.learning_rate", "2", &says), 0);
		}
		struct scene scene = make_scene(play, NULL, (struct size){80, 24}, false);
		struct canvas *canvas = canvas_new(scene.w, scene.h, false);
		int x, y, marks = 0;
		assert_non_null(canvas);
		screen_draw(&scene, canvas, &x, &y);
		for (int cell = 0; cell < scene.w; cell++)
			marks += canvas_at(canvas, cell, scene.h - 2)->glyph == 0x25B3;
		assert_int_equal(marks, cases[i].marked);
		canvas_free(canvas);
		play_close(play);
		str_free(&text);
		str_free(&says);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_stop_at_every_size),
		cmocka_unit_test(test_losses_stand_above_their_batches),
		cmocka_unit_test(test_the_strip_stands_still),
		cmocka_unit_test(test_changes_are_marked),
		cmocka_unit_test(test_the_place_stands_in_the_first_line),
		cmocka_unit_test(test_zoom_shows_one_panel),
		cmocka_unit_test(test_the_focus_is_marked),
		cmocka_unit_test(test_too_small_says_what_is_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
