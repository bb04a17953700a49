/*
 * A CSV file as a data set: two feature columns and a target column.
 *
 * Columns are named by the header line, which is recognised by having no number in it, or numbered
 * from 1. The target is a column of numbers, or of two classes: two texts, or the numbers 0 and 1.
 * Of two texts the one that comes first in byte order is class 0, unless `classes` orders them.
 * Limits:  16 MiB, CSV_ROWS_MAX rows unless the request says otherwise, 4096 bytes a line.
 *          A byte order mark, CRLF and quoted cells are accepted; a cell ends on its line.
 * Errors:  STATUS_OPEN, STATUS_READ, STATUS_LIMIT, STATUS_NAME, STATUS_DATA or STATUS_MEMORY, with
 *          a diag for every cell that cannot be read; *ret_data is kept.
 * Memory:  the data set is the caller's; dataset_free.
 */
#ifndef NUM_CSV_H
#define NUM_CSV_H

#include <stddef.h>

#include "base/diag.h"
#include "num/dataset.h"

enum { CSV_BYTES_MAX = 16 * 1024 * 1024, CSV_ROWS_MAX = 100000, CSV_ROWS_MOST = 10000000 };

/* What is asked of a file. Texts may be "" or NULL. */
struct csv_request {
	const char *features; /* two columns: "hue, proline" or "11, 13" */
	const char *target;   /* a column */
	const char
		*classes; /* two values of the target: class 0, class 1; other rows are left out */
	size_t rows_max;  /* 0: CSV_ROWS_MAX */
};

/* Reads a regular file. All rows are training rows; dataset_split comes after it. */
int csv_load(const char *path, const struct csv_request *request, struct dataset *ret_data,
	struct diags *diags);

/* The same for a text in memory; `path` is used in messages. */
int csv_parse(const char *path, const char *text, size_t size, const struct csv_request *request,
	struct dataset *ret_data, struct diags *diags);

#endif
