#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "num/norm_noise.h"

/* Hands out pieces of one allocation; without a base it only counts how much is needed. */
struct carver {
	double *base;
	size_t used; /* doubles */
};

static double *carve(struct carver *carver, size_t count)
{
	double *piece = carver->base ? carver->base + carver->used : NULL;

	carver->used += count;
	return piece;
}

static void carve_norm(struct carver *carver, size_t n, size_t m, struct layer_work *layer)
{
	double **const per_unit[] = {&layer->mu, &layer->var, &layer->used_mu, &layer->used_var,
		&layer->s, &layer->stretch, &layer->shift, &layer->d_var, &layer->d_mu};
	double **const per_value[] = {
		&layer->centered, &layer->zhat, &layer->ztilde, &layer->d_ztilde, &layer->d_zhat};

	for (size_t i = 0; i < sizeof(per_unit) / sizeof(per_unit[0]); i++)
		*per_unit[i] = carve(carver, n);
	for (size_t i = 0; i < sizeof(per_value) / sizeof(per_value[0]); i++)
		*per_value[i] = carve(carver, n * m);
}

static void carve_layer(
	struct carver *carver, const struct model *model, int l, size_t m, struct layer_work *layer)
{
	size_t n = (size_t)model->layer[l].units;
	bool norm = model->layer[l].batch_norm;
	bool after = norm && model->norm_position == NORM_POSITION_AFTER;

	layer->z = carve(carver, n * m);
	layer->a = carve(carver, n * m);
	layer->d_a = carve(carver, n * m);
	layer->d_z = carve(carver, n * m);
	if (norm)
		carve_norm(carver, n, m, layer);
	layer->out = after ? layer->ztilde : layer->a;
	layer->d_out = after ? layer->d_ztilde : layer->d_a;
}

static void carve_work(
	struct carver *carver, const struct model *model, size_t m, struct work *work)
{
	work->x = carve(carver, FEATURES * m);
	work->y = carve(carver, m);
	work->gradient = carve(carver, model->parameters);
	for (int l = 0; l < model->layers; l++) {
		carve_layer(carver, model, l, m, &work->layer[l]);
		work->layer[l].in = l == 0 ? work->x : work->layer[l - 1].out;
	}
}

int work_alloc(struct work *work, const struct model *model, size_t m)
{
	struct carver carver = {0};

	*work = (struct work){.room = m, .portion = m};
	if (m > UINT32_MAX)
		return STATUS_MEMORY;
	carve_work(&carver, model, m, work);
	work->memory = calloc(1, carver.used * sizeof(double) + m * sizeof(size_t));
	if (!work->memory) {
		*work = (struct work){0};
		return STATUS_MEMORY;
	}
	carver = (struct carver){.base = work->memory};
	carve_work(&carver, model, m, work);
	work->rows = (size_t *)(carver.base + carver.used);
	norm_noise_clear(model, work);
	return 0;
}

void work_free(struct work *work)
{
	free(work->memory);
	*work = (struct work){0};
}

void work_load(struct work *work, const struct inputs *inputs, const size_t *rows, size_t m)
{
	assert(m <= work->room);
	work->m = m;
	if (rows != work->rows)
		memcpy(work->rows, rows, m * sizeof(*rows));
	double *x1 = work->x, *x2 = work->x + m, *y = work->y;

	for (size_t e = 0; e < m; e++) {
		size_t row = work->rows[e];

		x1[e] = inputs->x[0][row];
		x2[e] = inputs->x[1][row];
		y[e] = inputs->y[row];
	}
}
