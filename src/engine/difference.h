/*
 * What tells two runs apart: settings, then what hands did to one and not to the other.
 *
 * Whole runs are compared, so that a name stays the same at every place: as they end, and what ends
 * alike as it starts.
 */
#ifndef ENGINE_DIFFERENCE_H
#define ENGINE_DIFFERENCE_H

#include <stdbool.h>

#include "base/str.h"
#include "engine/course.h"
#include "num/model.h"

/* A run: a course, and which of its two. */
struct difference_of {
	const struct course *course;
	int which;
};

/* How much of it is told. */
struct difference_form {
	int most;   /* differences */
	bool brief; /* "+2" for the others, not "and 2 more" */
};

/*
 * Appends what `own` has that `other` has not: "train.learning_rate = 0.1, gamma(1,1) = 2, without a
 * swap"; of more than the form's `most`, as many and the rest. "the same settings" where nothing
 * differs. Given parameters of `model`, where both runs have them, are told by name: "b(1,1) = 3".
 */
void difference_print(struct difference_of own, struct difference_of other,
	const struct model *model, struct difference_form form, struct str *out);

/* "train.optimizer = adam" without the group of its setting: the first name behind `from` bytes. */
void difference_leave_group_out(struct str *text, size_t from);

#endif
