#include "draw/contour.h"

#include <math.h>
#include <stdlib.h>

enum { ROWS_APART = 2, ROOM = 8 };

/* How far a label's cells may lie from their line, in rows. */
#define FAR_MOST 1.2

struct label {
	int level;
	int x, y, w; /* cells of the area */
	double cost; /* mean distance of its cells from the line, in rows */
};

/* The middle of a cell. All levels look at it, and many labels of each. */
struct spot {
	double value;
	double slope; /* per row; −1: not looked at yet */
	int band;
};

struct map {
	const struct plot *plot;
	struct canvas *canvas;
	const struct field *field;
	const struct levels *levels;
	struct spot *spots;          /* [h × w] of the area */
	struct field_place *columns; /* of dots, as many as the area has and one */
	struct field_place *rows;
};

static double value_at(const struct map *map, int dot_x, int dot_y)
{
	return field_mix(map->field, map->columns[dot_x], map->rows[dot_y]);
}

static void read_spots(struct map *map)
{
	struct rect area = map->plot->area;
	struct spot *at = map->spots;
	int band = 0;

	for (int i = 0; i <= area.w * DOTS_X; i++)
		map->columns[i] = field_column(map->field, area, i);
	for (int j = 0; j <= area.h * DOTS_Y; j++)
		map->rows[j] = field_row(map->field, area, j);
	for (int y = 0; y < area.h; y++)
		for (int x = 0; x < area.w; x++) {
			double value = value_at(map, x * DOTS_X + 1, y * DOTS_Y + 2);
			band = levels_band_near(map->levels, value, band);
			*at++ = (struct spot){value, -1, band};
		}
}

/* False without memory. */
static bool map_open(struct map *map)
{
	size_t w = (size_t)map->plot->area.w, h = (size_t)map->plot->area.h;

	map->spots = malloc(w * h * sizeof *map->spots);
	map->columns = malloc((w * DOTS_X + 1) * sizeof *map->columns);
	map->rows = malloc((h * DOTS_Y + 1) * sizeof *map->rows);
	if (!map->spots || !map->columns || !map->rows)
		return false;
	read_spots(map);
	return true;
}

static void map_close(struct map *map)
{
	free(map->spots);
	free(map->columns);
	free(map->rows);
}

/* How fast the field changes in the middle of a cell, per row. */
static double cell_slope(const struct map *map, int dot_x, int dot_y)
{
	double across = value_at(map, dot_x + 1, dot_y) - value_at(map, dot_x - 1, dot_y);
	double down = value_at(map, dot_x, dot_y + 1) - value_at(map, dot_x, dot_y - 1);

	return hypot(across, down) / 2 * DOTS_Y;
}

/* A cell's distance from a level's line, in rows; infinite where another line is nearer. */
static double cell_distance(const struct map *map, int level, int x, int y)
{
	struct spot *spot = &map->spots[y * map->plot->area.w + x];

	if (spot->band != level && spot->band != level + 1)
		return INFINITY;
	if (spot->slope == -1)
		spot->slope = cell_slope(map, x * DOTS_X + 1, y * DOTS_Y + 2);
	return spot->slope > 0 ? fabs(spot->value - map->levels->at[level]) / spot->slope
			       : INFINITY;
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

	for (int y = 0; y < map->plot->area.h; y++) {
		if (!is_apart(placed, count, y))
			continue;
		for (int x = 1; x + w < map->plot->area.w; x++)
			try_place(map, (struct label){level, x, y, w, 0}, &best);
	}
	return best;
}

static void draw_label(const struct map *map, const struct label *label, const char *text)
{
	int x = map->plot->area.x + label->x, y = map->plot->area.y + label->y;

	canvas_text(map->canvas, x, y, ROLE_LEVEL, text, label->w);
}

static void place_labels(const struct map *map)
{
	struct label placed[LEVELS_MAX];
	int count = 0, digits = levels_digits(map->levels);

	for (int level = map->levels->count - 1; level >= 0; level--) {
		char text[NUMBER_MAX];
		number_trim(text, map->levels->at[level], digits);
		int w = canvas_text_width(map->canvas, text);
		struct label label = find_place(map, level, w, placed, count);
		if (!isfinite(label.cost))
			continue;
		draw_label(map, &label, text);
		placed[count++] = label;
	}
}

void contour_labels(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels)
{
	struct map map = {plot, canvas, field, levels, NULL, NULL, NULL};

	/* The digits of an ASCII map are its labels; numbers among them would be misread. */
	if (canvas->ascii || plot->area.w < ROOM || plot->area.h < 3 ||
		!field_is_drawable(field, plot->area))
		return;
	if (map_open(&map)) {
		struct rect clip = canvas_clip(canvas, plot->area);
		place_labels(&map);
		canvas_clip_restore(canvas, clip);
	}
	map_close(&map);
}
