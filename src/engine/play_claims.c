#include "engine/play_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/expression.h"
#include "engine/play_hand.h"
#include "engine/sweep_field.h"

/* What a lesson claims: of its own run at each stop, and of what a change there makes of that run. */

/* --- the grid of runs that some claims speak of ------------------------------------------------ */

static bool asks_for_sweep(const struct expectation *expectation)
{
	return strstr(expectation->that.expression, "sweep_") != NULL;
}

/* At its end; nothing where no claim asks for it. */
static void open_sweep(struct play *play, bool asked, struct sweep_field *field)
{
	if (!asked)
		return;
	sweep_field_open(play, field);
	sweep_field_wait(field);
}

void play_open_sweep(struct play *play, struct sweep_field *field)
{
	bool asked = false;

	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		const struct stop *stop = &play->lesson->stops[i];
		for (size_t k = 0; k < stop->claim_count; k++)
			asked |= !expectation_is_of_change(&stop->claims[k]) &&
				 asks_for_sweep(&stop->claims[k]);
	}
	open_sweep(play, asked, field);
}

/* Claims alone may ask for it: who reads does not wait for a sweep. */
static void lend_sweep(struct play *play, const struct sweep_field *field)
{
	play->run->sweep = field ? field->sweep : NULL;
	if (play->twin)
		play->twin->run->sweep = field && field->twin ? field->twin->sweep : NULL;
}

/* --- one claim --------------------------------------------------------------------------------- */

/* `when` stands before what is said of a claim that is false. */
static void check_claim(struct play *play, const struct claim *claim, const char *when,
	const struct sweep_field *sweep, struct diags *diags)
{
	struct str why = {0};
	double value = NAN;
	int column = 0;

	lend_sweep(play, sweep);
	int status = expression_evaluate(play->run, claim->expression, &value, &why, &column);
	lend_sweep(play, NULL);
	if (!status && value != 1) {
		status = STATUS_CLAIM;
		str_addf(&why,
			value == 0 ? "%sthis claim does not hold: %s"
				   : "%sa claim is a comparison, true or false: %s",
			value == 0 ? when : "", claim->expression);
	}
	if (status)
		diag_add(diags, status,
			lesson_place(play->lesson, claim->line,
				claim->column + (column ? column - 1 : 0)),
			"%s", str_text(&why));
	str_free(&why);
}

void play_check_claims(struct play *play, const struct stop *stop, const struct sweep_field *sweep,
	struct diags *diags)
{
	for (size_t i = 0; i < stop->claim_count; i++)
		if (!expectation_is_of_change(&stop->claims[i]))
			check_claim(play, &stop->claims[i].that, "", sweep, diags);
}

/* --- claims of a run that is changed ----------------------------------------------------------- */

/* Where in the file a change stands that cannot be made, and why. */
struct trouble {
	int line, column;
	struct str why;
};

/* Behind the last batch nothing is left to change: who stands there goes to the start for it. */
static int change_from_start(struct play *play, const struct wish *wish, struct str *says)
{
	size_t index = play->run->at.index;

	str_clear(says);
	play_seek(play, 0, 0);
	int status = play_change(play, wish->setting.name, wish->value.name, says);
	play_seek(play, index, 0);
	return status;
}

static int set(struct play *play, const struct wish *wish, struct str *says)
{
	const struct course *before = play_course(play);
	int status = play_change(play, wish->setting.name, wish->value.name, says);

	if (status == STATUS_PLACE)
		status = change_from_start(play, wish, says);
	if (status || play_course(play) != before)
		return status;
	str_clear(says);
	str_addf(says, "%s is %s already: this changes nothing", wish->setting.name,
		wish->value.name);
	return STATUS_COMBINATION;
}

static int put(struct play *play, const struct wish *wish, struct str *says)
{
	return play_put(play, wish->setting.name, wish->value.name, says, NULL);
}

static int make_wishes(struct play *play, const struct wish *wishes, size_t count,
	int (*make)(struct play *play, const struct wish *wish, struct str *says),
	struct trouble *trouble)
{
	int status = 0;

	for (size_t i = 0; i < count && !status; i++) {
		trouble->line = wishes[i].value.line;
		trouble->column = wishes[i].value.column;
		str_clear(&trouble->why);
		status = make(play, &wishes[i], &trouble->why);
	}
	return status;
}

/* Two rows of the batch, or of this one and a later one, change places before it is computed. */
static int swap(struct play *play, struct lesson_change change, struct trouble *trouble)
{
	const struct run *run = play->run;
	struct course *next = malloc(sizeof *next);
	int status = next ? 0 : STATUS_MEMORY;

	trouble->line = change.line;
	trouble->column = change.column;
	str_clear(&trouble->why);
	if (!status && !run->at.epoch) {
		str_add(&trouble->why, "swap needs a batch: this stop stands before the first");
		status = STATUS_PLACE;
	}
	if (!status) {
		*next = *play_course(play);
		change.epoch = run->at.epoch;
		change.batch = run->at.batch;
		status = play_add_lesson_change(play, &change, next, &trouble->why);
	}
	if (!status)
		status = play_take_course(play, next, &trouble->why);
	if (status)
		free(next);
	return status;
}

static int change(struct play *play, const struct expectation *expectation, struct trouble *trouble)
{
	int status = make_wishes(play, expectation->after, expectation->after_count, set, trouble);

	if (!status)
		status = make_wishes(play, expectation->puts, expectation->put_count, put, trouble);
	if (!status && expectation->swap.line)
		status = swap(play, expectation->swap, trouble);
	return status;
}

/* To where the claim is looked at; the cursor is where the stop stands. */
static int go(struct play *play, const struct place_words *words, struct trouble *trouble)
{
	size_t index;

	if (!words->line)
		return 0;
	trouble->line = words->line;
	trouble->column = words->column;
	str_clear(&trouble->why);
	int status = play_find_place(play, words, &index, &trouble->why);
	if (status)
		return status;
	play_seek(play, index, 0);
	if (play->run->at.index == index)
		return 0;
	str_addf(&trouble->why,
		"this place is never reached: after the change the run diverges in "
		"epoch %zu",
		play->run->at.epoch);
	return STATUS_PLACE;
}

static void check_changed(
	struct play *play, size_t stop, const struct expectation *expectation, struct diags *diags)
{
	struct sweep_field sweep = {.sweep = NULL};
	struct trouble trouble = {.line = 0};
	enum model_mode mode = play->run->mode;
	int status = change(play, expectation, &trouble);

	if (!status)
		status = go(play, &expectation->at, &trouble);
	if (status) {
		diag_add(diags, status, lesson_place(play->lesson, trouble.line, trouble.column),
			"%s", trouble.why.len ? str_text(&trouble.why) : status_text(status));
	} else {
		play_set_mode(
			play, expectation->test_mode ? MODE_TEST : play_stop_mode(play, stop));
		open_sweep(play, asks_for_sweep(expectation), &sweep);
		check_claim(play, &expectation->that, "after the change ", &sweep, diags);
		sweep_field_free(&sweep);
		play_set_mode(play, mode);
	}
	str_free(&trouble.why);
}

static void undo_to(struct play *play, size_t at)
{
	struct str says = {0};

	while (play->courses->at > at && !play_undo(play, &says))
		;
	str_free(&says);
}

void play_check_changes(struct play *play, struct diags *diags)
{
	size_t at = play->courses->at;

	for (size_t i = 0; i < play->lesson->stop_count; i++) {
		const struct stop *stop = &play->lesson->stops[i];
		for (size_t k = 0; k < stop->claim_count && !play->stop_moved[i]; k++) {
			if (!expectation_is_of_change(&stop->claims[k]))
				continue;
			play->stop = i;
			play_seek(play, play->stop_index[i], 0);
			check_changed(play, i, &stop->claims[k], diags);
			undo_to(play, at);
		}
	}
}
