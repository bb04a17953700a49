#include "num/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/textfile.h"
#include "num/csv_reading.h"

enum { ROWS_MIN = 2 };

/* Semicolons and tabs between cells are what some spreadsheets write where the comma is decimal. */
static bool check_separator(struct csv_reading *r)
{
	static const struct {
		char sign;
		const char *name;
	} wrong[] = {{';', "semicolons"}, {'\t', "tabs"}};

	for (size_t i = 0; i < r->lines.count; i++) {
		const struct csv_cell *cell = &r->lines.cells[i];
		for (size_t k = 0; !cell->quoted && k < 2; k++) {
			const char *at = memchr(cell->text, wrong[k].sign, cell->size);
			if (!at)
				continue;
			csv_refuse(&r->lines, STATUS_DATA, at, r->lines.number,
				"the cells are separated by %s; write commas between cells and "
				"points in numbers",
				wrong[k].name);
			return false;
		}
	}
	return true;
}

static bool read_first_line(struct csv_reading *r)
{
	double number;

	r->columns = r->lines.count;
	r->names = calloc(r->columns, sizeof *r->names);
	if (!r->names)
		return csv_refuse_memory(r);
	r->header = true;
	for (size_t i = 0; i < r->columns; i++)
		if (csv_cell_number(&r->lines.cells[i], &number))
			r->header = false;
	static const struct csv_cell nameless = {"", 0, false};
	for (size_t i = 0; i < r->columns; i++) {
		r->names[i] = csv_clean_cell(r, r->header ? &r->lines.cells[i] : &nameless);
		if (!r->names[i])
			return false;
	}
	return true;
}

static struct csv_row *new_row(struct csv_reading *r)
{
	size_t most = r->request->rows_max ? r->request->rows_max : CSV_ROWS_MAX;

	if (r->count == most) {
		csv_refuse(&r->lines, STATUS_LIMIT, r->lines.start, r->lines.number,
			"the file has more than %zu rows, the limit; --max-rows sets another",
			most);
		return NULL;
	}
	if (r->count == r->room) {
		size_t room = r->room ? r->room * 2 : 64;
		struct csv_row *rows = realloc(r->rows, room * sizeof *rows);
		if (!rows) {
			csv_refuse_memory(r);
			return NULL;
		}
		r->rows = rows;
		r->room = room;
	}
	return &r->rows[r->count++];
}

/* False when reading must end; a row with a mistake is read on past. */
static bool read_row(struct csv_reading *r)
{
	const struct csv_cell *cells = r->lines.cells;

	if (r->lines.count != r->columns) {
		const struct csv_cell *at =
			&cells[r->lines.count > r->columns ? r->columns : r->lines.count - 1];
		csv_refuse(&r->lines, STATUS_DATA, at->text, r->lines.number,
			"this line has %zu cell%s, but the first line has %zu", r->lines.count,
			r->lines.count == 1 ? "" : "s", r->columns);
		return true;
	}
	struct csv_row *row = new_row(r);
	if (!row)
		return false;
	*row = (struct csv_row){.target = cells[r->used[TARGET]], .line = r->lines.number};
	for (int f = 0; f < FEATURES; f++)
		if (!csv_cell_number(&cells[r->used[f]], &row->x[f]))
			csv_refuse_number(r, &cells[r->used[f]], r->lines.number, f);
	if (row->target.size == 0)
		csv_refuse_number(r, &row->target, r->lines.number, TARGET);
	return true;
}

static bool read_rows(struct csv_reading *r)
{
	if (!csv_line_next(&r->lines)) {
		if (!r->lines.status)
			csv_refuse(&r->lines, STATUS_DATA, NULL, 0, "the file is empty");
		return false;
	}
	if (!check_separator(r) || !read_first_line(r) || !csv_choose_columns(r))
		return false;
	for (bool more = !r->header || csv_line_next(&r->lines); more;)
		more = read_row(r) && csv_line_next(&r->lines);
	if (r->count < ROWS_MIN && !r->lines.status)
		csv_refuse(&r->lines, STATUS_DATA, NULL, 0,
			"the file has %zu row%s; at least %d are needed", r->count,
			r->count == 1 ? "" : "s", ROWS_MIN);
	return !r->lines.status;
}

static void name_data(const struct csv_reading *r, struct dataset *data)
{
	for (int f = 0; f < FEATURES; f++)
		csv_column_words(r, f, data->feature_name[f]);
	csv_column_words(r, TARGET, data->target_name);
	for (int i = 0; r->classes[0] && i < 2; i++)
		csv_copy_name(data->class_name[i], r->classes[i]);
}

static bool fill_data(struct csv_reading *r, struct dataset *ret_data)
{
	struct dataset data;
	size_t kept = 0;

	if (dataset_alloc(&data, r->count))
		return csv_refuse_memory(r);
	for (size_t i = 0; i < r->count; i++) {
		double y;
		if (!csv_row_target(r, &r->rows[i], &y))
			continue;
		for (int f = 0; f < FEATURES; f++)
			data.x[f][kept] = r->rows[i].x[f];
		data.y[kept++] = y;
	}
	if (r->lines.status) {
		dataset_free(&data);
		return false;
	}
	data.rows = data.train_count = kept;
	data.classes = r->classes[0] != NULL;
	name_data(r, &data);
	*ret_data = data;
	return true;
}

static void reading_free(struct csv_reading *r)
{
	for (size_t i = 0; r->names && i < r->columns; i++)
		free(r->names[i]);
	for (size_t i = 0; i < r->value_count; i++)
		free(r->values[i]);
	free(r->classes[0]);
	free(r->classes[1]);
	free(r->names);
	free(r->rows);
	csv_lines_free(&r->lines);
}

/* Reads [size] bytes with a NUL behind them. */
static int parse_closed(const char *path, const char *text, size_t size,
	const struct csv_request *request, struct dataset *ret_data, struct diags *diags)
{
	struct csv_reading reading = {.request = request};

	if (csv_lines_open(&reading.lines, path, text, size, diags) == 0)
		if (read_rows(&reading) && csv_choose_classes(&reading))
			fill_data(&reading, ret_data);
	int status = reading.lines.status;
	reading_free(&reading);
	return status;
}

int csv_parse(const char *path, const char *text, size_t size, const struct csv_request *request,
	struct dataset *ret_data, struct diags *diags)
{
	struct diag_place place = {.file = path};

	if (size > CSV_BYTES_MAX)
		return diag_add(diags, STATUS_LIMIT, place,
			"the text is larger than %d MiB, the limit", CSV_BYTES_MAX / (1024 * 1024));
	char *copy = malloc(size + 1);
	if (!copy)
		return diag_add(diags, STATUS_MEMORY, place, "out of memory");
	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	int status = parse_closed(path, copy, size, request, ret_data, diags);
	free(copy);
	return status;
}

int csv_load(const char *path, const struct csv_request *request, struct dataset *ret_data,
	struct diags *diags)
{
	char *text;
	size_t size;
	int status = textfile_read(path, CSV_BYTES_MAX, &text, &size, diags);

	if (status)
		return status;
	status = parse_closed(path, text, size, request, ret_data, diags);
	free(text);
	return status;
}
