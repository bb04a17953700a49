#include "engine/change_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/timeline.h"

/* --- reading ----------------------------------------------------------------------------------- */

/* What stands behind the place, blanks around its parts taken away. */
struct words {
	struct str where, name, value;
};

static void words_free(struct words *words)
{
	str_free(&words->where);
	str_free(&words->name);
	str_free(&words->value);
}

static void add_trimmed(struct str *out, const char *from, size_t size)
{
	while (size && *from == ' ')
		from++, size--;
	while (size && from[size - 1] == ' ')
		size--;
	str_add_bytes(out, from, size);
}

/* "PLACE: NAME=VALUE" or "PLACE: swap I, J", as its three parts; false where one is missing. */
static bool split(const char *text, struct words *words)
{
	const char *colon = strchr(text, ':');
	const char *rest = colon ? colon + 1 + strspn(colon + 1, " ") : "";
	size_t name = strcspn(rest, "=");

	if (!rest[name])
		name = strcspn(rest, " ");
	if (!rest[name])
		return false;
	add_trimmed(&words->where, text, (size_t)(colon - text));
	add_trimmed(&words->name, rest, name);
	add_trimmed(&words->value, rest + name + 1, strlen(rest + name + 1));
	return true;
}

static int refuse_form(struct str *why)
{
	str_clear(why);
	str_add(why, "a change is PLACE: NAME=VALUE, such as “epoch 2, batch 3: "
		     "train.learning_rate=0.1”, “epoch 2: gamma(1,1)=2” or “epoch 2: swap 3, 9”");
	return STATUS_SYNTAX;
}

static int read_place(const char *text, struct lesson_change *change, struct str *why)
{
	struct place place = {.stage = STAGE_COUNT};

	if (place_parse(text, &place, why) || !place.epoch || place.layer ||
		place.stage != STAGE_COUNT)
		return refuse_form(why);
	change->epoch = place.epoch;
	change->batch = place.batch ? place.batch : 1;
	return 0;
}

/* "3, 9" */
static int read_swap(const char *text, struct lesson_change *change, struct str *why)
{
	struct str first = {0}, second = {0};
	size_t size = strcspn(text, ",");

	add_trimmed(&first, text, size);
	if (text[size])
		add_trimmed(&second, text + size + 1, strlen(text + size + 1));
	int status = lesson_change_swap(change, str_text(&first), str_text(&second), why);
	str_free(&first);
	str_free(&second);
	return status;
}

static int read_words(const struct words *words, struct lesson_change *change, struct str *why)
{
	const char *name = lesson_change_owner(str_text(&words->name), change->of);
	const char *value = str_text(&words->value);

	if (strcmp(name, "swap") == 0)
		return read_swap(value, change, why);
	if (strchr(name, '('))
		return lesson_change_put(change, name, value, why);
	return lesson_change_set(change, name, value, why);
}

int change_text_read(const char *text, struct lesson_change *ret_change, struct str *why)
{
	struct lesson_change change = {.value = NULL};
	struct words words = {.where = {0}};
	int status = split(text, &words) ? read_place(str_text(&words.where), &change, why)
					 : refuse_form(why);

	if (!status)
		status = read_words(&words, &change, why);
	words_free(&words);
	if (status)
		free(change.value);
	else
		*ret_change = change;
	return status;
}

/* --- printing ---------------------------------------------------------------------------------- */

const char *change_text_owner(const struct course *course, const struct change *change)
{
	if (!course->twins || (change->of[0] && change->of[1]))
		return "";
	return change->of[0] ? "first." : "twin.";
}

void change_text_print(const struct course *course, const struct change *change, struct str *out)
{
	char number[NUMBER_MAX];

	str_addf(out, "epoch %zu, batch %zu: %s", change->from.epoch, change->from.batch,
		change_text_owner(course, change));
	number_shortest(number, change->number);
	if (change->kind == CHANGE_SWAP)
		str_addf(out, "swap %zu, %zu", change->at[0] + 1, change->at[1] + 1);
	else if (change->kind == CHANGE_PARAMETER)
		str_addf(out, "%s=%s", change->value, number);
	else
		str_addf(out, "%s=%s", change->setting->name, change->value);
}
