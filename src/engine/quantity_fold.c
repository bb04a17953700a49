/* The affine map that a layer with a norm is in test mode. */
#include <stdbool.h>
#include <stdlib.h>

#include "base/status.h"
#include "engine/quantity_read.h"

static int read_fold(const struct run *run, const int *index, bool bias, double *ret_value)
{
	const struct model *model = &run->experiment->model;
	const struct layer_spec *spec = &model->layer[index[0] - 1];
	struct state state = run_state(run);
	size_t units = (size_t)spec->units, inputs = (size_t)spec->inputs;

	if (!spec->batch_norm || model->norm_position != NORM_POSITION_BEFORE)
		return STATUS_COMBINATION;
	double *W = malloc((inputs + 1) * units * sizeof *W);
	if (!W)
		return STATUS_MEMORY;
	model_fold(model, &state, index[0] - 1, W, W + units * inputs);
	size_t unit = (size_t)(index[1] - 1);
	*ret_value = bias ? W[units * inputs + unit] : W[unit * inputs + (size_t)(index[2] - 1)];
	free(W);
	return 0;
}

int read_folded_W(const struct run *run, const int *index, double *ret_value)
{
	return read_fold(run, index, false, ret_value);
}

int read_folded_b(const struct run *run, const int *index, double *ret_value)
{
	return read_fold(run, index, true, ret_value);
}
