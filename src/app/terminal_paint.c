#define _GNU_SOURCE
#include "app/terminal_paint.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <curses.h>

#include "app/terminal_check.h"

/* Over so many cells that stay as they are it is tried whether writing them again is shorter. */
enum { GAP_MOST = 12 };

/* So many blanks may be worth erasing, and so many where the cursor has to go on behind them. */
enum { ERASE_LEAST = 4, GOES_ON_LEAST = 10 };

static const struct cell blank = {.glyph = ' ', .role = ROLE_NONE};

/* A row as it is to be, and as it is on the screen. */
struct row {
	struct painter *painter;
	const struct cell *cells; /* [w], behind which all is blank */
	struct cell *shown;       /* or NULL: not known */
	int w, y;
};

void painter_found(struct painter *painter, enum theme theme)
{
	painter->found = theme;
	painter_theme(painter, theme);
}

void painter_theme(struct painter *painter, enum theme theme)
{
	painter->palette.theme = theme;
	painter->palette.painted = theme != painter->found;
}

void painter_start(struct painter *painter, enum options_color wish, bool ascii)
{
	painter->ascii = ascii;
	pen_start(&painter->pen);
	if (!terminal_color_wanted(wish) || !has_colors() || start_color() != OK)
		return;
	if (!painter->pen.words[PEN_FRONT][0] || !painter->pen.words[PEN_BACK][0])
		return;
	painter->palette.own = use_default_colors() == OK;
	painter->palette.depth = palette_depth(COLORS);
}

void painter_free(struct painter *painter)
{
	free(painter->shown);
	pen_free(&painter->pen);
}

void painter_size(struct painter *painter, int w, int h)
{
	free(painter->shown);
	painter->shown = calloc((size_t)w * (size_t)h, sizeof *painter->shown);
	painter->w = w;
	painter->h = h;
}

void painter_forget(struct painter *painter)
{
	size_t count = (size_t)painter->w * (size_t)painter->h;

	if (painter->shown)
		memset(painter->shown, 0, count * sizeof *painter->shown);
	pen_reset(&painter->pen, painter->w, painter->h);
}

static struct cell cell_at(const struct row *row, int x)
{
	struct cell cell = x < row->w ? row->cells[x] : blank;
	bool printable = cell.glyph >= ' ' &&
			 cell.glyph < (row->painter->ascii ? 0x7Fu : 0x110000u) &&
			 (cell.glyph < 0x7F || wcwidth((wchar_t)cell.glyph) == 1);

	cell.glyph = printable ? cell.glyph : '?';
	return cell;
}

static struct cell_look look_at(const struct row *row, struct cell cell)
{
	return cell_look_of(&row->painter->palette, &cell);
}

static bool cells_equal(struct cell a, struct cell b)
{
	return a.glyph == b.glyph && a.role == b.role && a.ground == b.ground;
}

/* Where nothing is drawn yet, the screen is blank on the terminal's own ground. */
static bool stands(const struct row *row, int x)
{
	static const struct cell_look bare = {-1, -1, 0};
	struct cell cell, there;

	if (!row->shown)
		return false;
	there = row->shown[x];
	if (x < row->w && cells_equal(row->cells[x], there))
		return true;
	cell = cell_at(row, x);
	if (!there.glyph)
		return pen_alike(cell.glyph, look_at(row, cell), ' ', bare);
	return pen_alike(cell.glyph, look_at(row, cell), there.glyph, look_at(row, there));
}

static void put(const struct row *row, int x)
{
	struct cell cell = cell_at(row, x);

	pen_put(&row->painter->pen, cell.glyph, look_at(row, cell));
}

/* Goes to the next cell that changes, over what stands there already or around it, and puts it. */
static void put_next(const struct row *row, int x)
{
	struct pen *pen = &row->painter->pen;
	struct pen_mark mark = pen_mark(pen);
	bool near = pen->y == row->y && pen->x >= 0 && x > pen->x && x - pen->x <= GAP_MOST;
	size_t around;

	pen_move(pen, x, row->y);
	put(row, x);
	if (!near)
		return;
	around = pen->out.len;
	pen_return(pen, mark);
	for (int i = mark.x; i <= x; i++)
		put(row, i);
	if (pen->out.len <= around)
		return;
	pen_return(pen, mark);
	pen_move(pen, x, row->y);
	put(row, x);
}

/* Blanks that look like the one at x, from there on: behind the last of them that changes. */
static int blanks_end(const struct row *row, int x, bool *ret_rest)
{
	struct cell first = cell_at(row, x);
	int end = x + 1, at = x + 1;

	*ret_rest = false;
	if (first.glyph != ' ')
		return end;
	for (; at < row->painter->w; at++) {
		struct cell cell = cell_at(row, at);
		if (!pen_alike(' ', look_at(row, first), cell.glyph, look_at(row, cell)))
			break;
		if (!stands(row, at))
			end = at + 1;
	}
	*ret_rest = at == row->painter->w;
	return end;
}

/* Erases the blanks up to `end`, where that is shorter than to write them. */
static bool erase_blanks(const struct row *row, int x, int end, bool rest)
{
	struct pen *pen = &row->painter->pen;
	struct pen_mark mark = pen_mark(pen);
	bool goes_on = !rest && end < row->painter->w && !stands(row, end);

	if (end - x < (goes_on ? GOES_ON_LEAST : ERASE_LEAST))
		return false;
	pen_move(pen, x, row->y);
	if (pen_erase(pen, end - x, rest, look_at(row, cell_at(row, x))))
		return true;
	pen_return(pen, mark);
	return false;
}

static void draw_row(const struct row *row)
{
	int w = row->painter->w;

	for (int x = 0; x < w;) {
		bool rest;
		if (stands(row, x)) {
			x++;
			continue;
		}
		int end = blanks_end(row, x, &rest);
		if (erase_blanks(row, x, end, rest)) {
			x = end;
			continue;
		}
		put_next(row, x++);
	}
	for (int x = 0; row->shown && x < w; x++)
		row->shown[x] = cell_at(row, x);
}

void painter_show(struct painter *painter, const struct canvas *canvas)
{
	int w = canvas->w < painter->w ? canvas->w : painter->w;

	for (int y = 0; y < painter->h; y++) {
		struct row row = {.painter = painter, .y = y};
		row.shown = painter->shown ? &painter->shown[y * painter->w] : NULL;
		row.w = y < canvas->h ? w : 0;
		row.cells = row.w ? &canvas->cells[y * canvas->w] : NULL;
		draw_row(&row);
	}
	pen_plain(&painter->pen);
}
