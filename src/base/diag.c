#include "base/diag.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"

enum { EXCERPT_CODES = 72 };

static char *clean_copy(const char *text, size_t count)
{
	struct str out = {0};

	utf8_clean(&out, text, count);
	return str_take(&out);
}

/* The first byte of line number `line` (from 1), and its length without the line end. */
static const char *find_line(const struct diag_place *place, size_t *ret_length)
{
	const char *at = place->text, *end = place->text + place->size;

	for (int line = 1; line < place->line; line++) {
		at = memchr(at, '\n', (size_t)(end - at));
		if (!at)
			return NULL;
		at++;
	}
	const char *stop = memchr(at, '\n', (size_t)(end - at));
	*ret_length = (size_t)((stop ? stop : end) - at);
	if (*ret_length && at[*ret_length - 1] == '\r')
		--*ret_length;
	return at;
}

/* The first byte of code point number `column` (from 1), or the end. */
static size_t column_offset(const char *line, size_t length, int column)
{
	const char *at = line;

	for (int i = 1; i < column && at < line + length; i++)
		if (!utf8_next(&at))
			at++; /* a NUL */
	size_t offset = (size_t)(at - line);
	return offset < length ? offset : length;
}

static int code_count(const char *text)
{
	int count = 0;

	while (utf8_next(&text))
		count++;
	return count;
}

/*
 * Cuts the line to a window of EXCERPT_CODES code points around the column. Cleaning widens tabs
 * and drops what is invisible, and some characters take two cells: the caret counts the cells of
 * what stands before it in the window.
 */
static void excerpt(struct diag *diag, const struct diag_place *place)
{
	size_t length;
	const char *line = place->text && place->line > 0 ? find_line(place, &length) : NULL;

	if (!line)
		return;
	struct str clean = {0}, before = {0}, window = {0};
	utf8_clean(&clean, line, length);
	utf8_clean(&before, line, column_offset(line, length, place->column));
	int column = code_count(str_text(&before));
	int from = column >= EXCERPT_CODES - 12 ? column - (EXCERPT_CODES - 13) : 0;
	const char *at = str_text(&clean);
	diag->caret = 1;
	for (int i = 0; *at && i < from + EXCERPT_CODES; i++) {
		const char *start = at;
		int cells = utf8_code_width(utf8_next(&at));
		if (i < from)
			continue;
		str_add_bytes(&window, start, (size_t)(at - start));
		if (i < column)
			diag->caret += cells < 0 ? 1 : cells;
	}
	str_free(&clean);
	str_free(&before);
	diag->source = str_take(&window);
}

int diag_add(struct diags *diags, int status, struct diag_place place, const char *format, ...)
{
	if (diags->count == DIAGS_MAX) {
		diags->dropped++;
		return status;
	}
	struct diag *diag = &diags->list[diags->count++];
	struct str text = {0};
	va_list args;

	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	*diag = (struct diag){.status = status, .line = place.line, .column = place.column};
	diag->text = clean_copy(str_text(&text), text.len);
	diag->file = place.file ? clean_copy(place.file, strlen(place.file)) : NULL;
	str_free(&text);
	excerpt(diag, &place);
	return status;
}

void diag_format(const struct diag *diag, struct str *out)
{
	if (diag->file) {
		str_add(out, diag->file);
		if (diag->line > 0)
			str_addf(out, ":%d", diag->line);
		if (diag->line > 0 && diag->column > 0)
			str_addf(out, ":%d", diag->column);
		str_add(out, ": ");
	}
	str_add(out, diag->text ? diag->text : status_text(diag->status));
	str_add_char(out, '\n');
	if (diag->source && diag->source[0]) {
		str_addf(out, "    %s\n", diag->source);
		if (diag->column > 0)
			str_addf(out, "    %*s^\n", diag->caret - 1, "");
	}
}

void diags_format(const struct diags *diags, struct str *out)
{
	for (size_t i = 0; i < diags->count; i++)
		diag_format(&diags->list[i], out);
	if (diags->dropped)
		str_addf(out, "… and %zu more\n", diags->dropped);
}

void diags_free(struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		free(diags->list[i].file);
		free(diags->list[i].text);
		free(diags->list[i].source);
	}
	*diags = (struct diags){.count = 0};
}

enum { WORD_MAX = 64 };

/* Edit distance with neighbour swaps (optimal string alignment), rows kept for two letters back. */
static int edit_distance(const char *a, const char *b)
{
	int rows[3][WORD_MAX + 1];
	size_t la = strlen(a), lb = strlen(b);

	if (la > WORD_MAX || lb > WORD_MAX)
		return INT_MAX;
	for (size_t j = 0; j <= lb; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= la; i++) {
		int *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		now[0] = (int)i;
		for (size_t j = 1; j <= lb; j++) {
			int best = last[j - 1] + (a[i - 1] != b[j - 1]);
			best = last[j] + 1 < best ? last[j] + 1 : best;
			best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				before[j - 2] + 1 < best)
				best = before[j - 2] + 1;
			now[j] = best;
		}
	}
	return rows[la % 3][lb];
}

const char *nearest_name(const char *word, const char *(*name_at)(const void *context, size_t i),
	const void *context)
{
	int limit = (int)strlen(word) / 3;
	int best = (limit < 1 ? 1 : limit) + 1;
	const char *nearest = NULL, *name;

	for (size_t i = 0; (name = name_at(context, i)) != NULL; i++) {
		int distance = edit_distance(word, name);
		if (distance < best) {
			best = distance;
			nearest = name;
		}
	}
	return nearest;
}
