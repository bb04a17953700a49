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
 * What a hidden layer's other units than `unit` give to the layer above, its bias included, once
 * they are computed: [units above × m]. The unit's own outputs become 0 until its next pass.
 */
void pass_rest(const struct model *model, const struct state *state, struct work *work, int layer,
	int unit, double *ret_rest);

/*
 * As model_forward, when of layer `layer` only unit `unit` has changed (its weights, bias, gamma or
 * beta): what the layer's other units computed on these rows still holds, and so does `rest`, what
 * they give to the layer above (not read for the last layer). As the changed unit's part is added
 * last there, the last bits may differ from a whole pass.
 */
void pass_forward_unit(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work, int layer, int unit, const double *rest);

#endif
