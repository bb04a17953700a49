/*
 * A course: from which settings and rows a run, or two, start, and what changes at which batch:
 * settings of training, parameters that a hand puts in, rows of a batch that it swaps.
 *
 * A course is a value: undo and redo go from one to another. A change belongs to a batch of an
 * epoch, so that going back before that batch undoes it and going forward does it again. In a run
 * whose epoch has fewer batches it comes with the last of them.
 * Errors:  statuses of base/status.h with a sentence in `why`; the course keeps what it was.
 * Memory:  holds everything inside, allocates nothing.
 */
#ifndef ENGINE_COURSE_H
#define ENGINE_COURSE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/moment.h"
#include "engine/settings.h"

enum { COURSE_CHANGES_MAX = 64, COURSE_RUNS = 2 };

enum change_kind { CHANGE_SETTING, CHANGE_PARAMETER, CHANGE_SWAP };

struct change {
	struct moment from; /* the first batch that it holds for */
	enum change_kind kind;
	bool of[COURSE_RUNS]; /* the runs that it is made to */
	const struct setting *setting;
	char value[SETTING_TEXT_BYTES]; /* of the setting; or the parameter's name */
	double number;                  /* the parameter's value */
	size_t at[2];                   /* what is swapped: two places of the epoch's order */
};

struct course {
	struct settings start[COURSE_RUNS];
	const char
		*own_file; /* borrowed: the rows that the user named; NULL: those of the settings */
	bool twins;        /* there is a second run */
	struct change changes[COURSE_CHANGES_MAX]; /* [count] in the order of their moments */
	size_t count;
	char what[2 * SETTING_TEXT_BYTES]; /* what made this course from the one before */
};

/* Says what made this course from the one before; cut behind a whole character where it is long. */
void course_name(struct course *course, const char *what);

/* True where a setting can change on the way: everything else makes the run anew. */
bool setting_is_live(const struct setting *setting);

/* The settings of a run as they are for a batch. 0, STATUS_MEMORY or STATUS_COMBINATION. */
int course_settings(const struct course *course, int which, struct moment moment,
	struct settings *ret_settings, struct str *why);

/*
 * Adds a change behind all others of its batch, and leaves out those of the same setting or parameter
 * there of which it leaves nothing; swaps are made one behind the other. 0;
 * STATUS_LIMIT where there are too many; or what setting_set says of the value.
 */
int course_change(struct course *course, const struct change *change, struct str *why);

/* Takes a run out of every change; what then belongs to no run goes. */
void course_leave_run(struct course *course, int which);

/* The next change of the same setting of the same run behind a moment, or NULL. */
const struct change *course_next(const struct course *course, const struct setting *setting,
	int which, struct moment moment);

/* True where both do the same to the same runs at the same batch. */
bool change_is_same(const struct change *a, const struct change *b);

/* The first batch that two courses with the same start differ at; moment_end where they do not. */
struct moment course_first_difference(const struct course *a, const struct course *b);

/* True where the runs of both start alike: from the same settings and from rows that were read once. */
bool course_same_start(const struct course *a, const struct course *b);

/* True where the runs of both start alike, and end in other epochs at most. */
bool course_same_but_length(const struct course *a, const struct course *b);

#endif
