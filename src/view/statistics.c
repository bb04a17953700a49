#include <stdio.h>
#include <stdlib.h>

#include "base/status.h"
#include "view/number_cell.h"
#include "view/view.h"

enum { COLUMNS_MAX = 16, ROWS_MAX = 64 };

/* A column of the table: which quantity, under which title. Weights have a third index. */
struct column {
	const char *title, *quantity;
	int input; /* of a weight, from 1; 0 otherwise */
	enum role role;
	int importance;
};

static const struct column norm_columns[] = {
	{"μ", "mu", 0, ROLE_MU, 9},
	{"σ²", "var", 0, ROLE_VAR, 9},
	{"γ", "gamma", 0, ROLE_GAMMA, 8},
	{"β", "beta", 0, ROLE_BETA, 8},
	{"running μ", "running_mu", 0, ROLE_MU, 7},
	{"running σ²", "running_var", 0, ROLE_VAR, 7},
	{"dγ", "d_gamma", 0, ROLE_GAMMA, 5},
	{"dβ", "d_beta", 0, ROLE_BETA, 5},
	{"w₁", "W", 1, ROLE_TEXT, 3},
	{"w₂", "W", 2, ROLE_TEXT, 3},
	{"dw₁", "dW", 1, ROLE_TEXT, 2},
	{"dw₂", "dW", 2, ROLE_TEXT, 2},
};
static const struct column plain_columns[] = {
	{"w₁", "W", 1, ROLE_TEXT, 9},
	{"w₂", "W", 2, ROLE_TEXT, 9},
	{"b", "b", 0, ROLE_TEXT, 8},
	{"dw₁", "dW", 1, ROLE_TEXT, 7},
	{"dw₂", "dW", 2, ROLE_TEXT, 7},
	{"db", "db", 0, ROLE_TEXT, 6},
	{"mean z", "z_mean", 0, ROLE_MU, 5},
	{"var z", "z_var", 0, ROLE_VAR, 5},
};
static const struct column input_columns[] = {
	{"mean now", "x_mean", 0, ROLE_TEXT, 8},
	{"variance now", "x_var", 0, ROLE_TEXT, 8},
	{"μ", "input_mean", 0, ROLE_MU, 9},
	{"σ²", "input_var", 0, ROLE_VAR, 9},
	{"divided by", "input_divisor", 0, ROLE_TEXT, 7},
};

struct columns {
	const struct column *list;
	size_t count;
};

#define COLUMNS(table)                                 \
	(struct columns)                               \
	{                                              \
		table, sizeof(table) / sizeof *(table) \
	}

static struct columns choose_columns(const struct scene *scene)
{
	const struct run *run = scene->play->run;

	if (!run->at.epoch)
		return COLUMNS(input_columns);
	return run->experiment->model.layer[scene_layer(scene) - 1].batch_norm
		       ? COLUMNS(norm_columns)
		       : COLUMNS(plain_columns);
}

static int row_count(const struct scene *scene)
{
	const struct run *run = scene->play->run;
	int units = run->at.epoch ? run->experiment->model.layer[scene_layer(scene) - 1].units
				  : FEATURES;

	return units < ROWS_MAX ? units : ROWS_MAX;
}

int statistics_rows(const struct scene *scene, int w, bool ascii)
{
	(void)w;
	(void)ascii;
	return row_count(scene) + 1;
}

void statistics_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;

	if (!run->at.epoch) {
		str_addf(&words->title, "features · %zu training rows",
			run->experiment->data.train_count);
		return;
	}
	int layer = scene_layer(scene);
	str_addf(&words->title, "layer %d", layer);
	if (layer == run->timeline.layers)
		str_add(&words->title, ", the output");
	if (run->experiment->model.layer[layer - 1].batch_norm)
		str_addf(&words->title, " · per unit over the %zu rows of this batch", run->work.m);
}

/* A layer without that input, or without b, has no such column. */
static bool has_column(const struct scene *scene, const struct column *column)
{
	const struct run *run = scene->play->run;
	int index[3] = {run->at.epoch ? scene_layer(scene) : 1, 1, column->input};
	double value;
	int status = quantity_read(run, quantity_find(column->quantity), index, &value);

	return !status || status == STATUS_UNKNOWN_YET;
}

static struct number_cell read_cell(const struct scene *scene, const struct column *column, int row)
{
	const struct run *run = scene->play->run;
	int layer_index[3] = {scene_layer(scene), row, column->input};
	int feature_index[3] = {row, 0, 0};

	return number_cell_read(run, quantity_find(column->quantity),
		run->at.epoch ? layer_index : feature_index, 4, column->role);
}

static void row_name(const struct scene *scene, int row, char name[NAME_MAX_BYTES])
{
	const struct run *run = scene->play->run;

	if (run->at.epoch)
		snprintf(name, NAME_MAX_BYTES, "unit %d", row);
	else
		snprintf(name, NAME_MAX_BYTES, "%s", run->experiment->data.feature_name[row - 1]);
}

/* Everything that the table borrows while it is drawn. */
struct content {
	struct table_column columns[COLUMNS_MAX + 1];
	struct table_cell cells[ROWS_MAX * (COLUMNS_MAX + 1)];
	struct number_cell numbers[ROWS_MAX * COLUMNS_MAX];
	char names[ROWS_MAX][NAME_MAX_BYTES];
	int column_count;
};

static void fill_rows(const struct scene *scene, struct content *content,
	const struct column *const *shown, int rows)
{
	int columns = content->column_count;
	bool many = rows > 1 && scene->play->run->at.epoch;

	for (int row = 0; row < rows; row++) {
		bool chosen = many && row + 1 == scene_unit(scene);
		row_name(scene, row + 1, content->names[row]);
		content->cells[row * columns] = (struct table_cell){
			.text = content->names[row], .role = chosen ? ROLE_CHOICE : ROLE_LABEL};
		for (int i = 1; i < columns; i++) {
			struct number_cell *number = &content->numbers[row * COLUMNS_MAX + i - 1];
			*number = read_cell(scene, shown[i - 1], row + 1);
			number->cell.text = number->text;
			content->cells[row * columns + i] = number->cell;
		}
	}
}

void statistics_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct content *content = calloc(1, sizeof *content);
	const struct column *shown[COLUMNS_MAX];
	struct columns all = choose_columns(scene);
	int rows = row_count(scene);

	if (!content)
		return;
	content->column_count = 1;
	content->columns[0] =
		(struct table_column){.title = scene->play->run->at.epoch ? "unit" : "feature",
			.width = 7,
			.importance = 10};
	for (size_t i = 0; i < all.count; i++) {
		if (!has_column(scene, &all.list[i]))
			continue;
		shown[content->column_count - 1] = &all.list[i];
		content->columns[content->column_count++] =
			(struct table_column){.title = all.list[i].title,
				.role = all.list[i].role,
				.width = 8,
				.align = ALIGN_POINT,
				.importance = all.list[i].importance,
				.marks = true};
	}
	fill_rows(scene, content, shown, rows);
	struct table table = {.columns = content->columns,
		.column_count = content->column_count,
		.cells = content->cells,
		.row_count = rows};
	int room = area.h - 1, first = scene_unit(scene) - room;
	table_draw(&table, canvas, area, scene->play->run->at.epoch && first > 0 ? first : 0);
	free(content);
}
