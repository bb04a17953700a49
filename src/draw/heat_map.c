#include "draw/heat_map.h"

#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "base/utf8.h"

enum {
	LEAST_W = 3,
	GAP_FROM_W = 10, /* cells so large stand apart: neighbours may have one colour */
	GAP_FROM_H = 4,
	DIGITS_FROM_H =
		3, /* rows of a cell, from which ASCII digits can show its band around the value */
	NAMES_MOST = 20,
	FEW_DIGITS = 2,
	POWER_FROM_W = 3
};

/* Where the cells stand: `w` by `h` each with the gap to the next, so many of them, from (x, y). */
struct grid {
	int x, y, w, h;
	int gap_x, gap_y;
	int columns, rows;
};

static int text_width(const struct canvas *canvas, const char *text)
{
	return canvas_text_width(canvas, text);
}

/* Room for the names of the rows; what they are values of stands in a line of its own. */
static int names_width(const struct heat_map *heat, const struct canvas *canvas, int room)
{
	int widest = 1;

	for (int i = 0; i < heat->rows; i++) {
		int width = text_width(canvas, heat->row_names[i]);
		widest = width > widest ? width : widest;
	}
	widest = widest > NAMES_MOST ? NAMES_MOST : widest;
	return widest > room / 3 ? room / 3 : widest;
}

static int held(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

/* The frame of the grid: a line above where rows have a name, two below. */
static struct grid place(const struct heat_map *heat, const struct canvas *canvas, struct rect area)
{
	int names = heat->down[0] ? names_width(heat, canvas, area.w) + 1 : 0;
	int above = heat->down[0] ? 1 : 0, below = 2;
	int w = area.w - names, h = area.h - above - below;
	struct grid grid = {.x = area.x + names, .y = area.y + above};

	w = w < 1 ? 1 : w;
	h = h < 1 ? 1 : h;
	grid.w = held(w / heat->columns, LEAST_W, w);
	grid.h = held(h / heat->rows, 1, h);
	grid.gap_x = grid.w >= GAP_FROM_W;
	grid.gap_y = grid.h >= GAP_FROM_H;
	grid.columns = held(w / grid.w, 1, heat->columns);
	grid.rows = held(h / grid.h, 1, heat->rows);
	return grid;
}

static struct rect cell_area(const struct grid *grid, int column, int row)
{
	return (struct rect){grid->x + column * grid->w, grid->y + row * grid->h,
		grid->w - grid->gap_x, grid->h - grid->gap_y};
}

static void put_centred(struct canvas *canvas, struct rect area, enum role role, const char *text)
{
	int width = text_width(canvas, text);

	canvas_text(canvas, area.x + (area.w - width) / 2, area.y + (area.h - 1) / 2, role, text,
		width);
}

/* Two digits, one, the power of ten alone, or on an ASCII canvas the band's; "" without room. */
static void write_value(const struct heat_map *heat, double value, int room,
	const struct canvas *canvas, char text[NUMBER_MAX + 4])
{
	int band = levels_band(&heat->levels, value);

	for (int digits = FEW_DIGITS; digits >= 1; digits--) {
		number_short(text, value, digits);
		if (text_width(canvas, text) <= room)
			return;
	}
	if (value > 0 && room >= POWER_FROM_W) {
		char power[NUMBER_MAX];
		number_trim(power, pow(10, round(log10(value))), 1);
		snprintf(text, NUMBER_MAX + 4, "~%s", power);
		if (text_width(canvas, text) <= room)
			return;
	}
	text[0] = '\0';
	if (canvas->ascii && band >= 0)
		snprintf(text, NUMBER_MAX + 4, "%x", (unsigned)band);
}

static void draw_band(
	const struct heat_map *heat, int band, struct canvas *canvas, struct rect area)
{
	enum role role = levels_band_role(&heat->levels, band < 0 ? 0 : band);
	bool digits = canvas->ascii && area.h >= DIGITS_FROM_H;

	for (int y = 0; y < area.h && band >= 0; y++)
		for (int x = 0; x < area.w; x++) {
			canvas_ground(canvas, area.x + x, area.y + y, role);
			if (digits && y != (area.h - 1) / 2)
				canvas_put(canvas, area.x + x, area.y + y,
					(uint32_t) "0123456789abcdef"[band], ROLE_DIM);
		}
}

static void draw_cell(const struct heat_map *heat, const struct grid *grid, struct canvas *canvas,
	int column, int row)
{
	const struct heat_cell *cell = &heat->cells[row * heat->columns + column];
	struct rect area = cell_area(grid, column, row);
	enum role role = cell->kind == HEAT_VALUE   ? ROLE_LEVEL
			 : cell->kind == HEAT_CROSS ? ROLE_WARNING
						    : ROLE_UNKNOWN;
	char text[NUMBER_MAX + 4] = UTF8_UNKNOWN;

	if (cell->kind == HEAT_CROSS)
		snprintf(text, sizeof text, "✗");
	if (cell->kind == HEAT_VALUE) {
		draw_band(heat, levels_band(&heat->levels, cell->value), canvas, area);
		/* One stays free between numbers: there the mark stands. */
		write_value(heat, cell->value, area.w - 1, canvas, text);
	}
	put_centred(canvas, area, role, text);
	/* The cell before a text is free: it ends its row's name, or the space between two values. */
	if (column == heat->marked_column && row == heat->marked_row)
		canvas_put(canvas, area.x + (area.w - text_width(canvas, text)) / 2 - 1,
			area.y + (area.h - 1) / 2, HEAT_MAP_MARK, ROLE_POINT);
	if (cell->kind == HEAT_VALUE && cell->crossed && area.h > 1)
		canvas_put(canvas, area.x + area.w - 1, area.y + area.h - 1, 0x2717, ROLE_WARNING);
}

static void draw_row_names(const struct heat_map *heat, const struct grid *grid,
	struct canvas *canvas, struct rect area)
{
	int room = grid->x - area.x - 1;

	if (!heat->down[0])
		return;
	canvas_text_fit(canvas, area.x, area.y, ROLE_TITLE, heat->down, area.w);
	for (int row = 0; row < grid->rows; row++) {
		const char *name = heat->row_names[row];
		int width = text_width(canvas, name);
		int y = grid->y + row * grid->h + (grid->h - grid->gap_y - 1) / 2;
		int left = width < room ? area.x + room - width : area.x;
		canvas_text_fit(canvas, left, y, ROLE_LABEL, name, room);
	}
}

/* Names that would run into their neighbours are left out whole, every second or more. */
static void draw_column_names(
	const struct heat_map *heat, const struct grid *grid, struct canvas *canvas, int y)
{
	int widest = 1;

	for (int i = 0; i < grid->columns; i++) {
		int width = text_width(canvas, heat->column_names[i]);
		widest = width > widest ? width : widest;
	}
	int every = widest / grid->w + 1;
	for (int i = 0; i < grid->columns; i += every) {
		struct rect below = {grid->x + i * grid->w, y, grid->w - grid->gap_x, 1};
		put_centred(canvas, below, ROLE_LABEL, heat->column_names[i]);
	}
}

static void draw_left_out(const struct heat_map *heat, const struct grid *grid,
	struct canvas *canvas, struct rect area)
{
	char text[64];
	int columns = heat->columns - grid->columns, rows = heat->rows - grid->rows;

	if (columns && rows)
		snprintf(text, sizeof text, "+%d columns, +%d rows", columns, rows);
	else if (columns)
		snprintf(text, sizeof text, "+%d column%s", columns, columns > 1 ? "s" : "");
	else if (rows)
		snprintf(text, sizeof text, "+%d row%s", rows, rows > 1 ? "s" : "");
	else
		return;
	int width = text_width(canvas, text);
	canvas_text(canvas, area.x + area.w - width, area.y, ROLE_DIM, text, width);
}

int heat_map_draw(const struct heat_map *heat, struct canvas *canvas, struct rect area)
{
	struct rect clip = canvas_clip(canvas, area);
	struct grid grid = place(heat, canvas, area);
	int below = grid.y + grid.rows * grid.h - grid.gap_y;

	for (int row = 0; row < grid.rows; row++)
		for (int column = 0; column < grid.columns; column++)
			draw_cell(heat, &grid, canvas, column, row);
	draw_row_names(heat, &grid, canvas, area);
	draw_column_names(heat, &grid, canvas, below);
	canvas_text_fit(
		canvas, grid.x, below + 1, ROLE_TITLE, heat->across, area.x + area.w - grid.x);
	draw_left_out(heat, &grid, canvas, (struct rect){area.x, below + 1, area.w, 1});
	canvas_clip_restore(canvas, clip);
	return below + 2 - area.y;
}
