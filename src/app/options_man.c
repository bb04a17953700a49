/* The manual page and the words that shells complete, both from the tables of the command line. */
#include "app/action.h"
#include "app/options_table.h"

/* One line of text for troff: no backslash and no point at its start is taken for a command. */
static void add_text(struct str *out, const char *text)
{
	if (text[0] == '.' || text[0] == '\'')
		str_add(out, "\\&");
	for (; *text; text++) {
		if (*text == '\\')
			str_add(out, "\\e");
		else if (*text == '-')
			str_add(out, "\\-");
		else
			str_add_char(out, *text);
	}
}

static void add_section(struct str *out, const char *name)
{
	str_addf(out, ".SH %s\n", name);
}

static void add_item(struct str *out, const char *item, const char *help)
{
	str_add(out, ".TP\n.B ");
	add_text(out, item);
	str_add_char(out, '\n');
	add_text(out, help);
	str_add_char(out, '\n');
}

/* A text of many lines, as it stands. */
static void add_as_it_stands(struct str *out, const char *text)
{
	str_add(out, ".nf\n");
	while (*text) {
		struct str line = {0};
		const char *end = text;
		while (*end && *end != '\n')
			end++;
		str_add_bytes(&line, text, (size_t)(end - text));
		add_text(out, str_text(&line));
		str_add_char(out, '\n');
		str_free(&line);
		text = *end ? end + 1 : end;
	}
	str_add(out, ".fi\n");
}

static void add_commands(struct str *out)
{
	add_section(out, "COMMANDS");
	for (size_t i = 0; i < OPTIONS_COMMANDS; i++) {
		const struct command_row *row = &commands_table[i];
		struct str usage = {0};
		str_addf(&usage, "normscope%s%s%s%s", row->name ? " " : "",
			row->name ? row->name : "", row->arguments[0] ? " " : "", row->arguments);
		add_item(out, str_text(&usage), row->help);
		str_free(&usage);
	}
}

static void add_options(struct str *out)
{
	add_section(out, "OPTIONS");
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];
		struct str option = {0};
		if (row->letter)
			str_addf(&option, "-%c, ", row->letter);
		str_addf(&option, "--%s%s%s", row->name, row->argument ? " " : "",
			row->argument ? row->argument : "");
		add_item(out, str_text(&option), row->help);
		str_free(&option);
	}
}

static void add_keys(struct str *out)
{
	struct str keys = {0};

	add_section(out, "KEYS");
	action_print_keys(&keys);
	add_as_it_stands(out, str_text(&keys));
	str_free(&keys);
}

static void add_surroundings(struct str *out)
{
	add_section(out, "ENVIRONMENT");
	add_item(out, "NO_COLOR", "Set to anything: no colours.");
	add_item(out, "XDG_STATE_HOME",
		"Where a folder normscope keeps the history of commands and what was shown once; "
		"~/.local/state where it is not set.");
	add_section(out, "EXIT STATUS");
	add_item(out, "0", "Done.");
	add_item(out, "1", "Failed; a message on standard error says why.");
	add_item(out, "2", "The command line was not understood.");
	add_section(out, "MORE");
	add_text(out, "normscope --help TOPIC prints the tables that lessons and --set use:");
	str_add_char(out, '\n');
	for (size_t i = 0; i < topics_table_count; i++)
		add_item(out, topics_table[i].name, topics_table[i].help);
}

void options_man(struct str *out)
{
	str_add(out, ".TH NORMSCOPE 1 \"\" \"normscope " VERSION "\" \"User Commands\"\n");
	add_section(out, "NAME");
	add_text(out, "normscope - step through normalization in neural networks");
	str_add_char(out, '\n');
	add_section(out, "SYNOPSIS");
	str_add(out, ".B normscope\n[COMMAND] [LESSON] [OPTION...]\n");
	add_section(out, "DESCRIPTION");
	add_text(out, "A terminal program that teaches normalization in neural networks: input "
		      "normalization and batch norm, stage by stage, forward and back, with every "
		      "number on the screen. Without arguments it shows the menu of lessons.");
	str_add_char(out, '\n');
	add_commands(out);
	add_options(out);
	add_keys(out);
	add_surroundings(out);
}

/* "command NAME", "option NAME ARGUMENT", "topic NAME", each with its help, between tabs. */
void options_words(struct str *out)
{
	for (size_t i = 0; i < OPTIONS_COMMANDS; i++)
		if (commands_table[i].name)
			str_addf(out, "command\t%s\t%s\t%s\n", commands_table[i].name,
				commands_table[i].arguments, commands_table[i].help);
	for (size_t i = 0; i < options_table_count; i++)
		str_addf(out, "option\t--%s\t%s\t%s\n", options_table[i].name,
			options_table[i].argument ? options_table[i].argument : "",
			options_table[i].help);
	for (size_t i = 0; i < topics_table_count; i++)
		str_addf(out, "topic\t%s\t\t%s\n", topics_table[i].name, topics_table[i].help);
}
