#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "draw/axis.h"
#include "draw/wrap.h"
#include "engine/mates.h"
#include "engine/quantity.h"
#include "view/atom.h"
#include "view/view.h"

enum {
	NAME_W = 10,  /* "test mode " */
	NUMBER_W = 9, /* " −123.456" */
	MARKS_W = 15, /* cells for the marks, below which names are cut rather than these */
	SLOT = 8,
	DECIMALS = 3,
	LINES = 3, /* z, ẑ, ztilde */
	ROOM_X = 8,
	HALF_RANGE = 3 /* standard deviations that the axis of ẑ shows at least */
};

/* One number line: a unit's values over this batch. */
struct line {
	const char *name;
	const double *values; /* [m] */
	bool known, lit;
	struct axis axis;
};

struct content {
	struct line lines[LINES];
	struct mates mates;
	double gamma, beta; /* of the unit */
	size_t m;
	size_t place; /* of the row in the batch, from 0 */
	int names;    /* cells that names get */
	bool training;
};

void mates_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;
	int width;

	str_addf(&words->title, "a row and its batch mates · layer %d, unit %d", scene_layer(scene),
		scene_unit(scene));
	width = utf8_width(str_text(&words->title));
	if (width > words->w) {
		str_clear(&words->title);
		str_add(&words->title, "a row and its batch mates");
	}
	if (!run->at.epoch)
		return;
	size_t row = run->work.rows[scene_example(scene) - 1] + 1, mates = run->work.m - 1;
	const char *mode = run->mode == MODE_TEST ? "test mode" : "training mode";
	str_addf(&words->note, "● row %zu • its %zu mates · %s", row, mates, mode);
	if (utf8_width(str_text(&words->note)) <= words->w)
		return;
	str_clear(&words->note);
	str_addf(&words->note, "● row %zu • %zu mates · %s", row, mates,
		run->mode == MODE_TEST ? "test" : "train");
}

/* --- what is known ----------------------------------------------------------------------------- */

static void read_line(
	const struct scene *scene, const char *name, const double *values, struct line *line)
{
	const struct run *run = scene->play->run;
	const struct quantity *quantity = quantity_find(name);
	int index[3] = {scene_layer(scene), scene_unit(scene), scene_example(scene)};
	double value;

	*line = (struct line){.name = quantity->symbol,
		.values = values + (size_t)(index[1] - 1) * run_work(run)->m,
		.known = !quantity_read(run, quantity, index, &value),
		.lit = atom_lit(run, quantity, index)};
}

/* The values themselves: around wherever they lie. */
static struct axis axis_around(const double *values, size_t count, int cells)
{
	double least = INFINITY, largest = -INFINITY;

	for (size_t i = 0; i < count; i++) {
		least = fmin(least, values[i]);
		largest = fmax(largest, values[i]);
	}
	return axis_fit(least, largest, cells, ROOM_X);
}

static double farthest(const double *values, size_t count, double so_far)
{
	for (size_t i = 0; i < count; i++)
		if (isfinite(values[i]))
			so_far = fmax(so_far, fabs(values[i]));
	return so_far;
}

/*
 * One axis for ẑ wherever it is computed, and for ztilde; it seldom changes from batch to batch. It
 * is made from ẑ, γ and β alone: ztilde is not known while ẑ is new.
 */
static struct axis axis_of_zhat(const struct content *content, int cells)
{
	double far = farthest(content->mates.zhat, content->mates.count, HALF_RANGE);

	far = farthest(content->lines[1].values, content->m, far);
	double shifted = fabs(content->gamma) * far + fabs(content->beta);
	far = ceil(isfinite(shifted) ? fmax(far, shifted) : far);
	return axis_fit(-far, far, cells, ROOM_X);
}

static int gather(const struct scene *scene, struct content *content)
{
	const struct run *run = scene->play->run;
	const struct work *work = run_work(run);
	const struct layer_work *layer = &work->layer[scene_layer(scene) - 1];
	bool after = run->experiment->model.norm_position == NORM_POSITION_AFTER;
	int status = mates_find(
		run, scene_layer(scene), scene_unit(scene), scene_example(scene), &content->mates);

	if (status)
		return status;
	content->m = work->m;
	content->place = (size_t)scene_example(scene) - 1;
	content->training = run->mode == MODE_TRAIN;
	read_line(scene, after ? "a" : "z", after ? layer->a : layer->z, &content->lines[0]);
	read_line(scene, "zhat", layer->zhat, &content->lines[1]);
	read_line(scene, "ztilde", layer->ztilde, &content->lines[2]);
	int unit[3] = {scene_layer(scene), scene_unit(scene), 0};
	if (quantity_read(run, quantity_find("gamma"), unit, &content->gamma) ||
		quantity_read(run, quantity_find("beta"), unit, &content->beta))
		content->gamma = content->beta = NAN;
	return 0;
}

/* --- drawing ----------------------------------------------------------------------------------- */

struct row {
	int x, y, w; /* of the line's cells, without name and number */
};

static void put_mark(const struct axis *axis, struct canvas *canvas, struct row row, double value,
	uint32_t glyph, enum role role)
{
	int cell = axis_cell(axis, value);

	if (isnan(value))
		return;
	/* What lies beside the axis is pointed at. */
	if (cell < 0 || cell >= row.w) {
		glyph = cell < 0 ? 0x25C2 : 0x25B8;
		cell = cell < 0 ? 0 : row.w - 1;
	}
	canvas_put(canvas, row.x + cell, row.y, glyph, role);
}

static void draw_name(struct canvas *canvas, const struct content *content, struct row row,
	const char *name, enum role role)
{
	canvas_text_fit(canvas, row.x - content->names, row.y, role, name, content->names - 1);
}

static void draw_number(struct canvas *canvas, struct row row, double value, enum role role)
{
	char number[NUMBER_MAX];

	number_slot(number, value, SLOT, DECIMALS);
	canvas_text(canvas, row.x + row.w + NUMBER_W - SLOT, row.y, role, number, SLOT);
}

/* A faint line with its zero, for marks to stand on. */
static void draw_ground(const struct axis *axis, struct canvas *canvas, struct row row)
{
	int zero = axis_cell(axis, 0);

	canvas_fill(canvas, (struct rect){row.x, row.y, row.w, 1}, 0x2508, ROLE_FRAME);
	if (zero >= 0 && zero < row.w)
		canvas_put(canvas, row.x + zero, row.y, 0x250A, ROLE_AXIS);
}

static void draw_values(const struct content *content, const struct line *line,
	struct canvas *canvas, struct row row)
{
	draw_name(canvas, content, row, line->name, line->lit ? ROLE_LIT : ROLE_TITLE);
	if (!line->known) {
		canvas_text_fit(
			canvas, row.x, row.y, ROLE_UNKNOWN, "not known yet", row.w + NUMBER_W);
		return;
	}
	draw_ground(&line->axis, canvas, row);
	for (size_t i = 0; i < content->m; i++)
		if (i != content->place)
			put_mark(&line->axis, canvas, row, line->values[i], 0x2022, ROLE_ROW);
	put_mark(&line->axis, canvas, row, line->values[content->place], 0x25CF, ROLE_POINT);
	draw_number(canvas, row, line->values[content->place], line->lit ? ROLE_LIT : ROLE_LIVE);
}

/* Two rows: the line with its ticks, and their labels. */
static void draw_axis(const struct axis *axis, struct canvas *canvas, struct row row)
{
	struct axis_ticks ticks = axis_ticks(axis);
	int free_from = row.x - 2;

	canvas_fill(canvas, (struct rect){row.x, row.y, row.w, 1}, 0x2500, ROLE_AXIS);
	for (int i = 0; i < ticks.count; i++) {
		char label[NUMBER_MAX];
		axis_label(axis, ticks.value[i], label);
		int width = canvas_text_width(canvas, label);
		int sign = ticks.value[i] < 0;
		int left = row.x + ticks.cell[i] - (width - sign) / 2 - sign;
		canvas_put(canvas, row.x + ticks.cell[i], row.y, 0x252C, ROLE_AXIS);
		if (left < free_from || left + width > row.x + row.w + NUMBER_W)
			continue;
		free_from = left + canvas_text(canvas, left, row.y + 1, ROLE_LABEL, label, -1) + 1;
	}
}

/* The same row in each batch: a line each, `pitch` rows apart; 0: all marks on one. */
static void draw_batches(
	const struct content *content, struct canvas *canvas, struct row row, int pitch)
{
	const struct mates *mates = &content->mates;
	const struct axis *axis = &content->lines[1].axis;

	if (!pitch) {
		draw_name(canvas, content, row, "ẑ there", ROLE_TITLE);
		draw_ground(axis, canvas, row);
	}
	for (size_t i = 0; i < mates->count; i++) {
		bool own = i == mates->own;
		if (pitch) {
			char name[32];
			snprintf(name, sizeof name, "batch %zu", i + 1);
			draw_name(canvas, content, row, name, own ? ROLE_TITLE : ROLE_LABEL);
			draw_ground(axis, canvas, row);
			draw_number(canvas, row, mates->zhat[i], own ? ROLE_LIVE : ROLE_TEXT);
		}
		put_mark(axis, canvas, row, mates->zhat[i], own ? 0x25CF : 0x25CB,
			own ? ROLE_POINT : ROLE_CLASS0);
		row.y += pitch;
	}
}

static void draw_test_mode(const struct content *content, struct canvas *canvas, struct row row)
{
	draw_name(canvas, content, row, "test mode", ROLE_TITLE);
	draw_ground(&content->lines[1].axis, canvas, row);
	put_mark(
		&content->lines[1].axis, canvas, row, content->mates.test_mode, 0x25C6, ROLE_GAMMA);
	draw_number(canvas, row, content->mates.test_mode, ROLE_GAMMA);
}

static void write_words(const struct content *content, struct str *out)
{
	const struct mates *mates = &content->mates;
	char least[NUMBER_MAX], largest[NUMBER_MAX], test[NUMBER_MAX];

	number_short(least, mates->least, 3);
	number_short(largest, mates->largest, 3);
	number_short(test, mates->test_mode, 3);
	str_addf(out, "ẑ: %s to %s with other mates", least, largest);
	if (mates->count < mates->batches)
		str_addf(out, " (first %zu of %zu batches)", mates->count, mates->batches);
	str_addf(out, "; in test mode %s with any.", test);
}

/* What there is room for, in the order of its importance. */
struct plan {
	bool words, axis, one_each, z_axis;
	int pitch; /* rows from one batch to the next */
};

enum { WORDS_ROWS = 2, WORDS_W = 36, AXIS_ROWS = 2, LEAST_ROWS = LINES + 2 };

static struct plan plan_of(const struct content *content, int w, int h)
{
	struct plan plan = {.words = false};
	int left = h - LEAST_ROWS, more = (int)content->mates.count - 1;

	plan.words = left >= WORDS_ROWS + 1 && w >= WORDS_W;
	left -= plan.words ? WORDS_ROWS + 1 : 0;
	plan.axis = left >= AXIS_ROWS;
	left -= plan.axis ? AXIS_ROWS : 0;
	plan.z_axis = plan.axis && left >= AXIS_ROWS;
	left -= plan.z_axis ? AXIS_ROWS : 0;
	plan.one_each = plan.z_axis && left >= more;
	plan.pitch = !plan.one_each ? 0 : left >= 2 * more + 2 ? 2 : 1;
	return plan;
}

static void draw_all(struct content *content, struct canvas *canvas, struct rect area)
{
	struct plan plan = plan_of(content, area.w, area.h);
	struct row row = {area.x + content->names, area.y, area.w - content->names - NUMBER_W};
	bool known = content->lines[1].known;

	content->lines[0].axis = axis_around(content->lines[0].values, content->m, row.w);
	content->lines[1].axis = content->lines[2].axis = axis_of_zhat(content, row.w);
	draw_values(content, &content->lines[0], canvas, row);
	row.y++;
	if (plan.z_axis)
		draw_axis(&content->lines[0].axis, canvas, row);
	row.y += plan.z_axis ? AXIS_ROWS : 0;
	for (int i = 1; i < LINES; i++, row.y++)
		draw_values(content, &content->lines[i], canvas, row);
	if (plan.words) {
		struct str words = {0};
		write_words(content, &words);
		struct rect text = {area.x, row.y, area.w, WORDS_ROWS};
		wrap_text(canvas, text, known ? ROLE_TEXT : ROLE_UNKNOWN,
			known ? str_text(&words)
			      : "What other mates would make of it: not known yet.");
		str_free(&words);
		row.y += WORDS_ROWS + 1;
	}
	if (!known)
		return;
	draw_batches(content, canvas, row, plan.pitch);
	row.y += plan.one_each ? plan.pitch * (int)content->mates.count : 1;
	draw_test_mode(content, canvas, row);
	row.y += plan.pitch > 1 ? 2 : 1;
	if (plan.axis)
		draw_axis(&content->lines[1].axis, canvas, row);
}

void mates_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct content content = {.m = 0};
	int status = gather(scene, &content);

	area.x++;
	area.w -= 2;
	if (status) {
		const char *why =
			status == STATUS_UNKNOWN_YET
				? "Mates are the other rows of a batch: step on to the first batch."
			: status == STATUS_COMBINATION
				? "This layer has no batch norm: what it makes of a row does "
				  "not depend on the row's mates."
				: status_text(status);
		wrap_text(canvas, area, ROLE_DIM, why);
		return;
	}
	content.names = area.w >= NAME_W + MARKS_W + NUMBER_W ? NAME_W : 3;
	if (area.w > content.names + NUMBER_W && area.h >= LEAST_ROWS)
		draw_all(&content, canvas, area);
	mates_free(&content.mates);
}
