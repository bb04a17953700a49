/*
 * Answering: the line below a question, and what happens when one goes on without an answer.
 *
 * Enter opens the line: digits before other keys are counts, so that typing alone cannot begin an
 * answer. In the line, text is text; Enter takes it, Escape leaves, and any key that is no text does
 * what it always does.
 */
#ifndef APP_ACTION_QUESTION_H
#define APP_ACTION_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "app/session.h"

/* True when the line is open and took the key. */
bool answer_takes_key(struct session *session, uint32_t key);

/*
 * True, once a stop, when a step of `count` stages or to the next stop would pass an unanswered
 * prediction, or the next stop leave something to try: the learner is told, and the same key goes on.
 */
bool answer_holds(struct session *session, bool to_stop, long count);

/* After an action: another stop closes the line, and what a `try` asked for may be done. */
void answer_follow(struct session *session, size_t stop_before);

#endif
