/*
 * Direct colours: the description that is made is read back by curses' own reader and compared
 * with the installed one, capability by capability.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <curses.h>

#include "app/terminal_direct.h"

#include <term.h>

enum { TEXTS_MAX = 500, TEXT_MAX = 256 };

static char installed[TEXTS_MAX][TEXT_MAX];

static bool known(const char *text)
{
	return text && text != (char *)-1;
}

static bool open_type(void)
{
	int found;

	return setupterm(NULL, 1, &found) == OK;
}

static void keep_installed(void)
{
	assert_true(open_type());
	for (int i = 0; strnames[i]; i++) {
		const char *text = tigetstr(strnames[i]);
		strncpy(installed[i], known(text) ? text : "(none)", TEXT_MAX - 1);
	}
	del_curterm(cur_term);
}

static void the_copy_is_the_installed_one_with_direct_colours(void **state)
{
	static const char *const types[] = {"xterm-256color", "tmux-256color", "screen-256color"};

	(void)state;
	setenv("COLORTERM", "truecolor", 1);
	unsetenv("TERMINFO");
	for (size_t t = 0; t < sizeof types / sizeof *types; t++) {
		setenv("TERM", types[t], 1);
		if (!open_type())
			continue;
		int lines_there = tigetnum("lines"), erases = tigetflag("bce");
		del_curterm(cur_term);
		keep_installed();
		assert_true(terminal_direct_begin(1));
		assert_true(open_type());
		assert_int_equal(tigetnum("colors"), 1 << 24);
		assert_int_equal(tigetflag("RGB"), 1);
		assert_int_equal(tigetnum("lines"), lines_there);
		assert_int_equal(tigetflag("bce"), erases);
		assert_string_equal(tiparm(tigetstr("setaf"), 0x123456), "\033[38;2;18;52;86m");
		assert_string_equal(tiparm(tigetstr("setab"), 0xFFFFFF), "\033[48;2;255;255;255m");
		assert_string_equal(tiparm(tigetstr("setaf"), 3), "\033[33m");
		for (int i = 0; strnames[i]; i++) {
			const char *text = tigetstr(strnames[i]);
			if (strncmp(strnames[i], "seta", 4) != 0)
				assert_int_equal(strncmp(known(text) ? text : "(none)",
							 installed[i], TEXT_MAX - 1),
					0);
		}
		del_curterm(cur_term);
		terminal_direct_end();
		assert_null(getenv("TERMINFO"));
	}
}

static void it_is_made_only_where_it_is_wanted(void **state)
{
	static const struct {
		const char *colorterm;
		int colors;
		bool wanted;
		const char *why;
	} cases[] = {
		{"truecolor", 256, true, "as most terminals say"},
		{"24bit", 256, true, "as a few say"},
		{NULL, 256, false, "not said"},
		{"", 256, false, "said nothing"},
		{"yes", 256, false, "said something else"},
		{"truecolor", 8, false, "a description of 8 colours is not one of such a terminal"},
		{"truecolor", -1, false, "no colours"},
		{"truecolor", 1 << 24, false, "the description has them already"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (terminal_direct_wanted(cases[i].colorterm, cases[i].colors) != cases[i].wanted)
			fail_msg("%s", cases[i].why);
	setenv("TERM", "xterm-256color", 1);
	unsetenv("COLORTERM");
	assert_false(terminal_direct_begin(1));
	assert_null(getenv("TERMINFO"));
	setenv("COLORTERM", "truecolor", 1);
	setenv("TERM", "no-such-terminal", 1);
	assert_false(terminal_direct_begin(1));
}

static void what_was_set_before_is_put_back(void **state)
{
	(void)state;
	setenv("TERM", "xterm-256color", 1);
	setenv("COLORTERM", "24bit", 1);
	setenv("TERMINFO", "/lib/terminfo", 1);
	assert_true(terminal_direct_begin(1));
	assert_int_equal(strncmp(getenv("TERMINFO"), "hex:", 4), 0);
	terminal_direct_end();
	assert_string_equal(getenv("TERMINFO"), "/lib/terminfo");
	unsetenv("TERMINFO");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_copy_is_the_installed_one_with_direct_colours),
		cmocka_unit_test(it_is_made_only_where_it_is_wanted),
		cmocka_unit_test(what_was_set_before_is_put_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
