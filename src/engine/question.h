/*
 * A question of a lesson, as it is written: what it asks, what is right, and which mistakes it knows.
 *
 * `ask` stands before the stage that reveals its answer: its expressions are those of the next stop.
 * `see` asks what was seen and `try` what happened after a change: both are answered where they stand.
 *
 *     <!-- ask: {answer: "var(1,1)", tolerance: 1%, mistakes: {standard deviation: "s(1,1)"}} -->
 *     What will the variance of unit 1 be?
 *     <!-- hint: Square the distances first. -->
 *     <!-- solution: Their mean is `= var(1,1)`. -->
 *     <!-- why: The mean of squares has the unit of z, squared. -->
 *
 * Memory:  question_free gives everything back; it takes NULL too.
 */
#ifndef ENGINE_QUESTION_H
#define ENGINE_QUESTION_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/passage.h"

enum { QUESTION_OPTIONS_MAX = 8, QUESTION_MISTAKES_MAX = 8, QUESTION_HINTS_MAX = 8 };

enum question_kind {
	QUESTION_PLAIN, /* of a `try` without an answer: it asks nothing but to do it */
	QUESTION_NUMBER,
	QUESTION_CHOICE,
	QUESTION_ORDER
};

enum question_aim { QUESTION_ASK, QUESTION_SEE, QUESTION_TRY };

/* A number that a known mistake gives. */
struct mistake {
	char *name; /* "divides by m − 1" */
	struct claim value;
};

/* One choice, or one line that is to be put in order (then they stand in the right order). */
struct option {
	struct block words;
	struct passage feedback;
	bool right;
};

struct question {
	enum question_aim aim;
	enum question_kind kind;
	int line, column;    /* of the directive's value */
	struct claim answer; /* of QUESTION_NUMBER */
	double tolerance;    /* as a share of the answer where `relative`, else in its unit */
	bool relative;
	struct mistake *mistakes;
	size_t mistake_count;
	struct option *options;
	size_t option_count;
	struct claim done;   /* of a try: when this holds, it is done; NULL: not said */
	struct wish *wishes; /* settings that a try waits for */
	size_t wish_count;
	struct passage words;
	struct passage *hints; /* [hint_count] one step each */
	size_t hint_count;
	struct passage solution, why; /* empty where the lesson has none */
};

void question_free(struct question *question);

/* "ask", "see" or "try": the name of its directive. */
const char *question_aim_name(enum question_aim aim);

#endif
