#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/parameter.h"
#include "engine/play_parts.h"

/* The experiments that a run goes by, one after the other. */
struct eras {
	struct timeline timeline; /* up to the last of them */
	struct era list[ERAS_MAX];
	size_t count;
	struct experiment *varied[COURSE_CHANGES_MAX];
	size_t varied_count;
	struct edit edits[EDITS_MAX];
	size_t edit_count;
};
_Static_assert((int)EDITS_MAX >= (int)COURSE_CHANGES_MAX, "every change may be an edit");
_Static_assert((int)ERAS_MAX > (int)COURSE_CHANGES_MAX, "every change may begin an era");

static void free_varied(struct experiment *varied[], size_t *count)
{
	while (*count)
		experiment_free(varied[--*count]);
}

static size_t step_of(const struct timeline *timeline, struct moment moment)
{
	return moment_compare(moment, moment_end) ? timeline_step(timeline, moment) : SIZE_MAX;
}

static int add_era(struct eras *eras, const struct play *play, const struct settings *settings,
	size_t step, struct diags *diags)
{
	struct experiment *varied = NULL;
	int status = experiment_vary(play->experiment, settings, &varied, diags);

	if (status)
		return status;
	timeline_turn(&eras->timeline, step, &varied->model);
	varied->model.first_step = timeline_first_step(&eras->timeline, step);
	eras->varied[eras->varied_count++] = varied;
	if (eras->list[eras->count - 1].step == step)
		eras->count--;
	eras->list[eras->count++] = (struct era){step, varied};
	return 0;
}

/* What another network or fewer rows have no place for is left out; u may bring the place back. */
static void add_edit(
	struct eras *eras, const struct play *play, const struct change *change, size_t step)
{
	const struct model *model = &play->experiment->model;
	struct edit edit = {.kind = change->kind == CHANGE_SWAP ? EDIT_SWAP : EDIT_PARAMETER,
		.step = step,
		.at = {change->at[0], change->at[1]},
		.value = change->number};
	struct str why = {0};
	bool fits = edit.kind == EDIT_SWAP
			    ? edit.at[0] < model->train_rows && edit.at[1] < model->train_rows
			    : !parameter_find(model, change->value, &edit.at[0], &why);

	if (fits)
		eras->edits[eras->edit_count++] = edit;
	str_free(&why);
}

/* `play` is the first run's or the second's. */
static int make_eras(const struct course *course, int which, const struct play *play,
	struct eras *eras, struct diags *diags)
{
	const struct experiment *e = play->experiment;
	struct settings settings;
	struct str why = {0};
	int status = 0;

	*eras = (struct eras){.list = {{0, e}}, .count = 1};
	timeline_build(&eras->timeline, &e->model, &e->settings);
	for (size_t i = 0; i < course->count && !status; i++) {
		const struct change *change = &course->changes[i];
		if (!change->of[which])
			continue;
		size_t step = timeline_step(&eras->timeline, change->from);
		if (change->kind != CHANGE_SETTING) {
			add_edit(eras, play, change, step);
			continue;
		}
		status = course_settings(course, which, change->from, &settings, &why);
		if (status)
			diag_add(diags, status, (struct diag_place){.file = NULL}, "%s",
				str_text(&why));
		else
			status = add_era(eras, play, &settings, step, diags);
	}
	if (!status)
		status = experiment_check_steps(eras->timeline.steps, diags);
	if (!status)
		status = run_reserve(play->run, eras->list, eras->count);
	if (status)
		free_varied(eras->varied, &eras->varied_count);
	str_free(&why);
	return status;
}

/* Hands the eras over to the run; the experiments of those before are given back. */
static void take_eras(struct play *play, const struct eras *eras, struct moment from)
{
	run_set_edits(play->run, eras->edits, eras->edit_count);
	run_set_eras(play->run, eras->list, eras->count, step_of(&eras->timeline, from));
	free_varied(play->varied, &play->varied_count);
	memcpy(play->varied, eras->varied, eras->varied_count * sizeof *eras->varied);
	play->varied_count = eras->varied_count;
}

int play_set_eras(
	struct play *play, const struct course *course, struct moment from, struct diags *diags)
{
	struct eras first, second;
	int status = make_eras(course, 0, play, &first, diags);

	if (status)
		return status;
	if (play->twin) {
		status = make_eras(course, 1, play->twin, &second, diags);
		if (status) {
			free_varied(first.varied, &first.varied_count);
			return status;
		}
		take_eras(play->twin, &second, from);
	}
	take_eras(play, &first, from);
	return 0;
}

static void set_epochs(struct play *play, const struct course *course)
{
	play->experiment->settings.train.epochs = course->start[0].train.epochs;
	if (play->twin)
		play->twin->experiment->settings.train.epochs = course->start[1].train.epochs;
}

int play_set_length(
	struct play *play, const struct course *now, const struct course *next, struct diags *diags)
{
	set_epochs(play, next);
	int status = play_set_eras(play, next, course_first_difference(now, next), diags);
	if (status)
		set_epochs(play, now);
	return status;
}

/* --- the runs ---------------------------------------------------------------------------------- */

void play_close_runs(struct play *play)
{
	if (play->twin)
		free_varied(play->twin->varied, &play->twin->varied_count);
	play_close_twin(play);
	run_free(play->run);
	free_varied(play->varied, &play->varied_count);
	experiment_free(play->experiment);
	play->run = NULL;
	play->experiment = NULL;
}

static int open_runs(struct play *play, const struct course *course, struct diags *diags)
{
	int status = play_open_run(play, &course->start[0], diags);

	if (!status && course->twins)
		status = play_open_twin(play, &course->start[1], diags);
	return status ? status : play_set_eras(play, course, moment_first, diags);
}

/* The runs that there are stay until the new ones can be had. */
int play_start_again(struct play *play, const struct course *course, struct diags *diags)
{
	struct play *old = malloc(sizeof *old);

	if (!old)
		return STATUS_MEMORY;
	*old = *play;
	play->run = NULL;
	play->experiment = NULL;
	play->twin = NULL;
	play->varied_count = 0;
	play->own_file = course->own_file;
	int status = open_runs(play, course, diags);
	if (status) {
		play_close_runs(play);
		*play = *old;
	} else {
		enum model_mode mode = old->run->mode;
		play_close_runs(old);
		play_set_mode(play, mode);
	}
	free(old);
	return status;
}
