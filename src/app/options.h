/*
 * The command line: what normscope was asked to do.
 *
 * Two tables say everything: the commands with their arguments, and the options with the commands
 * that take them. The parser and the help text read the same tables.
 *
 * Rules:   options may stand anywhere, `--` ends them, long ones may be shortened while they stay
 *          clear, and of one given twice the last counts; only --set, --change and --fork add up.
 * Errors:  the first mistake, as one sentence with the nearest known word, in `diags`.
 * Memory:  the texts are borrowed from argv; options_free gives back the lists.
 */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "draw/glyph_set.h"

enum options_command {
	OPTIONS_MENU, /* no argument */
	OPTIONS_PLAY, /* a lesson's name, number or file */
	OPTIONS_LIST,
	OPTIONS_CHECK,
	OPTIONS_FRAME,
	OPTIONS_TRACE,
	OPTIONS_SWEEP,
	OPTIONS_PROGRESS,
	OPTIONS_NEW,
	OPTIONS_NOTES,
	OPTIONS_REPORT,
	OPTIONS_COMMANDS, /* above: the rows of the table */
	OPTIONS_HELP = OPTIONS_COMMANDS,
	OPTIONS_VERSION
};

enum options_format {
	FORMAT_DEFAULT, /* the command's first */
	FORMAT_TEXT,
	FORMAT_TSV,
	FORMAT_ANSI,
	FORMAT_ROLES, /* what each cell means, a letter each: for tests of themes and panels */
	FORMAT_JSONL,
	FORMAT_CSV
};

enum options_every { EVERY_STAGE, EVERY_BATCH, EVERY_EPOCH, EVERY_RUN };
enum options_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* What `--help TOPIC` asks for; a command's name gives TOPIC_COMMAND. */
enum options_topic {
	TOPIC_GENERAL,
	TOPIC_SETTINGS,
	TOPIC_QUANTITIES,
	TOPIC_KEYS,
	TOPIC_STAGES,
	TOPIC_COMMANDS,
	TOPIC_MAN,
	TOPIC_WORDS,
	TOPIC_COMMAND
};

enum { OPTIONS_SETS_MAX = 60 };                 /* --set of one command line */
enum { OPTIONS_SIDE_MAX = 1000 };               /* cells of a --size */
enum { OPTIONS_FAILED = 1, OPTIONS_USAGE = 2 }; /* exit statuses beside 0 */

struct options {
	enum options_command command;
	const char *lesson; /* of play, frame and trace; NULL otherwise */
	const char **files; /* [file_count]; of check */
	size_t file_count;
	const char **sets; /* [set_count] NAME=VALUE, in the order given */
	size_t set_count;
	const char **changes; /* [change_count] PLACE: NAME=VALUE, in the order given */
	size_t change_count;
	const char **forks; /* [fork_count] as in a lesson's header, in the order given */
	size_t fork_count;
	const char *across, *down;  /* NAME=VALUE,… of sweep, or NULL */
	long seeds;                 /* of sweep; 0: not given */
	double below;               /* of sweep: the loss that counts as learned */
	const char *log;            /* where answers are appended, or NULL */
	bool fresh;                 /* lessons begin at their first stop, with no answers */
	const char *data;           /* a CSV file, or NULL */
	long seed;                  /* −1: not given */
	int stop;                   /* from 1; 0: not given */
	const char *at;             /* a place in words, or NULL */
	const char *look;           /* as a lesson's look, or NULL */
	int cols, rows;             /* cells; 0: not given */
	enum options_format format; /* never FORMAT_DEFAULT for a command that has formats */
	enum options_every every;   /* EVERY_BATCH when not given */
	bool twin;                  /* the second of two runs */
	enum options_color color;
	int theme; /* enum theme; −1: not given */
	enum glyph_set glyphs;
	bool no_mouse;            /* the terminal keeps it, to mark text with */
	bool glyphs_said;         /* asked for by name: an old terminal is not second-guessed */
	enum options_topic topic; /* of OPTIONS_HELP */
	enum options_command topic_command; /* of TOPIC_COMMAND */
};

/*
 * Reads a command line. 0 with *options filled; or STATUS_SYNTAX, STATUS_NAME, STATUS_RANGE,
 * STATUS_COMBINATION (all are usage mistakes: the program ends with OPTIONS_USAGE) or
 * STATUS_MEMORY, with *options empty. Values of --set are checked against the settings table.
 */
int options_parse(struct options *options, int argc, char **argv, struct diags *diags);
void options_free(struct options *options);

/* The name of a setting in "NAME=VALUE", and its value behind the sign. */
struct options_pair {
	char name[64]; /* "" when there is no '=' or the name is too long */
	const char *value;
};
struct options_pair options_pair(const char *text);

/* Appends what `normscope --help` prints: usage, options, topics. */
void options_help(struct str *out);

/* Appends the help of one command: its usage, what it does, its options. */
void options_help_command(struct str *out, enum options_command command);

/* Appends the manual page in troff's man macros. */
void options_man(struct str *out);

/* Appends every word of the command line with its kind and help, for shells that complete. */
void options_words(struct str *out);

/* Appends the usage line and one sentence for each command (--help commands). */
void options_help_commands(struct str *out);

#endif
