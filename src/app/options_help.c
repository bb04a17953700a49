#include "app/options_table.h"

#include <string.h>

enum { USAGE_COLUMN = 34, OPTION_COLUMN = 24, USAGE_WIDTH = 76 };

/* Blanks up to a column, at least two; `used` is in cells. */
static void pad(struct str *out, int used, int column)
{
	str_addf(out, "%*s", used + 2 > column ? 2 : column - used, "");
}

/* "  --size COLSxROWS     the size of …". */
static void option_line(const struct option_row *row, struct str *out)
{
	struct str left = {0};

	str_addf(&left, "  ");
	if (row->letter)
		str_addf(&left, "-%c, ", row->letter);
	str_addf(&left, "--%s%s%s", row->name, row->argument ? " " : "",
		row->argument ? row->argument : "");
	str_add(out, str_text(&left));
	pad(out, (int)left.len, OPTION_COLUMN);
	str_addf(out, "%s\n", row->help);
	str_free(&left);
}

/* "normscope frame LESSON [--stop N] …": the options that are the command's own. */
static void usage_line(const struct command_row *row, struct str *out)
{
	str_add(out, "normscope");
	if (row->name)
		str_addf(out, " %s", row->name);
	if (row->arguments[0])
		str_addf(out, " %s", row->arguments);
}

static void option_lines(struct str *out, unsigned commands, bool own)
{
	for (size_t i = 0; i < options_table_count; i++)
		if ((options_table[i].commands & commands) &&
			(options_table[i].commands != OPTIONS_ALL_COMMANDS) == own)
			option_line(&options_table[i], out);
}

/* On the next line where this one is full; where the line begins then. */
static size_t add_form(const char *form, size_t line_start, struct str *out)
{
	if (out->len + strlen(form) - line_start > USAGE_WIDTH) {
		line_start = out->len + 1;
		str_addf(out, "\n%*s", (int)sizeof("usage: normscope") - 1, "");
	}
	str_add(out, form);
	return line_start;
}

/*
 * The options of one command alone, in their short form: "[--stop N | --at PLACE] [--size …]". What
 * comes right behind an option that excludes it shares its brackets. Long lines are continued;
 * `line_start` is where the line begins in `out`.
 */
static void own_options(enum options_command command, size_t line_start, struct str *out)
{
	for (size_t i = 0; i < options_table_count; i++) {
		const struct option_row *row = &options_table[i];
		struct str form = {0};
		if (row->commands == OPTIONS_ALL_COMMANDS || !(row->commands >> command & 1))
			continue;
		str_addf(&form, "%s--%s%s%s%s", row->excludes_last ? " | " : " [", row->name,
			row->argument ? " " : "", row->argument ? row->argument : "",
			row[1].excludes_last ? "" : "]");
		line_start = add_form(str_text(&form), line_start, out);
		str_free(&form);
	}
	add_form(" [OPTION...]", line_start, out);
}

void options_help_commands(struct str *out)
{
	for (size_t i = 0; i < OPTIONS_COMMANDS; i++) {
		struct str left = {0};
		str_add(&left, "  ");
		usage_line(&commands_table[i], &left);
		str_add(out, str_text(&left));
		pad(out, (int)left.len, USAGE_COLUMN);
		str_addf(out, "%s\n", commands_table[i].help);
		str_free(&left);
	}
}

void options_help_command(struct str *out, enum options_command command)
{
	const struct command_row *row = &commands_table[command];
	size_t line_start = out->len;

	str_add(out, "usage: ");
	usage_line(row, out);
	own_options(command, line_start, out);
	str_addf(out, "\n\n%s\n", row->help);
	if (row->formats) {
		str_add(out, "Formats: ");
		choices_print(row->formats, ", ", out);
		str_add(out, "; the first is the default.\n");
	}
	if (command != OPTIONS_MENU && command != OPTIONS_PLAY && command != OPTIONS_CHECK &&
		command != OPTIONS_PROGRESS && command != OPTIONS_NEW &&
		command != OPTIONS_REPORT && command != OPTIONS_NOTES) {
		str_add(out, "\nIts options:\n");
		option_lines(out, 1u << command, true);
	}
	str_add(out, "\nOptions of every command:\n");
	option_lines(out, 1u << command, false);
}

void options_help(struct str *out)
{
	str_add(out,
		"normscope teaches normalization in neural networks by stepping through it.\n\n"
		"usage:\n");
	options_help_commands(out);
	str_add(out, "\noptions of some commands:\n");
	option_lines(out, ~0u, true);
	str_add(out, "\noptions of every command:\n");
	option_lines(out, ~0u, false);
	str_add(out, "\ntopics for --help, beside the commands:\n");
	for (size_t i = 0; i < topics_table_count; i++)
		str_addf(out, "  %-*s%s\n", OPTION_COLUMN - 2, topics_table[i].name,
			topics_table[i].help);
	str_add(out, "\nExit status: 0 done, 1 failed, 2 the command line was not understood.\n");
}
