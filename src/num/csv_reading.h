/*
 * One CSV file while it is being read: what choosing columns, reading rows and choosing classes
 * share.
 *
 * Errors:  functions return false after adding a diag through csv_refuse.
 * Memory:  csv.c frees what a reading holds.
 */
#ifndef NUM_CSV_READING_H
#define NUM_CSV_READING_H

#include "num/csv.h"
#include "num/csv_line.h"

/* A row uses the features' columns and the target's; `used` has them in this order. */
enum { USED = FEATURES + 1, TARGET = FEATURES, VALUES_KEPT = 7 };

/* One row as read: numbers of the features, and the target's cell until its type is known. */
struct csv_row {
	double x[FEATURES];
	struct csv_cell target;
	int line;
};

/* The reading of one file. */
struct csv_reading {
	struct csv_lines lines;
	const struct csv_request *request;
	bool header;  /* the first line holds names */
	char **names; /* [columns] cleaned; "" without a header */
	size_t columns;
	size_t used[USED]; /* column numbers from 0: features, target */
	struct csv_row *rows;
	size_t count, room;
	char *values[VALUES_KEPT]; /* different texts of the target, as far as they are kept */
	size_t value_count;
	char *classes[2]; /* class 0, class 1; NULL for a target of numbers */
};

/* Adds the diag about memory; always false. */
bool csv_refuse_memory(struct csv_reading *r);

/* Says why a cell is no number that can be used; `use` is a feature's number or TARGET. */
void csv_refuse_number(struct csv_reading *r, const struct csv_cell *cell, int line, int use);

/* True where a text of the request says something. */
bool csv_is_given(const char *text);

/* The cell's text, cleaned, for the caller to free; NULL when memory ran out. */
char *csv_clean_cell(struct csv_reading *r, const struct csv_cell *cell);

/* Two pieces of "a, b", to be freed; false, with nothing to free, where there are not two. */
bool csv_split_pair(struct csv_reading *r, const char *text, char *pair[2]);

/* The first bytes of a name, cut between code points. */
void csv_copy_name(char out[NAME_MAX_BYTES], const char *text);

/* How a column is called in a message: its name, or "column 3". */
void csv_column_words(const struct csv_reading *r, int use, char out[NAME_MAX_BYTES]);

/* Fills `used` from the request and the names. */
bool csv_choose_columns(struct csv_reading *r);

/* Decides between numbers and two classes, and fills `classes`. */
bool csv_choose_classes(struct csv_reading *r);

/* The row's target; false where it belongs to neither class, or memory ran out. */
bool csv_row_target(struct csv_reading *r, const struct csv_row *row, double *ret_y);

#endif
