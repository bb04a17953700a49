#include "engine/sweep_axis.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"

int sweep_axis_read(const char *text, struct sweep_axis_text *ret_axis, struct str *why)
{
	const char *between = strchr(text, ';') ? ";" : ",";
	char *rest = NULL, *memory = strdup(text), *equals = memory ? strchr(memory, '=') : NULL;

	if (!equals) {
		free(memory);
		str_addf(why,
			"takes NAME=VALUE,VALUE,…, such as train.learning_rate=0.1,1,10, not “%s”",
			text);
		return memory ? STATUS_SYNTAX : STATUS_MEMORY;
	}
	*equals = '\0';
	*ret_axis = (struct sweep_axis_text){.memory = memory, .axis.setting = memory};
	ret_axis->axis.values = ret_axis->values;
	for (char *value = strtok_r(equals + 1, between, &rest);
		value && ret_axis->axis.count < SWEEP_VALUES_MAX;
		value = strtok_r(NULL, between, &rest))
		ret_axis->values[ret_axis->axis.count++] = value + strspn(value, " ");
	return 0;
}

void sweep_axis_free(struct sweep_axis_text *axis)
{
	free(axis->memory);
	*axis = (struct sweep_axis_text){.memory = NULL};
}

/* --- what a lesson asks for -------------------------------------------------------------------- */

static bool check_values(
	const struct settings *settings, const struct sweep_axis *axis, struct str *why)
{
	const struct setting *setting = setting_find(axis->setting);
	struct settings trial = *settings;

	if (!setting)
		setting_refuse_name("", axis->setting, why);
	else if (setting->scope == SCOPE_VIEW)
		str_addf(why, "%s changes what is shown, not how a run ends", axis->setting);
	else if (!axis->count)
		str_addf(why, "%s has no values", axis->setting);
	else
		for (size_t i = 0; i < axis->count; i++)
			if (setting_set(&trial, setting, axis->values[i], why))
				return false;
	return setting && setting->scope != SCOPE_VIEW && axis->count;
}

/* Reads and checks one side; an empty text is a side of one value without a name. */
static bool check_side(const struct settings *settings, const char *name, const char *text,
	struct sweep_axis_text *axis, struct str *why)
{
	struct str reason = {0};
	bool fine = true;

	*axis = (struct sweep_axis_text){.axis.count = 1};
	if (text[0])
		fine = !sweep_axis_read(text, axis, &reason) &&
		       check_values(settings, &axis->axis, &reason);
	/* "takes NAME=…" goes on from the name; the others are sentences of their own. */
	if (!fine)
		str_addf(why, axis->memory ? "%s: %s" : "%s %s", name, str_text(&reason));
	str_free(&reason);
	return fine;
}

static bool check_both(const struct settings *settings, const struct sweep_axis *across,
	const struct sweep_axis *down, struct str *why)
{
	size_t runs = across->count * down->count * (size_t)settings->view.sweep_seeds;

	if (down->setting && !across->setting)
		str_add(why, "view.sweep_down needs view.sweep_across");
	else if (down->setting && strcmp(across->setting, down->setting) == 0)
		str_addf(why, "view.sweep_across and view.sweep_down are both about %s",
			down->setting);
	else if (across->setting && runs > SWEEP_SHOWN_MAX)
		str_addf(why, "the sweep would take %zu runs; up to %d are shown", runs,
			SWEEP_SHOWN_MAX);
	else
		return true;
	return false;
}

bool sweep_wish_check(const struct settings *settings, struct str *why)
{
	struct sweep_axis_text across, down = {.memory = NULL};
	bool fine =
		check_side(
			settings, "view.sweep_across", settings->view.sweep_across, &across, why) &&
		check_side(settings, "view.sweep_down", settings->view.sweep_down, &down, why) &&
		check_both(settings, &across.axis, &down.axis, why);

	sweep_axis_free(&across);
	sweep_axis_free(&down);
	return fine;
}
