/*
 * Traces: the numbers of a run as JSON lines or CSV, for notebooks and tests.
 *
 * JSON lines: the experiment first (settings, data, network, start), then a record a batch, epoch or
 * stage. A batch's loss, mu, var and gradients are those of the batch before its update; its
 * running values and parameters stand as they are after it. 17 significant digits; a number that
 * is not finite is null and the record says "diverged": true.
 * Scores of test rows are left out where there are none.
 * CSV: the same numbers, a column per quantity under the name it has in expressions.
 * Errors:  0, STATUS_WRITE when the file takes no more, or STATUS_MEMORY.
 */
#ifndef EXPORT_TRACE_H
#define EXPORT_TRACE_H

#include <stdio.h>

#include "engine/play.h"

enum trace_every { TRACE_STAGE, TRACE_BATCH, TRACE_EPOCH, TRACE_RUN };

/* Both walk the run from its start to its end. */
int trace_json(struct play *play, enum trace_every every, FILE *file);
int trace_csv(struct play *play, enum trace_every every, FILE *file);

/* The next index at which a record stands after `index`, or SIZE_MAX behind the last; records stand
 * at the end of what they tell of. */
size_t trace_next(const struct run *run, enum trace_every every, size_t index);

#endif
