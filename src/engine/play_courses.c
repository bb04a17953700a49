#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/difference.h"
#include "engine/lesson_vary.h"
#include "engine/play_parts.h"

/* The list of courses that undo and redo go through. */

int play_open_courses(struct play *play, const struct play_settings *settings)
{
	play->courses = calloc(1, sizeof *play->courses);
	struct course *first = calloc(1, sizeof *first);

	if (!play->courses || !first) {
		free(first);
		return STATUS_MEMORY;
	}
	first->start[0] = settings->own;
	first->start[1] = settings->second;
	first->twins = settings->twins;
	first->own_file = play->own_file;
	play->courses->opened = settings->own;
	play->courses->new_words = play->changed;
	play->courses->list[play->courses->count++] = first;
	play->courses->made = 1;
	return 0;
}

void play_close_courses(struct play *play)
{
	for (size_t i = 0; play->courses && i < play->courses->count; i++)
		free(play->courses->list[i]);
	free(play->courses);
	play->courses = NULL;
}

const struct course *play_course(const struct play *play)
{
	return play->courses->list[play->courses->at];
}

size_t play_undo_count(const struct play *play)
{
	return play->courses->at;
}

void play_replace_course(struct play *play, const struct course *course)
{
	*play->courses->list[play->courses->at] = *course;
}

void play_keep_own(struct play *play, const struct course *course)
{
	play->courses->own = *course;
}

const struct course *play_own_course(const struct play *play)
{
	return &play->courses->own;
}

/* Forgets what was undone, and the oldest where there are too many. */
void play_append_course(struct courses *courses, struct course *course)
{
	while (courses->count > courses->at + 1)
		free(courses->list[--courses->count]);
	if (courses->count == COURSES_MAX) {
		free(courses->list[0]);
		memmove(courses->list, courses->list + 1, --courses->count * sizeof *courses->list);
	}
	courses->list[courses->count] = course;
	courses->at = courses->count++;
	courses->made++;
}

/* What this run has no place for has changed nothing. */
static void leave_idle_out(const struct play *play, struct course *course)
{
	size_t kept = 0;

	for (size_t i = 0; i < course->count; i++)
		if (play_has_place(play, &course->changes[i]))
			course->changes[kept++] = course->changes[i];
	course->count = kept;
}

void play_print_changed(const struct play *play, struct difference_form form, struct str *out)
{
	struct course now = *play_course(play), own = *play_own_course(play);

	leave_idle_out(play, &now);
	leave_idle_out(play, &own);
	lesson_settings_of_seed(play->lesson, now.start[0].data.seed, &own.start[0]);
	own.start[0].view = now.start[0].view;           /* what is looked at changes nothing, */
	own.start[0].data.seed = now.start[0].data.seed; /* and the words hold for other seeds */
	own.start[0].train.seed = now.start[0].train.seed;
	if (now.own_file)
		str_add(out, "the rows are your own");
	else
		difference_print((struct difference_of){&now, 0}, (struct difference_of){&own, 0},
			&play->experiment->model, form, out);
}
