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
};

static const struct column row_columns[] = {
	{"x₁ raw", "x_raw", 1, ROLE_TEXT, 6},
	{"x₂ raw", "x_raw", 2, ROLE_TEXT, 6},
	{"x₁ now", "x", 1, ROLE_TEXT, 9},
	{"x₂ now", "x", 2, ROLE_TEXT, 9},
	{"y", "y", 0, ROLE_DIM, 3},
};
static const struct column batch_columns[] = {
	{"x₁", "x_batch", 1, ROLE_DIM, 1},
	{"x₂", "x_batch", 2, ROLE_DIM, 1},
	{"z", "z", 0, ROLE_TEXT, 9},
	{"z − μ", "centered", 0, ROLE_TEXT, 7},
	{"ẑ", "zhat", 0, ROLE_TEXT, 9},
	{"ztilde", "ztilde", 0, ROLE_TEXT, 8},
	{"a", "a", 0, ROLE_TEXT, 6},
	{"dztilde", "d_ztilde", 0, ROLE_DIM, 4},
	{"dẑ", "d_zhat", 0, ROLE_DIM, 3},
	{"dz", "d_z", 0, ROLE_DIM, 5},
};

enum { URGENT = 10, DECIMALS = 3, GRADIENT_DECIMALS = 5 };

struct content {
	struct number_table table;
	const struct column *shown[NUMBER_TABLE_COLUMNS]; /* by the table's columns */
};

void values_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;

	if (!run->at.epoch) {
		str_add(&words->title, "the rows, number by number");
	} else {
		str_addf(&words->title, "layer %d, unit %d · this batch", scene_layer(scene),
			scene_unit(scene));
		if (run->experiment->model.layer[scene_layer(scene) - 1].units > 1)
			str_add(&words->note, "U: next unit");
	}
}

static void set_index(
	const struct scene *scene, const struct column *column, int line, int index[3])
{
	bool batch = scene->play->run->at.epoch > 0;

	index[0] = column->feature ? column->feature : batch ? scene_layer(scene) : line;
	index[1] = column->feature || !batch ? line : scene_unit(scene);
	index[2] = line;
}

/* What the stage computes, and what it computes it from, is shown before all else. */
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
		if (quantity_read(scene->play->run, quantity_find(list[i].quantity), index,
			    &value) == STATUS_COMBINATION)
			continue;
		bool marked = scene_highlights(scene, list[i].quantity);
		content->shown[table->column_count] = &list[i];
		table->columns[table->column_count++] = (struct table_column){
			.title = list[i].title,
			.role = marked ? ROLE_CHOICE : ROLE_LABEL,
			.width = 6,
			.align = ALIGN_POINT,
			.importance = list[i].importance + urgency(scene, list[i].quantity)};
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

/* The first line shown: the chosen one stays inside. */
static int first_line(const struct scene *scene, int lines, int room)
{
	int chosen = scene->play->run->at.epoch ? scene_example(scene) : scene_row(scene);
	int first = chosen > room ? chosen - room + 1 : 1;

	return first > lines - room + 1 && lines > room ? lines - room + 1 : first;
}

static int lines_of(const struct scene *scene)
{
	const struct run *run = scene->play->run;

	return run->at.epoch ? (int)run->work.m : (int)run->experiment->data.rows;
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
	if (room > 0 && number_table_open(&content.table, room)) {
		int first = first_line(scene, lines, room);
		for (int i = 0; i < room; i++)
			fill_line(scene, &content, first + i, i);
		number_table_draw(&content.table, canvas, area);
	}
	number_table_close(&content.table);
}
