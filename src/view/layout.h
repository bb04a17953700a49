/*
 * The layout: which panels stand where on a canvas of a size.
 *
 * One table of sizes says what there is room for; the lesson's stop says which panels it wants, most
 * important first. Rectangles follow from the size, the stop and the lesson alone, never from a
 * number of the run or from its stage: nothing moves while the learner steps within a stop.
 * Errors:  none; what does not fit is left out, pictures from the last.
 */
#ifndef VIEW_LAYOUT_H
#define VIEW_LAYOUT_H

#include "view/view.h"

enum { LAYOUT_PANELS_MAX = 12, LAYOUT_MIN_W = 40, LAYOUT_MIN_H = 12 };

struct placed {
	const struct view *view;
	struct rect area; /* the frame's outside */
	int side;         /* which of two runs: see view/twins.h */
};

struct layout {
	struct rect header, strip, keys; /* one row each; the strip may have a second above it */
	struct rect caption[2];          /* the names of twins; empty where there are none */
	struct placed panels[LAYOUT_PANELS_MAX];
	int count;
	int panels_in_all; /* that Tab goes through, also while one is shown alone */
	int focus;         /* index in panels */
	int place;         /* of the focus, among those that Tab goes through, from 0 */
};

/* False where the canvas is too small for a lesson: the caller says what size is needed. */
bool layout_make(const struct scene *scene, struct layout *ret_layout);

/* Adds a panel where its view can be drawn in the area, else nothing. */
void layout_put(struct layout *layout, const struct view *view, int side, struct rect area);

/* How many pictures there are to turn through. */
int layout_pictures(void);

/* True where a panel of that name is on the screen. */
bool layout_shows(const struct scene *scene, const char *view);

/* The view that has the focus; NULL where there is no layout. */
const struct view *layout_focus(const struct scene *scene);

#endif
