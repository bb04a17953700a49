/*
 * Canvases in tests: their rows as text, and what must hold for every canvas.
 */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "base/utf8.h"
#include "draw/canvas.h"
#include "draw/glyph.h"
#include "export/frame_text.h"

static inline void assert_rows_at(
	const struct canvas *canvas, const char *expected, const char *file, int line)
{
	struct str rows = {0};

	frame_text(canvas, &rows);
	_assert_string_equal(str_text(&rows), expected, file, line);
	str_free(&rows);
}

/* The canvas shows these rows, each closed by a newline, blanks at the ends of rows left out. */
#define assert_rows(canvas, expected) assert_rows_at((canvas), (expected), __FILE__, __LINE__)

/* Every glyph is one cell wide and allowed (ASCII on an ASCII canvas), every role exists. */
static inline void assert_sound(const struct canvas *canvas)
{
	for (int i = 0; i < canvas->w * canvas->h; i++) {
		const struct cell *cell = &canvas->cells[i];
		assert_int_equal(utf8_code_width(cell->glyph), 1);
		assert_true(canvas->ascii ? cell->glyph < 0x7F : glyph_printable(cell->glyph));
		assert_true(cell->role < ROLE_COUNT && cell->ground < ROLE_COUNT);
	}
}

/* Nothing was drawn outside `area`. */
static inline void assert_inside(const struct canvas *canvas, struct rect area)
{
	for (int y = 0; y < canvas->h; y++)
		for (int x = 0; x < canvas->w; x++) {
			const struct cell *cell = &canvas->cells[y * canvas->w + x];
			if (x >= area.x && y >= area.y && x < area.x + area.w &&
				y < area.y + area.h)
				continue;
			assert_int_equal(cell->glyph, ' ');
			assert_int_equal(cell->ground, ROLE_NONE);
		}
}

/* Rectangles that drawing code must survive, on a canvas of 30 by 12. */
static const struct rect hard_rects[] = {{0, 0, 0, 0}, {3, 2, 1, 1}, {3, 2, 2, 1}, {3, 2, 1, 2},
	{3, 2, 3, 2}, {3, 2, 2, 3}, {3, 2, 5, 5}, {3, 2, 7, 3}, {3, 2, 17, 6}, {3, 2, 18, 5},
	{3, 2, 18, 6}, {3, 2, 25, 9}, {0, 0, 30, 12}, {28, 10, 9, 9}, {-5, -3, 12, 8},
	{40, 20, 10, 10}, {3, 2, -4, 5}, {3, 2, 5, -4}, {-2000, 0, 2010, 3},
	{2147480000, 5, 2000, 5}, {0, 0, 200, 100}};
enum { HARD_RECTS = sizeof hard_rects / sizeof *hard_rects };

#endif
