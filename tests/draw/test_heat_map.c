/* Heat maps: grounds, numbers, crosses, and what is left out. */
#include "rows.h"

#include <math.h>
#include <string.h>

#include "draw/heat_map.h"

static const char *const columns[] = {"0.01", "0.1", "1", "10"};
static const char *const rows[] = {"true", "false"};
static const struct heat_cell cells[] = {
	{HEAT_VALUE, 0.5, false},
	{HEAT_VALUE, 0.025, false},
	{HEAT_VALUE, 0.11, true},
	{HEAT_CROSS, NAN, true},
	{HEAT_VALUE, 0.7, false},
	{HEAT_WAITING, NAN, false},
	{HEAT_WAITING, NAN, false},
	{HEAT_CROSS, NAN, true},
};
static const struct heat_map map = {.columns = 4,
	.rows = 2,
	.cells = cells,
	.column_names = columns,
	.row_names = rows,
	.across = "learning_rate",
	.down = "on",
	.marked_column = 1,
	.marked_row = 0,
	.levels = {.count = 3, .at = {0.05, 0.2, 0.6}}};

static struct canvas *draw(int w, int h, bool ascii)
{
	struct canvas *canvas = canvas_new(w, h, ascii);

	assert_non_null(canvas);
	heat_map_draw(&map, canvas, (struct rect){0, 0, w, h});
	return canvas;
}

static void numbers_stand_in_their_cells(void **unused)
{
	struct canvas *canvas = draw(40, 7, false);

	(void)unused;
	assert_rows(canvas, "on\n"
			    " true   0.50  ▸0.025    0.11     ✗\n"
			    "                             ✗\n"
			    "false   0.70     ·       ·       ✗\n"
			    "\n"
			    "        0.01    0.1      1       10\n"
			    "      learning_rate\n");
	canvas_free(canvas);
}

/* Rows that are left over go to the cells; ASCII cells so high show their band around the value. */
static void cells_fill_the_area(void **unused)
{
	static const struct {
		int w, h, cell_w, cell_h;
	} sizes[] = {{40, 7, 8, 2}, {40, 15, 8, 5}, {120, 43, 27, 19}, {20, 5, 3, 1}};
	const enum role role = levels_band_role(&map.levels, 2); /* of the first cell alone */

	(void)unused;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct canvas *canvas = draw(sizes[i].w, sizes[i].h, false);
		int count = 0;
		for (int c = 0; c < canvas->w * canvas->h; c++)
			count += canvas->cells[c].ground == role;
		assert_int_equal(count, sizes[i].cell_w * sizes[i].cell_h);
		canvas_free(canvas);
	}
	struct canvas *canvas = draw(46, 11, true);
	assert_rows(canvas, "on\n"
			    "      222222222 000000000 111111111\n"
			    " true   0.50     >0.025     0.11        x\n"
			    "      222222222 000000000 11111111x\n"
			    "\n"
			    "      333333333\n"
			    "false   0.70        -         -         x\n"
			    "      333333333\n"
			    "        0.01       0.1        1        10\n"
			    "      learning_rate\n\n");
	canvas_free(canvas);
}

static bool has(const struct canvas *canvas, uint32_t glyph)
{
	for (int i = 0; i < canvas->w * canvas->h; i++)
		if (canvas->cells[i].glyph == glyph)
			return true;
	return false;
}

static int grounds(const struct canvas *canvas, enum role role)
{
	int count = 0;

	for (int i = 0; i < canvas->w * canvas->h; i++)
		count += canvas->cells[i].ground == role;
	return count;
}

static void each_value_has_the_ground_of_its_band(void **unused)
{
	static const double values[] = {0.025, 0.11, 0.5, 0.7};
	struct canvas *canvas = draw(60, 12, false);

	(void)unused;
	int size = grounds(canvas, levels_band_role(&map.levels, 0));
	assert_true(size > 4);
	for (int i = 0; i < 4; i++) {
		int band = levels_band(&map.levels, values[i]);
		assert_int_equal(band, i);
		assert_int_equal(grounds(canvas, levels_band_role(&map.levels, band)), size);
	}
	assert_true(has(canvas, 0x2717));
	assert_true(has(canvas, 0xB7));
	assert_true(has(canvas, HEAT_MAP_MARK));
	canvas_free(canvas);
}

/* Whatever the size: inside the area, and what is left out is counted. */
static void every_size_holds(void **unused)
{
	(void)unused;
	for (int ascii = 0; ascii < 2; ascii++)
		for (int w = 1; w < 90; w++)
			for (int h = 1; h < 16; h++) {
				struct canvas *canvas = canvas_new(w + 4, h + 4, ascii);
				canvas_fill(
					canvas, (struct rect){0, 0, w + 4, h + 4}, '~', ROLE_DIM);
				heat_map_draw(&map, canvas, (struct rect){2, 2, w, h});
				for (int y = 0; y < h + 4; y++)
					for (int x = 0; x < w + 4; x++)
						if (x < 2 || y < 2 || x >= w + 2 || y >= h + 2)
							assert_int_equal(
								canvas_at(canvas, x, y)->glyph,
								'~');
				canvas_free(canvas);
			}
}

static void letters_stand_for_numbers_without_room(void **unused)
{
	struct canvas *canvas = draw(20, 7, true);

	(void)unused;
	for (int band = 0; band < 4; band++)
		assert_true(has(canvas, (uint32_t)('0' + band)));
	canvas_free(canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_stand_in_their_cells),
		cmocka_unit_test(cells_fill_the_area),
		cmocka_unit_test(each_value_has_the_ground_of_its_band),
		cmocka_unit_test(every_size_holds),
		cmocka_unit_test(letters_stand_for_numbers_without_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
