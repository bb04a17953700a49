/* Lattices: even data stand on even cells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "close.h"
#include "draw/lattice.h"

static void even_steps_are_found(void **unused)
{
	static const struct {
		double values[8];
		size_t count;
		double first, step;
		const char *why;
	} cases[] = {
		{{3, 1, 2, 1, 3}, 5, 1, 1, "in any order, as often as they like"},
		{{0.1, 0.3, 0.2, 0.4}, 4, 0.1, 0.1, "steps that are no doubles"},
		{{-1e6, 0, 1e6}, 3, -1e6, 1e6, "large ones"},
		{{0, 7}, 2, 0, 7, "two values are a step"},
		{{1, 2, 4}, 3, 0, 0, "a gap of two steps is no lattice"},
		{{1, 2, 3.001}, 3, 0, 0, "nearly is not even"},
		{{5, 5, 5}, 3, 0, 0, "one value has no step"},
		{{5}, 1, 0, 0, "nor one row"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct lattice lattice = lattice_find(cases[i].values, cases[i].count);
		assert_close(lattice.step, cases[i].step, 1e-12, 0);
		if (cases[i].step > 0)
			assert_close(lattice.first, cases[i].first, 1e-12, 0);
	}
}

static void many_values_are_no_lattice(void **unused)
{
	double values[60];

	(void)unused;
	for (int i = 0; i < 60; i++)
		values[i] = i;
	assert_close(lattice_find(values, 41).step, 0, 0, 0);
	assert_close(lattice_find(values, 40).step, 1, 0, 0);
}

/* All values in the middle of cells that are equally far apart. */
static void assert_even(const struct axis *axis, double first, double step, int count)
{
	int gap = axis_cell(axis, first + step) - axis_cell(axis, first);

	assert_true(gap >= 1);
	for (int i = 0; i < count; i++) {
		double value = first + i * step, position = axis_position(axis, value);
		assert_close(position - floor(position), 0.5, 0, 1e-6);
		assert_int_equal(axis_cell(axis, value) - axis_cell(axis, first), i * gap);
	}
}

static void steps_are_whole_cells(void **unused)
{
	(void)unused;
	for (int cells = 9; cells < 200; cells++) {
		struct lattice lattice = {0.0625, 0.125};
		struct axis axis = axis_fixed(-0.06, 1, cells, 9);

		assert_true(lattice_fit(&lattice, -0.06, 1, 9, &axis));
		assert_int_equal(axis.cells, cells);
		assert_true(axis.lo <= -0.06 && axis.hi >= 1);
		assert_even(&axis, 0.0625, 0.125, 8);
	}
}

static void too_few_cells_change_nothing(void **unused)
{
	struct lattice lattice = {0, 1};
	struct axis axis = axis_fixed(0, 20, 12, 9), before = axis;

	(void)unused;
	assert_false(lattice_fit(&lattice, 0, 20, 9, &axis));
	assert_memory_equal(&axis, &before, sizeof axis);
	lattice.step = 0;
	assert_false(lattice_fit(&lattice, 0, 2, 9, &axis));
	assert_memory_equal(&axis, &before, sizeof axis);
}

static void equal_units_stay_equal(void **unused)
{
	static const struct {
		double step_x, step_y;
		int w, h;
		bool even_x, even_y;
		const char *why;
	} cases[] = {
		{1, 1, 60, 20, true, true, "a square grid: y gets half the cells of x"},
		{1, 4, 70, 30, true, true, "four times as far: two rows, one column"},
		{1, 5, 70, 60, true, true, "with room for five rows a step"},
		{1, 5, 70, 32, true, false, "2.5 rows a step look less uneven than 1.2 columns"},
		{1, 5, 70, 14, false, true, "columns that fall together, rows even"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct lattice lattices[2] = {{0, cases[i].step_x}, {0, cases[i].step_y}};
		double lo[] = {-0.4 * cases[i].step_x, -0.4 * cases[i].step_y};
		double hi[] = {7.4 * cases[i].step_x, 7.4 * cases[i].step_y};
		struct axis x = axis_fixed(lo[0], hi[0], cases[i].w, 9);
		struct axis y = axis_fixed(lo[1], hi[1], cases[i].h, 3);

		if (!lattice_fit_equal(lattices, lo, hi, 9, 3, &x, &y))
			fail_msg("%s", cases[i].why);
		assert_close((y.hi - y.lo) / y.cells, 2 * (x.hi - x.lo) / x.cells, 1e-9, 0);
		assert_true(axis_cell(&x, 0) >= 0 && axis_cell(&x, 7 * cases[i].step_x) < x.cells);
		assert_true(axis_cell(&y, 0) >= 0 && axis_cell(&y, 7 * cases[i].step_y) < y.cells);
		if (cases[i].even_x)
			assert_even(&x, 0, cases[i].step_x, 8);
		if (cases[i].even_y)
			assert_even(&y, 0, cases[i].step_y, 8);
	}
}

static void no_lattice_keeps_the_axes(void **unused)
{
	struct lattice none[2] = {{0, 0}, {0, 0}};
	const double lo[] = {0, 0}, hi[] = {1, 1};
	struct axis x = axis_fixed(0, 1, 40, 9), y = axis_fixed(0, 1, 20, 3), before = x;

	(void)unused;
	assert_false(lattice_fit_equal(none, lo, hi, 9, 3, &x, &y));
	assert_memory_equal(&x, &before, sizeof x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(even_steps_are_found),
		cmocka_unit_test(many_values_are_no_lattice),
		cmocka_unit_test(steps_are_whole_cells),
		cmocka_unit_test(too_few_cells_change_nothing),
		cmocka_unit_test(equal_units_stay_equal),
		cmocka_unit_test(no_lattice_keeps_the_axes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
