#include "app/check_lesson.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/actions.h"
#include "app/check_fit.h"
#include "app/library.h"
#include "app/line_commands.h"
#include "base/status.h"
#include "engine/pace.h"
#include "engine/quantity.h"
#include "view/view.h"

enum { MINUTES_OFF_MOST = 1 };

static bool is_group(const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < settings_count; i++)
		if (strncmp(settings_table[i].name, name, length) == 0 &&
			settings_table[i].name[length] == '.')
			return true;
	return false;
}

/* The names of settings, then those of actions, then those of the commands behind the colon. */
static const char *lockable_at(const void *context, size_t i)
{
	(void)context;
	if (i < settings_count)
		return settings_table[i].name;
	i -= settings_count;
	if (i < actions_count)
		return actions[i].name;
	i -= actions_count;
	return i < line_commands_count ? line_commands[i].name : NULL;
}

static bool is_lockable(const char *name)
{
	const char *known;

	for (size_t i = 0; (known = lockable_at(NULL, i)) != NULL; i++)
		if (strcmp(known, name) == 0)
			return true;
	return is_group(name);
}

static void refuse_name(const struct lesson *lesson, const struct name_at *name, const char *what,
	const char *near, struct diags *diags)
{
	diag_add(diags, STATUS_NAME, lesson_place(lesson, name->line, name->column),
		"“%.40s” is not %s%s%s%s", name->name, what, near ? "; did you mean " : "",
		near ? near : "", near ? "?" : "");
}

static void check_stop(const struct lesson *lesson, const struct stop *stop, struct diags *diags)
{
	for (size_t i = 0; i < stop->lock_count; i++) {
		const struct name_at *lock = &stop->locks[i];
		if (!is_lockable(lock->name))
			refuse_name(lesson, lock,
				"a setting, a group of settings, an action or a command",
				nearest_name(lock->name, lockable_at, NULL), diags);
	}
	for (size_t i = 0; i < stop->highlight_count; i++)
		if (!quantity_find(stop->highlights[i].name))
			refuse_name(lesson, &stop->highlights[i], "a quantity",
				quantity_nearest(stop->highlights[i].name), diags);
}

static bool is_in(const char *folder, size_t length, const char *file)
{
	struct str path = {0};

	str_add_bytes(&path, folder, length);
	str_addf(&path, "%s%s", length ? "/" : "", file);
	bool there = access(str_text(&path), R_OK) == 0;
	str_free(&path);
	return there;
}

static bool is_beside(const struct lesson *lesson, const char *file)
{
	const char *slash = strrchr(lesson->path, '/');

	return is_in(lesson->path, slash ? (size_t)(slash - lesson->path) : 0, file);
}

/* A link stands beside or below the lesson, as its data does. */
static void check_link(const struct lesson *lesson, const struct name_at *link, struct diags *diags)
{
	if (!is_beside(lesson, link->name))
		diag_add(diags, STATUS_NAME, lesson_place(lesson, link->line, link->column),
			"there is no lesson “%.60s” beside this one", link->name);
}

/* The names of `after` are lessons in the same folder, or shipped ones. */
static void check_after(
	const struct lesson *lesson, const struct name_at *name, struct diags *diags)
{
	const char *shipped = library_folder();
	struct str file = {0};

	str_addf(&file, "%s.md", name->name);
	if (!is_beside(lesson, str_text(&file)) &&
		!is_in(shipped, strlen(shipped), str_text(&file)))
		diag_add(diags, STATUS_NAME, lesson_place(lesson, name->line, name->column),
			"there is no lesson “%.60s”, here or among those that are shipped",
			name->name);
	str_free(&file);
}

static void check_panel(const char *name, struct diag_place place, struct diags *diags)
{
	const char *near = view_nearest(name);

	if (view_find(name))
		return;
	diag_add(diags, STATUS_NAME, place,
		near ? "there is no panel “%s”; did you mean %s?"
		     : "there is no panel “%s”; normscope --help settings lists them",
		name, near);
}

static void check_panels(const struct lesson *lesson, struct diags *diags)
{
	const char *names = lesson->settings.view.panels;

	for (size_t i = 0; i < lesson->stop_count; i++)
		for (size_t j = 0; j < lesson->stops[i].show_count; j++) {
			const struct name_at *name = &lesson->stops[i].show[j];
			check_panel(
				name->name, lesson_place(lesson, name->line, name->column), diags);
		}
	for (size_t i = 0; i < lesson->stop_count; i++) {
		const struct name_at *name = &lesson->stops[i].look.focus;
		if (name->name)
			check_panel(
				name->name, lesson_place(lesson, name->line, name->column), diags);
	}
	while (*names) {
		char name[SETTING_TEXT_BYTES];
		size_t length = strcspn(names, ", ");
		snprintf(name, sizeof name, "%.*s", (int)length, names);
		if (length)
			check_panel(name, (struct diag_place){.file = lesson->path}, diags);
		names += length + strspn(names + length, ", ");
	}
}

/* Nobody is held: the keys that lead on, and out, cannot rest. */
static void check_ways(const struct lesson *lesson, struct diags *diags)
{
	static const char *const ways[] = {"stop-next", "back", "quit"};

	for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
		const struct name_at *said = NULL;
		for (size_t i = 0; i < lesson->stop_count; i++) {
			const struct name_at *lock = lesson_lock(lesson, i, ways[k]);
			if (!lock || lock == said || (k == 0 && i + 1 == lesson->stop_count))
				continue;
			said = lock;
			diag_add(diags, STATUS_NAME, lesson_place(lesson, lock->line, lock->column),
				"“%s” cannot rest: %s", lock->name,
				k ? "nobody could leave the lesson"
				  : "the stops behind could not be reached");
		}
	}
}

static void check_names(const struct lesson *lesson, struct diags *diags)
{
	check_panels(lesson, diags);
	prose_check(lesson, diags);
	for (size_t i = 0; i < lesson->stop_count; i++)
		check_stop(lesson, &lesson->stops[i], diags);
	for (size_t i = 0; i < lesson->link_count; i++)
		check_link(lesson, &lesson->links[i], diags);
	for (size_t i = 0; i < lesson->after_count; i++)
		check_after(lesson, &lesson->after[i], diags);
	check_ways(lesson, diags);
}

/* The menu promises so many minutes: nobody counts them again when words are added. */
static void warn_of_minutes(const struct lesson *lesson, struct diags *warnings)
{
	struct pace pace = pace_of(lesson);
	int minutes = pace_minutes(&pace);

	if (lesson->minutes && abs(lesson->minutes - minutes) > MINUTES_OFF_MOST)
		diag_add(warnings, STATUS_RANGE,
			lesson_place(lesson, lesson->minutes_line, lesson->minutes_column),
			"warning: %zu words, %zu stop%s, %zu question%s and %zu tr%s take about "
			"%d minute%s",
			pace.words, pace.stops, pace.stops == 1 ? "" : "s",
			pace.numbers + pace.choices, pace.numbers + pace.choices == 1 ? "" : "s",
			pace.tries, pace.tries == 1 ? "y" : "ies", minutes,
			minutes == 1 ? "" : "s");
}

/* A mistake that gives the right answer is not offered: other numbers would tell them apart. */
static void warn_of_mistakes(const struct play *play, struct diags *warnings)
{
	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		const struct asked *asked = play->asked[i];
		for (size_t k = 0; asked && k < asked->question->mistake_count; k++) {
			const struct claim *value = &asked->question->mistakes[k].value;
			if (!asked->offered[k] && isfinite(asked->mistakes[k]))
				diag_add(warnings, STATUS_CLAIM,
					lesson_place(play->lesson, value->line, value->column),
					"warning: in this run the mistake “%.60s” gives the right "
					"answer and is not offered",
					asked->question->mistakes[k].name);
		}
	}
}

static struct check_result count(const struct lesson *lesson)
{
	struct pace pace = pace_of(lesson);
	struct check_result result = {.stops = lesson->stop_count,
		.questions = pace.numbers + pace.choices + pace.tries,
		.minutes = pace_minutes(&pace)};

	for (size_t i = 0; i < lesson->stop_count; i++)
		result.claims += lesson->stops[i].claim_count;
	return result;
}

int check_lesson(const char *path, struct play_wishes wishes, struct check_result *ret_result,
	struct diags *diags, struct diags *warnings)
{
	struct lesson *lesson = NULL;
	struct play *play = NULL;
	int status = lesson_load(path, &lesson, diags);

	if (status)
		return status;
	check_names(lesson, diags);
	struct check_result result = count(lesson);
	status = play_open(lesson, wishes, true, &play, diags);
	if (!status) {
		check_fit(play, diags);
		warn_of_minutes(play->lesson, warnings);
		warn_of_mistakes(play, warnings);
	}
	play_close(play);
	if (diags->count)
		return status ? status : diags->list[0].status;
	*ret_result = result;
	return 0;
}
