/*
 * Pace: how long a lesson takes somebody who reads all of it and answers what it asks, and does not
 * stray from it.
 *
 * Source:  180 words a minute, the lower end of adults reading to learn (Brysbaert 2019 gives 238 for
 *          plain prose); the seconds beside the words are this program's own.
 * Counted: headings, prose, questions with their choices, the feedback to what is right, and why it
 *          is; a live number or a formula in a line is one word. Hints, solutions and notes are not.
 * Units:   seconds, minutes.
 * Memory:  allocates nothing.
 */
#ifndef ENGINE_PACE_H
#define ENGINE_PACE_H

#include <stddef.h>

#include "engine/lesson.h"

enum {
	PACE_WORDS_A_MINUTE = 180,
	PACE_FORMULA_WORDS = 10,    /* a formula of its own reads like so many words */
	PACE_STOP_SECONDS = 5,      /* to step there and to look at the pictures */
	PACE_QUESTION_SECONDS = 25, /* to think */
	PACE_TRY_SECONDS = 40       /* to do what a `try` asks for, and to think */
};

struct pace {
	size_t words, stops;
	size_t questions; /* without the tries */
	size_t tries;
};

struct pace pace_of(const struct lesson *lesson);

/* The nearest whole number of minutes, at least 1. */
int pace_minutes(const struct pace *pace);

#endif
