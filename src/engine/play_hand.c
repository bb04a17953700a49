#include "engine/play_hand.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/expression.h"
#include "engine/parameter.h"
#include "engine/play_change.h"
#include "engine/play_parts.h"

enum { DIGITS = 4 };

/* The batch that a change by hand comes before: this one until it is updated, then the next. */
static int moment_of_hand(const struct play *play, struct moment *ret_from, struct str *says)
{
	const struct run *run = play->run;
	bool updated = run_reached(run, STAGE_UPDATE, 0);
	size_t step = run->at.step + updated;

	if (updated && run->diverged && run->at.index == run->last)
		str_add(says, "the run has diverged here: go back, then change it");
	else if (step >= run->timeline.steps)
		str_add(says, "this is the last batch, and it is updated: go back, then change it");
	else
		return *ret_from = timeline_moment(&run->timeline, step), 0;
	return STATUS_PLACE;
}

/* The run whose parameter it is, and its place there. */
static int find_parameter(const struct play *play, const char *name, const struct run **ret_run,
	size_t *ret_offset, struct str *says)
{
	const char *bare = setting_of_twin(name);

	if (bare && !play->twin) {
		str_addf(says, "%s: there is one run; t makes a ghost its twin", name);
		return STATUS_COMBINATION;
	}
	*ret_run = bare ? play->twin->run : play->run;
	return parameter_find(&(*ret_run)->experiment->model, bare ? bare : name, ret_offset, says);
}

int play_parameter(const struct play *play, const char *name, double *ret_value, struct str *says)
{
	const struct run *run;
	size_t offset;
	int status = find_parameter(play, name, &run, &offset, says);

	if (!status)
		*ret_value = run_state(run).theta[offset];
	return status;
}

static int evaluate(const struct run *run, const char *expression, double *ret_value,
	struct str *says, int *ret_column)
{
	int column = 0;
	int status = expression_evaluate(run, expression, ret_value, says, &column);

	if (!status && !isfinite(*ret_value)) {
		str_addf(says, "“%s” has no finite value here", expression);
		status = STATUS_RANGE;
	}
	if (ret_column)
		*ret_column = column ? column : 1;
	return status;
}

/* Both runs, where both have it; with twin. in front of its name the second alone. */
static void choose_runs(const struct play *play, bool second, struct change *change)
{
	size_t offset;
	struct str why = {0};

	change->of[0] = !second;
	change->of[1] = second || (play->twin && !parameter_find(&play->twin->experiment->model,
							 change->value, &offset, &why));
	str_free(&why);
}

static void print_value(double value, struct str *out)
{
	char text[NUMBER_MAX];

	number_trim(text, value, DIGITS);
	str_add(out, text);
}

/* "W(1,1,2) = 0.5", with whose it is where that is one of two. */
static void describe(const struct play *play, const struct change *change, struct str *out)
{
	str_addf(out, "%s%s = ", change->of[0] ? "" : "twin.", change->value);
	print_value(change->number, out);
	if (play->twin && change->of[0] && !change->of[1])
		str_add(out, " (A alone)");
}

int play_take_change(
	struct play *play, const struct change *change, const char *what, struct str *says)
{
	struct course *next = malloc(sizeof *next);

	if (!next)
		return STATUS_MEMORY;
	*next = *play_course(play);
	int status = course_change(next, change, says);
	if (!status) {
		course_name(next, what);
		status = play_take_course(play, next, says);
	}
	if (status)
		free(next);
	return status;
}

/* The batch is computed anew at once: what that did to its loss. */
static void say_loss(const struct run *run, double before, struct str *says)
{
	str_add(says, "; its loss ");
	print_value(before, says);
	str_add(says, " → ");
	print_value(run_work(run)->loss, says);
}

static int put(struct play *play, struct change *change, struct str *says)
{
	bool second = !change->of[0];
	const struct run *shown = second ? play->twin->run : play->run;
	double loss = run_work(shown)->loss;
	bool here = shown->at.epoch && change->from.epoch == play->run->at.epoch &&
		    change->from.batch == play->run->at.batch;
	struct str what = {0};

	describe(play, change, &what);
	int status = play_take_change(play, change, str_text(&what), says);
	str_free(&what);

	if (status)
		return status;
	str_addf(says, "%s from batch %zu of epoch %zu on", play_course(play)->what,
		change->from.batch, change->from.epoch);
	if (here)
		say_loss(second ? play->twin->run : play->run, loss, says);
	str_add(says, ".");
	return 0;
}

int play_put(struct play *play, const char *name, const char *expression, struct str *says,
	int *ret_column)
{
	struct change change = {.kind = CHANGE_PARAMETER};
	struct str canonical = {0};
	const struct run *run;
	size_t offset;

	if (ret_column)
		*ret_column = 0;
	int status = find_parameter(play, name, &run, &offset, says);
	if (!status)
		status = evaluate(run, expression, &change.number, says, ret_column);
	if (!status)
		status = moment_of_hand(play, &change.from, says);
	if (status)
		return status;
	parameter_print(parameter_at(&run->experiment->model, offset), &canonical);
	strncat(change.value, str_text(&canonical), sizeof change.value - 1);
	str_free(&canonical);
	choose_runs(play, run != play->run, &change);
	return put(play, &change, says);
}
