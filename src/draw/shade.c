#include "draw/shade.h"

#include <math.h>

struct levels shade_levels(double lo, double hi, int count)
{
	struct levels levels = {.count = count};

	for (int i = 0; i < count; i++)
		levels.at[i] = lo + (hi - lo) * (i + 1) / (count + 1);
	return levels;
}

static bool above(
	const struct plot *plot, const struct field *field, int dot_x, int dot_y, double line)
{
	return field_at(field, plot->area, dot_x, dot_y) >= line;
}

/* A dot where its corner and the next to the right or below lie on different sides. */
static void draw_line(
	const struct plot *plot, const struct pen *pen, const struct field *field, double line)
{
	for (int y = 0; y < plot->area.h * DOTS_Y; y++)
		for (int x = 0; x < plot->area.w * DOTS_X; x++) {
			bool here = above(plot, field, x, y, line);
			if (here != above(plot, field, x + 1, y, line) ||
				here != above(plot, field, x, y + 1, line))
				dots_point(pen, x, y);
		}
}

static void draw_letter(struct canvas *canvas, int x, int y, int band, double value, double line)
{
	if (!isnan(line) && value >= line)
		canvas_put(canvas, x, y, '.', ROLE_AXIS);
	else if (isnan(line) && band % 2 == 0)
		canvas_put(canvas, x, y, (uint32_t) "0123456789abcdef"[band], ROLE_AXIS);
}

void shade_draw(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels, double line)
{
	struct rect clip = canvas_clip(canvas, plot->area);

	for (int y = 0; y < plot->area.h; y++)
		for (int x = 0; x < plot->area.w; x++) {
			double value = field_at(field, plot->area, x * DOTS_X + DOTS_X / 2,
				y * DOTS_Y + DOTS_Y / 2);
			int band = levels_band(levels, value);
			int at_x = plot->area.x + x, at_y = plot->area.y + y;
			if (band < 0)
				continue;
			canvas_ground(canvas, at_x, at_y, levels_band_role(levels, band));
			if (canvas->ascii)
				draw_letter(canvas, at_x, at_y, band, value, line);
		}
	if (!canvas->ascii && !isnan(line)) {
		struct pen pen = plot_pen(plot, canvas, ROLE_PATH);
		draw_line(plot, &pen, field, line);
	}
	canvas_clip_restore(canvas, clip);
}
