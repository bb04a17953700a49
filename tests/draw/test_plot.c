#include "rows.h"

#include <math.h>
#include <string.h>

#include "close.h"
#include "draw/plot.h"

static void axes_are_drawn(void **state)
{
	static const struct {
		int w, h;
		bool ascii;
		struct plot_limits limits;
		const char *rows, *why; /* why: for the reader */
		const char *title;      /* of x; NULL: x */
	} cases[] = {
		{30, 8, false, {0, 10, -1, 1, false, false},
			" 1┤\n y│\n 0┤\n  │\n−1┤\n  │\n"
			"  └┬────────────┬───────── x ┬\n"
			"   0            5           10\n",
			"free limits"},
		{30, 8, true, {0, 10, -1, 1, false, false},
			" 1+\n y|\n 0+\n  |\n-1+\n  |\n"
			"  ++------------+--------- x +\n"
			"   0            5           10\n",
			"ASCII"},
		{30, 8, false, {-1, 1, -1, 1, false, true},
			" 1┤\n y│\n 0┤\n  │\n−1┤\n  │\n"
			"  └─────┬───────┬───────┬─── x\n"
			"       −2       0       2\n",
			"equal units"},
		{30, 7, false, {-0.3, 4.2, 0, 1, true, false},
			"  1┤\n  y│\n0.5┤\n   │\n  0┤\n"
			"   └─┬───────────┬─────── x ┬─\n"
			"     0           2          4\n",
			"fixed limits"},
		{17, 8, false, {0, 10, -1, 1, false, false},
			"\n\n\n\n\n\n"
			"┬───────┬──── x ┬\n"
			"0       5      10\n",
			"too narrow for labels on the left"},
		{20, 6, false, {0, 10, -1, 1, false, false},
			" y│\n 0┤\n  │\n−2┤\n"
			"  └┬────── eruptions\n"
			"   0       5      10\n",
			"a name for which no place is free of ticks", "eruptions"},
		{30, 5, false, {0, 10, -1, 1, false, false}, " 1┤\n y│\n 0┤\n  │\n−1┤\n",
			"too low for labels below"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rect whole = {0, 0, cases[i].w, cases[i].h};
		struct plot plot = plot_layout(whole, &cases[i].limits,
			cases[i].title ? cases[i].title : "x", "y", cases[i].ascii);
		struct canvas *canvas = canvas_new(cases[i].w, cases[i].h, cases[i].ascii);
		plot_axes(&plot, canvas);
		assert_rows(canvas, cases[i].rows);
		canvas_free(canvas);
	}
}

/* The next word of a row, from cell *x on; empty at the end. */
static void next_word(const struct canvas *canvas, int y, int *x, char word[200])
{
	size_t length = 0;

	while (*x < canvas->w && canvas->cells[y * canvas->w + *x].glyph == ' ')
		++*x;
	for (; *x < canvas->w && canvas->cells[y * canvas->w + *x].glyph != ' '; ++*x)
		length += utf8_put(canvas->cells[y * canvas->w + *x].glyph, word + length);
	word[length] = '\0';
}

static bool is_label(const struct axis *axis, const char *word)
{
	struct axis_ticks ticks = axis_ticks(axis);

	for (int i = 0; i < ticks.count; i++) {
		char label[NUMBER_MAX];
		axis_label(axis, ticks.value[i], label);
		if (strcmp(label, word) == 0)
			return true;
	}
	return false;
}

static void labels_are_never_cut_and_never_touch(void **state)
{
	(void)state;
	for (int w = 6; w < 50; w++)
		for (int i = 0; i < 4; i++) {
			struct plot_limits limits = {-123.5 * i, 1000.25, -1e-3, 2e9, i % 2, false};
			struct plot plot =
				plot_layout((struct rect){0, 0, w, 12}, &limits, "w₁", "w₂", false);
			struct canvas *canvas = canvas_new(w, 12, false);
			char word[200];
			plot_axes(&plot, canvas);
			assert_sound(canvas);
			assert_true(plot.area.w >= 1 && plot.area.x + plot.area.w <= w);
			for (int x = 0; next_word(canvas, 11, &x, word), *word;)
				assert_true(is_label(&plot.x, word));
			canvas_free(canvas);
		}
}

static void values_find_their_cells(void **state)
{
	struct plot_limits limits = {0, 10, 0, 4, true, false};
	struct plot plot = plot_layout((struct rect){2, 1, 10, 4}, &limits, NULL, NULL, false);
	double dot_x, dot_y;
	int x = 99, y = 99;

	(void)state;
	assert_true(plot_cell(&plot, 0.5, 0.5, &x, &y) && x == 2 && y == 4);
	assert_true(plot_cell(&plot, 9.5, 3.5, &x, &y) && x == 11 && y == 1);
	assert_true(plot_cell(&plot, 10, 4, &x, &y) && x == 11 && y == 1);
	x = y = 99;
	assert_false(plot_cell(&plot, NAN, 1, &x, &y));
	assert_false(plot_cell(&plot, 1, INFINITY, &x, &y));
	assert_false(plot_cell(&plot, -0.1, 1, &x, &y));
	assert_true(x == 99 && y == 99);
	plot_dot(&plot, 5, 2, &dot_x, &dot_y);
	assert_close(dot_x, 10, 1e-12, 0);
	assert_close(dot_y, 8, 1e-12, 0);
	plot_dot(&plot, NAN, INFINITY, &dot_x, &dot_y);
	assert_true(isfinite(dot_x) && isfinite(dot_y));
}

static double value_at(const void *context, size_t i)
{
	return ((const double *)context)[i];
}

static void curves_break_where_there_is_no_value(void **state)
{
	static const double y[] = {0.1, 0.1, NAN, 0.9, 0.9, INFINITY, 0.5};
	static const double one[] = {0.9};
	struct plot_limits limits = {0, 6, 0, 1, true, false};
	struct plot plot = plot_layout((struct rect){0, 0, 6, 2}, &limits, NULL, NULL, false);
	struct canvas *canvas = canvas_new(6, 2, false);
	struct pen pen = plot_pen(&plot, canvas, ROLE_MU);

	(void)state;
	plot_curve(&plot, &pen, &(struct plot_curve){value_at, y, 7, .x0 = 0, .dx = 1});
	assert_rows(canvas, "   ⠉⠁\n⣀⡀\n");
	canvas_erase(canvas);
	plot_curve(&plot, &pen, &(struct plot_curve){value_at, one, 1, .x0 = 1, .dx = 1});
	assert_rows(canvas, " ⠁\n\n");
	canvas_erase(canvas);
	plot_line(&plot, &pen, (struct segment){0, NAN, 1, 1});
	plot_curve(&plot, &pen, &(struct plot_curve){value_at, y, 0, .x0 = 0, .dx = 1});
	assert_rows(canvas, "\n\n");
	canvas_free(canvas);
}

/* One peak among thousands keeps its height, and its place to a column of dots. */
static double peak_at(const void *context, size_t i)
{
	return i == *(const size_t *)context ? 0.97 : 0.03;
}

static void many_values_keep_their_extremes(void **state)
{
	static const size_t peaks[] = {0, 1, 777, 4095};
	struct plot_limits limits = {0, 4096, 0, 1, true, false};
	struct plot plot = plot_layout((struct rect){0, 0, 16, 4}, &limits, NULL, NULL, false);
	struct canvas *canvas = canvas_new(16, 4, false);
	struct pen pen = plot_pen(&plot, canvas, ROLE_MU);

	(void)state;
	for (size_t p = 0; p < sizeof peaks / sizeof *peaks; p++) {
		canvas_erase(canvas);
		plot_curve(&plot, &pen,
			&(struct plot_curve){peak_at, &peaks[p], 4096, .x0 = 0, .dx = 1});
		for (size_t x = 0; x < 16; x++) {
			bool high = canvas->cells[x].glyph != ' ';
			size_t near = peaks[p] / 256;
			assert_true(high ? x + 1 >= near && x <= near + 1 : x != near);
			assert_int_not_equal(canvas->cells[3 * 16 + x].glyph, ' ');
		}
	}
	canvas_free(canvas);
}

static void any_rectangle_and_any_limits_are_survived(void **state)
{
	static const double value[] = {0, 1, -1e300, NAN, INFINITY, -INFINITY, 3};

	(void)state;
	for (size_t i = 0; i < HARD_RECTS; i++)
		for (int n = 0; n < 343; n++) {
			struct plot_limits limits = {value[n % 7], value[n / 7 % 7], value[n / 49],
				value[(n + i) % 7], n % 2, n % 3 == 0};
			struct canvas *canvas = canvas_new(30, 12, n % 5 == 0);
			struct plot plot = plot_layout(
				hard_rects[i], &limits, "w₁", "loss on a log scale", n % 5 == 0);
			plot_axes(&plot, canvas);
			struct pen pen = plot_pen(&plot, canvas, ROLE_PATH);
			plot_line(&plot, &pen, (struct segment){-5, 3, 1e9, INFINITY});
			assert_inside(canvas, hard_rects[i]);
			assert_sound(canvas);
			canvas_free(canvas);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(axes_are_drawn),
		cmocka_unit_test(labels_are_never_cut_and_never_touch),
		cmocka_unit_test(values_find_their_cells),
		cmocka_unit_test(curves_break_where_there_is_no_value),
		cmocka_unit_test(many_values_keep_their_extremes),
		cmocka_unit_test(any_rectangle_and_any_limits_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
