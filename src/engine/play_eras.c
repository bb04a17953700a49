#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/parameter.h"
#include "engine/play_parts.h"

/* The experiments that a run goes by, one after the other. */
struct eras {
	struct era list[ERAS_MAX];
	size_t count;
	struct experiment *varied[COURSE_CHANGES_MAX];
	size_t varied_count;
	struct edit edits[EDITS_MAX];
	size_t edit_count;
};
_Static_assert((int)EDITS_MAX >= (int)COURSE_CHANGES_MAX, "every change may be an edit");

static void free_varied(struct experiment *varied[], size_t *count)
{
	while (*count)
		experiment_free(varied[--*count]);
}

/* The batch of the second run that a batch of the first stands beside. */
static size_t step_beside(const struct timeline *own, size_t step, const struct timeline *second)
{
	size_t batch = step % own->batches;

	return step / own->batches * second->batches +
	       (batch < second->batches ? batch : second->batches - 1);
}

static int add_era(struct eras *eras, const struct play *play, const struct settings *settings,
	size_t step, struct diags *diags)
{
	struct experiment *varied = NULL;
	int status = experiment_vary(play->experiment, settings, &varied, diags);

	if (status)
		return status;
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

/* `play` is the first run's or the second's; steps of the course are those of the first's timeline. */
static int make_eras(const struct course *course, int which, const struct timeline *own,
	const struct play *play, struct eras *eras, struct diags *diags)
{
	struct settings settings;
	struct str why = {0};
	int status = 0;

	*eras = (struct eras){.list = {{0, play->experiment}}, .count = 1};
	for (size_t i = 0; i < course->count && !status; i++) {
		if (!course->changes[i].of[which])
			continue;
		size_t step = course->changes[i].step;
		size_t own_step = which ? step_beside(own, step, &play->run->timeline) : step;
		if (course->changes[i].kind != CHANGE_SETTING) {
			add_edit(eras, play, &course->changes[i], own_step);
			continue;
		}
		status = course_settings(course, which, step, &settings, &why);
		if (status)
			diag_add(diags, status, (struct diag_place){.file = NULL}, "%s",
				str_text(&why));
		else
			status = add_era(eras, play, &settings, own_step, diags);
	}
	if (status)
		free_varied(eras->varied, &eras->varied_count);
	str_free(&why);
	return status;
}

/* Hands the eras over to the run; the experiments of those before are given back. */
static void take_eras(struct play *play, const struct eras *eras, size_t from)
{
	run_set_edits(play->run, eras->edits, eras->edit_count);
	run_set_eras(play->run, eras->list, eras->count, from);
	free_varied(play->varied, &play->varied_count);
	memcpy(play->varied, eras->varied, eras->varied_count * sizeof *eras->varied);
	play->varied_count = eras->varied_count;
}

int play_set_eras(struct play *play, const struct course *course, size_t from, struct diags *diags)
{
	const struct timeline *own = &play->run->timeline;
	struct eras first, second;
	int status = make_eras(course, 0, own, play, &first, diags);

	if (status)
		return status;
	if (play->twin) {
		status = make_eras(course, 1, own, play->twin, &second, diags);
		if (status) {
			free_varied(first.varied, &first.varied_count);
			return status;
		}
		take_eras(play->twin, &second,
			from == SIZE_MAX ? SIZE_MAX
					 : step_beside(own, from, &play->twin->run->timeline));
	}
	take_eras(play, &first, from);
	return 0;
}

static int set_epochs(struct play *play, int epochs, struct diags *diags)
{
	struct experiment *e = play->experiment;
	int before = e->settings.train.epochs;
	int status = experiment_set_epochs(e, epochs, diags);

	if (!status)
		status = run_set_length(play->run);
	if (status)
		e->settings.train.epochs = before;
	return status;
}

int play_set_length(
	struct play *play, const struct course *now, const struct course *next, struct diags *diags)
{
	int status = set_epochs(play, next->start[0].train.epochs, diags);
	bool both = !status && play->twin;

	if (both)
		status = set_epochs(play->twin, next->start[1].train.epochs, diags);
	if (!status)
		status = play_set_eras(play, next, course_first_difference(now, next), diags);
	if (status) { /* back to a length that there was memory for */
		set_epochs(play, now->start[0].train.epochs, diags);
		if (both)
			set_epochs(play->twin, now->start[1].train.epochs, diags);
	}
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
	return status ? status : play_set_eras(play, course, 0, diags);
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
