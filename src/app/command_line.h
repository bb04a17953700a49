/*
 * The `:` line: every action by its name, and the commands that take words, in one table.
 *
 * A line is [COUNT] NAME [ARGUMENTS]; the count may stand behind an action's name, too.
 * Errors:  one sentence that says what would be right, with the place in the line.
 */
#ifndef APP_COMMAND_LINE_H
#define APP_COMMAND_LINE_H

#include "app/action.h"
#include "app/complete.h"

struct line_mistake {
	struct str why; /* empty: there is none */
	size_t at;      /* bytes of the line before the mistake */
};

struct line_command {
	const char *name;
	const char *arguments; /* "NAME VALUE" */
	const char *help;
	enum complete_kind completes;
	/* `text` is the line, `at` where the arguments begin in it. */
	enum effect (*run)(
		struct session *session, const char *text, size_t at, struct line_mistake *mistake);
};

extern const struct line_command line_commands[];
extern const size_t line_commands_count;

/* Does what the line says. A mistake is put into *mistake, and nothing was done. */
enum effect command_line_run(
	struct session *session, const char *text, struct line_mistake *mistake);

/* Where the line's first word begins behind blanks and a count, how long it is, and the count. */
struct line_head {
	size_t at, size;
	long count;       /* 1 where none is said */
	bool counted;     /* one is said */
	size_t arguments; /* where the next word begins, or the end */
};
struct line_head line_head_read(const char *text);

/* The command of that name, or NULL. */
const struct line_command *line_command_find(const char *name, size_t size);

/* The setting of a name, or of its part behind the dot where only one has it; NULL. */
const struct setting *line_setting(const char *name);

/* Fills lines of the help page, at most `room`; returns how many. They stay valid. */
size_t command_line_hints(struct key_hint *hints, size_t room);

/* Appends the commands as `normscope --help keys` and the help page show them. */
void command_line_print(struct str *out);

#endif
