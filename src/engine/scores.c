#include "engine/scores.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

/* Multiplications of one pass that the end of an epoch may cost: about 20 ms. */
static const double affordable = 2e7;
enum { NONLINEAR_COST = 12, FEWEST_ROWS = 1000 };

static size_t rows_afforded(const struct model *model, size_t rows)
{
	double row = (double)model->parameters;

	for (int layer = 0; layer < model->layers; layer++)
		row += NONLINEAR_COST * model->layer[layer].units;
	double most = fmax(affordable / row, FEWEST_ROWS);
	return (double)rows <= most ? rows : (size_t)most;
}

/* All rows, or an even choice of them. */
static bool choose(struct scores *scores, enum scores_of of, const struct model *model,
	const size_t *rows, size_t count)
{
	size_t some = rows_afforded(model, count);

	scores->rows[of] = some;
	scores->chosen[of] = malloc((some + 1) * sizeof *scores->chosen[of]);
	scores->loss[of] = malloc((SCORES_POINTS + 1) * sizeof *scores->loss[of]);
	for (size_t i = 0; i < some && scores->chosen[of]; i++)
		scores->chosen[of][i] = rows[i * count / some];
	return scores->chosen[of] && scores->loss[of];
}

int scores_open(struct scores *scores, const struct experiment *experiment, size_t epochs)
{
	const struct dataset *data = &experiment->data;
	const struct model *model = &experiment->model;

	*scores = (struct scores){.count = 0};
	scores_fit(scores, epochs);
	if (choose(scores, SCORES_TRAIN, model, data->train, data->train_count) &&
		choose(scores, SCORES_TEST, model, data->test, data->test_count))
		return 0;
	scores_close(scores);
	return STATUS_MEMORY;
}

void scores_close(struct scores *scores)
{
	for (int of = 0; of < SCORES_OF_COUNT; of++) {
		free(scores->chosen[of]);
		free(scores->loss[of]);
	}
	*scores = (struct scores){.count = 0};
}

bool scores_fit(struct scores *scores, size_t epochs)
{
	size_t stride = epochs > SCORES_POINTS ? (epochs + SCORES_POINTS - 1) / SCORES_POINTS : 1;
	bool stays = stride == scores->stride;

	scores->stride = stride;
	scores->most = epochs / stride + 1;
	scores->count = !stays ? 0 : scores->count < scores->most ? scores->count : scores->most;
	return stays;
}

size_t scores_known(const struct scores *scores, size_t epochs)
{
	size_t points = epochs / scores->stride + 1;

	return points < scores->count ? points : scores->count;
}

void scores_keep(struct scores *scores, size_t states)
{
	scores->count = states ? scores_known(scores, states - 1) : 0;
}

bool scores_want(const struct scores *scores, size_t *ret_epochs)
{
	*ret_epochs = scores->count * scores->stride;
	return scores->count < scores->most;
}

void scores_note(struct scores *scores, const struct experiment *experiment,
	const struct state *state, struct work *work)
{
	for (int of = 0; of < SCORES_OF_COUNT; of++)
		scores->loss[of][scores->count] = model_score(&experiment->model, state,
			&experiment->inputs, scores->chosen[of], scores->rows[of], work)
							  .loss;
	scores->count++;
}
