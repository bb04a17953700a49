#define _GNU_SOURCE
#include "app/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/options_table.h"
#include "base/status.h"

/* getopt_long's answers: the row of the table behind GETOPT_ROW, a plain word as GETOPT_WORD. */
enum { GETOPT_WORD = 1, GETOPT_ROW = 1000, OPTION_ROWS_MAX = 32 };

struct given {
	const struct option_row *row;
	const char *value;
};

/* The command line taken apart, before anything in it is understood. */
struct words {
	struct given *given; /* [given_count] in order */
	size_t given_count;
	const char **operands; /* [operand_count] */
	size_t operand_count;
	bool help, version;
	const char *topic; /* or NULL */
};

struct getopt_tables {
	struct option longs[OPTION_ROWS_MAX + 1];
	char shorts[3 * OPTION_ROWS_MAX + 3]; /* a letter, and "::" behind one with a value */
};

/*
 * "-:" hands plain words over in their order, whatever POSIXLY_CORRECT says, and tells a missing
 * value from an unknown option.
 */
static void getopt_tables_fill(struct getopt_tables *tables)
{
	size_t at = 2;

	memset(tables, 0, sizeof *tables);
	memcpy(tables->shorts, "-:", 2);
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];
		int has = !row->argument            ? no_argument
			  : row->argument[0] == '[' ? optional_argument
						    : required_argument;
		tables->longs[i] = (struct option){row->name, has, NULL, GETOPT_ROW + (int)i};
		if (!row->letter)
			continue;
		tables->shorts[at++] = row->letter;
		for (int colons = has; colons > 0; colons--)
			tables->shorts[at++] = ':';
	}
}

static const struct option_row *row_by_answer(int answer)
{
	for (size_t i = 0; i < options_table_count; i++)
		if (answer == GETOPT_ROW + (int)i ||
			(options_table[i].letter && answer == options_table[i].letter))
			return &options_table[i];
	return NULL;
}

static const char *option_name_at(const void *context, size_t i)
{
	(void)context;
	return i < options_table_count ? options_table[i].name : NULL;
}

/* How many long options begin with the word. */
static int options_beginning(const char *word, size_t length)
{
	int count = 0;

	for (size_t i = 0; i < options_table_count; i++)
		count += strncmp(options_table[i].name, word, length) == 0;
	return count;
}

/* getopt_long said '?': a value where none belongs, or a name that is unknown or not clear. */
static int unknown_option(const char *word, struct diags *diags)
{
	const struct option_row *row = optopt ? row_by_answer(optopt) : NULL;
	char name[32];

	if (row)
		return usage_mistake(diags, STATUS_SYNTAX, "--%s takes no value", row->name);
	if (optopt)
		return usage_mistake(diags, STATUS_NAME, "there is no option -%c", optopt);
	size_t length = strcspn(word + 2, "=");
	snprintf(name, sizeof name, "%.*s", (int)length, word + 2);
	if (options_beginning(name, length) > 1)
		return usage_mistake(
			diags, STATUS_NAME, "--%s may be more than one option; write it out", name);
	const char *nearest = nearest_name(name, option_name_at, NULL);
	return usage_mistake(diags, STATUS_NAME, "there is no option --%s%s%s%s", name,
		nearest ? "; did you mean --" : "", nearest ? nearest : "", nearest ? "?" : "");
}

/* `--help TOPIC`: the word right behind belongs to it, unless it is an option. */
static void help_asked(struct words *words, int argc, char **argv)
{
	words->help = true;
	if (optarg)
		words->topic = optarg;
	else if (optind < argc && argv[optind][0] != '-')
		words->topic = argv[optind++];
}

static void option_given(struct words *words, const struct option_row *row, int argc, char **argv)
{
	if (strcmp(row->name, "help") == 0)
		help_asked(words, argc, argv);
	else if (strcmp(row->name, "version") == 0)
		words->version = true;
	else
		words->given[words->given_count++] = (struct given){row, optarg};
}

static int words_read(struct words *words, int argc, char **argv, struct diags *diags)
{
	struct getopt_tables tables;
	int answer;

	getopt_tables_fill(&tables);
	opterr = 0;
	optind = 0; /* GNU: begin anew, also for a second command line in one process */
	for (;;) {
		const char *word = argv[optind > 0 ? optind : 1];
		answer = getopt_long(argc, argv, tables.shorts, tables.longs, NULL);
		if (answer == -1)
			break;
		if (answer == '?')
			return unknown_option(word, diags);
		const struct option_row *row = row_by_answer(answer == ':' ? optopt : answer);
		if (answer == ':')
			return usage_mistake(
				diags, STATUS_SYNTAX, "--%s needs %s", row->name, row->argument);
		if (answer == GETOPT_WORD)
			words->operands[words->operand_count++] = optarg;
		else
			option_given(words, row, argc, argv);
	}
	while (optind < argc)
		words->operands[words->operand_count++] = argv[optind++];
	return STATUS_OK;
}

/* The command, and the operands without its word. */
static void find_command(struct options *options, struct words *words)
{
	const struct command_row *row =
		words->operand_count ? command_row_find(words->operands[0]) : NULL;

	options->command = row                    ? (enum options_command)(row - commands_table)
			   : words->operand_count ? OPTIONS_PLAY
						  : OPTIONS_MENU;
	if (row)
		memmove(words->operands, words->operands + 1,
			--words->operand_count * sizeof(words->operands[0]));
}

static const char *topic_name_at(const void *context, size_t i)
{
	(void)context;
	if (i < topics_table_count)
		return topics_table[i].name;
	i += OPTIONS_LIST - topics_table_count;
	return i < OPTIONS_COMMANDS ? commands_table[i].name : NULL;
}

/* `frame --help` is the help of frame; a topic that is given comes first. */
static int find_topic(struct options *options, const struct words *words, struct diags *diags)
{
	const char *topic = words->topic;
	const struct command_row *row =
		topic ? command_row_find(topic) : &commands_table[options->command];

	options->command = OPTIONS_HELP;
	if (!topic && !row->name)
		return STATUS_OK;
	if (row) {
		options->topic = TOPIC_COMMAND;
		options->topic_command = (enum options_command)(row - commands_table);
		return STATUS_OK;
	}
	for (size_t i = 0; i < topics_table_count; i++)
		if (strcmp(topics_table[i].name, topic) == 0)
			return options->topic = topics_table[i].topic, STATUS_OK;
	const char *nearest = nearest_name(topic, topic_name_at, NULL);
	return usage_mistake(diags, STATUS_NAME, "there is no help on “%s”%s%s%s", topic,
		nearest ? "; did you mean " : "", nearest ? nearest : "", nearest ? "?" : "");
}

static int take_operands(struct options *options, struct words *words, struct diags *diags)
{
	const struct command_row *row = &commands_table[options->command];
	const char *name = row->name ? row->name : "normscope";
	size_t count = words->operand_count;

	if (count < (size_t)row->least)
		return usage_mistake(diags, STATUS_SYNTAX, "%s needs a %s", name, row->arguments);
	if (row->most >= 0 && count > (size_t)row->most)
		return usage_mistake(diags, STATUS_SYNTAX, "%s takes %s, and “%s” is too much",
			name, row->most ? "one lesson" : "no argument", words->operands[row->most]);
	if (row->most == 1)
		options->lesson = words->operands[0];
	if (row->most < 0) {
		options->files = words->operands;
		options->file_count = count;
		words->operands = NULL;
	}
	return STATUS_OK;
}

/* "frame", or "list, frame and trace": the commands that take an option. */
static void option_commands(const struct option_row *row, struct str *out)
{
	size_t left = 0;

	for (size_t i = 0; i < OPTIONS_COMMANDS; i++)
		left += row->commands >> i & 1;
	for (size_t i = 0; i < OPTIONS_COMMANDS; i++)
		if (row->commands >> i & 1)
			str_addf(out, "%s%s", commands_table[i].name,
				--left > 1  ? ", "
				: left == 1 ? " and "
					    : "");
}

static int take_options(struct options *options, const struct words *words, struct diags *diags)
{
	for (size_t i = 0; i < words->given_count; i++) {
		const struct given *given = &words->given[i];
		int status;
		if (given->row->commands >> options->command & 1) {
			status = given->row->take(options, given->value, diags);
		} else {
			struct str commands = {0};
			option_commands(given->row, &commands);
			status = usage_mistake(diags, STATUS_COMBINATION, "--%s belongs to %s",
				given->row->name, str_text(&commands));
			str_free(&commands);
		}
		if (status != STATUS_OK)
			return status;
	}
	if (options->stop && options->at)
		return usage_mistake(
			diags, STATUS_COMBINATION, "--stop and --at exclude each other");
	return STATUS_OK;
}

static int understand(struct options *options, struct words *words, struct diags *diags)
{
	find_command(options, words);
	if (words->help)
		return find_topic(options, words, diags);
	if (words->version)
		return options->command = OPTIONS_VERSION, STATUS_OK;
	const struct options_choice *formats = commands_table[options->command].formats;
	options->format = formats ? (enum options_format)formats[0].value : FORMAT_DEFAULT;
	int status = take_operands(options, words, diags);
	return status == STATUS_OK ? take_options(options, words, diags) : status;
}

int options_parse(struct options *options, int argc, char **argv, struct diags *diags)
{
	size_t most = (size_t)(argc > 0 ? argc : 0) + 1;
	struct words words = {
		.given = calloc(most, sizeof *words.given),
		.operands = calloc(most, sizeof *words.operands),
	};
	int status;

	*options = (struct options){.seed = -1,
		.every = EVERY_BATCH,
		.theme = -1,
		.below = 0.1,
		.sets = calloc(most, sizeof *options->sets),
		.changes = calloc(most, sizeof *options->changes),
		.forks = calloc(most, sizeof *options->forks)};
	if (!words.given || !words.operands || !options->sets || !options->changes ||
		!options->forks)
		status = usage_mistake(diags, STATUS_MEMORY, "%s", status_text(STATUS_MEMORY));
	else
		status = words_read(&words, argc, argv, diags);
	if (status == STATUS_OK)
		status = understand(options, &words, diags);
	free(words.given);
	free(words.operands);
	if (status != STATUS_OK)
		options_free(options);
	return status;
}

void options_free(struct options *options)
{
	free(options->files);
	free(options->sets);
	free(options->changes);
	free(options->forks);
	*options = (struct options){.seed = -1};
}

struct options_pair options_pair(const char *text)
{
	struct options_pair pair = {.name = "", .value = ""};
	const char *sign = strchr(text, '=');

	if (!sign || (size_t)(sign - text) >= sizeof pair.name)
		return pair;
	memcpy(pair.name, text, (size_t)(sign - text));
	pair.value = sign + 1;
	return pair;
}
