#include "draw/contour.h"

#include <math.h>

enum { ROWS_APART = 2, ROOM = 8 };

/* How far a label's cells may lie from their line, in rows. */
#define FAR_MOST 1.2

struct label {
	int level;
	int x, y, w; /* cells of the area */
	double cost; /* mean distance of its cells from the line, in rows */
};

struct map {
	const struct plot *plot;
	struct canvas *canvas;
	const struct field *field;
	const struct levels *levels;
};

/* How fast the field changes in the middle of a cell, per row. */
static double cell_slope(const struct map *map, int dot_x, int dot_y)
{
	struct rect area = map->plot->area;
	double right = field_at(map->field, area, dot_x + 1, dot_y);
	double left = field_at(map->field, area, dot_x - 1, dot_y);
	double below = field_at(map->field, area, dot_x, dot_y + 1);
	double above = field_at(map->field, area, dot_x, dot_y - 1);

	return hypot(right - left, below - above) / 2 * DOTS_Y;
}

/* A cell's distance from a level's line, in rows; infinite where another line is nearer. */
static double cell_distance(const struct map *map, int level, int x, int y)
{
	const double *at = map->levels->at;
	int dot_x = x * DOTS_X + 1, dot_y = y * DOTS_Y + 2;
	double value = field_at(map->field, map->plot->area, dot_x, dot_y);

	if (isnan(value) || (level > 0 && value < at[level - 1]) ||
		(level + 1 < map->levels->count && value >= at[level + 1]))
		return INFINITY;
	double slope = cell_slope(map, dot_x, dot_y);
	return slope > 0 ? fabs(value - at[level]) / slope : INFINITY;
}

/* Labels stand on lines and blanks, never on the path or on anything else that was drawn. */
static bool is_free(const struct map *map, const struct label *label)
{
	for (int i = -1; i <= label->w; i++) {
		const struct cell *cell = canvas_at(map->canvas, map->plot->area.x + label->x + i,
			map->plot->area.y + label->y);
		if (!cell || (cell->glyph != ' ' &&
				     (cell->role < ROLE_LINE_0 || cell->role >= ROLE_COUNT)))
			return false;
	}
	return true;
}

static double label_cost(const struct map *map, const struct label *label)
{
	double sum = 0;

	for (int i = 0; i < label->w; i++) {
		double distance = cell_distance(map, label->level, label->x + i, label->y);
		if (!(distance <= FAR_MOST))
			return INFINITY;
		sum += distance;
	}
	return sum / label->w;
}

static bool is_apart(const struct label *placed, int count, int y)
{
	for (int i = 0; i < count; i++)
		if (placed[i].y - y < ROWS_APART && y - placed[i].y < ROWS_APART)
			return false;
	return true;
}

static void try_place(const struct map *map, struct label label, struct label *best)
{
	int middle = label.x + label.w / 2;

	/* Most places are dismissed by one look at the middle. */
	if (!(cell_distance(map, label.level, middle, label.y) < 0.6))
		return;
	label.cost = label_cost(map, &label);
	if (label.cost < best->cost && is_free(map, &label))
		*best = label;
}

/* The flattest place of a level's line; its cost is infinite when there is none. */
static struct label find_place(
	const struct map *map, int level, int w, const struct label *placed, int count)
{
	struct label best = {.cost = INFINITY};

	for (int y = 0; y < map->plot->area.h; y++)
		for (int x = 1; x + w < map->plot->area.w && is_apart(placed, count, y); x++)
			try_place(map, (struct label){level, x, y, w, 0}, &best);
	return best;
}

static void draw_label(const struct map *map, const struct label *label, const char *text)
{
	int x = map->plot->area.x + label->x, y = map->plot->area.y + label->y;

	canvas_text(map->canvas, x, y, ROLE_LEVEL, text, label->w);
}

void contour_labels(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels)
{
	struct map map = {plot, canvas, field, levels};
	struct label placed[LEVELS_MAX];
	int count = 0, digits = levels_digits(levels);

	/* The digits of an ASCII map are its labels; numbers among them would be misread. */
	if (canvas->ascii || plot->area.w < ROOM || plot->area.h < 3)
		return;
	struct rect clip = canvas_clip(canvas, plot->area);
	for (int level = levels->count - 1; level >= 0; level--) {
		char text[NUMBER_MAX];
		number_trim(text, levels->at[level], digits);
		int w = canvas_text_width(canvas, text);
		struct label label = find_place(&map, level, w, placed, count);
		if (!isfinite(label.cost))
			continue;
		draw_label(&map, &label, text);
		placed[count++] = label;
	}
	canvas_clip_restore(canvas, clip);
}
