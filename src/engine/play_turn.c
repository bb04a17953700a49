/* From one course to another: by a change, by undo and by redo. */
#include "engine/play_change.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/play_parts.h"

/* A failure leaves everything as it was. */
static int go_by(
	struct play *play, const struct course *now, const struct course *next, struct diags *diags)
{
	if (course_same_start(now, next))
		return play_set_eras(play, next, course_first_difference(now, next), diags);
	if (course_same_but_length(now, next))
		return play_set_length(play, now, next, diags);
	return play_start_again(play, next, diags);
}

/* By a course that is new: what lay behind the last batch of an epoch comes with that one, and is
 * called so. */
static int go_on_by(
	struct play *play, const struct course *now, struct course *next, struct diags *diags)
{
	int status = go_by(play, now, next, diags);

	for (size_t i = 0; i < next->count && !status; i++) {
		struct change *change = &next->changes[i];
		const struct play *owner = change->of[0] || !play->twin ? play : play->twin;
		size_t batches = timeline_batches(&owner->run->timeline, change->from.epoch);
		if (change->from.batch > batches)
			change->from.batch = batches;
	}
	return status;
}

/* Where the cursor stands, to be found again in another run by its name. */
struct standpoint {
	struct timeline timeline;
	struct position at;
	int beside;
};

static struct standpoint stand(const struct play *play)
{
	return (struct standpoint){play->run->timeline, play->run->at, play->beside};
}

/* True where one makes another change to the first run than the lesson itself does. */
static bool has_other_changes(const struct course *course, const struct course *own)
{
	size_t count = 0, own_count = 0, found = 0;

	for (size_t i = 0; i < own->count; i++)
		own_count += own->changes[i].of[0];
	for (size_t i = 0; i < course->count; i++) {
		count += course->changes[i].of[0];
		for (size_t k = 0; k < own->count && course->changes[i].of[0]; k++)
			if (change_is_same(&course->changes[i], &own->changes[k])) {
				found++;
				break;
			}
	}
	return found < count || count != own_count;
}

/* The first run is no longer the lesson's own; a setting that has its old value again is. */
static bool words_may_differ(const struct play *play)
{
	const struct course *course = play_course(play);
	bool differ = play->courses->new_words || has_other_changes(course, play_own_course(play));

	for (size_t i = 0; i < settings_count; i++)
		differ |=
			!play_keeps_words(&settings_table[i]) &&
			twin_differs(&course->start[0], &play->courses->opened, &settings_table[i]);
	return differ;
}

/* Numbers of the stops are those of the new run; then to where the cursor stood. */
static void settle(struct play *play, const struct standpoint *before)
{
	size_t stop = play->stop;
	struct twin_stand there = twin_align(&before->timeline, before->at, &play->run->timeline);

	play->changed = words_may_differ(play);
	play_visit_again(play);
	play->stop = stop;
	play_seek(play, there.index, play->twin ? before->beside : 0);
	play_settle_stop(play);
}

/* The first mistake as a sentence; memory has no words of its own. */
static int explain(int status, struct diags *diags, struct str *says)
{
	str_clear(says);
	str_add(says,
		diags->count && diags->list[0].text ? diags->list[0].text : status_text(status));
	diags_free(diags);
	return status;
}

static int take_course(struct play *play, struct course *next, bool amends, struct str *says)
{
	struct diags diags = {.count = 0};
	const struct standpoint before = stand(play);
	int status = go_on_by(play, play_course(play), next, &diags);

	if (status)
		return explain(status, &diags, says);
	if (amends) {
		play_replace_course(play, next);
		free(next);
	} else {
		play_append_course(play->courses, next);
	}
	settle(play, &before);
	return 0;
}

int play_follow_course(struct play *play, const struct course *from)
{
	struct diags diags = {.count = 0};
	const struct standpoint before = stand(play);
	int status = go_by(play, from, play_course(play), &diags);

	diags_free(&diags);
	if (!status)
		settle(play, &before);
	return status;
}

int play_take_course(struct play *play, struct course *next, struct str *says)
{
	return take_course(play, next, false, says);
}

int play_amend_course(struct play *play, struct course *next, struct str *says)
{
	return take_course(play, next, true, says);
}

size_t play_course_mark(const struct play *play)
{
	const struct courses *courses = play->courses;

	return courses->at + 1 == courses->count ? courses->made : 0;
}

/* --- undo and redo ----------------------------------------------------------------------------- */

/* To another course of the list. */
static int turn_to(struct play *play, size_t at, struct str *says)
{
	struct diags diags = {.count = 0};
	const struct standpoint before = stand(play);
	int status = go_by(play, play_course(play), play->courses->list[at], &diags);

	if (status)
		return explain(status, &diags, says);
	play->courses->at = at;
	settle(play, &before);
	return 0;
}

int play_undo(struct play *play, struct str *says)
{
	struct courses *courses = play->courses;

	if (!play_undo_count(play)) {
		str_add(says, "There is nothing to undo: no setting was changed.");
		return STATUS_PLACE;
	}
	int status = turn_to(play, courses->at - 1, says);
	if (!status)
		str_addf(says, "Undone: %s. ctrl+R does it again.",
			courses->list[courses->at + 1]->what);
	return status;
}

int play_redo(struct play *play, struct str *says)
{
	struct courses *courses = play->courses;

	if (courses->at + 1 == courses->count) {
		str_add(says, "There is nothing to do again: nothing was undone.");
		return STATUS_PLACE;
	}
	int status = turn_to(play, courses->at + 1, says);
	if (!status)
		str_addf(says, "Done again: %s.", courses->list[courses->at]->what);
	return status;
}
