/*
 * Changing a play while it is played: settings, undo, redo.
 *
 * A setting of training holds from the next batch on and becomes a mark on the timeline: before it
 * the run is as it was. What an epoch is cut by holds from the next epoch on; in an epoch's first
 * batch, until that is updated, from this one. Settings of data and network make the run start again, and the cursor goes to where it stood; those of the picture hold at once.
 * With twins a change is made to both runs, so that they go on to differ in
 * what they differed in; a setting in which they differ is changed in the first alone, and with
 * twin. in front of its name in the second alone. Changes that lie further on stay.
 * Errors:  a status with a sentence in `says` that says what would be right; nothing is changed then.
 */
#ifndef ENGINE_PLAY_CHANGE_H
#define ENGINE_PLAY_CHANGE_H

#include "engine/course.h"
#include "engine/difference.h"
#include "engine/play.h"

enum { COURSES_MAX = 100 }; /* that undo goes back through */

/* Sets a setting, by its dotted name; `says` gets what it means: "… from batch 4 of epoch 2 on". */
int play_change(struct play *play, const char *name, const char *value, struct str *says);

/* Sets every setting of the first run that differs from these, as one change: from the next batch
 * on, or from the start where one of them makes the run start again. */
int play_change_to(struct play *play, const struct settings *settings, struct str *says);

/* The first run's settings as a change made now finds them, from the next batch or epoch on: what a
 * panel shows for changing. 0 or a status. */
int play_settings_next(const struct play *play, struct settings *ret_settings);

/* Back to before the last change, and forward again. STATUS_PLACE where there is none. */
int play_undo(struct play *play, struct str *says);
int play_redo(struct play *play, struct str *says);

/* How many changes there are to go back before, one behind the other. */
size_t play_undo_count(const struct play *play);

/* Goes on by another course, which it takes over when it returns 0; the cursor stays. */
int play_take_course(struct play *play, struct course *next, struct str *says);

/* The same in place of the course that there is, so that one undo takes both back. */
int play_amend_course(struct play *play, struct course *next, struct str *says);

/* The number of the course that was made last, from 1; 0 while that is undone. */
size_t play_course_mark(const struct play *play);

/* What the runs go by now; and with no other changes than the lesson's own. */
const struct course *play_course(const struct play *play);
const struct course *play_own_course(const struct play *play);

/* True where a run has the batch of a change, and the parameter or the rows: where a lesson or
 * --change can say it. Other changes do nothing until undo, or another change, brings their place. */
bool change_has_place(
	const struct change *change, const struct timeline *timeline, const struct model *model);
bool play_has_place(const struct play *play, const struct change *change);

/* What the learner has changed: "train.learning_rate = 0.3 and 1 more", against the lesson's own. */
void play_print_changed(const struct play *play, struct difference_form form, struct str *out);

#endif
