#include <math.h>
#include <string.h>

#include "num/batchnorm.h"
#include "num/kernel.h"
#include "num/model.h"
#include "num/optimizer.h"
#include "num/rng.h"

static void load_batch(const struct model *model, const struct inputs *inputs, size_t batch,
	const struct state *state, struct work *work)
{
	const uint32_t *order = state->order + batch * model->batch;
	size_t m = model_batch_rows(model, batch), *rows = work->rows;

	for (size_t e = 0; e < m; e++)
		rows[e] = inputs->train[order[e]];
	work_load(work, inputs, work->rows, m);
}

static void update_running(
	const struct model *model, const struct work *work, const struct state *state)
{
	for (int l = 0; l < model->layers; l++) {
		if (model->layer[l].batch_norm)
			batchnorm_running(model, &work->layer[l], (size_t)model->layer[l].units,
				work->m, state->running_mu + model->first_running[l],
				state->running_var + model->first_running[l]);
	}
}

/* x − x is 0 for every finite x, and NaN for the others. */
KERNEL static bool all_finite(const double *values, size_t count)
{
	quad spoilt = {0};

	for (size_t i = 0; i < count; i += QUAD) {
		quad four = quad_from(values + i, count - i);

		spoilt += four - four;
	}
	return spoilt[0] + spoilt[1] + spoilt[2] + spoilt[3] == 0;
}

/* The parameters, both moments and the running averages stand one behind the other. */
static bool has_diverged(
	const struct model *model, const struct work *work, const struct state *state)
{
	return !isfinite(work->loss) ||
	       !all_finite(state->theta, 3 * model->parameters + 2 * model->units_total);
}

/* Which of its epoch the next batch is, from 0. */
static size_t next_batch(const struct model *model, const struct state *state)
{
	return ((size_t)*state->step - model->first_step) % model->batches;
}

void model_step_open(const struct model *model, const void *before, void *after)
{
	struct state state = state_view(model, after);

	if (after != before)
		memcpy(after, before, model->block_bytes);
	if (!*state.diverged && next_batch(model, &state) == 0 && model->shuffle)
		rng_shuffle(state.rng, state.order, (uint32_t)model->train_rows);
}

void model_step_close(
	const struct model *model, const struct inputs *inputs, void *after, struct work *work)
{
	struct state state = state_view(model, after);

	if (*state.diverged)
		return;
	load_batch(model, inputs, next_batch(model, &state), &state, work);
	model_forward(model, &state, MODE_TRAIN, work);
	model_backward(model, &state, work);
	update_running(model, work, &state);
	*state.step += 1;
	optimizer_update(model, work->gradient, *state.step, &state);
	*state.diverged = has_diverged(model, work, &state);
}

void model_step(const struct model *model, const struct inputs *inputs, const void *before,
	void *after, struct work *work)
{
	model_step_open(model, before, after);
	model_step_close(model, inputs, after, work);
}
