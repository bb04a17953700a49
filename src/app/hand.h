/*
 * The hand: one row of the data, taken to be moved, flipped or deleted, and put down again.
 *
 * While it holds a row, the keys of a lesson are its own (PAGE_ROW), and the panel of rows is on the
 * screen. All that it does to that row is one change, which Escape takes back.
 * Errors:  what cannot be done is a sentence in the session's message, and nothing was changed.
 */
#ifndef APP_HAND_H
#define APP_HAND_H

#include "app/session.h"

/* Why the rows cannot be changed at this stop, or NULL. */
const char *hand_rest(const struct session *session);

/* The row becomes the chosen one: of its batch, too, where that is the one that is shown. */
void hand_choose(struct session *session, size_t row);

/* Takes a row, from 0, and shows the panel of rows. False where the lesson rests that. */
bool hand_take(struct session *session, size_t row);

/* Takes the chosen row of the session. */
bool hand_take_chosen(struct session *session);

/* Moves the row by so many cells to the right and down. */
void hand_move(struct session *session, double right, double down);

/* Moves it to a cell of the screen, as far as that is one of the panel. */
void hand_point(struct session *session, int x, int y);

/* Flips its class. A target that is a number is typed instead. */
void hand_flip(struct session *session);

/* A row like it stands beside it, and is in the hand. */
void hand_add(struct session *session);

/* Deletes it, and lets go: another row has its number then. */
void hand_delete(struct session *session);

/* Puts it down, and takes the row so many numbers further on, either way. */
void hand_turn(struct session *session, long count);

/* Opens the input line on where it is, for typing. */
void hand_type(struct session *session);

/* Puts it down and says what was done; or puts it back where it was taken. */
void hand_drop(struct session *session);
void hand_back(struct session *session);

/* Makes an edit that was typed; of the row in the hand it is one of the hand's. 0 or a status. */
int hand_edit(struct session *session, const struct row_edit *edit, struct str *says);

/* Lets go of a row that is no longer where it was taken: in another run, at another place. */
void hand_follow(struct session *session);

#endif
