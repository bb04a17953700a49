#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/play_change.h"
#include "engine/play_parts.h"

/* The changes that a run is opened with: those of the lesson's header, then those of the wishes. */

static struct diag_place change_place(const struct play *play, const struct lesson_change *change)
{
	if (change->line)
		return lesson_place(play->lesson, change->line, change->column);
	return (struct diag_place){.file = NULL};
}

/* A place that this run lacks is a mistake of who asks for it; a lesson's own is left out where the
 * command line has made the run another one. */
static int add_change(struct play *play, const struct lesson_change *change, bool strict,
	struct course *course, struct diags *diags)
{
	const struct timeline *timeline = &play->run->timeline;
	struct change added = {.setting = change->setting};
	struct str why = {0};
	int status = 0;

	if (change->epoch > timeline->epochs || change->batch > timeline->batches)
		return strict || !change->line
			       ? diag_add(diags, STATUS_PLACE, change_place(play, change),
					 "%s cannot change at epoch %zu, batch %zu: epochs are 1 "
					 "to %zu, batches 1 to %zu",
					 change->setting->name, change->epoch, change->batch,
					 timeline->epochs, timeline->batches)
			       : 0;
	added.step = (change->epoch - 1) * timeline->batches + change->batch - 1;
	added.of[0] = change->of[0];
	added.of[1] = change->of[1] && course->twins;
	if (strlen(change->value) >= sizeof added.value) {
		status = STATUS_LIMIT;
		str_addf(&why, "%s: the value is longer than %zu bytes", change->setting->name,
			sizeof added.value - 1);
	} else if (added.of[0] || added.of[1]) {
		strcpy(added.value, change->value);
		status = course_change(course, &added, &why);
	}
	if (status)
		diag_add(diags, status, change_place(play, change), "%s", str_text(&why));
	str_free(&why);
	return status;
}

/* "epoch 2, batch 3: train.learning_rate=0.1" */
static int read_wish(const char *text, struct lesson_change *ret_change, struct str *why)
{
	const char *colon = strchr(text, ':');
	const char *equals = colon ? strchr(colon, '=') : NULL;
	struct lesson_change change = {0};
	struct place place = {.stage = STAGE_COUNT};
	struct str where = {0}, name = {0};
	int status = STATUS_SYNTAX;

	if (equals) {
		str_add_bytes(&where, text, (size_t)(colon - text));
		colon += 1 + strspn(colon + 1, " ");
		str_add_bytes(&name, colon, (size_t)(equals - colon));
		status = place_parse(str_text(&where), &place, why);
	}
	if (status || !place.epoch || place.layer || place.stage != STAGE_COUNT) {
		str_clear(why);
		str_add(why, "--change takes PLACE: NAME=VALUE, such as “epoch 2, batch 3: "
			     "train.learning_rate=0.1”");
		status = STATUS_SYNTAX;
	} else if (!lesson_change_name(str_text(&name), &change)) {
		const char *near = setting_nearest(str_text(&name));
		str_addf(why, "--change: there is no setting “%s”%s%s%s", str_text(&name),
			near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
		status = STATUS_NAME;
	} else {
		status = lesson_change_check(&change, equals + 1, why);
	}
	change.epoch = place.epoch;
	change.batch = place.batch ? place.batch : 1;
	change.value = (char *)(equals ? equals + 1 : text); /* read, and never freed */
	*ret_change = change;
	str_free(&where);
	str_free(&name);
	return status;
}

static int add_wish(struct play *play, const char *text, struct course *course, struct diags *diags)
{
	struct lesson_change change;
	struct str why = {0};
	int status = read_wish(text, &change, &why);

	if (status)
		diag_add(diags, status, (struct diag_place){.file = NULL}, "%s", str_text(&why));
	else
		status = add_change(play, &change, true, course, diags);
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
	for (size_t i = 0; i < wishes->change_count && !status; i++)
		status = add_wish(play, wishes->changes[i], course, diags);
	if (!status && course->count)
		status = play_set_eras(play, course, 0, diags);
	if (!status)
		play_replace_course(play, course);
	free(course);
	return status;
}
