#include "view/grid.h"

#include <math.h>

/* Width by height in cells that a picture likes best: 1.2 by 1 on the screen. */
#define LIKED_SHAPE 2.4

enum { DEEP = 2 }; /* pictures in one column, at most */

static struct grid_cell smallest(struct rect area, int count, int columns)
{
	int deep = (count + columns - 1) / columns;

	return (struct grid_cell){area.w / columns, area.h / deep};
}

/* How far the pictures are from the liked shape, on average, in powers of e. */
static double ugliness(struct rect area, int count, int columns)
{
	double sum = 0;

	for (int i = 0; i < columns; i++) {
		int deep = count / columns + (i < count % columns);
		double w = (double)area.w / columns, h = (double)area.h / deep;
		sum += deep * fabs(log(w / h / LIKED_SHAPE));
	}
	return sum / count;
}

/* 0 where there is no way with pictures as large as `least`. */
static int best_columns(struct rect area, int count, struct grid_cell least)
{
	int best = 0;

	for (int columns = 1; columns <= count; columns++) {
		struct grid_cell cell = smallest(area, count, columns);
		if (count > columns * DEEP || cell.w < least.w || cell.h < least.h)
			continue;
		if (!best || ugliness(area, count, columns) < ugliness(area, count, best))
			best = columns;
	}
	return best;
}

bool grid_fits(struct rect area, int count, struct grid_cell least)
{
	return count <= GRID_MOST && best_columns(area, count, least) > 0;
}

/* One column; of a list and a picture above each other the list takes the smaller part. */
static void place_column(
	struct rect column, const struct view *const list[], int count, struct rect ret_areas[])
{
	int upper = column.h;

	if (count == DEEP) {
		int lists = (list[1]->kind == VIEW_LIST) - (list[0]->kind == VIEW_LIST);
		upper = (column.h * (5 + lists) + 5) / 10;
	}
	ret_areas[0] = (struct rect){column.x, column.y, column.w, upper};
	if (count == DEEP)
		ret_areas[1] =
			(struct rect){column.x, column.y + upper, column.w, column.h - upper};
}

void grid_place(struct rect area, const struct wanted *pictures, struct grid_cell least,
	struct rect ret_areas[GRID_MOST])
{
	int count = pictures->count, columns = best_columns(area, count, least);

	if (!columns)
		columns = best_columns(area, count, (struct grid_cell){1, 1});
	bool list_first = count > 0 && pictures->views[0]->kind == VIEW_LIST;

	for (int column = 0, at = 0; column < columns; column++) {
		/* The first picture stands alone in its column, unless it is a list. */
		int turn = list_first ? column : columns - 1 - column;
		int deep = count / columns + (turn < count % columns);
		int from = area.w * column / columns, to = area.w * (column + 1) / columns;
		struct rect part = {area.x + from, area.y, to - from, area.h};
		place_column(part, &pictures->views[at], deep, &ret_areas[at]);
		at += deep;
	}
}
