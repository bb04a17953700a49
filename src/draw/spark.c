#include "draw/spark.h"

#include <math.h>

static const char ascii_steps[] = "_.-=#";
enum { ASCII_STEPS = sizeof ascii_steps - 1, BLOCK_STEPS = 8 };

static uint32_t step_glyph(const struct canvas *canvas, double share)
{
	int steps = canvas->ascii ? ASCII_STEPS : BLOCK_STEPS;
	int step = share <= 0 ? 0 : share >= 1 ? steps - 1 : (int)(share * steps);

	return canvas->ascii ? (uint32_t)ascii_steps[step] : 0x2581 + (uint32_t)step;
}

/* A value's share of the range; a flat series lies in the middle. */
static double share_of(double value, double lo, double hi)
{
	if (isinf(value))
		return value > 0 ? 1 : 0;
	return hi > lo ? (value / 2 - lo / 2) / (hi / 2 - lo / 2) : 0.4;
}

void spark_scaled(struct canvas *canvas, struct rect line, const double *values, int count,
	double lo, double hi, enum role role)
{
	int first = count > line.w ? count - line.w : 0;

	if (line.w < 1 || line.h < 1)
		return;
	for (int i = first; i < count; i++)
		if (!isnan(values[i]))
			canvas_put(canvas, line.x + i - first, line.y,
				step_glyph(canvas, share_of(values[i], lo, hi)), role);
}

void spark_draw(
	struct canvas *canvas, int x, int y, int w, const double *values, int count, enum role role)
{
	int first = count > w && w > 0 ? count - w : 0;
	double lo = INFINITY, hi = -INFINITY;

	for (int i = first; i < count; i++)
		if (isfinite(values[i])) {
			lo = fmin(lo, values[i]);
			hi = fmax(hi, values[i]);
		}
	spark_scaled(canvas, (struct rect){x, y, w, 1}, values, count, lo, hi, role);
}
