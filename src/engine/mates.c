#include "engine/mates.h"

#include <math.h>
#include <stdlib.h>

#include "base/status.h"

/* Multiplications that a key may wait for: about 20 ms. */
static const double affordable = 2e7;

/* The parameters that the shown numbers were computed with. */
static struct state shown_state(const struct run *run)
{
	return run->mode == MODE_TEST ? run_state(run) : run_state_before(run);
}

static size_t affordable_batches(const struct run *run)
{
	double cost =
		(double)run->experiment->model.parameters * (double)run->experiment->model.batch;
	double count = fmax(1, affordable / cost);

	return count < (double)run->at.batches ? (size_t)count : run->at.batches;
}

/* The rows of a batch of this epoch, whose order stands in the state behind its first batch. */
static size_t list_rows(const struct run *run, size_t batch, size_t *rows)
{
	const struct model *model = &run->experiment->model;
	const uint32_t *order = run_state_after(run).order + batch * model->batch;
	size_t m = model_batch_rows(model, batch);

	for (size_t i = 0; i < m; i++)
		rows[i] = run->experiment->data.train[order[i]];
	return m;
}

/* Where the row stands in the list: where it is one of it already, else in the place asked for. */
static size_t place_row(size_t *rows, size_t m, size_t row, size_t place)
{
	for (size_t i = 0; i < m; i++)
		if (rows[i] == row)
			return i;
	place = place < m ? place : m - 1;
	rows[place] = row;
	return place;
}

static double zhat_of(
	const struct run *run, enum model_mode mode, size_t m, int layer, int unit, size_t place)
{
	const struct experiment *e = run->experiment;
	struct state state = shown_state(run);

	work_load(run->scratch, &e->inputs, run->scratch->rows, m);
	model_forward(&e->model, &state, mode, run->scratch);
	return run->scratch->layer[layer - 1].zhat[(size_t)(unit - 1) * m + place];
}

int mates_find(const struct run *run, int layer, int unit, int example, struct mates *ret_mates)
{
	struct mates mates = {.batches = run->at.batches, .least = INFINITY, .largest = -INFINITY};
	size_t *rows = run->scratch->rows;

	if (!run->at.epoch)
		return STATUS_UNKNOWN_YET;
	if (!run->experiment->model.layer[layer - 1].batch_norm)
		return STATUS_COMBINATION;
	mates.row = run->work.rows[example - 1];
	mates.own = run->at.batch - 1;
	mates.count = affordable_batches(run);
	mates.zhat = malloc(mates.count * sizeof *mates.zhat);
	if (!mates.zhat)
		return STATUS_MEMORY;
	for (size_t i = 0; i < mates.count; i++) {
		size_t m = list_rows(run, i, rows);
		size_t place = place_row(rows, m, mates.row, (size_t)example - 1);
		mates.zhat[i] = zhat_of(run, MODE_TRAIN, m, layer, unit, place);
		mates.least = fmin(mates.least, mates.zhat[i]);
		mates.largest = fmax(mates.largest, mates.zhat[i]);
	}
	rows[0] = mates.row;
	mates.test_mode = zhat_of(run, MODE_TEST, 1, layer, unit, 0);
	*ret_mates = mates;
	return 0;
}

void mates_free(struct mates *mates)
{
	free(mates->zhat);
	*mates = (struct mates){.zhat = NULL};
}
