#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "draw/heat_map.h"
#include "draw/wrap.h"
#include "view/view.h"

enum { LEGEND_RAMP = 10, LEGEND_ROWS = 2, FEW_DIGITS = 2 };

#define SPAN 1e3 /* of the colours, to either side of the middle cell */

/* The sweep of the run that is drawn. */
static const struct sweep_field *field_of(const struct scene *scene)
{
	const struct sweep_field *field = scene->sweep;

	return field && field->twin && field->twin->play == scene->play ? field->twin : field;
}

static const struct sweep *sweep_of(const struct scene *scene)
{
	const struct sweep_field *field = field_of(scene);

	return field ? field->sweep : NULL;
}

/* "12 of 30 runs", then the marks, the shorter the less room there is. */
static void write_note(const struct sweep *sweep, struct frame_words *words)
{
	static const char *const marks[] = {
		" · ▸ these settings · ✗ diverged", " · ▸ now · ✗ diverged", " · ✗ diverged"};
	struct sweep_progress progress = sweep_progress(sweep);

	if (progress.runs_done < progress.runs)
		str_addf(&words->note, "%zu of %zu runs", progress.runs_done, progress.runs);
	else
		str_addf(&words->note, "%zu runs", progress.runs);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (utf8_width(str_text(&words->note)) + utf8_width(marks[i]) <= words->w) {
			str_add(&words->note, marks[i]);
			return;
		}
}

void heat_title(const struct scene *scene, struct frame_words *words)
{
	const struct sweep *sweep = sweep_of(scene);
	static const char *const leads[] = {"sweep · loss at the end", "loss at the end", "loss"};
	struct str full = {0};
	size_t form = 0;

	if (!sweep) {
		str_add(&words->title, leads[0]);
		return;
	}
	do { /* that a cell is a mean is never left out */
		str_clear(&full);
		str_add(&full, leads[form]);
		if (scene->sweep->seeds > 1)
			str_addf(&full, ", mean of %zu seeds", scene->sweep->seeds);
		else
			str_add(&full, " of training");
	} while (utf8_width(str_text(&full)) > words->w && ++form < sizeof leads / sizeof *leads);
	str_add(&words->title, str_text(&full));
	str_free(&full);
	write_note(sweep, words);
}

/* --- values ------------------------------------------------------------------------------------ */

static struct heat_cell cell_of(const struct sweep *sweep, size_t column, size_t row)
{
	struct sweep_cell cell = sweep_cell(sweep, column, row, 0);
	struct heat_cell heat = {.kind = HEAT_WAITING, .value = cell.mean};

	if (cell.done > 0)
		heat.kind = isfinite(cell.mean) ? HEAT_VALUE : HEAT_CROSS;
	heat.crossed = cell.diverged + cell.failed > 0;
	return heat;
}

/* What the ramp spans, and whether cells lie beyond its ends. */
struct scale {
	double lo, hi;
	bool below, above;
};

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static size_t cells_of(const struct sweep *sweep)
{
	return sweep ? sweep_columns(sweep) * sweep_rows(sweep) : 0;
}

/* Adds the losses that are known; returns how many there are then. */
static size_t gather(const struct sweep *sweep, size_t known, double *out)
{
	for (size_t i = 0; i < cells_of(sweep); i++) {
		struct heat_cell cell =
			cell_of(sweep, i % sweep_columns(sweep), i / sweep_columns(sweep));
		if (cell.kind == HEAT_VALUE)
			out[known++] = cell.value;
	}
	return known;
}

/*
 * Over both runs, so that what looks different is different. One run that blew up, or one that is
 * exact, must not take the colours from all others.
 */
static struct scale scale_of(const struct sweep_field *field)
{
	const struct sweep *twin = field->twin ? field->twin->sweep : NULL;
	size_t most = cells_of(field->sweep) + cells_of(twin);
	double *sorted = malloc((most + 1) * sizeof *sorted);
	struct scale scale = {.lo = INFINITY, .hi = -INFINITY};
	size_t known = sorted ? gather(twin, gather(field->sweep, 0, sorted), sorted) : 0;

	if (known) {
		qsort(sorted, known, sizeof *sorted, compare);
		double middle = sorted[known / 2];
		scale.lo = fmax(sorted[0], middle / SPAN);
		scale.hi = fmin(sorted[known - 1], middle * SPAN);
		scale.below = sorted[0] < scale.lo;
		scale.above = sorted[known - 1] > scale.hi;
	}
	free(sorted);
	return scale;
}

/* Even factors over the scale; even steps where a loss is 0. */
static struct levels levels_of(const struct scale *scale)
{
	struct levels levels = {.count = scale->hi > scale->lo ? LEVELS_MAX : 0};

	for (int i = 0; i < levels.count; i++) {
		double share = (double)(i + 1) / (LEVELS_MAX + 1);
		levels.at[i] = scale->lo > 0 ? scale->lo * pow(scale->hi / scale->lo, share)
					     : scale->lo + (scale->hi - scale->lo) * share;
	}
	return levels;
}

/* The part of a setting's name behind the dot, where the whole does not fit. */
static const char *short_name(const char *name, int room)
{
	const char *dot = strchr(name, '.');

	return dot && utf8_width(name) > room ? dot + 1 : name;
}

/* --- drawing ----------------------------------------------------------------------------------- */

/* "loss 0.012 ▒▒▒▒ ≥ 0.69": the ramp from the best cell to the worst. */
static void draw_legend(const struct heat_map *heat, const struct scale *scale,
	struct canvas *canvas, struct rect line)
{
	char number[NUMBER_MAX], least[NUMBER_MAX + 8], most[NUMBER_MAX + 8];

	if (!heat->levels.count || line.h < 1)
		return;
	number_short(number, scale->lo, FEW_DIGITS);
	snprintf(least, sizeof least, "%s%s", scale->below ? "≤ " : "", number);
	number_short(number, scale->hi, FEW_DIGITS);
	/* Read without colours it is a sentence, too. */
	snprintf(most, sizeof most, "to %s%s", scale->above ? "≥ " : "", number);
	int width = canvas_text_width(canvas, least) + canvas_text_width(canvas, most);
	if (width + LEGEND_RAMP + 7 > line.w)
		return;
	int x = line.x + canvas_text(canvas, line.x, line.y, ROLE_DIM, "loss ", -1);
	x += canvas_text(canvas, x, line.y, ROLE_LABEL, least, -1) + 1;
	for (int i = 0; i < LEGEND_RAMP; i++, x++) {
		int band = i * (heat->levels.count + 1) / LEGEND_RAMP;
		canvas_ground(canvas, x, line.y, levels_band_role(&heat->levels, band));
		if (canvas->ascii)
			canvas_put(
				canvas, x, line.y, (uint32_t) "0123456789abcdef"[band], ROLE_LEVEL);
	}
	canvas_text(canvas, x + 1, line.y, ROLE_LABEL, most, -1);
}

static void fill(const struct sweep *sweep, struct heat_map *heat, struct heat_cell *cells,
	const char **names)
{
	for (int column = 0; column < heat->columns; column++)
		names[column] = sweep_value(sweep, false, (size_t)column);
	for (int row = 0; row < heat->rows; row++)
		names[heat->columns + row] = sweep_value(sweep, true, (size_t)row);
	for (int row = 0; row < heat->rows; row++)
		for (int column = 0; column < heat->columns; column++)
			cells[row * heat->columns + column] =
				cell_of(sweep, (size_t)column, (size_t)row);
	heat->cells = cells;
	heat->column_names = names;
	heat->row_names = names + heat->columns;
}

static void draw_map(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct sweep *sweep = sweep_of(scene);
	size_t columns = sweep_columns(sweep), rows = sweep_rows(sweep), column, row;
	struct heat_cell *cells = malloc(columns * rows * sizeof *cells);
	const char **names = malloc((columns + rows) * sizeof *names);
	struct heat_map heat = {.columns = (int)columns,
		.rows = (int)rows,
		.across = short_name(sweep_setting(sweep, false), area.w / 2),
		.down = short_name(sweep_setting(sweep, true), area.w / 2),
		.marked_column = -1,
		.marked_row = -1};

	if (cells && names) {
		if (sweep_home(sweep, &scene->play->experiment->settings, &column, &row)) {
			heat.marked_column = (int)column;
			heat.marked_row = (int)row;
		}
		fill(sweep, &heat, cells, names);
		struct scale scale = scale_of(scene->sweep);
		heat.levels = levels_of(&scale);
		bool legend = area.h >= (int)rows + LEGEND_ROWS + HEAT_MAP_NAMES;
		struct rect map = {area.x, area.y, area.w, area.h - (legend ? LEGEND_ROWS : 0)};
		int used = heat_map_draw(&heat, canvas, map);
		draw_legend(&heat, &scale, canvas,
			(struct rect){area.x, area.y + used + 1, area.w, area.h - used - 1});
	}
	free(cells);
	free(names);
}

void heat_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct settings *settings = &scene->play->experiment->settings;

	area.x++;
	area.w -= 2;
	if (!settings->view.sweep_across[0])
		wrap_text(canvas, area, ROLE_DIM,
			"This lesson names no grid of runs: set view.sweep_across, such as "
			"train.learning_rate=0.1,1,10, and view.sweep_down.");
	else if (!scene->sweep)
		wrap_text(canvas, area, ROLE_DIM, "The runs have not begun.");
	else if (!sweep_of(scene))
		wrap_text(canvas, area, ROLE_WARNING, str_text(&field_of(scene)->why));
	else
		draw_map(scene, canvas, area);
}
