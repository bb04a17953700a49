/*
 * The shell: the program while it is on a terminal.
 *
 * It turns keys into actions, actions into changes of what is shown, and scenes into pictures. An
 * action returns what must happen (struct effect); only the loop in shell.c does it.
 */
#ifndef APP_SHELL_H
#define APP_SHELL_H

#include <stdbool.h>

#include "app/options.h"
#include "view/scene.h"

enum effect {
	EFFECT_NONE = 0,
	EFFECT_REDRAW = 1,
	EFFECT_REPAINT = 2, /* everything anew: the terminal may show something else */
	EFFECT_SUSPEND = 4,
	EFFECT_QUIT = 8
};

struct shell {
	const struct options *options;
	struct catalogue catalogue;
	struct play *play; /* NULL while no lesson is open */
	struct landscape *landscape;
	enum page page;
	enum page page_before; /* where help goes back to */
	size_t menu_line;
	struct look look;
	int w, h;
	bool ascii;
	long count;         /* typed before a key; 0: none */
	struct str message; /* shown once in place of the line of keys */
	bool direct;        /* a lesson was named on the command line: q leaves the program */
};

/*
 * Plays the lesson that the options name, or shows the menu, until the user leaves. The exit status,
 * with the reason of a failure in `diags`; ends by the signal that a user ended it with.
 */
int shell_run(const struct options *options, struct diags *diags);

/* The scene that the shell shows now. */
struct scene shell_scene(const struct shell *shell);

/* Opens the lesson of that path in the shell. 0, or a status with mistakes in diags. */
int shell_open(struct shell *shell, const char *path, struct diags *diags);

#endif
