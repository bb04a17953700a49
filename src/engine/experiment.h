/*
 * An experiment: settings and data, made ready to run.
 *
 * Shapes:  x[view][feature]: [rows], the features of all rows after each stage of input
 *          normalization; statistics come from the training rows alone, unless input.test_with
 *          gives the test rows their own, as a mistake to look at.
 * Errors:  statuses of base/status.h, with every mistake in a struct diags.
 * Memory:  experiment_new and experiment_free own everything inside.
 */
#ifndef ENGINE_EXPERIMENT_H
#define ENGINE_EXPERIMENT_H

#include <stdbool.h>

#include "base/diag.h"
#include "engine/settings.h"
#include "engine/stage.h"
#include "num/dataset.h"
#include "num/inputnorm.h"
#include "num/model.h"

enum { EXPERIMENT_STEPS_MAX = 2000000, EXPERIMENT_BYTES_MAX = 512 << 20 };

struct experiment {
	struct settings settings;
	struct dataset data;
	struct inputnorm norm;
	struct inputnorm test_norm;           /* of the test rows, for input.test_with: own */
	double *x[INPUTNORM_COUNT][FEATURES]; /* [rows] each; after each stage of normalization */
	double least[INPUTNORM_COUNT][FEATURES], most[INPUTNORM_COUNT][FEATURES]; /* of those */
	struct model model;
	struct inputs inputs; /* borrowed views of the above */
	bool varied;          /* data and x belong to the experiment that this one varies */
};

/*
 * Where the data comes from: `folder` is the lesson's, for data.file; `own_file` is a path that the
 * user named with --data, or NULL.
 */
struct experiment_source {
	const char *folder;
	const char *own_file;
	const struct diag_place *edit_places; /* [data.edits.count], for mistakes; or NULL */
};

int experiment_new(const struct settings *settings, struct experiment_source source,
	struct experiment **ret_experiment, struct diags *diags);
void experiment_free(struct experiment *experiment);

/*
 * The same data and the same network with other settings of training; how long a run with them is,
 * is not looked at. The base must outlive it. 0, STATUS_MEMORY, or a status with a mistake in `diags`.
 */
int experiment_vary(const struct experiment *base, const struct settings *settings,
	struct experiment **ret_experiment, struct diags *diags);

/* Whether a run may have so many batches. 0, or STATUS_LIMIT with the mistake in `diags`. */
int experiment_check_steps(size_t steps, struct diags *diags);

/* What a row, from 0, is normalized with. */
const struct inputnorm *experiment_norm(const struct experiment *experiment, size_t row);

/* What a row, from 0, would show at a stage, had it been measured so. */
void experiment_shown(const struct experiment *experiment, enum stage stage, size_t row,
	const double x[FEATURES], double ret_shown[FEATURES]);

/*
 * The features as measured that a row, from 0, would show as `shown` at a stage, with the
 * statistics that there are now. False where features on a line leave no way back.
 */
bool experiment_measured(const struct experiment *experiment, enum stage stage, size_t row,
	const double shown[FEATURES], double ret_x[FEATURES]);

/* The features of all rows as they stand at a stage; stages behind the input give the last view. */
const double *experiment_x(const struct experiment *experiment, enum stage stage, int feature);

/* The least and the largest of those, found once when the experiment was made. */
void experiment_range(const struct experiment *experiment, enum stage stage, int feature,
	double *ret_least, double *ret_most);

#endif
