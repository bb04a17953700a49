/*
 * Whether the words of a lesson fit their panel on the smallest common screen, 80x24, without being
 * scrolled: the prose of each stop with its question, and with whatever answer was given to it or to
 * the one before; the question with each of its hints, with its solution, and with two votes of a room.
 *
 * On smaller screens all words may be scrolled, but a formula must fit across, in Unicode and in
 * ASCII.
 */
#ifndef APP_CHECK_FIT_H
#define APP_CHECK_FIT_H

#include "base/diag.h"
#include "engine/play.h"

/* A mistake for each stop whose words are too long, with the longest case. Moves the play, and
 * forgets its answers. */
void check_fit(struct play *play, struct diags *diags);

#endif
