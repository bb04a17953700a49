/*
 * An attempt: whether what a `try` asks the learner to do is done.
 *
 * It is done when its expression holds at the place where the learner stands, and the settings of
 * the run are those that it names.
 */
#ifndef ENGINE_ATTEMPT_H
#define ENGINE_ATTEMPT_H

#include <stdbool.h>

#include "engine/question.h"
#include "engine/run.h"

/* False, too, where the expression cannot be had at this place. */
bool attempt_is_done(const struct run *run, const struct question *question);

#endif
