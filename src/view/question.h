/*
 * The question of a stop, below its prose: what it asks, the line that the answer is typed in, the
 * hints that were asked for, and, where the answer is shown, what the learner said beside what is
 * right.
 */
#ifndef VIEW_QUESTION_H
#define VIEW_QUESTION_H

#include "draw/wrap.h"
#include "view/scene.h"

/* Appends the question to the words of the stop; nothing where none is asked. */
void question_add(const struct scene *scene, struct wrap *wrap);

/* Appends which keys answer it; nothing where none is asked. */
void question_note(const struct scene *scene, struct str *note);

#endif
