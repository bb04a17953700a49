/*
 * What the tests of the terminal share: a child that runs a small event loop on a pseudo-terminal
 * and reports every event, in situations of several kinds. Included once by each of them.
 */
#ifndef TESTS_APP_TERMINAL_CHILD_H
#define TESTS_APP_TERMINAL_CHILD_H

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/keys.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "app/terminal_check.h"
#include "pty.h"

#define DA1 "\033[?62;22c"
#define THREE_CELLS "\033[3;1R\033[3;4R"

struct situation {
	const char *term;   /* TERM, or NULL: not set */
	const char *answer; /* to the probe, or NULL: silence */
	enum options_color color;
	bool no_color, ascii, hangup_ignored, no_mouse;
};

static const struct situation usual = {.term = "xterm-256color", .answer = THREE_CELLS DA1};

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
	static const char *const kinds[] = {[EVENT_TIMEOUT] = "timeout",
		[EVENT_KEY] = "key",
		[EVENT_MOUSE] = "mouse",
		[EVENT_WATCHED] = "watched",
		[EVENT_RESIZE] = "resize",
		[EVENT_SIGNAL] = "signal",
		[EVENT_GONE] = "gone"};
	char label[48] = "";
	int w, h;

	terminal_size(terminal, &w, &h);
	if (event.kind == EVENT_KEY)
		key_label(event.key, label);
	else if (event.kind == EVENT_MOUSE)
		snprintf(label, sizeof label, "%d at %d,%d", (int)event.mouse.kind, event.mouse.x,
			event.mouse.y);
	dprintf(log, "%s %s %dx%d\n", kinds[event.kind], label, w, h);
}

static int child_loop(struct terminal *terminal, int log)
{
	struct canvas *canvas = NULL;
	struct event event = {.kind = EVENT_TIMEOUT};
	int count = 0, watched[2];

	if (pipe(watched) != 0)
		return SIGABRT;
	terminal_watch(terminal, watched[0]);
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
		else if (event.kind == EVENT_KEY && event.key == 'w')
			dprintf(watched[1], "w");
		else if (event.kind == EVENT_WATCHED && read(watched[0], &(char){0}, 1) != 1)
			return SIGABRT;
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
	signal(SIGHUP, situation->hangup_ignored ? SIG_IGN : SIG_DFL);
	setenv("LC_ALL", "C.UTF-8", 1);
	terminal_locale();
}

static int child_main(const void *context, int log)
{
	const struct situation *situation = context;
	struct terminal_wishes wishes = {.color = situation->color, .ascii = situation->ascii, .mouse = !situation->no_mouse};
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

/* Starts it and answers its question. */
static struct pty *pty_open(const struct situation *situation)
{
	struct pty *pty = pty_start(child_main, situation);

	if (situation->answer) {
		pty_expect_text(pty, "\033[c");
		pty_type(pty, situation->answer);
	}
	pty_expect(pty, "open ");
	pty_expect_text(pty, "picture");
	pty_settle(pty);
	return pty;
}

static inline void quit(struct pty *pty)
{
	pty_type(pty, "q");
	pty_expect(pty, "ended with 0");
	pty_free(pty);
}

static const char *last_of(const char *text, const char *part)
{
	const char *last = NULL;

	for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
		last = at;
	return last;
}

/* The modes as before, the alternate screen left, the cursor shown again, the mouse given back. */
static inline void assert_restored(struct pty *pty, const char *why)
{
	static const char *const mice[] = {"\033[?1000", "\033[?1002", "\033[?1006"};

	pty_settle(pty);
	pty_assert_modes(pty, why);
	if (!strstr(pty->text, "\033[?1049l"))
		fail_msg("%s: the alternate screen was not left", why);
	if (!strstr(pty->text, "\033[?25h") ||
		last_of(pty->text, "\033[?25l") > last_of(pty->text, "\033[?25h"))
		fail_msg("%s: the cursor is hidden", why);
	if (last_of(pty->text, "\033[?2026h") > last_of(pty->text, "\033[?2026l"))
		fail_msg("%s: the synchronized output is not over", why);
	for (size_t i = 0; i < sizeof mice / sizeof *mice; i++) {
		const char *last = last_of(pty->text, mice[i]);
		if (last && last[strcspn(last, "hl")] == 'h')
			fail_msg("%s: the mouse is still heard", why);
	}
}

#endif
