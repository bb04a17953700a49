/*
 * Tables of quantities: a column of names, columns of numbers, and sparklines behind them.
 *
 * The caller chooses columns, opens the table for as many rows as it shows, fills and draws it.
 * Memory:  number_table_open and number_table_close own the cells; titles are borrowed. Closing a
 *          table that was never opened, or not wholly, is fine.
 */
#ifndef VIEW_NUMBER_TABLE_H
#define VIEW_NUMBER_TABLE_H

#include "num/dataset.h"
#include "view/number_cell.h"

enum { NUMBER_TABLE_COLUMNS = 24, NUMBER_TABLE_SERIES = 40 };

struct number_table {
	struct table_column columns[NUMBER_TABLE_COLUMNS]; /* the first holds names */
	int column_count;
	int row_count;
	struct table_cell *cells;              /* [row_count × column_count] */
	struct number_cell *numbers;           /* [row_count × column_count] */
	char (*names)[NAME_MAX_BYTES];         /* [row_count] */
	double (*series)[NUMBER_TABLE_SERIES]; /* [row_count × column_count] */
};

/* Makes room for the rows of the columns that were chosen. False where memory runs out. */
bool number_table_open(struct number_table *table, int rows);
void number_table_close(struct number_table *table);

/* The cells of a row, counted from 0: its name, a number, a sparkline of up to NUMBER_TABLE_SERIES
 * values, which the caller fills. */
void number_table_name(struct number_table *table, int row, const char *name, bool chosen);
void number_table_number(
	struct number_table *table, int row, int column, const struct number_cell *number);
double *number_table_spark(
	struct number_table *table, int row, int column, int count, enum role role);

void number_table_draw(const struct number_table *table, struct canvas *canvas, struct rect area);

#endif
