/*
 * The lines of a CSV text, one after the other, split into cells.
 *
 * Errors:  each mistake is a diag with line and column; csv_line_next goes on with the next line.
 * Memory:  cells point into the text; csv_lines_free gives the list of cells back.
 */
#ifndef NUM_CSV_LINE_H
#define NUM_CSV_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum { CSV_LINE_BYTES_MAX = 4096 };

struct csv_cell {
	const char *text; /* [size] without the quotes and the blanks around it */
	size_t size;
	bool quoted; /* a doubled quote in it stands for one */
};

struct csv_lines {
	const char *path;
	const char *text; /* [size] behind a byte order mark */
	size_t size;
	size_t next;            /* offset of the line to read next */
	int number;             /* of the line that was read, from 1 */
	const char *start;      /* of that line */
	struct csv_cell *cells; /* [count] of that line */
	size_t count;
	struct diags *diags;
	int status; /* the first mistake's */
};

/* 0 or STATUS_MEMORY with a diag. */
int csv_lines_open(struct csv_lines *lines, const char *path, const char *text, size_t size,
	struct diags *diags);
void csv_lines_free(struct csv_lines *lines);

/* Reads the next line with cells in it; false at the end. Lines with mistakes are left out. */
bool csv_line_next(struct csv_lines *lines);

/* Adds a mistake at a byte of the text, or about the whole file where `at` is NULL. */
void csv_refuse(struct csv_lines *lines, int status, const char *at, int line, const char *format,
	...) __attribute__((format(printf, 5, 6)));

/* The cell's text with single quotes for doubled ones, in out[CSV_LINE_BYTES_MAX + 1]. */
void csv_cell_copy(const struct csv_cell *cell, char *out);

/* True where the cell is a number by number_parse. */
bool csv_cell_number(const struct csv_cell *cell, double *ret_value);

#endif
