#define _GNU_SOURCE
#include "app/terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>
#include <curses.h>

#include "app/keys.h"
#include "app/keys_queue.h"
#include "app/probe.h"
#include "app/signals.h"
#include "app/terminal_check.h"
#include "app/terminal_clock.h"
#include "app/terminal_direct.h"
#include "app/terminal_mouse.h"
#include "app/terminal_paint.h"
#include "base/status.h"
#include "draw/theme.h"

/* The last one, because it turns common words (lines, columns, bell) into macros. */
#include <term.h>

enum {
	INPUT = STDIN_FILENO,
	OUTPUT = STDOUT_FILENO,
	ESCAPE_MS = 25,      /* after which a lone Esc is the Esc key */
	EMPTY_READS_MAX = 64 /* "readable", and then nothing: the terminal is gone */
};

#define SYNC_BEGIN "\033[?2026h"
#define SYNC_END "\033[?2026l"

struct terminal {
	SCREEN *screen;
	WINDOW *keys;         /* read from a pad: reading from the screen would draw it */
	struct termios modes; /* as found */
	struct painter painter;
	bool ascii;
	bool left;  /* endwin was called: the screen is not ours */
	bool gone;  /* nobody is at the terminal */
	int w, h;   /* cells */
	bool stale; /* nobody knows what stands there: it must be made blank */
	struct probe probe;
	struct keys_queue typed; /* to be read before what the terminal sends */
	uint32_t peeked;         /* a key already read, or KEYS_NONE */
	struct terminal_mouse mouse;
	int empty_reads;
	int watched;       /* a descriptor, or −1 */
	bool watched_came; /* it is readable, and was not told yet */
};

/* What curses calls a key. */
static const struct {
	int code;
	uint32_t key;
} curses_keys[] = {
#define CURSES_ROW(key, name, sign, code) {code, key},
	KEYS_LIST(CURSES_ROW)
#undef CURSES_ROW
		{KEY_ENTER, KEYS_ENTER},
	{KEY_FIND, KEYS_HOME},
	{KEY_SELECT, KEYS_END},
};

enum { CURSES_KEYS = sizeof(curses_keys) / sizeof(curses_keys[0]) };

static int curses_code(uint32_t key)
{
	for (size_t i = 0; i < CURSES_KEYS; i++)
		if (curses_keys[i].key == key)
			return curses_keys[i].code;
	return ERR;
}

/* After ctrl+Z a terminal may still be in the other keypad mode, so both forms are understood. */
static bool start_keys(struct terminal *t)
{
	t->keys = newpad(1, 1);
	if (!t->keys) {
		endwin();
		delscreen(t->screen);
		return false;
	}
	cbreak();
	noecho();
	nonl();
	keypad(t->keys, TRUE);
	nodelay(t->keys, TRUE);
	typeahead(-1); /* the event loop itself looks for keys before it draws */
	set_escdelay(ESCAPE_MS);
	for (size_t i = 0; i < keys_sequences_count; i++) {
		char bytes[KEYS_SEQUENCE_MAX + 2];
		snprintf(bytes, sizeof bytes, "\033%s", keys_sequences[i].bytes);
		define_key(bytes, curses_code(keys_sequences[i].key));
	}
	return true;
}

/* Prepares what a crash writes. The order matters: the alternate screen is left last. */
static void arm(const struct terminal *t)
{
	struct str bytes = {0};

	if (t->probe.sync)
		str_add(&bytes, SYNC_END);
	str_add(&bytes, terminal_mouse_end(&t->mouse));
	terminal_add_capability(&bytes, exit_attribute_mode);
	terminal_add_capability(&bytes, keypad_local);
	terminal_add_capability(&bytes, cursor_normal);
	terminal_add_capability(&bytes, exit_ca_mode ? exit_ca_mode : "\r\n");
	signals_arm(INPUT, OUTPUT, &t->modes, str_text(&bytes), bytes.len);
	str_free(&bytes);
}

static void take_size(struct terminal *t)
{
	t->w = COLS;
	t->h = LINES;
	painter_size(&t->painter, t->w, t->h);
	t->stale = true;
}

/* The probe comes before newterm, which takes the keyboard over. */
static void ask_terminal(struct terminal *t, const struct terminal_wishes *wishes)
{
	bool ask = probe_worthwhile(getenv("TERM"));

	if (ask) {
		probe_ask(&t->probe, INPUT, OUTPUT, terminal_utf8() && !wishes->ascii);
		keys_queue_begin(&t->typed, &t->probe);
	}
	bool light = t->probe.light || probe_light_environment(getenv("COLORFGBG"));

	painter_found(&t->painter, light ? THEME_LIGHT : THEME_NIGHT);
	t->ascii = wishes->ascii || !terminal_utf8() || (!wishes->trust && (!ask || t->probe.wide));
}

static int start(struct terminal *t, const struct terminal_wishes *wishes, struct diags *diags)
{
	if (tcgetattr(INPUT, &t->modes) != 0 || signals_open() != STATUS_OK)
		return terminal_refuse(diags, "the terminal does not answer: %s", strerror(errno));
	signals_arm(INPUT, OUTPUT, &t->modes, "", 0);
	ask_terminal(t, wishes);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	bool direct = terminal_color_wanted(wishes->color) && terminal_direct_begin(OUTPUT);
	t->screen = newterm(NULL, stdout, stdin);
	if (direct)
		terminal_direct_end();
	if (direct && !t->screen)
		t->screen = newterm(NULL, stdout, stdin);
	if (!t->screen || !start_keys(t)) {
		signals_close();
		return terminal_refuse(diags, "the terminal cannot be opened");
	}
	painter_start(&t->painter, wishes->color, t->ascii);
	terminal_mouse_start(&t->mouse, wishes->mouse);
	take_size(t);
	arm(t);
	return STATUS_OK;
}

int terminal_open(
	struct terminal **ret_terminal, const struct terminal_wishes *wishes, struct diags *diags)
{
	int status = terminal_check(INPUT, OUTPUT, diags);

	if (status == STATUS_OK)
		status = terminal_check_type(OUTPUT, diags);
	if (status != STATUS_OK)
		return status;
	struct terminal *t = calloc(1, sizeof *t);
	if (!t)
		return diag_add(diags, STATUS_MEMORY, (struct diag_place){.file = NULL}, "%s",
			status_text(STATUS_MEMORY));
	t->watched = -1;
	status = start(t, wishes, diags);
	if (status == STATUS_OK)
		*ret_terminal = t;
	else
		free(t);
	return status;
}

/* All of it: a terminal that is gone is noticed where keys are read. */
static void send_bytes(const char *bytes, size_t count)
{
	while (count > 0) {
		ssize_t sent = write(OUTPUT, bytes, count);
		struct pollfd wait = {.fd = OUTPUT, .events = POLLOUT};
		if (sent < 0 && errno == EAGAIN)
			poll(&wait, 1, -1);
		else if (sent < 0 && errno != EINTR)
			return;
		bytes += sent > 0 ? sent : 0;
		count -= sent > 0 ? (size_t)sent : 0;
	}
}

/* Gives the screen back. Where there is no second one, the picture stays, above a clean line. */
static void leave(struct terminal *t)
{
	terminal_mouse_leave(&t->mouse);
	if (!exit_ca_mode) {
		pen_begin(&t->painter.pen, "");
		pen_move(&t->painter.pen, 0, t->h - 1);
		str_add(&t->painter.pen.out, clr_eol ? clr_eol : "");
		send_bytes(str_text(&t->painter.pen.out), t->painter.pen.out.len);
	}
	endwin();
	t->left = true;
}

void terminal_close(struct terminal *t)
{
	if (!t)
		return;
	/* Once left it may be another program's: then even its modes are not ours to set. */
	if (!t->left) {
		leave(t);
		tcsetattr(INPUT, TCSADRAIN, &t->modes);
	}
	delwin(t->keys);
	delscreen(t->screen);
	signals_close();
	painter_free(&t->painter);
	free(t);
}

void terminal_size(const struct terminal *t, int *ret_w, int *ret_h)
{
	*ret_w = t->w;
	*ret_h = t->h;
}

bool terminal_ascii(const struct terminal *t)
{
	return t->ascii;
}

enum theme terminal_theme(const struct terminal *t)
{
	return t->painter.palette.theme;
}

void terminal_use_theme(struct terminal *t, enum theme theme)
{
	if (theme == t->painter.palette.theme)
		return;
	painter_theme(&t->painter, theme);
	terminal_repaint(t);
}

/* Shown or hidden; a terminal that cannot hide it has it parked in a corner. */
static void show_cursor(struct terminal *t, int x, int y)
{
	bool focus = x >= 0 && x < t->w && y >= 0 && y < t->h;

	curs_set(focus ? 1 : 0);
	if (focus)
		pen_move(&t->painter.pen, x, y);
	else if (!cursor_invisible)
		pen_move(&t->painter.pen, 0, t->h - 1);
}

/* Curses believes that its screen is blank, always, so it clears it and takes the modes again. */
static void make_blank(struct terminal *t)
{
	clearok(curscr, TRUE);
	refresh();
	painter_forget(&t->painter);
	t->stale = false;
}

void terminal_show(struct terminal *t, const struct canvas *canvas, int focus_x, int focus_y)
{
	struct str *out = &t->painter.pen.out;
	const char *begin = t->probe.sync ? SYNC_BEGIN : "", *end = t->probe.sync ? SYNC_END : "";

	if (t->left)
		return;
	if (t->stale) {
		send_bytes(begin, strlen(begin));
		make_blank(t);
	}
	pen_begin(&t->painter.pen, begin);
	painter_show(&t->painter, canvas);
	show_cursor(t, focus_x, focus_y);
	if (out->len == strlen(begin))
		return;
	str_add(out, end);
	if (out->failed)
		t->stale = true;
	else
		send_bytes(str_text(out), out->len);
	terminal_mouse_shown(&t->mouse);
}

void terminal_hear_mouse(struct terminal *t, bool hear)
{
	terminal_mouse_hear(&t->mouse, hear);
}

void terminal_repaint(struct terminal *t)
{
	t->stale = true;
}

static uint32_t key_of_curses(int code)
{
	for (size_t i = 0; i < CURSES_KEYS; i++)
		if (curses_keys[i].code == code)
			return curses_keys[i].key;
	return KEYS_NONE;
}

/* Nothing more to read: what was held as an answer's beginning gets a moment for its rest. */
static bool held_completes(struct terminal *t)
{
	struct pollfd wait = {.fd = INPUT, .events = POLLIN};

	if (!keys_queue_holds(&t->typed))
		return false;
	if (poll(&wait, 1, ESCAPE_MS) == 1 && wait.revents == POLLIN)
		return true;
	keys_queue_settle(&t->typed);
	return false;
}

/* The next key that is there; does not wait. Sets t->gone when reading finds no terminal. */
static bool read_key(struct terminal *t, uint32_t *ret_key)
{
	wint_t code;

	if (t->peeked != KEYS_NONE) {
		*ret_key = t->peeked;
		t->peeked = KEYS_NONE;
		return true;
	}
	if (t->left || keys_queue_take(&t->typed, ret_key))
		return !t->left;
	if (terminal_mouse_take(&t->mouse))
		return *ret_key = KEYS_MOUSE, true;
	for (;;) {
		errno = 0;
		int kind = wget_wch(t->keys, &code);
		if (kind == ERR && errno == EIO)
			t->gone = true;
		if (kind == ERR && (t->gone || !held_completes(t)))
			return keys_queue_take(&t->typed, ret_key);
		if (kind == ERR)
			continue;
		t->empty_reads = 0;
		if (kind == KEY_CODE_YES && code == KEY_MOUSE)
			terminal_mouse_read(&t->mouse);
		if (terminal_mouse_take(&t->mouse))
			return *ret_key = KEYS_MOUSE, true;
		if (kind == KEY_CODE_YES && (*ret_key = key_of_curses((int)code)) != KEYS_NONE)
			return true;
		if (kind == OK && keys_queue_read(&t->typed, (uint32_t)code, ret_key))
			return true;
	}
}

bool terminal_key_pending(struct terminal *t)
{
	struct pollfd wait = {.fd = signals_fd(), .events = POLLIN};

	return t->peeked != KEYS_NONE || read_key(t, &t->peeked) || poll(&wait, 1, 0) == 1;
}

/* Asks for the size, and has curses forget what it believes to stand on the screen. */
static struct event resize(struct terminal *t)
{
	struct winsize size;

	if (ioctl(OUTPUT, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resize_term(size.ws_row, size.ws_col);
	take_size(t);
	return (struct event){.kind = EVENT_RESIZE};
}

/* Takes the screen again after the program stood still. */
static struct event resume(struct terminal *t)
{
	t->left = false;
	terminal_mouse_resume(&t->mouse);
	reset_prog_mode();
	arm(t);
	return resize(t);
}

static struct event stand_still(struct terminal *t)
{
	t->left = true;
	signals_disarm();
	int number = signals_stop(INPUT);
	if (number)
		return (struct event){.kind = EVENT_SIGNAL, .signal = number};
	return resume(t);
}

struct event terminal_suspend(struct terminal *t)
{
	leave(t);
	return stand_still(t);
}

static struct event signal_event(struct terminal *t, int number)
{
	if (number == SIGTSTP)
		return terminal_suspend(t);
	if (number == SIGCONT)
		return signals_foreground(INPUT) ? resume(t) : stand_still(t);
	if (number == SIGWINCH)
		return resize(t);
	return (struct event){.kind = EVENT_SIGNAL, .signal = number};
}

/* Waits until there is a key or a signal; false when the time is over. */
static bool wait_input(struct terminal *t, int timeout_ms)
{
	struct pollfd wait[] = {{.fd = INPUT, .events = POLLIN},
		{.fd = signals_fd(), .events = POLLIN}, {.fd = t->watched, .events = POLLIN}};
	int ready = poll(wait, 3, timeout_ms);

	if (ready <= 0)
		return ready < 0;
	t->watched_came = wait[2].revents != 0;
	if (wait[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		t->gone = true;
	if (wait[0].revents & POLLIN && ++t->empty_reads > EMPTY_READS_MAX)
		t->gone = true;
	return true;
}

void terminal_watch(struct terminal *t, int fd)
{
	t->watched = fd;
	t->watched_came = false;
}

struct event terminal_wait(struct terminal *t, int timeout_ms)
{
	long end = clock_ms() + timeout_ms;

	for (;;) {
		int number = signals_take();
		uint32_t key;
		if (number)
			return signal_event(t, number);
		if (read_key(t, &key))
			return (struct event){.kind = key == KEYS_MOUSE ? EVENT_MOUSE : EVENT_KEY,
				.key = key,
				.mouse = t->mouse.now};
		if (t->gone)
			return (struct event){.kind = EVENT_GONE};
		if (t->watched_came) {
			t->watched_came = false;
			return (struct event){.kind = EVENT_WATCHED};
		}
		long left = timeout_ms < 0 ? -1 : end - clock_ms();
		if (timeout_ms >= 0 && left < 0)
			left = 0;
		if (!wait_input(t, (int)left))
			return (struct event){.kind = EVENT_TIMEOUT};
	}
}
