#include "engine/course.h"

#include <stdint.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"
#include "engine/twin.h"

void course_name(struct course *course, const char *what)
{
	size_t length = 0;

	for (const char *at = what; *at && length == (size_t)(at - what);) {
		utf8_next(&at);
		if ((size_t)(at - what) < sizeof course->what)
			length = (size_t)(at - what);
	}
	memcpy(course->what, what, length);
	course->what[length] = '\0';
}

bool setting_is_live(const struct setting *setting)
{
	return setting->scope == SCOPE_TRAINING || setting->scope == SCOPE_EPOCH;
}

int course_settings(const struct course *course, int which, struct moment moment,
	struct settings *ret_settings, struct str *why)
{
	struct settings settings = course->start[which];
	int status = 0;

	for (size_t i = 0; i < course->count && !status; i++) {
		const struct change *change = &course->changes[i];
		if (moment_compare(change->from, moment) > 0)
			break;
		if (change->of[which] && change->kind == CHANGE_SETTING)
			status = setting_set(&settings, change->setting, change->value, why);
	}
	if (!status)
		status = settings_check(&settings, why);
	if (!status)
		*ret_settings = settings;
	return status;
}

static bool same_runs(const struct change *a, const struct change *b)
{
	return a->of[0] == b->of[0] && a->of[1] == b->of[1];
}

/* Both give a value to the same thing at the same batch, of whichever run. */
static bool same_place(const struct change *a, const struct change *b)
{
	bool same_name = a->kind != CHANGE_PARAMETER || strcmp(a->value, b->value) == 0;

	return moment_compare(a->from, b->from) == 0 && a->kind == b->kind &&
	       a->setting == b->setting && same_name && a->at[0] == b->at[0] &&
	       a->at[1] == b->at[1];
}

static int try_setting(const struct course *course, const struct change *change, struct str *why)
{
	struct settings trial = course->start[0];

	return setting_set(&trial, change->setting, change->value, why);
}

/* True where nothing is left of an earlier change once a later one is made. */
static bool is_covered(const struct change *before, const struct change *change)
{
	return change->kind != CHANGE_SWAP && same_place(before, change) &&
	       before->of[0] <= change->of[0] && before->of[1] <= change->of[1];
}

static size_t count_covered(const struct course *course, const struct change *change)
{
	size_t count = 0;

	for (size_t i = 0; i < course->count; i++)
		count += is_covered(&course->changes[i], change);
	return count;
}

static void leave_covered_out(struct course *course, const struct change *change)
{
	size_t kept = 0;

	for (size_t i = 0; i < course->count; i++)
		if (!is_covered(&course->changes[i], change))
			course->changes[kept++] = course->changes[i];
	course->count = kept;
}

int course_change(struct course *course, const struct change *change, struct str *why)
{
	size_t at = 0;
	int status = change->kind == CHANGE_SETTING ? try_setting(course, change, why) : 0;

	if (status)
		return status;
	if (course->count - count_covered(course, change) == COURSE_CHANGES_MAX) {
		str_addf(why, "there are %d changes already; u takes the last one back",
			COURSE_CHANGES_MAX);
		return STATUS_LIMIT;
	}
	leave_covered_out(course, change);
	while (at < course->count && moment_compare(course->changes[at].from, change->from) <= 0)
		at++;
	memmove(&course->changes[at + 1], &course->changes[at],
		(course->count - at) * sizeof *course->changes);
	course->changes[at] = *change;
	course->count++;
	return 0;
}

void course_leave_run(struct course *course, int which)
{
	size_t kept = 0;

	for (size_t i = 0; i < course->count; i++) {
		struct change change = course->changes[i];
		change.of[which] = false;
		if (change.of[0] || change.of[1])
			course->changes[kept++] = change;
	}
	course->count = kept;
}

const struct change *course_next(
	const struct course *course, const struct setting *setting, int which, struct moment moment)
{
	for (size_t i = 0; i < course->count; i++)
		if (moment_compare(course->changes[i].from, moment) > 0 &&
			course->changes[i].setting == setting && course->changes[i].of[which])
			return &course->changes[i];
	return NULL;
}

bool change_is_same(const struct change *a, const struct change *b)
{
	return same_place(a, b) && same_runs(a, b) && strcmp(a->value, b->value) == 0 &&
	       a->number == b->number;
}

struct moment course_first_difference(const struct course *a, const struct course *b)
{
	size_t i = 0;

	while (i < a->count && i < b->count && change_is_same(&a->changes[i], &b->changes[i]))
		i++;
	struct moment first = i < a->count ? a->changes[i].from : moment_end;
	struct moment second = i < b->count ? b->changes[i].from : moment_end;
	return moment_compare(first, second) < 0 ? first : second;
}

bool course_same_start(const struct course *a, const struct course *b)
{
	if (a->twins != b->twins || a->own_file != b->own_file)
		return false;
	for (int which = 0; which < (a->twins ? COURSE_RUNS : 1); which++)
		if (twin_differences(&a->start[which], &b->start[which]) > 0)
			return false;
	return true;
}

bool course_same_but_length(const struct course *a, const struct course *b)
{
	struct course other = *b;

	for (int which = 0; which < COURSE_RUNS; which++)
		other.start[which].train.epochs = a->start[which].train.epochs;
	return course_same_start(a, &other);
}
