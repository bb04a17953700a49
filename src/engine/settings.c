#include "engine/settings.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "engine/settings_parts.h"

enum { QUOTE_CODES = 40, WORD_BYTES = 48 };

static void *field_of(struct settings *settings, const struct setting *setting)
{
	return (char *)settings + setting->offset;
}

static const void *field_in(const struct settings *settings, const struct setting *setting)
{
	return (const char *)settings + setting->offset;
}

static void add_real(struct str *out, double value)
{
	char text[NUMBER_MAX];

	number_shortest(text, value);
	str_add(out, text);
}

static void add_range(struct str *out, const struct setting *setting)
{
	str_add(out, " from ");
	add_real(out, setting->min);
	str_add(out, " to ");
	add_real(out, setting->max);
}

static void add_choices(struct str *out, const struct setting *setting)
{
	str_add(out, "one of ");
	for (size_t i = 0; setting->choices[i]; i++)
		str_addf(out, "%s%s", i ? ", " : "", setting->choices[i]);
}

void setting_describe(const struct setting *setting, struct str *out)
{
	static const char *const words[] = {[SETTING_BOOL] = "true or false",
		[SETTING_INT] = "a whole number",
		[SETTING_REAL] = "a number",
		[SETTING_CHOICE] = "",
		[SETTING_INTS] = "a list of whole numbers",
		[SETTING_REALS] = "a list of numbers",
		[SETTING_COUNT_OR_ALL] = "all or a whole number",
		[SETTING_EDITS] = ("none or a list of edits, such as move 3 1.5 -2, flip 4, "
				   "target 5 2.5, add 1 2 0, delete 6"),
		[SETTING_TEXT] = "a text"};

	if (setting->choices) {
		add_choices(out, setting);
		return;
	}
	str_add(out, words[setting->type]);
	if (setting->type == SETTING_TEXT)
		str_addf(out, " of at most %d bytes", SETTING_TEXT_BYTES - 1);
	else if (setting->type != SETTING_BOOL && setting->type != SETTING_EDITS)
		add_range(out, setting);
}

/* Numbers stand bare in a message, everything else in quotes and shortened. */
static void add_quoted(struct str *out, const char *text)
{
	double number;

	if (number_parse(text, &number)) {
		str_add(out, text);
		return;
	}
	const char *at = text;
	for (int i = 0; *at && i < QUOTE_CODES; i++)
		utf8_next(&at);
	str_add(out, "\"");
	utf8_clean(out, text, (size_t)(at - text));
	str_addf(out, "%s\"", *at ? "…" : "");
}

/* Opens the sentence: "train.epochs is a whole number from 1 to 100000, not …". */
void setting_refuse(const struct setting *setting, const char *text, struct str *why)
{
	str_addf(why, "%s is ", setting->name);
	setting_describe(setting, why);
	str_add(why, ", not ");
	add_quoted(why, text);
}

static bool is_number_type(enum setting_type type)
{
	return type == SETTING_INT || type == SETTING_REAL || type == SETTING_COUNT_OR_ALL;
}

/* 0,1 → 0.1 and 010 → 10, where that alone would make it right. */
static bool mended_number(const char *text, char mended[WORD_BYTES], const char **ret_reason)
{
	double number;

	if (strlen(text) >= WORD_BYTES)
		return false;
	strcpy(mended, text);
	char *comma = strchr(mended, ',');
	if (comma) {
		*comma = '.';
		*ret_reason = "the decimal sign is a point";
		return number_parse(mended, &number);
	}
	const char *digits = text + (text[0] == '-' || text[0] == '+');
	size_t zeros = strspn(digits, "0");
	if (zeros > 0 && strchr(".eE", digits[zeros]) != NULL)
		zeros--; /* one zero stays before the point, or alone */
	if (zeros == 0)
		return false;
	snprintf(mended, WORD_BYTES, "%s%s", text[0] == '-' ? "-" : "", digits + zeros);
	*ret_reason = "a number has no leading zeros";
	return number_parse(mended, &number);
}

static void add_number_hint(const struct setting *setting, const char *text, struct str *why)
{
	char mended[WORD_BYTES];
	const char *reason;

	if (is_number_type(setting->type) && mended_number(text, mended, &reason))
		str_addf(why, ": write %s, %s", mended, reason);
}

static const char *choice_at(const void *context, size_t i)
{
	const char *const *choices = context;

	return choices[i];
}

static int set_bool(void *field, const struct setting *setting, const char *text, struct str *why)
{
	static const struct {
		const char *word, *meant;
	} others[] = {{"yes", "true"}, {"on", "true"}, {"True", "true"}, {"TRUE", "true"},
		{"1", "true"}, {"no", "false"}, {"off", "false"}, {"False", "false"},
		{"FALSE", "false"}, {"0", "false"}};
	bool *value = field;

	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0) {
		*value = text[0] == 't';
		return 0;
	}
	setting_refuse(setting, text, why);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].word, text) == 0)
			str_addf(why, ": write %s", others[i].meant);
	return STATUS_SYNTAX;
}

int setting_read_real(
	double *ret_value, const struct setting *setting, const char *text, struct str *why)
{
	double value;

	if (!number_parse(text, &value)) {
		setting_refuse(setting, text, why);
		add_number_hint(setting, text, why);
		return STATUS_SYNTAX;
	}
	if (value < setting->min || value > setting->max) {
		setting_refuse(setting, text, why);
		return STATUS_RANGE;
	}
	*ret_value = value;
	return 0;
}

int setting_read_int(
	int *ret_value, const struct setting *setting, const char *text, struct str *why)
{
	long value;
	double real;

	if (!number_parse_int(text, &value)) {
		bool too_large =
			number_parse(text, &real) && strspn(text, "+-0123456789") == strlen(text);
		setting_refuse(setting, text, why);
		add_number_hint(setting, text, why);
		return too_large ? STATUS_RANGE : STATUS_SYNTAX;
	}
	if ((double)value < setting->min || (double)value > setting->max) {
		setting_refuse(setting, text, why);
		return STATUS_RANGE;
	}
	*ret_value = (int)value;
	return 0;
}

static int set_int(void *field, const struct setting *setting, const char *text, struct str *why)
{
	return setting_read_int(field, setting, text, why);
}

static int set_real(void *field, const struct setting *setting, const char *text, struct str *why)
{
	return setting_read_real(field, setting, text, why);
}

static int set_count_or_all(
	void *field, const struct setting *setting, const char *text, struct str *why)
{
	int *value = field;

	if (strcmp(text, "all") != 0)
		return setting_read_int(value, setting, text, why);
	*value = 0;
	return 0;
}

/* The number of a known word, or -1 with a sentence that names the nearest one. */
static int find_choice(const struct setting *setting, const char *text, struct str *why)
{
	for (int i = 0; setting->choices[i]; i++)
		if (strcmp(setting->choices[i], text) == 0)
			return i;
	setting_refuse(setting, text, why);
	char lower[WORD_BYTES] = ""; /* all choices are lower case: ReLU is near relu */
	for (size_t i = 0; text[i] && i + 1 < sizeof lower; i++)
		lower[i] = (char)tolower((unsigned char)text[i]);
	const char *near = nearest_name(lower, choice_at, setting->choices);
	if (near)
		str_addf(why, "; did you mean %s?", near);
	return -1;
}

static int set_choice(void *field, const struct setting *setting, const char *text, struct str *why)
{
	int choice = find_choice(setting, text, why);

	if (choice < 0)
		return STATUS_SYNTAX;
	*(int *)field = choice;
	return 0;
}

/* True for a short text of printable ASCII, which needs no cleaning and so no memory. */
static bool is_plain(const char *text)
{
	size_t length = 0;

	while (text[length] >= ' ' && text[length] <= '~')
		length++;
	return !text[length] && length < SETTING_TEXT_BYTES;
}

static int set_cleaned(
	void *field, const struct setting *setting, const char *text, struct str *why)
{
	struct str clean = {0};

	utf8_clean(&clean, text, strlen(text));
	if (clean.failed || clean.len >= SETTING_TEXT_BYTES) {
		bool failed = clean.failed;
		str_free(&clean);
		if (failed)
			return STATUS_MEMORY;
		setting_refuse(setting, text, why);
		return STATUS_RANGE;
	}
	memset(field, 0, SETTING_TEXT_BYTES);
	for (size_t i = 0; i < clean.len; i++)
		((char *)field)[i] = clean.data[i] == '\n' ? ' ' : clean.data[i];
	str_free(&clean);
	return 0;
}

static int set_text(void *field, const struct setting *setting, const char *text, struct str *why)
{
	if (setting->choices && find_choice(setting, text, why) < 0)
		return STATUS_SYNTAX;
	if (!is_plain(text))
		return set_cleaned(field, setting, text, why);
	memset(field, 0, SETTING_TEXT_BYTES);
	memcpy(field, text, strlen(text));
	return 0;
}

static void print_bool(const void *field, const struct setting *setting, struct str *out)
{
	(void)setting;
	str_add(out, *(const bool *)field ? "true" : "false");
}

static void print_int(const void *field, const struct setting *setting, struct str *out)
{
	(void)setting;
	str_addf(out, "%d", *(const int *)field);
}

static void print_real(const void *field, const struct setting *setting, struct str *out)
{
	(void)setting;
	add_real(out, *(const double *)field);
}

static void print_choice(const void *field, const struct setting *setting, struct str *out)
{
	str_add(out, setting->choices[*(const int *)field]);
}

static void print_count_or_all(const void *field, const struct setting *setting, struct str *out)
{
	if (*(const int *)field == 0)
		str_add(out, "all");
	else
		print_int(field, setting, out);
}

static void print_text(const void *field, const struct setting *setting, struct str *out)
{
	(void)setting;
	str_add(out, field);
}

static bool same_bool(const void *field, const void *other)
{
	return *(const bool *)field == *(const bool *)other;
}

static bool same_int(const void *field, const void *other)
{
	return *(const int *)field == *(const int *)other;
}

static bool same_real(const void *field, const void *other)
{
	return *(const double *)field == *(const double *)other;
}

static bool same_text(const void *field, const void *other)
{
	return strcmp(field, other) == 0;
}

/* How each type reads, prints and compares. */
static const struct {
	int (*set)(void *field, const struct setting *setting, const char *text, struct str *why);
	void (*print)(const void *field, const struct setting *setting, struct str *out);
	bool (*same)(const void *field, const void *other);
} types[] = {
	[SETTING_BOOL] = {set_bool, print_bool, same_bool},
	[SETTING_INT] = {set_int, print_int, same_int},
	[SETTING_REAL] = {set_real, print_real, same_real},
	[SETTING_CHOICE] = {set_choice, print_choice, same_int},
	[SETTING_INTS] = {setting_set_ints, setting_print_ints, setting_same_ints},
	[SETTING_REALS] = {setting_set_reals, setting_print_reals, setting_same_reals},
	[SETTING_COUNT_OR_ALL] = {set_count_or_all, print_count_or_all, same_int},
	[SETTING_EDITS] = {setting_set_edits, setting_print_edits, setting_same_edits},
	[SETTING_TEXT] = {set_text, print_text, same_text},
};

int setting_set(
	struct settings *settings, const struct setting *setting, const char *text, struct str *why)
{
	return types[setting->type].set(field_of(settings, setting), setting, text, why);
}

void setting_print(const struct settings *settings, const struct setting *setting, struct str *out)
{
	types[setting->type].print(field_in(settings, setting), setting, out);
}

bool setting_is_same(
	const struct settings *a, const struct settings *b, const struct setting *setting)
{
	return types[setting->type].same(field_in(a, setting), field_in(b, setting));
}

void setting_print_brief(
	const struct settings *settings, const struct setting *setting, struct str *out)
{
	const struct row_edits *edits = field_in(settings, setting);

	if (setting->type == SETTING_EDITS && edits->count > 1)
		str_addf(out, "%zu edits", edits->count);
	else
		setting_print(settings, setting, out);
}
