/*
 * A scene: everything that a picture of the program is drawn from.
 *
 * A view is a pure function from a scene to cells: it reads, never changes, and knows no terminal.
 * The one thing behind a pointer that a view may fill is the landscape, a cache of loss fields.
 * Memory:  a scene borrows everything it points to.
 */
#ifndef VIEW_SCENE_H
#define VIEW_SCENE_H

#include <stdbool.h>
#include <stddef.h>

#include "draw/canvas.h"
#include "draw/lattice.h"
#include "engine/catalogue.h"
#include "engine/landscape.h"
#include "engine/play.h"
#include "engine/sweep_field.h"
#include "engine/progress.h"

struct glossary;
struct prompt;
struct settings_panel;

enum page {
	PAGE_MENU,
	PAGE_LESSON,
	PAGE_HELP,
	PAGE_GLOSSARY,
	PAGE_SETTINGS,
	PAGE_SHARE,
	PAGE_ROW /* never shown: the keys of a lesson while a row is in a hand */
};

/* One line of the help page; `word` is for the line of keys, NULL where it is not shown there. */
struct key_hint {
	const char *group, *keys, *help;
	const char *sign, *word;
	const char *name; /* of the action */
};

/* Which of two runs; both are one at a time where there is no room. */
enum look_twin { LOOK_BOTH, LOOK_FIRST, LOOK_SECOND };

/* Where the learner looks; all from 1, so that zero means "not chosen yet". */
struct look {
	int unit, example, row;
	int scroll; /* lines of prose or help scrolled away */
	int focus;  /* panel that has the focus, from 0 in the order of the layout */
	bool zoom;  /* the focused panel alone */
	int turn;   /* how many times the pictures were turned on to the next */
	int levels; /* enum view_levels, −1: as the settings say */
	enum look_twin twin;
};

/* A row in a hand: the axes of the rows keep still while it is moved, and grow where it leaves. */
struct held_row {
	bool on;
	size_t row;                             /* from 0 */
	double lo[FEATURES], hi[FEATURES];      /* of the rows when it was taken */
	double first[FEATURES], last[FEATURES]; /* of the axes that were drawn for them */
	struct lattice lattice[FEATURES];
	double from[FEATURES]; /* where the row was taken, as measured */
};

struct scene {
	enum page page;
	const struct play *play; /* NULL on the menu */
	struct landscape *landscape;
	const struct sweep_field *sweep; /* NULL until one is asked for */
	const struct catalogue *catalogue;
	const struct progress *progress; /* for the marks of the menu, or NULL */
	size_t menu_line;                /* selected, from 0 */
	const struct key_hint *hints;
	size_t hint_count;
	struct look look;
	struct held_row held;
	const char *message; /* replaces the line of keys once, or NULL */
	const struct glossary *glossary;
	size_t glossary_line;                  /* of the glossary page, from 0 in its order */
	const struct settings_panel *settings; /* of the page of settings, or NULL */
	bool welcome;                          /* three lines on how to move stand over the page */
	bool blank;                  /* nothing is shown: whoever presents is to be looked at */
	const struct prompt *prompt; /* the input line, or NULL: see view/prompt.h */
	const char *share;           /* one command line, an option a line: see view/share_page.h */
	const char *typed;           /* the answer that is being typed, or NULL */
	int w, h;                    /* of the screen, in cells */
	bool ascii;
};

/* The layer that tables and formulas speak of here: the position's, else the first with a norm. */
int scene_layer(const struct scene *scene);

/* True where the stop marks this quantity (`highlight`): tables keep its column, and mark its title. */
bool scene_highlights(const struct scene *scene, const char *quantity);

/* The learner's unit, example and row, held within what there is. */
int scene_unit(const struct scene *scene);
int scene_example(const struct scene *scene);
int scene_row(const struct scene *scene);

#endif
