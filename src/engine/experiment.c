#include "engine/experiment.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "num/csv.h"
#include "num/generator.h"

/* For check_size: works and state blocks that a run and its picture keep, arrays in a work. */
enum { EXPERIMENT_WORKS = 4, EXPERIMENT_BLOCKS = 18, WORK_ARRAYS = 10 };

/* --- the data ---------------------------------------------------------------------------------- */

/* A link may lead out of the lesson's folder although the name does not say so. */
static bool leaves_folder(const char *folder, const char *path)
{
	char *inside = realpath(folder, NULL), *real = realpath(path, NULL);
	size_t length = inside ? strlen(inside) : 0;
	bool leaves = inside && real &&
		      (strncmp(inside, real, length) != 0 || (length > 1 && real[length] != '/'));

	free(inside);
	free(real);
	return leaves;
}

static int read_csv(const struct settings *settings, struct experiment_source source,
	struct dataset *data, struct diags *diags)
{
	struct csv_request request = {.features = settings->data.features,
		.target = settings->data.target,
		.classes = settings->data.classes};
	struct str path = {0};

	if (source.own_file)
		str_add(&path, source.own_file);
	else
		str_addf(&path, "%s/%s", source.folder, settings->data.file);
	int status = 0;
	if (!source.own_file && leaves_folder(source.folder, str_text(&path)))
		status = diag_add(diags, STATUS_OPEN, (struct diag_place){.file = str_text(&path)},
			"a lesson's data lies beside or below the lesson; this leads elsewhere");
	if (!status)
		status = csv_load(str_text(&path), &request, data, diags);
	str_free(&path);
	return status;
}

static int make_data(const struct settings *settings, struct dataset *data, struct diags *diags)
{
	const struct generator *generator = generator_find(settings->data.source);
	struct generator_params params = {.rows = (size_t)settings->data.rows,
		.noise = settings->data.noise,
		.correlation = settings->data.correlation,
		.scale = settings->data.scale,
		.seed = (unsigned long)settings->data.seed};
	struct diag_place nowhere = {.file = NULL};

	if (!generator)
		return diag_add(diags, STATUS_NAME, nowhere,
			"data.source: there is no generator “%s”", settings->data.source);
	int status = generator_make(generator, &params, data);
	if (status)
		diag_add(diags, status, nowhere, "data.source %s: %s", generator->name,
			status_text(status));
	return status;
}

/* The mistake stands at the edit that cannot be made, or at the last where all could be. */
static int edit_rows(struct experiment *e, const struct diag_place *places, struct diags *diags)
{
	const struct row_edits *edits = &e->settings.data.edits;
	struct diag_place place = {.file = NULL};
	struct str edit = {0}, why = {0};
	struct dataset edited;
	size_t at = 0;
	int status = row_edits_apply(edits, &e->data, &edited, &at, &why);

	if (!status) {
		dataset_free(&e->data);
		e->data = edited;
	} else if (why.len) {
		bool one = at < edits->count;
		if (places)
			place = places[one ? at : edits->count - 1];
		if (one)
			row_edit_print(&edits->list[at], &edit);
		diag_add(diags, status, place, "data.edits: %s%s%s%s", one ? "“" : "",
			str_text(&edit), one ? "”: " : "", str_text(&why));
	}
	str_free(&edit);
	str_free(&why);
	return status;
}

static int load_data(struct experiment *e, struct experiment_source source, struct diags *diags)
{
	bool csv = source.own_file || strcmp(e->settings.data.source, "csv") == 0;
	int status = csv ? read_csv(&e->settings, source, &e->data, diags)
			 : make_data(&e->settings, &e->data, diags);

	if (!status)
		status = dataset_split(
			&e->data, e->settings.data.test, (unsigned long)e->settings.data.seed);
	if (!status && e->settings.data.edits.count)
		status = edit_rows(e, source.edit_places, diags);
	return status;
}

/* --- input normalization ----------------------------------------------------------------------- */

static bool tests_by_themselves(const struct experiment *e)
{
	return e->settings.input.test_with == INPUT_TEST_WITH_OWN && e->data.test_count > 0;
}

static int fit_norms(struct experiment *e, const double *const raw[FEATURES])
{
	e->norm = (struct inputnorm){.center = e->settings.input.center,
		.how = (enum inputnorm_how)e->settings.input.scale,
		.whiten = e->settings.input.whiten};
	e->test_norm = e->norm;
	int status = inputnorm_fit(&e->norm, raw, e->data.train, e->data.train_count);
	if (!status && tests_by_themselves(e))
		status = inputnorm_fit(&e->test_norm, raw, e->data.test, e->data.test_count);
	return status;
}

/* Normalizes the test rows with their own statistics, one at a time. */
static void renormalize_tests(
	struct experiment *e, enum inputnorm_stage view, const double *const raw[FEATURES])
{
	for (size_t i = 0; i < e->data.test_count; i++) {
		size_t row = e->data.test[i];
		inputnorm_apply(&e->test_norm, view,
			(const double *const[FEATURES]){raw[0] + row, raw[1] + row}, 1,
			(double *const[FEATURES]){e->x[view][0] + row, e->x[view][1] + row});
	}
}

static void note_ranges(struct experiment *e, enum inputnorm_stage view)
{
	for (int j = 0; j < FEATURES; j++) {
		double least = e->x[view][j][0], most = least;
		for (size_t i = 1; i < e->data.rows; i++) {
			least = fmin(least, e->x[view][j][i]);
			most = fmax(most, e->x[view][j][i]);
		}
		e->least[view][j] = least;
		e->most[view][j] = most;
	}
}

static int normalize_inputs(struct experiment *e)
{
	const double *raw[FEATURES] = {e->data.x[0], e->data.x[1]};
	int status = fit_norms(e, raw);

	for (int view = 0; !status && view < INPUTNORM_COUNT; view++) {
		for (int j = 0; j < FEATURES; j++) {
			e->x[view][j] = malloc(e->data.rows * sizeof(double));
			if (!e->x[view][j])
				return STATUS_MEMORY;
		}
		inputnorm_apply(&e->norm, (enum inputnorm_stage)view, raw, e->data.rows,
			(double *const[FEATURES]){e->x[view][0], e->x[view][1]});
		if (tests_by_themselves(e))
			renormalize_tests(e, (enum inputnorm_stage)view, raw);
		note_ranges(e, (enum inputnorm_stage)view);
	}
	return status;
}

static bool is_test(const struct dataset *data, size_t row)
{
	for (size_t i = 0; i < data->test_count; i++)
		if (data->test[i] == row)
			return true;
	return false;
}

const struct inputnorm *experiment_norm(const struct experiment *experiment, size_t row)
{
	bool own = tests_by_themselves(experiment) && is_test(&experiment->data, row);

	return own ? &experiment->test_norm : &experiment->norm;
}

static enum inputnorm_stage view_of(enum stage stage)
{
	static const enum inputnorm_stage views[STAGE_DRAW] = {
		[STAGE_START] = INPUTNORM_RAW,
		[STAGE_INPUT_MEAN] = INPUTNORM_RAW,
		[STAGE_INPUT_SUBTRACT] = INPUTNORM_SUBTRACT,
		[STAGE_INPUT_VARIANCE] = INPUTNORM_SUBTRACT,
		[STAGE_INPUT_DIVIDE] = INPUTNORM_DIVIDE,
		[STAGE_INPUT_WHITEN] = INPUTNORM_WHITEN,
	};

	return stage < STAGE_DRAW ? views[stage] : INPUTNORM_WHITEN;
}

const double *experiment_x(const struct experiment *experiment, enum stage stage, int feature)
{
	return experiment->x[view_of(stage)][feature];
}

void experiment_shown(const struct experiment *experiment, enum stage stage, size_t row,
	const double x[FEATURES], double ret_shown[FEATURES])
{
	inputnorm_apply(experiment_norm(experiment, row), view_of(stage),
		(const double *const[FEATURES]){&x[0], &x[1]}, 1,
		(double *const[FEATURES]){&ret_shown[0], &ret_shown[1]});
}

bool experiment_measured(const struct experiment *experiment, enum stage stage, size_t row,
	const double shown[FEATURES], double ret_x[FEATURES])
{
	/* Every view is A x + c: it is taken apart on the origin and the unit vectors. */
	const double x[FEATURES][3] = {{0, 1, 0}, {0, 0, 1}};
	double out[FEATURES][3], a[FEATURES][FEATURES];

	inputnorm_apply(experiment_norm(experiment, row), view_of(stage),
		(const double *const[FEATURES]){x[0], x[1]}, 3,
		(double *const[FEATURES]){out[0], out[1]});
	for (int j = 0; j < FEATURES; j++)
		for (int k = 0; k < FEATURES; k++)
			a[j][k] = out[j][k + 1] - out[j][0];
	double u = shown[0] - out[0][0], v = shown[1] - out[1][0];
	double determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
	double first = (u * a[1][1] - v * a[0][1]) / determinant;
	double second = (v * a[0][0] - u * a[1][0]) / determinant;
	if (!isfinite(first) || !isfinite(second))
		return false;
	ret_x[0] = first;
	ret_x[1] = second;
	return true;
}

void experiment_range(const struct experiment *experiment, enum stage stage, int feature,
	double *ret_least, double *ret_most)
{
	*ret_least = experiment->least[view_of(stage)][feature];
	*ret_most = experiment->most[view_of(stage)][feature];
}

/* --- the network ------------------------------------------------------------------------------- */

static bool is_frozen(const struct settings *settings, int layer)
{
	for (int i = 0; i < settings->train.freeze.count; i++)
		if (settings->train.freeze.value[i] == layer)
			return true;
	return false;
}

static struct layer_spec make_layer(const struct settings *settings, int layer)
{
	int hidden = settings->network.hidden.count;
	bool output = layer == hidden;
	bool norm = settings->batch_norm.on && (!output || settings->batch_norm.output_layer);

	return (struct layer_spec){
		.inputs = layer ? settings->network.hidden.value[layer - 1] : FEATURES,
		.units = output ? 1 : settings->network.hidden.value[layer],
		.activation = (enum activation)(
			output ? settings->network.output : settings->network.activation),
		.batch_norm = norm,
		.bias = norm ? settings->network.bias_before_norm : settings->network.bias,
		.frozen = is_frozen(settings, layer + 1),
	};
}

static void make_training(const struct settings *settings, size_t rows, struct model *model)
{
	size_t batch = settings->train.batch ? (size_t)settings->train.batch : rows;

	model->loss = (enum loss)settings->train.loss;
	model->optimizer = (enum optimizer)settings->train.optimizer;
	model->rate = settings->train.learning_rate;
	model->momentum = settings->train.momentum;
	model->rms_decay = settings->train.rms_decay;
	model->optimizer_epsilon = settings->train.epsilon;
	model->train_rows = rows;
	model->batch = batch < rows ? batch : rows;
	model->last_batch = (enum last_batch)settings->train.last_batch;
	model->shuffle = settings->train.shuffle;
	model->init = (enum init)settings->network.init;
	model->init_scale = settings->network.init_scale;
	model->seed = (unsigned long)settings->train.seed;
}

static int make_model(struct experiment *e, struct diags *diags)
{
	const struct settings *settings = &e->settings;
	struct model *model = &e->model;
	struct diag_place nowhere = {.file = NULL};

	*model = (struct model){.layers = settings->network.hidden.count + 1,
		.epsilon = settings->batch_norm.epsilon,
		.decay = settings->batch_norm.decay,
		.noise = settings->batch_norm.noise,
		.running_variance = (enum running_variance)settings->batch_norm.running_variance,
		.normalize_with = (enum normalize_with)settings->batch_norm.normalize_with,
		.norm_gradient = (enum norm_gradient)settings->batch_norm.gradient,
		.norm_position = (enum norm_position)settings->batch_norm.position};
	for (int layer = 0; layer < model->layers; layer++)
		model->layer[layer] = make_layer(settings, layer);
	if (!settings->train.batch && e->data.train_count > BATCH_MAX)
		return diag_add(diags, STATUS_LIMIT, nowhere,
			"there are %zu training rows, but a batch has at most %d; use --set "
			"train.batch=64",
			e->data.train_count, BATCH_MAX);
	make_training(settings, e->data.train_count, model);
	const char *trouble = model_trouble(model);
	int status = model_finish(model);
	if (status)
		return diag_add(diags, status, nowhere, "these settings make no network: %s",
			trouble ? trouble : status_text(status));
	if (model->init == INIT_GIVEN && (size_t)settings->network.given.count != model->parameters)
		return diag_add(diags, STATUS_COMBINATION, nowhere,
			"network.given has %d numbers; this network has %zu parameters (per layer "
			"W row "
			"by row, b, gamma, beta)",
			settings->network.given.count, model->parameters);
	return 0;
}

int experiment_check_steps(size_t steps, struct diags *diags)
{
	if (steps <= EXPERIMENT_STEPS_MAX)
		return 0;
	return diag_add(diags, STATUS_LIMIT, (struct diag_place){.file = NULL},
		"this run has %zu steps (epochs times batches), at most %d are allowed", steps,
		EXPERIMENT_STEPS_MAX);
}

/* What a run would take, so that a stranger's lesson is refused before it takes it. */
static int check_size(const struct experiment *e, struct diags *diags)
{
	const struct model *model = &e->model;
	double units = 0, bytes;

	for (int layer = 0; layer < model->layers; layer++)
		units += model->layer[layer].units;
	bytes = EXPERIMENT_WORKS * units * (double)model->batch * WORK_ARRAYS * sizeof(double) +
		EXPERIMENT_BLOCKS * (double)model->block_bytes;
	if (bytes > EXPERIMENT_BYTES_MAX)
		return diag_add(diags, STATUS_LIMIT, (struct diag_place){.file = NULL},
			"this network with this batch takes %.0f MiB, at most %d are allowed; use "
			"fewer "
			"units or a smaller train.batch",
			bytes / (1 << 20), EXPERIMENT_BYTES_MAX >> 20);
	return 0;
}

static int check_targets(const struct experiment *e, struct diags *diags)
{
	if (e->model.loss != LOSS_LOGISTIC)
		return 0;
	for (size_t i = 0; i < e->data.rows; i++)
		if (e->data.y[i] != 0 && e->data.y[i] != 1)
			return diag_add(diags, STATUS_COMBINATION,
				(struct diag_place){.file = NULL},
				"train.loss: logistic needs two classes, 0 and 1, but the target "
				"of row "
				"%zu is %g; use --set train.loss=squared --set "
				"network.output=linear",
				i + 1, e->data.y[i]);
	return 0;
}

int experiment_new(const struct settings *settings, struct experiment_source source,
	struct experiment **ret_experiment, struct diags *diags)
{
	struct experiment *e = calloc(1, sizeof *e);

	if (!e)
		return STATUS_MEMORY;
	e->settings = *settings;
	int status = load_data(e, source, diags);
	if (!status)
		status = normalize_inputs(e);
	if (!status)
		status = make_model(e, diags);
	if (!status)
		status = check_size(e, diags);
	if (!status)
		status = experiment_check_steps(
			e->model.batches * (size_t)settings->train.epochs, diags);
	if (!status)
		status = check_targets(e, diags);
	if (status) {
		experiment_free(e);
		return status;
	}
	e->inputs = (struct inputs){.y = e->data.y, .train = e->data.train};
	for (int j = 0; j < FEATURES; j++)
		e->inputs.x[j] = e->x[INPUTNORM_COUNT - 1][j];
	*ret_experiment = e;
	return 0;
}

int experiment_vary(const struct experiment *base, const struct settings *settings,
	struct experiment **ret_experiment, struct diags *diags)
{
	struct experiment *e = malloc(sizeof *e);

	if (!e)
		return STATUS_MEMORY;
	*e = *base;
	e->varied = true;
	e->settings = *settings;
	int status = make_model(e, diags);
	if (!status)
		status = check_size(e, diags);
	if (!status)
		status = check_targets(e, diags);
	if (status) {
		free(e);
		return status;
	}
	assert(e->model.block_bytes == base->model.block_bytes);
	*ret_experiment = e;
	return 0;
}

void experiment_free(struct experiment *experiment)
{
	if (!experiment)
		return;
	for (int view = 0; view < INPUTNORM_COUNT && !experiment->varied; view++)
		for (int j = 0; j < FEATURES; j++)
			free(experiment->x[view][j]);
	if (!experiment->varied)
		dataset_free(&experiment->data);
	free(experiment);
}
