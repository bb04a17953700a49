/*
 * Pace: how long a lesson takes somebody who reads all of it and answers what it asks, and does not
 * stray from it.
 *
 * Source:  Brysbaert 2019 gives 238 words a minute for plain English prose that is read silently.
 *          Here every sentence has a number or a letter in it that is looked up in a picture or a
 *          table beside it: three quarters of that speed, 180. The seconds are this program's own
 *          estimate, not measured: time to look at each picture before its words are believed; for
 *          a number, to reckon it on paper or with a calculator and to type it; for a choice or an
 *          order, to weigh what was just read; for a try, to open the settings, to change one and
 *          to see what becomes of it. Hints, a talk about the answer and wandering come on top.
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
	PACE_FORMULA_WORDS = 10,  /* a formula of its own reads like so many words */
	PACE_STOP_SECONDS = 8,    /* to step there and to look at the pictures */
	PACE_NUMBER_SECONDS = 30, /* to reckon, and to type the number */
	PACE_CHOICE_SECONDS = 20, /* to think; an order, too */
	PACE_TRY_SECONDS = 45     /* to do what a `try` asks for, and to think */
};

struct pace {
	size_t words, stops;
	size_t numbers; /* questions that are answered by a number, without the tries */
	size_t choices; /* those with choices, or with an order */
	size_t tries;
};

struct pace pace_of(const struct lesson *lesson);

/* The nearest whole number of minutes, at least 1. */
int pace_minutes(const struct pace *pace);

#endif
