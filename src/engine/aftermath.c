#include "engine/aftermath.h"

#include <math.h>

#include "base/status.h"

static double distance(const double *a, const double *b, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += (a[i] - b[i]) * (a[i] - b[i]);
	return sqrt(sum);
}

int aftermath_read(const struct run *run, struct aftermath *ret_aftermath)
{
	const struct experiment *e = run->experiment;
	struct state before = run_state_before(run), moved = before;
	struct work *again = run->scratch;

	if (!run_reached(run, STAGE_UPDATE, 0))
		return STATUS_UNKNOWN_YET;
	/* All but the parameters stays, the noise of the step included. */
	moved.theta = run_state_after(run).theta;
	double length = distance(moved.theta, before.theta, e->model.parameters);
	if (!(length > 0) || !isfinite(length))
		return STATUS_DATA;
	work_load(again, &e->inputs, run->work.rows, run->work.m);
	model_forward(&e->model, &moved, MODE_TRAIN, again);
	model_backward(&e->model, &moved, again);
	ret_aftermath->loss = again->loss;
	ret_aftermath->smoothness =
		distance(again->gradient, run->work.gradient, e->model.parameters) / length;
	return 0;
}
