/*
 * Row edits: what a hand changes in a data set before a run begins.
 *
 * A list of edits is made in its order, and each speaks of the rows as the edits before it left
 * them: behind "delete 3" the row that was the fourth is row 3. Rows keep the side of the split
 * that they are on; a new row stands last and is a training row.
 * Text:    "move ROW X1 X2", "flip ROW", "target ROW Y", "add X1 X2 Y", "delete ROW"; rows count
 *          from 1, a class is 0 or 1. "ROW X1 X2" alone is a move.
 * Units:   features and targets as measured, before anything is normalized; |value| <= 1e9.
 * Errors:  statuses of base/status.h with a sentence in `why` that says what would be right; data
 *          and lists keep what they were.
 * Memory:  a list holds everything inside; the data set that row_edits_apply makes is the caller's.
 */
#ifndef NUM_ROW_EDIT_H
#define NUM_ROW_EDIT_H

#include <stddef.h>

#include "base/str.h"
#include "num/dataset.h"

enum { ROW_EDITS_MAX = 100 };

enum row_edit_kind { ROW_MOVE, ROW_FLIP, ROW_TARGET, ROW_ADD, ROW_DELETE, ROW_EDIT_KINDS };

struct row_edit {
	enum row_edit_kind kind;
	size_t row;         /* from 0; 0 in ROW_ADD */
	double x[FEATURES]; /* of ROW_MOVE and ROW_ADD, else 0 */
	double y;           /* of ROW_TARGET and ROW_ADD, else 0 */
};

struct row_edits {
	size_t count;
	struct row_edit list[ROW_EDITS_MAX]; /* [count] */
};

/* "move", "flip", … and the names of what stands behind each: "ROW X1 X2". */
extern const char *const row_edit_words[ROW_EDIT_KINDS];
extern const char *const row_edit_forms[ROW_EDIT_KINDS];

/*
 * The kind that a text begins with, and in *ret_at where its row and numbers begin, behind the word;
 * ROW_EDIT_KINDS where the first word names none.
 */
enum row_edit_kind row_edit_kind(const char *text, size_t *ret_at);

/* How many words stand before the target of that kind, behind its own; −1 where it has no target. */
int row_edit_target(enum row_edit_kind kind);

/* Reads one edit. 0; STATUS_NAME, STATUS_SYNTAX or STATUS_RANGE. */
int row_edit_parse(const char *text, struct row_edit *ret_edit, struct str *why);

/* Appends one edit as row_edit_parse reads it, with all digits. */
void row_edit_print(const struct row_edit *edit, struct str *out);

/*
 * Adds an edit of a data set that has `rows` rows by now. What it makes idle goes: of two moves of
 * a row the later one stays, two flips are none, and a new row that is moved is added where it
 * went. Whether the data can be edited so is row_edits_apply's to say. 0, or STATUS_LIMIT.
 */
int row_edits_add(
	struct row_edits *edits, size_t rows, const struct row_edit *edit, struct str *why);

/*
 * A data set in which all edits are made. 0; STATUS_MEMORY; or, with the number of the edit from 0
 * in *ret_at (the count of them where the data that are left cannot be used): STATUS_RANGE,
 * STATUS_COMBINATION or STATUS_DATA.
 */
int row_edits_apply(const struct row_edits *edits, const struct dataset *data,
	struct dataset *ret_data, size_t *ret_at, struct str *why);

#endif
