/*
 * The words around the contour picture: what it is over, what is held, what its axes are.
 *
 * Errors:  none; a text that runs out of memory is cut.
 * Memory:  appends to the caller's strings.
 */
#ifndef VIEW_CONTOURS_WORDS_H
#define VIEW_CONTOURS_WORDS_H

#include "view/view.h"

/* What an axis is, 0 across and 1 up: a parameter, or a direction with its figure. */
void contours_axis_name(const struct run *run, int axis, struct str *title);

/* "λ₁ 25", or "λ₂ ≈ 0" where it cannot be told from 0. */
void contours_lambda_name(const struct bend *bend, int i, struct str *name);

/* The frame: what is drawn, what is not as it should be, and where its levels come from. */
struct contours_seen {
	struct landscape_picture picture;
	bool levels, anew; /* there are some; chosen from here, no longer from the start */
};
void contours_frame(
	const struct scene *scene, const struct contours_seen *seen, struct frame_words *words);

#endif
