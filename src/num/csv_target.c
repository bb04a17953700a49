#include "num/csv_reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"

static const char *value_at(const void *context, size_t i)
{
	const struct csv_reading *r = context;

	return i < r->value_count ? r->values[i] : NULL;
}

/* Keeps a value of the target that is not among the kept ones; false when memory runs out. */
static bool note_value(struct csv_reading *r, const struct csv_cell *cell)
{
	char *text = csv_clean_cell(r, cell);
	bool known = !text || r->value_count == VALUES_KEPT;

	for (size_t i = 0; !known && i < r->value_count; i++)
		known = strcmp(r->values[i], text) == 0;
	if (known)
		free(text);
	else
		r->values[r->value_count++] = text;
	return text != NULL;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The target's different values in byte order. */
static bool note_values(struct csv_reading *r)
{
	for (size_t i = 0; i < r->count; i++)
		if (!note_value(r, &r->rows[i].target))
			return false;
	qsort(r->values, r->value_count, sizeof *r->values, compare_texts);
	return true;
}

static void add_values(const struct csv_reading *r, struct str *out)
{
	for (size_t i = 0; i < r->value_count && i + 1 < VALUES_KEPT; i++)
		str_addf(out, "%s%.40s", i ? ", " : "", r->values[i]);
	if (r->value_count == VALUES_KEPT)
		str_add(out, ", …");
}

static void refuse_class(struct csv_reading *r, const char *class_text)
{
	const char *near = nearest_name(class_text, value_at, r);
	struct str text = {0};
	char name[NAME_MAX_BYTES];

	csv_column_words(r, TARGET, name);
	str_addf(&text, "no row has “%.40s” in %s", class_text, name);
	if (near)
		str_addf(&text, "; did you mean %.40s?", near);
	str_add(&text, near ? " The values are " : "; the values are ");
	add_values(r, &text);
	csv_refuse(&r->lines, STATUS_DATA, NULL, 0, "%s", str_text(&text));
	str_free(&text);
}

static bool has_value(struct csv_reading *r, const char *class_text)
{
	bool found = false;

	for (size_t i = 0; i < r->count && !found; i++) {
		char *text = csv_clean_cell(r, &r->rows[i].target);
		if (!text)
			return false;
		found = strcmp(text, class_text) == 0;
		free(text);
	}
	return found;
}

static bool choose_given_classes(struct csv_reading *r)
{
	if (!csv_split_pair(r, r->request->classes, r->classes) ||
		strcmp(r->classes[0], r->classes[1]) == 0) {
		csv_refuse(&r->lines, STATUS_DATA, NULL, 0,
			"data.classes names two different values of the target, such as \"a, b\", "
			"not “%.40s”",
			r->request->classes);
		return false;
	}
	for (int i = 0; i < 2; i++)
		if (!has_value(r, r->classes[i])) {
			refuse_class(r, r->classes[i]);
			return false;
		}
	return true;
}

/* Two texts are two classes; everything else must be chosen. */
static bool choose_text_classes(struct csv_reading *r)
{
	struct str text = {0};
	char name[NAME_MAX_BYTES];

	if (r->value_count == 2) {
		r->classes[0] = r->values[0];
		r->classes[1] = r->values[1];
		r->value_count = 0;
		return true;
	}
	csv_column_words(r, TARGET, name);
	str_addf(&text, "the target %s has ", name);
	if (r->value_count == 1)
		str_addf(&text, "only one value, %.40s", r->values[0]);
	else {
		str_add(&text, "more than two values: ");
		add_values(r, &text);
		str_addf(&text, "; choose two, such as --set data.classes=\"%.40s, %.40s\"",
			r->values[0], r->values[1]);
	}
	csv_refuse(&r->lines, STATUS_DATA, NULL, 0, "%s", str_text(&text));
	str_free(&text);
	return false;
}

/* Numbers that are all 0 or 1, and both, are classes named so. */
static bool are_zeros_and_ones(const struct csv_reading *r)
{
	return r->value_count == 2 && strcmp(r->values[0], "0") == 0 &&
	       strcmp(r->values[1], "1") == 0;
}

/* A text is wrong in a target most of whose cells are numbers. */
bool csv_choose_classes(struct csv_reading *r)
{
	size_t numbers = 0;
	double number;

	for (size_t i = 0; i < r->count; i++)
		numbers += csv_cell_number(&r->rows[i].target, &number);
	bool numeric = numbers * 2 >= r->count;
	if (!note_values(r))
		return false;
	if (csv_is_given(r->request->classes))
		return choose_given_classes(r);
	for (size_t i = 0; i < r->count; i++) {
		const struct csv_cell *cell = &r->rows[i].target;
		if (numeric && !csv_cell_number(cell, &number))
			csv_refuse_number(r, cell, r->rows[i].line, TARGET);
	}
	if (r->lines.status)
		return false;
	return (numeric && !are_zeros_and_ones(r)) || choose_text_classes(r);
}

/* The row's target, or false where it belongs to neither class. */
bool csv_row_target(struct csv_reading *r, const struct csv_row *row, double *ret_y)
{
	if (!r->classes[0])
		return csv_cell_number(&row->target, ret_y);
	char *text = csv_clean_cell(r, &row->target);
	if (!text)
		return false;
	bool second = strcmp(text, r->classes[1]) == 0;
	bool known = second || strcmp(text, r->classes[0]) == 0;
	free(text);
	*ret_y = second;
	return known;
}
