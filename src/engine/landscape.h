/*
 * The landscape: loss over two parameters around a run, for the contour picture.
 *
 * Everything else is held where it stands at the run's position; the caller says so on the screen.
 * The window does not move while stages pass: it holds the start and, for a linear model, the
 * minimum, and doubles when the path leaves it, so that the same place stays on the same cell.
 * Twins have one window, of one size, that holds both.
 * A picture is computed when it is asked for; or by a helper, on another thread say, and until it
 * has done so a coarser or an older one stands in, which says that it is.
 * Shapes:  z is [ny × nx], rows from y0 (bottom) to y1.
 * Errors:  a picture without z when memory runs out, or when there is nothing to stand in.
 * Memory:  landscape_new and landscape_free own; the last four pictures that were asked for stay.
 */
#ifndef ENGINE_LANDSCAPE_H
#define ENGINE_LANDSCAPE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "engine/run.h"

struct decision_shelf;
struct landscape;
struct landscape_job;
struct memos;

struct landscape *landscape_new(void);
void landscape_free(struct landscape *landscape);

/* Drops what belongs to a run, before that run is freed; gives up what is still computed. */
void landscape_forget(struct landscape *landscape);

/* --- where ------------------------------------------------------------------------------------- */

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

/* Both weights of a linear model with squared loss: the picture is a bowl, wherever one stands. */
bool landscape_is_bowl(const struct run *run);

/* Both weights of a unit with batch norm: along a ray from 0 nothing changes, but for ε. */
bool landscape_has_rays(const struct run *run);

/* The range that should be seen at the run's position, and at its twin's. */
struct window landscape_window(const struct run *run);

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

/* --- the picture ------------------------------------------------------------------------------- */

enum landscape_kind {
	LANDSCAPE_START,  /* how it was at the start, on some of all rows: for choosing levels */
	LANDSCAPE_COARSE, /* as it is here, on few points */
	LANDSCAPE_FULL    /* as it is here */
};

/* How the loss bends in the plane where the run stands. */
struct bend {
	bool known;
	double lambda[2];  /* eigenvalues, descending */
	bool flat[2];      /* that cannot be told from 0 */
	double axis[2][2]; /* [i] belongs to lambda[i]: (u, v), length 1 */
};

struct landscape_picture {
	const double *z;  /* NULL: none */
	unsigned long id; /* another one for each picture that was computed; 0: none */
	int nx, ny;
	enum landscape_kind kind;
	bool waits; /* a better one is being computed */
	bool old;   /* of another place in the run: of `step`, from 0, before or after its update */
	size_t step;
	bool after;
	struct bend bend;
};

/* The loss at the crossings of nx × ny even points over the window. Computed once a state. */
struct landscape_picture landscape_picture(
	struct landscape *landscape, const struct run *run, struct window window, int nx, int ny);

/* The same window at the run's start, on a coarse grid: what levels are chosen from. */
struct landscape_picture landscape_start(
	struct landscape *landscape, const struct run *run, struct window window);

/* The decision fields that were drawn last. */
struct decision_shelf *landscape_decisions(struct landscape *landscape);

/* What a view derives from pictures, kept under their ids. */
struct memos *landscape_memos(struct landscape *landscape);

/*
 * Makes nx × ny smaller, keeping their shape, until a field takes no longer than a key may wait; the
 * caller interpolates. Linear models and small networks keep the size that was asked for.
 */
void landscape_afford(const struct run *run, int *nx, int *ny);

/*
 * Who computes pictures that take longer than a moment. `ask` gets a job to own; when it is done it
 * comes back by landscape_deliver. `drop` gives up all that was asked for.
 */
struct landscape_helper {
	void *context;
	void (*ask)(void *context, struct landscape_job *job);
	void (*drop)(void *context);
};
void landscape_help(struct landscape *landscape, struct landscape_helper helper);

/* Takes a finished job, done or cancelled, and frees it. */
void landscape_deliver(struct landscape *landscape, struct landscape_job *job);

#endif
