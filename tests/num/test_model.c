#include <math.h>

#include "base/status.h"
#include "close.h"
#include "net.h"

/* One thing wrong in a model that is right otherwise. */
static void no_layers(struct model *m)
{
	m->layers = 0;
}
static void many_layers(struct model *m)
{
	m->layers = LAYERS_MAX + 1;
}
static void no_units(struct model *m)
{
	m->layer[1].units = 0;
}
static void many_units(struct model *m)
{
	m->layer[1].units = UNITS_MAX + 1;
}
static void wrong_inputs(struct model *m)
{
	m->layer[1].inputs = 5;
}
static void wrong_features(struct model *m)
{
	m->layer[0].inputs = 3;
}
static void two_outputs(struct model *m)
{
	m->layer[2].units = 2;
}
static void no_such_activation(struct model *m)
{
	m->layer[0].activation = ACTIVATION_COUNT;
}
static void no_such_loss(struct model *m)
{
	m->loss = LOSS_COUNT;
}
static void negative_epsilon(struct model *m)
{
	m->epsilon = -1e-9;
}
static void nan_epsilon(struct model *m)
{
	m->epsilon = NAN;
}
static void negative_noise(struct model *m)
{
	m->noise = -0.1;
}
static void decay_above_one(struct model *m)
{
	m->decay = 1.01;
}
static void nan_decay(struct model *m)
{
	m->decay = NAN;
}
static void infinite_rate(struct model *m)
{
	m->rate = INFINITY;
}
static void momentum_of_one(struct model *m)
{
	m->momentum = 1;
}
static void rms_decay_below_zero(struct model *m)
{
	m->rms_decay = -0.1;
}
static void negative_optimizer_epsilon(struct model *m)
{
	m->optimizer_epsilon = -1;
}
static void negative_init_scale(struct model *m)
{
	m->init_scale = -1;
}
static void no_batch(struct model *m)
{
	m->batch = 0;
}
static void batch_above_rows(struct model *m)
{
	m->batch = m->train_rows + 1;
}
static void batch_above_limit(struct model *m)
{
	m->train_rows = m->batch = BATCH_MAX + 1;
}
static void logistic_without_sigmoid(struct model *m)
{
	m->loss = LOSS_LOGISTIC;
}
static void logistic_with_norm_after(struct model *m)
{
	m->loss = LOSS_LOGISTIC;
	m->layer[2].activation = ACTIVATION_SIGMOID;
	m->layer[2].batch_norm = true;
	m->norm_position = NORM_POSITION_AFTER;
}
static void unbiased_in_single_rows(struct model *m)
{
	m->running_variance = RUNNING_VARIANCE_UNBIASED;
	m->batch = 1;
}
static void unbiased_in_a_last_single_row(struct model *m)
{
	m->running_variance = RUNNING_VARIANCE_UNBIASED;
	m->batch = 5;
}
static void unbiased_running(struct model *m)
{
	m->running_variance = RUNNING_VARIANCE_UNBIASED;
	m->normalize_with = NORMALIZE_WITH_RUNNING;
}
static void single_rows_without_epsilon(struct model *m)
{
	m->epsilon = 0;
	m->batch = 1;
}

static const struct refusal {
	const char *why;
	void (*spoil)(struct model *m);
	int status;
} refusals[] = {
	{"no layers", no_layers, STATUS_LIMIT},
	{"17 layers", many_layers, STATUS_LIMIT},
	{"a layer of no units", no_units, STATUS_LIMIT},
	{"a layer of 257 units", many_units, STATUS_LIMIT},
	{"inputs that are not the units below", wrong_inputs, STATUS_COMBINATION},
	{"three features", wrong_features, STATUS_COMBINATION},
	{"two outputs", two_outputs, STATUS_COMBINATION},
	{"no such activation", no_such_activation, STATUS_RANGE},
	{"no such loss", no_such_loss, STATUS_RANGE},
	{"epsilon below 0", negative_epsilon, STATUS_RANGE},
	{"epsilon NaN", nan_epsilon, STATUS_RANGE},
	{"noise below 0", negative_noise, STATUS_RANGE},
	{"decay above 1", decay_above_one, STATUS_RANGE},
	{"decay NaN", nan_decay, STATUS_RANGE},
	{"infinite rate", infinite_rate, STATUS_RANGE},
	{"momentum 1", momentum_of_one, STATUS_RANGE},
	{"rms_decay below 0", rms_decay_below_zero, STATUS_RANGE},
	{"optimizer epsilon below 0", negative_optimizer_epsilon, STATUS_RANGE},
	{"init_scale below 0", negative_init_scale, STATUS_RANGE},
	{"batch 0", no_batch, STATUS_RANGE},
	{"batch above the rows", batch_above_rows, STATUS_RANGE},
	{"batch above 4096", batch_above_limit, STATUS_LIMIT},
	{"logistic loss of a linear output", logistic_without_sigmoid, STATUS_COMBINATION},
	{"logistic loss of a normed output", logistic_with_norm_after, STATUS_COMBINATION},
	{"m = 1 unbiased", unbiased_in_single_rows, STATUS_COMBINATION},
	{"11 rows by 5 leave 1, unbiased", unbiased_in_a_last_single_row, STATUS_COMBINATION},
	{"running, unbiased", unbiased_running, STATUS_COMBINATION},
	{"m = 1 and epsilon 0", single_rows_without_epsilon, STATUS_COMBINATION},
};

static void what_is_refused(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct model model = net_model();

		refusals[i].spoil(&model);
		if (model_finish(&model) != refusals[i].status || !model_trouble(&model))
			fail_msg("%s: %s", refusals[i].why, status_text(model_finish(&model)));
	}
}

static void drop_the_row(struct model *m)
{
	unbiased_in_a_last_single_row(m);
	m->last_batch = LAST_BATCH_DROP;
}
static void no_norm(struct model *m)
{
	unbiased_in_single_rows(m);
	m->layer[0].batch_norm = m->layer[1].batch_norm = false;
}
static void running_without_epsilon(struct model *m)
{
	single_rows_without_epsilon(m);
	m->normalize_with = NORMALIZE_WITH_RUNNING;
}
static void open_inputs(struct model *m)
{
	m->layer[0].inputs = m->layer[1].inputs = m->layer[2].inputs = 0;
}
static void the_ends(struct model *m)
{
	m->epsilon = m->decay = m->rate = m->momentum = m->rms_decay = m->init_scale = 0;
	m->optimizer_epsilon = 0;
}

static void what_is_taken(void **unused)
{
	static void (*const changes[])(struct model * m) = {
		drop_the_row, no_norm, running_without_epsilon, open_inputs, the_ends};

	(void)unused;
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct model model = net_model();

		changes[i](&model);
		assert_null(model_trouble(&model));
		assert_int_equal(model_finish(&model), 0);
		assert_int_equal(model.layer[0].inputs, 2);
		assert_int_equal(model.layer[1].inputs, 4);
	}
}

static void what_is_derived(void **unused)
{
	struct model model = net_model();
	struct layer_params params;
	double vector[64];

	(void)unused;
	model.layer[1].bias = true;
	assert_int_equal(model_finish(&model), 0);
	assert_int_equal(model.first_parameter[1], 2 * 4 + 2 * 4);
	assert_int_equal(model.first_parameter[2], 16 + 4 * 3 + 3 * 3);
	assert_int_equal(model.parameters, 16 + 21 + 4);
	assert_int_equal(model.units_total, 7);
	assert_int_equal(model.first_running[1], 4);
	assert_int_equal(model.batches, 3);
	assert_int_equal(model_batch_rows(&model, 0), 4);
	assert_int_equal(model_batch_rows(&model, 2), 3);
	params = model_params(&model, vector, 1);
	assert_ptr_equal(params.W, vector + 16);
	assert_ptr_equal(params.b, vector + 28);
	assert_ptr_equal(params.gamma, vector + 31);
	assert_ptr_equal(params.beta, vector + 34);
	params = model_params(&model, vector, 2);
	assert_ptr_equal(params.b, vector + 40);
	assert_null(params.gamma);
	assert_null(model_params(&model, vector, 0).b);
}

static const struct idle {
	const char *why;
	enum activation activation;
	enum norm_position position;
	enum norm_gradient gradient;
	enum normalize_with with;
	bool norm, bias, idle;
} idles[] = {
	{"before", .activation = ACTIVATION_TANH, .norm = true, .bias = true, .idle = true},
	{"no bias", .activation = ACTIVATION_TANH, .norm = true},
	{"no norm", .activation = ACTIVATION_TANH, .bias = true},
	{"behind a bend", .activation = ACTIVATION_TANH, .position = NORM_POSITION_AFTER,
		.norm = true, .bias = true},
	{"behind nothing", .position = NORM_POSITION_AFTER, .norm = true, .bias = true,
		.idle = true},
	{"stopped", .gradient = NORM_GRADIENT_STOPPED, .norm = true, .bias = true},
	{"running", .with = NORMALIZE_WITH_RUNNING, .norm = true, .bias = true},
};

static void which_bias_is_idle(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof(idles) / sizeof(idles[0]); i++) {
		struct model model = net_model();

		model.layer[0].activation = idles[i].activation;
		model.layer[0].batch_norm = idles[i].norm;
		model.layer[0].bias = idles[i].bias;
		model.norm_position = idles[i].position;
		model.norm_gradient = idles[i].gradient;
		model.normalize_with = idles[i].with;
		if (model_bias_idle(&model, 0) != idles[i].idle)
			fail_msg("%s", idles[i].why);
	}
}

static void names_of_choices(void **unused)
{
	static const struct {
		const char *const *names;
		const char *name;
		int index, count;
	} cases[] = {
		{activation_names, "sigmoid", ACTIVATION_SIGMOID, ACTIVATION_COUNT},
		{loss_names, "logistic", LOSS_LOGISTIC, LOSS_COUNT},
		{optimizer_names, "rmsprop", OPTIMIZER_RMSPROP, OPTIMIZER_COUNT},
		{init_names, "given", INIT_GIVEN, INIT_COUNT},
		{running_variance_names, "unbiased", RUNNING_VARIANCE_UNBIASED,
			RUNNING_VARIANCE_COUNT},
		{normalize_with_names, "running", NORMALIZE_WITH_RUNNING, NORMALIZE_WITH_COUNT},
		{norm_gradient_names, "stopped", NORM_GRADIENT_STOPPED, NORM_GRADIENT_COUNT},
		{norm_position_names, "after", NORM_POSITION_AFTER, NORM_POSITION_COUNT},
		{last_batch_names, "drop", LAST_BATCH_DROP, LAST_BATCH_COUNT},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int count = 0;

		while (cases[i].names[count])
			count++;
		assert_int_equal(count, cases[i].count);
		assert_string_equal(cases[i].names[cases[i].index], cases[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(what_is_taken),
		cmocka_unit_test(what_is_derived),
		cmocka_unit_test(which_bias_is_idle),
		cmocka_unit_test(names_of_choices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
