/*
 * A sweep: a grid of runs over the values of two settings, several seeds a cell, on all cores.
 *
 * Every run goes to its end, or to the step at which a value is no longer finite. Runs are those of
 * engine/run.h, step for step, but nothing is kept of them except how they ended. Seed number k of
 * a cell adds k to data.seed and to train.seed. The first seed of every cell comes first, so that
 * the whole grid fills at once.
 * Results do not depend on the number of threads: each run writes to a place of its own.
 *
 * Shapes:  cells are counted by column (the values of `across`) and row (those of `down`), from 0.
 * Errors:  sweep_new tries every cell: STATUS_NAME, STATUS_RANGE, STATUS_COMBINATION, STATUS_LIMIT
 *          and the statuses of experiment_new, each with a sentence in `diags`; STATUS_MEMORY.
 * Memory:  sweep_new copies what it is given; sweep_free stops the threads first, and takes NULL.
 * Threads: all functions are for the one thread that made the sweep; they may be called while it
 *          works, and none but sweep_wait and sweep_free waits. Signals go to the other threads.
 */
#ifndef ENGINE_SWEEP_H
#define ENGINE_SWEEP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"
#include "engine/experiment.h"

enum {
	SWEEP_VALUES_MAX = 64,   /* of one setting */
	SWEEP_RUNS_MAX = 100000, /* columns × rows × seeds */
	SWEEP_THREADS_MAX = 256
};

/* A setting and the values that it takes, as texts that setting_set reads. */
struct sweep_axis {
	const char *setting;
	const char *const *values; /* [count] */
	size_t count;
};

struct sweep_plan {
	struct sweep_axis across;
	struct sweep_axis down; /* without a name: the grid has one row */
	size_t seeds;           /* per cell, at least 1 */
	size_t threads;         /* 0: as many as there are processors */
};

enum sweep_end { SWEEP_FINISHED, SWEEP_DIVERGED, SWEEP_FAILED };

/* How a run ended. The numbers of a run that diverged or failed are NaN. */
struct sweep_result {
	enum sweep_end end;
	int status;   /* of a run that failed: why, as when memory runs out */
	size_t steps; /* batches done, the one that diverged included */
	double loss;  /* train mode: mean over the last epoch's batches, weights as at the end */
	double test_mode; /* loss over the training rows in test mode */
	double accuracy;  /* over the training rows in test mode */
	double test_loss; /* over the test rows in test mode; NaN where there are none */
};

/* What the finished seeds of one cell say together. */
struct sweep_cell {
	size_t done;           /* seeds that ended in any way */
	size_t diverged;       /* of those */
	size_t failed;         /* of those */
	size_t reached;        /* of those: train mode loss below the limit */
	double least, largest; /* loss of the finished ones; NaN without any */
	double mean;
};

struct sweep_progress {
	size_t runs, runs_done;
	size_t cells, cells_done; /* with all seeds */
	bool working;             /* threads have not all ended */
	bool cancelled;
};

struct sweep;

int sweep_new(const struct settings *base, struct experiment_source source,
	const struct sweep_plan *plan, struct sweep **ret_sweep, struct diags *diags);
void sweep_free(struct sweep *sweep);

/* Starts the threads and returns at once. 0, or STATUS_LIMIT where not one can be started. */
int sweep_start(struct sweep *sweep);

/* Asks the threads to stop: each does after the step that it is in. What is done stays. */
void sweep_cancel(struct sweep *sweep);

/* Waits until the threads have ended. */
void sweep_wait(struct sweep *sweep);

struct sweep_progress sweep_progress(const struct sweep *sweep);

/* The number of values across and down. */
size_t sweep_columns(const struct sweep *sweep);
size_t sweep_rows(const struct sweep *sweep);

/* The setting on a side and its values, as texts; "" for the rows of a sweep of one row. */
const char *sweep_setting(const struct sweep *sweep, bool down);
const char *sweep_value(const struct sweep *sweep, bool down, size_t i);

/* The cell whose values the settings have; false where none does. */
bool sweep_home(const struct sweep *sweep, const struct settings *settings, size_t *ret_column,
	size_t *ret_row);

/* False while the run is not done. */
bool sweep_result(const struct sweep *sweep, size_t column, size_t row, size_t seed,
	struct sweep_result *ret_result);

struct sweep_cell sweep_cell(const struct sweep *sweep, size_t column, size_t row, double limit);

/*
 * A table in plain text: in each cell how many of the seeds that are done reached a loss below the
 * limit, as 18/20; "…" before the first.
 */
void sweep_summary(const struct sweep *sweep, double limit, struct str *out);

#endif
