#include "app/check_lesson.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/actions.h"
#include "base/status.h"
#include "engine/pace.h"
#include "engine/quantity.h"
#include "view/layout.h"

enum { FIT_W = 80, FIT_H = 24, MINUTES_OFF_MOST = 1 };

static bool is_group(const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < settings_count; i++)
		if (strncmp(settings_table[i].name, name, length) == 0 &&
			settings_table[i].name[length] == '.')
			return true;
	return false;
}

/* The names of settings, then those of actions. */
static const char *lockable_at(const void *context, size_t i)
{
	(void)context;
	if (i < settings_count)
		return settings_table[i].name;
	i -= settings_count;
	return i < actions_count ? actions[i].name : NULL;
}

static bool is_action(const char *name)
{
	for (size_t i = 0; i < actions_count; i++)
		if (strcmp(actions[i].name, name) == 0)
			return true;
	return false;
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
		if (!setting_find(lock->name) && !is_group(lock->name) && !is_action(lock->name))
			refuse_name(lesson, lock, "a setting, a group of settings or an action",
				nearest_name(lock->name, lockable_at, NULL), diags);
	}
	for (size_t i = 0; i < stop->highlight_count; i++)
		if (!quantity_find(stop->highlights[i].name))
			refuse_name(lesson, &stop->highlights[i], "a quantity",
				quantity_nearest(stop->highlights[i].name), diags);
}

/* A link stands beside or below the lesson, as its data does. */
static void check_link(const struct lesson *lesson, const struct name_at *link, struct diags *diags)
{
	const char *slash = strrchr(lesson->path, '/');
	struct str path = {0};

	if (slash)
		str_add_bytes(&path, lesson->path, (size_t)(slash + 1 - lesson->path));
	str_add(&path, link->name);
	if (access(str_text(&path), R_OK) != 0)
		diag_add(diags, STATUS_NAME, lesson_place(lesson, link->line, link->column),
			"there is no lesson “%.60s” beside this one", link->name);
	str_free(&path);
}

void check_lesson_names(const struct lesson *lesson, struct diags *diags)
{
	for (size_t i = 0; i < lesson->stop_count; i++)
		check_stop(lesson, &lesson->stops[i], diags);
	for (size_t i = 0; i < lesson->link_count; i++)
		check_link(lesson, &lesson->links[i], diags);
}

/* Lines of the stop's words that its panel has no room for on the smallest common screen. */
static int lines_too_many(const struct play *play)
{
	struct scene scene = {
		.page = PAGE_LESSON, .play = play, .look = {.levels = -1}, .w = FIT_W, .h = FIT_H};
	struct layout layout;

	if (!layout_make(&scene, &layout))
		return 0;
	for (int i = 0; i < layout.count; i++) {
		struct rect area = layout.panels[i].area;
		if (layout.panels[i].view == view_find("prose"))
			return prose_rows(&scene, area.w - 2, false) - (area.h - 2);
	}
	return 0;
}

/* Moves the play. */
static void warn_of_length(struct play *play, struct diags *warnings)
{
	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		play_go_stop(play, i);
		int lines = lines_too_many(play);
		if (lines > 0)
			diag_add(warnings, STATUS_LIMIT,
				lesson_place(play->lesson, play->lesson->stops[i].line, 1),
				"warning: at %dx%d the words of this stop are %d line%s too long",
				FIT_W, FIT_H, lines, lines == 1 ? "" : "s");
	}
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
			pace.words, pace.stops, pace.stops == 1 ? "" : "s", pace.questions,
			pace.questions == 1 ? "" : "s", pace.tries, pace.tries == 1 ? "y" : "ies",
			minutes, minutes == 1 ? "" : "s");
}

void check_lesson_warnings(struct play *play, struct diags *warnings)
{
	warn_of_minutes(play->lesson, warnings);
	warn_of_length(play, warnings);
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
