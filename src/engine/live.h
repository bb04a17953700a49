/*
 * Live numbers: what stands for `= expression` in a lesson's words, at the run's position.
 */
#ifndef ENGINE_LIVE_H
#define ENGINE_LIVE_H

#include "base/diag.h"
#include "engine/lesson.h"
#include "engine/run.h"

/*
 * The value of a live span as text, "?" where it cannot be had; with `strict` that, and a value that
 * is not finite, is a mistake. The caller frees the text; NULL when memory ran out.
 */
char *live_value(const struct run *run, const struct lesson *lesson, const struct span *span,
	struct diags *strict);

/*
 * A copy of a passage in which the live numbers stand as text. 0 or STATUS_MEMORY; *ret_passage is
 * to be freed in both cases.
 */
int live_fill(const struct run *run, const struct lesson *lesson, const struct passage *passage,
	struct passage *ret_passage, struct diags *strict);

#endif
