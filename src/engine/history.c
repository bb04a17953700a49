#include "engine/history.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_statistics_double.h>

#include "base/status.h"

const double history_shares[HISTORY_SHARES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* Fills `width` and `first`. */
static void lay_out(struct history *history)
{
	const struct model *model = history->model;

	history->width = 0;
	for (int l = 0; l < model->layers; l++) {
		history->first[l] = history->width;
		history->width += HISTORY_SHARES + (size_t)model->layer[l].units * HISTORY_OF_COUNT;
	}
}

int history_reserve(struct history *history, size_t m)
{
	size_t most = 0;

	for (int l = 0; l < history->model->layers; l++) {
		size_t inputs = (size_t)history->model->layer[l].inputs;
		most = inputs > most ? inputs : most;
	}
	if (m * most <= history->room)
		return 0;
	double *sorting = realloc(history->sorting, m * most * sizeof *sorting);
	if (!sorting)
		return STATUS_MEMORY;
	history->sorting = sorting;
	history->room = m * most;
	return 0;
}

bool history_fit(struct history *history, size_t steps)
{
	size_t before = history->stride;

	size_t most = HISTORY_BYTES / (history->width * sizeof *history->samples);

	most = most < HISTORY_SAMPLES_MIN ? HISTORY_SAMPLES_MIN : most;
	most = most > HISTORY_SAMPLES ? HISTORY_SAMPLES : most;
	history->most = most;
	history->stride = steps ? (steps + most - 1) / most : 1;
	if (history->stride != before)
		history->count = 0;
	return history->stride == before;
}

/* The offset of a unit of a layer, both from 1, in a sample. */
static size_t unit_offset(const struct history *history, int layer, int unit)
{
	return history->first[layer - 1] + HISTORY_SHARES + (size_t)(unit - 1) * HISTORY_OF_COUNT;
}

static double length_of(const double *values, int count)
{
	double squares = 0;

	for (int i = 0; i < count; i++)
		squares += values[i] * values[i];
	return sqrt(squares);
}

/* What the state holds of one unit, u from 0; a batch's own numbers are filled in by note_unit. */
static void note_state(
	const struct history *history, const struct state *state, int l, int u, double *out)
{
	const struct model *model = history->model;
	const struct layer_params params = model_params(model, state->theta, l);
	int inputs = model->layer[l].inputs;

	for (int i = 0; i < HISTORY_OF_COUNT; i++)
		out[i] = NAN;
	out[HISTORY_W_NORM] = length_of(params.W + (ptrdiff_t)u * inputs, inputs);
	if (params.b)
		out[HISTORY_B] = params.b[u];
	if (!model->layer[l].batch_norm)
		return;
	size_t running = model->first_running[l] + (size_t)u;
	out[HISTORY_GAMMA] = params.gamma[u];
	out[HISTORY_BETA] = params.beta[u];
	out[HISTORY_RUNNING_MU] = state->running_mu[running];
	out[HISTORY_RUNNING_VAR] = state->running_var[running];
}

static void note_units(const struct history *history, const struct state *state,
	const struct work *work, double *sample)
{
	for (int l = 0; l < history->model->layers; l++)
		for (int u = 0; u < history->model->layer[l].units; u++) {
			double *out = sample + unit_offset(history, l + 1, u + 1);
			note_state(history, state, l, u, out);
			if (work && history->model->layer[l].batch_norm) {
				out[HISTORY_MU] = work->layer[l].mu[u];
				out[HISTORY_VAR] = work->layer[l].var[u];
			}
		}
}

static bool all_finite(const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!isfinite(values[i]))
			return false;
	return true;
}

/*
 * The values are put in order only as far as the five that are wanted: behind one that is found
 * stands nothing smaller, so the next is looked for there alone.
 */
static void note_shares(const struct history *history, const struct work *work, int l, double *out)
{
	size_t count = (size_t)history->model->layer[l].inputs * work->m;

	memcpy(history->sorting, work->layer[l].in, count * sizeof *history->sorting);
	bool finite = all_finite(history->sorting, count);
	for (size_t i = 0, from = 0; i < HISTORY_SHARES; i++) {
		size_t rank = (size_t)ceil(history_shares[i] * (double)count);
		size_t at = rank ? rank - 1 : 0;
		out[i] = finite ? gsl_stats_select(
					  history->sorting + from, 1, count - from, at - from)
				: NAN;
		from = at;
	}
}

int history_open(
	struct history *history, const struct model *model, const struct state *state, size_t steps)
{
	*history = (struct history){.model = model};
	lay_out(history);
	history_fit(history, steps);
	history->start = malloc(history->width * sizeof *history->start);
	if (!history->start || history_reserve(history, model->batch)) {
		history_close(history);
		return STATUS_MEMORY;
	}
	history_start_from(history, state);
	return 0;
}

void history_start_from(struct history *history, const struct state *state)
{
	for (size_t i = 0; i < history->width; i++)
		history->start[i] = NAN;
	note_units(history, state, NULL, history->start);
}

void history_close(struct history *history)
{
	free(history->samples);
	free(history->start);
	free(history->sorting);
	*history = (struct history){.count = 0};
}

static bool grow(struct history *history)
{
	size_t cap = history->cap ? 2 * history->cap : 16;
	cap = cap > history->most ? history->most : cap;
	double *samples = realloc(history->samples, cap * history->width * sizeof *samples);

	if (!samples)
		return false;
	history->samples = samples;
	history->cap = cap;
	return true;
}

void history_note(
	struct history *history, size_t step, const struct state *after, const struct work *work)
{
	if (step != history->count * history->stride)
		return;
	if (history->count == history->cap && !grow(history))
		return;
	double *sample = history->samples + history->count * history->width;
	note_units(history, after, work, sample);
	for (int l = 0; l < history->model->layers; l++)
		note_shares(history, work, l, sample + history->first[l]);
	history->count++;
}

double history_unit(
	const struct history *history, size_t i, int layer, int unit, enum history_of of)
{
	return history->samples[i * history->width + unit_offset(history, layer, unit) + of];
}

double history_start(const struct history *history, int layer, int unit, enum history_of of)
{
	return history->start[unit_offset(history, layer, unit) + of];
}

const double *history_input(const struct history *history, size_t i, int layer)
{
	return history->samples + i * history->width + history->first[layer - 1];
}
