/* normscope sweep: a grid of runs over the values of two settings, as text or TSV. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/command.h"
#include "base/number.h"
#include "base/status.h"
#include "engine/sweep_axis.h"

static int axis_read(
	const char *option, const char *text, struct sweep_axis_text *axis, struct diags *diags)
{
	struct str why = {0};
	int status = text ? sweep_axis_read(text, axis, &why) : 0;

	if (status)
		diag_add(diags, status, (struct diag_place){.file = NULL}, "--%s %s", option,
			status == STATUS_MEMORY ? status_text(status) : str_text(&why));
	str_free(&why);
	return status;
}

static void print_results(const struct sweep *sweep, const struct sweep_axis_text *across,
	const struct sweep_axis_text *down, size_t seeds)
{
	static const char *const ends[] = {"finished", "diverged", "failed"};
	bool grid = down->axis.setting != NULL;

	printf("%s\t%s\tseed\tend\tsteps\tloss\ttest_mode_loss\taccuracy\n", across->axis.setting,
		grid ? down->axis.setting : "-");
	for (size_t row = 0; row < sweep_rows(sweep); row++)
		for (size_t column = 0; column < sweep_columns(sweep); column++)
			for (size_t seed = 0; seed < seeds; seed++) {
				struct sweep_result r;
				char loss[NUMBER_MAX], test[NUMBER_MAX], accuracy[NUMBER_MAX];
				if (!sweep_result(sweep, column, row, seed, &r))
					continue;
				number_exact(loss, r.loss);
				number_exact(test, r.test_mode);
				number_exact(accuracy, r.accuracy);
				printf("%s\t%s\t%zu\t%s\t%zu\t%s\t%s\t%s\n", across->values[column],
					grid ? down->values[row] : "-", seed, ends[r.end], r.steps,
					loss, test, accuracy);
			}
}

static int run_sweep(const struct options *options, struct play *play,
	const struct sweep_axis_text axes[2], struct diags *diags)
{
	const char *path = play->lesson->path, *slash = strrchr(path, '/');
	struct str folder = {0}, summary = {0};
	struct sweep *sweep = NULL;
	struct sweep_plan plan = {.across = axes[0].axis,
		.down = axes[1].axis,
		.seeds = options->seeds > 0 ? (size_t)options->seeds : 1};

	str_add_bytes(&folder, slash ? path : ".", slash ? (size_t)(slash - path) : 1);
	struct experiment_source source = {.folder = str_text(&folder), .own_file = options->data};
	int status = sweep_new(&play->experiment->settings, source, &plan, &sweep, diags);
	if (!status)
		status = sweep_start(sweep);
	if (!status) {
		sweep_wait(sweep);
		if (options->format == FORMAT_TSV) {
			print_results(sweep, &axes[0], &axes[1], plan.seeds);
		} else {
			str_addf(&summary,
				"Runs of %s, of %zu in each cell, that end with a training loss "
				"below %g:\n",
				play->lesson->name, plan.seeds, options->below);
			sweep_summary(sweep, options->below, &summary);
			fputs(str_text(&summary), stdout);
		}
	}
	sweep_free(sweep);
	str_free(&summary);
	str_free(&folder);
	return status;
}

int command_sweep(const struct options *options)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;
	struct sweep_axis_text axes[2] = {{.memory = NULL}, {.memory = NULL}};
	int status = 0;

	if (!options->across)
		status = diag_add(&diags, STATUS_SYNTAX, (struct diag_place){.file = NULL},
			"sweep needs --across NAME=VALUE,VALUE,…");
	if (!status)
		status = axis_read("across", options->across, &axes[0], &diags);
	if (!status)
		status = axis_read("down", options->down, &axes[1], &diags);
	if (!status)
		status = command_open(options, &play, &diags);
	if (!status)
		status = run_sweep(options, play, axes, &diags);
	play_close(play);
	sweep_axis_free(&axes[0]);
	sweep_axis_free(&axes[1]);
	if (status)
		return command_fail(&diags);
	return command_finish();
}
