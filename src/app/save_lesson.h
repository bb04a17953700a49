/*
 * Saving what is on the screen as a lesson's file: see engine/keep.h for what stands in it.
 *
 * Nothing is ever overwritten. Rows that were read from a file stay where they are when that is
 * beside or below the lesson, and are copied beside it otherwise: a lesson reads nothing else.
 * Errors:  a status with a sentence that says what would be right; no file is left then.
 */
#ifndef APP_SAVE_LESSON_H
#define APP_SAVE_LESSON_H

#include "app/session.h"

/* `says` gets what was written, or the mistake. */
int save_lesson(const struct session *session, const char *path, struct str *says);

/* Appends the line for the shell: see keep_command. */
void save_command(const struct session *session, struct str *out);

/* A name for the open lesson's copy that no file has here: two-scales-copy.md, or -copy-2.md. */
void save_lesson_name(const struct session *session, struct str *out);

/* What opens this lesson: its name where it is shipped, else its file as it was named. */
const char *save_lesson_opens(const struct session *session);

#endif
