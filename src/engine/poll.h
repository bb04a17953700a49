/*
 * A poll: how many hands went up for each choice, before and after people talked to each other.
 *
 * Source:  Crouch & Mazur 2001, peer instruction: vote, talk, vote again, then the answer.
 * Memory:  allocates nothing; a zeroed poll has no vote.
 */
#ifndef ENGINE_POLL_H
#define ENGINE_POLL_H

#include "base/str.h"
#include "engine/question.h"

enum { POLL_VOTES = 2, POLL_HANDS_MOST = 9999 };

struct poll {
	int votes; /* taken so far */
	int hands[POLL_VOTES][QUESTION_OPTIONS_MAX];
};

/*
 * Takes the counts of a vote, "12 5 3", one for each of `options` choices. A third vote replaces the
 * second. 0; or STATUS_SYNTAX with a sentence in `why`.
 */
int poll_take(struct poll *poll, const char *typed, size_t options, struct str *why);

/* Cells of a bar for an option, of at most `most`: the option with the most hands has them all. */
int poll_bar(const struct poll *poll, int vote, size_t option, int most);

#endif
