/*
 * The decision field: what the network answers at each place of the plane of its two inputs.
 *
 * In test mode, for one point has no batch: the running averages of where the run stands are used.
 * Shapes:  out: [ny × nx] row by row; out[j·nx + i] at the i-th of nx even places from x0 to x1 and
 *          the j-th of ny from y0 to y1.
 * Units:   places in the inputs as the network gets them; the output's own (for logistic loss the
 *          probability of class 1).
 * Errors:  STATUS_MEMORY. Where the network overflows there is what comes out, inf or NaN.
 * Memory:  the caller owns `out`; nothing else stays.
 */
#ifndef ENGINE_DECISION_H
#define ENGINE_DECISION_H

#include "engine/landscape.h"
#include "engine/run.h"

/* Makes nx × ny smaller, down to 25 × 17, until a field takes no longer than a key may wait. */
void decision_afford(const struct run *run, int *nx, int *ny);

int decision_field(const struct run *run, struct window window, int nx, int ny, double *ret_out);

#endif
