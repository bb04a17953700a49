/*
 * How a stop is looked at: the directive `look`, and the same words behind --look.
 *
 *     <!-- look: {mode: test, unit: 2, example: 3, focus: contours, zoom: true} -->
 *
 * It holds until another stop has its own. What it does not say is left to the learner.
 * Errors:  each with the place of the value.
 */
#ifndef ENGINE_LESSON_LOOK_H
#define ENGINE_LESSON_LOOK_H

#include "engine/lesson.h"

/* How each word is kept in a struct stop_look: its place in these lists, from 1. */
enum { LOOK_TRAIN = 1, LOOK_TEST };
extern const char *const look_modes[];  /* train, test */
extern const char *const look_levels[]; /* as view.levels */
extern const char *const look_twins[];  /* both, first, second */
extern const char *const look_zooms[];  /* false, true */

/* The stop, from 1, whose look holds at a stop, from 0: itself or the nearest before it; 0: none. */
size_t lesson_look_stop(const struct lesson *lesson, size_t stop);

/* That look, or NULL. */
const struct stop_look *lesson_look(const struct lesson *lesson, size_t stop);

/* Reads "{unit: 2, …}", the braces left out or not. 0, or a status with a mistake in `diags`. */
int look_text_read(const char *text, struct stop_look *ret_look, struct diags *diags);

/* Appends "{unit: 2, …}"; nothing where it says nothing. */
void look_text_print(const struct stop_look *look, struct str *out);

/* Gives back what it points to. */
void stop_look_free(struct stop_look *look);

#endif
