/*
 * The page of settings: every one with its value, in groups; the chosen one explained below.
 *
 * Memory:  borrows everything it points to.
 */
#ifndef VIEW_SETTINGS_PANEL_H
#define VIEW_SETTINGS_PANEL_H

#include <stdbool.h>

#include "draw/canvas.h"
#include "engine/settings.h"

struct settings_panel {
	const struct settings *own;     /* the lesson's */
	const struct settings *now;     /* of the run */
	const struct settings *pending; /* as they will be when Enter is pressed */
	size_t line;                    /* the chosen setting, in the order of the table */
	const char *typed;              /* what is being typed for it, or NULL */
	size_t cursor;                  /* bytes of it before the cursor */
	const char *error;              /* one sentence, or "" */
};

void settings_panel_draw(const struct settings_panel *panel, struct canvas *canvas,
	struct rect area, int *ret_x, int *ret_y);

/* How many settings are not as in the run. */
size_t settings_panel_pending(const struct settings_panel *panel);

#endif
