#include "draw/axis.h"

#include <float.h>
#include <math.h>
#include <stddef.h>

#include "base/utf8.h"
#include "draw/glyph.h"

enum { EACH = 4 }; /* cells, up to which each has a tick where there are few */

#define POSITION_MAX 1e15
#define VALUE_MAX 1e150 /* so that no difference or product of limits overflows */

static double held(double value)
{
	if (isnan(value))
		return 0;
	return value > VALUE_MAX ? VALUE_MAX : value < -VALUE_MAX ? -VALUE_MAX : value;
}

/* A finite range with a width that the digits of a double can divide into cells. */
static void range_mend(double *lo, double *hi)
{
	if (!isfinite(*lo) && !isfinite(*hi)) {
		*lo = 0;
		*hi = 1;
	}
	double a = held(isnan(*lo) ? *hi : *lo), b = held(isnan(*hi) ? *lo : *hi);
	double size = fmax(fabs(a), fabs(b));
	if (a > b) {
		double swap = a;
		a = b;
		b = swap;
	}
	if (b - a < size * 1e-9 || b - a < DBL_MIN * 1e9) {
		double grow = size > 1e-290 ? size * 0.1 : 1;
		a -= grow;
		b += grow;
	}
	*lo = a;
	*hi = b;
}

/* 1, 2, 5, 10, 20, …: the i-th nice number, from 10⁰ for i = 0, negative i below. */
static double nice(int i)
{
	static const double digit[] = {1, 2, 5};
	int decade = i >= 0 ? i / 3 : -((2 - i) / 3);

	/* Powers below 1 are divided, so that 0.2 is the double nearest to 0.2. */
	return decade >= 0 ? digit[i - 3 * decade] * pow(10, decade)
			   : digit[i - 3 * decade] / pow(10, -decade);
}

/* The smallest i with nice(i) ≥ value > 0. */
static int nice_index(double value)
{
	int i = 3 * (int)floor(log10(value));

	while (nice(i) < value)
		i++;
	return i;
}

/*
 * Limits from a unit (value per cell) with multiples of it in the middle of cells. What is left over
 * is shared out to both ends, unless one of them is 0: nothing lies behind that.
 */
static struct axis centred(double min, double max, int cells, double unit, double step)
{
	double first = round(((min + max) / unit - (cells - 1)) / 2);
	struct axis axis = {.cells = cells, .step = step};

	if (min == 0 && max > 0 && max < VALUE_MAX)
		first = 0;
	if (max == 0 && min < 0 && min > -VALUE_MAX)
		first = 1 - cells;
	axis.lo = (first - 0.5) * unit;
	axis.hi = (first - 0.5 + cells) * unit;
	return axis;
}

static bool holds(const struct axis *axis, double min, double max)
{
	return axis_cell(axis, min) >= 0 && axis_cell(axis, max) < axis->cells;
}

/* How bad a spacing of ticks is: nearer or farther than asked for, or fewer than three ticks; from
 * a single one no scale can be read. */
static double spacing_badness(const struct axis *axis, int spacing, int room)
{
	double stretch = fabs(log2((double)spacing / room));
	double ticks = floor(axis->hi / axis->step) - ceil(axis->lo / axis->step) + 1;

	return 0.12 * stretch + (spacing < room ? 0.6 * stretch : 0) +
	       (ticks < 3 ? 0.35 * (3 - ticks) : 0) + (ticks < 2 ? 1 : 0);
}

struct axis axis_few(double min, double max, int cells)
{
	static const double units[] = {1, 1.5, 2, 2.5, 3, 4, 5};
	enum { UNITS = sizeof units / sizeof *units };

	range_mend(&min, &max);
	if (cells < 2)
		return axis_fixed(min, max, cells, 2);
	struct axis axis;
	int i = UNITS * (int)floor(log10((max - min) / cells));
	do {
		int decade = i >= 0 ? i / UNITS : -((UNITS - 1 - i) / UNITS);
		double unit = units[i - UNITS * decade] * pow(10, decade);
		axis = centred(min, max, cells, unit, cells > EACH ? 2 * unit : unit);
		i++;
	} while (!holds(&axis, min, max));
	return axis;
}

struct axis axis_fit(double min, double max, int cells, int room)
{
	range_mend(&min, &max);
	if (cells < 4)
		return axis_few(min, max, cells);
	room = room < 2 ? 2 : room > cells / 2 ? cells / 2 : room;
	struct axis best = axis_fixed(min, max, cells, room);
	double range = max - min, best_badness = INFINITY;
	int last = nice_index(range);

	for (int i = nice_index(range / cells); i <= last; i++)
		for (int spacing = room / 2 + 1; spacing <= 3 * room && spacing < cells;
			spacing++) {
			struct axis axis = centred(min, max, cells, nice(i) / spacing, nice(i));
			double waste = (axis.hi - axis.lo) / range - 1;
			double bad = waste + spacing_badness(&axis, spacing, room);
			if (holds(&axis, min, max) && bad < best_badness) {
				best = axis;
				best_badness = bad;
			}
		}
	return best;
}

struct axis axis_fixed(double lo, double hi, int cells, int room)
{
	range_mend(&lo, &hi);
	struct axis axis = {.lo = lo, .hi = hi, .cells = cells < 1 ? 1 : cells};
	double least = (hi - lo) / axis.cells * (room < 2 ? 2 : room);
	axis.step = nice(nice_index(least));
	return axis;
}

/* Widens an axis about its middle to a unit; every tick, or every 2nd, 5th, 10th, has a label. */
static void widen(struct axis *axis, double unit, double step, int spacing, int room)
{
	static const int factor[] = {1, 2, 5, 10};
	size_t i = 0;

	while (i < 3 && 3 * spacing * factor[i] < 2 * room)
		i++;
	*axis = centred(axis->lo, axis->hi, axis->cells, unit, step * factor[i]);
}

/* The least value per cell: centring may move a range by half a cell either way. */
static double least_unit(const struct axis *axis)
{
	return (axis->hi - axis->lo) / (axis->cells > 1 ? axis->cells - 1 : 1);
}

void axis_fit_equal(struct axis *x, struct axis *y, int room_x, int room_y)
{
	range_mend(&x->lo, &x->hi);
	range_mend(&y->lo, &y->hi);
	double least = fmax(2 * least_unit(x), least_unit(y)) * 1.000001, best_badness = INFINITY;
	double best_step = 0;
	int best_spacing = 2, room = room_y < 2 ? 2 : room_y;

	/* y has the coarser cells: whole cells between its ticks are whole cells on x, twice as many. */
	for (int spacing = room / 2 + 1; spacing <= 3 * (room + 1); spacing++) {
		double step = nice(nice_index(least * spacing)), unit = step / spacing;
		struct axis axis = centred(y->lo, y->hi, y->cells, unit, step);
		double bad = unit / least - 1 + spacing_badness(&axis, spacing, room);
		if (bad < best_badness) {
			best_badness = bad;
			best_step = step;
			best_spacing = spacing;
		}
	}
	widen(x, best_step / best_spacing / 2, best_step, 2 * best_spacing, room_x);
	widen(y, best_step / best_spacing, best_step, best_spacing, room_y);
}

double axis_position(const struct axis *axis, double value)
{
	if (isnan(value))
		return -POSITION_MAX;
	double position = (held(value) - axis->lo) / (axis->hi - axis->lo) * axis->cells;
	return isnan(position)            ? -POSITION_MAX
	       : position > POSITION_MAX  ? POSITION_MAX
	       : position < -POSITION_MAX ? -POSITION_MAX
					  : position;
}

int axis_cell(const struct axis *axis, double value)
{
	double cell = floor(axis_position(axis, value) + 1e-9);

	/* The upper limit itself belongs to the last cell. */
	if (value == axis->hi)
		return axis->cells - 1;
	return cell < 0 ? -1 : cell >= axis->cells ? axis->cells : (int)cell;
}

double axis_value(const struct axis *axis, double position)
{
	return axis->lo + (axis->hi - axis->lo) * (position / axis->cells);
}

struct axis_ticks axis_ticks(const struct axis *axis)
{
	struct axis_ticks ticks = {0};

	if (!(axis->step > 0))
		return ticks;
	double first = ceil(axis->lo / axis->step - 1e-9), last = axis->hi / axis->step + 1e-9;
	for (double i = first; i <= last && ticks.count < AXIS_TICKS_MAX; i++) {
		double value = i * axis->step;
		int cell = axis_cell(axis, value);
		if (i + 1 == i)
			break;
		if (cell < 0 || cell >= axis->cells)
			continue;
		ticks.value[ticks.count] = value == 0 ? 0 : value;
		ticks.cell[ticks.count++] = cell;
	}
	return ticks;
}

void axis_label(const struct axis *axis, double value, char out[NUMBER_MAX])
{
	double size = fmax(fabs(axis->lo), fabs(axis->hi));
	int digits = axis->step > 0 ? (int)floor(log10(size / axis->step)) + 2 : 3;

	/* i · 0.1 is not always the double nearest to the decimal number; 15 digits hide that. */
	number_trim(out, value, digits < 1 ? 1 : digits > 15 ? 15 : digits);
}

int axis_label_width(const struct axis *axis, bool ascii)
{
	struct axis_ticks ticks = axis_ticks(axis);
	int widest = 0;

	for (int i = 0; i < ticks.count; i++) {
		char label[NUMBER_MAX];
		axis_label(axis, ticks.value[i], label);
		int width = ascii ? glyphs_width(label) : utf8_width(label);
		widest = width > widest ? width : widest;
	}
	return widest;
}
