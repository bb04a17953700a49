#include "app/options_table.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "draw/theme.h"
#include "engine/lesson_look.h"
#include "engine/settings.h"

static const struct options_choice list_formats[] = {
	{"text", FORMAT_TEXT}, {"tsv", FORMAT_TSV}, {NULL}};
static const struct options_choice frame_formats[] = {
	{"text", FORMAT_TEXT}, {"ansi", FORMAT_ANSI}, {"roles", FORMAT_ROLES}, {NULL}};
static const struct options_choice trace_formats[] = {
	{"jsonl", FORMAT_JSONL}, {"csv", FORMAT_CSV}, {NULL}};
static const struct options_choice trace_steps[] = {{"stage", EVERY_STAGE}, {"batch", EVERY_BATCH},
	{"epoch", EVERY_EPOCH}, {"run", EVERY_RUN}, {NULL}};
static const struct options_choice colors[] = {
	{"auto", COLOR_AUTO}, {"always", COLOR_ALWAYS}, {"never", COLOR_NEVER}, {NULL}};
static const struct options_choice themes[] = {
	{"night", THEME_NIGHT}, {"light", THEME_LIGHT}, {"contrast", THEME_CONTRAST}, {NULL}};
static const struct options_choice glyph_sets[] = {{"ascii", GLYPHS_ASCII}, {"block", GLYPHS_BLOCK},
	{"quadrant", GLYPHS_QUADRANT}, {"braille", GLYPHS_BRAILLE}, {NULL}};

const struct command_row commands_table[OPTIONS_COMMANDS] = {
	[OPTIONS_MENU] = {NULL, "", 0, 0, NULL, "Shows the menu of lessons."},
	[OPTIONS_PLAY] = {NULL, "LESSON | FILE.md", 1, 1, NULL,
		"Plays a lesson: its name, number or file."},
	[OPTIONS_LIST] = {"list", "", 0, 0, list_formats, "Lists the lessons."},
	[OPTIONS_CHECK] = {"check", "[FILE...]", 0, -1, NULL,
		"Checks lessons, or folders of them."},
	[OPTIONS_FRAME] = {"frame", "LESSON", 1, 1, frame_formats,
		"Prints the picture of one place in a lesson."},
	[OPTIONS_TRACE] = {"trace", "LESSON", 1, 1, trace_formats,
		"Prints the numbers of a run, a record a step."},
	[OPTIONS_SWEEP] = {"sweep", "LESSON", 1, 1, list_formats,
		"Runs a grid of settings on all cores."},
	[OPTIONS_PROGRESS] = {"progress", "[export | import FILE]", 0, -1, NULL,
		"Prints what was done and answered."},
	[OPTIONS_REPORT] = {"report", "FILE...", 0, -1, NULL,
		"Sums up the logs of a class on one page."},
	[OPTIONS_NOTES] = {"notes", "", 0, 0, NULL,
		"Shows the speaker's notes and a timer."},
	[OPTIONS_NEW] = {"new", "FILE.md", 1, 1, NULL, "Writes a lesson to begin with."},
};

const struct topic_row topics_table[] = {
	{"settings", TOPIC_SETTINGS, "what --set and a lesson's header can change"},
	{"quantities", TOPIC_QUANTITIES, "the names that expressions and traces use"},
	{"keys", TOPIC_KEYS, "what each key does"},
	{"stages", TOPIC_STAGES, "the stages of a training step"},
	{"commands", TOPIC_COMMANDS, "every command in a line"},
	{"man", TOPIC_MAN, "the manual page, as man reads it"},
	{"words", TOPIC_WORDS, "every word of the command line, for completion"},
};
const size_t topics_table_count = sizeof(topics_table) / sizeof(topics_table[0]);

int usage_mistake(struct diags *diags, int status, const char *format, ...)
{
	struct str text = {0};
	va_list args;

	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	diag_add(diags, status, (struct diag_place){.file = NULL}, "%s (see normscope --help)",
		str_text(&text));
	str_free(&text);
	return status;
}

const struct command_row *command_row_find(const char *name)
{
	for (size_t i = 0; i < OPTIONS_COMMANDS; i++)
		if (commands_table[i].name && strcmp(commands_table[i].name, name) == 0)
			return &commands_table[i];
	return NULL;
}

const struct options_choice *choice_find(const struct options_choice *choices, const char *name)
{
	for (; choices->name; choices++)
		if (strcmp(choices->name, name) == 0)
			return choices;
	return NULL;
}

void choices_print(const struct options_choice *choices, const char *between, struct str *out)
{
	for (const struct options_choice *at = choices; at->name; at++) {
		str_add(out, at == choices ? "" : between);
		str_add(out, at->name);
	}
}

static const char *choice_name_at(const void *context, size_t i)
{
	return ((const struct options_choice *)context)[i].name;
}

/* Reads one of several words; the message offers the nearest, or else all of them. */
static int take_choice(const char *option, const struct options_choice *choices, const char *value,
	int *ret_value, struct diags *diags)
{
	const struct options_choice *choice = choice_find(choices, value);
	struct str all = {0};

	if (choice)
		return *ret_value = choice->value, STATUS_OK;
	const char *nearest = nearest_name(value, choice_name_at, choices);
	choices_print(choices, ", ", &all);
	if (nearest)
		usage_mistake(diags, STATUS_NAME, "--%s does not know “%s”; did you mean %s?",
			option, value, nearest);
	else
		usage_mistake(diags, STATUS_NAME, "--%s is one of %s, not “%s”", option,
			str_text(&all), value);
	str_free(&all);
	return STATUS_NAME;
}

static int take_format(struct options *options, const char *value, struct diags *diags)
{
	int format;
	int status = take_choice(
		"format", commands_table[options->command].formats, value, &format, diags);

	if (status == STATUS_OK)
		options->format = (enum options_format)format;
	return status;
}

static int take_every(struct options *options, const char *value, struct diags *diags)
{
	int every;
	int status = take_choice("every", trace_steps, value, &every, diags);

	if (status == STATUS_OK)
		options->every = (enum options_every)every;
	return status;
}

static int take_color(struct options *options, const char *value, struct diags *diags)
{
	int color;
	int status = take_choice("color", colors, value, &color, diags);

	if (status == STATUS_OK)
		options->color = (enum options_color)color;
	return status;
}

/* Digits alone, without a leading zero: what number_parse_int takes, but for the signs. */
static bool parse_digits(const char *text, long *ret_value)
{
	return text[0] >= '0' && text[0] <= '9' && number_parse_int(text, ret_value);
}

static int take_stop(struct options *options, const char *value, struct diags *diags)
{
	long stop;

	if (!parse_digits(value, &stop) || stop < 1 || stop > INT_MAX)
		return usage_mistake(diags, STATUS_RANGE,
			"--stop is the number of a stop, from 1, not “%s”", value);
	options->stop = (int)stop;
	return STATUS_OK;
}

static int take_at(struct options *options, const char *value, struct diags *diags)
{
	if (!value[0])
		return usage_mistake(diags, STATUS_SYNTAX, "--at needs a place, such as 'batch 2'");
	options->at = value;
	return STATUS_OK;
}

/* COLSxROWS, each from 1 to OPTIONS_SIDE_MAX, with nothing around it. */
static bool parse_size(const char *text, long *ret_cols, long *ret_rows)
{
	const char *cross = strchr(text, 'x');
	char cols[8];

	if (!cross || (size_t)(cross - text) >= sizeof cols)
		return false;
	memcpy(cols, text, (size_t)(cross - text));
	cols[cross - text] = '\0';
	return parse_digits(cols, ret_cols) && parse_digits(cross + 1, ret_rows) &&
	       *ret_cols >= 1 && *ret_rows >= 1 && *ret_cols <= OPTIONS_SIDE_MAX &&
	       *ret_rows <= OPTIONS_SIDE_MAX;
}

/* Kept as text: panels are found when the picture has its size. */
static int take_look(struct options *options, const char *value, struct diags *diags)
{
	struct stop_look look;
	int status = look_text_read(value, &look, diags);

	if (!status)
		stop_look_free(&look);
	options->look = value;
	return status;
}

static int take_size(struct options *options, const char *value, struct diags *diags)
{
	long cols, rows;

	if (!parse_size(value, &cols, &rows))
		return usage_mistake(diags, STATUS_RANGE,
			"--size is COLSxROWS, each from 1 to %d, such as 80x24, not “%s”",
			OPTIONS_SIDE_MAX, value);
	options->cols = (int)cols;
	options->rows = (int)rows;
	return STATUS_OK;
}

/* Checks the value as a lesson's header would be checked, against settings that are thrown away. */
static int take_set(struct options *options, const char *value, struct diags *diags)
{
	struct options_pair pair = options_pair(value);
	const char *second = setting_of_twin(pair.name), *prefix = second ? "twin." : "";
	const char *name = second ? second : pair.name;
	const struct setting *setting = setting_find(name);
	struct settings trial;
	struct str why = {0};

	if (options->set_count == OPTIONS_SETS_MAX)
		return usage_mistake(
			diags, STATUS_LIMIT, "--set may stand %d times at most", OPTIONS_SETS_MAX);
	if (!pair.name[0])
		return usage_mistake(
			diags, STATUS_SYNTAX, "--set needs NAME=VALUE, not “%.40s”", value);
	if (!setting) {
		const char *nearest = setting_nearest(name);
		return usage_mistake(diags, STATUS_NAME, "there is no setting “%s”%s%s%s%s",
			pair.name, nearest ? "; did you mean " : "", nearest ? prefix : "",
			nearest ? nearest : "", nearest ? "?" : "");
	}
	settings_defaults(&trial);
	int status = setting_set(&trial, setting, pair.value, &why);
	if (status != STATUS_OK)
		usage_mistake(diags, status, "%s%s", prefix, str_text(&why));
	else
		options->sets[options->set_count++] = value;
	str_free(&why);
	return status;
}

/* What it says is read when there is a run that has the place. */
static int take_change(struct options *options, const char *value, struct diags *diags)
{
	if (options->change_count == OPTIONS_SETS_MAX)
		return usage_mistake(diags, STATUS_LIMIT, "--change may stand %d times at most",
			OPTIONS_SETS_MAX);
	options->changes[options->change_count++] = value;
	return STATUS_OK;
}

static int take_fork(struct options *options, const char *value, struct diags *diags)
{
	if (options->fork_count == OPTIONS_SETS_MAX)
		return usage_mistake(
			diags, STATUS_LIMIT, "--fork may stand %d times at most", OPTIONS_SETS_MAX);
	options->forks[options->fork_count++] = value;
	return STATUS_OK;
}

static int take_data(struct options *options, const char *value, struct diags *diags)
{
	if (!value[0])
		return usage_mistake(diags, STATUS_SYNTAX, "--data needs the name of a CSV file");
	options->data = value;
	return STATUS_OK;
}

static int take_log(struct options *options, const char *value, struct diags *diags)
{
	if (!value[0])
		return usage_mistake(diags, STATUS_SYNTAX, "--log needs the name of a file");
	options->log = value;
	return STATUS_OK;
}

static int take_seed(struct options *options, const char *value, struct diags *diags)
{
	long seed;

	if (!parse_digits(value, &seed) || seed > INT_MAX)
		return usage_mistake(diags, STATUS_RANGE,
			"--seed is a whole number from 0 to %d, not “%s”", INT_MAX, value);
	options->seed = seed;
	return STATUS_OK;
}

static int take_across(struct options *options, const char *value, struct diags *diags)
{
	(void)diags;
	options->across = value;
	return STATUS_OK;
}

static int take_down(struct options *options, const char *value, struct diags *diags)
{
	(void)diags;
	options->down = value;
	return STATUS_OK;
}

static int take_seeds(struct options *options, const char *value, struct diags *diags)
{
	if (!parse_digits(value, &options->seeds) || options->seeds < 1 || options->seeds > 1000)
		return usage_mistake(diags, STATUS_RANGE,
			"--seeds is a whole number from 1 to 1000, not “%s”", value);
	return STATUS_OK;
}

static int take_below(struct options *options, const char *value, struct diags *diags)
{
	if (!number_parse(value, &options->below) || options->below <= 0)
		return usage_mistake(
			diags, STATUS_RANGE, "--below is a loss above 0, not “%s”", value);
	return STATUS_OK;
}

static int take_ascii(struct options *options, const char *value, struct diags *diags)
{
	(void)value;
	(void)diags;
	options->glyphs = GLYPHS_ASCII;
	return STATUS_OK;
}

static int take_no_mouse(struct options *options, const char *value, struct diags *diags)
{
	(void)value;
	(void)diags;
	options->no_mouse = true;
	return STATUS_OK;
}

static int take_glyphs(struct options *options, const char *value, struct diags *diags)
{
	int glyphs;
	int status = take_choice("glyphs", glyph_sets, value, &glyphs, diags);

	if (status == STATUS_OK) {
		options->glyphs = (enum glyph_set)glyphs;
		options->glyphs_said = true;
	}
	return status;
}

static int take_fresh(struct options *options, const char *value, struct diags *diags)
{
	(void)value;
	(void)diags;
	options->fresh = true;
	return STATUS_OK;
}

static int take_theme(struct options *options, const char *value, struct diags *diags)
{
	return take_choice("theme", themes, value, &options->theme, diags);
}

static int take_twin(struct options *options, const char *value, struct diags *diags)
{
	(void)value;
	(void)diags;
	options->twin = true;
	return STATUS_OK;
}

#define ON(command) (1u << OPTIONS_##command)
#define ON_ALL OPTIONS_ALL_COMMANDS

/* --help and --version have no `take`: the parser itself answers them. */
const struct option_row options_table[] = {
	{"stop", 0, "N", ON(FRAME) | ON(PLAY), take_stop, "the stop, counted from 1"},
	{"at", 0, "PLACE", ON(FRAME) | ON(PLAY), take_at,
		"a place on the timeline instead of a stop", true},
	{"look", 0, "NAME: VALUE", ON(FRAME) | ON(PLAY), take_look,
		"look as a lesson's look says: 'mode: test, unit: 2'"},
	{"size", 0, "COLSxROWS", ON(FRAME), take_size, "the size of the picture (80x24)"},
	{"every", 0, "STEP", ON(TRACE), take_every, "a record for each stage, batch, epoch or run"},
	{"twin", 0, NULL, ON(FRAME) | ON(TRACE), take_twin, "the second of two runs"},
	{"across", 0, "NAME=V,V,...", ON(SWEEP), take_across, "a setting and its values"},
	{"down", 0, "NAME=V,V,...", ON(SWEEP), take_down, "a second setting and its values"},
	{"seeds", 0, "N", ON(SWEEP), take_seeds, "runs a cell, each with its own numbers (1)"},
	{"below", 0, "LOSS", ON(SWEEP), take_below, "the loss that counts as learned (0.1)"},
	{"format", 0, "FORMAT", ON(LIST) | ON(FRAME) | ON(TRACE) | ON(SWEEP), take_format,
		"text, tsv; frame: text, ansi, roles; trace: jsonl, csv"},
	{"set", 0, "NAME=VALUE", ON_ALL, take_set, "change a setting; may be repeated"},
	{"change", 0, "PLACE: NAME=VALUE", ON_ALL, take_change,
		"change a setting or a parameter on the way"},
	{"fork", 0, "FORK", ON(FRAME) | ON(PLAY), take_fork,
		"a ghost, as in a lesson's forks: '{from: {epoch: 2}}'"},
	{"data", 0, "FILE.csv", ON_ALL, take_data, "run the lesson on your own data"},
	{"seed", 0, "N", ON_ALL, take_seed, "other random numbers, the same for the same N"},
	{"log", 0, "FILE", ON_ALL, take_log, "append what is answered to a file"},
	{"fresh", 0, NULL, ON(MENU) | ON(PLAY), take_fresh,
		"from the first stop, questions open; answers stay kept"},
	{"glyphs", 0, "SET", ON_ALL, take_glyphs,
		"ascii, block, quadrant or braille, on any terminal"},
	{"ascii", 0, NULL, ON_ALL, take_ascii, "the same as --glyphs ascii"},
	{"no-mouse", 0, NULL, ON(MENU) | ON(PLAY), take_no_mouse,
		"leave the mouse to the terminal"},
	{"color", 0, "WHEN", ON_ALL, take_color, "auto, always or never (NO_COLOR is heard)"},
	{"theme", 0, "NAME", ON_ALL, take_theme,
		"night, light or contrast; else what fits the terminal"},
	{"help", 'h', "[TOPIC]", ON_ALL, NULL, "print this, or what belongs to a topic"},
	{"version", 'V', NULL, ON_ALL, NULL, "print the version"},
};
const size_t options_table_count = sizeof(options_table) / sizeof(options_table[0]);
