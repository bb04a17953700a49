#include "engine/keep.h"

#include <string.h>

#include "engine/ghost.h"
#include "engine/twin.h"
#include "engine/play_change.h"
#include "engine/settings.h"

/* Letters that need no quotes, for the shell and for YAML alike. */
#define PLAIN "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

/* --- YAML -------------------------------------------------------------------------------------- */

static void add_quoted(const char *text, struct str *out)
{
	str_add_char(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			str_add_char(out, '\\');
		str_add_char(out, *text);
	}
	str_add_char(out, '"');
}

static void add_value(const struct settings *settings, const struct setting *setting,
	const char *data_file, struct str *out)
{
	struct str value = {0};

	setting_print(settings, setting, &value);
	if (data_file && strcmp(setting->name, "data.file") == 0)
		add_quoted(data_file, out);
	else if (setting->type == SETTING_INTS || setting->type == SETTING_REALS ||
		 setting->type == SETTING_EDITS)
		str_addf(out, "[%s]", str_text(&value));
	else if (strspn(str_text(&value), PLAIN "-.+") == value.len && value.len)
		str_add(out, str_text(&value));
	else
		add_quoted(str_text(&value), out);
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

/* Whose a change is, where there are two runs: what stands before its name. */
static const char *owner(const struct course *course, const struct change *change)
{
	if (!course->twins || (change->of[0] && change->of[1]))
		return "";
	return change->of[0] ? "first." : "twin.";
}

/* A change of something else than a setting has no words in a header or on a command line. */
static size_t wordless_changes(const struct course *course)
{
	size_t count = 0;

	for (size_t i = 0; i < course->count; i++)
		count += !course->changes[i].setting;
	return count;
}

static void add_changes(const struct play *play, struct str *out)
{
	const struct course *course = play_course(play);
	size_t batches = play->run->timeline.batches;

	if (course->count > wordless_changes(course))
		str_add(out, "changes:\n");
	for (size_t i = 0; i < course->count; i++) {
		const struct change *change = &course->changes[i];
		if (!change->setting)
			continue;
		str_addf(out, "  - at: {epoch: %zu, batch: %zu}\n    set: {%s%s: ",
			change->step / batches + 1, change->step % batches + 1,
			owner(course, change), change->setting->name);
		add_quoted(change->value, out);
		str_add(out, "}\n");
	}
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

static void add_show(const char *const *panels, size_t count, struct str *out)
{
	if (!count)
		return;
	str_add(out, "<!-- show: [");
	for (size_t i = 0; i < count; i++)
		str_addf(out, "%s%s", i ? ", " : "", panels[i]);
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

/* What a lesson has no words for is said to whoever writes on. */
static void add_left_out(const struct play *play, struct str *out)
{
	size_t ghosts = play_ghost_count(play), wordless = wordless_changes(play_course(play));

	if (ghosts)
		str_addf(out,
			"<!-- Not kept: %zu fork%s. Press f at the place where a run is to be "
			"forked. -->\n",
			ghosts, ghosts == 1 ? "" : "s");
	if (wordless)
		str_addf(out, "<!-- Not kept: %zu change%s by hand. -->\n", wordless,
			wordless == 1 ? "" : "s");
	if (play->run->mode == MODE_TEST)
		str_add(out, "<!-- Not kept: test mode. Press m. -->\n");
}

void keep_lesson(const struct play *play, const char *const *panels, size_t panel_count,
	const char *data_file, struct str *out)
{
	const struct course *course = play_course(play);
	struct str title = {0};

	str_addf(&title, "%s, continued", play->lesson->title);
	str_add(out, "---\ntitle: ");
	add_quoted(str_text(&title), out);
	str_add(out, "\nquestion: ");
	add_quoted(play->lesson->question, out);
	str_add(out, "\n");
	str_free(&title);
	add_settings(&course->start[0], data_file, out);
	add_twin(course, out);
	add_changes(play, out);
	str_add(out, "---\n\n## The start\n<!-- at: start -->\n");
	add_show(panels, panel_count, out);
	str_add(out, "Write here what the learner sees before the first batch.\n\n## Here\n<!-- "
		     "at: ");
	add_place(play->run->at, out);
	str_add(out, " -->\n");
	add_show(panels, panel_count, out);
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

/* --- the shell --------------------------------------------------------------------------------- */

/* 'it'\''s': between single quotes the shell reads everything as it stands. */
static void add_word(const char *text, struct str *out)
{
	if (*text && strspn(text, PLAIN "-./=,+:@%") == strlen(text)) {
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

static void add_option(const char *option, const struct str *value, struct str *out)
{
	str_addf(out, "\n%s ", option);
	add_word(str_text(value), out);
}

static void add_set(const struct settings *settings, const struct setting *setting,
	const char *prefix, struct str *out)
{
	struct str text = {0};

	str_addf(&text, "%s%s=", prefix, setting->name);
	setting_print(settings, setting, &text);
	add_option("--set", &text, out);
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
	struct str value = {0};

	setting_print(now, setting, &value);
	bool own = !twin_differs(now, &play->lesson->settings, setting);
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

static void add_change_options(const struct play *play, struct str *out)
{
	const struct course *course = play_course(play);
	size_t batches = play->run->timeline.batches;

	for (size_t i = 0; i < course->count; i++) {
		const struct change *change = &course->changes[i];
		if (!change->setting)
			continue;
		struct str text = {0};
		str_addf(&text, "epoch %zu, batch %zu: %s%s=%s", change->step / batches + 1,
			change->step % batches + 1, owner(course, change), change->setting->name,
			change->value);
		add_option("--change", &text, out);
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
	add_option(at_stop ? "--stop" : "--at", &text, out);
	str_free(&text);
}

void keep_command(const struct play *play, const char *lesson, struct str *out)
{
	const struct settings *now = &play_course(play)->start[0];
	struct str data = {0};

	str_add(out, "normscope ");
	add_word(lesson, out);
	if (play->own_file && keep_data_path(play, &data))
		add_option("--data", &data, out);
	for (size_t i = 0; i < settings_count; i++)
		if (!is_own(play, &settings_table[i]))
			add_set(now, &settings_table[i], "", out);
	add_twin_sets(play, out);
	add_change_options(play, out);
	add_place_option(play, out);
	str_free(&data);
}
