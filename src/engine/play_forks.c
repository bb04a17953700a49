#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/ghost.h"
#include "engine/play_parts.h"

/* Forks that a play is opened with: each is run once, as far as it is shown, and stays as a ghost. */

static struct diag_place place_of(const struct play *play, int line, int column)
{
	if (line)
		return lesson_place(play->lesson, line, column);
	return (struct diag_place){.file = NULL};
}

static int refuse(const struct play *play, int status, int line, int column, const struct str *why,
	struct diags *diags)
{
	return diag_add(diags, status, place_of(play, line, column), "%s%s",
		line ? "" : "--fork: ", why->len ? str_text(why) : status_text(status));
}

static int make_settings(const struct play *play, const struct lesson_fork *fork,
	struct settings *settings, struct diags *diags)
{
	struct str why = {0};
	int status = 0;

	for (size_t i = 0; i < fork->set_count && !status; i++)
		status = setting_set(settings, fork->sets[i].setting, fork->sets[i].value, &why);
	if (!status)
		status = settings_check(settings, &why);
	if (status)
		refuse(play, status, fork->line, fork->column, &why, diags);
	str_free(&why);
	return status;
}

static int make_changes(struct play *play, const struct lesson_fork *fork, struct course *course,
	struct diags *diags)
{
	struct str why = {0};
	int status = 0;

	for (size_t i = 0; i < fork->change_count && !status; i++) {
		const struct lesson_change *change = &fork->changes[i];
		status = play_add_lesson_change(play, change, course, &why);
		if (status)
			refuse(play, status, change->line, change->column, &why, diags);
	}
	str_free(&why);
	return status;
}

/* Follows the run as far as it is shown. */
static int follow(const struct play *play, const struct lesson_fork *fork, struct diags *diags)
{
	const struct timeline *timeline = &play->run->timeline;
	struct str why = {0};

	size_t batches = timeline_batches(timeline, fork->epoch);
	if (fork->epoch > timeline->epochs || fork->batch > batches) {
		str_addf(&why,
			"there is no epoch %zu, batch %zu to fork at: epochs are 1 to %zu, batches "
			"1 "
			"to %zu",
			fork->epoch, fork->batch, timeline->epochs, batches);
		refuse(play, STATUS_PLACE, fork->line, fork->column, &why, diags);
		str_free(&why);
		return STATUS_PLACE;
	}
	size_t forked = timeline_step(timeline, (struct moment){fork->epoch, fork->batch});
	size_t last = fork->batches ? fork->batches - 1 : forked + ghost_ahead(play->run);
	run_seek(play->run, timeline_index(timeline, last, 0));
	return 0;
}

/* `branch` is a play with one run, beside the one that gets the ghost. */
static int run_branch(struct play *branch, const struct lesson_fork *fork, struct course *course,
	struct diags *diags)
{
	int status = play_open_run(branch, &course->start[0], diags);

	if (!status)
		status = make_changes(branch, fork, course, diags);
	if (!status)
		status = play_set_eras(branch, course, moment_first, diags);
	if (!status)
		status = follow(branch, fork, diags);
	return status;
}

/* A lesson's own fork has its own rows, not those of --data. */
static int open_fork(struct play *play, const struct lesson_fork *fork, const struct settings *base,
	bool own, struct diags *diags)
{
	const char *own_file = own ? NULL : play->own_file;
	struct play *branch = calloc(1, sizeof *branch);
	struct course *course = calloc(1, sizeof *course);
	int status = branch && course ? 0 : STATUS_MEMORY;

	if (!status) {
		*branch = (struct play){.lesson = play->lesson,
			.folder = play->folder,
			.own_file = own_file,
			.stride = play->stride};
		course->start[0] = *base;
		course->own_file = own_file;
		status = make_settings(play, fork, &course->start[0], diags);
	}
	if (!status)
		status = run_branch(branch, fork, course, diags);
	if (!status)
		status = play_keep_ghost(
			play, branch->run, course, (struct moment){fork->epoch, fork->batch}, own);
	if (branch)
		play_close_runs(branch);
	free(branch);
	free(course);
	return status;
}

/*
 * A lesson's own forks are those of the run that it opens; where the command line has made that
 * another one, they stay what the lesson says.
 */
static int open_own(struct play *play, bool strict, struct diags *diags)
{
	const struct settings base =
		play->changed ? play->lesson->settings : play_course(play)->start[0];
	int first = 0;

	for (size_t i = 0; i < play->lesson->fork_count && first != STATUS_MEMORY; i++) {
		struct diags ignored = {.count = 0};
		int status = open_fork(
			play, &play->lesson->forks[i], &base, true, strict ? diags : &ignored);
		if (status == STATUS_MEMORY || (strict && !first))
			first = status;
		diags_free(&ignored);
	}
	return first;
}

int play_open_forks(
	struct play *play, const struct play_wishes *wishes, bool strict, struct diags *diags)
{
	struct lesson *lesson = play->lesson;
	size_t own = lesson->fork_count;
	int status = open_own(play, strict, diags);

	for (size_t i = 0; i < wishes->fork_count && !status; i++)
		status = lesson_add_fork(lesson, wishes->forks[i], diags);
	for (size_t i = own; i < lesson->fork_count && !status; i++)
		status = open_fork(
			play, &lesson->forks[i], &play_course(play)->start[0], false, diags);
	return status;
}
