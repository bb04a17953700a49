#include "view/number_table.h"

#include <stdio.h>
#include <stdlib.h>

bool number_table_open(struct number_table *table, int rows)
{
	size_t count = rows > 0 ? (size_t)rows : 0, cells = count * (size_t)table->column_count;

	table->row_count = rows;
	table->cells = calloc(cells + 1, sizeof *table->cells);
	table->numbers = calloc(cells + 1, sizeof *table->numbers);
	table->names = calloc(count + 1, sizeof *table->names);
	table->series = calloc(cells + 1, sizeof *table->series);
	return table->cells && table->numbers && table->names && table->series;
}

void number_table_close(struct number_table *table)
{
	free(table->cells);
	free(table->numbers);
	free(table->names);
	free(table->series);
}

void number_table_name(struct number_table *table, int row, const char *name, bool chosen)
{
	snprintf(table->names[row], sizeof table->names[row], "%s", name);
	table->cells[row * table->column_count] = (struct table_cell){
		.text = table->names[row], .role = chosen ? ROLE_CHOICE : ROLE_LABEL};
}

void number_table_number(
	struct number_table *table, int row, int column, const struct number_cell *number)
{
	int at = row * table->column_count + column;

	table->numbers[at] = *number;
	table->cells[at] = number->cell;
	table->cells[at].text = table->numbers[at].text;
}

double *number_table_spark(
	struct number_table *table, int row, int column, int count, enum role role)
{
	int at = row * table->column_count + column;

	table->cells[at] = (struct table_cell){
		.series = table->series[at], .series_count = count, .role = role};
	return table->series[at];
}

void number_table_draw(const struct number_table *table, struct canvas *canvas, struct rect area)
{
	struct table drawn = {.columns = table->columns,
		.column_count = table->column_count,
		.cells = table->cells,
		.row_count = table->row_count};

	table_draw(&drawn, canvas, area, 0);
}
