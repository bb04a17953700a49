#define _GNU_SOURCE
#include "app/probe.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "app/signals.h"
#include "app/terminal_clock.h"

enum { ESCAPE = 27, BELL = 7 };

/*
 * The cursor is saved and put back, so that what stands on its line stays. The letters are wiped
 * before the closing question: whoever sees its answer sees a clean line.
 */
#define ASK_SAVE "\0337\033[6n"
#define ASK_LETTERS "─μ█\033[6n"
#define ASK_REST "\033[?2026$p\033]11;?\033\\\0338\033[K\033[c"

static enum probe_verdict hand_out(struct probe_filter *filter, enum probe_verdict verdict)
{
	memcpy(filter->out, filter->held, filter->held_count);
	filter->count = filter->held_count;
	filter->held_count = 0;
	return verdict;
}

/* A control sequence ends with a letter; a reply has only digits and such before it. */
static enum probe_verdict control_verdict(const struct probe_filter *filter, char byte)
{
	bool question = filter->held_count > 2 && filter->held[2] == '?';

	if (filter->held_count == 2 || (byte && strchr("0123456789;?$", byte)))
		return PROBE_HOLD;
	if (byte == 'R' || (question && (byte == 'c' || byte == 'y')))
		return PROBE_REPLY;
	return PROBE_KEYS;
}

/* The answer about the background, "ESC ] 11 ; …", ends with BEL or ESC \. */
static enum probe_verdict string_verdict(const struct probe_filter *filter, char byte)
{
	size_t count = filter->held_count;

	if (count == 3 && byte != '1')
		return PROBE_KEYS;
	return byte == BELL || (byte == '\\' && filter->held[count - 2] == ESCAPE) ? PROBE_REPLY
										   : PROBE_HOLD;
}

static enum probe_verdict held_verdict(const struct probe_filter *filter, char byte)
{
	if (filter->held[0] != ESCAPE || filter->held_count == PROBE_REPLY_MAX)
		return PROBE_KEYS;
	if (filter->held_count == 1)
		return PROBE_HOLD;
	if (filter->held[1] == '[')
		return control_verdict(filter, byte);
	return filter->held[1] == ']' ? string_verdict(filter, byte) : PROBE_KEYS;
}

enum probe_verdict probe_feed(struct probe_filter *filter, char byte)
{
	bool in_string = filter->held_count > 1 && filter->held[1] == ']';

	/* Esc was typed, and a reply came right behind it. */
	if (byte == ESCAPE && filter->held_count && !in_string) {
		hand_out(filter, PROBE_KEYS);
		filter->held[filter->held_count++] = byte;
		return PROBE_KEYS;
	}
	filter->held[filter->held_count++] = byte;
	enum probe_verdict verdict = held_verdict(filter, byte);
	return verdict == PROBE_HOLD ? PROBE_HOLD : hand_out(filter, verdict);
}

enum probe_verdict probe_flush(struct probe_filter *filter)
{
	return filter->held_count ? hand_out(filter, PROBE_KEYS) : PROBE_HOLD;
}

/* "rgb:ffff/ffff/ffff": one to four hexadecimal digits a part. Returns its lightness, or −1. */
static double colour_lightness(const char *text)
{
	static const double weights[] = {0.2126, 0.7152, 0.0722};
	double lightness = 0;

	for (int i = 0; i < 3; i++) {
		size_t digits = strspn(text, "0123456789abcdefABCDEF");
		if (digits < 1 || digits > 4)
			return -1;
		double full = (double)((1L << 4 * digits) - 1);
		lightness += weights[i] * (double)strtol(text, NULL, 16) / full;
		text += digits + (text[digits] == '/');
	}
	return lightness;
}

static void take_cursor(struct probe *probe, const char *reply)
{
	int row, column;

	if (sscanf(reply, "\033[%d;%dR", &row, &column) != 2)
		return;
	/* A smaller column than before means that the letters ran over the edge: nothing is known. */
	if (probe->column > 0 && column > probe->column)
		probe->wide = column - probe->column > 3;
	probe->column = column;
}

void probe_take(struct probe *probe, const char *reply, size_t count)
{
	char text[PROBE_REPLY_MAX + 1];
	int state;

	memcpy(text, reply, count);
	text[count] = '\0';
	const char *colour = strstr(text, "rgb:");
	if (text[1] == ']' && colour)
		probe->light = colour_lightness(colour + 4) > 0.5;
	else if (text[count - 1] == 'R')
		take_cursor(probe, text);
	else if (text[count - 1] == 'y' && sscanf(text, "\033[?2026;%d$y", &state) == 1)
		probe->sync = state == 1 || state == 2; /* 0 unknown, 3 and 4 fixed */
	else if (text[count - 1] == 'c')
		probe->answered = true;
}

static void keep_typed(struct probe *probe)
{
	size_t room = PROBE_TYPED_MAX - probe->typed_count;
	size_t count = probe->filter.count < room ? probe->filter.count : room;

	memcpy(probe->typed + probe->typed_count, probe->filter.out, count);
	probe->typed_count += count;
}

static void take_verdict(struct probe *probe, enum probe_verdict verdict)
{
	if (verdict == PROBE_REPLY)
		probe_take(probe, probe->filter.out, probe->filter.count);
	else if (verdict == PROBE_KEYS)
		keep_typed(probe);
}

/* Reads until the closing answer, the end of the time or of the terminal. */
static void read_answers(struct probe *probe, int input)
{
	long end = clock_ms() + PROBE_MS;
	char bytes[256];

	while (!probe->answered) {
		struct pollfd wait = {.fd = input, .events = POLLIN};
		long left = end - clock_ms();
		if (left <= 0)
			break;
		int ready = poll(&wait, 1, (int)left);
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready <= 0)
			break;
		ssize_t count = read(input, bytes, sizeof bytes);
		if (count <= 0)
			break;
		for (ssize_t i = 0; i < count; i++)
			take_verdict(probe, probe_feed(&probe->filter, bytes[i]));
	}
	if (probe->answered)
		take_verdict(probe, probe_flush(&probe->filter));
}

bool probe_worthwhile(const char *term)
{
	static const char *const silent[] = {"linux", "vt", "dumb", "ansi", "cons", "pcansi",
		"wsvt", "sun", "hurd", "cygwin", "unknown", NULL};

	if (!term || !term[0])
		return false;
	for (size_t i = 0; silent[i]; i++)
		if (strncmp(term, silent[i], strlen(silent[i])) == 0)
			return false;
	return true;
}

void probe_ask(struct probe *probe, int input, int output, bool wide_letters)
{
	const char *question = wide_letters ? ASK_SAVE ASK_LETTERS ASK_REST : ASK_SAVE ASK_REST;
	struct termios before, quiet;

	*probe = (struct probe){.answered = false};
	/* From the background, tcsetattr would stop the program before it said a word. */
	if (!signals_foreground(input) || tcgetattr(input, &before) != 0)
		return;
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	quiet.c_cc[VMIN] = 1;
	quiet.c_cc[VTIME] = 0;
	if (tcsetattr(input, TCSANOW, &quiet) != 0)
		return;
	if (write(output, question, strlen(question)) == (ssize_t)strlen(question))
		read_answers(probe, input);
	tcsetattr(input, TCSANOW, &before);
}

bool probe_light_environment(const char *colorfgbg)
{
	const char *last = colorfgbg ? strrchr(colorfgbg, ';') : NULL;

	return last && (strcmp(last, ";7") == 0 || strcmp(last, ";15") == 0);
}
