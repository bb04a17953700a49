/*
 * A session's progress: taken up when a lesson is opened, kept whenever it changes for good.
 *
 * Only a session that was told to keep it touches the file; those of tests are not.
 */
#ifndef APP_SESSION_PROGRESS_H
#define APP_SESSION_PROGRESS_H

#include "app/session.h"

/* Reads the file, and goes to where the learner was in the lesson that is open. */
void session_progress_begin(struct session *session);

/* The lesson that was just opened goes on where it was left; the message says so. */
void session_progress_resume(struct session *session);

/* Appends what was answered at a stop to the file of --log. What fails is said once. */
void session_progress_log(struct session *session, size_t stop);

/* Says in the file for the notes where the lesson stands, when that or what is asked is another than
 * before, and when another program wrote it since and this one moves. At another stop it keeps the
 * progress, too, so that a program that is killed has lost nothing but the way to the next stop. */
void session_progress_place(struct session *session);

/* Notes where the open lesson stands, and writes the file. What fails is said once. */
void session_progress_keep(struct session *session);

#endif
