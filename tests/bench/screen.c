/*
 * The program on a pseudo-terminal: bytes and time from a key to the last byte that it draws.
 *
 * A terminal program is done when it waits for the next key: this end reads until nothing comes for
 * a while, and takes the time of the last byte that came. Nothing here interprets what is drawn.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"
#include "clock.h"

enum { FIRST_MS = 400, QUIET_MS = 60, STEPS = 30, STOPS = 8, REPEATS = 40, FEW = 4 };

struct terminal_seen {
	int master;
	pid_t child;
	char bytes[1 << 20];
	size_t count;
};

/* What came after one key. */
struct answer {
	size_t bytes;
	double ms;  /* from the key to the last byte */
	double own; /* of the processor, by all threads of the program; −1: not known */
};

/* Terminal queries are answered as a plain xterm would: who it is, and nothing else. */
static void answer_queries(struct terminal_seen *seen, size_t from)
{
	static const char who[] = "\033[?1;2c";

	seen->bytes[seen->count] = '\0';
	if (strstr(seen->bytes + from, "\033[c"))
		(void)!write(seen->master, who, sizeof who - 1);
}

/*
 * Reads until `quiet_ms` pass without a byte, or `first_ms` before the first; the time at which the
 * last one came.
 */
static double read_until_quiet(struct terminal_seen *seen, int first_ms, int quiet_ms)
{
	struct pollfd wait = {.fd = seen->master, .events = POLLIN};
	double last = clock_seconds();

	seen->count = 0;
	while (poll(&wait, 1, seen->count ? quiet_ms : first_ms) > 0 &&
		seen->count < sizeof seen->bytes - 1) {
		size_t from = seen->count, room = sizeof seen->bytes - 1 - seen->count;
		ssize_t got = read(seen->master, seen->bytes + seen->count, room);

		if (got <= 0)
			break;
		seen->count += (size_t)got;
		last = clock_seconds();
		answer_queries(seen, from);
	}
	return last;
}

/* What the program has computed so far, in milliseconds, or −1: its own clock, however busy others
 * keep the machine. */
static double own_ms(const struct terminal_seen *seen)
{
	struct timespec now;
	clockid_t clock;

	if (clock_getcpuclockid(seen->child, &clock) != 0 || clock_gettime(clock, &now) != 0)
		return -1;
	return 1e3 * (double)now.tv_sec + 1e-6 * (double)now.tv_nsec;
}

static struct answer press(struct terminal_seen *seen, const char *keys)
{
	struct answer answer;
	double start = clock_seconds(), own = own_ms(seen);

	(void)!write(seen->master, keys, strlen(keys));
	answer.ms = 1e3 * (read_until_quiet(seen, FIRST_MS, QUIET_MS) - start);
	answer.bytes = seen->count;
	answer.own = own < 0 ? -1 : own_ms(seen) - own;
	return answer;
}

static void be_the_program(const char *slave, const char *program, int w, int h)
{
	struct winsize size = {.ws_col = (unsigned short)w, .ws_row = (unsigned short)h};
	int fd;

	setsid();
	fd = open(slave, O_RDWR);
	ioctl(fd, TIOCSCTTY, 0);
	ioctl(fd, TIOCSWINSZ, &size);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	setenv("TERM", "xterm-256color", 1);
	setenv("XDG_STATE_HOME", "/nonexistent", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	execl(program, program, "five-stages", (char *)NULL);
	_exit(127);
}

static bool open_program(struct terminal_seen *seen, const char *program, int w, int h)
{
	seen->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (seen->master < 0 || grantpt(seen->master) || unlockpt(seen->master))
		return false;
	const char *slave = ptsname(seen->master);
	seen->child = fork();
	if (seen->child == 0)
		be_the_program(slave, program, w, h);
	return seen->child > 0;
}

static void close_program(struct terminal_seen *seen)
{
	kill(seen->child, SIGTERM);
	close(seen->master); /* first: it must not wait for us to read what it says at the end */
	waitpid(seen->child, NULL, 0);
}

static int by_bytes(const void *a, const void *b)
{
	const struct answer *x = a, *y = b;

	return (x->bytes > y->bytes) - (x->bytes < y->bytes);
}

static int by_time(const void *a, const void *b)
{
	const struct answer *x = a, *y = b;

	return (x->ms > y->ms) - (x->ms < y->ms);
}

/* What is aimed at; 0: nothing. Bytes are the same on every machine, times are this one's. */
struct aim {
	double usual_bytes, most_bytes, usual_ms, most_ms;
};

/* "  usually 12.30 ms, at most 45.60 (aim 40: over)" */
static void print_figure(
	double usual, double most, const char *unit, int digits, double aim_usual, double aim_most)
{
	printf("  usually %.*f %s", digits, usual, unit);
	if (aim_usual > 0)
		printf(" (aim %g%s)", aim_usual, usual > aim_usual ? ": OVER" : "");
	printf(", at most %.*f", digits, most);
	if (aim_most > 0)
		printf(" (aim %g%s)", aim_most, most > aim_most ? ": OVER" : "");
}

static int by_own(const void *a, const void *b)
{
	const struct answer *x = a, *y = b;

	return (x->own > y->own) - (x->own < y->own);
}

static void print_answers(
	const char *what, struct answer *answers, size_t count, const struct aim *aim)
{
	printf("  %-18s", what);
	qsort(answers, count, sizeof *answers, by_bytes);
	print_figure((double)answers[count / 2].bytes, (double)answers[count - 1].bytes, "bytes", 0,
		aim->usual_bytes, aim->most_bytes);
	printf(";");
	qsort(answers, count, sizeof *answers, by_time);
	print_figure(
		answers[count / 2].ms, answers[count - 1].ms, "ms", 1, aim->usual_ms, aim->most_ms);
	qsort(answers, count, sizeof *answers, by_own);
	if (answers[0].own >= 0)
		printf("; it computes %.1f, at most %.1f", answers[count / 2].own,
			answers[count - 1].own);
	printf("\n");
}

static void measure_keys(struct terminal_seen *seen, const char *what, const char *key,
	size_t count, const struct aim *aim)
{
	struct answer answers[STEPS];

	for (size_t i = 0; i < count; i++)
		answers[i] = press(seen, key);
	print_answers(what, answers, count, aim);
}

/* Forty pictures would be as many times what one key draws. */
static void measure_repeats(struct terminal_seen *seen)
{
	char keys[3 * REPEATS + 1] = "";
	struct answer one;

	for (int i = 0; i < REPEATS; i++)
		memcpy(keys + 3 * i, "\033[C", 3);
	press(seen, "g");
	one = press(seen, "\014");
	struct answer answer = press(seen, keys);
	printf("  %-18s  %zu bytes (aim: a few pictures, not 40%s); %.1f ms\n", "40 keys at once",
		answer.bytes, answer.bytes > FEW * one.bytes ? ": OVER" : "", answer.ms);
}

static void measure_idle(struct terminal_seen *seen)
{
	read_until_quiet(seen, 1000, 1000);
	printf("  %-18s  %zu bytes in a second (aim 0%s)\n", "idle", seen->count,
		seen->count ? ": OVER" : "");
}

struct sight {
	int w, h;
	struct aim stage, stop, all;
};

static void measure_size(const char *program, const struct sight *sight)
{
	static struct terminal_seen seen;

	if (!open_program(&seen, program, sight->w, sight->h)) {
		puts("  no pseudo-terminal: not measured");
		return;
	}
	printf("screen of %dx%d, five-stages, from the key to the last byte\n", sight->w, sight->h);
	read_until_quiet(&seen, 1500, 1500);
	measure_idle(&seen);
	press(&seen, "}");
	measure_keys(&seen, "a stage", "\033[C", STEPS, &sight->stage);
	press(&seen, "g");
	measure_keys(&seen, "a stop", " ", STOPS, &sight->stop);
	measure_keys(&seen, "all anew (ctrl+L)", "\014", 5, &sight->all);
	measure_repeats(&seen);
	close_program(&seen);
}

void bench_screen(const char *program)
{
	static const struct sight sights[] = {
		{80, 24, {400, 8000, 10, 10}, {0, 8000, 10, 10}, {0, 8000, 10, 10}},
		{300, 100, {0, 0, 40, 40}, {0, 0, 40, 40}, {0, 0, 40, 40}},
	};

	puts("“OVER” marks what is over its aim. From the key to the last byte is as long as the\n"
	     "machine lets it be; what the program computes for it depends on nobody else.");
	for (size_t i = 0; i < sizeof sights / sizeof *sights; i++)
		measure_size(program, &sights[i]);
}
