#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "view/number_table.h"
#include "view/twins.h"
#include "view/view.h"

enum {
	MARKED_IMPORTANCE = 50,
	URGENT = 10,
	NUMBER_W = 8,
	SPARK_W = 12,
	SPARK_WIDE = 24,
	WIDE = 160
};

/* A column of the table: which quantity, under which title. Weights have a third index. */
struct column {
	const char *title, *quantity;
	int input; /* of a weight, from 1; 0 otherwise */
	enum role role;
	int importance;
};

#define WEIGHTS(title, quantity, importance)                     \
	{title "₁", quantity, 1, ROLE_TEXT, importance},         \
		{title "₂", quantity, 2, ROLE_TEXT, importance}, \
		{title "₃", quantity, 3, ROLE_TEXT, importance}, \
	{                                                        \
		title "₄", quantity, 4, ROLE_TEXT, importance    \
	}

/* clang-format off */
static const struct column norm_columns[] = {
	{"μ", "mu", 0, ROLE_MU, 9}, {"σ²", "var", 0, ROLE_VAR, 9},
	{"γ", "gamma", 0, ROLE_GAMMA, 8}, {"β", "beta", 0, ROLE_BETA, 8},
	{"run μ", "running_mu", 0, ROLE_MU, 7}, {"run σ²", "running_var", 0, ROLE_VAR, 7},
	{"dγ", "d_gamma", 0, ROLE_GAMMA, 5}, {"dβ", "d_beta", 0, ROLE_BETA, 5},
	WEIGHTS("w", "W", 3), WEIGHTS("dw", "dW", 2),
	{"b", "b", 0, ROLE_TEXT, 1}, {"db", "db", 0, ROLE_TEXT, 1},
};
static const struct column plain_columns[] = {
	WEIGHTS("w", "W", 9), {"b", "b", 0, ROLE_TEXT, 8},
	WEIGHTS("dw", "dW", 7), {"db", "db", 0, ROLE_TEXT, 6},
	{"mean z", "z_mean", 0, ROLE_MU, 5}, {"var z", "z_var", 0, ROLE_VAR, 5},
};
static const struct column input_columns[] = {
	{"mean now", "x_mean", 0, ROLE_TEXT, 8}, {"variance now", "x_var", 0, ROLE_TEXT, 8},
	{"μ", "input_mean", 0, ROLE_MU, 9}, {"σ²", "input_var", 0, ROLE_VAR, 9},
	{"divided by", "input_divisor", 0, ROLE_TEXT, 7},
};
/* clang-format on */

/* A sparkline of the last batches: what, and from which stage on this batch's own is in it. */
struct spark {
	const char *title;
	enum history_of of;
	enum stage from;
	enum role role;
};

static const struct spark norm_sparks[] = {
	{"last μ", HISTORY_MU, STAGE_MEAN, ROLE_MU},
	{"last σ²", HISTORY_VAR, STAGE_VARIANCE, ROLE_VAR},
};
static const struct spark plain_sparks[] = {
	{"length of w", HISTORY_W_NORM, STAGE_UPDATE, ROLE_TEXT},
};

struct columns {
	const struct column *list;
	size_t count;
	const struct spark *sparks;
	size_t spark_count;
};

#define LIST(table) table, sizeof(table) / sizeof *(table)

static bool has_norm(const struct scene *scene)
{
	const struct model *model = &scene->play->run->experiment->model;
	int layer = scene_layer(scene);

	return layer <= model->layers && model->layer[layer - 1].batch_norm;
}

/* The lines of the table: units or features, of both runs where there is room for both. */
struct lines {
	struct scene side[SIDES];
	int sides, rows; /* of each side; `rows` of the one that has more */
	bool paired;     /* there are two runs, whether both are shown or not */
};

static struct columns choose_columns(const struct scene *scene, const struct lines *lines)
{
	static const struct columns input = {LIST(input_columns), NULL, 0};
	static const struct columns norm = {LIST(norm_columns), LIST(norm_sparks)};
	static const struct columns plain = {LIST(plain_columns), LIST(plain_sparks)};
	const struct run *run = scene->play->run;

	if (!run->at.epoch)
		return input;
	/* A run without a norm leaves columns empty: the other's are not hidden for it. */
	bool any = has_norm(scene) || (lines->sides > 1 && has_norm(&lines->side[1])) ||
		   has_norm(&lines->side[0]);
	return any ? norm : plain;
}

static int row_count(const struct scene *scene)
{
	const struct run *run = scene->play->run;
	int units = run->at.epoch ? run->experiment->model.layer[scene_layer(scene) - 1].units
				  : FEATURES;

	return units;
}

/* How many lines `room` rows hold, and whose. */
static struct lines lines_of(const struct scene *scene, int room)
{
	struct lines lines = {{*scene}, 1, row_count(scene), twins_told(scene)};
	struct scene other;

	if (!twins_together(scene) || !twins_other(scene, &other))
		return lines;
	bool second = scene->play->second;
	int most = row_count(&other) > lines.rows ? row_count(&other) : lines.rows;
	if (SIDES * most <= room)
		lines = (struct lines){
			{second ? other : *scene, second ? *scene : other}, SIDES, most, true};
	return lines;
}

/* For the largest layer: the table keeps its height from layer to layer. */
int statistics_rows(const struct scene *scene, int w, bool ascii)
{
	const struct model *model = &scene->play->run->experiment->model;
	int most = FEATURES;

	(void)w;
	(void)ascii;
	for (int i = 0; i < model->layers; i++)
		most = model->layer[i].units > most ? model->layer[i].units : most;
	return (twins_together(scene) ? SIDES * most : most) + 1;
}

/* Whose numbers they are, where there are two runs. */
static void write_sides(const struct scene *scene, const struct lines *lines, struct str *title)
{
	if (lines->sides > 1)
		str_add(title, "A and B · ");
	else if (lines->paired)
		str_add(title, scene->play->second ? "B · " : "A · ");
}

/* Over which rows the means are, in as many words as fit. */
static void write_over(const struct run *run, struct frame_words *words)
{
	struct str full = {0};
	int room = words->w - utf8_width(str_text(&words->title));

	if (run->work.m == 1)
		str_add(&full, " · per unit over the one row of this batch");
	else
		str_addf(&full, " · per unit over the %zu rows of this batch", run->work.m);
	str_add(&words->title,
		utf8_width(str_text(&full)) <= room ? str_text(&full) : " · per unit");
	str_free(&full);
}

void statistics_title(const struct scene *scene, struct frame_words *words)
{
	const struct run *run = scene->play->run;
	struct lines lines = lines_of(scene, words->h - 1);
	int layer = scene_layer(scene), rows = row_count(scene);

	write_sides(scene, &lines, &words->title);
	if (!run->at.epoch) {
		str_addf(&words->title, "features · %zu training rows",
			run->experiment->data.train_count);
		return;
	}
	str_addf(&words->title, "layer %d", layer);
	if (layer == run->timeline.layers)
		str_add(&words->title, ", the output");
	if (run->experiment->model.layer[layer - 1].batch_norm)
		write_over(run, words);
	if (run->history.stride > 1)
		str_addf(&words->note, "last: every %zuth batch%s", run->history.stride,
			rows > words->h - 1 ? " · " : "");
	if (lines.sides == 1 && rows > words->h - 1)
		str_addf(&words->note, "%d of %d units; U: next unit", words->h - 1, rows);
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

/* What is computed now is shown before all else; on the way back the gradients are. */
static int urgency(const struct scene *scene, const char *quantity)
{
	const struct run *run = scene->play->run;
	bool backward = stage_info(run->at.stage)->phase == PHASE_BACKWARD;

	return stage_writes(run->at.stage, quantity) || (backward && quantity[0] == 'd') ? URGENT
											 : 0;
}

static struct number_cell read_cell(const struct scene *scene, const struct column *column, int row)
{
	const struct run *run = scene->play->run;
	int layer_index[3] = {scene_layer(scene), row, column->input};
	int feature_index[3] = {row, 0, 0};

	if (row > row_count(scene) || !has_column(scene, column))
		return (struct number_cell){.text = ""};
	if (number_cell_waits(run, column->quantity))
		return number_cell_unknown();
	return number_cell_read(run, quantity_find(column->quantity),
		run->at.epoch ? layer_index : feature_index, 4, column->role);
}

/* "unit 2", or "unit 2 B" where both runs have theirs. */
static void row_name(
	const struct scene *scene, const struct lines *lines, int row, char name[NAME_MAX_BYTES])
{
	const struct run *run = scene->play->run;
	const char *side = lines->sides < SIDES ? "" : scene->play->second ? " B" : " A";

	name[0] = '\0';
	if (row > row_count(scene)) /* the other run of two may have more */
		return;
	if (run->at.epoch)
		snprintf(name, NAME_MAX_BYTES, "unit %d%s", row, side);
	else
		snprintf(name, NAME_MAX_BYTES, "%.*s%s", NAME_MAX_BYTES - 3,
			run->experiment->data.feature_name[row - 1], side);
}

/* The table, and what its columns behind the names show: numbers, then sparklines. */
struct content {
	struct number_table table;
	const struct column *shown[NUMBER_TABLE_COLUMNS];
	const struct spark *sparks[NUMBER_TABLE_COLUMNS];
	int spark_w;
	struct lines lines;
};

static void add_number(
	const struct scene *scene, struct content *content, const struct column *column)
{
	bool marked = scene_highlights(scene, column->quantity);

	content->shown[content->table.column_count] = column;
	content->table.columns[content->table.column_count++] =
		(struct table_column){.title = column->title,
			.role = marked ? ROLE_CHOICE : column->role,
			.width = NUMBER_W,
			.align = ALIGN_POINT,
			.importance = column->importance + urgency(scene, column->quantity) +
				      (marked ? MARKED_IMPORTANCE : 0),
			.marks = true};
}

static void choose_content(const struct scene *scene, struct content *content, int w)
{
	struct columns all = choose_columns(scene, &content->lines);
	struct lines *lines = &content->lines;

	content->spark_w = w < WIDE ? SPARK_W : SPARK_WIDE;
	content->table.column_count = 1;
	content->table.columns[0] =
		(struct table_column){.title = scene->play->run->at.epoch ? "unit" : "feature",
			.width = 7,
			.importance = 100};
	for (size_t i = 0; i < all.count; i++)
		if (has_column(&lines->side[0], &all.list[i]) ||
			(lines->sides > 1 && has_column(&lines->side[1], &all.list[i])))
			add_number(scene, content, &all.list[i]);
	for (size_t i = 0; i < all.spark_count; i++) {
		content->sparks[content->table.column_count] = &all.sparks[i];
		content->table.columns[content->table.column_count++] =
			(struct table_column){.title = all.sparks[i].title,
				.role = all.sparks[i].role,
				.width = content->spark_w,
				.align = ALIGN_LEFT,
				.importance = 6};
	}
}

/* The last samples that are known here, the newest at the right end. */
static void fill_spark(
	const struct scene *scene, struct content *content, int slot, int column, int unit)
{
	const struct run *run = scene->play->run;
	const struct spark *spark = content->sparks[column];
	int layer = scene_layer(scene), known = (int)run_samples(run, spark->from, layer);
	int count = known < content->spark_w ? known : content->spark_w;
	double *values =
		number_table_spark(&content->table, slot, column, content->spark_w, spark->role);

	for (int i = 0; i < content->spark_w; i++) {
		int sample = known - content->spark_w + i;
		values[i] = i < content->spark_w - count
				    ? NAN
				    : history_unit(&run->history, (size_t)sample, layer, unit,
					      spark->of);
	}
}

/* The line in slot `slot` of the table, for the unit or feature `row` (from 1). */
static void fill_row(const struct scene *scene, struct content *content, int slot, int row)
{
	bool chosen =
		scene->play->run->at.epoch && row_count(scene) > 1 && row == scene_unit(scene);
	char name[NAME_MAX_BYTES];

	row_name(scene, &content->lines, row, name);
	number_table_name(&content->table, slot, name, chosen);
	for (int i = 1; i < content->table.column_count; i++) {
		if (content->sparks[i]) {
			fill_spark(scene, content, slot, i, row);
			continue;
		}
		struct number_cell number = read_cell(scene, content->shown[i], row);
		number_table_number(&content->table, slot, i, &number);
	}
}

void statistics_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct content content = {.lines = lines_of(scene, area.h - 1)};
	const struct lines *lines = &content.lines;
	int all = lines->rows * lines->sides, room = area.h - 1 < all ? area.h - 1 : all;
	int unit = scene->play->run->at.epoch ? scene_unit(scene) : 1;
	int first = unit > room ? unit - room : 0; /* the chosen unit stays inside */

	choose_content(scene, &content, area.w);
	if (room > 0 && number_table_open(&content.table, room)) {
		for (int slot = 0; slot < room; slot++)
			fill_row(&lines->side[slot % lines->sides], &content, slot,
				first + slot / lines->sides + 1);
		number_table_draw(&content.table, canvas, area);
	}
	number_table_close(&content.table);
}
