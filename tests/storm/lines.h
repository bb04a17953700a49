/*
 * What a storm types behind `:`: right and wrong lines from a small grammar.
 */
#ifndef TESTS_STORM_LINES_H
#define TESTS_STORM_LINES_H

#include "base/str.h"
#include "storm/draws.h"

/* Appends a command, right or nearly so. */
void lines_command(struct draws *draws, struct str *out);

/* Appends an answer to a question, a value for a setting, or words to search for. */
void lines_words(struct draws *draws, struct str *out);

#endif
