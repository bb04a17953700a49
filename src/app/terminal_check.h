/*
 * What is known of the terminal before anything is sent to it.
 *
 * Errors:  STATUS_TERMINAL with one sentence that says what to do instead.
 * Memory:  allocates nothing that stays.
 */
#ifndef APP_TERMINAL_CHECK_H
#define APP_TERMINAL_CHECK_H

#include <stdbool.h>

#include "app/options.h"
#include "base/diag.h"

/* Takes the locale from the environment, with the "C" locale's numbers. Call once, first. */
void terminal_locale(void);

/* Whether the locale's characters are UTF-8. */
bool terminal_utf8(void);

/* --color against NO_COLOR (no-color.org: any text but none). */
bool terminal_color_wanted(enum options_color wish);

/* 0 when both descriptors are terminals of a type that has a name other than dumb. */
int terminal_check(int input, int output, struct diags *diags);

/* Whether terminfo knows the type, and can place the cursor with it: 0 or STATUS_TERMINAL. */
int terminal_check_type(int output, struct diags *diags);

/* Adds the sentence; returns STATUS_TERMINAL. */
int terminal_refuse(struct diags *diags, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Appends a terminfo capability without its padding ("$<5>"), which a crash has no time for. */
void terminal_add_capability(struct str *out, const char *text);

#endif
