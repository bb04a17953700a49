#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "view/number_table.h"
#include "view/view.h"

/* A column: a quantity, by (feature, row) before the batches, by (layer, unit, example) in them. */
struct column {
	const char *title, *quantity;
	int feature; /* from 1 where the shape wants one */
	enum role role;
	int importance;
	const char *mean, *var; /* of all its rows; or NULL */
};

static const struct column row_columns[] = {
	{"x₁ raw", "x_raw", 1, ROLE_TEXT, 6, NULL, NULL},
	{"x₂ raw", "x_raw", 2, ROLE_TEXT, 6, NULL, NULL},
	{"x₁ now", "x", 1, ROLE_TEXT, 9, "x_mean", "x_var"},
	{"x₂ now", "x", 2, ROLE_TEXT, 9, "x_mean", "x_var"},
	{"y", "y", 0, ROLE_DIM, 3, NULL, NULL},
};
static const struct column batch_columns[] = {
	{"x₁", "x_batch", 1, ROLE_DIM, 1, NULL, NULL},
	{"x₂", "x_batch", 2, ROLE_DIM, 1, NULL, NULL},
	{"z", "z", 0, ROLE_TEXT, 9, "z_mean", "z_var"},
	{"z − μ", "centered", 0, ROLE_TEXT, 7, "centered_mean", "var"},
	{"ẑ", "zhat", 0, ROLE_TEXT, 9, "zhat_mean", "zhat_var"},
	{"ztilde", "ztilde", 0, ROLE_TEXT, 8, "ztilde_mean", "ztilde_var"},
	{"a", "a", 0, ROLE_TEXT, 6, "a_mean", "a_var"},
	{"dztilde", "d_ztilde", 0, ROLE_DIM, 4, NULL, NULL},
	{"dẑ", "d_zhat", 0, ROLE_DIM, 3, NULL, NULL},
	{"dz", "d_z", 0, ROLE_DIM, 5, NULL, NULL},
};

enum {
	MARKED = 50,
	URGENT = 10,
	UNKNOWN = -4,
	DECIMALS = 3,
	GRADIENT_DECIMALS = 5,
	LINES_LEAST = 4
};
enum { FOOT = 3 }; /* lines below the rows: a blank one, the mean, the variance */

struct content {
	struct number_table table;
	const struct column *shown[NUMBER_TABLE_COLUMNS]; /* by the table's columns */
};

static int lines_of(const struct scene *scene)
{
	const struct run *run = scene->play->run;

	return run->at.epoch ? (int)run->work.m : (int)run->experiment->data.rows;
}

/* "19 of 32 rows", where that is so. */
static void note_rows_left_out(const struct scene *scene, struct frame_words *words)
{
	int lines = lines_of(scene), room = words->h - 1;

	if (lines > room && room > 0)
		str_addf(&words->note, "%d of %d rows", room, lines);
}

void values_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;

	note_rows_left_out(scene, words);
	if (!run->at.epoch) {
		str_add(&words->title, "the rows, number by number");
		return;
	}
	str_addf(&words->title, "layer %d, unit %d · this batch", scene_layer(scene),
		scene_unit(scene));
	if (run->experiment->model.layer[scene_layer(scene) - 1].units > 1)
		str_addf(&words->note, "%sU: next unit", words->note.len ? " · " : "");
}

static void set_index(
	const struct scene *scene, const struct column *column, int line, int index[3])
{
	bool batch = scene->play->run->at.epoch > 0;

	index[0] = column->feature ? column->feature : batch ? scene_layer(scene) : line;
	index[1] = column->feature || !batch ? line : scene_unit(scene);
	index[2] = line;
}

/* What the stage computes, and what it computes it from, is shown before all else; what is not known
 * yet, after all else. */
static int urgency(const struct scene *scene, const char *quantity)
{
	const struct run *run = scene->play->run;
	bool backward = stage_info(run->at.stage)->phase == PHASE_BACKWARD;

	if (run->at.stage == STAGE_LINEAR && strcmp(quantity, "x_batch") == 0)
		return URGENT;
	if (stage_writes(run->at.stage, quantity) || (backward && quantity[0] == 'd'))
		return URGENT;
	return 0;
}

/* What is subtracted from z is not always the batch's own mean. */
static const char *title_of(const struct run *run, const struct column *column)
{
	bool running = run->at.epoch && run_uses_running(run);

	return running && strcmp(column->quantity, "centered") == 0 ? "z − run μ" : column->title;
}

static void choose_columns(const struct scene *scene, struct content *content)
{
	bool batch = scene->play->run->at.epoch > 0;
	const struct column *list = batch ? batch_columns : row_columns;
	size_t count = batch ? sizeof batch_columns / sizeof *batch_columns
			     : sizeof row_columns / sizeof *row_columns;

	struct number_table *table = &content->table;
	table->columns[0] = (struct table_column){
		.title = "row", .align = ALIGN_RIGHT, .width = 4, .importance = 100};
	table->column_count = 1;
	for (size_t i = 0; i < count; i++) {
		int index[3];
		double value;
		set_index(scene, &list[i], 1, index);
		if (batch && list[i].feature && scene_layer(scene) > 1)
			continue; /* this layer's inputs are the units below, not the features */
		int status = quantity_read(
			scene->play->run, quantity_find(list[i].quantity), index, &value);
		if (status == STATUS_COMBINATION)
			continue;
		bool marked = scene_highlights(scene, list[i].quantity);
		content->shown[table->column_count] = &list[i];
		table->columns[table->column_count++] = (struct table_column){
			.title = title_of(scene->play->run, &list[i]),
			.role = marked ? ROLE_CHOICE : ROLE_LABEL,
			.width = 6,
			.align = ALIGN_POINT,
			.importance = list[i].importance + (marked ? MARKED : 0) +
				      (status ? UNKNOWN : urgency(scene, list[i].quantity))};
	}
}

static void fill_line(const struct scene *scene, struct content *content, int line, int slot)
{
	const struct run *run = scene->play->run;
	bool batch = run->at.epoch > 0;
	size_t row = batch ? run->work.rows[line - 1] + 1 : (size_t)line;
	char name[NAME_MAX_BYTES];

	snprintf(name, sizeof name, "%zu", row);
	number_table_name(&content->table, slot, name,
		line == (batch ? scene_example(scene) : scene_row(scene)));
	for (int i = 1; i < content->table.column_count; i++) {
		const char *quantity = content->shown[i]->quantity;
		int index[3];
		set_index(scene, content->shown[i], line, index);
		struct number_cell number = number_cell_read(run, quantity_find(quantity), index,
			quantity[0] == 'd' ? GRADIENT_DECIMALS : DECIMALS, content->shown[i]->role);
		number.cell.mark = MARK_NONE;
		number_table_number(&content->table, slot, i, &number);
	}
}

/* A norm measures z in stages of their own: until then a class can work it out. */
static const char *foot_quantity(const struct scene *scene, const struct column *column, bool var)
{
	const struct run *run = scene->play->run;
	const char *name = var ? column->var : column->mean;
	const struct model *model = &run->experiment->model;

	if (!run->at.epoch || strcmp(column->quantity, "z") != 0)
		return name;
	bool normed = model->layer[scene_layer(scene) - 1].batch_norm &&
		      model->norm_position != NORM_POSITION_AFTER;
	return !normed ? name : var ? "var" : "mu";
}

/* On the way back the columns are gradients, whose means say little; and those of the features are of
 * the training rows, where others may stand among them. */
static bool has_foot(const struct scene *scene, const struct content *content)
{
	const struct run *run = scene->play->run;

	if (stage_info(run->at.stage)->phase == PHASE_BACKWARD ||
		(!run->at.epoch && run->experiment->data.test_count))
		return false;
	for (int i = 1; i < content->table.column_count; i++)
		if (foot_quantity(scene, content->shown[i], false))
			return true;
	return false;
}

/* What all rows of a column come to: of ẑ mean 0 and variance 1. */
static void fill_foot(const struct scene *scene, struct content *content, bool var, int slot)
{
	const struct run *run = scene->play->run;
	double value;

	number_table_name(&content->table, slot, var ? "var" : "mean", false);
	for (int i = 1; i < content->table.column_count; i++) {
		const struct column *column = content->shown[i];
		const char *name = foot_quantity(scene, column, var);
		int index[3];
		set_index(scene, column, 1, index);
		if (!name || quantity_read(run, quantity_find(name), index, &value) ==
				     STATUS_COMBINATION)
			continue;
		struct number_cell number =
			number_cell_waits(run, name)
				? number_cell_unknown()
				: number_cell_read(run, quantity_find(name), index, DECIMALS,
					  var ? ROLE_VAR : ROLE_MU);
		number.cell.mark = MARK_NONE;
		number_table_number(&content->table, slot, i, &number);
	}
}

/* The first line shown: the chosen one stays inside. */
static int first_line(const struct scene *scene, int lines, int room)
{
	int chosen = scene->play->run->at.epoch ? scene_example(scene) : scene_row(scene);
	int first = chosen > room ? chosen - room + 1 : 1;

	return first > lines - room + 1 && lines > room ? lines - room + 1 : first;
}

int values_rows(const struct scene *scene, int w, bool ascii)
{
	const struct play *play = scene->play;
	const struct experiment *experiment = play->experiment;
	struct position stop = timeline_at(&play->run->timeline, play->stop_index[play->stop]);
	int lines = (int)(stop.epoch ? model_batch_rows(&experiment->model, stop.batch - 1)
				     : experiment->data.rows);

	(void)w, (void)ascii;
	return 1 + (lines < LINES_LEAST ? LINES_LEAST : lines);
}

int values_line_at(const struct scene *scene, struct rect area, int y)
{
	int lines = lines_of(scene), room = area.h - 1 < lines ? area.h - 1 : lines;
	int at = y - area.y - 1; /* below the titles */

	return at >= 0 && at < room ? first_line(scene, lines, room) + at : 0;
}

void values_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	int lines = lines_of(scene);
	int room = area.h - 1 < lines ? area.h - 1 : lines;
	struct content content = {.table = {.column_count = 0}};

	choose_columns(scene, &content);
	bool foot = area.h - 1 >= lines + FOOT && has_foot(scene, &content);
	if (room > 0 && number_table_open(&content.table, room + (foot ? FOOT : 0))) {
		int first = first_line(scene, lines, room);
		for (int i = 0; i < room; i++)
			fill_line(scene, &content, first + i, i);
		for (int i = 0; foot && i < 2; i++)
			fill_foot(scene, &content, i == 1, room + FOOT - 2 + i);
		number_table_draw(&content.table, canvas, area);
	}
	number_table_close(&content.table);
}
