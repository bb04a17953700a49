#include "engine/play_parts.h"

#include <string.h>

#include "base/status.h"
#include "engine/lesson_vary.h"

/* One NAME=VALUE of the command line; `text` without twin., `prefix` is what stood before it. */
static int apply_set(
	struct settings *settings, const char *prefix, const char *text, struct diags *diags)
{
	struct diag_place place = {.file = NULL};
	const char *equals = strchr(text, '=');
	struct str name = {0}, why = {0};

	if (!equals)
		return diag_add(diags, STATUS_SYNTAX, place,
			"--set takes NAME=VALUE, such as --set train.learning_rate=0.1, not “%s%s”",
			prefix, text);
	str_add_bytes(&name, text, (size_t)(equals - text));
	const struct setting *setting = setting_find(str_text(&name));
	int status = 0;
	if (!setting) {
		status = setting_refuse_name(prefix, str_text(&name), &why);
		diag_add(diags, status, place, "--set: %s", str_text(&why));
	} else if (setting_set(settings, setting, equals + 1, &why)) {
		status =
			diag_add(diags, STATUS_RANGE, place, "--set: %s%s", prefix, str_text(&why));
	}
	str_free(&name);
	str_free(&why);
	return status;
}

void play_settings_use_own_data(struct settings *settings)
{
	strcpy(settings->data.source, "csv");
	strcpy(settings->data.file, "own.csv"); /* the path itself stays the user's */
	settings->data.features[0] = '\0';
	settings->data.target[0] = '\0';
	settings->data.classes[0] = '\0';
	settings->data.edits.count = 0;
}

static int check(const struct settings *settings, struct diag_place place, const char *prefix,
	struct diags *diags)
{
	struct str why = {0};
	int status = settings_check(settings, &why);

	if (status)
		diag_add(diags, status, place, "%s%s", prefix, str_text(&why));
	str_free(&why);
	return status;
}

/* The header's twin: its values were read once already, so only memory can fail them. */
static int apply_twin(const struct lesson *lesson, struct settings *second)
{
	struct str why = {0};
	int status = 0;

	for (size_t i = 0; i < lesson->twin_count && !status; i++)
		status = setting_set(second, lesson->twin[i].setting, lesson->twin[i].value, &why);
	str_free(&why);
	return status;
}

static int make_second(const struct lesson *lesson, const struct play_wishes *wishes,
	struct play_settings *settings, struct diags *diags)
{
	struct diag_place place = {.file = lesson->path};
	int status;

	if (lesson->twin_count)
		place = lesson_place(lesson, lesson->twin[0].line, lesson->twin[0].column);
	settings->second = settings->own;
	settings->twins = lesson->twin_count > 0;
	status = apply_twin(lesson, &settings->second);
	for (size_t i = 0; i < wishes->set_count && !status; i++) {
		const char *text = setting_of_twin(wishes->sets[i]);
		if (!text)
			continue;
		settings->twins = true;
		status = apply_set(&settings->second, "twin.", text, diags);
	}
	return status ? status : check(&settings->second, place, "the twin: ", diags);
}

static int apply_sets(struct settings *own, const struct play_wishes *wishes, struct diags *diags)
{
	int status = 0;

	for (size_t i = 0; i < wishes->set_count && !status; i++)
		if (!setting_of_twin(wishes->sets[i]))
			status = apply_set(own, "", wishes->sets[i], diags);
	return status;
}

int play_settings_make(const struct lesson *lesson, const struct play_wishes *wishes,
	struct play_settings *ret_settings, struct diags *diags)
{
	struct settings *own = &ret_settings->own;
	int status = 0;

	*own = lesson->settings;
	if (wishes->data_file)
		play_settings_use_own_data(own);
	status = apply_sets(own, wishes, diags);
	if (!status && lesson_vary(lesson, own)) /* what is wished for stands above that */
		status = apply_sets(own, wishes, diags);
	if (!status)
		status = check(own, (struct diag_place){.file = lesson->path}, "", diags);
	return status ? status : make_second(lesson, wishes, ret_settings, diags);
}

/* A change on the way of the second run alone. */
static bool is_of_twin(const char *change)
{
	const char *colon = strchr(change, ':');

	return colon && setting_of_twin(colon + 1 + strspn(colon + 1, " "));
}

bool play_keeps_words(const struct setting *setting)
{
	return setting->scope == SCOPE_VIEW || strcmp(setting->name, "data.seed") == 0 ||
	       strcmp(setting->name, "train.seed") == 0;
}

/* A second run leaves them true, too. */
static bool set_changes_words(const char *text)
{
	struct str name = {0};

	if (setting_of_twin(text))
		return false;
	str_add_bytes(&name, text, strcspn(text, "="));
	const struct setting *setting = setting_find(str_text(&name));
	str_free(&name);
	return !setting || !play_keeps_words(setting);
}

bool play_settings_change_words(const struct play_wishes *wishes)
{
	for (size_t i = 0; i < wishes->set_count; i++)
		if (set_changes_words(wishes->sets[i]))
			return true;
	for (size_t i = 0; i < wishes->change_count; i++)
		if (!is_of_twin(wishes->changes[i]))
			return true;
	return wishes->data_file;
}
