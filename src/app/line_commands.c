#include "app/line_commands.h"

#include <string.h>

#include "app/actions.h"
#include "app/save_lesson.h"
#include "app/until.h"
#include "base/number.h"
#include "base/status.h"
#include "base/utf8.h"
#include "engine/play_change.h"
#include "engine/quantity.h"

/* Fills the mistake with a sentence; nothing was done. */
static enum effect refuse(struct line_mistake *mistake, size_t at, const char *why)
{
	mistake->at = at;
	str_clear(&mistake->why);
	str_add(&mistake->why, why);
	return EFFECT_REDRAW;
}

static enum effect refuse_diags(struct line_mistake *mistake, size_t at, struct diags *diags)
{
	enum effect effect = refuse(mistake, at,
		diags->count && diags->list[0].text ? diags->list[0].text : "this cannot be done");

	diags_free(diags);
	return effect;
}

bool line_needs_lesson(
	const struct session *session, const char *name, struct line_mistake *mistake)
{
	if (session->play && session->page != PAGE_MENU)
		return true;
	str_addf(&mistake->why, "%s needs an open lesson: Enter opens the chosen one", name);
	return false;
}

/* The argument without the blanks behind it. */
static size_t argument_size(const char *text, size_t at)
{
	size_t size = strlen(text + at);

	while (size && text[at + size - 1] == ' ')
		size--;
	return size;
}

/* --- go ---------------------------------------------------------------------------------------- */

static int find_place(const struct play *play, const char *text, size_t *ret_index, struct str *why)
{
	struct place place;
	int status = place_parse(text, &place, why);

	return status ? status : timeline_find(&play->run->timeline, &place, ret_index, why);
}

/* The first part between commas with which the place cannot be had. */
static size_t wrong_part(const struct play *play, const char *text)
{
	size_t start = 0, end = 0, index;

	for (int status = 0; !status && text[end]; end += text[end] == ',') {
		struct str part = {0}, why = {0};
		start = end;
		end += strcspn(text + end, ",");
		str_add_bytes(&part, text, end);
		/* "input" alone is half a place, not a wrong one. */
		status = strcmp(str_text(&part), "input") == 0
				 ? 0
				 : find_place(play, str_text(&part), &index, &why);
		str_free(&part);
		str_free(&why);
	}
	return start + strspn(text + start, " ");
}

static enum effect go_stop(
	struct session *session, const char *number, size_t at, struct line_mistake *mistake)
{
	size_t count = session->play->lesson->stop_count;
	long stop;

	if (number_parse_int(number, &stop) && stop >= 1 && (size_t)stop <= count) {
		play_go_stop(session->play, (size_t)stop - 1);
		session->look.scroll = 0;
		return EFFECT_REDRAW;
	}
	str_addf(&mistake->why, "this lesson has stops 1 to %zu", count);
	mistake->at = at;
	return EFFECT_REDRAW;
}

enum effect line_go(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	struct str place = {0};
	size_t index;
	enum effect effect = EFFECT_REDRAW;

	if (!line_needs_lesson(session, "go", mistake))
		return effect;
	str_add_bytes(&place, text + at, argument_size(text, at));
	if (!place.len) {
		effect = refuse(mistake, at,
			"go takes a place, such as “go stop 3”, “go end” or "
			"“go epoch 2, batch 3, layer 1, normalize”");
	} else if (strncmp(str_text(&place), "stop ", 5) == 0) {
		effect = go_stop(session, str_text(&place) + 5, at + 5, mistake);
	} else if (find_place(session->play, str_text(&place), &index, &mistake->why)) {
		mistake->at = at + wrong_part(session->play, str_text(&place));
	} else {
		play_go_index(session->play, index);
		session->look.scroll = 0;
	}
	str_free(&place);
	return effect;
}

/* --- set --------------------------------------------------------------------------------------- */

static void refuse_setting(const char *name, size_t at, struct line_mistake *mistake)
{
	const char *near = setting_nearest(name);

	mistake->at = at;
	str_addf(&mistake->why, "there is no setting “%s”", name);
	if (near)
		str_addf(&mistake->why, "; did you mean %s?", near);
	else
		str_add(&mistake->why, "; Tab shows those that there are");
}

/* "train.batch is 8 rows; the lesson's own is all." */
static void say_setting(struct session *session, const struct setting *setting)
{
	const struct play *play = session->play;
	struct str now = {0}, own = {0};
	struct settings next;

	if (play_settings_next(play, &next))
		return;
	setting_print(&next, setting, &now);
	setting_print(&play->lesson->settings, setting, &own);
	str_addf(&session->message, "%s is %s%s%s", setting->name,
		now.len ? str_text(&now) : "empty", setting->unit[0] ? " " : "", setting->unit);
	if (strcmp(str_text(&now), str_text(&own)) != 0)
		str_addf(&session->message, "; the lesson's own is %s",
			own.len ? str_text(&own) : "empty");
	str_free(&now);
	str_free(&own);
}

/* Tries the value alone, for a mistake that stands at the value. */
static bool value_fits(const struct setting *setting, const char *value, struct str *why)
{
	struct settings settings;

	settings_defaults(&settings);
	return setting_set(&settings, setting, value, why) == 0;
}

/* `prefix` is twin. for the second of two runs, else empty. */
static enum effect set_value(struct session *session, const char *prefix,
	const struct setting *setting, const char *value, size_t at, struct line_mistake *mistake)
{
	struct diags diags = {.count = 0};
	struct str name = {0};

	if (!value_fits(setting, value, &mistake->why)) {
		mistake->at = at;
		return EFFECT_REDRAW;
	}
	str_addf(&name, "%s%s", prefix, setting->name);
	int status = session_change(session, str_text(&name), value, &diags);
	str_free(&name);
	return status ? refuse_diags(mistake, at, &diags) : EFFECT_REDRAW;
}

enum effect line_set(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	size_t size = strcspn(text + at, " =");
	size_t value_at = at + size + strspn(text + at + size, " =");
	struct str name = {0}, value = {0};
	enum effect effect = EFFECT_REDRAW;

	if (!line_needs_lesson(session, "set", mistake))
		return effect;
	str_add_bytes(&name, text + at, size);
	str_add_bytes(&value, text + value_at, argument_size(text, value_at));
	const char *second = setting_of_twin(str_text(&name));
	const struct setting *setting = line_setting(second ? second : str_text(&name));
	if (!size)
		effect = refuse(mistake, at,
			"set takes a name and a value, such as “set "
			"train.learning_rate 0.1”");
	else if (!setting)
		refuse_setting(str_text(&name), at, mistake);
	else if (!text[at + size])
		say_setting(session, setting);
	else
		effect = set_value(session, second ? "twin." : "", setting, str_text(&value),
			value_at, mistake);
	str_free(&name);
	str_free(&value);
	return effect;
}

/* --- until ------------------------------------------------------------------------------------- */

/* The byte where a character stands; columns count characters from 1. */
static size_t byte_of_column(const char *text, int column)
{
	const char *at = text;

	while (column-- > 1 && utf8_next(&at))
		;
	return (size_t)(at - text);
}

enum effect line_until(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	struct str expression = {0};
	enum effect effect = EFFECT_REDRAW;
	int column = 0;

	if (!line_needs_lesson(session, "until", mistake))
		return effect;
	str_add_bytes(&expression, text + at, argument_size(text, at));
	if (!expression.len)
		effect = refuse(mistake, at,
			"until takes an expression, such as “until loss < 0.1” or “until "
			"diverged”");
	else if (until_begin(session, str_text(&expression), &mistake->why, &column))
		mistake->at = at + byte_of_column(text + at, column);
	else
		session->page = PAGE_LESSON;
	str_free(&expression);
	return effect;
}

/* --- data, open -------------------------------------------------------------------------------- */

enum effect line_data(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	struct diags diags = {.count = 0};
	struct str path = {0};
	enum effect effect = EFFECT_REDRAW;

	if (!line_needs_lesson(session, "data", mistake))
		return effect;
	str_add_bytes(&path, text + at, argument_size(text, at));
	if (!path.len)
		effect = refuse(mistake, at, "data takes a CSV file, such as “data my.csv”");
	else if (session_data(session, str_text(&path), &diags))
		effect = refuse_diags(mistake, at, &diags);
	str_free(&path);
	return effect;
}

enum effect line_open(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	struct diags diags = {.count = 0};
	struct str name = {0}, path = {0};
	enum effect effect = EFFECT_REDRAW;

	str_add_bytes(&name, text + at, argument_size(text, at));
	if (!name.len)
		effect = refuse(mistake, at, "open takes a lesson's name, number or file");
	else if (catalogue_find(&session->catalogue, str_text(&name), &path, &diags) ||
		 session_play(session, str_text(&path), &diags))
		effect = refuse_diags(mistake, at, &diags);
	str_free(&name);
	str_free(&path);
	return effect;
}

/* --- save -------------------------------------------------------------------------------------- */

enum effect line_save(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	struct str path = {0};
	enum effect effect = EFFECT_REDRAW;

	if (!line_needs_lesson(session, "save", mistake))
		return effect;
	str_add_bytes(&path, text + at, argument_size(text, at));
	if (!path.len)
		effect = refuse(mistake, at, "save takes a file's name, such as “save my.md”");
	else if (save_lesson(session, str_text(&path), &mistake->why))
		mistake->at = at;
	else
		str_add(&session->message, str_text(&mistake->why)), str_clear(&mistake->why);
	str_free(&path);
	return effect;
}

/* --- help -------------------------------------------------------------------------------------- */

static bool help_command(const char *name, struct str *out)
{
	const struct line_command *command = line_command_find(name, strlen(name));

	if (command)
		str_addf(out, ":%s %s: %s.", command->name, command->arguments, command->help);
	return command;
}

static bool help_action(const char *name, struct str *out)
{
	for (size_t i = 0; i < actions_count; i++)
		if (strcmp(actions[i].name, name) == 0) {
			str_addf(out, "%s: %s.", name, actions[i].help);
			return true;
		}
	return false;
}

static bool help_setting(const char *name, struct str *out)
{
	const struct setting *setting = line_setting(name);

	if (!setting)
		return false;
	str_addf(out, "%s: ", setting->name);
	setting_describe(setting, out);
	str_addf(out, ". %s", setting->help);
	return true;
}

static bool help_quantity(const char *name, struct str *out)
{
	const struct quantity *quantity = quantity_find(name);

	if (quantity)
		str_addf(out, "%s%s: %s.", name, quantity_arguments(quantity->shape),
			quantity->meaning);
	return quantity;
}

enum effect line_help(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake)
{
	static bool (*const tables[])(const char *name, struct str *out) = {
		help_command, help_action, help_quantity, help_setting};
	struct str name = {0};
	bool found = false;

	str_add_bytes(&name, text + at, argument_size(text, at));
	if (!name.len && session->page == PAGE_HELP)
		found = true;
	else if (!name.len)
		found = action_help(session, 1) == EFFECT_REDRAW;
	for (size_t i = 0; i < sizeof tables / sizeof *tables && !found; i++)
		found = tables[i](str_text(&name), &session->message);
	if (!found) {
		mistake->at = at;
		str_addf(&mistake->why,
			"nothing is called “%s”; Tab shows commands, actions, settings and "
			"quantities",
			str_text(&name));
	}
	str_free(&name);
	return EFFECT_REDRAW;
}
