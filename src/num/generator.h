/*
 * Made data: every data set that lessons use without a file, as a table.
 *
 * A made data set is a pure function of its parameters. Targets of a plane (grid, correlated, far,
 * houses, handful) get normal noise with standard deviation `noise`; patterns of two classes
 * get it on both features instead. `scale` stretches the second feature where the help says so.
 * Units:   κ in comments is that of the squared loss of a linear model over w1, w2 and b.
 * Errors:  STATUS_RANGE for parameters that make no sense, STATUS_MEMORY.
 * Memory:  the data set made is the caller's; dataset_free.
 */
#ifndef NUM_GENERATOR_H
#define NUM_GENERATOR_H

#include <stddef.h>

#include "num/dataset.h"

struct generator_params {
	size_t rows;        /* at least 2; some generators take the nearest square */
	double noise;       /* standard deviation, from 0 */
	double correlation; /* from −1 to 1; of `correlated` alone */
	double scale;       /* S above 0 */
	unsigned long seed;
};

struct generator {
	const char *name;
	const char *help; /* one sentence or two */
	int (*make)(const struct generator_params *params, struct dataset *ret_data);
};

extern const struct generator generators[];
extern const size_t generators_count;

/* The generator of that name, or NULL. */
const struct generator *generator_find(const char *name);

/* Checks the parameters and makes the data; *ret_data is kept on failure. */
int generator_make(const struct generator *generator, const struct generator_params *params,
	struct dataset *ret_data);

#endif
