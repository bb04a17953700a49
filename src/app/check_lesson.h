/*
 * Everything that `normscope check` looks at in one lesson: its form, its names and links, its claims
 * in one run, and whether its words fit.
 */
#ifndef APP_CHECK_LESSON_H
#define APP_CHECK_LESSON_H

#include "base/diag.h"
#include "engine/play.h"

/* What is said of a lesson without mistakes. */
struct check_result {
	size_t stops, claims, questions;
	int minutes; /* see engine/pace.h */
};

/*
 * Reads and checks the lesson of a file. 0; or a status with all mistakes in `diags`, and
 * *ret_result kept. What is no mistake, but may be meant otherwise, is appended to `warnings`: minutes
 * that are far from those that it takes, a mistake that gives the right answer in this run.
 */
int check_lesson(const char *path, struct play_wishes wishes, struct check_result *ret_result,
	struct diags *diags, struct diags *warnings);

#endif
