/*
 * Forward passes that start above the first layer, for those who change one layer again and again.
 *
 * Shapes:  as in num/model.h.
 */
#ifndef NUM_PASS_H
#define NUM_PASS_H

#include "num/model.h"

/* As model_forward, when what layers below `first` computed on these rows still holds. */
void pass_forward_from(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work, int first);

#endif
