#include "draw/table.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "draw/spark.h"

enum { GAP = 2, COUNT_W = 4, COUNTED_FROM = 24 };

struct column_layout {
	bool shown;
	int x, w;   /* cells, from the left edge of the table */
	int behind; /* cells from the point on, for ALIGN_POINT */
};

struct layout {
	struct column_layout column[TABLE_COLUMNS_MAX];
	int count;
};

static const struct table_cell *cell_at(const struct table *table, int row, int column)
{
	return &table->cells[row * table->column_count + column];
}

/* The cells of a text in front of its point, and from the point on. */
static void split_width(const struct canvas *canvas, const char *text, int *before, int *behind)
{
	int whole = canvas_text_width(canvas, text);
	const char *point = strchr(text, '.');

	/* Both parts of a number are spelled alike alone and together. */
	*behind = point ? canvas_text_width(canvas, point) : 0;
	*before = whole - *behind;
}

static void measure_column(const struct table *table, const struct canvas *canvas, int column,
	struct column_layout *layout)
{
	const struct table_column *about = &table->columns[column];
	int before = 0, behind = 0;

	for (int row = 0; row < table->row_count; row++) {
		const struct table_cell *cell = cell_at(table, row, column);
		int cell_before, cell_behind;
		if (!cell->text)
			continue;
		split_width(canvas, cell->text, &cell_before, &cell_behind);
		if (about->align != ALIGN_POINT) {
			cell_before += cell_behind;
			cell_behind = 0;
		}
		before = cell_before > before ? cell_before : before;
		behind = cell_behind > behind ? cell_behind : behind;
	}
	int title = about->title && !table->untitled ? canvas_text_width(canvas, about->title) : 0;
	layout->w = before + behind > about->width ? before + behind : about->width;
	layout->w = (title > layout->w ? title : layout->w) + about->marks;
	layout->behind = behind;
	layout->shown = true;
}

static int shown_width(const struct layout *layout)
{
	int width = 0;

	for (int i = 0; i < layout->count; i++)
		if (layout->column[i].shown)
			width += layout->column[i].w + (width ? GAP : 0);
	return width;
}

/* The lowest importance of a shown column. */
static int least_importance(const struct table *table, const struct layout *layout)
{
	int least = INT_MAX;

	for (int i = 0; i < layout->count; i++)
		if (layout->column[i].shown && table->columns[i].importance < least)
			least = table->columns[i].importance;
	return least;
}

/* Columns of one importance belong together (w₁ and w₂): they go together. */
static void drop_least(const struct table *table, struct layout *layout)
{
	int least = least_importance(table, layout);

	for (int i = 0; i < layout->count; i++)
		if (table->columns[i].importance == least)
			layout->column[i].shown = false;
}

static int count_shown(const struct layout *layout)
{
	int count = 0;

	for (int i = 0; i < layout->count; i++)
		count += layout->column[i].shown;
	return count;
}

/* Columns that may be narrowed: words that can end in an ellipsis. */
static bool is_words(const struct table_column *column)
{
	return column->align == ALIGN_LEFT && !column->marks && !column->fills;
}

/* The last column left is narrowed if it holds words; numbers are left out rather than cut. What is
 * left out is counted at the right end of the titles, for which there is room from `COUNTED_FROM`. */
static void drop_columns(const struct table *table, struct layout *layout, int w)
{
	int room = w;

	while (shown_width(layout) > room && count_shown(layout) > 1) {
		drop_least(table, layout);
		room = w >= COUNTED_FROM ? w - COUNT_W : w;
	}
	for (int i = 0; i < layout->count && shown_width(layout) > w; i++) {
		if (!layout->column[i].shown)
			continue;
		if (is_words(&table->columns[i]) && w > 0)
			layout->column[i].w = w;
		else
			layout->column[i].shown = false;
	}
}

static void draw_left_out(const struct layout *layout, struct canvas *canvas, struct rect line)
{
	char text[16];
	int hidden = layout->count - count_shown(layout);

	if (!hidden || line.w < COUNTED_FROM)
		return;
	snprintf(text, sizeof text, "+%d", hidden);
	canvas_text(canvas, line.x + line.w - (int)strlen(text), line.y, ROLE_DIM, text, COUNT_W);
}

static struct layout layout_make(const struct table *table, const struct canvas *canvas)
{
	struct layout layout = {.count = table->column_count};

	if (layout.count > TABLE_COLUMNS_MAX)
		layout.count = TABLE_COLUMNS_MAX;
	for (int i = 0; i < layout.count; i++)
		measure_column(table, canvas, i, &layout.column[i]);
	return layout;
}

static void place_columns(const struct table *table, struct layout *layout, int w)
{
	int x = 0, left = w - shown_width(layout);

	for (int i = 0; i < layout->count; i++) {
		struct column_layout *column = &layout->column[i];
		if (!column->shown)
			continue;
		if (table->columns[i].fills && left > 0) {
			column->w += left;
			left = 0;
		}
		column->x = x;
		x += column->w + GAP;
	}
}

static void draw_mark(struct canvas *canvas, int x, int y, enum table_mark mark)
{
	static const struct {
		uint32_t glyph;
		enum role role;
	} marks[] = {{' ', ROLE_TEXT}, {0x25B2, ROLE_UP}, {0x25BC, ROLE_DOWN}};

	if (mark != MARK_NONE)
		canvas_put(canvas, x, y, marks[mark].glyph, marks[mark].role);
}

/* Where a text starts in its column, from the column's left edge. */
static int text_offset(const struct canvas *canvas, const struct table_column *about,
	const struct column_layout *column, const char *text)
{
	int before, behind, room = column->w - about->marks;

	split_width(canvas, text, &before, &behind);
	if (about->align == ALIGN_LEFT)
		return 0;
	if (about->align == ALIGN_RIGHT)
		return room - before - behind;
	return room - column->behind - before;
}

static void draw_cell(const struct table_cell *cell, const struct table_column *about,
	const struct column_layout *column, struct canvas *canvas, int x, int y)
{
	enum role role = cell->role == ROLE_NONE ? ROLE_TEXT : cell->role;

	if (cell->series) {
		spark_draw(canvas, x, y, column->w, cell->series, cell->series_count, role);
	} else if (cell->text && is_words(about)) {
		canvas_text_fit(canvas, x, y, role, cell->text, column->w);
	} else if (cell->text) {
		int offset = text_offset(canvas, about, column, cell->text);
		canvas_text(canvas, x + offset, y, role, cell->text, -1);
	}
	if (about->marks)
		draw_mark(canvas, x + column->w - 1, y, cell->mark);
}

static void draw_title(const struct table_column *about, const struct column_layout *column,
	struct canvas *canvas, int x, int y)
{
	enum role role = about->role == ROLE_NONE ? ROLE_LABEL : about->role;

	if (!about->title)
		return;
	int width = canvas_text_width(canvas, about->title), room = column->w - about->marks;
	int offset = about->align == ALIGN_LEFT || about->fills ? 0 : room - width;
	canvas_text_fit(canvas, x + (offset > 0 ? offset : 0), y, role, about->title, column->w);
}

static void draw_row(const struct table *table, const struct layout *layout, struct canvas *canvas,
	struct rect line, int row)
{
	for (int i = 0; i < layout->count; i++) {
		const struct column_layout *column = &layout->column[i];
		if (!column->shown)
			continue;
		if (row < 0)
			draw_title(&table->columns[i], column, canvas, line.x + column->x, line.y);
		else
			draw_cell(cell_at(table, row, i), &table->columns[i], column, canvas,
				line.x + column->x, line.y);
	}
}

int table_draw(const struct table *table, struct canvas *canvas, struct rect area, int first)
{
	struct layout layout = layout_make(table, canvas);
	struct rect clip = canvas_clip(canvas, area), line = {area.x, area.y, area.w, 1};
	int end = area.y + (area.h > 0 ? area.h : 0), drawn = 0;

	drop_columns(table, &layout, area.w);
	place_columns(table, &layout, area.w);
	if (!table->untitled && line.y < end) {
		draw_row(table, &layout, canvas, line, -1);
		draw_left_out(&layout, canvas, line);
		line.y++;
	}
	for (int row = first < 0 ? 0 : first; row < table->row_count && line.y < end; row++) {
		draw_row(table, &layout, canvas, line, row);
		line.y++;
		drawn++;
	}
	canvas_clip_restore(canvas, clip);
	return drawn;
}
