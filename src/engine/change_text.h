/*
 * Changes on the way as text, one each: what --change takes, what a fork's `changes` are made of, and
 * what a line for the shell says of them.
 *
 *     epoch 2, batch 3: train.learning_rate=0.1
 *     epoch 2, batch 3: gamma(1,1)=2
 *     epoch 2, batch 3: swap 3, 9
 *
 * A batch that is not said is the first. first. or twin. in front of what stands behind the colon
 * makes it a change of one of two runs alone.
 * Errors:  a status with a sentence in `why` that says what would be right.
 */
#ifndef ENGINE_CHANGE_TEXT_H
#define ENGINE_CHANGE_TEXT_H

#include "engine/lesson.h"

/* Fills all but the place in a file; ret_change->value is the caller's to free. */
int change_text_read(const char *text, struct lesson_change *ret_change, struct str *why);

/* "first.", "twin." or nothing: whose a change is, where there are two runs. */
const char *change_text_owner(const struct course *course, const struct change *change);

/* Appends it as change_text_read reads it. */
void change_text_print(const struct course *course, const struct change *change, struct str *out);

#endif
