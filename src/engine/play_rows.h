/*
 * Rows of the data changed by hand while a lesson is played.
 *
 * An edit goes into data.edits of the runs (num/row_edit.h), which start again with it at the same
 * place; undo and redo, step back, saved lessons and twins know it as they know any setting. Of
 * twins both runs are edited where both have the same data, else the first alone.
 * A hand holds one row for a while: all that it does to that row is one change to be undone.
 * Errors:  a status with a sentence in `says` that says what would be right; nothing is changed then.
 */
#ifndef ENGINE_PLAY_ROWS_H
#define ENGINE_PLAY_ROWS_H

#include "engine/play.h"

/* What a hand has done to the row that it holds; zero but for the row when it takes one. */
struct row_hand {
	size_t row;     /* from 0 */
	unsigned kinds; /* of edits, a bit each: 1 << ROW_MOVE */
	size_t mark;    /* of the course that they are in */
};

/*
 * Makes an edit. `says` gets what it did: "Row 3 moved to 1.5, −2: the run has started again." A
 * hand (or NULL) notes it; behind a new row it holds that one, behind a delete it has done nothing.
 */
int play_edit_row(
	struct play *play, const struct row_edit *edit, struct row_hand *hand, struct str *says);

/* What the last change did to a row, as a sentence. */
void play_say_edit(const struct play *play, struct str *says);

/* "row 3: 1.5, −2, upper", as measured. */
void play_print_row(const struct play *play, size_t row, struct str *out);

#endif
