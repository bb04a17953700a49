#include "rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw/contour.h"

/* A bowl of condition number kappa, its long axis turned by half a radian, over a plot's area. */
static struct field bowl(const struct plot *plot, double kappa)
{
	struct field field = {
		.x0 = plot->x.lo, .x1 = plot->x.hi, .y0 = plot->y.lo, .y1 = plot->y.hi};

	contour_field_size(plot->area, &field.nx, &field.ny);
	double *z = malloc((size_t)field.nx * (size_t)field.ny * sizeof *z);
	assert_non_null(z);
	for (int j = 0; j < field.ny; j++)
		for (int i = 0; i < field.nx; i++) {
			double x = field.x0 + (field.x1 - field.x0) * i / (field.nx - 1);
			double y = field.y0 + (field.y1 - field.y0) * j / (field.ny - 1);
			double u = x * cos(0.5) + y * sin(0.5), v = y * cos(0.5) - x * sin(0.5);
			z[j * field.nx + i] = 0.02 + (u * u + kappa * v * v) / 2;
		}
	field.z = z;
	return field;
}

static struct plot plot_over(struct rect area, bool ascii)
{
	static const struct plot_limits limits = {-2, 2, -1.5, 1.5, false, true};
	struct plot plot = plot_layout(area, &limits, NULL, NULL, ascii);

	return plot;
}

static void draw_all(const struct plot *plot, struct canvas *canvas, const struct field *field,
	const struct levels *levels, const struct contour_path *path)
{
	contour_fill(plot, canvas, field, levels);
	if (path)
		contour_path(plot, canvas, path);
	contour_labels(plot, canvas, field, levels);
}

static void free_field(struct field *field)
{
	free((void *)(uintptr_t)field->z);
}

static void fields_have_a_sample_at_each_corner_of_a_dot(void **state)
{
	int nx, ny;

	(void)state;
	contour_field_size((struct rect){3, 3, 38, 14}, &nx, &ny);
	assert_true(nx == 77 && ny == 57);
	contour_field_size((struct rect){0}, &nx, &ny);
	assert_true(nx >= 2 && ny >= 2);
}

/* A tiny plane z = x over 6 by 2 cells with levels at 1, 3 and 5 cells. */
static void a_plane_has_upright_lines_at_its_levels(void **state)
{
	static const double z[] = {0, 6, 0, 6};
	struct field field = {2, 2, z, 0, 6, 0, 2};
	struct levels levels = {3, {1.1, 2.9, 5.1}};
	struct plot plot = {
		.area = {0, 0, 6, 2}, .x = axis_fixed(0, 6, 6, 2), .y = axis_fixed(0, 2, 2, 2)};
	struct canvas *canvas = canvas_new(6, 2, false);

	(void)state;
	contour_fill(&plot, canvas, &field, &levels);
	assert_rows(canvas, " ⡇⢸  ⡇\n ⡇⢸  ⡇\n");
	static const int bands[] = {0, 1, 1, 2, 2, 3};
	for (int x = 0; x < 6; x++)
		assert_int_equal(canvas->cells[x].ground, levels_band_role(&levels, bands[x]));
	assert_int_equal(canvas->cells[1].role, ROLE_LINE_0);
	assert_int_equal(canvas->cells[5].role, ROLE_LINE_0 + BANDS - 1);
	canvas_free(canvas);
	canvas = canvas_new(6, 2, true);
	draw_all(&plot, canvas, &field, &levels, NULL);
	assert_rows(canvas, "0  22\n0  22\n");
	canvas_free(canvas);
}

/* Where two neighbouring cells have different bands, a line passes one of them. */
static void lines_agree_with_the_fill(void **state)
{
	struct canvas *canvas = canvas_new(60, 24, false);
	struct plot plot = plot_over((struct rect){0, 0, 60, 24}, false);
	struct field field = bowl(&plot, 4);
	struct levels levels = levels_choose(&field, CONTOUR_SQRT, 9);

	(void)state;
	contour_fill(&plot, canvas, &field, &levels);
	for (int y = plot.area.y; y < plot.area.y + plot.area.h; y++)
		for (int x = plot.area.x; x + 1 < plot.area.x + plot.area.w; x++) {
			const struct cell *a = canvas_at(canvas, x, y), *b = a + 1;
			assert_true(a->ground >= ROLE_BAND_0 && a->ground < ROLE_LINE_0);
			if (a->ground != b->ground)
				assert_true(a->glyph != ' ' || b->glyph != ' ');
		}
	free_field(&field);
	canvas_free(canvas);
}

static void steps_of_descent(double *x, double *y, int count, double rate, double kappa)
{
	x[0] = -1.6;
	y[0] = 1.1;
	for (int i = 1; i < count; i++) {
		double u = x[i - 1] * cos(0.5) + y[i - 1] * sin(0.5);
		double v = y[i - 1] * cos(0.5) - x[i - 1] * sin(0.5);
		u -= rate * u;
		v -= rate * kappa * v;
		x[i] = u * cos(0.5) - v * sin(0.5);
		y[i] = u * sin(0.5) + v * cos(0.5);
	}
}

static int count_role(const struct canvas *canvas, enum role role)
{
	int count = 0;

	for (int i = 0; i < canvas->w * canvas->h; i++)
		count += canvas->cells[i].role == role && canvas->cells[i].glyph != ' ';
	return count;
}

/* Marks cells of the path that can be reached from one of them; the number reached. */
static int flood(const struct canvas *canvas, bool *seen, int x, int y)
{
	int count = 1;

	seen[y * canvas->w + x] = true;
	for (int j = y - 1; j <= y + 1; j++)
		for (int i = x - 1; i <= x + 1; i++) {
			if (i < 0 || j < 0 || i >= canvas->w || j >= canvas->h ||
				seen[j * canvas->w + i])
				continue;
			enum role role = canvas->cells[j * canvas->w + i].role;
			if (role == ROLE_PATH || role == ROLE_START || role == ROLE_POINT)
				count += flood(canvas, seen, i, j);
		}
	return count;
}

static void the_path_is_connected_and_marked(void **state)
{
	(void)state;
	for (int ascii = 0; ascii < 2; ascii++)
		for (int w = 24; w < 170; w += 36) {
			double x[20], y[20];
			bool seen[170 * 20] = {false};
			struct canvas *canvas = canvas_new(w, 20, ascii);
			struct plot plot = plot_over((struct rect){0, 0, w, 20}, ascii);
			struct field field = bowl(&plot, 8);
			struct levels levels = levels_choose(&field, CONTOUR_SQRT, 9);
			struct contour_path path = {x, y, 20, true, 0, 0};
			int at_x, at_y;

			steps_of_descent(x, y, 20, 0.1, 8);
			draw_all(&plot, canvas, &field, &levels, &path);
			assert_true(plot_cell(&plot, x[0], y[0], &at_x, &at_y));
			assert_int_equal(canvas_at(canvas, at_x, at_y)->role, ROLE_START);
			int all = count_role(canvas, ROLE_PATH) + count_role(canvas, ROLE_START) +
				  count_role(canvas, ROLE_POINT);
			assert_int_equal(flood(canvas, seen, at_x, at_y), all);
			assert_int_equal(count_role(canvas, ROLE_START), 1);
			assert_int_equal(count_role(canvas, ROLE_POINT), 1);
			assert_true(plot_cell(&plot, x[19], y[19], &at_x, &at_y));
			assert_int_equal(canvas_at(canvas, at_x, at_y)->role, ROLE_POINT);
			assert_sound(canvas);
			free_field(&field);
			canvas_free(canvas);
		}
}

/* The step that was made just now, and the point behind it, are lit; no other is. */
static void the_last_step_is_lit(void **state)
{
	static const double x[] = {0, 0.8, 0.8}, y[] = {0.8, 0.8, -0.8};

	(void)state;
	for (int lit = 0; lit < 2; lit++) {
		struct canvas *canvas = canvas_new(30, 14, false);
		struct plot plot = plot_over((struct rect){0, 0, 30, 14}, false);
		struct contour_path path = {x, y, 3, .lit = lit};
		int from_x, from_y, to_x, to_y;

		contour_path(&plot, canvas, &path);
		assert_true(plot_cell(&plot, x[1], y[1], &from_x, &from_y));
		assert_true(plot_cell(&plot, x[2], y[2], &to_x, &to_y));
		assert_int_equal(canvas_at(canvas, to_x, to_y)->role, lit ? ROLE_LIT : ROLE_POINT);
		assert_int_equal(
			canvas_at(canvas, to_x, to_y - 2)->role, lit ? ROLE_LIT : ROLE_PATH);
		assert_int_equal(canvas_at(canvas, from_x - 2, from_y)->role, ROLE_PATH);
		canvas_free(canvas);
	}
}

static void check_rows(const struct canvas *canvas, const char *wanted, const char *why)
{
	struct str rows = {0};

	frame_text(canvas, &rows);
	if (strcmp(str_text(&rows), wanted) != 0)
		fail_msg("%s:\n%s", why, str_text(&rows));
	str_free(&rows);
}

static void golden_path(void **state)
{
	static const struct {
		double x[4], y[4];
		size_t count;
		bool has_minimum, ascii;
		const char *rows, *why;
	} cases[] = {
		{{0}, {0}, 0, false, false, "\n\n\n\n", "no path"},
		{{0}, {0}, 0, true, false, "\n\n    ★\n\n", "the minimum alone"},
		{{1.5}, {2.5}, 1, false, false, "\n ●\n\n\n", "one point is the current one"},
		{{0.5, 7.5}, {3.5, 3.5}, 2, false, false, "○⠤⠤⠤⠤⠤⠤●\n\n\n\n",
			"from start to current"},
		{{0.5, 4.5, 4.5}, {3.5, 3.5, 0.5}, 3, false, false, "○⠤⠤⠤•\n    ⢸\n    ⢸\n    ●\n",
			"a point between"},
		{{0.5, 1.5, 3.5}, {3.5, 3.5, 3.5}, 3, false, false, "○⠤⠤●\n\n\n\n",
			"no room for a point between"},
		{{3.5, 14}, {1.5, 1.5}, 2, false, false, "\n\n   ○⠤⠤⠤→\n\n",
			"beyond the right edge"},
		{{3.5, 3.5}, {1.5, -9}, 2, false, false, "\n\n   ○\n   ↓\n", "below"},
		{{3.5, 3.5}, {1.5, INFINITY}, 2, false, false, "   ↑\n   ⢸\n   ○\n\n",
			"to infinity"},
		{{3.5, NAN}, {1.5, NAN}, 2, false, false, "\n\n   ○\n\n", "to nowhere"},
		{{20, 30}, {9, 9}, 2, false, false, "       ↗\n\n\n\n", "all of it outside"},
		{{3.5, 3.5, 6.5}, {1.5, 9, 1.5}, 3, false, false, "   ↑ ⠸⡀\n   ⢸  ⡇\n   ○  ●\n\n",
			"there and back"},
		{{0.5, 4.5, 4.5}, {3.5, 3.5, 0.5}, 3, true, true, "O---+\n    |\n    *\n    o\n",
			"ASCII"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(8, 4, cases[i].ascii);
		struct plot plot = {.area = {0, 0, 8, 4},
			.x = axis_fixed(0, 8, 8, 2),
			.y = axis_fixed(0, 4, 4, 2)};
		struct contour_path path = {
			cases[i].x, cases[i].y, cases[i].count, cases[i].has_minimum, 4.5, 1.5};
		contour_path(&plot, canvas, &path);
		check_rows(canvas, cases[i].rows, cases[i].why);
		canvas_free(canvas);
	}
}

static void the_path_is_thick_on_wide_screens(void **state)
{
	static const double x[] = {0.5, 7.5}, y[] = {1.5, 1.5};
	struct contour_path path = {x, y, 2, false, 0, 0};
	struct plot plot = {
		.area = {0, 0, 8, 2}, .x = axis_fixed(0, 8, 8, 2), .y = axis_fixed(0, 2, 2, 2)};

	(void)state;
	for (int w = 149; w <= 150; w++) {
		struct canvas *canvas = canvas_new(w, 2, false);
		contour_path(&plot, canvas, &path);
		assert_rows(canvas, w < 150 ? "○⠤⠤⠤⠤⠤⠤●\n\n" : "○⣤⣤⣤⣤⣤⣤●\n\n");
		canvas_free(canvas);
	}
}

/* Rows and texts of the labels that a picture of a bowl has. */
static void labels_keep_apart_and_off_the_path(void **state)
{
	(void)state;
	for (int h = 8; h < 50; h += 6) {
		double x[20], y[20];
		struct canvas *plain = canvas_new(100, h, false),
			      *canvas = canvas_new(100, h, false);
		struct plot plot = plot_over((struct rect){0, 0, 100, h}, false);
		struct field field = bowl(&plot, 8);
		struct levels levels = levels_choose(&field, CONTOUR_SQRT, levels_count(plot.area));
		struct contour_path path = {x, y, 20, true, 0, 0};
		int labels = 0, before = -9;

		steps_of_descent(x, y, 20, 0.2, 8);
		contour_path(&plot, plain, &path);
		draw_all(&plot, canvas, &field, &levels, &path);
		for (int row = 0; row < h; row++) {
			bool any = false;
			for (int i = row * 100; i < row * 100 + 100; i++) {
				bool label = canvas->cells[i].role == ROLE_LEVEL;
				any |= label;
				assert_false(label && plain->cells[i].glyph != ' ');
			}
			assert_false(any && row - before < 2);
			before = any ? row : before;
			labels += any;
		}
		assert_true(labels >= 2);
		free_field(&field);
		canvas_free(plain);
		canvas_free(canvas);
	}
}

/* --- axes and arrows --- */

static void golden_axes_and_arrows(void **state)
{
	static const struct {
		struct contour_axis axis;
		bool ray, ascii;
		const char *rows, *why;
	} axes[] = {
		{{4, 2, 3, 0, NULL}, false, false, "\n\n ⠉⠁ ⠉⠁ ⠁\n\n", "dashes across"},
		{{4, 2, 2, 0, "λ 9"}, false, false, "\n\n  ⠉ λ 9\n\n", "a name at the end, inside"},
		{{4, 2, 3, 0, NULL}, false, true, "\n\n : : : :\n\n", "ASCII"},
		{{0, 0, 1, 0.5, NULL}, true, true, "       :\n    ::\n  :\n::\n",
			"a ray to the edge"},
		{{4, 2, NAN, 0, "no"}, false, false, "\n\n\n\n", "an axis that is not known"},
		{{4, 2, 0, 0, NULL}, true, false, "\n\n\n\n", "a ray without a direction"},
	};
	static const struct {
		struct contour_arrow arrow;
		const char *rows, *why;
	} arrows[] = {
		{{0.5, 2.5, 9, 0, 0.5}, "\n  ⠠⠤⠤→\n\n\n", "to the right, off its point"},
		{{7.5, 2.5, -1e-9, 0, 0.5}, "\n   ←⠤⠤\n\n\n", "however short the vector"},
		{{3.5, 3.5, 0, -1, 0.75}, "\n   ⢠\n   ⢸\n   ↓\n", "down"},
		{{7.5, 2.5, 1, 0, 0.9}, "\n\n\n\n", "no room beside the point"},
		{{3.5, 3.5, 0, 0, 0.9}, "\n\n\n\n", "no slope"},
		{{3.5, 3.5, NAN, 1, 0.9}, "\n\n\n\n", "no gradient"},
	};
	struct plot plot = {
		.area = {0, 0, 8, 4}, .x = axis_fixed(0, 8, 8, 2), .y = axis_fixed(0, 4, 4, 2)};

	(void)state;
	for (size_t i = 0; i < sizeof axes / sizeof *axes; i++) {
		struct canvas *canvas = canvas_new(8, 4, axes[i].ascii);
		(axes[i].ray ? contour_ray : contour_axis)(&plot, canvas, &axes[i].axis);
		if (axes[i].axis.label)
			contour_axis_name(&plot, canvas, &axes[i].axis);
		check_rows(canvas, axes[i].rows, axes[i].why);
		canvas_free(canvas);
	}
	for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++) {
		struct canvas *canvas = canvas_new(8, 4, false);
		contour_arrow(&plot, canvas, &arrows[i].arrow);
		check_rows(canvas, arrows[i].rows, arrows[i].why);
		canvas_free(canvas);
	}
}

/* Half a number says another one: a name steps aside, or stays away. */
static void a_name_is_never_cut_by_the_path(void **state)
{
	static const struct {
		int x[2]; /* of cells of the path in the axis' row; −1: none */
		const char *row, *why;
	} cases[] = {
		{{-1, -1}, "          λ 9", "behind the end"},
		{{11, -1}, " λ 9       ●", "behind the other end"},
		{{8, -1}, "        ● λ 9", "beside the path"},
		{{11, 2}, "  ●        ●", "nowhere"},
	};
	struct plot plot = {
		.area = {0, 0, 14, 3}, .x = axis_fixed(0, 14, 14, 2), .y = axis_fixed(0, 3, 3, 2)};
	const struct contour_axis axis = {7, 1.5, 2, 0, "λ 9"};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(14, 3, false);
		struct str rows = {0};
		for (int p = 0; p < 2; p++)
			if (cases[i].x[p] >= 0)
				canvas_put(canvas, cases[i].x[p], 1, CONTOUR_NOW, ROLE_POINT);
		contour_axis_name(&plot, canvas, &axis);
		str_addf(&rows, "\n%s\n\n", cases[i].row);
		check_rows(canvas, str_text(&rows), cases[i].why);
		str_free(&rows);
		canvas_free(canvas);
	}
}

/* A point in the middle of any picture is never covered by its own arrow. */
static void an_arrow_never_hides_its_point(void **state)
{
	(void)state;
	for (int w = 6; w < 60; w += 7)
		for (int turn = 0; turn < 32; turn++) {
			struct canvas *canvas = canvas_new(w, 12, turn % 2);
			struct plot plot = plot_over((struct rect){0, 0, w, 12}, turn % 2);
			int x, y;
			contour_arrow(&plot, canvas,
				&(struct contour_arrow){0, 0, cos(turn * 0.2), sin(turn * 0.2), 0});
			assert_true(plot_cell(&plot, 0, 0, &x, &y));
			struct contour_path path = {
				(const double[]){0}, (const double[]){0}, 1, false, 0, 0};
			contour_path(&plot, canvas, &path);
			assert_int_equal(canvas_at(canvas, x, y)->role, ROLE_POINT);
			assert_true(count_role(canvas, ROLE_GRADIENT) >= 1);
			assert_inside(canvas, plot.area);
			canvas_free(canvas);
		}
}

/* Few samples under many cells: each has the ground of the value in its middle, wherever it lies. */
static void a_wide_picture_of_few_samples_is_right_everywhere(void **state)
{
	enum { NX = 23, NY = 9, WIDE = 150, HIGH = 11 };
	double z[NX * NY];
	struct field field = {NX, NY, z, -2, 2, -2, 2};
	struct plot plot = plot_over((struct rect){0, 0, WIDE, HIGH}, false);
	struct canvas *canvas = canvas_new(WIDE, HIGH, false);

	(void)state;
	assert_non_null(canvas);
	for (int i = 0; i < NX * NY; i++)
		z[i] = i == 40 ? NAN : sin(0.7 * (i % NX)) + cos(1.3 * i / NX);
	struct levels levels = levels_choose(&field, CONTOUR_QUANTILE, 9);
	contour_fill(&plot, canvas, &field, &levels);
	for (int y = 0; y < plot.area.h; y++)
		for (int x = 0; x < plot.area.w; x++) {
			double value = field_at(&field, plot.area, x * DOTS_X + 1, y * DOTS_Y + 2);
			int ground = canvas_at(canvas, plot.area.x + x, plot.area.y + y)->ground;
			int band = 0;
			while (band < levels.count && value >= levels.at[band])
				band++;
			assert_int_equal(ground, isnan(value) ? ROLE_NONE
							      : levels_band_role(&levels, band));
		}
	canvas_free(canvas);
}

static void what_is_not_known_is_left_blank(void **state)
{
	static const double z[] = {NAN, 1, 2, 1, 2, 3};
	struct field field = {3, 2, z, 0, 2, 0, 1};
	struct levels levels = {1, {1.5}};
	struct plot plot = {
		.area = {0, 0, 8, 2}, .x = axis_fixed(0, 2, 8, 2), .y = axis_fixed(0, 1, 2, 2)};
	struct canvas *canvas = canvas_new(8, 2, false);

	(void)state;
	draw_all(&plot, canvas, &field, &levels, NULL);
	assert_int_equal(canvas_at(canvas, 1, 1)->ground, ROLE_NONE);
	assert_int_equal(canvas_at(canvas, 7, 0)->ground, ROLE_BAND_0 + BANDS - 1);
	canvas_free(canvas);
}

static void any_rectangle_field_and_path_is_survived(void **state)
{
	static const double value[] = {0, 1, 2.5, NAN, INFINITY, -INFINITY, 1e300, -7};

	(void)state;
	srand(11);
	for (int round = 0; round < 600; round++) {
		double z[63], x[9], y[9];
		struct rect area = hard_rects[round % HARD_RECTS];
		struct canvas *canvas = canvas_new(30, 12, round % 3 == 0);
		struct plot plot = {.area = area,
			.x = axis_fixed(0, 4, area.w, 2),
			.y = axis_fixed(-1, 3, area.h, 2)};
		for (int i = 0; i < 63; i++)
			z[i] = round % 2 ? value[rand() % 8] : rand() % 100;
		for (int i = 0; i < 9; i++) {
			x[i] = value[rand() % 8];
			y[i] = value[rand() % 8];
		}
		struct field field = {rand() % 10, rand() % 8, z, 0, 4, -1, 3};
		struct levels levels = levels_choose(&field, (enum contour_rule)(round % 3), 7);
		struct contour_path path = {
			x, y, (size_t)(rand() % 10), round % 2, value[rand() % 8], 1};
		draw_all(&plot, canvas, &field, &levels, &path);
		assert_inside(canvas, area);
		assert_sound(canvas);
		canvas_free(canvas);
	}
}

/* Without braille a level is one thin character in a cell, along the line that it is. */
static void coarse_sets_have_thin_lines(void **state)
{
	static const struct {
		double u, v; /* the field rises that way */
		uint32_t glyph;
		const char *why;
	} cases[] = {{1, 0, 0x2502, "across: upright lines"},
		{0, 1, 0x2500, "upwards: level lines"},
		{1, 1, '\\', "to the upper right: lines fall"}, {1, -1, '/', "lines rise"}};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
		struct canvas *canvas = canvas_new(40, 14, false);
		canvas_use_glyphs(canvas, i % 2 ? GLYPHS_BLOCK : GLYPHS_QUADRANT);
		struct plot plot = plot_over((struct rect){0, 0, 40, 14}, false);
		struct field field = bowl(&plot, 1);
		double *z = (double *)(uintptr_t)field.z;
		for (int at = 0; at < field.nx * field.ny; at++)
			z[at] = cases[i / 2].u * (at % field.nx) + cases[i / 2].v * (at / field.nx);
		struct levels levels = levels_choose(&field, CONTOUR_QUANTILE, 4);
		contour_fill(&plot, canvas, &field, &levels);
		int lines = 0, alike = 0;
		for (int c = 0; c < 40 * 14; c++) {
			enum role role = canvas->cells[c].role;
			bool line = role >= ROLE_LINE_0 && canvas->cells[c].glyph != ' ';
			lines += line;
			alike += line && canvas->cells[c].glyph == cases[i / 2].glyph;
			assert_true(canvas->cells[c].glyph < 0x2580);
		}
		/* In wide cells a falling line is here and there level or upright. */
		if (lines < 20 || 2 * alike <= lines)
			fail_msg("%s: %d of %d", cases[i / 2].why, alike, lines);
		free_field(&field);
		canvas_free(canvas);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_have_a_sample_at_each_corner_of_a_dot),
		cmocka_unit_test(a_plane_has_upright_lines_at_its_levels),
		cmocka_unit_test(lines_agree_with_the_fill),
		cmocka_unit_test(the_path_is_connected_and_marked),
		cmocka_unit_test(golden_path),
		cmocka_unit_test(the_last_step_is_lit),
		cmocka_unit_test(the_path_is_thick_on_wide_screens),
		cmocka_unit_test(labels_keep_apart_and_off_the_path),
		cmocka_unit_test(golden_axes_and_arrows),
		cmocka_unit_test(a_name_is_never_cut_by_the_path),
		cmocka_unit_test(an_arrow_never_hides_its_point),
		cmocka_unit_test(a_wide_picture_of_few_samples_is_right_everywhere),
		cmocka_unit_test(what_is_not_known_is_left_blank),
		cmocka_unit_test(any_rectangle_field_and_path_is_survived),
		cmocka_unit_test(coarse_sets_have_thin_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
