#include "view/data_hand.h"

#include <math.h>

#include "view/data_parts.h"

/* Of a step: finer digits tell nothing. */
enum { PARTS = 10 };

struct held_row data_hold(const struct scene *scene, struct rect area, size_t row)
{
	struct plot plot = data_layout(scene, scene->ascii, area);
	const struct axis *axes[FEATURES] = {&plot.x, &plot.y};
	struct held_row held = {.on = true, .row = row};

	for (int j = 0; j < FEATURES; j++) {
		struct data_range range = data_range_of(scene, j);
		held.lo[j] = range.lo;
		held.hi[j] = range.hi;
		held.first[j] = axes[j]->lo;
		held.last[j] = axes[j]->hi;
		held.from[j] = scene->play->experiment->data.x[j][row];
		held.lattice[j] = data_lattice(scene->play->run, j);
	}
	return held;
}

/* To a multiple of a power of ten that is at most `unit`. */
static double round_to(double value, double unit)
{
	double power = pow(10, fabs(floor(log10(unit))));

	if (!isfinite(power) || !(unit > 0))
		return value;
	/* Dividing by a power of ten gives the double that is nearest to the decimal number. */
	return unit < 1 ? rint(value * power) / power : rint(value / power) * power;
}

/* What a feature is along an axis: as it stands, or so many cells on. */
static double along(const struct axis *axis, double value, double cells)
{
	if (cells == 0)
		return value;
	if (cells != rint(cells))
		return axis_value(axis, axis_position(axis, value) + cells);
	return axis_value(axis, floor(axis_position(axis, value)) + cells + 0.5);
}

/* How much a feature is measured more or less for a cell, across and down taken together. */
static bool cell_sizes(const struct scene *scene, const struct plot *plot, size_t row,
	const double now[FEATURES], double ret_size[FEATURES])
{
	const struct run *run = scene->play->run;
	const struct experiment *e = run->experiment;
	const double across = axis_value(&plot->x, 1) - axis_value(&plot->x, 0);
	const double up = axis_value(&plot->y, 1) - axis_value(&plot->y, 0);
	double x[FEATURES], y[FEATURES];

	if (!experiment_measured(
		    e, run->at.stage, row, (const double[FEATURES]){now[0] + across, now[1]}, x) ||
		!experiment_measured(
			e, run->at.stage, row, (const double[FEATURES]){now[0], now[1] + up}, y))
		return false;
	for (int j = 0; j < FEATURES; j++)
		ret_size[j] = fabs(x[j] - e->data.x[j][row]) + fabs(y[j] - e->data.x[j][row]);
	return true;
}

/* Digits behind a part of the step are nobody's intention; a feature that the step leaves alone
 * keeps all that it has. */
static bool measure(const struct scene *scene, const struct plot *plot, size_t row,
	const double shown[FEATURES], double step, double ret_x[FEATURES])
{
	const struct run *run = scene->play->run;
	const struct experiment *e = run->experiment;
	const double now[FEATURES] = {
		experiment_x(e, run->at.stage, 0)[row], experiment_x(e, run->at.stage, 1)[row]};
	double x[FEATURES], size[FEATURES];

	if (!cell_sizes(scene, plot, row, now, size) ||
		!experiment_measured(e, run->at.stage, row, shown, x))
		return false;
	for (int j = 0; j < FEATURES; j++) {
		double from = e->data.x[j][row], unit = size[j] / PARTS * step;
		ret_x[j] = fabs(x[j] - from) <= unit ? from : round_to(x[j], unit);
	}
	return true;
}

bool data_step(const struct scene *scene, struct rect area, size_t row, double right, double down,
	double ret_x[FEATURES])
{
	const struct run *run = scene->play->run;
	struct plot plot = data_layout(scene, scene->ascii, area);
	const double shown[FEATURES] = {
		along(&plot.x, experiment_x(run->experiment, run->at.stage, 0)[row], right),
		along(&plot.y, experiment_x(run->experiment, run->at.stage, 1)[row], -down)};
	double largest = fmax(fabs(right), fabs(down));

	return measure(scene, &plot, row, shown, fmin(1, largest), ret_x);
}

bool data_dot(const struct scene *scene, struct rect area, size_t row, int *ret_x, int *ret_y)
{
	const struct run *run = scene->play->run;
	struct plot plot = data_layout(scene, scene->ascii, area);

	return plot_cell(&plot, experiment_x(run->experiment, run->at.stage, 0)[row],
		experiment_x(run->experiment, run->at.stage, 1)[row], ret_x, ret_y);
}

bool data_point(const struct scene *scene, struct rect area, size_t row, int x, int y,
	double ret_x[FEATURES])
{
	struct plot plot = data_layout(scene, scene->ascii, area);
	const double shown[FEATURES] = {axis_value(&plot.x, x - plot.area.x + 0.5),
		axis_value(&plot.y, plot.area.y + plot.area.h - y - 0.5)};

	int own_x, own_y;

	if (data_dot(scene, area, row, &own_x, &own_y) && own_x == x && own_y == y)
		return false;
	if (x < plot.area.x || x >= plot.area.x + plot.area.w || y < plot.area.y ||
		y >= plot.area.y + plot.area.h)
		return false;
	return measure(scene, &plot, row, shown, 1, ret_x);
}
