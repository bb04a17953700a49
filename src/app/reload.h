/*
 * Reloading: a lesson that its author is writing is opened again when its file changes.
 *
 * Only a lesson that was opened by its path is watched; the place and the answers are kept. While the
 * file has mistakes the lesson stays as it was, and the first mistake is said.
 */
#ifndef APP_RELOAD_H
#define APP_RELOAD_H

#include "app/session.h"

/* A lesson was opened: its file as it is now is the one that is shown. */
void reload_begin(struct session *session);

/* Milliseconds until the file is to be looked at again; −1 when nothing is watched. */
int reload_wait(const struct session *session);

/* Looks at the file; true when something is to be drawn anew. */
bool reload_look(struct session *session);

#endif
