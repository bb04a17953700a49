#include "draw/contour.h"

#include <math.h>
#include <string.h>

#include "draw/glyph.h"

#define STEEP 0.4 /* as much as a line may lean and still be drawn straight */

void contour_field_size(struct rect area, int *ret_nx, int *ret_ny)
{
	*ret_nx = (area.w < 1 ? 1 : area.w) * DOTS_X + 1;
	*ret_ny = (area.h < 1 ? 1 : area.h) * DOTS_Y + 1;
}

/* The bands at the corners of a cell's dots; −1 where the field is not a number. */
struct corners {
	int band[DOTS_Y + 1][DOTS_X + 1];
	bool even; /* all are the same: no line passes the cell */
};

enum { STRIP = 64, STRIP_DOTS = STRIP * DOTS_X + 1 };

/*
 * Some columns of cells from top to bottom: neighbours share corners, and each is looked at once.
 * The columns of dots, and the bands of the row of cells that is drawn.
 */
struct strip {
	int x, w; /* cells of the area */
	struct field_place columns[STRIP_DOTS];
	signed char band[DOTS_Y + 1][STRIP_DOTS];
};

static void strip_start(struct strip *strip, const struct field *field, struct rect area, int x)
{
	strip->x = x;
	strip->w = area.w - x < STRIP ? area.w - x : STRIP;
	for (int i = 0; i <= strip->w * DOTS_X; i++)
		strip->columns[i] = field_column(field, area, x * DOTS_X + i);
}

/* A row of dots; the value beside one is the best guess of its band. */
static void strip_read_dots(struct strip *strip, int j, const struct field *field,
	const struct levels *levels, struct field_place row)
{
	int band = 0;

	for (int i = 0; i <= strip->w * DOTS_X; i++) {
		band = levels_band_near(levels, field_mix(field, strip->columns[i], row), band);
		strip->band[j][i] = (signed char)band;
	}
}

/* The next row of cells: its first dots are the last of the row above. */
static void strip_read(struct strip *strip, const struct field *field, const struct levels *levels,
	struct rect area, int y)
{
	if (y > 0)
		memcpy(strip->band[0], strip->band[DOTS_Y], sizeof strip->band[0]);
	for (int j = y > 0 ? 1 : 0; j <= DOTS_Y; j++)
		strip_read_dots(strip, j, field, levels, field_row(field, area, y * DOTS_Y + j));
}

static struct corners strip_corners(const struct strip *strip, int x)
{
	struct corners corners = {.even = true};
	int first = strip->band[0][x * DOTS_X];

	for (int j = 0; j <= DOTS_Y; j++)
		for (int i = 0; i <= DOTS_X; i++) {
			corners.band[j][i] = strip->band[j][x * DOTS_X + i];
			corners.even &= corners.band[j][i] == first;
		}
	return corners;
}

/*
 * The level that passes a dot, or −1: the bands of its corner, the next to the right and the next
 * below differ. The fourth corner is left out: it belongs to the neighbours, and lines stay thin.
 */
static int dot_level(const struct corners *corners, int i, int j)
{
	int here = corners->band[j][i], right = corners->band[j][i + 1],
	    below = corners->band[j + 1][i];

	if (here < 0 || right < 0 || below < 0 || (here == right && here == below))
		return -1;
	int highest = here > right ? here : right;
	highest = highest > below ? highest : below;
	return highest - 1;
}

/* The level with the most dots of a cell, or −1. */
static int cell_level(const struct corners *corners, int *ret_distinct)
{
	int dots[LEVELS_MAX] = {0}, best = -1;

	*ret_distinct = 0;
	for (int j = 0; j < DOTS_Y; j++)
		for (int i = 0; i < DOTS_X; i++) {
			int level = dot_level(corners, i, j);
			if (level >= 0)
				*ret_distinct += dots[level]++ == 0;
			if (level >= 0 && (best < 0 || dots[level] > dots[best]))
				best = level;
		}
	return best;
}

static void draw_lines(const struct pen *pen, const struct corners *corners, int x, int y)
{
	int distinct, main_level = cell_level(corners, &distinct);

	if (main_level < 0)
		return;
	for (int j = 0; j < DOTS_Y; j++)
		for (int i = 0; i < DOTS_X; i++) {
			int level = dot_level(corners, i, j);
			/* Three lines through one cell would be a smudge: the longest stays. */
			if (level >= 0 && (distinct < 3 || level == main_level))
				dots_point(pen, x * DOTS_X + i, y * DOTS_Y + j);
		}
}

/*
 * Quarters and halves of cells are too heavy for lines: a level passes a cell as one character in
 * its direction, which is across the way in which the bands rise.
 */
static uint32_t line_glyph(const struct corners *corners, int level)
{
	double across = 0, down = 0;

	for (int j = 0; j <= DOTS_Y; j++)
		across += (corners->band[j][DOTS_X] > level) - (corners->band[j][0] > level);
	for (int i = 0; i <= DOTS_X; i++)
		down += (corners->band[DOTS_Y][i] > level) - (corners->band[0][i] > level);
	across /= DOTS_Y + 1;
	down /= DOTS_X + 1;
	if (fabs(across) <= STEEP * fabs(down))
		return 0x2500;
	if (fabs(down) <= STEEP * fabs(across))
		return 0x2502;
	return across * down > 0 ? '/' : '\\';
}

/* Every second band as its digit: the blanks between are the bands of odd number. */
static uint32_t band_digit(int band)
{
	return band % 2 ? ' ' : (uint32_t) "0123456789abcdef"[band];
}

static void draw_cell(const struct plot *plot, struct canvas *canvas, const struct levels *levels,
	const struct corners *corners, int x, int y)
{
	int band = corners->band[DOTS_Y / 2][DOTS_X / 2], distinct;
	int at_x = plot->area.x + x, at_y = plot->area.y + y;

	canvas_put(canvas, at_x, at_y, ' ', ROLE_TEXT);
	if (band >= 0)
		canvas_ground(canvas, at_x, at_y, levels_band_role(levels, band));
	if (canvas->ascii && band >= 0) {
		enum role role = levels_line_role(levels, band > 0 ? band - 1 : 0);
		canvas_put(canvas, at_x, at_y, band_digit(band), role);
	} else if (!canvas->ascii && !corners->even) {
		int level = cell_level(corners, &distinct);
		enum role role = levels_line_role(levels, level);
		struct pen pen = plot_pen(plot, canvas, role);
		if (canvas->glyphs == GLYPHS_BRAILLE)
			draw_lines(&pen, corners, x, y);
		else if (level >= 0)
			canvas_put(canvas, at_x, at_y, line_glyph(corners, level), role);
	}
}

static void fill_strip(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels, int from)
{
	struct strip strip;

	strip_start(&strip, field, plot->area, from);
	for (int y = 0; y < plot->area.h; y++) {
		strip_read(&strip, field, levels, plot->area, y);
		for (int x = 0; x < strip.w; x++) {
			struct corners corners = strip_corners(&strip, x);
			draw_cell(plot, canvas, levels, &corners, from + x, y);
		}
	}
}

void contour_fill(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels)
{
	struct rect clip = canvas_clip(canvas, plot->area);

	if (field_is_drawable(field, plot->area))
		for (int x = 0; x < plot->area.w; x += STRIP)
			fill_strip(plot, canvas, field, levels, x);
	else
		canvas_fill(canvas, plot->area, ' ', ROLE_TEXT);
	canvas_clip_restore(canvas, clip);
}
