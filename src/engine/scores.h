/*
 * Scores: the loss over all training rows and over all test rows at the end of each epoch.
 *
 * Batches are scored in training mode and each with other parameters; these two curves are what
 * they would tell without that noise. The run notes a point whenever it computes the end of an epoch
 * for the first time, so that no picture costs a pass. A long run keeps every stride-th epoch, and
 * of very many rows an even choice is scored; both follow from the run's size alone.
 *
 * Shapes:  point i is behind epoch i × stride; point 0 is before training.
 * Units:   mean loss a row, in test mode.
 * Errors:  scores_note keeps what there is when memory runs out.
 * Memory:  scores_open and scores_close own; at most SCORES_POINTS + 1 points.
 */
#ifndef ENGINE_SCORES_H
#define ENGINE_SCORES_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/experiment.h"

enum { SCORES_POINTS = 256 };

enum scores_of { SCORES_TRAIN, SCORES_TEST, SCORES_OF_COUNT };

struct scores {
	size_t stride;                   /* epochs from point to point */
	size_t count, most;              /* points: noted, ever */
	size_t rows[SCORES_OF_COUNT];    /* that are scored; 0: there are none */
	size_t *chosen[SCORES_OF_COUNT]; /* [rows] */
	double *loss[SCORES_OF_COUNT];   /* [SCORES_POINTS + 1]; NaN where there are no rows */
};

/* Of a run of so many epochs. 0 or STATUS_MEMORY. */
int scores_open(struct scores *scores, const struct experiment *experiment, size_t epochs);
void scores_close(struct scores *scores);

/* For a run of so many epochs: the points within it stay. False where their stride is another one:
 * all are to be noted anew. */
bool scores_fit(struct scores *scores, size_t epochs);

/* Keeps the points of so many states: before training, behind epoch 1, and so on. */
void scores_keep(struct scores *scores, size_t states);

/* How many epochs are over where the next point is; false where all are noted. */
bool scores_want(const struct scores *scores, size_t *ret_epochs);

/* Notes the next point. What `work` held is overwritten. */
void scores_note(struct scores *scores, const struct experiment *experiment,
	const struct state *state, struct work *work);

/* How many points there are when so many epochs are over. */
size_t scores_known(const struct scores *scores, size_t epochs);

#endif
