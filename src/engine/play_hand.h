/*
 * Changing a run by hand while it is played: parameters, and the mates of a row.
 *
 * A parameter gets a value before the batch at the cursor is computed, or before the next one
 * where this one is updated already. It is a change of the course like any other: a mark on the
 * timeline, undone and redone, made again whichever way one comes by. With twins both runs get the
 * value where both have the parameter; with twin. in front of the name the second alone does.
 * Errors:  a status with a sentence in `says` that says what would be right; nothing is changed then.
 */
#ifndef ENGINE_PLAY_HAND_H
#define ENGINE_PLAY_HAND_H

#include "engine/play.h"

/*
 * Puts the value of an expression over this place's quantities into a parameter. `says` gets from
 * when it holds and what it makes of this batch's loss. *ret_column (may be NULL) is the character
 * of the expression, from 1, where a mistake stands; 0: the mistake is in the name.
 */
int play_put(struct play *play, const char *name, const char *expression, struct str *says,
	int *ret_column);

/*
 * Exchanges one of the rows beside `example` (layer, unit and example count from 1) with one of the
 * next batch, from this batch on; called again, another one. `says` gets what ẑ and the output of
 * the example were and are: they move in training and stand still in test mode.
 */
int play_swap_mate(struct play *play, int layer, int unit, int example, struct str *says);

/* The value of a parameter as it is known here. 0, or a status as parameter_find gives it. */
int play_parameter(const struct play *play, const char *name, double *ret_value, struct str *says);

#endif
