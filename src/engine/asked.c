#include "engine/asked.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/expression.h"
#include "engine/live.h"

/* Rounding leaves 1e-17 where 0 is meant: nobody need type that. */
static const double floor_of_tolerance = 1e-9;

/* What all steps of opening share. */
struct opening {
	const struct run *run;
	const struct lesson *lesson;
	struct asked *asked;
	struct diags *strict;
};

bool asked_is_near(const struct asked *asked, double value, double target)
{
	const struct question *question = asked->question;
	double room = question->tolerance * (question->relative ? fabs(target) : 1);

	return fabs(value - target) <= fmax(room, floor_of_tolerance);
}

bool asked_is_right(const struct asked *asked, double value)
{
	return asked_is_near(asked, value, asked->answer);
}

/* NAN, and a mistake where that is asked for, when the run has no such number here. */
static double number_of(const struct opening *opening, const struct claim *claim)
{
	struct str why = {0};
	double value = NAN;
	int column = 0;
	int status = expression_evaluate(opening->run, claim->expression, &value, &why, &column);

	if (!status && !isfinite(value)) {
		status = STATUS_RANGE;
		str_add(&why, "this number is not finite");
	}
	if (status == STATUS_UNKNOWN_YET && !opening->asked->here)
		str_add(&why, ", the next stop's: the stop behind a question shows its answer");
	if (status && opening->strict)
		diag_add(opening->strict, status,
			lesson_place(opening->lesson, claim->line,
				claim->column + (column ? column - 1 : 0)),
			"%s", str_text(&why));
	str_free(&why);
	return status ? NAN : value;
}

static void compute_numbers(const struct opening *opening)
{
	struct asked *asked = opening->asked;
	const struct question *question = asked->question;

	if (question->kind != QUESTION_NUMBER)
		return;
	asked->answer = number_of(opening, &question->answer);
	for (size_t i = 0; i < question->mistake_count; i++) {
		asked->mistakes[i] = number_of(opening, &question->mistakes[i].value);
		asked->offered[i] =
			isfinite(asked->mistakes[i]) && !asked_is_right(asked, asked->mistakes[i]);
	}
}

/* Deals the lines of an order with the run's own seed; never in the right order. */
static void shuffle(struct asked *asked, const struct settings *settings, size_t stop)
{
	int count = (int)asked->question->option_count;
	uint64_t bits = (uint64_t)settings->data.seed * 2654435761u +
			(uint64_t)settings->train.seed * 40503u + stop;

	for (int i = 0; i < count; i++)
		asked->shown[i] = i;
	if (asked->question->kind != QUESTION_ORDER)
		return;
	for (int i = count - 1; i > 0; i--) {
		bits = bits * 6364136223846793005u + 1442695040888963407u;
		int other = (int)((bits >> 33) % (uint64_t)i); /* below i: none stays in place */
		int kept = asked->shown[i];
		asked->shown[i] = asked->shown[other];
		asked->shown[other] = kept;
	}
}

static int fill(
	const struct opening *opening, const struct passage *from, struct passage *ret_passage)
{
	return live_fill(opening->run, opening->lesson, from, ret_passage, opening->strict);
}

/* The words that are read before the answer. */
static int fill_before(const struct opening *opening)
{
	struct asked *asked = opening->asked;
	const struct question *question = asked->question;
	int status = fill(opening, &question->words, &asked->words);

	for (size_t i = 0; i < question->hint_count && !status; i++)
		status = fill(opening, &question->hints[i], &asked->hints[i]);
	for (size_t i = 0; i < question->option_count && !status; i++) {
		struct passage words = {(struct block *)&question->options[i].words, 1};
		status = fill(opening, &words, &asked->options[i]);
	}
	return status;
}

static int fill_behind(const struct opening *opening)
{
	struct asked *asked = opening->asked;
	const struct question *question = asked->question;
	int status = fill(opening, &question->solution, &asked->solution);

	if (!status)
		status = fill(opening, &question->why, &asked->why);
	for (size_t i = 0; i < question->option_count && !status; i++)
		status = fill(opening, &question->options[i].feedback, &asked->feedback[i]);
	return status;
}

int asked_new(const struct run *run, const struct lesson *lesson, const struct asked_way *way,
	size_t stop, struct asked **ret_asked, struct diags *strict)
{
	const size_t *stop_index = way->stop_index;
	size_t shows = stop + 1 < lesson->stop_count ? stop + 1 : stop;
	struct asked *asked = calloc(1, sizeof *asked);
	struct opening opening = {run, lesson, asked, strict};

	if (!asked)
		return STATUS_MEMORY;
	asked->question = lesson->stops[stop].question;
	asked->answer = NAN;
	asked->here = asked->question->aim != QUESTION_ASK || stop_index[shows] == stop_index[stop];
	if (asked->here)
		shows = stop;
	asked->reveal = stop_index[shows];
	shuffle(asked, &run->experiment->settings, stop);
	way->go(way->context, stop);
	int status = fill_before(&opening);
	way->go(way->context, shows);
	compute_numbers(&opening);
	if (!status)
		status = fill_behind(&opening);
	if (status)
		asked_free(asked);
	else
		*ret_asked = asked;
	return status;
}

void asked_free(struct asked *asked)
{
	if (!asked)
		return;
	passage_free(&asked->words);
	passage_free(&asked->solution);
	passage_free(&asked->why);
	for (size_t i = 0; i < QUESTION_HINTS_MAX; i++)
		passage_free(&asked->hints[i]);
	for (size_t i = 0; i < QUESTION_OPTIONS_MAX; i++) {
		passage_free(&asked->options[i]);
		passage_free(&asked->feedback[i]);
	}
	free(asked);
}
