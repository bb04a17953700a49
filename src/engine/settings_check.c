#include "engine/settings.h"

#include <string.h>

#include "base/status.h"
#include "engine/sweep_axis.h"

/* Each check returns true, or false with a sentence in `why`. */

static bool check_loss(const struct settings *s, struct str *why)
{
	if (s->train.loss != LOSS_LOGISTIC || s->network.output == ACTIVATION_SIGMOID)
		return true;
	str_addf(why, "train.loss logistic needs network.output sigmoid, not %s",
		activation_names[s->network.output]);
	return false;
}

static bool check_file(const struct settings *s, struct str *why)
{
	if (strcmp(s->data.source, "csv") != 0 || s->data.file[0])
		return true;
	str_add(why, "data.source csv needs data.file, the name of a CSV file");
	return false;
}

static bool check_given(const struct settings *s, struct str *why)
{
	bool given = s->network.init == INIT_GIVEN;

	if (given && s->network.given.count == 0)
		str_add(why, "network.init given needs the numbers in network.given");
	else if (!given && s->network.given.count > 0)
		str_addf(why, "network.given is used only when network.init is given, not %s",
			init_names[s->network.init]);
	else
		return true;
	return false;
}

/* A batch norm that no layer has would be a lesson about nothing. */
static bool check_norm_place(const struct settings *s, struct str *why)
{
	if (!s->batch_norm.on || s->network.hidden.count > 0 || s->batch_norm.output_layer)
		return true;
	str_add(why, "batch_norm.on needs a hidden layer in network.hidden, or "
		     "batch_norm.output_layer true");
	return false;
}

/* m / (m − 1) has no value for a batch of one row. */
static bool check_unbiased(const struct settings *s, struct str *why)
{
	if (!s->batch_norm.on || s->train.batch != 1 ||
		s->batch_norm.running_variance != RUNNING_VARIANCE_UNBIASED)
		return true;
	str_add(why, "batch_norm.running_variance unbiased needs batches of at least 2 rows, "
		     "but train.batch is 1");
	return false;
}

/* How many rows a file has is not known here. */
static bool check_batch(const struct settings *s, struct str *why)
{
	if (strcmp(s->data.source, "csv") == 0 || s->train.batch <= s->data.rows)
		return true;
	str_addf(why, "train.batch is %d, but data.rows is only %d", s->train.batch, s->data.rows);
	return false;
}

static bool check_freeze(const struct settings *s, struct str *why)
{
	int layers = s->network.hidden.count + 1;

	for (int i = 0; i < s->train.freeze.count; i++) {
		if (s->train.freeze.value[i] <= layers)
			continue;
		str_addf(why, "train.freeze names layer %d, but the network has %d layer%s",
			s->train.freeze.value[i], layers, layers == 1 ? "" : "s");
		return false;
	}
	return true;
}

int settings_check(const struct settings *settings, struct str *why)
{
	static bool (*const checks[])(const struct settings *, struct str *) = {check_loss,
		check_file, check_given, check_norm_place, check_unbiased, check_batch,
		check_freeze, sweep_wish_check};

	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (!checks[i](settings, why))
			return STATUS_COMBINATION;
	return 0;
}
