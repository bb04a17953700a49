/*
 * The parts of the panel of losses: which curves there are, and the words that say so.
 */
#ifndef VIEW_LOSS_PARTS_H
#define VIEW_LOSS_PARTS_H

#include "view/view.h"

/* Marks on the curves of all rows, from epoch to epoch. */
enum { LOSS_TRAIN = 0x25CF, LOSS_TEST = 0x25CB };

/*
 * True where a run has a curve of that kind: of the training rows unless each batch is all of them
 * and tells the same, of the test rows where there are any.
 */
bool loss_has_scores(const struct run *run, enum scores_of of);

/* What there is to say of the picture. */
struct loss_state {
	bool log, gaps, diverged;
};

void loss_words(const struct run *run, const struct loss_state *state, struct frame_words *words);

/* The curves by name, in one row; false, and no row is used, where each batch is all there is. */
bool loss_legend(const struct run *run, struct canvas *canvas, struct rect row);

#endif
