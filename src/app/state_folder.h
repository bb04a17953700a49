/*
 * Where the program remembers things from one start to the next: a folder of its own in
 * $XDG_STATE_HOME, or in ~/.local/state where that is not set.
 *
 * Source:  XDG Base Directory Specification: a path that is not absolute is ignored.
 * Errors:  none of what is kept there is needed: state_write says whether it was kept, and whoever
 *          does not ask goes on.
 */
#ifndef APP_STATE_FOLDER_H
#define APP_STATE_FOLDER_H

#include <stdbool.h>

#include "base/str.h"

/* The path of a file there; false where there is no home at all. */
bool state_path(const char *name, struct str *out);

/*
 * Writes a file of the user's own in one move, so that a reader never sees half of it, and a loss of power leaves
 * the old file or the new one. Makes the folders. The new bytes are put in a file that was not there
 * before, so that a link which somebody else left is never followed.
 */
bool state_replace(const char *path, const struct str *text);

/* The same for a file of the state folder. */
bool state_write(const char *name, const struct str *text);

#endif
