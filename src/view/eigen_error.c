#include <math.h>
#include <stdio.h>

#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "draw/axis.h"
#include "draw/bars.h"
#include "draw/table.h"
#include "draw/wrap.h"
#include "engine/eigen.h"
#include "view/view.h"

enum {
	DECADES = 6,   /* below the largest error at the start */
	HEADROOM = 3,  /* decades that the axis grows by when an error outgrows it */
	NAME_W = 4,    /* "e₁ "; in ASCII e_1 */
	NUMBER_W = 10, /* " 5.40×10⁻⁶" */
	COLUMNS = 6,
	WORDS_ROWS = 3,
	BAR_ROWS_MAX = 2 /* of one bar */
};

static const char *const names[CURVATURE_MAX] = {"e₁", "e₂", "e₃"};

void eigen_error_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;
	struct eigen_errors errors;

	str_add(&words->title, "error along each eigenvector");
	if (utf8_width(str_text(&words->title)) + 12 <= words->w)
		str_add(&words->title, " · log scale");
	if (eigen_read(run, &errors))
		return;
	str_addf(&words->note, "○ start ┊ predicted · after %zu step%s", errors.steps,
		errors.steps == 1 ? "" : "s");
	if (utf8_width(str_text(&words->note)) > words->w) {
		str_clear(&words->note);
		str_addf(&words->note, "○ start ┊ predicted · step %zu", errors.steps);
	}
	if (!errors.exact && utf8_width(str_text(&words->note)) + 28 <= words->w)
		str_add(&words->note, " · predicted for all rows, sgd");
}

/* --- the bars ---------------------------------------------------------------------------------- */

static double decade(double error)
{
	return log10(fabs(error));
}

/* Whole decades that stand still while errors shrink, and grow by steps where one diverges. */
static struct axis decades_of(const struct eigen_errors *errors, int cells)
{
	double start = -INFINITY, top;

	for (int i = 0; i < errors->count; i++)
		if (errors->of[i].start != 0 && isfinite(errors->of[i].start))
			start = fmax(start, decade(errors->of[i].start));
	start = top = isfinite(start) ? ceil(start) : 0;
	for (int i = 0; i < errors->count; i++) {
		double now = decade(errors->of[i].now);
		if (isfinite(now) && now > top)
			top += HEADROOM * ceil((now - top) / HEADROOM);
	}
	return axis_fixed(start - DECADES, top, cells, 7);
}

static void draw_mark(const struct axis *axis, struct canvas *canvas, struct rect row, double error,
	uint32_t glyph, enum role role)
{
	int cell = axis_cell(axis, decade(error));

	if (error == 0 || cell < 0)
		return;
	cell = cell >= row.w ? row.w - 1 : cell;
	for (int y = 0; y < row.h; y++)
		canvas_put(canvas, row.x + cell, row.y + y, glyph, role);
}

/* The predicted error goes under the start, for at the start the two are one. */
static void draw_direction(const struct eigen_direction *d, const char *name,
	const struct axis *axis, struct canvas *canvas, struct rect row)
{
	struct rect bar = {row.x + NAME_W, row.y, axis->cells, row.h};
	int middle = row.y + (row.h - 1) / 2;
	bool grows = fabs(d->factor) > 1;
	char number[NUMBER_MAX];

	canvas_text(canvas, row.x, middle, ROLE_TITLE, name, NAME_W);
	bar_draw(canvas, bar, axis_position(axis, decade(d->now)),
		grows ? ROLE_WARNING : ROLE_CLASS0);
	if (axis_cell(axis, decade(d->now)) < 0) /* so small that there is no bar */
		canvas_put(canvas, bar.x, middle, 0x25C2, ROLE_CLASS0);
	draw_mark(axis, canvas, bar, d->predicted, 0x250A, ROLE_STRONG);
	draw_mark(
		axis, canvas, (struct rect){bar.x, middle, bar.w, 1}, d->start, 0x25CB, ROLE_START);
	number_short(number, fabs(d->now), 3);
	int width = canvas_text_width(canvas, number);
	canvas_text(canvas, row.x + row.w - width, middle, ROLE_LIVE, number, width);
}

/* 10⁻⁴ under its tick; on an ASCII canvas it is spelled 10^-4. */
static void draw_axis(const struct axis *axis, struct canvas *canvas, int x, int y)
{
	struct axis_ticks ticks = axis_ticks(axis);
	int free_from = x;

	canvas_fill(canvas, (struct rect){x, y, axis->cells, 1}, 0x2500, ROLE_AXIS);
	for (int i = 0; i < ticks.count; i++) {
		char label[NUMBER_MAX];
		number_trim(label, pow(10, ticks.value[i]), 1);
		int width = canvas_text_width(canvas, label), left = x + ticks.cell[i] - width / 2;
		canvas_put(canvas, x + ticks.cell[i], y, 0x252C, ROLE_AXIS);
		if (left < free_from)
			left = free_from;
		if (left + width > x + axis->cells + NUMBER_W)
			continue;
		free_from = left + canvas_text(canvas, left, y + 1, ROLE_LABEL, label, width) + 1;
	}
}

/* Returns the rows that it took. */
static int draw_bars(
	const struct eigen_errors *errors, struct canvas *canvas, struct rect area, bool has_axis)
{
	struct axis axis = decades_of(errors, area.w - NAME_W - NUMBER_W);
	int room = (area.h - (has_axis ? 2 : 0)) / errors->count;
	int gap = room > 1 ? 1 : 0;
	int rows = room - gap > BAR_ROWS_MAX ? BAR_ROWS_MAX : room - gap;

	for (int i = 0; i < errors->count; i++) {
		struct rect row = {area.x, area.y + i * (rows + gap), area.w, rows};
		draw_direction(&errors->of[i], names[i], &axis, canvas, row);
	}
	if (has_axis)
		draw_axis(&axis, canvas, area.x + NAME_W, area.y + errors->count * (rows + gap));
	return errors->count * (rows + gap) + (has_axis ? 2 : 0);
}

/* --- the numbers and the words ----------------------------------------------------------------- */

static const struct table_column columns[COLUMNS] = {
	{.title = "", .importance = 9},
	{.title = "λ", .align = ALIGN_RIGHT, .importance = 6},
	{.title = "αλ", .align = ALIGN_RIGHT, .importance = 4},
	{.title = "|1 − αλ|", .align = ALIGN_RIGHT, .importance = 7},
	{.title = "measured", .width = 8, .align = ALIGN_RIGHT, .importance = 8},
	{.title = "to 1/1000", .align = ALIGN_RIGHT, .importance = 3},
};

static void add_steps(const struct eigen_direction *d, char out[NUMBER_MAX])
{
	double steps = eigen_steps(d);

	if (!isfinite(steps))
		snprintf(out, NUMBER_MAX, "never");
	else if (steps < 1e6)
		snprintf(out, NUMBER_MAX, "%.0f steps", steps);
	else
		number_short(out, steps, 2);
}

static void draw_table(
	const struct eigen_errors *errors, double rate, struct canvas *canvas, struct rect area)
{
	struct table_cell cells[CURVATURE_MAX * COLUMNS];
	char texts[CURVATURE_MAX * COLUMNS][NUMBER_MAX];
	struct table table = {.columns = columns,
		.column_count = COLUMNS,
		.cells = cells,
		.row_count = errors->count};

	for (int i = 0; i < errors->count; i++) {
		const struct eigen_direction *d = &errors->of[i];
		char(*text)[NUMBER_MAX] = &texts[i * COLUMNS];
		snprintf(text[0], NUMBER_MAX, "%s", names[i]);
		number_short(text[1], d->lambda, 3);
		number_short(text[2], rate * d->lambda, 3);
		number_short(text[3], fabs(d->factor), 3);
		if (d->vanished || isnan(d->measured))
			snprintf(text[4], NUMBER_MAX, d->vanished ? "rounding" : UTF8_UNKNOWN);
		else
			number_short(text[4], d->measured, 3);
		add_steps(d, text[5]);
		for (int c = 0; c < COLUMNS; c++)
			cells[i * COLUMNS + c] = (struct table_cell){.text = text[c],
				.role = c == 0   ? ROLE_TITLE
					: c == 4 ? ROLE_LIVE
						 : ROLE_TEXT};
	}
	table_draw(&table, canvas, area, 0);
}

/* "e₁", or "e₁ and e₃" where they shrink alike. */
static int write_slowest(const struct eigen_errors *errors, struct str *out)
{
	double most = fabs(errors->of[errors->slowest].factor);
	int alike = 0;

	for (int i = 0; i < errors->count; i++)
		if (!errors->of[i].still && fabs(errors->of[i].factor) >= most * (1 - 1e-9))
			str_addf(out, "%s%s", alike++ ? " and " : "", names[i]);
	return alike;
}

/* Which direction decides, and how it goes. */
static void write_words(const struct eigen_errors *errors, double rate, struct str *out)
{
	char factor[NUMBER_MAX], product[NUMBER_MAX], steps[NUMBER_MAX];

	if (errors->slowest < 0) {
		str_add(out, "No direction has a curvature that training can follow.");
		return;
	}
	const struct eigen_direction *d = &errors->of[errors->slowest];
	bool one = write_slowest(errors, out) == 1;
	number_short(factor, fabs(d->factor), 3);
	number_short(product, rate * d->lambda, 3);
	add_steps(d, steps);
	if (fabs(d->factor) > 1)
		str_addf(out, " %s: × %s each step, for αλ = %s is above 2.",
			one ? "diverges" : "diverge", factor, product);
	else if (fabs(d->factor) == 1)
		str_addf(out, " never %s: |1 − αλ| is 1.", one ? "shrinks" : "shrink");
	else
		str_addf(out, " %s slowest: × %s each step, %s to a thousandth%s.",
			one ? "is" : "are", factor, steps,
			one && d->factor < 0 ? ", to and fro" : "");
}

static void draw_all(const struct scene *scene, const struct eigen_errors *errors,
	struct canvas *canvas, struct rect area)
{
	double rate = scene->play->run->experiment->model.rate;
	struct str words = {0};
	int table = errors->count + 2;
	bool has_axis = area.h >= errors->count + 2 + WORDS_ROWS;
	bool has_table = area.h >= 2 * errors->count + 2 + WORDS_ROWS + table;

	write_words(errors, rate, &words);
	if (has_table) {
		draw_table(errors, rate, canvas, (struct rect){area.x, area.y, area.w, table - 1});
		area.y += table;
		area.h -= table;
	}
	area.h -= WORDS_ROWS;
	area.y += draw_bars(errors, canvas, area, has_axis);
	area.h = WORDS_ROWS;
	wrap_text(canvas, area, ROLE_TEXT, str_text(&words));
	str_free(&words);
}

void eigen_error_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct eigen_errors errors;
	int status = eigen_read(scene->play->run, &errors);

	area.x++;
	area.w -= 2;
	if (status == STATUS_COMBINATION)
		wrap_text(canvas, area, ROLE_DIM,
			"This needs a run whose minimum is known: a linear model with squared loss "
			"(network.hidden [], network.output linear, train.loss squared), without "
			"batch norm.");
	else if (status)
		wrap_text(canvas, area, ROLE_DIM,
			"The curvature of the loss on these rows is not a finite number.");
	else if (area.w > NAME_W + NUMBER_W && area.h > WORDS_ROWS)
		draw_all(scene, &errors, canvas, area);
}
