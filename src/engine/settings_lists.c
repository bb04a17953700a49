/* The settings that are lists: of whole numbers, of numbers, of edits of rows. */
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/settings_parts.h"

enum { ITEM_BYTES = 96 };

/* Without the blanks around it, and without one pair of square brackets around the whole. */
static void trim_list(const char **ret_from, const char **ret_to)
{
	const char *from = *ret_from, *to = *ret_to;

	for (int pass = 0; pass < 2; pass++) {
		while (from < to && *from == ' ')
			from++;
		while (to > from && to[-1] == ' ')
			to--;
		if (pass == 0 && to - from >= 2 && *from == '[' && to[-1] == ']') {
			from++;
			to--;
		}
	}
	*ret_from = from;
	*ret_to = to;
}

typedef int list_add(void *list, const struct setting *setting, const char *text, struct str *why);

/* Splits at commas and hands each piece to `add`. */
static int read_list(
	void *list, list_add *add, const struct setting *setting, const char *text, struct str *why)
{
	const char *at = text, *end = text + strlen(text);
	char word[ITEM_BYTES];

	trim_list(&at, &end);
	for (bool more = at < end; more;) {
		const char *comma = memchr(at, ',', (size_t)(end - at));
		const char *from = at, *to = comma ? comma : end;
		while (from < to && *from == ' ')
			from++;
		while (to > from && to[-1] == ' ')
			to--;
		size_t length = (size_t)(to - from);
		if (length == 0 || length >= sizeof word) {
			setting_refuse(setting, text, why);
			return STATUS_SYNTAX;
		}
		memcpy(word, from, length);
		word[length] = '\0';
		int status = add(list, setting, word, why);
		if (status)
			return status;
		more = comma != NULL;
		at = comma ? comma + 1 : end;
	}
	return 0;
}

static int refuse_length(const struct setting *setting, int most, struct str *why)
{
	str_addf(why, "%s is a list of at most %d numbers", setting->name, most);
	return STATUS_RANGE;
}

static int add_to_ints(void *list, const struct setting *setting, const char *text, struct str *why)
{
	struct int_list *ints = list;

	if (ints->count == HIDDEN_MAX)
		return refuse_length(setting, HIDDEN_MAX, why);
	int status = setting_read_int(&ints->value[ints->count], setting, text, why);
	ints->count += status == 0;
	return status;
}

static int add_to_reals(
	void *list, const struct setting *setting, const char *text, struct str *why)
{
	struct real_list *reals = list;

	if (reals->count == GIVEN_MAX)
		return refuse_length(setting, GIVEN_MAX, why);
	int status = setting_read_real(&reals->value[reals->count], setting, text, why);
	reals->count += status == 0;
	return status;
}

int setting_set_ints(void *field, const struct setting *setting, const char *text, struct str *why)
{
	struct int_list list = {0};
	int status = read_list(&list, add_to_ints, setting, text, why);

	if (status == 0)
		*(struct int_list *)field = list;
	return status;
}

int setting_set_reals(void *field, const struct setting *setting, const char *text, struct str *why)
{
	struct real_list list = {0};
	int status = read_list(&list, add_to_reals, setting, text, why);

	if (status == 0)
		*(struct real_list *)field = list;
	return status;
}

static int add_to_edits(
	void *list, const struct setting *setting, const char *text, struct str *why)
{
	struct row_edits *edits = list;
	struct str reason = {0};

	if (edits->count == ROW_EDITS_MAX) {
		str_addf(why, "%s is a list of at most %d edits", setting->name, ROW_EDITS_MAX);
		return STATUS_RANGE;
	}
	int status = row_edit_parse(text, &edits->list[edits->count], &reason);
	if (status)
		str_addf(why, "%s: %s", setting->name, str_text(&reason));
	edits->count += status == 0;
	str_free(&reason);
	return status;
}

int setting_set_edits(void *field, const struct setting *setting, const char *text, struct str *why)
{
	struct row_edits edits = {0};
	bool none = strcmp(text, "none") == 0;
	int status = none ? 0 : read_list(&edits, add_to_edits, setting, text, why);

	if (status == 0)
		*(struct row_edits *)field = edits;
	return status;
}

void setting_print_ints(const void *field, const struct setting *setting, struct str *out)
{
	const struct int_list *list = field;

	(void)setting;
	for (int i = 0; i < list->count; i++)
		str_addf(out, "%s%d", i ? ", " : "", list->value[i]);
}

void setting_print_reals(const void *field, const struct setting *setting, struct str *out)
{
	const struct real_list *list = field;

	(void)setting;
	for (int i = 0; i < list->count; i++) {
		char text[NUMBER_MAX];
		number_shortest(text, list->value[i]);
		str_addf(out, "%s%s", i ? ", " : "", text);
	}
}

void setting_print_edits(const void *field, const struct setting *setting, struct str *out)
{
	const struct row_edits *edits = field;

	(void)setting;
	for (size_t i = 0; i < edits->count; i++) {
		str_add(out, i ? ", " : "");
		row_edit_print(&edits->list[i], out);
	}
	if (!edits->count)
		str_add(out, "none");
}

bool setting_same_ints(const void *field, const void *other)
{
	const struct int_list *a = field, *b = other;

	return a->count == b->count &&
	       memcmp(a->value, b->value, (size_t)a->count * sizeof *a->value) == 0;
}

static bool same_numbers(const double *a, const double *b, size_t count)
{
	size_t i = 0;

	while (i < count && a[i] == b[i])
		i++;
	return i == count;
}

bool setting_same_reals(const void *field, const void *other)
{
	const struct real_list *a = field, *b = other;

	return a->count == b->count && same_numbers(a->value, b->value, (size_t)a->count);
}

bool setting_same_edits(const void *field, const void *other)
{
	const struct row_edits *a = field, *b = other;
	size_t i = 0;

	if (a->count != b->count)
		return false;
	while (i < a->count && a->list[i].kind == b->list[i].kind &&
		a->list[i].row == b->list[i].row && a->list[i].y == b->list[i].y &&
		same_numbers(a->list[i].x, b->list[i].x, FEATURES))
		i++;
	return i == a->count;
}
