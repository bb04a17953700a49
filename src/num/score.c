#include <math.h>

#include "num/model.h"

static size_t count_right(const double *out, const double *y, size_t m)
{
	size_t right = 0;

	for (size_t e = 0; e < m; e++)
		right += (out[e] > 0.5) == (y[e] > 0.5) ? 1 : 0;
	return right;
}

struct score model_score(const struct model *model, const struct state *state,
	const struct inputs *inputs, const size_t *rows, size_t count, struct work *work)
{
	double loss = 0;
	size_t right = 0;

	if (count == 0)
		return (struct score){.loss = NAN, .accuracy = NAN};
	/* In test mode a row does not depend on its neighbours: portions give the whole. */
	for (size_t done = 0; done < count; done += work->m) {
		size_t left = count - done;

		work_load(work, inputs, rows + done, left < work->portion ? left : work->portion);
		model_forward(model, state, MODE_TEST, work);
		loss += work->loss * (double)work->m;
		right += count_right(work->layer[model->layers - 1].out, work->y, work->m);
	}
	return (struct score){
		.loss = loss / (double)count, .accuracy = (double)right / (double)count};
}

void model_fold(const struct model *model, const struct state *state, int layer, double *ret_W,
	double *ret_b)
{
	const struct layer_spec *spec = &model->layer[layer];
	struct layer_params params = model_params(model, state->theta, layer);
	const double *mu = state->running_mu + model->first_running[layer];
	const double *var = state->running_var + model->first_running[layer];

	for (int i = 0; i < spec->units; i++) {
		double b = params.b ? params.b[i] : 0, factor = 1, shift = 0;

		if (spec->batch_norm) {
			double s = sqrt(var[i] + model->epsilon);

			factor = params.gamma[i] / (s != 0 ? s : NAN);
			shift = params.beta[i] - mu[i] * factor;
		}
		for (int j = 0; j < spec->inputs; j++)
			ret_W[i * spec->inputs + j] = params.W[i * spec->inputs + j] * factor;
		ret_b[i] = b * factor + shift;
	}
}
