/*
 * A sitting: one class, or one learner's time with a lesson, in which its questions are asked anew.
 *
 * What was answered before stays in the progress file until it is answered again. A sitting that was
 * begun by accident can be left at once: everything is as it was then.
 * Errors:  none; where there is no memory the sitting goes on as it is, and begin returns false.
 * Memory:  session->sitting owns its copies; sitting_forget gives them back.
 */
#ifndef APP_SITTING_H
#define APP_SITTING_H

#include <stdbool.h>
#include <stddef.h>

struct answer;
struct session;

struct sitting {
	size_t stops;          /* of the lesson that the copies are of */
	struct answer *before; /* [stops] what was answered in sittings before, or NULL */
	struct answer *left;   /* [stops] as it was when the lesson was begun again, or NULL */
	size_t left_index;     /* of the timeline, where that was */
	size_t left_stop;
	long left_begun; /* the lesson's clock, session->begun */
};

/* All questions of the lesson are open again; with `returns`, sitting_return undoes it. */
bool sitting_begin(struct session *session, bool returns);

/* Back to where the lesson was begun again; false where there is nothing to go back to. */
bool sitting_return(struct session *session);

/* The learner has gone on from the first stop: there is no way back any more. */
void sitting_follow(struct session *session);

/* Notes the play's progress, with what was answered before where nothing is yet. 0 or a status. */
int sitting_note(struct session *session);

/* Another lesson is opened. */
void sitting_forget(struct session *session);

#endif
