#include "rows.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "close.h"
#include "draw/axis.h"

static const struct {
	double min, max;
} ranges[] = {{0, 1}, {-1.9, 1.9}, {0.0312, 0.0418}, {-273.15, 1000}, {1e-12, 3e-12}, {-5e8, 7e9},
	{1000, 1001}, {-0.7, -0.2}, {3, 3}, {0, 0}, {1, -1}, {1e6, 1e6 + 1}, {-1e300, 1e300},
	{5e-324, 1e-310}, {NAN, 1}, {2, NAN}, {NAN, NAN}, {-INFINITY, INFINITY}, {0, INFINITY},
	{DBL_MAX, -DBL_MAX}};
enum { RANGES = sizeof ranges / sizeof *ranges };

static void assert_even_ticks(const struct axis *axis, double min, double max)
{
	struct axis_ticks ticks = axis_ticks(axis);

	for (int i = 2; i < ticks.count; i++)
		assert_int_equal(ticks.cell[i] - ticks.cell[i - 1], ticks.cell[1] - ticks.cell[0]);
	for (int i = 0; i < ticks.count; i++) {
		/* A tick in the middle of its cell. */
		double inside = axis_position(axis, ticks.value[i]) - ticks.cell[i];
		assert_close(inside, 0.5, 0, 1e-5);
	}
	if (isfinite(min) && isfinite(max) && fabs(min) < 1e100 && min < max) {
		assert_true(axis_cell(axis, min) >= 0);
		assert_true(axis_cell(axis, max) < axis->cells);
	}
}

static void fitted_axes_hold_their_range_on_even_ticks(void **state)
{
	(void)state;
	for (int i = 0; i < RANGES; i++)
		for (int cells = 4; cells < 140; cells += 3) {
			struct axis axis = axis_fit(ranges[i].min, ranges[i].max, cells, 8);
			assert_true(isfinite(axis.lo) && isfinite(axis.hi) && axis.lo < axis.hi);
			assert_int_equal(axis.cells, cells);
			if (cells >= 10)
				assert_even_ticks(&axis, ranges[i].min, ranges[i].max);
		}
}

/* An axis that begins or ends with 0 shows nothing behind it: no losses below 0. */
static void nothing_is_wasted_behind_zero(void **state)
{
	(void)state;
	for (int cells = 2; cells < 140; cells++)
		for (double far = 0.03; far < 1e4; far *= 1.7) {
			struct axis up = axis_fit(0, far, cells, 4);
			struct axis down = axis_fit(-far, 0, cells, 4);
			assert_int_equal(axis_cell(&up, 0), 0);
			assert_true(axis_cell(&up, far) < cells);
			assert_int_equal(axis_cell(&down, 0), cells - 1);
			assert_true(axis_cell(&down, -far) >= 0);
		}
}

/* Few rows: ticks on each or on every second, in its middle, and little is wasted. */
static void few_cells_are_well_used(void **state)
{
	(void)state;
	for (int i = 0; i < RANGES; i++)
		for (int cells = 2; cells < 12; cells++) {
			double min = ranges[i].min, max = ranges[i].max;
			struct axis axis = axis_few(min, max, cells);
			assert_true(isfinite(axis.lo) && isfinite(axis.hi) && axis.lo < axis.hi);
			assert_int_equal(axis.cells, cells);
			if (!(fabs(min) < 1e100 && fabs(max) < 1e100))
				continue;
			int ticks = axis_ticks(&axis).count;
			assert_true(cells > 4 ? ticks >= cells / 2 && ticks <= cells / 2 + 1
					      : ticks == cells);
			assert_even_ticks(&axis, min, max);
			double cell = (axis.hi - axis.lo) / cells;
			if (max - min > 1e-300 && max - min > 1e-8 * fabs(max))
				assert_true(axis.hi - axis.lo < 1.5 * (max - min) + 3 * cell);
		}
}

static void fitting_wastes_little(void **state)
{
	(void)state;
	for (int cells = 20; cells < 140; cells++) {
		struct axis axis = axis_fit(-1.9, 1.9, cells, 8);
		assert_true(axis.hi - axis.lo < 3.8 * 1.35);
		assert_true(axis_ticks(&axis).count >= 2);
	}
}

static void known_limits(void **state)
{
	struct axis axis = axis_fit(0, 10, 21, 4);
	struct axis_ticks ticks = axis_ticks(&axis);

	(void)state;
	assert_close(axis.lo, -0.25, 1e-12, 0);
	assert_close(axis.hi, 10.25, 1e-12, 0);
	assert_close(axis.step, 2, 1e-12, 0);
	assert_int_equal(ticks.count, 6);
	assert_int_equal(ticks.cell[0], 0);
	assert_int_equal(ticks.cell[5], 20);
}

static void fixed_axes_keep_their_limits(void **state)
{
	struct axis axis = axis_fixed(-1.37, 2.91, 40, 8);
	struct axis_ticks ticks = axis_ticks(&axis);

	(void)state;
	assert_true(axis.lo == -1.37 && axis.hi == 2.91);
	assert_true(axis.step == 1);
	assert_int_equal(ticks.count, 4);
	assert_true(ticks.value[1] == 0);
}

static void equal_axes_have_cells_of_one_to_two(void **state)
{
	(void)state;
	for (int i = 0; i < RANGES; i++)
		for (int w = 20; w < 130; w += 7)
			for (int h = 4; h < 50; h += 5) {
				struct axis x = {ranges[i].min, ranges[i].max, w, 0};
				struct axis y = {ranges[(i * 7 + 3) % RANGES].min,
					ranges[(i * 7 + 3) % RANGES].max, h, 0};
				axis_fit_equal(&x, &y, 9, 3);
				assert_close((y.hi - y.lo) / h, 2 * (x.hi - x.lo) / w, 1e-6, 0);
				if (i == 1)
					assert_even_ticks(&x, ranges[i].min, ranges[i].max);
			}
}

static void every_value_has_a_cell(void **state)
{
	static const struct {
		double value;
		int cell;
		const char *why;
	} cases[] = {{0, 0, "the low limit"}, {10, 9, "the high limit is in the last cell"},
		{5, 5, "the middle"}, {4.999, 4, "just below"}, {-0.001, -1, "below"},
		{10.001, 10, "above"}, {NAN, -1, "not a number"}, {INFINITY, 10, "above all"},
		{-INFINITY, -1, "below all"}, {DBL_MAX, 10, "huge"}, {-DBL_MAX, -1, "huge"}};
	struct axis axis = axis_fixed(0, 10, 10, 3);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (axis_cell(&axis, cases[i].value) != cases[i].cell)
			fail_msg("%s: %d", cases[i].why, axis_cell(&axis, cases[i].value));
		assert_true(fabs(axis_position(&axis, cases[i].value)) <= 1e15);
	}
	assert_close(axis_value(&axis, axis_position(&axis, 3.7)), 3.7, 1e-14, 0);
}

static void labels_tell_ticks_apart(void **state)
{
	(void)state;
	for (int i = 0; i < RANGES; i++)
		for (int cells = 10; cells < 140; cells += 11) {
			struct axis axis = axis_fit(ranges[i].min, ranges[i].max, cells, 6);
			struct axis_ticks ticks = axis_ticks(&axis);
			char before[NUMBER_MAX] = "", label[NUMBER_MAX];
			for (int t = 0; t < ticks.count; t++) {
				axis_label(&axis, ticks.value[t], label);
				assert_string_not_equal(label, before);
				assert_true(utf8_width(label) <= axis_label_width(&axis, false));
				strcpy(before, label);
			}
		}
}

static void labels_are_short(void **state)
{
	static const struct {
		double lo, hi, value;
		const char *label;
	} cases[] = {{0, 1, 0.2, "0.2"}, {-2, 2, 0, "0"}, {-2, 2, -1.5, "−1.5"},
		{1000, 1001, 1000.2, "1000.2"}, {0, 5e8, 2e8, "2×10⁸"}, {0, 150, 100, "100"},
		{0, 0.05, 0.03, "0.03"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct axis axis = axis_fixed(cases[i].lo, cases[i].hi, 50, 10);
		char label[NUMBER_MAX];
		axis_label(&axis, cases[i].value, label);
		assert_string_equal(label, cases[i].label);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fitted_axes_hold_their_range_on_even_ticks),
		cmocka_unit_test(nothing_is_wasted_behind_zero),
		cmocka_unit_test(few_cells_are_well_used),
		cmocka_unit_test(fitting_wastes_little),
		cmocka_unit_test(known_limits),
		cmocka_unit_test(fixed_axes_keep_their_limits),
		cmocka_unit_test(equal_axes_have_cells_of_one_to_two),
		cmocka_unit_test(every_value_has_a_cell),
		cmocka_unit_test(labels_tell_ticks_apart),
		cmocka_unit_test(labels_are_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
