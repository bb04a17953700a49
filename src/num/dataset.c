#include "num/dataset.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/status.h"
#include "num/rng.h"

enum { TRAIN_MIN = 2 };

int dataset_alloc(struct dataset *data, size_t rows)
{
	size_t room = rows > 0 ? rows : 1;

	*data = (struct dataset){.rows = rows, .train_count = rows};
	data->y = calloc(room, sizeof(*data->y));
	data->train = calloc(room, sizeof(*data->train));
	data->test = calloc(room, sizeof(*data->test));
	for (int f = 0; f < FEATURES; f++)
		data->x[f] = calloc(room, sizeof(*data->x[f]));
	if (!data->y || !data->train || !data->test || !data->x[0] || !data->x[1]) {
		dataset_free(data);
		return STATUS_MEMORY;
	}
	for (size_t row = 0; row < rows; row++)
		data->train[row] = row;
	return 0;
}

void dataset_free(struct dataset *data)
{
	for (int f = 0; f < FEATURES; f++)
		free(data->x[f]);
	free(data->y);
	free(data->train);
	free(data->test);
	*data = (struct dataset){0};
}

static size_t test_rows(size_t rows, double share)
{
	size_t most = rows > TRAIN_MIN ? rows - TRAIN_MIN : 0;
	double wanted = share * (double)rows + 0.5;

	if (!(wanted >= 1))
		return 0;
	return wanted < (double)most ? (size_t)wanted : most;
}

int dataset_split(struct dataset *data, double test_share, unsigned long seed)
{
	size_t wanted = test_rows(data->rows, test_share);
	struct rng rng;

	rng_seed(&rng, seed, RNG_SPLIT);
	data->train_count = data->test_count = 0;
	/* Selection sampling (Knuth 3.4.2, algorithm S): each choice equally likely, in order. */
	for (size_t row = 0; row < data->rows; row++) {
		double left = (double)(data->rows - row);
		double open = (double)(wanted - data->test_count);

		if (rng_uniform(&rng) * left < open)
			data->test[data->test_count++] = row;
		else
			data->train[data->train_count++] = row;
	}
	return 0;
}
