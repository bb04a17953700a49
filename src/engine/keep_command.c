#include <string.h>

#include "engine/change_text.h"
#include "engine/keep.h"
#include "engine/lesson_vary.h"
#include "engine/keep_forks.h"
#include "engine/play_change.h"
#include "engine/settings.h"
#include "engine/twin.h"

/* The part of engine/keep.h that is one line for the shell. */

/* Letters that need no quotes. */
#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=,+:@%"

/* 'it'\''s': between single quotes the shell reads everything as it stands. */
static void add_word(const char *text, struct str *out)
{
	if (*text && strspn(text, PLAIN) == strlen(text)) {
		str_add(out, text);
		return;
	}
	str_add_char(out, '\'');
	for (; *text; text++)
		if (*text == '\'')
			str_add(out, "'\\''");
		else
			str_add_char(out, *text);
	str_add_char(out, '\'');
}

static void add_option(const char *option, const char *value, struct str *out)
{
	str_addf(out, "\n%s ", option);
	add_word(value, out);
}

static void add_set(const struct settings *settings, const struct setting *setting,
	const char *prefix, struct str *out)
{
	struct str text = {0};

	str_addf(&text, "%s%s=", prefix, setting->name);
	setting_print(settings, setting, &text);
	add_option("--set", str_text(&text), out);
	str_free(&text);
}

/* Settings that --data itself makes. */
static bool is_made_by_data(const struct play *play, const struct setting *setting)
{
	return play->own_file && (strcmp(setting->name, "data.file") == 0 ||
					 strcmp(setting->name, "data.source") == 0);
}

/* The lesson's own value; --data empties the names of columns. */
static bool is_own(const struct play *play, const struct setting *setting)
{
	static const char *const columns[] = {"data.features", "data.target", "data.classes"};
	const struct settings *now = &play_course(play)->start[0];
	struct settings initial;
	struct str value = {0};

	lesson_settings_of_seed(play->lesson, now->data.seed, &initial);
	setting_print(now, setting, &value);
	bool own = !twin_differs(now, &initial, setting);
	for (size_t i = 0; play->own_file && i < sizeof columns / sizeof *columns; i++)
		if (strcmp(setting->name, columns[i]) == 0)
			own = !value.len;
	if (play->own_file && setting->type == SETTING_EDITS)
		own = now->data.edits.count == 0;
	str_free(&value);
	return own || is_made_by_data(play, setting);
}

static const char *twin_value(const struct lesson *lesson, const struct setting *setting)
{
	for (size_t i = lesson->twin_count; i-- > 0;)
		if (lesson->twin[i].setting == setting)
			return lesson->twin[i].value;
	return NULL;
}

/* The second run is the first with what the lesson's twin has otherwise, before any --set. */
static void add_twin_sets(const struct play *play, struct str *out)
{
	const struct course *course = play_course(play);
	bool said = play->lesson->twin_count > 0;
	struct str why = {0};

	for (size_t i = 0; course->twins && i < settings_count; i++) {
		const struct setting *setting = &settings_table[i];
		const char *value = twin_value(play->lesson, setting);
		struct settings expected = course->start[0];
		if (value)
			setting_set(&expected, setting, value, &why);
		if (!twin_differs(&expected, &course->start[1], setting))
			continue;
		add_set(&course->start[1], setting, "twin.", out);
		said = true;
	}
	if (course->twins && !said)
		add_set(&course->start[1], setting_find("train.seed"), "twin.", out);
	str_free(&why);
}

/* Takes a change out of those that the lesson makes by itself; false where it is none of them. */
static bool take_own(struct course *own, const struct change *change)
{
	for (size_t i = 0; i < own->count; i++)
		if (change_is_same(&own->changes[i], change)) {
			own->changes[i] = own->changes[--own->count];
			return true;
		}
	return false;
}

static void add_change_options(const struct play *play, struct str *out)
{
	const struct course *course = play_course(play);
	struct course own = *play_own_course(play);

	for (size_t i = 0; i < course->count; i++) {
		const struct change *change = &course->changes[i];
		struct str text = {0};
		if (take_own(&own, change) || !play_has_place(play, change))
			continue;
		change_text_print(course, change, &text);
		add_option("--change", str_text(&text), out);
		str_free(&text);
	}
}

static void add_fork_options(const struct play *play, struct str *out)
{
	for (size_t i = 0; i < play_ghost_count(play); i++) {
		struct str text = {0};
		keep_fork_text(play, i, &text);
		if (text.len)
			add_option("--fork", str_text(&text), out);
		str_free(&text);
	}
}

/* A stop brings its words; a place between stops finds those before it. */
static void add_place_option(const struct play *play, struct str *out)
{
	struct str text = {0};
	bool at_stop = play->run->at.index == play->stop_index[play->stop];

	if (at_stop)
		str_addf(&text, "%zu", play->stop + 1);
	else
		place_print(play->run->at, &text);
	add_option(at_stop ? "--stop" : "--at", str_text(&text), out);
	str_free(&text);
}

void keep_command(
	const struct play *play, const struct keep_view *view, const char *lesson, struct str *out)
{
	const struct settings *now = &play_course(play)->start[0];
	struct str data = {0};

	str_add(out, "normscope ");
	add_word(lesson, out);
	if (play->own_file && keep_data_path(play, &data))
		add_option("--data", str_text(&data), out);
	for (size_t i = 0; i < settings_count; i++)
		if (!is_own(play, &settings_table[i]))
			add_set(now, &settings_table[i], "", out);
	add_twin_sets(play, out);
	add_change_options(play, out);
	add_fork_options(play, out);
	add_place_option(play, out);
	if (view->look[0])
		add_option("--look", view->look, out);
	str_free(&data);
}
