#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/change_text.h"
#include "engine/parameter.h"
#include "engine/play_change.h"
#include "engine/play_parts.h"

/* The changes that a run is opened with: those of the lesson's header, then those of the wishes. */

static struct diag_place change_place(const struct play *play, const struct lesson_change *change)
{
	if (change->line)
		return lesson_place(play->lesson, change->line, change->column);
	return (struct diag_place){.file = NULL};
}

static int check_place(const struct play *play, const struct lesson_change *change, struct str *why)
{
	const struct play *owner = change->of[0] || !play->twin ? play : play->twin;
	const struct timeline *timeline = &owner->run->timeline;
	size_t batches = timeline_batches(timeline, change->epoch);
	bool cut = change->setting && change->setting->scope == SCOPE_EPOCH && change->batch > 1;

	if (change->epoch <= timeline->epochs && change->batch <= batches && !cut)
		return 0;
	str_addf(why, "%s cannot change at epoch %zu, batch %zu: ",
		change->setting ? change->setting->name
		: change->value ? change->value
				: "the order of the rows",
		change->epoch, change->batch);
	if (cut)
		str_add(why, "an epoch is cut into batches once, so say batch 1");
	else
		str_addf(why, "epochs are 1 to %zu, batches 1 to %zu", timeline->epochs, batches);
	return STATUS_PLACE;
}

/* The parameter's name as it is printed everywhere; each run that has to must have it. */
static int find_parameter(
	const struct play *play, const char *name, struct change *change, struct str *why)
{
	const struct play *owner = change->of[0] ? play : play->twin;
	struct str canonical = {0}, ignored = {0};
	size_t offset;
	int status = parameter_find(&owner->experiment->model, name, &offset, why);

	if (status)
		return status;
	if (change->of[0] && change->of[1])
		change->of[1] =
			!parameter_find(&play->twin->experiment->model, name, &offset, &ignored);
	parameter_print(parameter_at(&owner->experiment->model, offset), &canonical);
	change->value[0] = '\0';
	strncat(change->value, str_text(&canonical), sizeof change->value - 1);
	str_free(&canonical);
	str_free(&ignored);
	return 0;
}

static int check_swap(const struct play *play, const struct change *change, struct str *why)
{
	const struct play *owner = change->of[0] ? play : play->twin;
	size_t rows = owner->experiment->model.train_rows;

	if (change->at[0] < rows && change->at[1] < rows)
		return 0;
	str_addf(why, "swap: the epoch's order has the places 1 to %zu", rows);
	return STATUS_PLACE;
}

/* As a change of the course; nothing is to be done where it has no run. */
static int translate(const struct play *play, const struct lesson_change *change,
	struct change *ret_change, struct str *why)
{
	struct change added = {.from = {change->epoch, change->batch},
		.kind = change->kind,
		.setting = change->setting,
		.number = change->number,
		.of = {change->of[0], change->of[1] && play->twin},
		.at = {change->at[0], change->at[1]}};
	int status = check_place(play, change, why);

	if (status)
		return status;
	if (added.kind == CHANGE_SETTING)
		strncat(added.value, change->value, sizeof added.value - 1);
	else if ((added.of[0] || added.of[1]) && added.kind == CHANGE_PARAMETER)
		status = find_parameter(play, change->value, &added, why);
	else if (added.of[0] || added.of[1])
		status = check_swap(play, &added, why);
	*ret_change = added;
	return status;
}

/* Places behind it are those of its batches. What goes together with no other change yet, is looked
 * at when all are in. */
static void cut_epochs(struct play *play, const struct course *course)
{
	struct diags diags = {.count = 0};

	play_set_eras(play, course, moment_first, &diags);
	diags_free(&diags);
}

bool change_has_place(
	const struct change *change, const struct timeline *timeline, const struct model *model)
{
	struct str why = {0};
	size_t offset;
	bool cut =
		change->setting && change->setting->scope == SCOPE_EPOCH && change->from.batch > 1;
	bool fits = change->from.epoch <= timeline->epochs && !cut &&
		    change->from.batch <= timeline_batches(timeline, change->from.epoch);

	if (change->kind == CHANGE_SWAP)
		fits &= change->at[0] < model->train_rows && change->at[1] < model->train_rows;
	else if (change->kind == CHANGE_PARAMETER)
		fits &= !parameter_find(model, change->value, &offset, &why);
	str_free(&why);
	return fits;
}

bool play_has_place(const struct play *play, const struct change *change)
{
	const struct play *owner = change->of[0] || !play->twin ? play : play->twin;

	return change_has_place(change, &play->run->timeline, &owner->experiment->model);
}

int play_add_lesson_change(struct play *play, const struct lesson_change *change,
	struct course *course, struct str *why)
{
	struct change added;
	int status = translate(play, change, &added, why);

	if (!status && (added.of[0] || added.of[1]))
		status = course_change(course, &added, why);
	if (!status && added.setting && added.setting->scope == SCOPE_EPOCH)
		cut_epochs(play, course);
	return status;
}

/* A place or a parameter that this run lacks is a mistake of who asks for it; a lesson's own is left
 * out where the command line has made the run another one. */
static int add_change(struct play *play, const struct lesson_change *change, bool strict,
	struct course *course, struct diags *diags)
{
	struct str why = {0};
	int status = play_add_lesson_change(play, change, course, &why);

	if (status && status != STATUS_LIMIT && change->line && !strict)
		status = 0;
	if (status)
		diag_add(diags, status, change_place(play, change), "%s%s",
			change->line ? "" : "--change: ", str_text(&why));
	str_free(&why);
	return status;
}

static int add_wish(struct play *play, const char *text, struct course *course, struct diags *diags)
{
	struct lesson_change change;
	struct str why = {0};
	int status = change_text_read(text, &change, &why);

	if (status) {
		diag_add(diags, status, (struct diag_place){.file = NULL}, "--change: %s",
			str_text(&why));
	} else {
		status = add_change(play, &change, true, course, diags);
		free(change.value);
	}
	str_free(&why);
	return status;
}

int play_open_changes(
	struct play *play, const struct play_wishes *wishes, bool strict, struct diags *diags)
{
	const struct lesson *lesson = play->lesson;
	struct course *course = malloc(sizeof *course);
	int status = course ? 0 : STATUS_MEMORY;

	if (!status)
		*course = *play_course(play);
	for (size_t i = 0; i < lesson->change_count && !status; i++)
		status = add_change(play, &lesson->changes[i], strict, course, diags);
	if (!status)
		play_keep_own(play, course);
	for (size_t i = 0; i < wishes->change_count && !status; i++)
		status = add_wish(play, wishes->changes[i], course, diags);
	if (!status && course->count)
		status = play_set_eras(play, course, moment_first, diags);
	if (!status) {
		play_replace_course(play, course);
		play->courses->opening = *course;
	}
	free(course);
	return status;
}
