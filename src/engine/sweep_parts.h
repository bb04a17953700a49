/*
 * The parts of a sweep: its grid of settings, and one run of it.
 *
 * Memory:  grid_free gives back what grid_make allocated, and takes a zeroed grid too.
 */
#ifndef ENGINE_SWEEP_PARTS_H
#define ENGINE_SWEEP_PARTS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "engine/sweep.h"

struct sweep_side {
	char *setting; /* NULL where there is none */
	char *values[SWEEP_VALUES_MAX];
	size_t count; /* at least 1 */
};

struct sweep_grid {
	struct sweep_side across, down;
	struct settings *cells;  /* [down.count × across.count] row by row */
	char *folder, *own_file; /* of the source; may be NULL */
};

/* Copies, reads and tries everything; errors as sweep_new. *grid is to be freed in any case. */
int grid_make(struct sweep_grid *grid, const struct settings *base, struct experiment_source source,
	const struct sweep_plan *plan, struct diags *diags);
void grid_free(struct sweep_grid *grid);

struct experiment_source grid_source(const struct sweep_grid *grid);

/* The settings of a cell for seed number `seed`. */
struct settings grid_settings(const struct sweep_grid *grid, size_t cell, size_t seed);

/* Runs to the end. False, and nothing in *ret_result, when `cancelled` came true on the way. */
bool sweep_run(const struct settings *settings, struct experiment_source source,
	const atomic_bool *cancelled, struct sweep_result *ret_result);

#endif
