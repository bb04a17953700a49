#include <math.h>
#include <stdlib.h>

#include "base/status.h"
#include "engine/sweep_parts.h"

/* What one run needs, however often it steps. */
struct course {
	struct experiment *experiment;
	struct work work;
	void *block; /* the state */
};

static void course_free(struct course *course)
{
	free(course->block);
	work_free(&course->work);
	experiment_free(course->experiment);
}

static int course_open(
	struct course *course, const struct settings *settings, struct experiment_source source)
{
	struct diags diags = {.count = 0};
	int status = experiment_new(settings, source, &course->experiment, &diags);

	/* Every cell was tried when the sweep was made: there is no sentence to pass on. */
	diags_free(&diags);
	if (status)
		return status;
	const struct model *model = &course->experiment->model;
	course->block = malloc(model->block_bytes);
	if (!course->block || work_alloc(&course->work, model, model->batch))
		return STATUS_MEMORY;
	return state_init(model, course->block, settings->network.given.value);
}

/* True at the end of the run or where it diverged, false when it was cancelled. */
static bool train(struct course *course, const atomic_bool *cancelled)
{
	const struct experiment *e = course->experiment;
	struct state state = state_view(&e->model, course->block);
	size_t steps = e->model.batches * (size_t)e->settings.train.epochs;

	for (size_t i = 0; i < steps && !*state.diverged; i++) {
		if (atomic_load_explicit(cancelled, memory_order_relaxed))
			return false;
		model_step(&e->model, &e->inputs, course->block, course->block, &course->work);
	}
	return true;
}

/* The loss that training sees, batch by batch as in the last epoch, but with one set of weights. */
static double train_mode_loss(struct course *course)
{
	const struct experiment *e = course->experiment;
	struct state state = state_view(&e->model, course->block);
	struct work *work = &course->work;
	double loss = 0;
	size_t rows = 0;

	for (size_t batch = 0; batch < e->model.batches; batch++) {
		size_t m = model_batch_rows(&e->model, batch);

		for (size_t i = 0; i < m; i++)
			work->rows[i] = e->data.train[state.order[batch * e->model.batch + i]];
		work_load(work, &e->inputs, work->rows, m);
		model_forward(&e->model, &state, MODE_TRAIN, work);
		loss += work->loss * (double)m;
		rows += m;
	}
	return loss / (double)rows;
}

static void measure(struct course *course, struct sweep_result *result)
{
	const struct experiment *e = course->experiment;
	struct state state = state_view(&e->model, course->block);

	result->steps = (size_t)*state.step;
	if (*state.diverged) {
		result->end = SWEEP_DIVERGED;
		return;
	}
	result->end = SWEEP_FINISHED;
	result->loss = train_mode_loss(course);
	struct score train_rows = model_score(
		&e->model, &state, &e->inputs, e->data.train, e->data.train_count, &course->work);
	result->test_mode = train_rows.loss;
	result->accuracy = train_rows.accuracy;
	result->test_loss = model_score(
		&e->model, &state, &e->inputs, e->data.test, e->data.test_count, &course->work)
				    .loss;
}

bool sweep_run(const struct settings *settings, struct experiment_source source,
	const atomic_bool *cancelled, struct sweep_result *ret_result)
{
	struct course course = {.block = NULL};
	struct sweep_result result = {
		.loss = NAN, .test_mode = NAN, .accuracy = NAN, .test_loss = NAN};
	bool done = true;

	result.status = course_open(&course, settings, source);
	if (result.status)
		result.end = SWEEP_FAILED;
	else if (train(&course, cancelled))
		measure(&course, &result);
	else
		done = false;
	course_free(&course);
	if (done)
		*ret_result = result;
	return done;
}
