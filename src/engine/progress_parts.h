/*
 * Progress from within: how its lists grow while it is read from a text or noted from a play.
 *
 * Errors:  NULL when memory ran out, and the list as it was.
 */
#ifndef ENGINE_PROGRESS_PARTS_H
#define ENGINE_PROGRESS_PARTS_H

#include "engine/progress.h"

struct progress_lesson *progress_add(struct progress *progress, const char *key);
struct progress_answer *progress_add_answer(struct progress_lesson *lesson);

#endif
