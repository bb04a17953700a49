/*
 * Signals while the terminal is ours.
 *
 * Those that ask something (INT, TERM, HUP, QUIT, TSTP, CONT, WINCH) are handed to the event loop
 * through a pipe. Those that end the program at once (SEGV, ABRT, BUS, FPE, ILL) put the terminal
 * back with bytes prepared beforehand and then take their course, so that the wait status is true.
 *
 * Errors:  signals_open returns 0 or STATUS_TERMINAL.
 * Memory:  one set for the process; signals_close puts every disposition back.
 */
#ifndef APP_SIGNALS_H
#define APP_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

enum { SIGNALS_RESTORE_MAX = 256 };

int signals_open(void);
void signals_close(void);

/* Readable when signals_take has something. */
int signals_fd(void);

/* The next signal that came, or 0. */
int signals_take(void);

/*
 * What puts the terminal back: `count` bytes for descriptor `output` (count 0: none) and the modes
 * of `input`. Until signals_disarm, a crash uses them.
 */
void signals_arm(
	int input, int output, const struct termios *modes, const char *bytes, size_t count);
void signals_disarm(void);

/* Whether the terminal `input` is in the hands of this process; true when nobody knows. */
bool signals_foreground(int input);

/*
 * Stops the process as SIGTSTP does, until it goes on with the terminal `input` in its hands: a
 * shell's `bg` alone does not give it back. Returns a signal that is to end the program, if one
 * came meanwhile, or 0.
 */
int signals_stop(int input);

/* Ends the process by this signal, as if it had never been caught. Call when all is put back. */
_Noreturn void signals_die(int signal);

#endif
