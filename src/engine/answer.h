/*
 * Answers: what a learner said to a question, and how it is judged.
 *
 * open → committed → revealed. A prediction is judged when it is committed and shown beside the
 * right answer when the learner comes there; nobody is held up: who goes on has skipped it, and may
 * come back and answer still.
 * Memory:  allocates nothing.
 */
#ifndef ENGINE_ANSWER_H
#define ENGINE_ANSWER_H

#include <stdbool.h>

#include "base/str.h"
#include "engine/asked.h"
#include "engine/poll.h"

enum { ANSWER_BYTES = 32 };

enum answer_state {
	ANSWER_OPEN,
	ANSWER_COMMITTED, /* said, and not shown yet */
	ANSWER_REVEALED,
	ANSWER_SKIPPED /* passed without an answer */
};

enum verdict { VERDICT_NONE, VERDICT_RIGHT, VERDICT_MISTAKE, VERDICT_WRONG };

struct answer {
	enum answer_state state;
	enum verdict verdict;
	char text[ANSWER_BYTES]; /* as it was typed */
	double value;            /* of a number */
	int option;              /* of a choice, from 0 */
	unsigned mistakes;       /* bit i: the number is that of mistake i */
	int hints;               /* steps of help taken; above the question's own: its solution */
	struct poll poll;        /* of a room, by show of hands */
	bool done;               /* of a try: it was noticed */
};

/*
 * Takes what the learner typed: a number ("0.51", "3/8"), a letter, or letters in order ("bca"). 0;
 * or STATUS_SYNTAX with a sentence in `why` and the answer as it was.
 */
int answer_commit(
	const struct asked *asked, const char *typed, struct answer *answer, struct str *why);

/* The learner came to where the answer is shown. */
void answer_pass(struct answer *answer);

/* True where nobody typed an answer, but a room voted. */
bool answer_is_of_room(const struct answer *answer);

/* The next hint, then the solution. False where there is no more. */
bool answer_help(const struct asked *asked, struct answer *answer);

/* "You said 0.59. It is 0.51." and what is known of a mistake, in short sentences. */
void answer_words(const struct asked *asked, const struct answer *answer, struct str *out);

/* The right answer: "0.51", "b “Nothing”", "c a b" of lines that stand above it, else the lines. */
void answer_right(const struct asked *asked, struct str *out);

/* "right", "mistake", "wrong", "skipped" or "open": for the log. */
const char *answer_outcome(const struct answer *answer);

#endif
