/*
 * A shelf of decision fields: those that were asked for last, each with what it depends on.
 *
 * A field is the same while the run computes the same, its parameters and running averages are the
 * same to the bit, and the same places are asked for; then it is not computed again.
 * Shapes:  as in decision.h.
 * Errors:  NULL when memory runs out.
 * Memory:  a zeroed shelf is empty; it owns its fields, which decision_shelf_free gives back. A field
 *          stays until DECISIONS_KEPT others were asked for.
 */
#ifndef ENGINE_DECISION_SHELF_H
#define ENGINE_DECISION_SHELF_H

#include "engine/decision.h"

enum { DECISIONS_KEPT = 4 }; /* of a run and its twin, in a panel and in the whole screen */

struct kept_decision {
	const struct run *run; /* a name only: never looked into */
	unsigned long version; /* of the run */
	struct window window;
	int nx, ny;
	double *z;          /* [ny × nx]; NULL: free */
	double *parameters; /* [count] theta, running μ, running σ² */
	size_t count;
	unsigned long used; /* when it was last asked for */
};

struct decision_shelf {
	struct kept_decision list[DECISIONS_KEPT];
	unsigned long clock;
};

/* The field of decision_field, from the shelf or computed. */
const double *decision_shelf_find(
	struct decision_shelf *shelf, const struct run *run, struct window window, int nx, int ny);

/* Gives all fields back: before a run is freed, whose address another may get. */
void decision_shelf_free(struct decision_shelf *shelf);

#endif
