/*
 * Running on until an expression holds, looked at behind each batch, in slices that a key interrupts.
 *
 * Units:   milliseconds.
 * Memory:  the session keeps the expression; an empty one is none.
 */
#ifndef APP_UNTIL_H
#define APP_UNTIL_H

#include "app/session.h"

/*
 * Begins. 0; or a status with a sentence in `why` and the place of the mistake in the text
 * (characters, from 1; 0: none), and nothing has begun.
 */
int until_begin(struct session *session, const char *expression, struct str *why, int *ret_column);

bool until_runs(const struct session *session);

/* Goes on for about that long. Ends, with a message, where it holds or the run ends. */
void until_slice(struct session *session, long ms);

/* A key was pressed: ends here, with a message. */
void until_stop(struct session *session);

#endif
