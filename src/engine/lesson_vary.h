/*
 * vary: what other seeds have otherwise, where a lesson's rows are no matter of chance.
 *
 *     vary: {data.scale: [4.9, 5.1], train.learning_rate: [0.975, 0.9]}
 *
 * Lists of one length; a seed takes the same place in each, so that values which belong together stay
 * together. The lesson's own data.seed has the header's values. What --set names is not varied.
 * Memory:  the lesson owns the values.
 */
#ifndef ENGINE_LESSON_VARY_H
#define ENGINE_LESSON_VARY_H

#include <stdbool.h>

#include "engine/lesson.h"

/* Gives the settings what their data.seed has in this lesson. False where that is nothing. */
bool lesson_vary(const struct lesson *lesson, struct settings *settings);

/* The lesson's own settings, but for what that data.seed varies. */
void lesson_settings_of_seed(
	const struct lesson *lesson, int data_seed, struct settings *ret_settings);

#endif
