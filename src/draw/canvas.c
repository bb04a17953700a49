#include "draw/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "draw/glyph.h"

static const struct cell blank_cell = {.glyph = ' ', .role = ROLE_TEXT, .ground = ROLE_NONE};

struct canvas *canvas_new(int w, int h, bool ascii)
{
	struct canvas *canvas = calloc(1, sizeof *canvas);

	if (!canvas)
		return NULL;
	canvas->w = w < 1 ? 1 : w;
	canvas->h = h < 1 ? 1 : h;
	canvas_use_glyphs(canvas, ascii ? GLYPHS_ASCII : GLYPHS_BRAILLE);
	canvas->cells = calloc((size_t)canvas->w * (size_t)canvas->h, sizeof *canvas->cells);
	if (!canvas->cells) {
		free(canvas);
		return NULL;
	}
	canvas_erase(canvas);
	return canvas;
}

void canvas_free(struct canvas *canvas)
{
	if (canvas)
		free(canvas->cells);
	free(canvas);
}

void canvas_use_glyphs(struct canvas *canvas, enum glyph_set set)
{
	canvas->glyphs = set;
	canvas->ascii = set == GLYPHS_ASCII;
}

void canvas_erase(struct canvas *canvas)
{
	size_t count = (size_t)canvas->w * (size_t)canvas->h;

	canvas->clip = (struct rect){0, 0, canvas->w, canvas->h};
	for (size_t i = 0; i < count; i++)
		canvas->cells[i] = blank_cell;
}

/* The overlap of two half-open spans; sums are wide so that no caller's size can overflow. */
static void span_overlap(int a, int a_size, int b, int b_size, int *ret_start, int *ret_size)
{
	long long start = a > b ? a : b;
	long long a_end = (long long)a + a_size, b_end = (long long)b + b_size;
	long long end = a_end < b_end ? a_end : b_end;

	*ret_start = (int)start;
	*ret_size = end > start ? (int)(end - start) : 0;
}

struct rect rect_overlap(struct rect a, struct rect b)
{
	struct rect both;

	span_overlap(a.x, a.w, b.x, b.w, &both.x, &both.w);
	span_overlap(a.y, a.h, b.y, b.h, &both.y, &both.h);
	return both.w && both.h ? both : (struct rect){0};
}

struct rect canvas_clip(struct canvas *canvas, struct rect to)
{
	struct rect old = canvas->clip;

	canvas->clip = rect_overlap(old, to);
	return old;
}

void canvas_clip_restore(struct canvas *canvas, struct rect clip)
{
	canvas->clip = rect_overlap(clip, (struct rect){0, 0, canvas->w, canvas->h});
}

/* The one place that decides what is inside. */
struct cell *canvas_at(struct canvas *canvas, int x, int y)
{
	const struct rect *clip = &canvas->clip;

	if (x < clip->x || y < clip->y || x >= clip->x + clip->w || y >= clip->y + clip->h)
		return NULL;
	return &canvas->cells[(size_t)y * (size_t)canvas->w + (size_t)x];
}

/* What a canvas really holds for a glyph that it is asked to show. */
static uint32_t shown_glyph(const struct canvas *canvas, uint32_t glyph)
{
	if (canvas->ascii)
		return (uint32_t)glyph_cell(glyph);
	if (glyph == BRAILLE || glyph == 0xA0)
		return ' ';
	if (!glyph_printable(glyph))
		return UTF8_REPLACEMENT;
	return glyph_in_set(glyph_drawn(glyph), canvas->glyphs);
}

void canvas_put(struct canvas *canvas, int x, int y, uint32_t glyph, enum role role)
{
	struct cell *cell = canvas_at(canvas, x, y);

	if (!cell)
		return;
	cell->glyph = shown_glyph(canvas, glyph);
	cell->role = (uint8_t)role;
}

void canvas_ground(struct canvas *canvas, int x, int y, enum role ground)
{
	struct cell *cell = canvas_at(canvas, x, y);

	if (cell)
		cell->ground = (uint8_t)ground;
}

void canvas_fill(struct canvas *canvas, struct rect area, uint32_t glyph, enum role role)
{
	struct rect inside = rect_overlap(area, canvas->clip);

	for (int y = inside.y; y < inside.y + inside.h; y++)
		for (int x = inside.x; x < inside.x + inside.w; x++)
			canvas_put(canvas, x, y, glyph, role);
}

static int text_put(
	struct canvas *canvas, int x, int y, enum role role, const char *text, int max_w)
{
	int used = 0;

	for (uint32_t code; (max_w < 0 || used < max_w) && (code = utf8_next(&text)) != 0; used++)
		if (x <= canvas->w)
			canvas_put(canvas, x + used, y, code, role);
	return used;
}

int canvas_text(struct canvas *canvas, int x, int y, enum role role, const char *text, int max_w)
{
	struct str ascii = {0};

	if (!canvas->ascii)
		return text_put(canvas, x, y, role, text, max_w);
	glyphs_spell(&ascii, text);
	int used = text_put(canvas, x, y, role, str_text(&ascii), max_w);
	str_free(&ascii);
	return used;
}

static int text_count(const char *text)
{
	int count = 0;

	while (utf8_next(&text))
		count++;
	return count;
}

int canvas_text_width(const struct canvas *canvas, const char *text)
{
	return canvas->ascii ? glyphs_width(text) : text_count(text);
}

int canvas_text_fit(
	struct canvas *canvas, int x, int y, enum role role, const char *text, int max_w)
{
	int dots = canvas->ascii ? 3 : 1;

	if (max_w <= 0)
		return 0;
	if (canvas_text_width(canvas, text) <= max_w || max_w <= dots)
		return canvas_text(canvas, x, y, role, text, max_w);
	canvas_text(canvas, x, y, role, text, max_w - dots);
	canvas_text(canvas, x + max_w - dots, y, role, "…", dots);
	return max_w;
}

struct frame_glyphs {
	uint32_t corner[4]; /* top left, top right, bottom left, bottom right */
	uint32_t across, down;
};

static void frame_lines(
	struct canvas *canvas, struct rect area, const struct frame_glyphs *glyph, enum role role)
{
	int right = area.x + area.w - 1, bottom = area.y + area.h - 1;

	canvas_fill(canvas, (struct rect){area.x, area.y, area.w, 1}, glyph->across, role);
	canvas_fill(canvas, (struct rect){area.x, bottom, area.w, 1}, glyph->across, role);
	canvas_fill(canvas, (struct rect){area.x, area.y, 1, area.h}, glyph->down, role);
	canvas_fill(canvas, (struct rect){right, area.y, 1, area.h}, glyph->down, role);
	canvas_put(canvas, area.x, area.y, glyph->corner[0], role);
	canvas_put(canvas, right, area.y, glyph->corner[1], role);
	canvas_put(canvas, area.x, bottom, glyph->corner[2], role);
	canvas_put(canvas, right, bottom, glyph->corner[3], role);
}

/* A text in an edge, with a blank on each side; from the left or ending at the right. */
static void edge_text(struct canvas *canvas, struct rect area, int y, const char *text,
	enum role role, bool right)
{
	int room = area.w - 6;

	if (!text || !*text || room < 1)
		return;
	int width = canvas_text_width(canvas, text);
	width = width > room ? room : width;
	int x = right ? area.x + area.w - width - 4 : area.x + 2;
	canvas_put(canvas, x, y, ' ', role);
	canvas_text_fit(canvas, x + 1, y, role, text, width);
	canvas_put(canvas, x + 1 + width, y, ' ', role);
}

struct rect rect_inside(struct rect area)
{
	return (struct rect){area.x + 1, area.y + 1, area.w - 2, area.h - 2};
}

struct rect canvas_frame(
	struct canvas *canvas, struct rect area, const char *title, const char *note, bool focused)
{
	static const struct frame_glyphs light = {{0x256D, 0x256E, 0x2570, 0x256F}, 0x2500, 0x2502};
	static const struct frame_glyphs heavy = {{0x250F, 0x2513, 0x2517, 0x251B}, 0x2501, 0x2503};

	if (area.w < 2 || area.h < 2)
		return (struct rect){area.x, area.y, 0, 0};
	frame_lines(canvas, area, focused ? &heavy : &light, focused ? ROLE_FOCUS : ROLE_FRAME);
	edge_text(canvas, area, area.y, title, ROLE_TITLE, false);
	edge_text(canvas, area, area.y + area.h - 1, note, ROLE_LABEL, true);
	return rect_inside(area);
}
