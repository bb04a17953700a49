#define _GNU_SOURCE
#include "app/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/status.h"

enum signal_way { WAY_TELL, WAY_CRASH, WAY_IGNORE };

static const struct {
	int signal;
	enum signal_way way;
} caught[] = {
	{SIGHUP, WAY_TELL},
	{SIGINT, WAY_TELL},
	{SIGQUIT, WAY_TELL},
	{SIGTERM, WAY_TELL},
	{SIGTSTP, WAY_TELL},
	{SIGCONT, WAY_TELL},
	{SIGWINCH, WAY_TELL},
	{SIGSEGV, WAY_CRASH},
	{SIGABRT, WAY_CRASH},
	{SIGBUS, WAY_CRASH},
	{SIGFPE, WAY_CRASH},
	{SIGILL, WAY_CRASH},
	{SIGPIPE, WAY_IGNORE},
	{SIGXFSZ, WAY_IGNORE}, /* a limit on files is a full disk: said, and the lesson goes on */
};

enum { CAUGHT = sizeof(caught) / sizeof(caught[0]), STACK_BYTES = 64 * 1024 };

/* Signal handlers take no arguments of ours: what they need is of the process. */
static struct {
	bool open;
	int read_end, write_end;
	struct sigaction before[CAUGHT];
	stack_t stack_before;
	void *stack;
} state = {.read_end = -1, .write_end = -1};

static struct {
	volatile sig_atomic_t armed;
	int input, output;
	struct termios modes;
	char bytes[SIGNALS_RESTORE_MAX];
	size_t count;
} restore;

static void tell(int number)
{
	int saved = errno;
	unsigned char byte = (unsigned char)number;

	/* A full pipe already holds more signals than anyone will read. */
	if (write(state.write_end, &byte, 1) < 0)
		errno = 0;
	errno = saved;
}

static size_t caught_index(int number)
{
	size_t i = 0;

	while (i < CAUGHT && caught[i].signal != number)
		i++;
	return i;
}

/* Gives the signal back to whoever had it before us: the default, or a sanitizer. */
static void give_back(int number)
{
	struct sigaction fallback = {.sa_handler = SIG_DFL};
	size_t i = caught_index(number);

	if (i < CAUGHT && state.open && state.before[i].sa_handler != SIG_IGN)
		fallback = state.before[i];
	sigaction(number, &fallback, NULL);
}

/* Only calls that are safe in a handler. The signal stays blocked until this returns. */
static void crash(int number)
{
	if (restore.armed) {
		restore.armed = 0;
		signal(SIGTTOU, SIG_IGN);
		if (restore.count && write(restore.output, restore.bytes, restore.count) < 0)
			restore.count = 0;
		tcsetattr(restore.input, TCSANOW, &restore.modes);
	}
	give_back(number);
	raise(number);
}

static int open_pipe(void)
{
	int ends[2];

	if (pipe(ends) != 0)
		return STATUS_TERMINAL;
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	}
	state.read_end = ends[0];
	state.write_end = ends[1];
	return STATUS_OK;
}

/* A stack overflow leaves no stack for its own handler. */
static void open_stack(void)
{
	stack_t stack = {.ss_size = STACK_BYTES};

	state.stack = stack.ss_sp = malloc(STACK_BYTES);
	if (state.stack && sigaltstack(&stack, &state.stack_before) != 0) {
		free(state.stack);
		state.stack = NULL;
	}
}

static void catch_signal(size_t i)
{
	static void (*const handlers[])(int) = {
		[WAY_TELL] = tell, [WAY_CRASH] = crash, [WAY_IGNORE] = SIG_IGN};
	struct sigaction action = {.sa_handler = handlers[caught[i].way]};

	sigemptyset(&action.sa_mask);
	action.sa_flags = caught[i].way == WAY_CRASH ? SA_ONSTACK : SA_RESTART;
	sigaction(caught[i].signal, NULL, &state.before[i]);
	/* What was ignored from outside (nohup, a shell's background job) stays ignored. */
	if (caught[i].way == WAY_TELL && state.before[i].sa_handler == SIG_IGN)
		return;
	sigaction(caught[i].signal, &action, NULL);
}

int signals_open(void)
{
	if (state.open)
		return STATUS_OK;
	if (open_pipe() != STATUS_OK)
		return STATUS_TERMINAL;
	open_stack();
	for (size_t i = 0; i < CAUGHT; i++)
		catch_signal(i);
	state.open = true;
	return STATUS_OK;
}

void signals_close(void)
{
	if (!state.open)
		return;
	signals_disarm();
	for (size_t i = 0; i < CAUGHT; i++)
		sigaction(caught[i].signal, &state.before[i], NULL);
	if (state.stack)
		sigaltstack(&state.stack_before, NULL);
	free(state.stack);
	close(state.read_end);
	close(state.write_end);
	state.stack = NULL;
	state.read_end = state.write_end = -1;
	state.open = false;
}

int signals_fd(void)
{
	return state.read_end;
}

int signals_take(void)
{
	unsigned char byte;

	return state.open && read(state.read_end, &byte, 1) == 1 ? byte : 0;
}

void signals_arm(
	int input, int output, const struct termios *modes, const char *bytes, size_t count)
{
	restore.armed = 0;
	restore.input = input;
	restore.output = output;
	restore.modes = *modes;
	restore.count = count < sizeof restore.bytes ? count : 0;
	memcpy(restore.bytes, bytes, restore.count);
	restore.armed = 1;
}

void signals_disarm(void)
{
	restore.armed = 0;
}

static void stop_once(void)
{
	struct sigaction ours, stop = {.sa_handler = SIG_DFL};
	sigset_t mask, before;

	sigaction(SIGTSTP, &stop, &ours);
	sigemptyset(&mask);
	sigaddset(&mask, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &mask, &before);
	raise(SIGTSTP);
	sigprocmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGTSTP, &ours, NULL);
}

bool signals_foreground(int input)
{
	pid_t group = tcgetpgrp(input);

	return group <= 0 || group == getpgrp();
}

int signals_stop(int input)
{
	bool woken;

	do {
		int number;
		woken = false;
		stop_once();
		while ((number = signals_take()) != 0) {
			if (number != SIGCONT && number != SIGTSTP && number != SIGWINCH)
				return number;
			woken |= number == SIGCONT;
		}
		/* Where no shell is, nobody is stopped, and there is nothing to wait for. */
	} while (woken && !signals_foreground(input));
	return 0;
}

_Noreturn void signals_die(int number)
{
	struct sigaction fallback = {.sa_handler = SIG_DFL};
	sigset_t mask;

	signals_close();
	sigaction(number, &fallback, NULL);
	sigemptyset(&mask);
	sigaddset(&mask, number);
	sigprocmask(SIG_UNBLOCK, &mask, NULL);
	raise(number);
	_exit(128 + number); /* a signal whose default is no end */
}
