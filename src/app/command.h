/*
 * The commands that print: list, check, frame, trace, sweep and the help topics.
 *
 * Each returns the program's exit status: 0 done, 1 failed (with a message on standard error).
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "app/options.h"
#include "engine/catalogue.h"
#include "engine/play.h"

int command_list(const struct options *options);
int command_check(const struct options *options);
int command_frame(const struct options *options);
int command_trace(const struct options *options);
int command_sweep(const struct options *options);
int command_progress(const struct options *options);
int command_report(const struct options *options);
int command_notes(const struct options *options);
int command_new(const struct options *options);
int command_help(const struct options *options);

/* Opens the lesson that the options name. 0, or a status with mistakes in diags. */
int command_open(const struct options *options, struct play **ret_play, struct diags *diags);

/* Flushes standard output: 0, or 1 with a message where the output was lost. */
int command_finish(void);

/* Prints mistakes to standard error and frees them; returns 1. */
int command_fail(struct diags *diags);

#endif
