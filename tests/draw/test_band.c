/* Bands: which cells they ground, held within the area whatever the values. */
#include "rows.h"

#include <math.h>

#include "draw/band.h"

enum { W = 3, H = 6 };

/* Rows are of one unit each, from 6 at the upper edge to 0 at the lower. */
static void cells_whose_middle_is_inside(void **state)
{
	static const struct {
		double lo, hi;
		const char *rows; /* from the top; '#' where there is a ground */
		const char *why;
	} cases[] = {
		{0, 6, "######", "all"},
		{1, 3, "...##.", "whole rows"},
		{1.6, 3.4, "...#..", "half rows round away"},
		{1.4, 3.6, "..###.", "half rows round in"},
		{2.1, 2.2, "...#..", "thinner than a row"},
		{2, 2, "....#.", "on the border of two rows: the lower"},
		{3, 1, "...##.", "the wrong way round"},
		{-4, 1, ".....#", "below the area"},
		{5, 1e300, "#.....", "above it"},
		{-1e300, INFINITY, "######", "beyond both"},
		{7, 9, "......", "outside"},
		{-3, -2, "......", "outside below"},
		{NAN, 2, "......", "no number"},
		{2, NAN, "......", "no number"},
	};
	struct plot plot = {.area = {1, 1, W, H}, .y = axis_fixed(0, H, H, 2)};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int ascii = 0; ascii < 2; ascii++) {
			struct canvas *canvas = canvas_new(W + 2, H + 2, ascii);
			band_column(&plot, canvas, 1, cases[i].lo, cases[i].hi,
				(struct band_look){ROLE_BAND_0 + 4, ':'});
			for (int y = 0; y < H + 2; y++)
				for (int x = 0; x < W + 2; x++) {
					const struct cell *cell = &canvas->cells[y * (W + 2) + x];
					bool in = x == 2 && y >= 1 && y <= H;
					bool want = in && cases[i].rows[y - 1] == '#';
					bool got = ascii ? cell->glyph == ':'
							 : cell->ground == ROLE_BAND_0 + 4;
					if (got != want)
						fail_msg("%s: row %d", cases[i].why, y - 1);
				}
			canvas_free(canvas);
		}
}

static void columns_outside_are_left_out(void **state)
{
	struct plot plot = {.area = {1, 1, W, H}, .y = axis_fixed(0, H, H, 2)};
	struct canvas *canvas = canvas_new(W + 2, H + 2, true);

	(void)state;
	band_column(&plot, canvas, -1, 0, 6, (struct band_look){ROLE_BAND_0, '.'});
	band_column(&plot, canvas, W, 0, 6, (struct band_look){ROLE_BAND_0, '.'});
	for (int i = 0; i < (W + 2) * (H + 2); i++)
		assert_int_equal(canvas->cells[i].glyph, ' ');
	canvas_free(canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_whose_middle_is_inside),
		cmocka_unit_test(columns_outside_are_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
