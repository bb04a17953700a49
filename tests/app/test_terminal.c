/*
 * The terminal on a pseudo-terminal. A child runs a small event loop and reports every event on a
 * pipe; this process plays the terminal that the child runs on: it answers the probe or keeps
 * silent, types, resizes, sends signals, hangs up. Between them stands a session leader in the
 * part of a shell: without one the kernel lets nobody be stopped.
 */
#define _GNU_SOURCE
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "app/keys.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "app/terminal_check.h"
#include "app/terminal_clock.h"

enum { DEADLINE_MS = 10000, QUIET_MS = 80, TEXT_MAX = 1 << 18, LOG_MAX = 1 << 14 };

#ifdef __SANITIZE_ADDRESS__
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif

#define DA1 "\033[?62;22c"
#define THREE_CELLS "\033[3;1R\033[3;4R"

struct situation {
	const char *term;   /* TERM, or NULL: not set */
	const char *answer; /* to the probe, or NULL: silence */
	enum options_color color;
	bool no_color, ascii, hangup_ignored;
};

struct pty {
	int master, slave; /* the slave is kept open to read its modes when the child is gone */
	int log;
	pid_t leader, child;
	struct termios before;
	char text[TEXT_MAX]; /* what was written to the terminal since the last look */
	size_t text_count;
	char report[LOG_MAX]; /* what the child reported, a line each */
	size_t report_count;
};

static const struct situation usual = {.term = "xterm-256color", .answer = THREE_CELLS DA1};

/* ---- The child. ---- */

static void draw(struct terminal *terminal, struct canvas **canvas, int count)
{
	int w, h;

	terminal_size(terminal, &w, &h);
	if (!*canvas || (*canvas)->w != w || (*canvas)->h != h) {
		canvas_free(*canvas);
		*canvas = canvas_new(w, h, terminal_ascii(terminal));
	}
	canvas_text(*canvas, 0, 0, ROLE_TITLE, "picture", -1);
	for (int y = 1; y < h; y++)
		for (int x = 0; x < w; x++) {
			uint32_t glyph = 0x2801 + (uint32_t)((x * y + count) % 255);
			canvas_put(*canvas, x, y, glyph, (enum role)(ROLE_TEXT + x % 20));
			canvas_ground(*canvas, x, y, (enum role)(ROLE_BAND_0 + y % BANDS));
		}
	terminal_show(terminal, *canvas, -1, -1);
}

/* The capital letters end the child in a hurry. */
static void crash_on(uint32_t key)
{
	static const struct {
		uint32_t key;
		int signal;
	} ends[] = {{'S', SIGSEGV}, {'A', SIGABRT}, {'B', SIGBUS}, {'F', SIGFPE}, {'I', SIGILL}};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (key == ends[i].key)
			raise(ends[i].signal);
}

static void report_event(int log, const struct terminal *terminal, struct event event)
{
	static const char *const kinds[] = {"timeout", "key", "resize", "signal", "gone"};
	char label[KEYS_NAME_MAX] = "";
	int w, h;

	terminal_size(terminal, &w, &h);
	if (event.kind == EVENT_KEY)
		key_label(event.key, label);
	dprintf(log, "%s %s %dx%d\n", kinds[event.kind], label, w, h);
}

static int child_loop(struct terminal *terminal, int log)
{
	struct canvas *canvas = NULL;
	struct event event = {.kind = EVENT_TIMEOUT};
	int count = 0;

	while (event.kind != EVENT_GONE && event.kind != EVENT_SIGNAL && event.key != 'q') {
		if (!terminal_key_pending(terminal))
			draw(terminal, &canvas, count);
		event = terminal_wait(terminal, -1);
		report_event(log, terminal, event);
		crash_on(event.key);
		if (event.kind == EVENT_KEY && event.key == KEYS_CTRL('L'))
			terminal_repaint(terminal);
		else if (event.kind == EVENT_KEY && event.key == '+')
			count++;
	}
	canvas_free(canvas);
	return event.kind == EVENT_SIGNAL ? event.signal : 0;
}

static void set_environment(const struct situation *situation)
{
	unsetenv("TERM");
	unsetenv("COLORFGBG");
	unsetenv("NO_COLOR");
	if (situation->term)
		setenv("TERM", situation->term, 1);
	if (situation->no_color)
		setenv("NO_COLOR", "1", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	terminal_locale();
}

static int child_main(const struct situation *situation, int log)
{
	struct terminal_wishes wishes = {.color = situation->color, .ascii = situation->ascii};
	struct diags diags = {.count = 0};
	struct terminal *terminal;

	set_environment(situation);
	if (terminal_open(&terminal, &wishes, &diags) != 0) {
		dprintf(log, "refused %s\n", diags.list[0].text);
		diags_free(&diags);
		return 1;
	}
	dprintf(log, "open %s\n", terminal_ascii(terminal) ? "ascii" : "unicode");
	int number = child_loop(terminal, log);
	terminal_close(terminal);
	if (number)
		signals_die(number);
	return 0;
}

/* ---- The session leader. ---- */

static void start_child(const struct situation *situation, int slave, int log)
{
	struct rlimit none = {0, 0};

	setpgid(0, 0);
	tcsetpgrp(slave, getpid());
	for (int fd = 0; fd < 3; fd++)
		dup2(slave, fd);
	close(slave);
	for (int number = 1; number < 32; number++)
		signal(number, SIG_DFL);
	if (situation->hangup_ignored)
		signal(SIGHUP, SIG_IGN);
	setrlimit(RLIMIT_CORE, &none);
	_exit(child_main(situation, log));
}

/* Reports how the child stops and ends; the CPU time it took in ms. */
static _Noreturn void lead(const struct situation *situation, struct pty *pty, int log)
{
	struct rusage usage;
	int status = 0;

	setsid();
	close(pty->master);
	ioctl(pty->slave, TIOCSCTTY, 0);
	signal(SIGHUP, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
	pid_t child = fork();
	if (child == 0)
		start_child(situation, pty->slave, log);
	close(pty->slave);
	dprintf(log, "pid %d\n", (int)child);
	while (waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status))
		dprintf(log, "stopped\n");
	getrusage(RUSAGE_CHILDREN, &usage);
	dprintf(log, "cpu %ld\n", usage.ru_utime.tv_sec * 1000 + usage.ru_utime.tv_usec / 1000);
	if (WIFSIGNALED(status))
		dprintf(log, "ended by signal %d\n", WTERMSIG(status));
	else
		dprintf(log, "ended with %d\n", WEXITSTATUS(status));
	_exit(0);
}

/* ---- The terminal. ---- */

/*
 * Reads what is there on one side; false when nothing came in time. When the room is full the
 * oldest is forgotten: the child must not wait because nobody reads.
 */
static bool take(int fd, char *text, size_t *count, size_t most, int timeout_ms)
{
	struct pollfd wait = {.fd = fd, .events = POLLIN};

	if (fd < 0 || poll(&wait, 1, timeout_ms) <= 0)
		return false;
	if (*count >= most - 1)
		*count = 0;
	ssize_t got = read(fd, text + *count, most - 1 - *count);
	if (got <= 0)
		return false;
	*count += (size_t)got;
	text[*count] = '\0';
	return true;
}

static bool take_text(struct pty *pty, int timeout_ms)
{
	return take(pty->master, pty->text, &pty->text_count, TEXT_MAX, timeout_ms);
}

static bool take_report(struct pty *pty, int timeout_ms)
{
	return take(pty->log, pty->report, &pty->report_count, LOG_MAX, timeout_ms);
}

/* Reads until nothing comes any more. */
static void settle(struct pty *pty)
{
	while (take_text(pty, QUIET_MS))
		;
}

static void forget(struct pty *pty)
{
	settle(pty);
	pty->text_count = pty->report_count = 0;
	pty->text[0] = pty->report[0] = '\0';
}

static void expect_text(struct pty *pty, const char *part)
{
	long end = clock_ms() + DEADLINE_MS;

	while (!strstr(pty->text, part)) {
		take_text(pty, 100);
		if (clock_ms() > end)
			fail_msg("'%s' was not written", part);
	}
}

/* Waits for a report; the terminal is read meanwhile, lest the child wait for it. */
static void expect(struct pty *pty, const char *part)
{
	long end = clock_ms() + DEADLINE_MS;

	while (!strstr(pty->report, part)) {
		take_text(pty, 0);
		take_report(pty, 10);
		if (clock_ms() > end)
			fail_msg("'%s' was not reported, but '%s'", part, pty->report);
	}
}

static void type(struct pty *pty, const char *bytes)
{
	assert_int_equal(write(pty->master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

static struct pty *pty_start(const struct situation *situation)
{
	struct pty *pty = calloc(1, sizeof *pty);
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	int log[2];

	assert_non_null(pty);
	assert_int_equal(pipe(log), 0);
	pty->log = log[0];
	pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_true(pty->master >= 0 && grantpt(pty->master) == 0 && unlockpt(pty->master) == 0);
	pty->slave = open(ptsname(pty->master), O_RDWR | O_NOCTTY);
	assert_true(pty->slave >= 0);
	ioctl(pty->master, TIOCSWINSZ, &size);
	tcgetattr(pty->slave, &pty->before);
	pty->leader = fork();
	assert_true(pty->leader >= 0);
	if (pty->leader == 0)
		lead(situation, pty, log[1]);
	close(log[1]);
	expect(pty, "pid ");
	expect(pty, "\n");
	pty->child = (pid_t)atoi(strstr(pty->report, "pid ") + 4);
	return pty;
}

/* Starts it and answers its question. */
static struct pty *pty_open(const struct situation *situation)
{
	struct pty *pty = pty_start(situation);

	if (situation->answer) {
		expect_text(pty, "\033[c");
		type(pty, situation->answer);
	}
	expect(pty, "open ");
	expect_text(pty, "picture");
	settle(pty);
	return pty;
}

static void pty_free(struct pty *pty)
{
	waitpid(pty->leader, NULL, 0);
	if (pty->master >= 0)
		close(pty->master);
	close(pty->slave);
	close(pty->log);
	free(pty);
}

static void quit(struct pty *pty)
{
	type(pty, "q");
	expect(pty, "ended with 0");
	pty_free(pty);
}

static const char *last_of(const char *text, const char *part)
{
	const char *last = NULL;

	for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
		last = at;
	return last;
}

static void assert_modes(struct pty *pty, const char *why)
{
	struct termios after;

	tcgetattr(pty->slave, &after);
	if (after.c_lflag != pty->before.c_lflag || after.c_iflag != pty->before.c_iflag ||
		after.c_oflag != pty->before.c_oflag || after.c_cflag != pty->before.c_cflag ||
		memcmp(after.c_cc, pty->before.c_cc, sizeof after.c_cc) != 0)
		fail_msg("%s: the modes are not as before", why);
}

/* The modes as before, the alternate screen left, the cursor shown again. */
static void assert_restored(struct pty *pty, const char *why)
{
	settle(pty);
	assert_modes(pty, why);
	if (!strstr(pty->text, "\033[?1049l"))
		fail_msg("%s: the alternate screen was not left", why);
	if (!strstr(pty->text, "\033[?25h") ||
		last_of(pty->text, "\033[?25l") > last_of(pty->text, "\033[?25h"))
		fail_msg("%s: the cursor is hidden", why);
	if (last_of(pty->text, "\033[?2026h") > last_of(pty->text, "\033[?2026l"))
		fail_msg("%s: the synchronized output is not over", why);
}

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
			type(pty, cases[i].key);
		else
			kill(pty->child, cases[i].send);
		expect(pty, "ended ");
		expect(pty, "\n");
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
	type(pty, "\032");
	expect(pty, "stopped");
	assert_restored(pty, "stopped");
	forget(pty);
	kill(pty->child, SIGCONT);
	expect(pty, "resize  80x24");
	expect_text(pty, "\033[?1049h");
	expect_text(pty, "picture");
	type(pty, "\033[A"); /* not the form that terminfo announces */
	expect(pty, "key Up");
	quit(pty);
}

/* A signal while it is stopped: it ends, and draws nothing again. */
static void test_end_while_stopped(void **state)
{
	struct pty *pty = pty_open(&usual);

	(void)state;
	type(pty, "\032");
	expect(pty, "stopped");
	forget(pty);
	kill(pty->child, SIGTERM);
	kill(pty->child, SIGCONT);
	expect(pty, "ended by signal 15");
	settle(pty);
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
		forget(pty);
		type(pty, cases[i].bytes);
		snprintf(expected, sizeof expected, "key %s ", cases[i].label);
		expect(pty, expected);
	}
	quit(pty);
}

/* Nothing while nobody types, little for a change of one cell, not too much for a whole screen. */
static void test_bytes(void **state)
{
	struct pty *pty = pty_open(&usual);

	(void)state;
	forget(pty);
	assert_false(take_text(pty, 300));
	type(pty, "x"); /* is heard and changes nothing */
	expect(pty, "key x");
	settle(pty);
	assert_int_equal(pty->text_count, 0);
	forget(pty);
	type(pty, "\014");
	expect(pty, "key ctrl+L");
	expect_text(pty, "picture");
	settle(pty);
	assert_true(pty->text_count > 1840 * 3); /* each glyph has three bytes */
	quit(pty);
}

/* Repeated keys that are already there cost one picture, not one each. */
static void test_flood(void **state)
{
	struct pty *pty = pty_open(&usual);
	size_t one;

	(void)state;
	forget(pty);
	type(pty, "+");
	expect(pty, "key +");
	settle(pty);
	one = pty->text_count;
	forget(pty);
	kill(pty->child, SIGSTOP);
	expect(pty, "stopped");
	type(pty, "++++++++++++++++++++++++++++++++++++++++x");
	kill(pty->child, SIGCONT);
	expect(pty, "key x");
	settle(pty);
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
		forget(pty);
		ioctl(pty->master, TIOCSWINSZ, &sizes[i]);
		snprintf(expected, sizeof expected, "resize  %dx%d", sizes[i].ws_col,
			sizes[i].ws_row);
		expect(pty, expected);
		if (sizes[i].ws_col > 10)
			expect_text(pty, "picture");
	}
	quit(pty);
}

static void test_probe(void **state)
{
	static const struct {
		const char *answer;
		const char *open;
		bool sync;
		const char *why;
	} cases[] = {
		{THREE_CELLS "\033[?2026;2$y\033]11;rgb:0/0/0\033\\" DA1, "open unicode", true,
			"modern"},
		{"\033[3;1R\033[3;7R" DA1, "open ascii", false, "a CJK terminal"},
		{NULL, "open unicode", false, "a silent one"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct situation situation = usual;
		situation.answer = cases[i].answer;
		struct pty *pty = pty_open(&situation);
		if (!strstr(pty->report, cases[i].open))
			fail_msg("%s: %s", cases[i].why, pty->report);
		if ((strstr(pty->text, "\033[?2026h") != NULL) != cases[i].sync)
			fail_msg("%s: synchronized output", cases[i].why);
		type(pty, "q");
		expect(pty, "ended with 0");
		assert_restored(pty, cases[i].why);
		pty_free(pty);
	}
}

/* Keys that were typed before the picture came arrive, in their order. */
static void test_typed_ahead(void **state)
{
	struct situation situation = usual;

	(void)state;
	situation.answer = "ab\033[C" THREE_CELLS "c" DA1 "d";
	struct pty *pty = pty_open(&situation);
	type(pty, "q");
	expect(pty, "ended with 0");
	assert_non_null(strstr(pty->report,
		"key a 80x24\nkey b 80x24\nkey Right 80x24\nkey c 80x24\nkey d 80x24\nkey q"));
	pty_free(pty);
}

/* Answers that come when nobody waits any more are no keys, and keys beside them are. */
static void test_late_answers(void **state)
{
	struct situation situation = usual;

	(void)state;
	situation.answer = NULL;
	struct pty *pty = pty_open(&situation);
	forget(pty);
	type(pty,
		"a\033[3;1R\033[3;4R\033[?2026;2$yb\033]11;rgb:ffff/ffff/ffff\033\\\033[?62;22cc");
	expect(pty, "key c");
	assert_string_equal(pty->report, "key a 80x24\nkey b 80x24\nkey c 80x24\n");
	forget(pty);
	type(pty, "\033");
	expect(pty, "key Escape");
	quit(pty);
}

/* ctrl+C while the terminal is being asked: it ends by it, the modes as before. */
static void test_interrupted_probe(void **state)
{
	struct pty *pty = pty_start(&usual);

	(void)state;
	expect_text(pty, "\033[c");
	type(pty, "\003");
	expect(pty, "ended by signal 2");
	assert_modes(pty, "ctrl+C while asked");
	pty_free(pty);
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
		expect(pty, "ended ");
		expect(pty, "\n");
		/* The kernel tells the shell alone; a shell would hand the signal on. */
		if (!strstr(pty->report, "ended with 0") &&
			!strstr(pty->report, "ended by signal 1\n"))
			fail_msg("hang-up %s: %s", ignored ? "ignored" : "heard", pty->report);
		/* It did not spin: a read that fails at once takes all the time there is. */
		assert_true(atoi(strstr(pty->report, "cpu ") + 4) < 2000);
		pty_free(pty);
	}
}

/* A colour is set by a sequence that ends with m and has a 3x, 4x, 9x or 10x in it. */
static bool has_color(const char *text)
{
	for (const char *at = text; (at = strstr(at, "\033[")) != NULL; at++) {
		size_t digits = strspn(at + 2, "0123456789;:");
		if (at[2 + digits] != 'm')
			continue;
		for (const char *number = at + 2; number < at + 2 + digits; number++) {
			long value = strtol(number, (char **)&number, 10);
			if ((value >= 30 && value <= 48) || value >= 90)
				return true;
		}
	}
	return false;
}

static void test_colors_and_letters(void **state)
{
	static const struct {
		struct situation situation;
		bool color, ascii;
		const char *why;
	} cases[] = {
		{{"xterm-256color", THREE_CELLS DA1}, true, false, "256 colours"},
		{{"screen-256color", THREE_CELLS DA1}, true, false, "inside screen"},
		{{"xterm", THREE_CELLS DA1}, true, false, "8 colours"},
		{{"linux", NULL}, true, true, "the console is not asked, and gets ASCII"},
		{{"vt100", NULL}, false, true, "neither is a vt100, without colours"},
		{{"xterm-256color", THREE_CELLS DA1, COLOR_NEVER}, false, false, "--color never"},
		{{"xterm-256color", THREE_CELLS DA1, COLOR_AUTO, true}, false, false, "NO_COLOR"},
		{{"xterm-256color", THREE_CELLS DA1, COLOR_ALWAYS, true}, true, false,
			"--color always"},
		{{"xterm-256color", THREE_CELLS DA1, COLOR_AUTO, false, true}, true, true,
			"--ascii"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pty *pty = pty_open(&cases[i].situation);
		const char *from = strstr(pty->text, "picture");
		bool ascii = true;
		for (const char *at = from; *at; at++)
			ascii = ascii && (unsigned char)*at < 0x80;
		if (has_color(pty->text) != cases[i].color)
			fail_msg("%s: colour is %d", cases[i].why, !cases[i].color);
		if (ascii != cases[i].ascii)
			fail_msg("%s: ascii is %d", cases[i].why, ascii);
		quit(pty);
	}
}

static void test_refusals(void **state)
{
	static const struct {
		const char *term;
		const char *part;
	} cases[] = {
		{NULL, "TERM is not set"},
		{"", "TERM is not set"},
		{"dumb", "a terminal of type dumb cannot be drawn on; `normscope frame"},
		{"elephant", "the terminal type 'elephant' is not known here"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct situation situation = {.term = cases[i].term};
		struct pty *pty = pty_start(&situation);
		expect(pty, "ended with 1");
		if (!strstr(pty->report, cases[i].part))
			fail_msg("%s", pty->report);
		settle(pty);
		assert_int_equal(pty->text_count, 0);
		pty_free(pty);
	}
}

static void test_no_terminal(void **state)
{
	struct diags diags = {.count = 0};
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_not_equal(terminal_check(ends[0], ends[1], &diags), 0);
	assert_non_null(strstr(diags.list[0].text, "standard output is not one"));
	diags_free(&diags);
	close(ends[0]);
	close(ends[1]);
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
		cmocka_unit_test(test_probe),
		cmocka_unit_test(test_typed_ahead),
		cmocka_unit_test(test_late_answers),
		cmocka_unit_test(test_interrupted_probe),
		cmocka_unit_test(test_terminal_gone),
		cmocka_unit_test(test_colors_and_letters),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_no_terminal),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
