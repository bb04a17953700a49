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
