#include "engine/sweep_field.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/sweep_axis.h"

static int start(const struct play *play, const struct sweep_plan *plan, struct sweep_field *field,
	struct diags *diags)
{
	struct experiment_source source = {.folder = play->folder, .own_file = play->own_file};
	int status = sweep_new(&play->experiment->settings, source, plan, &field->sweep, diags);

	return status ? status : sweep_start(field->sweep);
}

static void open_one(const struct play *play, struct sweep_field *ret_field)
{
	const struct settings *settings = &play->experiment->settings;
	struct sweep_axis_text across = {.memory = NULL}, down = {.memory = NULL};
	struct diags diags = {.count = 0};
	struct sweep_field field = {.seeds = (size_t)settings->view.sweep_seeds,
		.play = play,
		.own_file = play->own_file,
		.settings = *settings};

	int status = sweep_axis_read(settings->view.sweep_across, &across, &field.why);
	if (!status && settings->view.sweep_down[0])
		status = sweep_axis_read(settings->view.sweep_down, &down, &field.why);
	struct sweep_plan plan = {.across = across.axis, .down = down.axis, .seeds = field.seeds};
	if (!status)
		status = start(play, &plan, &field, &diags);
	if (status) {
		sweep_free(field.sweep);
		field.sweep = NULL;
	}
	if (diags.count)
		str_add(&field.why, diags.list[0].text);
	else if (status && !field.why.len)
		str_add(&field.why, status_text(status));
	diags_free(&diags);
	sweep_axis_free(&across);
	sweep_axis_free(&down);
	*ret_field = field;
}

void sweep_field_open(const struct play *play, struct sweep_field *ret_field)
{
	open_one(play, ret_field);
	if (!play->twin)
		return;
	/* Without memory for the second the first is there all the same. */
	ret_field->twin = calloc(1, sizeof *ret_field->twin);
	if (ret_field->twin)
		open_one(play->twin, ret_field->twin);
}

/* Of the picture, only what says which grid it is: other levels or planes leave a sweep as it is. */
static bool is_of_sweep(const struct setting *setting)
{
	return setting->scope != SCOPE_VIEW || strncmp(setting->name, "view.sweep_", 11) == 0;
}

static bool one_fits(const struct sweep_field *field, const struct play *play)
{
	bool same = field->own_file == play->own_file;

	for (size_t i = 0; i < settings_count && same; i++)
		same = !is_of_sweep(&settings_table[i]) ||
		       setting_is_same(
			       &field->settings, &play->experiment->settings, &settings_table[i]);
	return same;
}

bool sweep_field_fits(const struct sweep_field *field, const struct play *play)
{
	if (field->play != play || !one_fits(field, play) || !field->twin != !play->twin)
		return false;
	return !field->twin || one_fits(field->twin, play->twin);
}

void sweep_field_free(struct sweep_field *field)
{
	if (field->twin)
		sweep_field_free(field->twin);
	free(field->twin);
	sweep_free(field->sweep);
	str_free(&field->why);
	*field = (struct sweep_field){.sweep = NULL};
}

bool sweep_field_works(const struct sweep_field *field)
{
	if (field->twin && sweep_field_works(field->twin))
		return true;
	return field->sweep && sweep_progress(field->sweep).working;
}

void sweep_field_wait(struct sweep_field *field)
{
	if (field->sweep)
		sweep_wait(field->sweep);
	if (field->twin)
		sweep_field_wait(field->twin);
}
