#include "rows.h"

#include <math.h>
#include <string.h>

#include "close.h"
#include "draw/level.h"

enum { N = 41 };

/* (x² + y²)/2 + 1 on [−2, 2]². */
static void bowl(double z[N * N])
{
	for (int j = 0; j < N; j++)
		for (int i = 0; i < N; i++) {
			double x = -2 + 4.0 * i / (N - 1), y = -2 + 4.0 * j / (N - 1);
			z[j * N + i] = 1 + (x * x + y * y) / 2;
		}
}

static void sqrt_levels_are_even_rings(void **state)
{
	double z[N * N];
	struct field field = {N, N, z, -2, 2, -2, 2};

	(void)state;
	bowl(z);
	struct levels levels = levels_choose(&field, CONTOUR_SQRT, 9);
	assert_int_equal(levels.count, 9);
	for (int i = 0; i < 9; i++)
		/* The largest value is 5: √(L − 1) goes in tenths of 2. */
		assert_close(sqrt(levels.at[i] - 1), 0.2 * (i + 1), 1e-12, 0);
}

static void log_levels_have_even_factors(void **state)
{
	double z[N * N];
	struct field field = {N, N, z, -2, 2, -2, 2};

	(void)state;
	bowl(z);
	struct levels levels = levels_choose(&field, CONTOUR_LOG, 11);
	assert_int_equal(levels.count, 11);
	for (int i = 1; i < 11; i++)
		assert_close((levels.at[i] - 1) / (levels.at[i - 1] - 1), pow(10, 0.25), 1e-12, 0);
}

static void quantile_levels_cut_equal_areas(void **state)
{
	double z[N * N];
	struct field field = {N, N, z, -2, 2, -2, 2};
	int count[LEVELS_MAX + 1] = {0};

	(void)state;
	bowl(z);
	struct levels levels = levels_choose(&field, CONTOUR_QUANTILE, 8);
	assert_int_equal(levels.count, 8);
	for (int i = 0; i < N * N; i++)
		count[levels_band(&levels, z[i])]++;
	for (int band = 1; band < 8; band++)
		assert_close(count[band], N * N / 8.4, 0.1, 0);
}

static void hard_fields_give_sound_levels(void **state)
{
	static const struct {
		double z[6];
		int least, most;
		const char *why;
	} cases[] = {
		{{1, 1, 1, 1, 1, 1}, 0, 0, "flat"},
		{{NAN, NAN, NAN, NAN, NAN, NAN}, 0, 0, "nothing known"},
		{{INFINITY, INFINITY, -INFINITY, NAN, NAN, NAN}, 0, 0, "nothing finite"},
		{{1, NAN, 2, INFINITY, 3, -INFINITY}, 1, 9, "some finite"},
		{{-1e308, 1e308, 0, 0, 0, 0}, 0, 9, "a range that is no double"},
		{{1, 1 + 1e-15, 1, 1, 1, 1}, 0, 9, "hardly a range"},
		{{-3, -2, -1, -5, -4, -2.5}, 5, 9, "negative"},
		{{0, 0, 0, 0, 0, 7}, 1, 9, "mostly flat"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int rule = 0; rule < CONTOUR_RULE_COUNT; rule++) {
			struct field field = {3, 2, cases[i].z, 0, 1, 0, 1};
			struct levels levels = levels_choose(&field, (enum contour_rule)rule, 9);
			if (levels.count < cases[i].least || levels.count > cases[i].most)
				fail_msg("%s: %d levels", cases[i].why, levels.count);
			for (int l = 0; l < levels.count; l++)
				assert_true(isfinite(levels.at[l]) &&
					    (l == 0 || levels.at[l] > levels.at[l - 1]));
		}
}

static void an_exploding_edge_does_not_take_all_levels(void **state)
{
	double z[N * N];
	struct field field = {N, N, z, -2, 2, -2, 2};

	(void)state;
	bowl(z);
	z[0] = 1e200;
	struct levels levels = levels_choose(&field, CONTOUR_SQRT, 9);
	assert_true(levels.at[8] < 10);
}

/* --- levels that stay --- */

static struct field scaled(double z[N * N], double factor, double shift)
{
	bowl(z);
	for (int i = 0; i < N * N; i++)
		z[i] = shift + factor * z[i];
	return (struct field){N, N, z, 0, 1, 0, 1};
}

static void levels_stay_while_they_still_show_the_field(void **state)
{
	static const struct {
		double factor, shift;
		bool stay;
		const char *why;
	} cases[] = {
		{1, 0, true, "nothing changed"},
		{0.8, 0.2, true, "a little flatter"},
		{1.3, -0.3, true, "steeper"},
		{0.01, 0, false, "so flat that hardly a level passes"},
		{1, 1e4, false, "far above all levels"},
	};
	static double first[N * N], then[N * N];

	(void)state;
	for (int rule = 0; rule < CONTOUR_RULE_COUNT; rule++)
		for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
			struct field start = scaled(first, 1, 0);
			struct field now = scaled(then, cases[i].factor, cases[i].shift);
			struct levels old = levels_choose(&start, (enum contour_rule)rule, 9);
			struct levels kept = levels_keep(&start, &now, (enum contour_rule)rule, 9);
			bool same = memcmp(&old, &kept, sizeof old) == 0;
			if (same != cases[i].stay)
				fail_msg("%s, by rule %d", cases[i].why, rule);
			double min, max;
			assert_true(field_range(&now, &min, &max));
			assert_true(kept.count > 0 && kept.at[0] < max &&
				    kept.at[kept.count - 1] > min);
		}
}

/* All levels pass through a field, yet nearly all of it has one colour. */
static void levels_leave_a_field_of_one_band(void **state)
{
	static double first[N * N], then[N * N];
	struct field start = scaled(first, 1, 0), now = scaled(then, 1, 0);
	struct levels old = levels_choose(&start, CONTOUR_SQRT, 9);

	(void)state;
	for (int i = 0; i < N * N; i++)
		then[i] = i % 4 ? first[0] : first[i];
	struct levels kept = levels_keep(&start, &now, CONTOUR_SQRT, 9);
	assert_memory_not_equal(&old, &kept, sizeof old);
	assert_true(kept.anew);
	kept = levels_keep(&now, &now, CONTOUR_SQRT, 9);
	assert_false(kept.anew);
}

/* Once chosen anew they stay, too, while the field changes by little. */
static void new_levels_are_between_round_limits(void **state)
{
	static double first[N * N], then[N * N];
	struct field start = scaled(first, 1, 0), now = scaled(then, 0.010, 0);
	struct levels before = levels_keep(&start, &now, CONTOUR_SQRT, 9);
	int changes = 0;

	(void)state;
	for (int step = 1; step < 60; step++) {
		now = scaled(then, 0.010 * pow(0.98, step), 0);
		struct levels next = levels_keep(&start, &now, CONTOUR_SQRT, 9);
		changes += memcmp(&before, &next, sizeof next) != 0;
		before = next;
	}
	assert_in_range(changes, 1, 4); /* a factor of 3.3 in 59 steps */
}

static void counts_are_held(void **state)
{
	double z[N * N];
	struct field field = {N, N, z, -2, 2, -2, 2};

	(void)state;
	bowl(z);
	assert_int_equal(levels_choose(&field, CONTOUR_SQRT, 0).count, 1);
	assert_int_equal(levels_choose(&field, CONTOUR_SQRT, 99).count, LEVELS_MAX);
	assert_int_equal(levels_count((struct rect){0, 0, 40, 14}), 8);
	assert_int_equal(levels_count((struct rect){0, 0, 70, 30}), 12);
	assert_int_equal(levels_count((struct rect){0, 0, 300, 100}), 13);
	assert_int_equal(levels_count((struct rect){0, 0, 0, 0}), 8);
}

static void bands_and_roles_span_the_ramp(void **state)
{
	struct levels levels = {3, {1, 2, 4}};

	(void)state;
	assert_int_equal(levels_band(&levels, -INFINITY), 0);
	assert_int_equal(levels_band(&levels, 1), 1);
	assert_int_equal(levels_band(&levels, 3.9), 2);
	assert_int_equal(levels_band(&levels, INFINITY), 3);
	assert_int_equal(levels_band(&levels, NAN), -1);
	for (int guess = -1; guess <= levels.count + 1; guess++) {
		assert_int_equal(levels_band_near(&levels, 1, guess), 1);
		assert_int_equal(levels_band_near(&levels, 3.9, guess), 2);
		assert_int_equal(levels_band_near(&levels, -INFINITY, guess), 0);
		assert_int_equal(levels_band_near(&levels, INFINITY, guess), 3);
		assert_int_equal(levels_band_near(&levels, NAN, guess), -1);
	}
	assert_int_equal(levels_band_role(&levels, 0), ROLE_BAND_0);
	assert_int_equal(levels_band_role(&levels, 3), ROLE_BAND_0 + BANDS - 1);
	assert_int_equal(levels_line_role(&levels, 2), ROLE_LINE_0 + BANDS - 1);
	for (int count = 0; count <= LEVELS_MAX; count++)
		for (int i = -2; i < 20; i++) {
			levels.count = count;
			enum role band = levels_band_role(&levels, i),
				  line = levels_line_role(&levels, i);
			assert_true(band >= ROLE_BAND_0 && band < ROLE_LINE_0);
			assert_true(line >= ROLE_LINE_0 && line < ROLE_COUNT);
		}
}

static void the_key_says_what_digits_mean(void **state)
{
	struct levels levels = {5, {0.12, 0.5, 1.13, 2, 2.94}};
	struct str out = {0};

	(void)state;
	levels_key(&levels, 26, &out);
	assert_string_equal(str_text(&out), "0 < 0.12, 2 < 1.1, 4 < 2.9");
	str_clear(&out);
	levels_key(&levels, 25, &out); /* never cut in the middle of a number */
	assert_string_equal(str_text(&out), "0 < 0.12, 2 < 1.1");
	str_clear(&out);
	levels_key(&levels, -3, &out);
	assert_string_equal(str_text(&out), "");
	str_free(&out);
}

/* Two levels never have the same label. */
static void close_levels_get_more_digits(void **state)
{
	static const struct {
		struct levels levels;
		int digits;
		const char *why;
	} cases[] = {
		{{3, {0.25, 0.5, 1}}, 2, "two digits tell them apart"},
		{{3, {0.246, 0.254, 1}}, 3, "0.25 twice"},
		{{3, {1, 0.99961, 0.99964}}, 5, "the largest that is tried"},
		{{3, {7, 7, 7}}, 5, "nothing tells them apart"},
		{{1, {3}}, 2, "one"},
		{{0, {0}}, 2, "none"},
	};
	struct str out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (levels_digits(&cases[i].levels) != cases[i].digits)
			fail_msg("%s: %d", cases[i].why, levels_digits(&cases[i].levels));
	levels_key(&cases[1].levels, 30, &out);
	assert_string_equal(str_text(&out), "0 < 0.246, 2 < 1");
	str_free(&out);
}

static void fields_are_read_between_samples(void **state)
{
	static const double z[] = {0, 1, 2, 10, 11, 12};
	struct field field = {3, 2, z, 0, 2, 0, 1};
	struct rect area = {5, 5, 2, 1};
	double min, max;

	(void)state;
	assert_close(field_at(&field, area, 0, 4), 0, 0, 1e-12);
	assert_close(field_at(&field, area, 4, 4), 2, 0, 1e-12);
	assert_close(field_at(&field, area, 0, 0), 10, 0, 1e-12);
	assert_close(field_at(&field, area, 1, 2), 5.5, 0, 1e-12);
	assert_true(isnan(field_at(&field, (struct rect){0, 0, 0, 3}, 0, 0)));
	field.nx = 1;
	assert_true(isnan(field_at(&field, area, 0, 0)));
	field.nx = 0;
	assert_false(field_range(&field, &min, &max));
	field.nx = 3;
	assert_true(field_range(&field, &min, &max) && min == 0 && max == 12);
}

static void infinite_neighbours_do_not_spoil_a_sample(void **state)
{
	static const double z[] = {1, INFINITY, 2, -INFINITY};
	struct field field = {2, 2, z, 0, 1, 0, 1};
	struct rect area = {0, 0, 1, 1};

	(void)state;
	assert_true(field_at(&field, area, 0, 4) == 1);
	assert_true(field_at(&field, area, 2, 4) == INFINITY);
	assert_true(field_at(&field, area, 0, 0) == 2);
	assert_true(field_at(&field, area, 2, 0) == -INFINITY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sqrt_levels_are_even_rings),
		cmocka_unit_test(log_levels_have_even_factors),
		cmocka_unit_test(quantile_levels_cut_equal_areas),
		cmocka_unit_test(hard_fields_give_sound_levels),
		cmocka_unit_test(an_exploding_edge_does_not_take_all_levels),
		cmocka_unit_test(levels_stay_while_they_still_show_the_field),
		cmocka_unit_test(levels_leave_a_field_of_one_band),
		cmocka_unit_test(new_levels_are_between_round_limits),
		cmocka_unit_test(counts_are_held),
		cmocka_unit_test(bands_and_roles_span_the_ramp),
		cmocka_unit_test(the_key_says_what_digits_mean),
		cmocka_unit_test(close_levels_get_more_digits),
		cmocka_unit_test(fields_are_read_between_samples),
		cmocka_unit_test(infinite_neighbours_do_not_spoil_a_sample),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
