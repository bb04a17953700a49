#include "num/csv_line.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"

enum { NUMBER_BYTES_MAX = 64 };

/* The column of a byte in its line, in code points from 1. */
static int column_of(const char *line, const char *at)
{
	int column = 1;

	while (line < at && utf8_next(&line))
		column++;
	return column;
}

static const char *line_start(const struct csv_lines *lines, const char *at)
{
	while (at > lines->text && at[-1] != '\n')
		at--;
	return at;
}

void csv_refuse(
	struct csv_lines *lines, int status, const char *at, int line, const char *format, ...)
{
	struct diag_place place = {.file = lines->path};
	struct str text = {0};
	va_list args;

	if (!lines->status)
		lines->status = status;
	if (lines->diags->count == DIAGS_MAX) {
		lines->diags->dropped++; /* millions of bad cells must not take seconds */
		return;
	}

	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	if (at) {
		const char *start = line_start(lines, at);
		const char *end = memchr(at, '\n', (size_t)(lines->text + lines->size - at));
		/* The quoted text is this one line: a diag need not count lines of 16 MiB again. */
		place = (struct diag_place){.file = lines->path,
			.text = start,
			.size = (size_t)((end ? end : lines->text + lines->size) - start),
			.line = 1,
			.column = column_of(start, at)};
	}
	diag_add(lines->diags, status, place, "%s", str_text(&text));
	if (at)
		lines->diags->list[lines->diags->count - 1].line = line;
	str_free(&text);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

int csv_lines_open(struct csv_lines *lines, const char *path, const char *text, size_t size,
	struct diags *diags)
{
	bool marked = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;

	*lines = (struct csv_lines){.path = path,
		.text = text + (marked ? 3 : 0),
		.size = size - (marked ? 3 : 0),
		.diags = diags};
	/* Empty lines at the end are no rows. */
	while (lines->size > 0 && is_space(lines->text[lines->size - 1]))
		lines->size--;
	lines->cells = malloc((CSV_LINE_BYTES_MAX + 1) * sizeof *lines->cells);
	if (!lines->cells)
		csv_refuse(lines, STATUS_MEMORY, NULL, 0, "out of memory");
	return lines->status;
}

void csv_lines_free(struct csv_lines *lines)
{
	free(lines->cells);
	lines->cells = NULL;
}

/* Says what is wrong with the line's bytes, if anything is. */
static bool check_bytes(struct csv_lines *lines, const char *end)
{
	for (const char *at = lines->start; at < end;) {
		const char *here = at;
		uint32_t code = utf8_next(&at);
		const char *fault =
			code == 0 ? "a NUL byte has no place in a text file"
			: code == UTF8_REPLACEMENT && at - here == 1
				? "this byte is not valid UTF-8; save the file as UTF-8"
			: code == '\r'
				? "a carriage return stands alone; end lines with a line feed"
				: NULL;
		if (fault) {
			csv_refuse(lines, STATUS_DATA, here, lines->number, "%s", fault);
			return false;
		}
	}
	return true;
}

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	return at;
}

/* Reads a cell in quotes that begins at `at`; the byte behind it, or NULL with a diag. */
static const char *read_quoted(
	struct csv_lines *lines, const char *at, const char *end, struct csv_cell *cell)
{
	const char *open = at++;

	for (; at < end; at++) {
		if (*at != '"')
			continue;
		if (at + 1 < end && at[1] == '"')
			at++;
		else
			break;
	}
	if (at >= end) {
		csv_refuse(lines, STATUS_DATA, open, lines->number,
			"this quote is not closed on its line");
		return NULL;
	}
	*cell = (struct csv_cell){open + 1, (size_t)(at - open - 1), true};
	at = skip_blanks(at + 1, end);
	if (at < end && *at != ',') {
		csv_refuse(lines, STATUS_DATA, at, lines->number,
			"a comma must follow the closing quote");
		return NULL;
	}
	return at;
}

static const char *read_plain(const char *at, const char *end, struct csv_cell *cell)
{
	const char *comma = memchr(at, ',', (size_t)(end - at)), *stop = comma ? comma : end;
	const char *last = stop;

	while (last > at && (last[-1] == ' ' || last[-1] == '\t'))
		last--;
	*cell = (struct csv_cell){at, (size_t)(last - at), false};
	return stop;
}

static bool split_line(struct csv_lines *lines, const char *end)
{
	const char *at = lines->start;

	lines->count = 0;
	for (;;) {
		struct csv_cell *cell = &lines->cells[lines->count];
		at = skip_blanks(at, end);
		at = at < end && *at == '"' ? read_quoted(lines, at, end, cell)
					    : read_plain(at, end, cell);
		if (!at)
			return false;
		lines->count++;
		if (at == end)
			return true;
		at++;
	}
}

/* Splits the line from start to end; false where it has a mistake. */
static bool read_line(struct csv_lines *lines, const char *end)
{
	if (end - lines->start > CSV_LINE_BYTES_MAX) {
		csv_refuse(lines, STATUS_LIMIT, lines->start, lines->number,
			"this line has more than %d bytes, the limit", CSV_LINE_BYTES_MAX);
		return false;
	}
	if (!check_bytes(lines, end))
		return false;
	if (skip_blanks(lines->start, end) == end) {
		csv_refuse(lines, STATUS_DATA, lines->start, lines->number, "this line is empty");
		return false;
	}
	return split_line(lines, end);
}

bool csv_line_next(struct csv_lines *lines)
{
	while (lines->next < lines->size) {
		lines->start = lines->text + lines->next;
		const char *feed = memchr(lines->start, '\n', lines->size - lines->next);
		const char *end = feed ? feed : lines->text + lines->size;
		lines->next = (size_t)(end - lines->text) + (feed != NULL);
		lines->number++;
		if (end > lines->start && end[-1] == '\r')
			end--;
		if (read_line(lines, end))
			return true;
	}
	lines->count = 0;
	return false;
}

void csv_cell_copy(const struct csv_cell *cell, char *out)
{
	size_t used = 0;

	for (size_t i = 0; i < cell->size; i++) {
		out[used++] = cell->text[i];
		if (cell->quoted && cell->text[i] == '"')
			i++;
	}
	out[used] = '\0';
}

bool csv_cell_number(const struct csv_cell *cell, double *ret_value)
{
	char copy[NUMBER_BYTES_MAX];

	if (cell->size >= sizeof copy)
		return false;
	memcpy(copy, cell->text, cell->size);
	copy[cell->size] = '\0';
	return number_parse(copy, ret_value);
}
