#include "num/csv_reading.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"

bool csv_refuse_memory(struct csv_reading *r)
{
	csv_refuse(&r->lines, STATUS_MEMORY, NULL, 0, "out of memory");
	return false;
}

bool csv_is_given(const char *text)
{
	return text && text[0];
}

char *csv_clean_cell(struct csv_reading *r, const struct csv_cell *cell)
{
	char plain[CSV_LINE_BYTES_MAX + 1];
	struct str clean = {0};

	csv_cell_copy(cell, plain);
	utf8_clean(&clean, plain, strlen(plain));
	char *text = str_take(&clean);
	if (!text)
		csv_refuse_memory(r);
	return text;
}

/* The piece of a comma-separated list at *at without blanks around it; moves *at behind it. */
static char *next_piece(struct csv_reading *r, const char **at)
{
	const char *from = *at + strspn(*at, " "), *stop = from + strcspn(from, ",");
	const char *last = stop;
	struct str out = {0};

	while (last > from && last[-1] == ' ')
		last--;
	str_add_bytes(&out, from, (size_t)(last - from));
	*at = *stop ? stop + 1 : stop;
	char *piece = str_take(&out);
	if (!piece)
		csv_refuse_memory(r);
	return piece;
}

/* Two pieces of "a, b"; false, with nothing to free, where there are not exactly two. */
bool csv_split_pair(struct csv_reading *r, const char *text, char *pair[2])
{
	const char *at = text;

	pair[0] = next_piece(r, &at);
	pair[1] = next_piece(r, &at);
	if (pair[0] && pair[1] && pair[0][0] && pair[1][0] && !*at)
		return true;
	free(pair[0]);
	free(pair[1]);
	pair[0] = pair[1] = NULL;
	return false;
}

void csv_copy_name(char out[NAME_MAX_BYTES], const char *text)
{
	const char *at = text;
	size_t size = 0;

	while (*at) {
		utf8_next(&at);
		if (at - text >= NAME_MAX_BYTES)
			break;
		size = (size_t)(at - text);
	}
	memcpy(out, text, size);
	out[size] = '\0';
}

/* How a column is called in a message: its name, or "column 3". */
void csv_column_words(const struct csv_reading *r, int use, char out[NAME_MAX_BYTES])
{
	csv_copy_name(out, r->names[r->used[use]]);
	if (!out[0])
		snprintf(out, NAME_MAX_BYTES, "column %zu", r->used[use] + 1);
}

/* nan, inf, NA and the like, in any case and with a sign. */
static bool is_missing_word(const char *text)
{
	static const char *const words[] = {"nan", "inf", "infinity", "na", "n/a", "null", "none"};

	text += text[0] == '-' || text[0] == '+';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t k = 0;
		while (words[i][k] && tolower((unsigned char)text[k]) == words[i][k])
			k++;
		if (!words[i][k] && !text[k])
			return true;
	}
	return false;
}

/* 1,5 in quotes. */
static bool is_comma_decimal(const char *text)
{
	const char *comma = strchr(text, ',');

	return comma && comma > text && isdigit((unsigned char)comma[-1]) &&
	       isdigit((unsigned char)comma[1]) && strspn(text, "+-0123456789,.eE") == strlen(text);
}

void csv_refuse_number(struct csv_reading *r, const struct csv_cell *cell, int line, int use)
{
	char plain[CSV_LINE_BYTES_MAX + 1], name[NAME_MAX_BYTES];
	const char *at = plain;

	csv_cell_copy(cell, plain);
	csv_column_words(r, use, name);
	for (int i = 0; *at && i < 40; i++)
		utf8_next(&at);
	plain[at - plain] = '\0';
	if (!plain[0])
		csv_refuse(&r->lines, STATUS_DATA, cell->text, line,
			"this cell is empty; %s needs a value in every row", name);
	else if (is_missing_word(plain))
		csv_refuse(&r->lines, STATUS_DATA, cell->text, line,
			"“%s” is not a finite number; leave the row out or fill the value in",
			plain);
	else if (is_comma_decimal(plain))
		csv_refuse(&r->lines, STATUS_DATA, cell->text, line,
			"“%s” has a comma; write the decimal sign as a point", plain);
	else
		csv_refuse(&r->lines, STATUS_DATA, cell->text, line,
			"%s needs a number here, not “%s”", name, plain);
}
