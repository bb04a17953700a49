/*
 * Forward passes that leave out what still holds, for those who change one layer or one unit
 * again and again.
 *
 * Shapes:  as in num/model.h. Both fill everything up to the loss.
 */
#ifndef NUM_PASS_H
#define NUM_PASS_H

#include "num/model.h"

/* As model_forward, when what layers below `first` computed on these rows still holds. */
void pass_forward_from(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work, int first);

/*
 * The same when of layer `layer` only unit `unit` has changed (its weights, bias, gamma or beta):
 * what the layer's other units computed on these rows still holds. The same bits as a whole pass.
 */
void pass_forward_unit(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work, int layer, int unit);

#endif
