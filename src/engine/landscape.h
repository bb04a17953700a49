/*
 * The landscape: loss over two parameters around a run, for the contour picture.
 *
 * Everything else is held where it stands at the run's position; the caller says so on the screen.
 * The window does not move while stages pass: it holds the start and, for a linear model, the
 * minimum, and doubles when the path leaves it, so that the same place stays on the same cell.
 * Shapes:  a field is [ny × nx], rows from y0 (bottom) to y1.
 * Twins have one window, of one size, that holds both.
 * Errors:  landscape_field gives NULL when memory runs out.
 * Memory:  landscape_new and landscape_free own; a field is valid until the next one of its run is
 *          asked for, or one of a third run.
 */
#ifndef ENGINE_LANDSCAPE_H
#define ENGINE_LANDSCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "engine/run.h"

struct landscape;

struct landscape *landscape_new(void);
void landscape_free(struct landscape *landscape);

/* Drops what belongs to a run, before that run is freed. */
void landscape_forget(struct landscape *landscape);

struct window {
	double x0, x1, y0, y1;
};

/* What the picture shows: which parameters, over which rows, in which mode. */
struct view_of_loss {
	bool all_rows; /* all training rows, else this batch's */
	bool has_minimum;
	double minimum[2]; /* in the plane, with everything else as it is here */
};

struct view_of_loss landscape_view(const struct run *run);

/* The range that should be seen at the run's position, and at its twin's. */
struct window landscape_window(const struct run *run);

/* The loss at the crossings of nx × ny even points over the window. Computed once a state. */
const double *landscape_field(
	struct landscape *landscape, const struct run *run, struct window window, int nx, int ny);

/*
 * Makes nx × ny smaller, keeping their shape, until a field takes no longer than a key may wait; the
 * caller interpolates. Linear models and small networks keep the size that was asked for.
 */
void landscape_afford(const struct run *run, int *nx, int *ny);

/* Where the run stands in the plane, and the gradient of this batch's loss there once it is known. */
struct plane_point {
	double u, v;
	bool has_gradient;
	double du, dv;
};
struct plane_point landscape_point(const struct run *run);

/* "b held at 0.31", "all else held", or "" in words for the picture's edge; brief: "b = 0.31",
 * "rest held". */
void landscape_held(const struct run *run, bool brief, struct str *out);

#endif
