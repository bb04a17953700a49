/*
 * Where the learner is, for a second terminal that shows the speaker's notes: a small file in
 * $XDG_RUNTIME_DIR, or among the state where that is not set. Nothing listens and nothing is sent.
 *
 * There is one file for all programs of an account: it says what the one did that did something last.
 * What is asked, and the answer, are in it as words, because they are those of the run as it was
 * changed, which the lesson's file alone does not tell.
 * Errors:  none; without the file there are no notes, and the lesson goes on.
 * Memory:  a zeroed position is empty; position_free gives its texts back.
 */
#ifndef APP_POSITION_FILE_H
#define APP_POSITION_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct followed {
	long process;       /* that wrote it; position_write fills it in */
	size_t stop;        /* from 0 */
	bool blank;         /* the screen shows nothing */
	long begun, came;   /* when the lesson was begun and its stop reached, seconds since 1970 */
	struct str path;    /* of the lesson, from any folder */
	struct str answers; /* lines of what is asked at the stop, see app/notes.h; may be empty */
};

/* Writes it in one move; a path that is not there is not written. */
void position_write(const struct followed *position);

/* What was written last; false, and *position emptied, where no lesson is open. */
bool position_read(struct followed *position);

void position_free(struct followed *position);

/* True where this process wrote the file last. */
bool position_is_own(void);

/* The program ends: its own lesson is open no more. Another program's stays. */
void position_remove(void);

#endif
