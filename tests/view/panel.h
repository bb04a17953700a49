/*
 * One panel or page of the screen, drawn alone in a test, as text.
 *
 * Memory:  panel_open and panel_close own.
 */
#ifndef TESTS_VIEW_PANEL_H
#define TESTS_VIEW_PANEL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "draw/canvas.h"
#include "draw/glyph.h"
#include "export/frame_text.h"
#include "lessons.h"
#include "view/screen.h"
#include "view/view.h"

/* Everything that a drawing function gets: no landscape, no keys. */
struct panel {
	struct scene scene;
	struct canvas *canvas;
	struct str text; /* what panel_draw drew */
};

static inline void panel_size(struct panel *panel, int w, int h, bool ascii)
{
	canvas_free(panel->canvas);
	panel->canvas = canvas_new(w, h, ascii);
	panel->scene.w = w;
	panel->scene.h = h;
	panel->scene.ascii = ascii;
	assert_non_null(panel->canvas);
}

/* Any lesson's play, or NULL for the pages that have none. */
static inline void panel_open(struct panel *panel, const struct play *play, int w, int h)
{
	*panel = (struct panel){
		.scene = {.page = PAGE_LESSON, .play = play, .look = {.levels = -1}}};
	panel_size(panel, w, h, false);
}

static inline void panel_close(struct panel *panel)
{
	canvas_free(panel->canvas);
	str_free(&panel->text);
}

static inline struct rect panel_area(const struct panel *panel)
{
	return (struct rect){0, 0, panel->canvas->w, panel->canvas->h};
}

/* Only printable cells of one column; ASCII where that is asked for. */
static inline void panel_check_cells(const struct panel *panel)
{
	for (int i = 0; i < panel->canvas->w * panel->canvas->h; i++) {
		uint32_t glyph = panel->canvas->cells[i].glyph;

		assert_int_equal(utf8_code_width(glyph), 1);
		assert_true(glyph_printable(glyph));
		assert_true(!panel->canvas->ascii || (glyph >= 0x20 && glyph < 0x7F));
	}
}

/* Goes to a stage of a layer (0: of the whole network) in batch `step` of the run, from 0. */
static inline void panel_go(struct play *play, size_t step, enum stage stage, int layer)
{
	const struct timeline *t = &play->run->timeline;

	assert_true(timeline_order(t, 0)->slot_of[stage][layer] >= 0);
	run_seek(play->run, timeline_index(t, step, timeline_order(t, 0)->slot_of[stage][layer]));
}

/* What the cells show now. */
static inline const char *panel_text(struct panel *panel)
{
	panel_check_cells(panel);
	str_clear(&panel->text);
	frame_text(panel->canvas, &panel->text);
	return str_text(&panel->text);
}

/* The view of that name over the whole canvas. */
static inline const char *panel_draw(struct panel *panel, const char *view)
{
	canvas_erase(panel->canvas);
	view_find(view)->draw(&panel->scene, panel->canvas, panel_area(panel));
	return panel_text(panel);
}

/* A view that plots keeps to its area, whatever that is, at the start, midway and at the end. */
static inline void panel_areas_hold(const char *view)
{
	static const struct rect areas[] = {{0, 0, 0, 0}, {3, 2, 1, 1}, {3, 2, 2, 7}, {3, 2, 24, 6},
		{3, 2, 30, 6}, {3, 2, 17, 5}, {3, 2, 18, 6}, {3, 2, 18, 20}, {3, 2, 70, 3},
		{5, 5, -4, 9}, {3, 2, 72, 20}};
	static const char *const lessons[] = {"five-stages", "two-scales"};

	for (size_t i = 0; i < 12 * sizeof areas / sizeof *areas; i++) {
		struct rect area = areas[i / 12];
		struct play *play = open_shipped(lessons[i % 2], 1, NULL);
		struct panel panel;
		panel_open(&panel, play, 80, 24);
		panel_size(&panel, 80, 24, i / 2 % 2);
		run_seek(play->run, i / 4 % 3 * (play->run->last / 2));
		view_find(view)->draw(&panel.scene, panel.canvas, area);
		panel_check_cells(&panel);
		for (int c = 0; c < 80 * 24; c++) {
			int x = c % 80 - area.x, y = c / 80 - area.y;
			bool in = x >= 0 && x < area.w && y >= 0 && y < area.h;
			assert_true(in || panel.canvas->cells[c].glyph == ' ');
		}
		panel_close(&panel);
		play_close(play);
	}
}

/* How often a part stands in a text. */
static inline size_t count_parts(const char *text, const char *part)
{
	size_t count = 0;

	for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
		count++;
	return count;
}

static inline void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("there is no “%s” in\n%s", part, text);
}

static inline void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("there is “%s” in\n%s", part, text);
}

/* The role of the first cell of the first place where a text stands; −1 where it does not. */
static inline int role_of(const struct canvas *canvas, const char *text)
{
	for (int i = 0; i < canvas->w * canvas->h; i++) {
		const char *at = text;
		int cells = 0;

		while (*at && i % canvas->w + cells < canvas->w &&
			canvas->cells[i + cells].glyph == utf8_next(&at))
			cells++;
		if (!*at && cells == utf8_width(text))
			return canvas->cells[i].role;
	}
	return -1;
}

#endif
