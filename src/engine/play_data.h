/*
 * Other rows, and another text of the lesson, while it is played.
 *
 * Both start the run again and lose nothing: what was changed, put and forked stays, and undo goes
 * back behind them to the same bits.
 * Errors:  a status with a sentence in `says` that says what would be right; nothing is changed then.
 */
#ifndef ENGINE_PLAY_DATA_H
#define ENGINE_PLAY_DATA_H

#include "engine/play.h"

/* Goes on with the rows of a file of the user's own. */
int play_use_data(struct play *play, const char *path, struct str *says);

/*
 * `play` was opened from the same lesson's file, read again: it takes over what was changed, undone
 * and forked in `before`, which keeps nothing of it. Where the lesson itself starts otherwise now,
 * that is a change like others, which undo takes back: *ret_others. 0 or STATUS_MEMORY.
 */
int play_take_over(struct play *play, struct play *before, bool *ret_others);

#endif
