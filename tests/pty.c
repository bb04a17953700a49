#define _GNU_SOURCE
#include "pty.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { DEADLINE_MS = 10000, QUIET_MS = 80 };

static void start_child(pty_child *child, const void *context, int slave, int log)
{
	struct rlimit none = {0, 0};

	setpgid(0, 0);
	tcsetpgrp(slave, getpid());
	for (int fd = 0; fd < 3; fd++)
		dup2(slave, fd);
	close(slave);
	for (int number = 1; number < 32; number++)
		signal(number, SIG_DFL);
	setrlimit(RLIMIT_CORE, &none);
	_exit(child(context, log));
}

/* Reports how the child stops and ends; the CPU time it took in ms. */
static _Noreturn void lead(pty_child *run, const void *context, struct pty *pty, int log)
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
		start_child(run, context, pty->slave, log);
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

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000L + now.tv_nsec / 1000000L;
}

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

bool pty_read(struct pty *pty, int timeout_ms)
{
	return take(pty->master, pty->text, &pty->text_count, PTY_TEXT_MAX, timeout_ms);
}

static bool take_report(struct pty *pty, int timeout_ms)
{
	return take(pty->log, pty->report, &pty->report_count, PTY_REPORT_MAX, timeout_ms);
}

void pty_settle(struct pty *pty)
{
	while (pty_read(pty, QUIET_MS))
		;
}

void pty_forget(struct pty *pty)
{
	pty_settle(pty);
	pty->text_count = pty->report_count = 0;
	pty->text[0] = pty->report[0] = '\0';
}

void pty_expect_text(struct pty *pty, const char *part)
{
	long end = now_ms() + DEADLINE_MS;

	while (!strstr(pty->text, part)) {
		pty_read(pty, 100);
		if (now_ms() > end)
			fail_msg("'%s' was not written", part);
	}
}

void pty_expect(struct pty *pty, const char *part)
{
	pty_expect_next(pty, NULL, part);
}

/* The terminal is read meanwhile, lest the child wait for its reader. */
const char *pty_expect_next(struct pty *pty, const char *last, const char *part)
{
	long end = now_ms() + DEADLINE_MS;
	const char *found;

	while (!(found = strstr(last ? last + 1 : pty->report, part))) {
		pty_read(pty, 0);
		take_report(pty, 10);
		if (now_ms() > end)
			fail_msg("'%s' was not reported, but '%s'", part, pty->report);
	}
	return found;
}

void pty_type(struct pty *pty, const char *bytes)
{
	assert_int_equal(write(pty->master, bytes, strlen(bytes)), (ssize_t)strlen(bytes));
}

struct pty *pty_start(pty_child *run, const void *context)
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
		lead(run, context, pty, log[1]);
	close(log[1]);
	pty_expect(pty, "pid ");
	pty_expect(pty, "\n");
	pty->child = (pid_t)atoi(strstr(pty->report, "pid ") + 4);
	return pty;
}

void pty_free(struct pty *pty)
{
	waitpid(pty->leader, NULL, 0);
	if (pty->master >= 0)
		close(pty->master);
	close(pty->slave);
	close(pty->log);
	free(pty);
}

void pty_assert_modes(struct pty *pty, const char *why)
{
	struct termios after;

	tcgetattr(pty->slave, &after);
	if (after.c_lflag != pty->before.c_lflag || after.c_iflag != pty->before.c_iflag ||
		after.c_oflag != pty->before.c_oflag || after.c_cflag != pty->before.c_cflag ||
		memcmp(after.c_cc, pty->before.c_cc, sizeof after.c_cc) != 0)
		fail_msg("%s: the modes are not as before", why);
}
