#include "draw/bars.h"

#include <math.h>

enum { EIGHTHS = 8, FULL_BLOCK = 0x2588 };

/* One row; the block of i eighths stands i before the empty one. */
static void draw_row(struct canvas *canvas, struct rect row, int eighths, enum role role)
{
	int full = eighths / EIGHTHS, rest = eighths % EIGHTHS;

	for (int x = 0; x < full; x++) {
		canvas_put(canvas, row.x + x, row.y, canvas->ascii ? '#' : ' ', role);
		if (!canvas->ascii)
			canvas_ground(canvas, row.x + x, row.y, role);
	}
	if (rest && !canvas->ascii)
		canvas_put(
			canvas, row.x + full, row.y, (uint32_t)(FULL_BLOCK + EIGHTHS - rest), role);
}

void bar_draw(struct canvas *canvas, struct rect area, double length, enum role role)
{
	if (!(length > 0) || area.w < 1)
		return;
	double held = fmin(length, area.w) * EIGHTHS;
	int eighths = (int)fmax(1, round(held));

	if (canvas->ascii)
		eighths = (int)fmax(1, round(held / EIGHTHS)) * EIGHTHS;
	for (int y = 0; y < area.h; y++)
		draw_row(canvas, (struct rect){area.x, area.y + y, area.w, 1}, eighths, role);
}
