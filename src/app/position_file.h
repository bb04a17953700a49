/*
 * Where the learner is, for a second terminal that shows the speaker's notes: a small file in
 * $XDG_RUNTIME_DIR, or among the state where that is not set. Nothing listens and nothing is sent.
 *
 * Errors:  none; without the file there are no notes, and the lesson goes on.
 */
#ifndef APP_POSITION_FILE_H
#define APP_POSITION_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "engine/play.h"

/* Writes the play's lesson and stop in one move. */
void position_write(const struct play *play);

/* The lesson's path and the stop, from 0; false where no lesson is open. */
bool position_read(struct str *path, size_t *ret_stop);

/* The program ends: no lesson is open any more. */
void position_remove(void);

#endif
