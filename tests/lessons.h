/*
 * The shipped lessons, opened for a test.
 */
#ifndef TESTS_LESSONS_H
#define TESTS_LESSONS_H

#include "engine/play.h"

extern const char *shipped_lessons[]; /* names, in their order, closed by NULL */

/* Opens a shipped lesson; a failure ends the test. `sets` are NAME=VALUE, closed by NULL. */
struct play *open_shipped(const char *name, size_t keyframe_stride, const char *const *sets);

/* Opens a lesson from a text. 0 or a status with mistakes in diags. */
int open_text(const char *text, bool strict, struct play **ret_play, struct diags *diags);

/* The same of one that has no mistake; a failure ends the test. */
struct play *play_text(const char *text);

#endif
