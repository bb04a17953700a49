#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/sweep_parts.h"

static const struct diag_place nowhere = {.file = NULL};

/* --- copies ------------------------------------------------------------------------------------ */

/* A copy of a text that may be NULL; false when memory ran out. */
static bool copy_text(const char *text, char **ret_copy)
{
	*ret_copy = text ? strdup(text) : NULL;
	return !text || *ret_copy;
}

static bool copy_side(const struct sweep_axis *axis, struct sweep_side *side)
{
	if (!copy_text(axis->setting, &side->setting))
		return false;
	side->count = axis->setting ? axis->count : 1;
	for (size_t i = 0; axis->setting && i < axis->count; i++) {
		if (!copy_text(axis->values[i], &side->values[i]))
			return false;
	}
	return true;
}

static void side_free(struct sweep_side *side)
{
	free(side->setting);
	for (size_t i = 0; i < SWEEP_VALUES_MAX; i++)
		free(side->values[i]);
}

void grid_free(struct sweep_grid *grid)
{
	side_free(&grid->across);
	side_free(&grid->down);
	free(grid->cells);
	free(grid->folder);
	free(grid->own_file);
	*grid = (struct sweep_grid){0};
}

struct experiment_source grid_source(const struct sweep_grid *grid)
{
	return (struct experiment_source){.folder = grid->folder, .own_file = grid->own_file};
}

/* --- what a plan may be ------------------------------------------------------------------------ */

static int refuse_name(const char *name, struct diags *diags)
{
	struct str why = {0};
	int status = setting_refuse_name("", name, &why);

	diag_add(diags, status, nowhere, "sweep: %s", str_text(&why));
	str_free(&why);
	return status;
}

static int check_axis(const struct sweep_axis *axis, struct diags *diags)
{
	const struct setting *setting = setting_find(axis->setting);

	if (!setting)
		return refuse_name(axis->setting, diags);
	if (setting->scope == SCOPE_VIEW)
		return diag_add(diags, STATUS_COMBINATION, nowhere,
			"sweep: %s changes what is shown, not how a run ends", axis->setting);
	if (axis->count < 1 || axis->count > SWEEP_VALUES_MAX)
		return diag_add(diags, STATUS_LIMIT, nowhere,
			"sweep: %s takes from 1 to %d values, not %zu", axis->setting,
			SWEEP_VALUES_MAX, axis->count);
	return 0;
}

static int check_sizes(const struct sweep_plan *plan, struct diags *diags)
{
	size_t cells = plan->across.count * (plan->down.setting ? plan->down.count : 1);

	if (plan->down.setting && strcmp(plan->across.setting, plan->down.setting) == 0)
		return diag_add(diags, STATUS_COMBINATION, nowhere,
			"sweep: %s cannot be on both sides", plan->across.setting);
	if (plan->seeds < 1 || plan->seeds > SWEEP_RUNS_MAX / cells)
		return diag_add(diags, STATUS_LIMIT, nowhere,
			"sweep: %zu cells take from 1 to %zu seeds each, not %zu", cells,
			SWEEP_RUNS_MAX / cells, plan->seeds);
	return 0;
}

static int check_plan(const struct sweep_plan *plan, struct diags *diags)
{
	int status = check_axis(&plan->across, diags);
	int other = plan->down.setting ? check_axis(&plan->down, diags) : 0;

	if (status || other)
		return status ? status : other;
	return check_sizes(plan, diags);
}

/* --- the cells --------------------------------------------------------------------------------- */

static int set_value(
	struct settings *settings, const struct sweep_side *side, size_t i, struct str *why)
{
	return side->setting
		       ? setting_set(settings, setting_find(side->setting), side->values[i], why)
		       : 0;
}

/* Each value by itself, so that all wrong ones are said, and each once. */
static int check_values(
	const struct settings *base, const struct sweep_side *side, struct diags *diags)
{
	int first = 0;

	for (size_t i = 0; i < side->count; i++) {
		struct settings settings = *base;
		struct str why = {0};
		int status = set_value(&settings, side, i, &why);

		if (status)
			diag_add(diags, status, nowhere, "sweep: %s", str_text(&why));
		first = first ? first : status;
		str_free(&why);
	}
	return first;
}

/* The file that a user named has rows of its own: what the settings say of a file is not asked. */
static int check_cell(
	const struct sweep_grid *grid, const struct settings *settings, struct diags *diags)
{
	struct experiment *experiment = NULL;
	struct str why = {0};
	int status = grid->own_file ? 0 : settings_check(settings, &why);

	if (status)
		diag_add(diags, status, nowhere, "sweep: %s", str_text(&why));
	else
		status = experiment_new(settings, grid_source(grid), &experiment, diags);
	experiment_free(experiment);
	str_free(&why);
	return status;
}

/* Stops at the first cell that cannot be run: its neighbours would say the same. */
static int fill_cells(struct sweep_grid *grid, const struct settings *base, struct diags *diags)
{
	struct str why = {0};
	int status = 0;

	for (size_t i = 0; i < grid->across.count * grid->down.count && !status; i++) {
		struct settings *settings = &grid->cells[i];

		*settings = *base;
		status = set_value(settings, &grid->across, i % grid->across.count, &why);
		if (!status)
			status = set_value(settings, &grid->down, i / grid->across.count, &why);
		if (!status)
			status = check_cell(grid, settings, diags);
	}
	str_free(&why);
	return status;
}

static bool copy_plan(
	struct sweep_grid *grid, struct experiment_source source, const struct sweep_plan *plan)
{
	if (!copy_side(&plan->across, &grid->across) || !copy_side(&plan->down, &grid->down) ||
		!copy_text(source.folder, &grid->folder) ||
		!copy_text(source.own_file, &grid->own_file))
		return false;
	grid->cells = calloc(grid->across.count * grid->down.count, sizeof(*grid->cells));
	return grid->cells != NULL;
}

int grid_make(struct sweep_grid *grid, const struct settings *base, struct experiment_source source,
	const struct sweep_plan *plan, struct diags *diags)
{
	int status = check_plan(plan, diags);

	if (status)
		return status;
	if (!copy_plan(grid, source, plan))
		return STATUS_MEMORY;
	status = check_values(base, &grid->across, diags);
	int other = check_values(base, &grid->down, diags);
	if (status || other)
		return status ? status : other;
	return fill_cells(grid, base, diags);
}

/* Seeds go round at the largest that a setting takes, 2³¹ − 1. */
static int seed_after(int seed, size_t steps)
{
	return (int)(((size_t)seed + steps) & 0x7fffffffu);
}

struct settings grid_settings(const struct sweep_grid *grid, size_t cell, size_t seed)
{
	struct settings settings = grid->cells[cell];

	settings.data.seed = seed_after(settings.data.seed, seed);
	settings.train.seed = seed_after(settings.train.seed, seed);
	return settings;
}
