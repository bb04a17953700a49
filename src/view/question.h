/*
 * The question of a stop, below its prose: what it asks, the line that the answer is typed in, the
 * hints that were asked for, and, where the answer is shown, what the learner said beside what is
 * right.
 */
#ifndef VIEW_QUESTION_H
#define VIEW_QUESTION_H

#include "draw/wrap.h"
#include "view/scene.h"

/* Where the answer to the question of the stop before is shown: what was said beside what is right,
 * above the words of the stop, where it is seen without scrolling. */
void question_add_verdict(const struct scene *scene, struct wrap *wrap);

/* Appends why that is so. */
void question_add_reason(const struct scene *scene, struct wrap *wrap);

/* Appends the stop's own question; nothing where there is none. Where lines are scarce, choices leave
 * when the verdict comes, and a hint when the next one does. */
void question_add(const struct scene *scene, struct wrap *wrap, bool scarce);

/* True at a stop that asks for a prediction, answered or not: the next stop shows what is right. */
bool question_is_prediction(const struct scene *scene);

/* True where something was tried that the stop asks for, and what it asks about it is open. */
bool question_is_due(const struct scene *scene);

/* True where the right answer to a question stands among the words, or help with it, or the votes of a
 * room. */
bool question_is_answered(const struct scene *scene);

/* True while the stop's own question is being answered, or helped with, and afterwards: the words are
 * shown from their end. */
bool question_is_at_hand(const struct scene *scene);

/* True at the place of a stop whose question a room has voted on: all choices and bars are to be seen. */
bool question_is_voted_on(const struct scene *scene);

/* Appends which keys answer it, or what was predicted; nothing where none is asked. */
void question_note(const struct scene *scene, struct str *note);

#endif
