#include "engine/difference.h"

#include <string.h>

#include "base/number.h"
#include "engine/parameter.h"
#include "engine/twin.h"

enum { DIGITS = 4 };

/* Parts between commas, up to as many as are wanted. */
struct parts {
	struct str *out;
	int count, most;
};

/* Room for one part more: what is appended next, or nothing where there are enough. */
static bool begin_part(struct parts *parts)
{
	if (parts->count++ >= parts->most)
		return false;
	str_add(parts->out, parts->count > 1 ? ", " : "");
	return true;
}

static bool is_of(const struct change *change, int which)
{
	return change->of[which];
}

/* The same thing done at the same batch, to whichever runs. */
static bool has(struct difference_of run, const struct change *change)
{
	for (size_t i = 0; i < run.course->count; i++) {
		struct change there = run.course->changes[i];
		if (!is_of(&there, run.which))
			continue;
		memcpy(there.of, change->of, sizeof there.of);
		if (change_is_same(&there, change))
			return true;
	}
	return false;
}

static size_t count_swaps(struct difference_of run, struct difference_of other)
{
	size_t count = 0;

	for (size_t i = 0; i < run.course->count; i++) {
		const struct change *change = &run.course->changes[i];
		count += change->kind == CHANGE_SWAP && is_of(change, run.which) &&
			 !has(other, change);
	}
	return count;
}

/* Swaps are counted: nobody knows rows by their places. */
static void add_swaps(struct difference_of run, struct difference_of other, const char *without,
	struct parts *parts)
{
	size_t count = count_swaps(run, other);

	if (!count || !begin_part(parts))
		return;
	if (count == 1)
		str_addf(parts->out, "%sa swap", without);
	else
		str_addf(parts->out, "%s%zu swaps", without, count);
}

/* Parameters that were put in, and settings that end alike but changed on the way. */
static void add_changes(struct difference_of run, struct difference_of other,
	const struct settings *own, const struct settings *others, const char *without,
	struct parts *parts)
{
	char number[NUMBER_MAX];

	for (size_t i = 0; i < run.course->count; i++) {
		const struct change *change = &run.course->changes[i];
		bool setting = change->kind == CHANGE_SETTING;
		if (change->kind == CHANGE_SWAP || !is_of(change, run.which) ||
			has(other, change) ||
			(setting && twin_differs(own, others, change->setting)) ||
			!begin_part(parts))
			continue;
		number_trim(number, change->number, DIGITS);
		str_addf(parts->out, "%s%s = %s", without,
			setting ? change->setting->name : change->value,
			setting ? change->value : number);
		if (setting)
			str_add(parts->out, " on the way");
	}
}

/* The settings of two runs, as they end and as they start. */
struct ends {
	const struct settings *own, *others, *own_first, *others_first;
};

/* As it is at the end; what ends alike, as it starts. */
static void add_setting(const struct ends *ends, const struct setting *setting, struct parts *parts)
{
	bool end = twin_differs(ends->own, ends->others, setting);

	if ((!end && !twin_differs(ends->own_first, ends->others_first, setting)) ||
		!begin_part(parts))
		return;
	twin_print_setting(end ? ends->own : ends->own_first,
		end ? ends->others : ends->others_first, setting, parts->out);
	str_add(parts->out, end ? "" : " at first");
}

/* Parameters at the start, by their names where both runs give those of this network. */
static void add_given(const struct ends *ends, const struct model *model, struct parts *parts)
{
	const struct real_list *own = &ends->own->network.given;
	const struct real_list *others = &ends->others->network.given;
	char number[NUMBER_MAX];

	if ((size_t)own->count != model->parameters || others->count != own->count) {
		add_setting(ends, setting_find("network.given"), parts);
		return;
	}
	for (size_t i = 0; i < model->parameters; i++) {
		if (own->value[i] == others->value[i] || !begin_part(parts))
			continue;
		number_trim(number, own->value[i], DIGITS);
		parameter_print(parameter_at(model, i), parts->out);
		str_addf(parts->out, " = %s", number);
	}
}

static void add_settings(const struct ends *ends, const struct model *model, struct parts *parts)
{
	for (size_t i = 0; i < settings_count; i++)
		if (strcmp(settings_table[i].name, "network.given") != 0)
			add_setting(ends, &settings_table[i], parts);
	add_given(ends, model, parts);
}

void difference_print(struct difference_of own, struct difference_of other,
	const struct model *model, struct difference_form form, struct str *out)
{
	struct parts parts = {.out = out, .most = form.most};
	struct settings mine, others;
	const struct ends ends = {.own = &mine,
		.others = &others,
		.own_first = &own.course->start[own.which],
		.others_first = &other.course->start[other.which]};
	struct str why = {0};

	if (!course_settings(own.course, own.which, moment_end, &mine, &why) &&
		!course_settings(other.course, other.which, moment_end, &others, &why)) {
		add_settings(&ends, model, &parts);
		add_changes(own, other, &mine, &others, "", &parts);
		add_swaps(own, other, "", &parts);
		add_changes(other, own, &mine, &others, "without ", &parts);
		add_swaps(other, own, "without ", &parts);
	}
	str_free(&why);
	if (parts.count > form.most)
		str_addf(out, form.brief ? " +%d" : " and %d more", parts.count - form.most);
	else if (!parts.count)
		str_add(out, "the same settings");
}

void difference_leave_group_out(struct str *text, size_t from)
{
	const char *name = str_text(text) + from;
	size_t group = strcspn(name, ".") + 1;

	/* “on” alone says nothing. */
	if (group >= strcspn(name, " (") || strncmp(name + group, "on ", 3) == 0)
		return;
	memmove(text->data + from, name + group, text->len - from - group + 1);
	text->len -= group;
}
