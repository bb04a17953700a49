/*
 * A pseudo-terminal for tests: this process plays the terminal that a child runs on. It types,
 * reads what is drawn, resizes and hangs up, and sees the modes that are left behind.
 *
 * Between the two stands a session leader in the part of a shell, because without one the kernel
 * lets nobody be stopped. It reports on the pipe `log`, a line each: "pid N", "stopped", "cpu MS",
 * "ended with N", "ended by signal N". The child may report there, too.
 *
 * Errors:  every wait has a deadline; when it is over, the test fails.
 * Memory:  pty_start and pty_free own.
 */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <termios.h>

enum { PTY_TEXT_MAX = 1 << 18, PTY_REPORT_MAX = 1 << 14 };

struct pty {
	int master, slave; /* the slave is kept open to read its modes when the child is gone */
	int log;
	pid_t leader, child;
	struct termios before;
	char text[PTY_TEXT_MAX]; /* what was drawn since pty_forget, closed by a NUL */
	size_t text_count;
	char report[PTY_REPORT_MAX]; /* what was reported since then */
	size_t report_count;
};

/* What the child does, on the terminal as its standard input and output; its exit status. */
typedef int pty_child(const void *context, int log);

/* A terminal of 80x24 with the child in its foreground. */
struct pty *pty_start(pty_child *run, const void *context);
void pty_free(struct pty *pty);

void pty_type(struct pty *pty, const char *bytes);

/* Reads what is drawn within that time; false when nothing was. */
bool pty_read(struct pty *pty, int timeout_ms);

/* Reads until nothing comes any more; pty_forget throws away what came until then. */
void pty_settle(struct pty *pty);
void pty_forget(struct pty *pty);

/* Waits until a part is reported, or drawn. */
void pty_expect(struct pty *pty, const char *part);
/* Waits until it is reported behind `last`, a place that a call before returned (NULL: anywhere). */
const char *pty_expect_next(struct pty *pty, const char *last, const char *part);
void pty_expect_text(struct pty *pty, const char *part);

/* The terminal's modes are as they were before the child began. */
void pty_assert_modes(struct pty *pty, const char *why);

#endif
