#include "engine/spectrum.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/status.h"
#include "engine/run.h"
#include "num/hessian.h"

struct spectrum {
	struct hessian hessian;
	bool ready; /* the hessian has its room */
	bool known; /* and was computed for (step, after) with this status */
	size_t step;
	bool after;
	int status;
};

struct spectrum *spectrum_new(void)
{
	return calloc(1, sizeof(struct spectrum));
}

void spectrum_free(struct spectrum *spectrum)
{
	if (!spectrum)
		return;
	hessian_free(&spectrum->hessian);
	free(spectrum);
}

void spectrum_forget(struct spectrum *spectrum)
{
	spectrum->known = false;
}

static int compute(const struct run *run, struct spectrum *spectrum)
{
	const struct experiment *e = run->experiment;
	struct state state = run_state(run);
	int status = spectrum->ready ? 0 : hessian_alloc(&spectrum->hessian, &e->model, NULL, 0);

	if (status)
		return status;
	spectrum->ready = true;
	work_load(run->scratch, &e->inputs, run->work.rows, run->work.m);
	status = hessian_find(&e->model, &state, run->scratch, &spectrum->hessian);
	return status ? status : hessian_spectrum(&spectrum->hessian);
}

int spectrum_read(const struct run *run, size_t i, double *ret_lambda)
{
	struct spectrum *s = run->spectrum;
	bool after = run_reached(run, STAGE_UPDATE, 0);

	if (!run->at.epoch)
		return STATUS_UNKNOWN_YET;
	if (!s->known || s->step != run->at.step || s->after != after) {
		s->status = compute(run, s);
		s->known = true;
		s->step = run->at.step;
		s->after = after;
	}
	if (s->status)
		return s->status;
	if (i < 1 || i > s->hessian.size)
		return STATUS_RANGE;
	*ret_lambda = s->hessian.lambda[i - 1];
	return 0;
}
