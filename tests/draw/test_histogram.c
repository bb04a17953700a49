#include "rows.h"

#include <math.h>

#include "draw/histogram.h"

static struct plot plot_of(struct rect area, double lo, double hi, double most)
{
	struct plot plot = {.whole = area, .area = area};

	plot.x = axis_fixed(lo, hi, area.w, 9);
	plot.y = axis_fixed(0, most, area.h, 2);
	return plot;
}

static void values_fall_into_their_bins(void **state)
{
	static const struct {
		const char *why;
		double lo, hi;
		int bins;
		double values[8];
		size_t count;
		size_t expected[4];
		size_t outside, infinite, nan;
	} cases[] = {
		{"inside", 0, 4, 4, {0.5, 1.5, 1.25, 3.75}, 4, {1, 2, 0, 1}, 0, 0, 0},
		{"an edge belongs to the bin above it", 0, 4, 4, {0, 1, 2, 3}, 4, {1, 1, 1, 1}, 0,
			0, 0},
		{"the upper limit belongs to the last bin", 0, 4, 4, {4, 3, -0.5, 4.5}, 4,
			{0, 0, 0, 2}, 2, 0, 0},
		{"edges that binary fractions do not meet", 0, 0.4, 4,
			{0.1, 0.2, 0.30000000000000004, 0.4}, 4, {0, 1, 1, 2}, 0, 0, 0},
		{"what is no number is counted apart", -1, 1, 2,
			{NAN, INFINITY, -INFINITY, 0.5, NAN}, 5, {0, 1}, 0, 2, 2},
		{"one value", -3, 5, 4, {4.9}, 1, {0, 0, 0, 1}, 0, 0, 0},
		{"no value", 0, 1, 3, {0}, 0, {0}, 0, 0, 0},
		{"one bin", 0, 1, 1, {0, 0.5, 1}, 3, {3}, 0, 0, 0},
		{"fewer bins than one", 0, 1, -7, {0, 0.5, 1}, 3, {3}, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct histogram h = histogram_count(
			cases[i].values, cases[i].count, cases[i].lo, cases[i].hi, cases[i].bins);
		for (int bin = 0; bin < h.bins.cells; bin++)
			if (h.count[bin] != cases[i].expected[bin])
				fail_msg("%s: bin %d has %zu", cases[i].why, bin, h.count[bin]);
		assert_int_equal(h.outside, cases[i].outside);
		assert_int_equal(h.infinite, cases[i].infinite);
		assert_int_equal(h.nan, cases[i].nan);
	}
}

/* Wherever values and limits lie, every value is counted once. */
static void every_value_is_counted_once(void **state)
{
	static const double odd[] = {
		0, -0.0, 1, -1, 1e300, -1e300, 1e-310, NAN, INFINITY, -INFINITY};
	enum { ODD = sizeof odd / sizeof *odd };

	(void)state;
	for (int lo = 0; lo < ODD; lo++)
		for (int hi = 0; hi < ODD; hi++)
			for (int bins = -1; bins < 2000; bins = bins * 3 + 4) {
				struct histogram h =
					histogram_count(odd, ODD, odd[lo], odd[hi], bins);
				size_t sum = h.outside + h.infinite + h.nan;
				for (int i = 0; i < h.bins.cells; i++)
					sum += h.count[i];
				assert_int_equal(sum, ODD);
				assert_int_equal(h.nan, 1);
				assert_int_equal(h.infinite, 2);
				assert_true(
					h.bins.cells >= 1 && h.bins.cells <= HISTOGRAM_BINS_MAX);
			}
}

static void equal_values_share_one_bin(void **state)
{
	static const double equal[] = {2.5, 2.5, 2.5, 2.5, 2.5};
	struct histogram h = histogram_count(equal, 5, 2.5, 2.5, 9);

	(void)state;
	assert_int_equal(histogram_most(&h), 5);
	assert_int_equal(h.count[4], 5);
}

static void few_values_get_wide_bins(void **state)
{
	static const struct {
		int cells;
		size_t count;
		int width;
	} cases[] = {{40, 8, 4}, {60, 64, 4}, {24, 64, 2}, {100, 4096, 1}, {5, 1, 1}, {0, 0, 1},
		{-3, 9, 1}, {5000, 1000000, 10}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int width = histogram_bin_cells(cases[i].cells, cases[i].count);
		assert_int_equal(width, cases[i].width);
		assert_true(cases[i].cells / width <= HISTOGRAM_BINS_MAX);
	}
}

/* Counts 1, 4, 2, 0, 3 at two rows for four: full cells are ground, the rest eighths. */
static void bars_of_grounds_and_eighths(void **state)
{
	static const double values[] = {0.5, 1.5, 1.5, 1.5, 1.5, 2.5, 2.5, 4.5, 4.5, 4.5};
	static const char *const grounds = " #   "
					   " ## #";

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct canvas *canvas = canvas_new(5, 2, ascii);
		struct plot plot = plot_of((struct rect){0, 0, 5, 2}, 0, 5, 4);
		struct histogram h = histogram_count(values, 10, 0, 5, 5);
		histogram_bars(&plot, canvas, &h, ROLE_BATCH);
		assert_rows(canvas, ascii ? " #  .\n.## #\n" : " █  ▄\n▄██ █\n");
		for (int i = 0; i < 10; i++) {
			bool full = !ascii && grounds[i] == '#';
			assert_int_equal(canvas->cells[i].ground, full ? ROLE_BATCH : ROLE_NONE);
		}
		canvas_free(canvas);
	}
}

/* One among a thousand is still to be seen. */
static void no_value_is_too_few_to_show(void **state)
{
	double values[1001] = {0.5};
	struct canvas *canvas = canvas_new(2, 3, false);
	struct plot plot = plot_of((struct rect){0, 0, 2, 3}, 0, 2, 1000);

	(void)state;
	for (int i = 1; i <= 1000; i++)
		values[i] = 1.5;
	struct histogram h = histogram_count(values, 1001, 0, 2, 2);
	histogram_bars(&plot, canvas, &h, ROLE_ROW);
	assert_rows(canvas, " █\n █\n▁█\n");
	canvas_free(canvas);
}

static void an_outline_stays_on_full_bars(void **state)
{
	static const double low[] = {1.5}, high[] = {0.5, 0.5, 0.5, 1.5, 1.5, 1.5, 2.5, 2.5, 2.5};
	struct canvas *canvas = canvas_new(3, 3, false);
	struct plot plot = plot_of((struct rect){0, 0, 3, 3}, 0, 3, 3);
	struct histogram a = histogram_count(low, 1, 0, 3, 3);
	struct histogram b = histogram_count(high, 9, 0, 3, 3);

	(void)state;
	histogram_outline(&plot, canvas, &a, ROLE_AXIS);
	assert_rows(canvas, "\n\n ⡏⡇\n");
	histogram_bars(&plot, canvas, &b, ROLE_ROW);
	assert_rows(canvas, "███\n███\n█⡏⡇\n");
	for (int i = 0; i < 9; i++)
		assert_int_equal(canvas->cells[i].ground, ROLE_ROW);
	assert_int_equal(canvas->cells[7].role, ROLE_NONE); /* cut out */
	canvas_free(canvas);
}

static void any_area_and_any_value_is_survived(void **state)
{
	static const double values[] = {0, 2.5, -1e300, NAN, INFINITY, -INFINITY, 7, 1e17, 2.5};
	static const double limits[][2] = {{0, 10}, {-1e300, 1e300}, {NAN, NAN}, {2.5, 2.5}};

	(void)state;
	for (size_t i = 0; i < HARD_RECTS; i++)
		for (int n = 0; n < 16; n++) {
			const double *limit = limits[n / 4];
			struct canvas *canvas = canvas_new(30, 12, n % 2);
			struct plot plot =
				plot_of(hard_rects[i], limit[0], limit[1], n % 4 < 2 ? 2 : 1e-3);
			struct histogram h = histogram_count(values, 9, limit[0], limit[1], 7);
			histogram_outline(&plot, canvas, &h, ROLE_AXIS);
			histogram_bars(&plot, canvas, &h, ROLE_ROW);
			histogram_outline(&plot, canvas, &h, ROLE_PATH);
			assert_inside(canvas, hard_rects[i]);
			assert_sound(canvas);
			canvas_free(canvas);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_fall_into_their_bins),
		cmocka_unit_test(every_value_is_counted_once),
		cmocka_unit_test(equal_values_share_one_bin),
		cmocka_unit_test(few_values_get_wide_bins),
		cmocka_unit_test(bars_of_grounds_and_eighths),
		cmocka_unit_test(no_value_is_too_few_to_show),
		cmocka_unit_test(an_outline_stays_on_full_bars),
		cmocka_unit_test(any_area_and_any_value_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
