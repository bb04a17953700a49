/*
 * What the commands of the `:` line do: one function each, named in command_line.c's table.
 *
 * `text` is the whole line, `at` where the arguments begin in it. A mistake says what would be right
 * and where it stands, and then nothing was done.
 */
#ifndef APP_LINE_COMMANDS_H
#define APP_LINE_COMMANDS_H

#include "app/command_line.h"

/* False, with the mistake, where no lesson is open. */
bool line_needs_lesson(
	const struct session *session, const char *name, struct line_mistake *mistake);

/* The bytes of the parameter's name that a text begins with: its numbers may have blanks between. */
size_t line_name_size(const char *text);

enum effect line_go(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);
enum effect line_set(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);
enum effect line_put(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);
enum effect line_row(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);
enum effect line_until(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);
enum effect line_data(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);
enum effect line_open(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);
enum effect line_save(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);
enum effect line_help(
	struct session *session, const char *text, size_t at, struct line_mistake *mistake);

#endif
