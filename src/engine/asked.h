/*
 * A question as it is asked in one run: its words and answers with the run's numbers.
 *
 * An `ask` is answered by the next stop, which shows what was predicted; a `see`, a `try`, and an
 * `ask` behind which no stage lies, are answered where they stand. Each seed gives other numbers
 * to the same question, and a mistake that gives the right number there is not offered.
 * Memory:  asked_new and asked_free own; lesson and question are borrowed.
 */
#ifndef ENGINE_ASKED_H
#define ENGINE_ASKED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/lesson.h"
#include "engine/run.h"

struct asked {
	const struct question *question;
	size_t reveal; /* index on the timeline from which on the answer is on the screen */
	bool here;     /* answered where it stands */
	double answer; /* NAN where this run has none */
	double mistakes[QUESTION_MISTAKES_MAX];
	bool offered[QUESTION_MISTAKES_MAX]; /* its number can be told from the right one */
	/* The option that stands as the i-th: orders are shuffled, choices stand as written. */
	int shown[QUESTION_OPTIONS_MAX];
	struct passage words, solution, why; /* live numbers filled in */
	struct passage options[QUESTION_OPTIONS_MAX], feedback[QUESTION_OPTIONS_MAX];
	struct passage hints[QUESTION_HINTS_MAX];
};

/* Where all stops stand, and how one goes there: a twin has to come along, and what is read in test
 * mode is asked in it. */
struct asked_way {
	const size_t *stop_index; /* [stops of the lesson] */
	void (*go)(void *context, size_t stop);
	void *context;
};

/*
 * Computes the question of stop `stop`; moves the run. 0 or STATUS_MEMORY; with `strict`, numbers
 * that cannot be had are mistakes.
 */
int asked_new(const struct run *run, const struct lesson *lesson, const struct asked_way *way,
	size_t stop, struct asked **ret_asked, struct diags *strict);
void asked_free(struct asked *asked);

/* True where a number counts as right. */
bool asked_is_right(const struct asked *asked, double value);

/* True where two numbers are the same up to the question's tolerance. */
bool asked_is_near(const struct asked *asked, double value, double target);

#endif
