#include "num/norm_noise.h"

#include "num/rng.h"

/* Far enough apart that two steps of neighbouring seeds do not share a draw. */
static const unsigned long seeds_apart = 1000003;

void norm_noise_clear(const struct model *model, struct work *work)
{
	for (int l = 0; l < model->layers; l++) {
		for (int i = 0; model->layer[l].batch_norm && i < model->layer[l].units; i++) {
			work->layer[l].stretch[i] = 1;
			work->layer[l].shift[i] = 0;
		}
	}
}

void norm_noise_draw(const struct model *model, const struct state *state, enum model_mode mode,
	struct work *work)
{
	struct rng rng;

	if (mode == MODE_TEST) {
		norm_noise_clear(model, work);
		return;
	}
	rng_seed(&rng, model->seed * seeds_apart + (unsigned long)*state->step, RNG_NOISE);
	for (int l = 0; l < model->layers; l++) {
		for (int i = 0; model->layer[l].batch_norm && i < model->layer[l].units; i++) {
			work->layer[l].stretch[i] = 1 + model->noise * rng_normal(&rng);
			work->layer[l].shift[i] = model->noise * rng_normal(&rng);
		}
	}
}
