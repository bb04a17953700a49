#include "draw/lattice.h"

#include <math.h>
#include <string.h>

enum { VALUES_MOST = 40 };
#define WASTE_MOST 2.0   /* what evenness may cost in room */
#define WASTE_WEIGHT 0.2 /* of room, against evenness */

/* The different values among many, ascending, as long as they are few. */
struct distinct {
	double at[VALUES_MOST + 1];
	int count; /* more than VALUES_MOST: there are more */
};

/* False where there are too many already. What differs by no more than `tiny` is the same. */
static bool add_value(struct distinct *distinct, double value, double tiny)
{
	int place = distinct->count;

	while (place > 0 && distinct->at[place - 1] > value)
		place--;
	if ((place > 0 && value - distinct->at[place - 1] <= tiny) ||
		(place < distinct->count && distinct->at[place] - value <= tiny))
		return true;
	memmove(&distinct->at[place + 1], &distinct->at[place],
		(size_t)(distinct->count - place) * sizeof *distinct->at);
	distinct->at[place] = value;
	return ++distinct->count <= VALUES_MOST;
}

/* Measured values differ early: most data are not looked at to their end, and none are sorted. */
struct lattice lattice_find(const double *values, size_t count)
{
	struct distinct distinct = {.count = 0};
	double lo = INFINITY, hi = -INFINITY;

	for (size_t i = 0; i < count; i++) {
		lo = fmin(lo, values[i]);
		hi = fmax(hi, values[i]);
	}
	for (size_t i = 0; i < count; i++)
		if (!add_value(&distinct, values[i], 1e-9 * (hi - lo)))
			return (struct lattice){.step = 0};
	if (distinct.count < 2)
		return (struct lattice){.step = 0};
	double step = distinct.at[1] - distinct.at[0];
	for (int i = 2; i < distinct.count; i++)
		if (fabs(distinct.at[i] - distinct.at[i - 1] - step) > 1e-6 * step)
			return (struct lattice){.step = 0};
	return (struct lattice){distinct.at[0], step};
}

/* The axis about the middle of lo to hi with the lattice in the middle of cells of `unit`. */
static struct axis on_cells(
	const struct lattice *lattice, double lo, double hi, double unit, int cells, int room)
{
	double from = (lo + hi - cells * unit) / 2;

	if (lattice->step > 0) {
		double before = round((lattice->first - from) / unit - 0.5);
		from = lattice->first - (before + 0.5) * unit;
	}
	return axis_fixed(from, from + cells * unit, cells, room);
}

static bool holds(const struct axis *axis, double lo, double hi)
{
	return axis->lo <= lo && axis->hi >= hi;
}

bool lattice_fit(const struct lattice *lattice, double lo, double hi, int room, struct axis *axis)
{
	if (!(lattice->step > 0) || !(hi > lo))
		return false;
	int most = (int)fmin(axis->cells, floor(lattice->step * axis->cells / (hi - lo)));

	for (int cells = most; cells >= 1; cells--) {
		struct axis even =
			on_cells(lattice, lo, hi, lattice->step / cells, axis->cells, room);
		if (holds(&even, lo, hi)) {
			*axis = even;
			return true;
		}
	}
	return false;
}

/* How uneven a step of so many cells looks: a gap of one cell more, as a share of the gap. */
static double unevenness(double step, double unit)
{
	double cells = step / unit;

	if (!(step > 0) || (cells > 0.5 && fabs(cells - round(cells)) < 1e-6))
		return 0;
	return cells > 1 ? 1 / cells : 1;
}

/* Units of x that make the step of one axis whole: the best for both, or 0. */
static double best_unit(const struct lattice lattices[2], double least)
{
	const double steps[] = {lattices[0].step, lattices[1].step / 2};
	double best = 0, least_bad = INFINITY;

	for (int axis = 0; axis < 2; axis++)
		for (double cells = floor(steps[axis] / least * (1 + 1e-9)); cells >= 1; cells--) {
			double unit = steps[axis] / cells, waste = unit / least;
			double bad = unevenness(steps[0], unit) + unevenness(steps[1], unit);
			if (waste > WASTE_MOST)
				break;
			if (bad + WASTE_WEIGHT * waste < least_bad) {
				least_bad = bad + WASTE_WEIGHT * waste;
				best = unit;
			}
		}
	return best;
}

bool lattice_fit_equal(const struct lattice lattices[2], const double lo[2], const double hi[2],
	int room_x, int room_y, struct axis *x, struct axis *y)
{
	/* Centring on cells may move a range by half a cell either way. */
	double least = fmax((hi[0] - lo[0]) / fmax(1, x->cells - 1),
		(hi[1] - lo[1]) / fmax(1, y->cells - 1) / 2);
	double unit = best_unit(lattices, least);

	if (!(unit > 0))
		return false;
	*x = on_cells(&lattices[0], lo[0], hi[0], unit, x->cells, room_x);
	*y = on_cells(&lattices[1], lo[1], hi[1], 2 * unit, y->cells, room_y);
	return true;
}
