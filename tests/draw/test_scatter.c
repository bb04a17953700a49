#include "rows.h"

#include <math.h>

#include "draw/scatter.h"

static struct plot unit_plot(struct rect area)
{
	struct plot_limits limits = {0, area.w, 0, area.h, true, false};
	struct plot plot = {.whole = area, .area = area};

	plot.x = axis_fixed(limits.x0, limits.x1, area.w, 9);
	plot.y = axis_fixed(limits.y0, limits.y1, area.h, 3);
	return plot;
}

static void each_kind_of_point_has_its_glyph(void **state)
{
	static const struct {
		struct point point;
		enum scatter_size size;
		uint32_t glyph;
		enum role role;
	} cases[] = {
		{{0, 0, 0, false, POINT_PLAIN}, SCATTER_LARGE, 0x25CF, ROLE_CLASS0},
		{{0, 0, 1, false, POINT_PLAIN}, SCATTER_LARGE, 0x25B2, ROLE_CLASS1},
		{{0, 0, -1, false, POINT_PLAIN}, SCATTER_LARGE, 0x25C6, ROLE_ROW},
		{{0, 0, 7, false, POINT_PLAIN}, SCATTER_LARGE, 0x25C6, ROLE_ROW},
		{{0, 0, 0, true, POINT_PLAIN}, SCATTER_LARGE, 0x25CB, ROLE_CLASS0},
		{{0, 0, 1, true, POINT_PLAIN}, SCATTER_LARGE, 0x25B3, ROLE_CLASS1},
		{{0, 0, 0, false, POINT_PLAIN}, SCATTER_SMALL, 0x2022, ROLE_CLASS0},
		{{0, 0, 1, true, POINT_PLAIN}, SCATTER_SMALL, 0x25B5, ROLE_CLASS1},
		{{0, 0, -1, true, POINT_PLAIN}, SCATTER_LARGE, 0x00D7, ROLE_ROW},
		{{0, 0, -1, true, POINT_PLAIN}, SCATTER_SMALL, 0x00D7, ROLE_ROW},
		{{0, 0, -1, true, POINT_LIT}, SCATTER_SMALL, 0x00D7, ROLE_LIT},
		{{0, 0, 1, false, POINT_LIT}, SCATTER_SMALL, 0x25B2, ROLE_LIT},
		{{0, 0, 0, false, POINT_BATCH}, SCATTER_QUADRANTS, 0x25CF, ROLE_BATCH},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(scatter_glyph(&cases[i].point, cases[i].size), cases[i].glyph);
		assert_int_equal(scatter_role(&cases[i].point), cases[i].role);
	}
}

static void points_shrink_where_they_crowd(void **state)
{
	static const struct {
		struct rect area;
		size_t count;
		enum scatter_size size;
	} cases[] = {
		{{0, 0, 38, 12}, 60, SCATTER_LARGE},
		{{0, 0, 38, 12}, 61, SCATTER_SMALL},
		{{0, 0, 100, 40}, 120, SCATTER_LARGE},
		{{0, 0, 38, 12}, 400, SCATTER_QUADRANTS},
		{{0, 0, 0, 0}, 100, SCATTER_QUADRANTS},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(scatter_size(cases[i].area, cases[i].count), cases[i].size);
}

static void points_stand_in_their_cells_and_lit_ones_on_top(void **state)
{
	static const struct point points[] = {
		{0.5, 0.5, 0, false, POINT_LIT},
		{0.5, 0.5, 1, false, POINT_PLAIN},
		{3.5, 1.5, 1, true, POINT_PLAIN},
		{2.5, 0.5, 1, false, POINT_BATCH},
		{9.0, 0.5, 1, false, POINT_PLAIN},
		{NAN, 0.5, 1, false, POINT_PLAIN},
		{1.5, -INFINITY, 1, false, POINT_PLAIN},
	};
	struct plot plot = unit_plot((struct rect){0, 0, 4, 2});

	(void)state;
	for (int ascii = 0; ascii < 2; ascii++) {
		struct canvas *canvas = canvas_new(4, 2, ascii);
		scatter_draw(&plot, canvas, points, sizeof points / sizeof *points);
		assert_rows(canvas, ascii ? "   A\no ^\n" : "   △\n● ▲\n");
		assert_int_equal(canvas->cells[4].role, ROLE_LIT);
		assert_int_equal(canvas->cells[6].role, ROLE_BATCH);
		canvas_free(canvas);
	}
}

/* A cross under a dot could not be found; but where there are many, dots could not be. */
static void few_test_rows_stand_on_top(void **state)
{
	static const struct point points[] = {
		{0.5, 0.5, 0, true, POINT_PLAIN},
		{0.5, 0.5, 0, false, POINT_PLAIN},
		{1.5, 0.5, 0, false, POINT_PLAIN},
	};
	struct plot plot = unit_plot((struct rect){0, 0, 2, 1});

	(void)state;
	for (size_t count = 2; count <= 3; count++) {
		struct canvas *canvas = canvas_new(2, 1, false);
		scatter_draw(&plot, canvas, points, count);
		assert_rows(canvas, count == 3 ? "○●\n" : "●\n");
		canvas_free(canvas);
	}
}

static void quadrants_add_up(void **state)
{
	struct plot plot = unit_plot((struct rect){0, 0, 2, 1});
	struct canvas *canvas = canvas_new(2, 1, false);
	struct point points[64];

	(void)state;
	for (int i = 0; i < 64; i++)
		points[i] = (struct point){0.25, 0.75, 0, false, POINT_PLAIN};
	points[1] = (struct point){0.75, 0.25, 0, false, POINT_PLAIN};
	points[2] = (struct point){1.25, 0.25, 1, false, POINT_PLAIN};
	scatter_draw(&plot, canvas, points, 64);
	assert_rows(canvas, "▚▖\n");
	assert_int_equal(canvas->cells[1].role, ROLE_CLASS1);
	canvas_free(canvas);
}

static void any_area_and_any_value_is_survived(void **state)
{
	static const double value[] = {0, 2.5, -1e300, NAN, INFINITY, -INFINITY, 7, 1e17};

	(void)state;
	for (size_t i = 0; i < HARD_RECTS; i++)
		for (size_t count = 1; count <= 512; count *= 8) {
			struct canvas *canvas = canvas_new(30, 12, i % 2);
			struct plot plot = unit_plot(hard_rects[i]);
			struct point points[512];
			for (int n = 0; n < 512; n++)
				points[n] = (struct point){value[n % 8], value[n / 8 % 8],
					n % 4 - 1, n % 2, (enum point_state)(n % 3)};
			scatter_draw(&plot, canvas, points, count);
			assert_inside(canvas, hard_rects[i]);
			assert_sound(canvas);
			canvas_free(canvas);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_of_point_has_its_glyph),
		cmocka_unit_test(points_shrink_where_they_crowd),
		cmocka_unit_test(points_stand_in_their_cells_and_lit_ones_on_top),
		cmocka_unit_test(few_test_rows_stand_on_top),
		cmocka_unit_test(quadrants_add_up),
		cmocka_unit_test(any_area_and_any_value_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
