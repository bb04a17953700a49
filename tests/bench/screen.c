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
#include <unistd.h>

#include "bench.h"
#include "clock.h"

enum { FIRST_MS = 400, QUIET_MS = 60, STEPS = 30, STOPS = 8, REPEATS = 40 };

struct terminal_seen {
	int master;
	pid_t child;
	char bytes[1 << 20];
	size_t count;
};

/* What came after one key. */
struct answer {
	size_t bytes;
	double ms; /* from the key to the last byte */
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

static struct answer press(struct terminal_seen *seen, const char *keys)
{
	struct answer answer;
	double start = clock_seconds();

	(void)!write(seen->master, keys, strlen(keys));
	answer.ms = 1e3 * (read_until_quiet(seen, FIRST_MS, QUIET_MS) - start);
	answer.bytes = seen->count;
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

static void print_answers(const char *what, struct answer *answers, size_t count, const char *aim)
{
	qsort(answers, count, sizeof *answers, by_bytes);
	size_t usual = answers[count / 2].bytes, most = answers[count - 1].bytes;
	qsort(answers, count, sizeof *answers, by_time);
	printf("  %-22s %7zu bytes (at most %zu)  %7.2f ms (at most %.2f)  %s\n", what, usual, most,
		answers[count / 2].ms, answers[count - 1].ms, aim);
}

static void measure_keys(struct terminal_seen *seen, const char *what, const char *key,
	size_t count, const char *aim)
{
	struct answer answers[STEPS];

	for (size_t i = 0; i < count; i++)
		answers[i] = press(seen, key);
	print_answers(what, answers, count, aim);
}

static void measure_repeats(struct terminal_seen *seen)
{
	char keys[3 * REPEATS + 1] = "";

	for (int i = 0; i < REPEATS; i++)
		memcpy(keys + 3 * i, "\033[C", 3);
	press(seen, "g");
	struct answer answer = press(seen, keys);
	printf("  %-22s %7zu bytes  %32.2f ms\n", "40 keys at once", answer.bytes, answer.ms);
}

static void measure_size(const char *program, int w, int h, const char *aim)
{
	static struct terminal_seen seen;

	if (!open_program(&seen, program, w, h)) {
		puts("  no pseudo-terminal: not measured");
		return;
	}
	printf("screen of %dx%d, five-stages, from the key to the last byte\n", w, h);
	read_until_quiet(&seen, 1500, 1500);
	read_until_quiet(&seen, 1000, 1000);
	printf("  %-22s %7zu bytes in a second (aim 0)\n", "idle", seen.count);
	press(&seen, "}");
	measure_keys(&seen, "a stage", "\033[C", STEPS, aim);
	press(&seen, "g");
	measure_keys(&seen, "a stop", " ", STOPS, aim);
	measure_keys(&seen, "all anew (ctrl+L)", "\014", 5, aim);
	measure_repeats(&seen);
	close_program(&seen);
}

void bench_screen(const char *program)
{
	measure_size(program, 80, 24, "aim 400 B, 8 kB, 10 ms");
	measure_size(program, 300, 100, "aim 40 ms");
}
