/*
 * The tables of the command line, read by the parser and by the help text.
 *
 * Errors:  the lookups return NULL for an unknown name.
 * Memory:  all constant.
 */
#ifndef APP_OPTIONS_TABLE_H
#define APP_OPTIONS_TABLE_H

#include "app/options.h"

struct options_choice {
	const char *name; /* NULL closes a list */
	int value;
};

enum { OPTIONS_ALL_COMMANDS = (1 << OPTIONS_COMMANDS) - 1 };

struct command_row {
	const char *name;                     /* NULL: understood without a word */
	const char *arguments;                /* as the usage line shows them */
	int least, most;                      /* how many arguments; most −1: any number */
	const struct options_choice *formats; /* the first is the default; NULL: none */
	const char *help;                     /* one sentence */
};

struct option_row {
	const char *name;     /* without the dashes */
	char letter;          /* short form, or 0 */
	const char *argument; /* as the help shows it, or NULL */
	unsigned commands;    /* bits 1 << enum options_command */
	int (*take)(struct options *options, const char *value, struct diags *diags);
	const char *help;
	bool excludes_last; /* may not stand together with the option of the row before */
};

struct topic_row {
	const char *name;
	enum options_topic topic;
	const char *help;
};

extern const struct command_row commands_table[OPTIONS_COMMANDS];
extern const struct option_row options_table[];
extern const size_t options_table_count;
extern const struct topic_row topics_table[];
extern const size_t topics_table_count;

const struct command_row *command_row_find(const char *name);

/* Adds one mistake with the hint where help is; returns status. */
int usage_mistake(struct diags *diags, int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The choice of that name, or NULL. Appends "text, tsv" for messages and help. */
const struct options_choice *choice_find(const struct options_choice *choices, const char *name);
void choices_print(const struct options_choice *choices, const char *between, struct str *out);

#endif
