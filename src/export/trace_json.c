#include "export/trace.h"

#include <stdint.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/quantity.h"
#include "engine/ruler.h"
#include "export/json.h"

/* --- the first line: the experiment ------------------------------------------------------------ */

static void add_setting(
	struct json *json, const struct settings *settings, const struct setting *setting)
{
	struct str text = {0};
	double number;

	setting_print(settings, setting, &text);
	bool bare = setting->type == SETTING_BOOL ||
		    (setting->type != SETTING_TEXT && setting->type != SETTING_CHOICE &&
			    number_parse(str_text(&text), &number));
	bool list = setting->type == SETTING_INTS || setting->type == SETTING_REALS;
	if (list)
		json_raw(json, setting->name, "[", str_text(&text), "]");
	else if (bare)
		json_raw(json, setting->name, "", str_text(&text), "");
	else
		json_text(json, setting->name, str_text(&text));
	str_free(&text);
}

static void add_settings(struct json *json, const struct settings *settings)
{
	json_open(json, "settings", '{');
	for (size_t i = 0; i < settings_count; i++)
		add_setting(json, settings, &settings_table[i]);
	json_close(json, '}');
}

static void add_features(struct json *json, const char *key, double *const x[FEATURES], size_t rows)
{
	json_open(json, key, '[');
	for (int j = 0; j < FEATURES; j++)
		json_vector(json, NULL, x[j], rows);
	json_close(json, ']');
}

static void add_data(struct json *json, const struct experiment *e)
{
	const struct dataset *data = &e->data;

	json_open(json, "data", '{');
	add_features(json, "x", data->x, data->rows);
	json_vector(json, "y", data->y, data->rows);
	json_rows(json, "train", data->train, data->train_count);
	json_rows(json, "test", data->test, data->test_count);
	json_close(json, '}');
	json_open(json, "input", '{');
	json_vector(json, "mean", e->norm.mean, FEATURES);
	json_vector(json, "var", e->norm.var, FEATURES);
	double *last[FEATURES];
	for (int j = 0; j < FEATURES; j++)
		last[j] = e->x[INPUTNORM_COUNT - 1][j];
	add_features(json, "x", last, data->rows);
	json_close(json, '}');
}

static void add_network(struct json *json, const struct model *model)
{
	const struct layer_spec *last = &model->layer[model->layers - 1];

	json_open(json, "network", '{');
	json_open(json, "sizes", '[');
	json_number(json, NULL, FEATURES);
	for (int l = 0; l < model->layers; l++)
		json_number(json, NULL, model->layer[l].units);
	json_close(json, ']');
	json_text(json, "activation", activation_names[model->layer[0].activation]);
	json_text(json, "output", activation_names[last->activation]);
	json_text(json, "loss", loss_names[model->loss]);
	json_close(json, '}');
}

static void add_params(struct json *json, const struct model *model, double *theta, int layer)
{
	const struct layer_spec *spec = &model->layer[layer];
	struct layer_params p = model_params(model, theta, layer);
	size_t units = (size_t)spec->units;

	json_matrix(json, "W", p.W, units, (size_t)spec->inputs);
	json_vector(json, "b", p.b, units);
	json_vector(json, "gamma", p.gamma, units);
	json_vector(json, "beta", p.beta, units);
}

static void add_layers(struct json *json, const char *key, const struct run *run,
	struct state state, void (*add)(struct json *, const struct run *, struct state, int))
{
	json_open(json, key, '[');
	for (int layer = 0; layer < run->timeline.layers; layer++) {
		json_open(json, NULL, '{');
		json_number(json, "layer", layer + 1);
		add(json, run, state, layer);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void add_init(struct json *json, const struct run *run, struct state state, int layer)
{
	add_params(json, &run->experiment->model, state.theta, layer);
}

static void experiment_record(struct json *json, const struct play *play)
{
	const struct experiment *e = play->experiment;

	json_text(json, "type", "experiment");
	json_text(json, "lesson", play->lesson->name);
	add_settings(json, &e->settings);
	add_data(json, e);
	add_network(json, &e->model);
	add_layers(json, "init", play->run, run_state_before(play->run), add_init);
}

/* --- records of batches, epochs and the last state --------------------------------------------- */

static void add_running(struct json *json, const struct run *run, struct state state, int layer)
{
	const struct model *model = &run->experiment->model;
	bool norm = model->layer[layer].batch_norm;
	size_t first = model->first_running[layer], units = (size_t)model->layer[layer].units;

	json_vector(json, "running_mu", norm ? state.running_mu + first : NULL, units);
	json_vector(json, "running_var", norm ? state.running_var + first : NULL, units);
}

static void add_batch_layer(struct json *json, const struct run *run, struct state state, int layer)
{
	const struct model *model = &run->experiment->model;
	const struct layer_work *work = &run->work.layer[layer];
	struct layer_params gradient = model_params(model, run->work.gradient, layer);
	size_t units = (size_t)model->layer[layer].units;

	json_vector(json, "mu", work->mu, units);
	json_vector(json, "var", work->var, units);
	json_matrix(json, "dW", gradient.W, units, (size_t)model->layer[layer].inputs);
	json_vector(json, "db", gradient.b, units);
	json_vector(json, "d_gamma", gradient.gamma, units);
	json_vector(json, "d_beta", gradient.beta, units);
	add_running(json, run, state, layer);
	add_params(json, model, state.theta, layer);
}

static void add_state_layer(struct json *json, const struct run *run, struct state state, int layer)
{
	add_running(json, run, state, layer);
	add_params(json, &run->experiment->model, state.theta, layer);
}

static void add_scores(struct json *json, const struct run *run)
{
	struct score train = run_score(run, false);

	json_number(json, "train_loss", train.loss);
	json_number(json, "train_accuracy", train.accuracy);
	if (!run->experiment->data.test_count)
		return;
	struct score test = run_score(run, true);
	json_number(json, "test_loss", test.loss);
	json_number(json, "test_accuracy", test.accuracy);
}

static void batch_record(struct json *json, const struct play *play, enum trace_every every)
{
	const struct run *run = play->run;
	static const char *const types[] = {"stage", "batch", "epoch", "run"};

	json_text(json, "type", types[every]);
	json_number(json, "step", (double)run->at.step + 1);
	json_number(json, "epoch", (double)run->at.epoch);
	json_number(json, "batch", (double)run->at.batch);
	if (every == TRACE_BATCH || every == TRACE_EPOCH)
		json_rows(json, "rows", run->work.rows, run->work.m);
	json_number(json, "loss", run->work.loss);
	if (every == TRACE_EPOCH)
		add_scores(json, run);
	add_layers(json, "layers", run, run_state_after(run),
		every == TRACE_RUN ? add_state_layer : add_batch_layer);
}

/* --- records of stages: what each wrote -------------------------------------------------------- */

/* A layer without b, gamma and so on has null in their place. */
static bool layer_has(const struct run *run, const struct quantity *q, int layer)
{
	const int index[3] = {layer, 1, 1};
	double value;

	return quantity_read(run, q, index, &value) != STATUS_COMBINATION;
}

/* The quantity's values, nested by index; in a layer's stage that layer's alone. The key belongs to
 * the outermost bracket. */
static void add_written(struct json *json, const struct run *run, const struct quantity *q,
	const char *key, int *index, int depth)
{
	double value = 0;

	if (depth == quantity_indices(q->shape)) {
		if (!quantity_read(run, q, index, &value))
			json_number(json, key, value);
		return;
	}
	if (depth == 0 && run->at.layer > 0) {
		index[0] = run->at.layer;
		add_written(json, run, q, key, index, 1);
		return;
	}
	int last = quantity_extent(run, q, index, depth);
	if (depth == 1 && !layer_has(run, q, index[0])) {
		json_vector(json, key, NULL, 0);
		return;
	}
	json_open(json, key, '[');
	for (index[depth] = 1; index[depth] <= last; index[depth]++)
		add_written(json, run, q, NULL, index, depth + 1);
	json_close(json, ']');
}

static void stage_record(struct json *json, const struct play *play)
{
	const struct run *run = play->run;

	json_text(json, "type", "stage");
	json_text(json, "phase", run->at.epoch ? "batch" : "input");
	json_number(json, "step", run->at.epoch ? (double)run->at.step + 1 : 0);
	json_number(json, "epoch", (double)run->at.epoch);
	json_number(json, "batch", (double)run->at.batch);
	json_number(json, "layer", run->at.layer);
	json_text(json, "stage", stage_info(run->at.stage)->word);
	for (size_t i = 0; i < quantities_count; i++) {
		int index[3] = {0};
		if (!stage_writes(run->at.stage, quantities[i].name))
			continue;
		add_written(json, run, &quantities[i], quantities[i].name, index, 0);
	}
}

/* --- the walk ---------------------------------------------------------------------------------- */

/* The last step of what comes behind so many steps, which are whole batches or epochs. */
static size_t last_step(const struct timeline *t, enum trace_every every, size_t steps)
{
	if (every == TRACE_BATCH)
		return steps;
	return every == TRACE_EPOCH
		       ? steps + timeline_batches(t, timeline_moment(t, steps).epoch) - 1
		       : t->steps - 1;
}

size_t trace_next(const struct run *run, enum trace_every every, size_t index)
{
	const struct timeline *t = &run->timeline;

	if (index != SIZE_MAX && index >= run->last)
		return SIZE_MAX;
	if (every == TRACE_STAGE)
		return index == SIZE_MAX ? 0 : index + 1;
	size_t from = index == SIZE_MAX ? 0 : timeline_at(t, index).step + 1;
	size_t next = timeline_index(t, last_step(t, every, from), t->batch_slots - 1);
	return next > run->last ? run->last : next;
}

static int end_line(struct json *json, bool diverged, FILE *file)
{
	if (json->nonfinite || diverged)
		json_bool(json, "diverged", true);
	json_close(json, '}');
	str_add_char(&json->out, '\n');
	int status = json->out.failed ? STATUS_MEMORY : 0;
	if (!status && fwrite(json->out.data, 1, json->out.len, file) != json->out.len)
		status = STATUS_WRITE;
	str_clear(&json->out);
	json->nonfinite = false;
	json->comma = false;
	return status;
}

int trace_json(struct play *play, enum trace_every every, FILE *file)
{
	struct json json = {.comma = false};

	play_go_index(play, 0);
	json_open(&json, NULL, '{');
	experiment_record(&json, play);
	int status = end_line(&json, false, file);
	for (size_t index = trace_next(play->run, every, SIZE_MAX); !status && index != SIZE_MAX;
		index = trace_next(play->run, every, play->run->at.index)) {
		play_go_index(play, index);
		json_open(&json, NULL, '{');
		if (every == TRACE_STAGE)
			stage_record(&json, play);
		else
			batch_record(&json, play, every);
		status = end_line(&json, play->run->diverged && index == play->run->last, file);
	}
	str_free(&json.out);
	return status;
}
