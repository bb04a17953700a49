/* Which settings have no effect beside the others, and why. */
#include <string.h>

#include "engine/settings_step.h"

static bool from_file(const struct settings *s)
{
	return strcmp(s->data.source, "csv") == 0;
}

static bool of_handful(const struct settings *s)
{
	return strcmp(s->data.source, "handful") == 0;
}

static bool without_tests(const struct settings *s)
{
	return !(s->data.test > 0);
}

static bool built_in(const struct settings *s)
{
	return !from_file(s);
}

static bool without_correlation(const struct settings *s)
{
	return strcmp(s->data.source, "correlated") != 0;
}

static bool without_hidden(const struct settings *s)
{
	return s->network.hidden.count == 0;
}

static bool without_norm(const struct settings *s)
{
	return !s->batch_norm.on;
}

static bool as_given(const struct settings *s)
{
	return s->network.init == INIT_GIVEN;
}

static bool drawn(const struct settings *s)
{
	return !as_given(s);
}

static bool without_velocity(const struct settings *s)
{
	return s->train.optimizer != OPTIMIZER_MOMENTUM && s->train.optimizer != OPTIMIZER_ADAM;
}

static bool without_squares(const struct settings *s)
{
	return s->train.optimizer != OPTIMIZER_RMSPROP && s->train.optimizer != OPTIMIZER_ADAM;
}

static bool all_rows(const struct settings *s)
{
	return s->train.batch == 0;
}

static const struct {
	const char *names; /* of settings, each between blanks */
	bool (*idle)(const struct settings *settings);
	const char *why;
} idle_rows[] = {
	{" data.file data.features data.target data.classes ", built_in,
		"this data set is built in: only a file has columns (data.source csv)"},
	{" data.rows data.noise data.scale ", from_file, "the rows come from a file"},
	{" data.rows data.scale ", of_handful, "the handful has six rows of its own (data.source)"},
	{" data.correlation ", without_correlation,
		"only the correlated data set has it (data.source correlated)"},
	{" input.test_with ", without_tests, "there are no test rows (data.test)"},
	{" network.activation ", without_hidden, "there is no hidden layer (network.hidden)"},
	{" network.init_scale ", as_given, "the parameters are given (network.given)"},
	{" network.given ", drawn, "the parameters are drawn (network.init)"},
	{" network.bias_before_norm batch_norm.epsilon batch_norm.decay "
	 "batch_norm.running_variance batch_norm.normalize_with batch_norm.gradient "
	 "batch_norm.position batch_norm.output_layer ",
		without_norm, "no layer has batch norm (batch_norm.on)"},
	{" train.momentum ", without_velocity,
		"only momentum and adam keep such an average (train.optimizer)"},
	{" train.rms_decay train.epsilon ", without_squares,
		"only rmsprop and adam keep such an average (train.optimizer)"},
	{" train.shuffle train.last_batch ", all_rows, "each batch is all rows (train.batch)"},
};

const char *setting_idle(const struct settings *settings, const struct setting *setting)
{
	struct str name = {0};
	const char *why = NULL;

	str_addf(&name, " %s ", setting->name);
	for (size_t i = 0; i < sizeof idle_rows / sizeof *idle_rows && !why; i++)
		if (strstr(idle_rows[i].names, str_text(&name)) && idle_rows[i].idle(settings))
			why = idle_rows[i].why;
	str_free(&name);
	return why;
}
