/* The mouse of a real terminal: what is asked for, what is understood, and that it is given back. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/terminal_child.h"

/* Button, column and row as terminals send them: from 1, or behind a blank. */
static const struct {
	const char *term, *bytes;
	const char *expected[4]; /* in this order */
	const char *why;
} heard[] = {
	{"xterm-256color", "\033[<0;10;5M", {"mouse 0 at 9,4"}, "a press"},
	{"xterm-256color", "\033[<0;10;5M\033[<0;10;5m", {"mouse 0 at 9,4", "mouse 2 at 9,4"},
		"a quick click is a press, then a release"},
	{"xterm-256color", "\033[<0;1;1M\033[<32;2;1M\033[<0;3;1m",
		{"mouse 0 at 0,0", "mouse 1 at 1,0", "mouse 2 at 2,0"}, "a drag"},
	{"xterm-256color", "\033[<64;80;24M", {"mouse 3 at 79,23"}, "the wheel up, in the corner"},
	{"xterm-256color", "\033[<65;3;4M\033[<65;3;4M", {"mouse 4 at 2,3", "mouse 4 at 2,3"},
		"the wheel down, twice"},
	{"xterm-256color", "\033[<2;3;4M\033[<2;3;4mx", {"key x"}, "the right button is no one's"},
	{"xterm-256color", "\033[<0;3;4Mx", {"mouse 0 at 2,3", "key x"}, "then a key"},
	{"screen-256color", "\033[M *%", {"mouse 0 at 9,4"}, "the old encoding"},
	{"tmux-256color", "\033[Ma\"$", {"mouse 4 at 1,3"}, "the wheel in it"},
};

/* Leaves, and the mouse is given back. */
static void leave(struct pty *pty, const char *why)
{
	pty_type(pty, "q");
	pty_expect(pty, "ended with 0");
	assert_restored(pty, why);
	pty_free(pty);
}

static void the_mouse_is_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof heard / sizeof *heard; i++) {
		struct situation situation = usual;
		situation.term = heard[i].term;
		struct pty *pty = pty_open(&situation);
		pty_type(pty, heard[i].bytes);
		const char *at = NULL;
		for (int part = 0; part < 4 && heard[i].expected[part]; part++)
			at = pty_expect_next(pty, at, heard[i].expected[part]);
		leave(pty, heard[i].why);
	}
}

static void who_wants_none_has_none(void **state)
{
	static const struct {
		const char *term;
		bool no_mouse, asks;
	} cases[] = {{"xterm-256color", false, true}, {"xterm-256color", true, false},
		{"vt100", false, false}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct situation situation = usual;
		situation.term = cases[i].term;
		situation.no_mouse = cases[i].no_mouse;
		situation.answer = i < 2 ? usual.answer : NULL;
		struct pty *pty = pty_open(&situation);
		if ((strstr(pty->text, "\033[?1002h") != NULL) != cases[i].asks)
			fail_msg("%s %d", cases[i].term, cases[i].no_mouse);
		quit(pty);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_mouse_is_understood),
		cmocka_unit_test(who_wants_none_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
