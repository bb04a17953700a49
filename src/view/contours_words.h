/*
 * The words around the contour picture: what it is over, what is held, what its axes are.
 *
 * Errors:  none; a text that runs out of memory is cut.
 * Memory:  appends to the caller's strings.
 */
#ifndef VIEW_CONTOURS_WORDS_H
#define VIEW_CONTOURS_WORDS_H

#include "view/scene.h"

/* What an axis is, 0 across and 1 up: a parameter, or a direction with its figure. */
void contours_axis_name(const struct run *run, int axis, struct str *title);

/* "λ₁ 25", or "λ₂ ≈ 0" where it cannot be told from 0. */
void contours_lambda_name(const struct bend *bend, int i, struct str *name);

/* What is not as it should be: "computing …" or "computing … this is step 12"; "" where all is. */
void contours_waiting(const struct landscape_picture *picture, struct str *words);

#endif
