/*
 * The shell: the program while it is on a terminal. Keys become actions, actions change the session,
 * the session makes a scene, the scene a picture. What an action asks for is done here alone.
 */
#ifndef APP_SHELL_H
#define APP_SHELL_H

#include "app/options.h"
#include "base/diag.h"

/*
 * Plays the lesson that the options name, or shows the menu, until the user leaves. The exit status,
 * with the reason of a failure in `diags`; ends by the signal that a user ended it with.
 */
int shell_run(const struct options *options, struct diags *diags);

#endif
