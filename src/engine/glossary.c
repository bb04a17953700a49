#include "engine/glossary.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/textfile.h"
#include "base/utf8.h"

enum { CELLS = 5, CELL_SYMBOL = 0, CELL_MEANING = 3, CELL_LESSON = 4 };

static const char *const cell_names[CELLS] = {"symbol", "ASCII", "word", "meaning", "lesson"};

/* --- one line of the table --------------------------------------------------------------------- */

struct cell_at {
	const char *text;
	size_t size; /* without the blanks around it */
	int column;  /* from 1, in code points */
};

struct table_line {
	struct cell_at cells[CELLS];
	size_t count; /* of all cells, more than CELLS where there are too many */
};

static int column_of(const char *line, const char *at)
{
	int column = 1;

	while (line < at && utf8_next(&line))
		column++;
	return column;
}

static void read_cells(const char *line, size_t size, struct table_line *ret)
{
	const char *at = line + 1, *end = line + size;

	*ret = (struct table_line){.count = 0};
	while (at < end) {
		const char *bar = memchr(at, '|', (size_t)(end - at)), *stop = bar ? bar : end;
		struct cell_at cell;
		while (at < stop && *at == ' ')
			at++;
		cell = (struct cell_at){.text = at, .column = column_of(line, at)};
		for (cell.size = (size_t)(stop - at); cell.size && at[cell.size - 1] == ' ';)
			cell.size--;
		if (!bar && !cell.size)
			return;
		if (ret->count < CELLS)
			ret->cells[ret->count] = cell;
		ret->count++;
		at = stop + 1;
	}
}

static bool cell_is(const struct cell_at *cell, const char *text)
{
	return strlen(text) == cell->size && strncmp(cell->text, text, cell->size) == 0;
}

static bool is_head(const struct table_line *line)
{
	for (size_t i = 0; i < CELLS; i++)
		if (line->count != CELLS || !cell_is(&line->cells[i], cell_names[i]))
			return false;
	return true;
}

static bool is_rule(const struct table_line *line)
{
	return line->count == CELLS && line->cells[0].size >= 3 &&
	       strspn(line->cells[0].text, "-:") >= line->cells[0].size;
}

/* --- the file ---------------------------------------------------------------------------------- */

struct reading {
	struct glossary *glossary;
	struct diag_place place; /* of the line that is read */
	int lines[GLOSSARY_MAX]; /* where each entry stands */
	bool headed;             /* the table has begun */
	struct diags *diags;
	int status; /* the first mistake's */
};

static void mistake(
	struct reading *reading, int column, int status, const char *words, const char *what)
{
	reading->place.column = column;
	diag_add(reading->diags, status, reading->place, words, what);
	if (!reading->status)
		reading->status = status;
}

static size_t count_words(const char *text)
{
	size_t count = 0;

	for (; *text; text += strcspn(text, " ")) {
		text += strspn(text, " ");
		count += *text != '\0';
	}
	return count;
}

static void check_meaning(struct reading *reading, const char *meaning, int column)
{
	size_t length = strlen(meaning);

	if (meaning[length - 1] != '.')
		mistake(reading, column, STATUS_SYNTAX,
			"the meaning of “%s” is a sentence: it ends with a full stop",
			reading->glossary->entries[reading->glossary->count].symbol);
	if (count_words(meaning) > GLOSSARY_WORDS_MAX)
		mistake(reading, column, STATUS_LIMIT,
			"the meaning of “%s” has more than 25 words, the limit",
			reading->glossary->entries[reading->glossary->count].symbol);
}

static void check_unique(struct reading *reading, const char *symbol, int column)
{
	for (size_t i = 0; i < reading->glossary->count; i++)
		if (strcmp(reading->glossary->entries[i].symbol, symbol) == 0) {
			struct str words = {0};
			str_addf(&words, "“%s” stands in line %d already", symbol,
				reading->lines[i]);
			mistake(reading, column, STATUS_NAME, "%s", str_text(&words));
			str_free(&words);
		}
}

static bool check_cells(struct reading *reading, const struct table_line *line)
{
	if (line->count != CELLS) {
		mistake(reading, 1, STATUS_SYNTAX, "a line of the table has five cells: %s",
			"symbol, ASCII, word, meaning, lesson");
		return false;
	}
	for (size_t i = 0; i < CELL_LESSON; i++)
		if (!line->cells[i].size) {
			mistake(reading, line->cells[i].column, STATUS_SYNTAX, "the %s is missing",
				cell_names[i]);
			return false;
		}
	return true;
}

static void take_entry(struct reading *reading, const struct table_line *line)
{
	struct glossary *glossary = reading->glossary;
	struct glossary_entry *entry = &glossary->entries[glossary->count];
	char **const texts[CELLS] = {
		&entry->symbol, &entry->ascii, &entry->word, &entry->meaning, &entry->lesson};

	if (!check_cells(reading, line))
		return;
	if (glossary->count == GLOSSARY_MAX) {
		mistake(reading, 1, STATUS_LIMIT, "a glossary has at most %s terms", "200");
		return;
	}
	bool whole = true;
	for (size_t i = 0; i < CELLS; i++) {
		struct str text = {0};
		utf8_clean(&text, line->cells[i].text, line->cells[i].size);
		*texts[i] = str_take(&text);
		whole &= *texts[i] != NULL;
	}
	reading->lines[glossary->count] = reading->place.line;
	if (whole) {
		check_unique(reading, entry->symbol, line->cells[CELL_SYMBOL].column);
		check_meaning(reading, entry->meaning, line->cells[CELL_MEANING].column);
	} else if (!reading->status) {
		reading->status = STATUS_MEMORY;
	}
	glossary->count++; /* half an entry is freed with the others */
}

static void take_line(struct reading *reading, const char *text, size_t size)
{
	struct table_line line;

	if (!size || text[0] != '|')
		return;
	read_cells(text, size, &line);
	if (!reading->headed && is_head(&line))
		reading->headed = true;
	else if (reading->headed && !is_rule(&line))
		take_entry(reading, &line);
}

int glossary_parse(const char *path, const char *text, size_t size, struct glossary *glossary,
	struct diags *diags)
{
	struct reading reading = {.glossary = glossary,
		.place = {.file = path, .text = text, .size = size, .line = 1},
		.diags = diags};
	const char *end = text + size;

	*glossary = (struct glossary){.count = 0};
	for (const char *at = text; at < end; reading.place.line++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		stop = stop ? stop : end;
		take_line(&reading, at, (size_t)(stop - at));
		at = stop + 1;
	}
	reading.place.line = 1;
	if (!reading.headed)
		mistake(&reading, 1, STATUS_SYNTAX, "there is no table that begins with %s",
			"| symbol | ASCII | word | meaning | lesson |");
	if (reading.status)
		glossary_free(glossary);
	return reading.status;
}

int glossary_load(const char *path, struct glossary *glossary, struct diags *diags)
{
	char *text;
	size_t size;
	int status = textfile_read(path, GLOSSARY_BYTES_MAX, &text, &size, diags);

	*glossary = (struct glossary){.count = 0};
	if (status)
		return status;
	status = glossary_parse(path, text, size, glossary, diags);
	free(text);
	return status;
}

void glossary_free(struct glossary *glossary)
{
	for (size_t i = 0; i < glossary->count; i++) {
		struct glossary_entry *entry = &glossary->entries[i];
		free(entry->symbol);
		free(entry->ascii);
		free(entry->word);
		free(entry->meaning);
		free(entry->lesson);
	}
	glossary->count = 0;
}

/* --- what stands in a formula ------------------------------------------------------------------ */

/* Letters, digits and Greek, but no operators: what goes on without a gap is the same symbol, so
 * that the d of dz is none of its own. */
static bool is_letter(uint32_t code)
{
	if (code < 0x80)
		return isalnum((int)code) || code == '_';
	bool raised = code == 0xB2 || code == 0xB3 || code == 0xB9;
	return raised || (code >= 0xC0 && code < 0x2000 && code != 0xD7 && code != 0xF7);
}

static uint32_t code_before(const char *text, const char *at)
{
	if (at == text)
		return 0;
	do
		at--;
	while (at > text && ((unsigned char)*at & 0xC0) == 0x80);
	return utf8_next(&at);
}

/* Where the symbol stands in the formula on its own; NULL where it does not. */
static const char *stands_in(const char *formula, const char *symbol)
{
	const char *first = symbol;
	bool begins = is_letter(utf8_next(&first));
	bool ends = is_letter(code_before(symbol, symbol + strlen(symbol)));

	for (const char *at = formula; (at = strstr(at, symbol)) != NULL; at++) {
		const char *behind = at + strlen(symbol);
		bool glued_before = begins && is_letter(code_before(formula, at));
		if (!glued_before && !(ends && is_letter(utf8_next(&behind))))
			return at;
	}
	return NULL;
}

size_t glossary_order(
	const struct glossary *glossary, const char *formula, size_t order[GLOSSARY_MAX])
{
	const char *at[GLOSSARY_MAX];
	size_t count = 0, here;

	for (size_t i = 0; i < glossary->count; i++) {
		at[i] = formula ? stands_in(formula, glossary->entries[i].symbol) : NULL;
		if (!at[i])
			continue;
		size_t to = count++;
		for (; to && at[order[to - 1]] > at[i]; to--)
			order[to] = order[to - 1];
		order[to] = i;
	}
	here = count;
	for (size_t i = 0; i < glossary->count; i++)
		if (!at[i])
			order[count++] = i;
	return here;
}
