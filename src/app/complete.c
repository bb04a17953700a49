#include "app/complete.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "app/line_commands.h"
#include "base/number.h"
#include "base/utf8.h"
#include "engine/parameter.h"
#include "engine/quantity.h"

/* What is typed of the word, and whether words that begin with it are asked for or the others. */
struct typed {
	const char *text;
	size_t size;
	bool begins;
};

static void offer(
	struct completion *c, const struct typed *typed, const char *text, const char *help)
{
	struct str word = {0};

	str_add_bytes(&word, typed->text, typed->size);
	bool begins = strncmp(text, str_text(&word), typed->size) == 0;
	bool holds = strstr(text, str_text(&word)) != NULL;
	str_free(&word);
	if (c->count == COMPLETION_MAX || strlen(text) >= COMPLETION_BYTES ||
		begins != typed->begins || !holds)
		return;
	strcpy(c->texts[c->count], text);
	c->offers[c->count] = (struct prompt_offer){.text = c->texts[c->count], .help = help};
	c->count++;
}

/* --- what there is, table by table ------------------------------------------------------------- */

typedef void offer_from(
	const struct session *session, struct completion *c, const struct typed *typed);

static void offer_commands(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	(void)session;
	for (size_t i = 0; i < line_commands_count; i++)
		offer(c, typed, line_commands[i].name, line_commands[i].help);
}

static void offer_actions(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	for (size_t i = 0; i < actions_count; i++)
		if (actions[i].pages & 1 << action_page(session))
			offer(c, typed, actions[i].name, actions[i].help);
}

static void offer_settings(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	(void)session;
	for (size_t i = 0; i < settings_count; i++)
		offer(c, typed, settings_table[i].name, settings_table[i].help);
}

static void offer_quantities(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	(void)session;
	for (size_t i = 0; i < quantities_count; i++)
		offer(c, typed, quantities[i].name, quantities[i].meaning);
}

static void offer_lessons(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	for (size_t i = 0; i < session->catalogue.count; i++)
		offer(c, typed, session->catalogue.entries[i].name,
			session->catalogue.entries[i].title);
}

static void offer_first_words(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	offer_commands(session, c, typed);
	offer_actions(session, c, typed);
}

static void offer_topics(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	offer_commands(session, c, typed);
	for (size_t i = 0; i < actions_count; i++)
		offer(c, typed, actions[i].name, actions[i].help);
	offer_settings(session, c, typed);
	offer_quantities(session, c, typed);
}

/* --- places ------------------------------------------------------------------------------------ */

static void offer_stops(const struct play *play, struct completion *c, const struct typed *typed)
{
	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		char text[32];
		snprintf(text, sizeof text, "stop %zu", i + 1);
		offer(c, typed, text, play->lesson->stops[i].heading);
	}
}

/* Stages that this run has, and the words that need a number behind them. */
static void offer_places(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	static const char *const words[][2] = {{"start", "before anything was computed"},
		{"end", "the end of the run"}, {"epoch ", "and its number"},
		{"batch ", "and its number"}, {"layer ", "and its number"},
		{"input", "then a comma and a stage of input normalization"}};
	const struct play *play = session->play;

	if (!play)
		return;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		offer(c, typed, words[i][0], words[i][1]);
	for (int i = 0; i < play->run->timeline.batch_slots; i++) {
		const struct slot *slot =
			&timeline_order(&play->run->timeline, play->run->at.step)->batch[i];
		if (slot->layer <= 1)
			offer(c, typed, stage_info(slot->stage)->word,
				stage_info(slot->stage)->title);
	}
	offer_stops(play, c, typed);
}

/* --- files ------------------------------------------------------------------------------------- */

static bool is_data_name(const char *name)
{
	const char *dot = strrchr(name, '.');

	return name[0] != '.' && (!dot || strcmp(dot, ".csv") == 0 || strcmp(dot, ".tsv") == 0 ||
					 strcmp(dot, ".txt") == 0);
}

/* Folders and files that may hold a table, below the folder that is typed already. A name that
 * would not show as it is written is left out. */
static void offer_files(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	struct str folder = {0};
	size_t length = typed->size;

	(void)session;
	while (length && typed->text[length - 1] != '/')
		length--;
	str_add_bytes(&folder, typed->text, length);
	DIR *listing = opendir(length ? str_text(&folder) : ".");
	for (struct dirent *entry; listing && (entry = readdir(listing)) != NULL;) {
		struct str path = {0}, clean = {0};
		str_addf(&path, "%s%s%s", str_text(&folder), entry->d_name,
			entry->d_type == DT_DIR ? "/" : "");
		utf8_clean(&clean, path.data ? path.data : "", path.len);
		if (strcmp(str_text(&path), str_text(&clean)) == 0 && is_data_name(entry->d_name))
			offer(c, typed, str_text(&path), entry->d_type == DT_DIR ? "a folder" : "");
		str_free(&path);
		str_free(&clean);
	}
	if (listing)
		closedir(listing);
	str_free(&folder);
}

/* --- values of a setting ----------------------------------------------------------------------- */

static void note_setting(
	const struct session *session, const struct setting *setting, struct str *note)
{
	if (session->play) {
		struct str now = {0};
		setting_print(&session->play->experiment->settings, setting, &now);
		str_addf(note, "now %s · ", now.len ? str_text(&now) : "empty");
		str_free(&now);
	}
	setting_describe(setting, note);
	str_addf(note, " · %s", setting->help);
}

static void offer_values(
	const struct setting *setting, struct completion *c, const struct typed *typed)
{
	static const char *const truths[] = {"true", "false", NULL};
	const char *const *words = setting->type == SETTING_BOOL ? truths : setting->choices;

	for (; words && *words; words++)
		offer(c, typed, *words, "");
	if (setting->type == SETTING_COUNT_OR_ALL)
		offer(c, typed, "all", "");
	if (setting->type == SETTING_EDITS)
		offer(c, typed, "none", "the rows as they came");
}

/* What stands between the words of an expression. */
static const char value_breaks[] = " ()+-*/^<>=!&|?:,";

/* --- the line ---------------------------------------------------------------------------------- */

/* `from` moves up to where the word begins that ends at the cursor. */
static size_t word_start(const char *line, size_t from, size_t cursor, const char *breaks)
{
	size_t at = cursor;

	while (at > from && !strchr(breaks, line[at - 1]))
		at--;
	while (at < cursor && line[at] == ' ')
		at++;
	return at;
}

static void fill(const struct session *session, const char *line, size_t from, size_t to,
	offer_from *offers, struct completion *c)
{
	struct typed typed = {.text = line + from, .size = to - from, .begins = true};

	c->from = from;
	c->to = to;
	offers(session, c, &typed);
	typed.begins = false;
	offers(session, c, &typed);
}

static void complete_setting(const struct session *session, const char *line, size_t from,
	size_t cursor, struct completion *c)
{
	size_t size = strcspn(line + from, " =");
	struct str name = {0};

	if (from + size >= cursor) {
		fill(session, line, from, cursor, offer_settings, c);
		return;
	}
	str_add_bytes(&name, line + from, size);
	const struct setting *setting = line_setting(str_text(&name));
	str_free(&name);
	if (!setting)
		return;
	c->from = from + size + strspn(line + from + size, " =");
	c->from = c->from > cursor ? cursor : c->from;
	c->to = cursor;
	struct typed typed = {.text = line + c->from, .size = cursor - c->from, .begins = true};
	offer_values(setting, c, &typed);
	note_setting(session, setting, &c->note);
}

/* --- parameters and their values ---------------------------------------------------------------- */

static void offer_parameters(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	static const char *const helps[][2] = {{"W", "a weight: layer, unit, input"},
		{"b", "a bias: layer, unit"}, {"gamma", "γ, the learned scale: layer, unit"},
		{"beta", "β, the learned shift: layer, unit"}};
	const struct model *model = &session->play->experiment->model;

	for (size_t i = 0; i < model->parameters; i++) {
		struct parameter parameter = parameter_at(model, i);
		struct str name = {0};
		parameter_print(parameter, &name);
		for (size_t k = 0; k < sizeof helps / sizeof *helps; k++)
			if (strcmp(helps[k][0], parameter.kind) == 0)
				offer(c, typed, str_text(&name), helps[k][1]);
		str_free(&name);
	}
}

/* The two values with which scale and shift take the normalization back. */
static void offer_named_value(struct parameter p, struct completion *c, const struct typed *typed)
{
	struct str value = {0};

	if (strcmp(p.kind, "gamma") == 0) {
		str_addf(&value, "sqrt(var(%d,%d)+epsilon)", p.layer, p.unit);
		offer(c, typed, str_text(&value), "√(σ² + ε): takes the division back");
	} else if (strcmp(p.kind, "beta") == 0) {
		str_addf(&value, "mu(%d,%d)", p.layer, p.unit);
		offer(c, typed, str_text(&value), "μ: takes the subtraction back");
	}
	str_free(&value);
}

static void complete_parameter(const struct session *session, const char *line, size_t from,
	size_t cursor, struct completion *c)
{
	size_t size = line_name_size(line + from), offset;
	const struct model *model = session->play ? &session->play->experiment->model : NULL;
	struct str name = {0}, why = {0};

	if (!model)
		return;
	if (from + size >= cursor) {
		fill(session, line, from, cursor, offer_parameters, c);
		return;
	}
	str_add_bytes(&name, line + from, size);
	if (!parameter_find(model, str_text(&name), &offset, &why)) {
		size_t begin = from + size + strspn(line + from + size, " =");
		begin = begin > cursor ? cursor : begin;
		struct typed typed = {line + begin, cursor - begin, true};
		offer_named_value(parameter_at(model, offset), c, &typed);
		fill(session, line,
			c->count ? begin : word_start(line, begin, cursor, value_breaks), cursor,
			offer_quantities, c);
	}
	str_free(&name);
	str_free(&why);
}

/* --- rows and their edits ------------------------------------------------------------------------ */

static void offer_edits(
	const struct session *session, struct completion *c, const struct typed *typed)
{
	static const char *const helps[ROW_EDIT_KINDS] = {
		[ROW_MOVE] = "N X1 X2: to other features; move may be left out",
		[ROW_FLIP] = "N: to the other class",
		[ROW_TARGET] = "N Y: another target",
		[ROW_ADD] = "X1 X2 Y: a new row, the last",
		[ROW_DELETE] = "N: the rows behind it move up"};

	(void)session;
	for (int kind = 0; kind < ROW_EDIT_KINDS; kind++)
		offer(c, typed, row_edit_words[kind], helps[kind]);
	offer(c, typed, "reset", "the rows as the lesson has them");
}

/* Where the row of a move is now, to go on from. */
static void offer_features(
	const struct session *session, size_t row, struct completion *c, const struct typed *typed)
{
	const struct dataset *data = &session->play->experiment->data;
	char x[FEATURES][NUMBER_MAX];
	struct str both = {0};

	for (int j = 0; j < FEATURES; j++)
		number_shortest(x[j], data->x[j][row]);
	str_addf(&both, "%s %s", x[0], x[1]);
	offer(c, typed, str_text(&both), "where it is now");
	str_free(&both);
}

/* What the words before the cursor say. */
struct row_words {
	enum row_edit_kind kind;
	bool named; /* the cursor is behind the word of the kind */
	int before; /* whole words behind that and before the cursor */
	long row;   /* from 1; 0: none is named */
};

static struct row_words read_row_words(const char *line, size_t from, size_t cursor)
{
	struct row_words words = {.row = 0};
	struct str typed = {0};
	size_t at;

	str_add_bytes(&typed, line + from, cursor - from);
	words.kind = row_edit_kind(str_text(&typed), &at);
	words.named = at < typed.len;
	if (words.named && words.kind != ROW_ADD)
		words.row = strtol(typed.data + at, NULL, 10);
	for (at++; at < typed.len; at++)
		words.before += typed.data[at] == ' ' && typed.data[at - 1] != ' ';
	str_free(&typed);
	return words;
}

static void complete_row(const struct session *session, const char *line, size_t from,
	size_t cursor, struct completion *c)
{
	if (!session->play)
		return;
	const struct dataset *data = &session->play->experiment->data;
	struct row_words words = read_row_words(line, from, cursor);
	bool known = words.row >= 1 && (size_t)words.row <= data->rows;
	size_t begin = word_start(line, from, cursor, " ");
	struct typed typed = {line + begin, cursor - begin, true};

	if (!words.named) {
		fill(session, line, from, cursor, offer_edits, c);
		return;
	}
	if (words.kind == ROW_EDIT_KINDS)
		return;
	c->from = begin;
	c->to = cursor;
	str_addf(&c->note, "%s %s", row_edit_words[words.kind], row_edit_forms[words.kind]);
	if (words.kind == ROW_MOVE && words.before == 1 && known)
		offer_features(session, (size_t)words.row - 1, c, &typed);
	for (int i = 0; i < 2 && data->classes && words.before == row_edit_target(words.kind); i++)
		offer(c, &typed, data->class_name[i], i ? "class 1" : "class 0");
	if (known) {
		str_add(&c->note, " · ");
		play_print_row(session->play, (size_t)words.row - 1, &c->note);
	} else {
		str_addf(&c->note, " · there are rows 1 to %zu", data->rows);
	}
}

static void complete_arguments(const struct session *session, const struct line_command *command,
	const char *line, size_t from, size_t cursor, struct completion *c)
{
	static offer_from *const sources[] = {[COMPLETE_LESSON] = offer_lessons,
		[COMPLETE_TOPIC] = offer_topics,
		[COMPLETE_FILE] = offer_files,
		[COMPLETE_PLACE] = offer_places,
		[COMPLETE_QUANTITY] = offer_quantities};
	static const char *const breaks[] = {[COMPLETE_LESSON] = "",
		[COMPLETE_TOPIC] = "",
		[COMPLETE_FILE] = "",
		[COMPLETE_PLACE] = ",",
		[COMPLETE_QUANTITY] = value_breaks};

	if (command->completes == COMPLETE_SETTING)
		complete_setting(session, line, from, cursor, c);
	else if (command->completes == COMPLETE_ROW)
		complete_row(session, line, from, cursor, c);
	else if (command->completes == COMPLETE_PARAMETER)
		complete_parameter(session, line, from, cursor, c);
	else if (command->completes != COMPLETE_NOTHING)
		fill(session, line, word_start(line, from, cursor, breaks[command->completes]),
			cursor, sources[command->completes], c);
}

void complete_line(const struct session *session, const char *line, size_t cursor,
	struct completion *completion)
{
	struct line_head head = line_head_read(line);
	const struct line_command *command = line_command_find(line + head.at, head.size);

	completion->count = 0;
	completion->from = completion->to = cursor;
	str_clear(&completion->note);
	if (cursor <= head.at + head.size) {
		size_t from = head.at < cursor ? head.at : cursor;
		fill(session, line, from, cursor, offer_first_words, completion);
	} else if (command) {
		size_t from = head.arguments < cursor ? head.arguments : cursor;
		complete_arguments(session, command, line, from, cursor, completion);
	}
}

void completion_free(struct completion *completion)
{
	str_free(&completion->note);
	completion->count = 0;
}

size_t completion_common(const struct completion *completion, char out[COMPLETION_BYTES])
{
	size_t size;

	out[0] = '\0';
	if (!completion->count)
		return 0;
	strcpy(out, completion->texts[0]);
	for (size_t i = 1; i < completion->count; i++) {
		for (size = 0; out[size] && out[size] == completion->texts[i][size];)
			size++;
		out[size] = '\0';
	}
	size = strlen(out);
	while (size && ((unsigned char)completion->texts[0][size] & 0xC0) == 0x80)
		size--; /* not inside a code point */
	out[size] = '\0';
	return size;
}
