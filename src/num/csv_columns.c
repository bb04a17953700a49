#include "num/csv_reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"

enum { NAMES_SHOWN = 20 };

static const char *name_at(const void *context, size_t i)
{
	const struct csv_reading *r = context;

	return i < r->columns ? r->names[i] : NULL;
}

/* "alcohol, hue, proline", or "1, 2, 3" without names; the first NAMES_SHOWN of them. */
static void add_columns(const struct csv_reading *r, struct str *out)
{
	for (size_t i = 0; i < r->columns && i < NAMES_SHOWN; i++) {
		const char *name = r->names[i];
		str_add(out, i ? ", " : "");
		if (name[0])
			str_add(out, name);
		else
			str_addf(out, "%zu", i + 1);
	}
	if (r->columns > NAMES_SHOWN)
		str_add(out, ", …");
}

static void refuse_choice(struct csv_reading *r, const char *why)
{
	struct str text = {0};

	str_addf(&text, "%s: ", why);
	add_columns(r, &text);
	str_add(&text, "; choose two features and a target with --set data.features=\"NAME, NAME\" "
		"--set data.target=NAME");
	csv_refuse(&r->lines, STATUS_DATA, NULL, 0, "%s", str_text(&text));
	str_free(&text);
}

static void refuse_column(struct csv_reading *r, const char *name)
{
	const char *near = nearest_name(name, name_at, r);
	struct str text = {0};

	str_addf(&text, "there is no column “%.40s”", name);
	if (near && near[0])
		str_addf(&text, "; did you mean %s?", near);
	str_add(&text, near && near[0] ? " The columns are " : "; the columns are ");
	add_columns(r, &text);
	csv_refuse(&r->lines, STATUS_NAME, NULL, 0, "%s", str_text(&text));
	str_free(&text);
}

/* A column by its name, or by its number from 1. */
static bool find_column(struct csv_reading *r, const char *name, size_t *ret_column)
{
	long number;
	size_t found = 0, matches = 0;

	for (size_t i = 0; i < r->columns; i++)
		if (name[0] && strcmp(r->names[i], name) == 0) {
			found = matches++ ? found : i;
		}
	if (matches > 1) {
		csv_refuse(&r->lines, STATUS_NAME, NULL, 0,
			"%zu columns are named %s; choose one by its number, such as %zu", matches,
			name, found + 1);
		return false;
	}
	if (matches == 0 && number_parse_int(name, &number) && number >= 1 &&
		(unsigned long)number <= r->columns) {
		found = (size_t)number - 1;
		matches = 1;
	}
	if (matches == 0)
		refuse_column(r, name);
	*ret_column = found;
	return matches == 1;
}

static bool choose_features(struct csv_reading *r)
{
	char *pair[2];

	if (!csv_split_pair(r, r->request->features, pair)) {
		csv_refuse(&r->lines, STATUS_DATA, NULL, 0,
			"data.features names two columns, such as \"a, b\", not “%.40s”",
			r->request->features);
		return false;
	}
	bool found = find_column(r, pair[0], &r->used[0]) && find_column(r, pair[1], &r->used[1]);
	free(pair[0]);
	free(pair[1]);
	return found;
}

/* Three columns need no choice: features, then the target; or what the other choice leaves. */
static bool complete_choice(struct csv_reading *r, bool features, bool target)
{
	if (features && target)
		return true;
	if (r->columns != USED)
		return false;
	if (features)
		r->used[TARGET] = USED - r->used[0] - r->used[1];
	for (size_t i = 0, next = 0; !features && i < USED; i++)
		if (!target || i != r->used[TARGET]) {
			if (next < FEATURES)
				r->used[next++] = i;
			else if (!target)
				r->used[TARGET] = i;
		}
	return true;
}

static bool check_distinct(struct csv_reading *r)
{
	for (int i = 0; i < USED; i++)
		for (int k = 0; k < i; k++)
			if (r->used[i] == r->used[k]) {
				csv_refuse(&r->lines, STATUS_DATA, NULL, 0,
					"column %zu is chosen twice; features and target are three "
					"different columns",
					r->used[i] + 1);
				return false;
			}
	return true;
}

bool csv_choose_columns(struct csv_reading *r)
{
	bool features = csv_is_given(r->request->features),
	     target = csv_is_given(r->request->target);

	if (r->columns < USED) {
		csv_refuse(&r->lines, STATUS_DATA, NULL, 0,
			"the file has %zu column%s; two features and a target are needed",
			r->columns, r->columns == 1 ? "" : "s");
		return false;
	}
	if (features && !choose_features(r))
		return false;
	if (target && !find_column(r, r->request->target, &r->used[TARGET]))
		return false;
	if (features && r->used[0] == r->used[1])
		return check_distinct(r);
	if (!complete_choice(r, features, target)) {
		refuse_choice(r, !features && !target
					 ? "two features and a target must be chosen from"
				 : features ? "a target must be chosen from"
					    : "two features must be chosen from");
		return false;
	}
	return check_distinct(r);
}
