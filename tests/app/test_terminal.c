/* The terminal while it is used: keys, sizes, bytes, and every way to end. */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/ioctl.h>

#include "app/terminal_child.h"

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

static void test_endings(void **state)
{
	static const struct {
		const char *key; /* typed, or NULL */
		int send;        /* sent, or 0 */
		int signal;      /* that it ended by; 0: a normal end */
		const char *why;
		bool crash;
	} cases[] = {
		{"q", 0, 0, "q"},
		{"\003", 0, SIGINT, "ctrl+C"},
		{"\034", 0, SIGQUIT, "ctrl+\\"},
		{NULL, SIGTERM, SIGTERM, "TERM"},
		{NULL, SIGHUP, SIGHUP, "HUP"},
		{NULL, SIGINT, SIGINT, "INT"},
		{NULL, SIGQUIT, SIGQUIT, "QUIT"},
		{"S", 0, SIGSEGV, "a wrong address", true},
		{"A", 0, SIGABRT, "abort", true},
		{"B", 0, SIGBUS, "a bus error", true},
		{"F", 0, SIGFPE, "a wrong sum", true},
		{"I", 0, SIGILL, "a wrong instruction", true},
		{NULL, SIGSEGV, SIGSEGV, "SEGV from outside", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pty *pty = pty_open(&usual);
		char ended[40];
		if (cases[i].key)
			pty_type(pty, cases[i].key);
		else
			kill(pty->child, cases[i].send);
		pty_expect(pty, "ended ");
		pty_expect(pty, "\n");
		snprintf(ended, sizeof ended, "ended by signal %d\n", cases[i].signal);
		bool as_said = strstr(pty->report, cases[i].signal ? ended : "ended with 0");
		/* A sanitizer sits on such signals before us and turns them into a status. */
		if (SANITIZED && cases[i].crash)
			as_said = as_said || strstr(pty->report, "ended with 1");
		if (!as_said)
			fail_msg("%s: %s", cases[i].why, pty->report);
		assert_restored(pty, cases[i].why);
		pty_free(pty);
	}
}

static void test_stop_and_go_on(void **state)
{
	struct pty *pty = pty_open(&usual);

	(void)state;
	pty_type(pty, "\032");
	pty_expect(pty, "stopped");
	assert_restored(pty, "stopped");
	pty_forget(pty);
	kill(pty->child, SIGCONT);
	pty_expect(pty, "resize  80x24");
	pty_expect_text(pty, "\033[?1049h");
	pty_expect_text(pty, "picture");
	pty_type(pty, "\033[A"); /* not the form that terminfo announces */
	pty_expect(pty, "key Up");
	quit(pty);
}

/* A signal while it is stopped: it ends, and draws nothing again. */
static void test_end_while_stopped(void **state)
{
	struct pty *pty = pty_open(&usual);

	(void)state;
	pty_type(pty, "\032");
	pty_expect(pty, "stopped");
	pty_forget(pty);
	kill(pty->child, SIGTERM);
	kill(pty->child, SIGCONT);
	pty_expect(pty, "ended by signal 15");
	pty_settle(pty);
	assert_null(strstr(pty->text, "\033[?1049h"));
	pty_free(pty);
}

static void test_keys(void **state)
{
	static const struct {
		const char *bytes, *label;
	} cases[] = {{"\033[C", "Right"}, {"\033OC", "Right"}, {"\033[D", "Left"},
		{"\033OB", "Down"}, {"\033[6~", "PgDn"}, {"\033[5~", "PgUp"}, {"\033[1~", "Home"},
		{"\033OF", "End"}, {" ", "Space"}, {"\177", "Backspace"}, {"\b", "Backspace"},
		{"\r", "Enter"}, {"\n", "Enter"}, {"\t", "Tab"}, {"\033[Z", "Shift+Tab"},
		{"\014", "ctrl+L"}, {"ẑ", "ẑ"}, {"\033OP", "F1"}, {"]", "]"}, {"\033", "Escape"}};
	struct pty *pty = pty_open(&usual);
	char expected[40];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pty_forget(pty);
		pty_type(pty, cases[i].bytes);
		snprintf(expected, sizeof expected, "key %s ", cases[i].label);
		pty_expect(pty, expected);
	}
	quit(pty);
}

/* Nothing while nobody types, little for a change of one cell, not too much for a whole screen. */
static void test_bytes(void **state)
{
	struct pty *pty = pty_open(&usual);

	(void)state;
	pty_forget(pty);
	assert_false(pty_read(pty, 300));
	pty_type(pty, "x"); /* is heard and changes nothing */
	pty_expect(pty, "key x");
	pty_settle(pty);
	assert_int_equal(pty->text_count, 0);
	pty_forget(pty);
	pty_type(pty, "\014");
	pty_expect(pty, "key ctrl+L");
	pty_expect_text(pty, "picture");
	pty_settle(pty);
	assert_true(pty->text_count > 1840 * 3); /* each glyph has three bytes */
	quit(pty);
}

/* Repeated keys that are already there cost one picture, not one each. */
static void test_flood(void **state)
{
	struct pty *pty = pty_open(&usual);
	size_t one;

	(void)state;
	pty_forget(pty);
	pty_type(pty, "+");
	pty_expect(pty, "key +");
	pty_settle(pty);
	one = pty->text_count;
	pty_forget(pty);
	kill(pty->child, SIGSTOP);
	pty_expect(pty, "stopped");
	pty_type(pty, "++++++++++++++++++++++++++++++++++++++++x");
	kill(pty->child, SIGCONT);
	pty_expect(pty, "key x");
	pty_settle(pty);
	if (pty->text_count > 4 * one)
		fail_msg("%zu bytes for a flood, %zu for a key", pty->text_count, one);
	quit(pty);
}

static void test_resize(void **state)
{
	static const struct winsize sizes[] = {{20, 60, 0, 0}, {1, 1, 0, 0}, {100, 300, 0, 0},
		{3, 200, 0, 0}, {60, 2, 0, 0}, {24, 80, 0, 0}};
	struct pty *pty = pty_open(&usual);
	char expected[40];

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		pty_forget(pty);
		ioctl(pty->master, TIOCSWINSZ, &sizes[i]);
		snprintf(expected, sizeof expected, "resize  %dx%d", sizes[i].ws_col,
			sizes[i].ws_row);
		pty_expect(pty, expected);
		if (sizes[i].ws_col > 10)
			pty_expect_text(pty, "picture");
	}
	quit(pty);
}

/* What another thread says comes between keys, once, and a key after it is not lost. */
static void test_watched(void **state)
{
	struct pty *pty = pty_open(&usual);

	(void)state;
	pty_forget(pty);
	pty_type(pty, "w");
	pty_expect(pty, "key w 80x24\nwatched  80x24");
	pty_type(pty, "+");
	pty_expect(pty, "watched  80x24\nkey + 80x24");
	quit(pty);
}

static void test_terminal_gone(void **state)
{
	(void)state;
	for (int ignored = 0; ignored < 2; ignored++) {
		struct situation situation = usual;
		situation.hangup_ignored = ignored;
		struct pty *pty = pty_open(&situation);
		close(pty->master);
		pty->master = -1;
		pty_expect(pty, "ended ");
		pty_expect(pty, "\n");
		/* The kernel tells the shell alone; a shell would hand the signal on. */
		if (!strstr(pty->report, "ended with 0") &&
			!strstr(pty->report, "ended by signal 1\n"))
			fail_msg("hang-up %s: %s", ignored ? "ignored" : "heard", pty->report);
		/* It did not spin: a read that fails at once takes all the time there is. */
		assert_true(atoi(strstr(pty->report, "cpu ") + 4) < 2000);
		pty_free(pty);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_endings),
		cmocka_unit_test(test_stop_and_go_on),
		cmocka_unit_test(test_end_while_stopped),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_flood),
		cmocka_unit_test(test_resize),
		cmocka_unit_test(test_watched),
		cmocka_unit_test(test_terminal_gone),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
