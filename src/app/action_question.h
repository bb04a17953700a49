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
 * True, once a stop, when going to the next one would pass an unanswered prediction or leave something
 * to try: the learner is told, and the same key goes on.
 */
bool answer_holds_stop(struct session *session);

/*
 * Moves by so many stages, batches or epochs; unless that would show the answer to predictions that
 * nobody made, here or at stops on the way: then, once a stop, the learner is told instead.
 */
void answer_move(struct session *session, void (*move)(struct play *play, long count), long count);

/* Closes the line, whatever is typed in it; a question that comes is held anew. */
void answer_leave(struct session *session);

/*
 * Leaving a try for the stop behind or before it: what was changed at its stop, and the mode that was
 * looked at, is undone, because the words of others are of the lesson's own run. The message says so.
 */
void answer_undo_try(struct session *session);

/* Another stop is shown than that one, whose question may have been skipped. A try that was stepped out
 * of, forward, is left as by answer_undo_try. */
void answer_follow_move(struct session *session, size_t before);

/* What a `try` asks for here may be done: then playing stands still. */
void answer_follow_try(struct session *session);

#endif
