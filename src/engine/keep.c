#include "engine/keep.h"

#include <string.h>

#include "base/number.h"
#include "engine/change_text.h"
#include "engine/keep_forks.h"
#include "engine/play_change.h"
#include "engine/settings.h"
#include "engine/twin.h"
#include "engine/yaml_tree.h"

/* Letters that need no quotes in YAML. */
#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.+"

/* --- YAML -------------------------------------------------------------------------------------- */

static void add_value(const struct settings *settings, const struct setting *setting,
	const char *data_file, struct str *out)
{
	struct str value = {0};

	setting_print(settings, setting, &value);
	if (data_file && strcmp(setting->name, "data.file") == 0)
		yaml_quote(data_file, out);
	else if (setting->type == SETTING_INTS || setting->type == SETTING_REALS ||
		 setting->type == SETTING_EDITS)
		str_addf(out, "[%s]", str_text(&value));
	else if (strspn(str_text(&value), PLAIN) == value.len && value.len)
		str_add(out, str_text(&value));
	else
		yaml_quote(str_text(&value), out);
	str_free(&value);
}

/* The groups of the settings table, one below the other. */
static void add_settings(const struct settings *settings, const char *data_file, struct str *out)
{
	struct settings initial;
	const char *group = "";

	settings_defaults(&initial);
	for (size_t i = 0; i < settings_count; i++) {
		const struct setting *setting = &settings_table[i];
		size_t length = strcspn(setting->name, ".");
		if (!twin_differs(settings, &initial, setting))
			continue;
		if (strncmp(group, setting->name, length + 1) != 0)
			str_addf(out, "%.*s:\n", (int)length, setting->name);
		group = setting->name;
		str_addf(out, "  %s: ", setting->name + length + 1);
		add_value(settings, setting, data_file, out);
		str_add(out, "\n");
	}
}

/* Two runs that differ in nothing are two runs still: a seed says so. */
static void add_twin(const struct course *course, struct str *out)
{
	bool alike = twin_differences(&course->start[0], &course->start[1]) == 0;

	if (!course->twins)
		return;
	str_add(out, "twin:\n");
	for (size_t i = 0; i < settings_count; i++) {
		const struct setting *setting = &settings_table[i];
		bool named = alike && strcmp(setting->name, "train.seed") == 0;
		if (!named && !twin_differs(&course->start[0], &course->start[1], setting))
			continue;
		str_addf(out, "  %s: ", setting->name);
		add_value(&course->start[1], setting, NULL, out);
		str_add(out, "\n");
	}
}

static void add_change(const struct course *course, const struct change *change, struct str *out)
{
	const char *owner = change_text_owner(course, change);
	char number[NUMBER_MAX];

	str_addf(out, "  - at: {epoch: %zu, batch: %zu}\n    ", change->from.epoch,
		change->from.batch);
	number_shortest(number, change->number);
	if (change->kind == CHANGE_SWAP) {
		str_addf(out, "%sswap: [%zu, %zu]\n", owner, change->at[0] + 1, change->at[1] + 1);
	} else if (change->kind == CHANGE_PARAMETER) {
		str_addf(out, "put: {\"%s%s\": %s}\n", owner, change->value, number);
	} else {
		str_addf(out, "set: {%s%s: ", owner, change->setting->name);
		yaml_quote(change->value, out);
		str_add(out, "}\n");
	}
}

static size_t count_left_out(const struct play *play)
{
	const struct course *course = play_course(play);
	size_t count = 0;

	for (size_t i = 0; i < course->count; i++)
		count += !play_has_place(play, &course->changes[i]);
	return count;
}

static void add_changes(const struct play *play, struct str *out)
{
	const struct course *course = play_course(play);

	if (course->count > count_left_out(play))
		str_add(out, "changes:\n");
	for (size_t i = 0; i < course->count; i++)
		if (play_has_place(play, &course->changes[i]))
			add_change(course, &course->changes[i], out);
}

/* --- Markdown ---------------------------------------------------------------------------------- */

static void add_place(struct position at, struct str *out)
{
	const char *word = stage_info(at.stage)->word;

	if (at.stage == STAGE_START) {
		str_add(out, "start");
	} else if (!at.epoch) {
		str_addf(out, "{input: %s}", word);
	} else {
		str_addf(out, "{epoch: %zu, batch: %zu, ", at.epoch, at.batch);
		if (at.layer)
			str_addf(out, "layer: %d, ", at.layer);
		str_addf(out, "stage: %s}", word);
	}
}

static void add_show(const struct keep_view *view, struct str *out)
{
	if (!view->panel_count)
		return;
	str_add(out, "<!-- show: [");
	for (size_t i = 0; i < view->panel_count; i++)
		str_addf(out, "%s%s", i ? ", " : "", view->panels[i]);
	str_add(out, "] -->\n");
}

static void add_highlights(const struct stop *stop, struct str *out)
{
	if (!stop->highlight_count)
		return;
	str_add(out, "<!-- highlight: [");
	for (size_t i = 0; i < stop->highlight_count; i++)
		str_addf(out, "%s%s", i ? ", " : "", stop->highlights[i].name);
	str_add(out, "] -->\n");
}

void keep_left_out(const struct play *play, struct str *out)
{
	size_t ghosts = keep_forks_left_out(play), changes = count_left_out(play);
	const char *before = "Not kept: ";

	if (changes) {
		str_addf(out, "%s%zu change%s that this run has no place for", before, changes,
			changes == 1 ? "" : "s");
		before = "; ";
	}

	if (ghosts) {
		str_addf(out, "%s%zu fork%s with other rows", before, ghosts,
			ghosts == 1 ? "" : "s");
		before = "; ";
	}
	if (play->beside) {
		str_addf(out, "%sthe stage that only B has", before);
		before = "; ";
	}
	if (before[0] == ';')
		str_add(out, ".");
}

/* What a lesson has no words for is said to whoever writes on. */
static void add_left_out(const struct play *play, struct str *out)
{
	struct str left_out = {0};

	keep_left_out(play, &left_out);
	if (left_out.len)
		str_addf(out, "<!-- %s -->\n", str_text(&left_out));
	str_free(&left_out);
}

void keep_lesson(const struct play *play, const struct keep_view *view, const char *data_file,
	struct str *out)
{
	const struct course *course = play_course(play);
	struct str title = {0};

	str_addf(&title, "%s, continued", play->lesson->title);
	str_add(out, "---\ntitle: ");
	yaml_quote(str_text(&title), out);
	str_add(out, "\nquestion: ");
	yaml_quote(play->lesson->question, out);
	str_add(out, "\n");
	str_free(&title);
	add_settings(&course->start[0], data_file, out);
	add_twin(course, out);
	add_changes(play, out);
	keep_forks(play, out);
	str_add(out, "---\n\n## The start\n<!-- at: start -->\n");
	add_show(view, out);
	str_add(out, "Write here what the learner sees before the first batch.\n\n## Here\n<!-- "
		     "at: ");
	add_place(play->run->at, out);
	str_add(out, " -->\n");
	add_show(view, out);
	if (view->look[0])
		str_addf(out, "<!-- look: %s -->\n", view->look);
	add_highlights(&play->lesson->stops[play->stop], out);
	add_left_out(play, out);
	str_add(out, "Write here what there is to see, and what to do next.\n");
}

bool keep_data_path(const struct play *play, struct str *out)
{
	const struct settings *settings = &play_course(play)->start[0];

	if (strcmp(settings->data.source, "csv") != 0)
		return false;
	if (play->own_file)
		str_add(out, play->own_file);
	else
		str_addf(out, "%s/%s", play->folder, settings->data.file);
	return true;
}
