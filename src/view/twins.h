/*
 * Twins on the screen: the same pictures for both runs, one beside or above the other, or one run at
 * a time where there is no room for both.
 *
 * The first run is A, the second B. Ranges, levels and classes are taken over both, so that what
 * looks different is different.
 */
#ifndef VIEW_TWINS_H
#define VIEW_TWINS_H

#include "view/layout.h"

enum { SIDE_A, SIDE_B, SIDES };

/*
 * There is a second run, and something of it may be seen. A stop that looks at the first alone keeps
 * the second back, name and curves, until the learner asks for it.
 */
bool twins_told(const struct scene *scene);

/* Both runs at once: there are two, the learner wants both, and there is room. */
bool twins_together(const struct scene *scene);

/* Whether there is room for both on a screen of the scene's size. */
bool twins_fit(const struct scene *scene);

/* The run that formulas and tables speak of: the one that is shown alone, or the one that does not
 * wait. */
int twins_side(const struct scene *scene);

/* Whether a row of one run is the same row of the other; true, too, where there is one run. */
bool twins_share_rows(const struct scene *scene);

/* The scene in which a side is the run that is drawn. */
struct scene twins_scene(const struct scene *scene, int side);

/* The scene of the other of two runs; false where there is one. */
bool twins_other(const struct scene *scene, struct scene *ret_other);

/* Places pictures for both runs in an area, and says in the layout where their names stand. */
void twins_place(const struct scene *scene, const struct view *const pictures[], int count,
	struct rect area, struct layout *layout);

/* "A · batch_norm.on = true": what a run is called. */
void twins_print_name(const struct scene *scene, int side, struct str *out);

/* The longest of its names that `room` cells hold, down to "A" alone; never one that is cut. */
void twins_fit_name(const struct scene *scene, int side, const struct canvas *canvas, int room,
	struct str *out);

/* The name, and behind it, or in the second of two rows, why the run waits. */
void twins_caption(const struct scene *scene, int side, struct canvas *canvas, struct rect area);

#endif
