#define _GNU_SOURCE
#include "app/terminal_check.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <curses.h>

#include "base/status.h"

/* The last one, because it turns common words into macros. */
#include <term.h>

#define INSTEAD "`normscope frame LESSON` prints a picture, `normscope trace LESSON` the numbers"

void terminal_locale(void)
{
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C");
}

bool terminal_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

bool terminal_color_wanted(enum options_color wish)
{
	const char *no_color = getenv("NO_COLOR");

	return wish == COLOR_ALWAYS || (wish == COLOR_AUTO && !(no_color && no_color[0]));
}

int terminal_refuse(struct diags *diags, const char *format, ...)
{
	struct str text = {0};
	va_list args;

	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	diag_add(diags, STATUS_TERMINAL, (struct diag_place){.file = NULL}, "%s", str_text(&text));
	str_free(&text);
	return STATUS_TERMINAL;
}

int terminal_check(int input, int output, struct diags *diags)
{
	const char *term = getenv("TERM");

	if (!isatty(output))
		return terminal_refuse(diags,
			"normscope draws on a terminal, and standard output is not one; " INSTEAD);
	if (!isatty(input))
		return terminal_refuse(diags, "normscope reads keys from a terminal, and standard "
					      "input is not one; " INSTEAD);
	if (!term || !term[0])
		return terminal_refuse(
			diags, "TERM is not set, so the kind of terminal is not known; " INSTEAD);
	if (strcmp(term, "dumb") == 0)
		return terminal_refuse(
			diags, "a terminal of type dumb cannot be drawn on; " INSTEAD);
	return STATUS_OK;
}

void terminal_add_capability(struct str *out, const char *text)
{
	while (text && *text) {
		const char *padding = strstr(text, "$<");
		const char *end = padding ? strchr(padding, '>') : NULL;
		str_add_bytes(out, text, end ? (size_t)(padding - text) : strlen(text));
		text = end ? end + 1 : NULL;
	}
}

int terminal_check_type(int output, struct diags *diags)
{
	int found = 0;
	bool known = setupterm(NULL, output, &found) == OK && cursor_address;

	if (cur_term)
		del_curterm(cur_term);
	if (known)
		return STATUS_OK;
	return terminal_refuse(diags,
		"the terminal type '%.40s' is not known here or cannot be drawn on; is TERM right?",
		getenv("TERM"));
}
