#include "draw/band.h"

#include <math.h>

/* Rows from the upper edge of the area, held just outside it: far values cost no more than near. */
static double row_of(const struct plot *plot, double value)
{
	double row = plot->area.h - axis_position(&plot->y, value);

	return fmin(fmax(row, -1), plot->area.h + 1);
}

static void put(struct canvas *canvas, int x, int y, struct band_look look)
{
	if (canvas->ascii)
		canvas_put(canvas, x, y, (uint32_t)look.ascii, ROLE_DIM);
	else
		canvas_ground(canvas, x, y, look.ground);
}

void band_column(const struct plot *plot, struct canvas *canvas, int column, double lo, double hi,
	struct band_look look)
{
	struct rect area = plot->area;

	if (isnan(lo) || isnan(hi) || column < 0 || column >= area.w)
		return;
	double top = row_of(plot, fmax(lo, hi)), bottom = row_of(plot, fmin(lo, hi));
	int first = (int)ceil(top - 0.5), last = (int)floor(bottom - 0.5);
	if (last < first)
		first = last = (int)floor((top + bottom) / 2);
	for (int row = first < 0 ? 0 : first; row <= last && row < area.h; row++)
		put(canvas, area.x + column, area.y + row, look);
}
