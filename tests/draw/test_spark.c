#include "rows.h"

#include <math.h>
#include <string.h>

#include "draw/spark.h"

static void series_are_drawn(void **state)
{
	static const struct {
		double values[8];
		int count, w;
		bool ascii;
		const char *row, *why;
	} cases[] = {
		{{1, 2, 3, 4, 5, 6, 7, 8}, 8, 8, false, "▁▂▃▄▅▆▇█\n", "each step"},
		{{1, 2, 3, 4, 5, 6, 7, 8}, 8, 8, true, "__.--=##\n", "five steps in ASCII"},
		{{1, 2, 3, 4, 5, 6, 7, 8}, 8, 3, false, "▁▅█\n", "the last three"},
		{{1, 2}, 2, 8, false, "▁█\n", "fewer than fit"},
		{{5, 5, 5}, 3, 8, false, "▄▄▄\n", "flat"},
		{{1, NAN, 2}, 3, 8, false, "▁ █\n", "a gap"},
		{{1, INFINITY, 2, -INFINITY}, 4, 8, false, "▁██▁\n", "infinities at the ends"},
		{{NAN, NAN}, 2, 8, false, "\n", "nothing known"},
		{{INFINITY}, 1, 8, false, "█\n", "nothing finite"},
		{{-1e308, 1e308}, 2, 8, false, "▁█\n", "a range that is no double"},
		{{1}, 0, 8, false, "\n", "no values"},
		{{1, 2}, 2, 0, false, "\n", "no room"},
		{{1, 2}, 2, -3, false, "\n", "less than no room"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(8, 1, cases[i].ascii);
		struct str rows = {0};
		spark_draw(canvas, 0, 0, cases[i].w, cases[i].values, cases[i].count, ROLE_MU);
		frame_text(canvas, &rows);
		if (strcmp(str_text(&rows), cases[i].row) != 0)
			fail_msg("%s: %s", cases[i].why, str_text(&rows));
		assert_sound(canvas);
		str_free(&rows);
		canvas_free(canvas);
	}
}

static void a_common_scale_compares_series(void **state)
{
	static const double values[] = {-1, 0, 5, 10, 11};
	struct canvas *canvas = canvas_new(8, 2, false);

	(void)state;
	spark_scaled(canvas, (struct rect){1, 1, 7, 1}, values, 5, 0, 10, ROLE_VAR);
	assert_rows(canvas, "\n ▁▁▅██\n");
	spark_scaled(canvas, (struct rect){1, 0, 7, 0}, values, 5, 0, 10, ROLE_VAR);
	assert_rows(canvas, "\n ▁▁▅██\n");
	canvas_free(canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(series_are_drawn),
		cmocka_unit_test(a_common_scale_compares_series),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
