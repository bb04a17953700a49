/*
 * Traces of batches, epochs and runs, against steps made one by one without a run: every key, every
 * shape, every bit; what is as of before and what as of after the update.
 */
#include "close.h"
#include "records.h"

/* --- comparing with numbers --------------------------------------------------------------------- */

static void check_list(const struct json_node *object, const char *key, const double *expected,
	size_t count, size_t *nulls)
{
	const struct json_node *list = json_get(object, key, expected ? JSON_LIST : JSON_NULL);

	if (!expected)
		return;
	assert_int_equal(list->count, count);
	for (size_t i = 0; i < count; i++)
		check_number(&list->children[i], expected[i], nulls);
}

static void check_matrix(const struct json_node *object, const char *key, const double *expected,
	const struct layer_spec *spec, size_t *nulls)
{
	const struct json_node *list = json_get(object, key, JSON_LIST);

	assert_int_equal(list->count, spec->units);
	for (int i = 0; i < spec->units; i++) {
		const struct json_node *row = &list->children[i];

		assert_int_equal(row->kind, JSON_LIST);
		assert_int_equal(row->count, spec->inputs);
		for (int j = 0; j < spec->inputs; j++)
			check_number(&row->children[j], expected[i * spec->inputs + j], nulls);
	}
}

static void check_rows(
	const struct json_node *object, const char *key, const size_t *rows, size_t count)
{
	const struct json_node *list = json_get(object, key, JSON_LIST);

	assert_int_equal(list->count, count);
	for (size_t i = 0; i < count; i++)
		assert_true(list->children[i].value == (double)rows[i]);
}

static void check_parameters(const struct json_node *node, const struct model *model, double *theta,
	int l, size_t *nulls)
{
	const struct layer_spec *spec = &model->layer[l];
	struct layer_params p = model_params(model, theta, l);
	size_t units = (size_t)spec->units;

	check_matrix(node, "W", p.W, spec, nulls);
	check_list(node, "b", p.b, units, nulls);
	check_list(node, "gamma", p.gamma, units, nulls);
	check_list(node, "beta", p.beta, units, nulls);
}

/* --- the experiment ----------------------------------------------------------------------------- */

/* A setting's value as --set would take it. */
static void setting_text(const struct json_node *node, struct str *out)
{
	if (node->kind == JSON_BOOL)
		str_add(out, node->value != 0 ? "true" : "false");
	else if (node->kind != JSON_LIST)
		str_add(out, node->text);
	for (size_t i = 0; node->kind == JSON_LIST && i < node->count; i++)
		str_addf(out, "%s%s", i ? ", " : "", node->children[i].text);
}

/* All settings, in the table's order; taken together they are the settings of the run. */
static void check_settings(const struct json_node *record, const struct settings *expected)
{
	const struct json_node *list = json_get(record, "settings", JSON_OBJECT);
	struct settings settings;
	struct str value = {0}, why = {0}, again = {0}, wanted = {0};

	settings_defaults(&settings);
	assert_int_equal(list->count, settings_count);
	for (size_t i = 0; i < settings_count; i++) {
		assert_string_equal(list->children[i].key, settings_table[i].name);
		str_clear(&value);
		setting_text(&list->children[i], &value);
		assert_int_equal(
			setting_set(&settings, &settings_table[i], str_text(&value), &why), 0);
		setting_print(&settings, &settings_table[i], &again);
		setting_print(expected, &settings_table[i], &wanted);
	}
	assert_string_equal(str_text(&again), str_text(&wanted));
	str_free(&value);
	str_free(&why);
	str_free(&again);
	str_free(&wanted);
}

static void check_features(
	const struct json_node *object, const double *const x[FEATURES], size_t rows)
{
	const struct json_node *list = json_get(object, "x", JSON_LIST);
	size_t nulls = 0;

	assert_int_equal(list->count, FEATURES);
	for (size_t j = 0; j < FEATURES; j++) {
		assert_int_equal(list->children[j].count, rows);
		for (size_t i = 0; i < rows; i++)
			check_number(&list->children[j].children[i], x[j][i], &nulls);
	}
	assert_int_equal(nulls, 0);
}

static void check_data(const struct json_node *record, const struct experiment *e)
{
	const struct json_node *data = json_get(record, "data", JSON_OBJECT);
	const struct json_node *input = json_get(record, "input", JSON_OBJECT);
	size_t nulls = 0;

	assert_json_keys(data, "x y train test");
	check_features(data, (const double *const[]){e->data.x[0], e->data.x[1]}, e->data.rows);
	check_list(data, "y", e->data.y, e->data.rows, &nulls);
	check_rows(data, "train", e->data.train, e->data.train_count);
	check_rows(data, "test", e->data.test, e->data.test_count);
	assert_json_keys(input, "mean var x");
	check_list(input, "mean", e->norm.mean, FEATURES, &nulls);
	check_list(input, "var", e->norm.var, FEATURES, &nulls);
	check_features(input, e->inputs.x, e->data.rows);
	assert_int_equal(nulls, 0);
}

static void check_network(const struct json_node *record, const struct settings *s)
{
	const struct json_node *network = json_get(record, "network", JSON_OBJECT);
	const struct json_node *sizes = json_get(network, "sizes", JSON_LIST);
	size_t hidden = (size_t)s->network.hidden.count;

	assert_json_keys(network, "sizes activation output loss");
	assert_int_equal(sizes->count, hidden + 2);
	assert_true(sizes->children[0].value == 2);
	for (size_t i = 0; i < hidden; i++)
		assert_true(sizes->children[i + 1].value == s->network.hidden.value[i]);
	assert_true(sizes->children[hidden + 1].value == 1);
	assert_string_equal(json_get(network, "activation", JSON_TEXT)->text,
		activation_names[hidden ? s->network.activation : s->network.output]);
	assert_string_equal(
		json_get(network, "output", JSON_TEXT)->text, activation_names[s->network.output]);
	assert_string_equal(json_get(network, "loss", JSON_TEXT)->text, loss_names[s->train.loss]);
}

static void check_experiment(const struct json_node *record, const struct play *play)
{
	const struct experiment *e = play->experiment;
	const struct json_node *init = json_get(record, "init", JSON_LIST);
	void *block = malloc(e->model.block_bytes);
	size_t nulls = 0;

	assert_int_equal(state_init(&e->model, block, e->settings.network.given.value), 0);
	assert_json_keys(record, "type lesson settings data input network init");
	assert_string_equal(json_get(record, "type", JSON_TEXT)->text, "experiment");
	assert_string_equal(json_get(record, "lesson", JSON_TEXT)->text, play->lesson->name);
	check_settings(record, &e->settings);
	check_data(record, e);
	check_network(record, &e->settings);
	assert_int_equal(init->count, e->model.layers);
	for (int l = 0; l < e->model.layers; l++) {
		assert_json_keys(&init->children[l], "layer W b gamma beta");
		check_whole(&init->children[l], "layer", (size_t)l + 1);
		check_parameters(&init->children[l], &e->model, state_view(&e->model, block).theta,
			l, &nulls);
	}
	assert_int_equal(nulls, 0);
	free(block);
}

static void first_record_is_the_experiment(void **unused)
{
	struct play *play;

	(void)unused;
	for (size_t i = 0; (play = open_case(i)); i++) {
		for (int every = TRACE_STAGE; every <= TRACE_RUN; every++) {
			struct records records = trace_records(play, (enum trace_every)every);

			assert_true(records.count >= 2);
			check_experiment(records.list[0], play);
			free_records(&records);
		}
		play_close(play);
	}
}

/* --- records of batches, epochs and the run ------------------------------------------------------ */

/* The state behind a step, made by stepping alone: no run, no keyframes. */
struct stepper {
	const struct experiment *e;
	void *block;
	struct work work;
	size_t nulls; /* in the record that was checked last */
};

static void stepper_start(struct stepper *s, const struct experiment *experiment)
{
	*s = (struct stepper){.e = experiment};
	s->block = malloc(s->e->model.block_bytes);
	assert_int_equal(work_alloc(&s->work, &s->e->model, s->e->model.batch), 0);
	assert_int_equal(state_init(&s->e->model, s->block, s->e->settings.network.given.value), 0);
}

static void stepper_free(struct stepper *s)
{
	free(s->block);
	work_free(&s->work);
}

/* Steps until `steps` are done. */
static void stepper_go(struct stepper *s, size_t steps)
{
	while (*state_view(&s->e->model, s->block).step < steps)
		model_step(&s->e->model, &s->e->inputs, s->block, s->block, &s->work);
}

static void check_layer(struct stepper *s, const struct json_node *node, int l, bool state_only)
{
	const struct model *model = &s->e->model;
	const struct layer_spec *spec = &model->layer[l];
	struct state state = state_view(model, s->block);
	struct layer_params g = model_params(model, s->work.gradient, l);
	size_t units = (size_t)spec->units, first = model->first_running[l];
	bool norm = spec->batch_norm;

	check_whole(node, "layer", (size_t)l + 1);
	if (!state_only) {
		check_list(node, "mu", norm ? s->work.layer[l].mu : NULL, units, &s->nulls);
		check_list(node, "var", norm ? s->work.layer[l].var : NULL, units, &s->nulls);
		check_matrix(node, "dW", g.W, spec, &s->nulls);
		check_list(node, "db", g.b, units, &s->nulls);
		check_list(node, "d_gamma", g.gamma, units, &s->nulls);
		check_list(node, "d_beta", g.beta, units, &s->nulls);
	}
	check_list(node, "running_mu", norm ? state.running_mu + first : NULL, units, &s->nulls);
	check_list(node, "running_var", norm ? state.running_var + first : NULL, units, &s->nulls);
	check_parameters(node, model, state.theta, l, &s->nulls);
}

static void check_scores(struct stepper *s, const struct json_node *record, bool test)
{
	const struct dataset *data = &s->e->data;
	struct state state = state_view(&s->e->model, s->block);
	struct work work;

	assert_int_equal(work_alloc(&work, &s->e->model, s->e->model.batch), 0);
	struct score score =
		model_score(&s->e->model, &state, &s->e->inputs, test ? data->test : data->train,
			test ? data->test_count : data->train_count, &work);
	work_free(&work);
	for (size_t i = 0; i < record->count; i++) {
		const struct json_node *node = &record->children[i];

		if (strcmp(node->key, test ? "test_loss" : "train_loss") == 0)
			check_number(node, score.loss, &s->nulls);
		if (strcmp(node->key, test ? "test_accuracy" : "train_accuracy") == 0)
			check_number(node, score.accuracy, &s->nulls);
	}
}

static const char *wanted_keys(enum trace_every every, bool has_test, bool diverged)
{
	static char keys[160];

	snprintf(keys, sizeof(keys), "type step epoch batch%s loss%s%s layers%s",
		every == TRACE_RUN ? "" : " rows",
		every == TRACE_EPOCH ? " train_loss train_accuracy" : "",
		every == TRACE_EPOCH && has_test ? " test_loss test_accuracy" : "",
		diverged ? " diverged" : "");
	return keys;
}

static const char *layer_keys(enum trace_every every)
{
	return every == TRACE_RUN ? "layer running_mu running_var W b gamma beta"
				  : "layer mu var dW db d_gamma d_beta running_mu running_var W b "
				    "gamma beta";
}

static void check_step(struct stepper *s, const struct json_node *record, enum trace_every every)
{
	static const char *const types[] = {"stage", "batch", "epoch", "run"};
	const struct model *model = &s->e->model;
	const struct json_node *layers = json_get(record, "layers", JSON_LIST);
	size_t step = (size_t)json_get(record, "step", JSON_NUMBER)->value;
	bool has_test = s->e->data.test_count > 0;

	stepper_go(s, step);
	s->nulls = 0;
	assert_string_equal(json_get(record, "type", JSON_TEXT)->text, types[every]);
	check_whole(record, "epoch", (step - 1) / model->batches + 1);
	check_whole(record, "batch", (step - 1) % model->batches + 1);
	if (every != TRACE_RUN)
		check_rows(record, "rows", s->work.rows, s->work.m);
	for (size_t i = 0; i < record->count; i++) {
		if (strcmp(record->children[i].key, "loss") == 0)
			check_number(&record->children[i], s->work.loss, &s->nulls);
	}
	if (every == TRACE_EPOCH) {
		check_scores(s, record, false);
		if (has_test)
			check_scores(s, record, true);
	}
	assert_int_equal(layers->count, model->layers);
	for (int l = 0; l < model->layers; l++) {
		assert_json_keys(&layers->children[l], layer_keys(every));
		check_layer(s, &layers->children[l], l, every == TRACE_RUN);
	}
	assert_json_keys(record, wanted_keys(every, has_test, s->nulls > 0));
	if (s->nulls)
		assert_true(json_get(record, "diverged", JSON_BOOL)->value == 1);
}

/* Steps that a record stands behind, one after another; to the last that was reached. */
static size_t steps_between(const struct model *model, enum trace_every every, size_t epochs)
{
	return every == TRACE_BATCH   ? 1
	       : every == TRACE_EPOCH ? model->batches
				      : model->batches * epochs;
}

static void check_steps(struct play *play, enum trace_every every, bool diverges)
{
	struct records records = trace_records(play, every);
	struct stepper s;

	/* A lesson may change settings before its first batch: they hold for all of the run. */
	play_go_index(play, play->run->timeline.input_slots);
	const struct experiment *e = play->run->experiment;
	size_t epochs = (size_t)e->settings.train.epochs;
	size_t between = steps_between(&e->model, every, epochs);
	size_t steps = e->model.batches * epochs;

	stepper_start(&s, e);
	for (size_t i = 1; i < records.count; i++) {
		bool last = i + 1 == records.count;

		check_step(&s, records.list[i], every);
		if (!last || !diverges)
			check_whole(records.list[i], "step", i * between);
		assert_int_equal(s.nulls > 0, last && diverges);
	}
	bool ended = *state_view(&s.e->model, s.block).diverged;
	assert_int_equal(ended, diverges);
	if (!diverges)
		assert_int_equal(records.count, steps / between + 1);
	stepper_free(&s);
	free_records(&records);
}

static void records_of_steps(void **unused)
{
	struct play *play;

	(void)unused;
	for (size_t i = 0; (play = open_case(i)); i++) {
		bool diverges = i < TEXTS && texts[i].diverges;

		check_steps(play, TRACE_BATCH, diverges);
		check_steps(play, TRACE_EPOCH, diverges);
		check_steps(play, TRACE_RUN, diverges);
		play_close(play);
	}
}

/* --- what a notebook does with the records alone -------------------------------------------------- */

static double at(const struct json_node *layer, const char *key, size_t i)
{
	return json_get(layer, key, JSON_LIST)->children[i].value;
}

static double weight(const struct json_node *layer, const char *key, size_t i, size_t j)
{
	return json_get(layer, key, JSON_LIST)->children[i].children[j].value;
}

/* gradient before, parameters after: θ_after = θ_before − α g, from record to record. */
static void check_update(const struct json_node *before, const struct json_node *after, double rate)
{
	size_t units = json_get(after, "W", JSON_LIST)->count;

	for (size_t i = 0; i < units; i++) {
		size_t inputs = json_get(after, "W", JSON_LIST)->children[i].count;

		for (size_t j = 0; j < inputs; j++)
			assert_close(weight(after, "W", i, j),
				weight(before, "W", i, j) - rate * weight(after, "dW", i, j), 1e-15,
				0);
		if (!json_has(before, "gamma") || json_get(after, "layer", JSON_NUMBER)->value != 1)
			continue;
		assert_close(at(after, "gamma", i),
			at(before, "gamma", i) - rate * at(after, "d_gamma", i), 1e-15, 0);
		assert_close(at(after, "beta", i),
			at(before, "beta", i) - rate * at(after, "d_beta", i), 1e-15, 1e-16);
	}
}

/* mu and var are those of z = W x with the weights before the update; running ones move by them. */
static void check_statistics(const struct json_node *experiment, const struct json_node *record,
	const struct json_node *before, const struct json_node *after, bool first)
{
	const struct json_node *x =
		json_get(json_get(experiment, "input", JSON_OBJECT), "x", JSON_LIST);
	const struct json_node *rows = json_get(record, "rows", JSON_LIST);
	double m = (double)rows->count;

	for (size_t i = 0; i < json_get(after, "mu", JSON_LIST)->count; i++) {
		double mean = 0, square = 0;

		for (size_t e = 0; e < rows->count; e++) {
			size_t row = (size_t)rows->children[e].value;
			double z = weight(before, "W", i, 0) * x->children[0].children[row].value +
				   weight(before, "W", i, 1) * x->children[1].children[row].value;

			mean += z / m;
			square += z * z / m;
		}
		assert_close(at(after, "mu", i), mean, 1e-12, 1e-14);
		assert_close(at(after, "var", i), square - mean * mean, 1e-9, 0);
		assert_close(at(after, "running_mu", i),
			0.9 * (first ? 0 : at(before, "running_mu", i)) + 0.1 * at(after, "mu", i),
			1e-14, 1e-16);
		assert_close(at(after, "running_var", i),
			0.9 * (first ? 1 : at(before, "running_var", i)) +
				0.1 * at(after, "var", i),
			1e-14, 0);
	}
}

static void records_follow_from_each_other(void **unused)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct records records = trace_records(play, TRACE_BATCH);
	double rate = play->experiment->settings.train.learning_rate;

	(void)unused;
	assert_int_equal(play->experiment->settings.train.optimizer, OPTIMIZER_SGD);
	assert_true(play->experiment->settings.batch_norm.decay == 0.9);
	assert_true(records.count > 10);
	for (size_t i = 1; i < records.count; i++) {
		bool first = i == 1;
		const struct json_node *before =
			json_get(records.list[i - 1], first ? "init" : "layers", JSON_LIST);
		const struct json_node *after = json_get(records.list[i], "layers", JSON_LIST);

		for (size_t l = 0; l < 2; l++)
			check_update(&before->children[l], &after->children[l], rate);
		check_statistics(records.list[0], records.list[i], &before->children[0],
			&after->children[0], first);
	}
	free_records(&records);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_record_is_the_experiment),
		cmocka_unit_test(records_of_steps),
		cmocka_unit_test(records_follow_from_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
