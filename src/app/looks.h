/*
 * How a place is looked at when one comes to it: what the lesson says of its stop, then --look.
 *
 * Errors:  a mistake in --look was refused with the command line already.
 */
#ifndef APP_LOOKS_H
#define APP_LOOKS_H

#include "app/session.h"

/* For a picture without a session: the lesson's look, then the command line's; shows the mode, too. */
void looks_open(const struct options *options, struct play *play, struct scene *scene);

/*
 * The stop may have changed: what the one before said is forgotten, what this one says is taken. What
 * the learner chose in between stays where the lesson says nothing. Waits until there is a size.
 */
void looks_follow(struct session *session);

/* Appends what must be said so that this is seen after the lesson was opened here by its name
 * (`opened`), or from a lesson that says nothing. */
void looks_print(const struct session *session, bool opened, struct str *out);

#endif
