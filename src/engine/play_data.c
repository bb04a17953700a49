#include "engine/play_data.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/ghost.h"
#include "engine/play_change.h"
#include "engine/play_parts.h"

/* --- other rows -------------------------------------------------------------------------------- */

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

int play_use_data(struct play *play, const char *path, struct str *says)
{
	struct course *next = malloc(sizeof *next);
	const char *file = play_keep_file(play, path);
	struct str what = {0};

	if (!next || !file) {
		free(next);
		return STATUS_MEMORY;
	}
	*next = *play_course(play);
	next->own_file = file;
	for (int which = 0; which < COURSE_RUNS; which++)
		play_settings_use_own_data(&next->start[which]);
	str_addf(&what, "the rows of %s", name_of(path));
	course_name(next, str_text(&what));
	str_free(&what);
	int status = play_take_course(play, next, says);
	if (status)
		free(next);
	else
		str_addf(says, "%zu rows of your own; the run has started again. u takes it back.",
			play->experiment->data.rows);
	return status;
}

/* --- the lesson's file, read again ------------------------------------------------------------- */

static bool same_file(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Both begin alike: nothing but words of the lesson was changed. */
static bool same_opening(const struct course *a, const struct course *b)
{
	struct course other = *b;

	other.own_file = a->own_file;
	return same_file(a->own_file, b->own_file) && course_same_start(a, &other) &&
	       moment_compare(course_first_difference(a, b), moment_end) == 0;
}

/* Courses and ghosts of `before` borrow these names. Nothing is moved where there is no memory. */
static int take_ghosts_and_files(struct play *play, struct play *before)
{
	size_t count = play->file_count + before->file_count;
	char **grown = realloc(play->files, (count + 1) * sizeof *grown);

	if (!grown)
		return STATUS_MEMORY;
	play->files = grown;
	int status = play_take_ghosts(play, before);
	if (status)
		return status;
	for (size_t i = 0; i < before->file_count; i++)
		grown[play->file_count + i] = before->files[i];
	play->file_count = count;
	before->file_count = 0;
	return 0;
}

/* The list of `before`, and what the file alone says now. Returns the course that it opens. */
static struct course *take_courses(struct play *play, struct play *before)
{
	struct courses *mine = play->courses, *list = before->courses;
	struct course *opening = mine->list[0];

	list->opened = mine->opened;
	list->own = mine->own;
	list->new_words = mine->new_words;
	free(mine);
	play->courses = list;
	before->courses = NULL;
	return opening;
}

/* The runs are those of the file as it is now; undo goes back to those before. */
static void append_opening(struct courses *list, struct course *opening)
{
	list->opening = *opening;
	course_name(opening, "the lesson's file as it is now");
	play_append_course(list, opening);
}

int play_take_over(struct play *play, struct play *before, bool *ret_others)
{
	bool others = !same_opening(play_course(play), &before->courses->opening);
	int status = take_ghosts_and_files(play, before);

	if (status)
		return status;
	struct course *opening = take_courses(play, before);
	if (!others && play_follow_course(play, &play->courses->opening))
		others = true; /* the run that there was cannot be had now */
	if (others)
		append_opening(play->courses, opening);
	else
		free(opening);
	*ret_others = others;
	return 0;
}
