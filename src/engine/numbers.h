/*
 * Formulas with numbers: templates of text in which {expression} stands for its value.
 *
 * $l, $u, $i and $r stand for the layer, unit, example and row that the learner looks at, $L for
 * the last layer. What is not known yet, or is nowhere in this run, shows as "?".
 */
#ifndef ENGINE_NUMBERS_H
#define ENGINE_NUMBERS_H

#include "base/str.h"
#include "engine/run.h"

struct numbers_focus {
	int layer, unit, example, row; /* from 1 */
};

/* What $l, $u, $i, $r or $L stands for, by its letter; without a run $L is the first layer. */
int numbers_focus_value(const struct run *run, struct numbers_focus focus, char letter);

void numbers_fill(
	const struct run *run, const char *text, struct numbers_focus focus, struct str *out);

#endif
