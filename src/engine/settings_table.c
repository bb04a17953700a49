#include "engine/settings.h"

#include <pthread.h>
#include <string.h>

#include "base/diag.h"
#include "base/status.h"
#include "num/inputnorm.h"

/* Where a field of a group lies in struct settings. */
#define FIELD(group, member) offsetof(struct settings, group.member)

#define SEED_MAX 2147483647.0

/* The names of num/generator.h in their order, and csv for a file. */
static const char *const test_with_names[] = {"train", "own", NULL};
static const char *const source_names[] = {"grid", "correlated", "far", "houses", "handful", "ring",
	"blobs", "moons", "spiral", "xor", "csv", NULL};
static const char *const view_axes_names[] = {"equal", "free", NULL};
static const char *const view_levels_names[] = {"sqrt", "log", "quantile", NULL};
static const char *const view_rows_names[] = {"batch", "all", NULL};

/* clang-format off: one setting in three lines (what it is, where it is kept, what it means). */
const struct setting settings_table[] = {
	{"data.source", SETTING_TEXT, SCOPE_DATA, FIELD(data, source), 0, 0, source_names, "grid",
		"", "Where the rows come from: a built-in data set, or csv for a file."},
	{"data.file", SETTING_TEXT, SCOPE_DATA, FIELD(data, file), 0, 0, NULL, "", "",
		"The CSV file to read when data.source is csv."},
	{"data.features", SETTING_TEXT, SCOPE_DATA, FIELD(data, features), 0, 0, NULL, "", "",
		"The two feature columns of the CSV file, by name or by number from 1."},
	{"data.target", SETTING_TEXT, SCOPE_DATA, FIELD(data, target), 0, 0, NULL, "", "",
		"The target column of the CSV file, by name or by number from 1."},
	{"data.classes", SETTING_TEXT, SCOPE_DATA, FIELD(data, classes), 0, 0, NULL, "", "",
		"Two values of the target that become class 0 and class 1; rows with others are "
		"left out."},
	{"data.rows", SETTING_INT, SCOPE_DATA, FIELD(data, rows), 2, BATCH_MAX, NULL, "64", "rows",
		"How many rows a built-in data set has."},
	{"data.noise", SETTING_REAL, SCOPE_DATA, FIELD(data, noise), 0, 100, NULL, "0", "",
		"Standard deviation of the random noise in a built-in data set."},
	{"data.correlation", SETTING_REAL, SCOPE_DATA, FIELD(data, correlation), -0.9999, 0.9999,
		NULL, "0.9", "", "Correlation r of the two features in the correlated data set."},
	{"data.scale", SETTING_REAL, SCOPE_DATA, FIELD(data, scale), 1e-6, 1e6, NULL, "5", "",
		"How many times larger the second feature is than the first."},
	{"data.test", SETTING_REAL, SCOPE_DATA, FIELD(data, test), 0, 0.9, NULL, "0", "",
		"Share of the rows that is kept for the test set."},
	{"data.seed", SETTING_INT, SCOPE_DATA, FIELD(data, seed), 0, SEED_MAX, NULL, "1", "",
		"Seed of the generator that draws the rows and chooses the test set."},
	{"data.edits", SETTING_EDITS, SCOPE_DATA, FIELD(data, edits), 0, 0, NULL, "none", "",
		"Rows moved, flipped, added and deleted by hand, one edit behind the other."},

	{"input.center", SETTING_BOOL, SCOPE_DATA, FIELD(input, center), 0, 0, NULL, "true", "",
		"Whether each feature's mean over the training rows is subtracted."},
	{"input.scale", SETTING_CHOICE, SCOPE_DATA, FIELD(input, scale), 0, 0, inputnorm_how_names,
		"std", "",
		"What each feature is divided by: its standard deviation, its variance, its range, "
		"or nothing."},
	{"input.whiten", SETTING_BOOL, SCOPE_DATA, FIELD(input, whiten), 0, 0, NULL, "false", "",
		"Whether the features are decorrelated by the eigenvectors of their covariance."},
	{"input.test_with", SETTING_CHOICE, SCOPE_DATA, FIELD(input, test_with), 0, 0,
		test_with_names, "train", "",
		"Whose statistics the test rows are normalized with: those of the training rows, "
		"or, by mistake, their own."},

	{"network.hidden", SETTING_INTS, SCOPE_NETWORK, FIELD(network, hidden), 1, UNITS_MAX, NULL,
		"", "units",
		"Units of each hidden layer, from the first; an empty list means no hidden layer."},
	{"network.activation", SETTING_CHOICE, SCOPE_NETWORK, FIELD(network, activation), 0, 0,
		activation_names, "tanh", "", "Activation of the hidden layers."},
	{"network.output", SETTING_CHOICE, SCOPE_NETWORK, FIELD(network, output), 0, 0,
		activation_names, "linear", "",
		"Activation of the output unit; the logistic loss needs sigmoid."},
	{"network.bias", SETTING_BOOL, SCOPE_NETWORK, FIELD(network, bias), 0, 0, NULL, "true", "",
		"Whether layers without batch norm have a bias b."},
	{"network.bias_before_norm", SETTING_BOOL, SCOPE_NETWORK, FIELD(network, bias_before_norm),
		0, 0, NULL, "false", "",
		"Whether layers with batch norm keep a bias b, whose gradient is zero."},
	{"network.init", SETTING_CHOICE, SCOPE_NETWORK, FIELD(network, init), 0, 0, init_names,
		"xavier", "",
		"How W starts: normal with variance 2/n (he) or 1/n (xavier) for n inputs, or as "
		"given."},
	{"network.init_scale", SETTING_REAL, SCOPE_NETWORK, FIELD(network, init_scale), 0, 100,
		NULL, "1", "", "Factor on the standard deviation of W at the start."},
	{"network.given", SETTING_REALS, SCOPE_NETWORK, FIELD(network, given), -1e9, 1e9, NULL, "",
		"",
		"The parameters at the start when network.init is given: W, b, gamma, beta of "
		"layer 1, then of layer 2 and so on."},

	{"batch_norm.on", SETTING_BOOL, SCOPE_NETWORK, FIELD(batch_norm, on), 0, 0, NULL, "false",
		"", "Whether the hidden layers have batch norm."},
	{"batch_norm.epsilon", SETTING_REAL, SCOPE_TRAINING, FIELD(batch_norm, epsilon), 0, 10,
		NULL, "1e-5", "", "The small number added to the variance inside the root."},
	{"batch_norm.decay", SETTING_REAL, SCOPE_TRAINING, FIELD(batch_norm, decay), 0, 1, NULL,
		"0.9", "",
		"Share of the old running average that is kept at each batch; PyTorch's momentum "
		"is one minus it."},
	{"batch_norm.running_variance", SETTING_CHOICE, SCOPE_TRAINING,
		FIELD(batch_norm, running_variance), 0, 0, running_variance_names, "biased", "",
		"Whether the running variance averages the batch variance divided by m (biased) or "
		"by m - 1 (unbiased)."},
	{"batch_norm.normalize_with", SETTING_CHOICE, SCOPE_TRAINING,
		FIELD(batch_norm, normalize_with), 0, 0, normalize_with_names, "batch", "",
		"Whether training normalizes with the batch's statistics or with the running "
		"averages."},
	{"batch_norm.gradient", SETTING_CHOICE, SCOPE_TRAINING, FIELD(batch_norm, gradient), 0, 0,
		norm_gradient_names, "full", "",
		"Whether the gradient flows through mean and variance (full) or takes them as "
		"constants (stopped)."},
	{"batch_norm.noise", SETTING_REAL, SCOPE_NETWORK, FIELD(batch_norm, noise), 0, 10, NULL,
		"0", "",
		"Standard deviation of a random stretch and shift behind every norm, new at each "
		"step: covariate shift on purpose."},
	{"batch_norm.position", SETTING_CHOICE, SCOPE_NETWORK, FIELD(batch_norm, position), 0, 0,
		norm_position_names, "before", "",
		"Whether batch norm stands before or after the activation."},
	{"batch_norm.output_layer", SETTING_BOOL, SCOPE_NETWORK, FIELD(batch_norm, output_layer), 0,
		0, NULL, "false", "", "Whether the output layer has batch norm, too."},

	{"train.loss", SETTING_CHOICE, SCOPE_TRAINING, FIELD(train, loss), 0, 0, loss_names,
		"squared", "",
		"The loss: half the mean squared error, or the mean binary cross-entropy "
		"(logistic)."},
	{"train.optimizer", SETTING_CHOICE, SCOPE_TRAINING, FIELD(train, optimizer), 0, 0,
		optimizer_names, "sgd", "", "The rule that updates the parameters."},
	{"train.learning_rate", SETTING_REAL, SCOPE_TRAINING, FIELD(train, learning_rate), 0, 1000,
		NULL, "0.1", "", "The learning rate alpha."},
	{"train.batch", SETTING_COUNT_OR_ALL, SCOPE_EPOCH, FIELD(train, batch), 1, BATCH_MAX, NULL,
		"all", "rows",
		"Rows of one batch, or all training rows at once. An epoch is cut into batches "
		"once, before its first update."},
	{"train.epochs", SETTING_INT, SCOPE_LENGTH, FIELD(train, epochs), 1, 100000, NULL, "20",
		"epochs", "How many times training passes over all training rows."},
	{"train.seed", SETTING_INT, SCOPE_RUN, FIELD(train, seed), 0, SEED_MAX, NULL, "1", "",
		"Seed of the generator that draws the starting weights and shuffles the rows."},
	{"train.shuffle", SETTING_BOOL, SCOPE_TRAINING, FIELD(train, shuffle), 0, 0, NULL, "true",
		"", "Whether the training rows are shuffled at the start of each epoch."},
	{"train.last_batch", SETTING_CHOICE, SCOPE_EPOCH, FIELD(train, last_batch), 0, 0,
		last_batch_names, "keep", "",
		"Whether a smaller last batch of an epoch is kept or dropped. An epoch is cut into "
		"batches once, before its first update."},
	{"train.momentum", SETTING_REAL, SCOPE_TRAINING, FIELD(train, momentum), 0, 0.9999, NULL,
		"0.9", "", "Decay rate of the gradient's average in momentum and Adam."},
	{"train.rms_decay", SETTING_REAL, SCOPE_TRAINING, FIELD(train, rms_decay), 0, 0.9999, NULL,
		"0.999", "", "Decay rate of the squared gradient's average in RMSprop and Adam."},
	{"train.epsilon", SETTING_REAL, SCOPE_TRAINING, FIELD(train, epsilon), 0, 1, NULL, "1e-8",
		"", "The small number that RMSprop and Adam add to the root."},
	{"train.freeze", SETTING_INTS, SCOPE_TRAINING, FIELD(train, freeze), 1, LAYERS_MAX, NULL,
		"", "layers", "Layers, from 1, whose parameters are not updated."},

	{"view.panels", SETTING_TEXT, SCOPE_VIEW, FIELD(view, panels), 0, 0, NULL, "", "",
		"The panels that are shown until a stop names others."},
	{"view.plane", SETTING_TEXT, SCOPE_VIEW, FIELD(view, plane), 0, 0, NULL,
		"W(1,1,1), W(1,1,2)", "",
		"The plane of the loss contours: two parameters, or hessian, random or path."},
	{"view.axes", SETTING_CHOICE, SCOPE_VIEW, FIELD(view, axes), 0, 0, view_axes_names, "equal",
		"", "Whether both axes of the plane have the same unit length."},
	{"view.levels", SETTING_CHOICE, SCOPE_VIEW, FIELD(view, levels), 0, 0, view_levels_names,
		"sqrt", "",
		"How the contour levels are spaced: by the root of the loss, by its logarithm, or "
		"by quantiles."},
	{"view.rows", SETTING_CHOICE, SCOPE_VIEW, FIELD(view, rows), 0, 0, view_rows_names, "batch",
		"", "Whether the plane shows the loss of this batch or of all training rows."},
	{"view.sweep_across", SETTING_TEXT, SCOPE_VIEW, FIELD(view, sweep_across), 0, 0, NULL, "",
		"",
		"The sweep's columns, NAME=VALUE,VALUE,…; the values of lists need semicolons."},
	{"view.sweep_down", SETTING_TEXT, SCOPE_VIEW, FIELD(view, sweep_down), 0, 0, NULL, "", "",
		"The sweep's rows, NAME=VALUE,VALUE,… of another setting; or nothing."},
	{"view.sweep_seeds", SETTING_INT, SCOPE_VIEW, FIELD(view, sweep_seeds), 1, 100, NULL, "1",
		"", "Runs in each cell of the sweep, each with its own random numbers."},
};
/* clang-format on */

const size_t settings_count = sizeof settings_table / sizeof *settings_table;

/* The table's texts, read once: each lesson, each of its questions and each run asks for them. */
static struct settings defaults;

static void read_defaults(void)
{
	struct str why = {0};

	for (size_t i = 0; i < settings_count; i++)
		setting_set(&defaults, &settings_table[i], settings_table[i].initial, &why);
	str_free(&why);
}

void settings_defaults(struct settings *settings)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, read_defaults);
	*settings = defaults;
}

const struct setting *setting_find(const char *name)
{
	for (size_t i = 0; i < settings_count; i++)
		if (strcmp(settings_table[i].name, name) == 0)
			return &settings_table[i];
	return NULL;
}

const char *setting_of_twin(const char *text)
{
	static const char prefix[] = "twin.";
	size_t length = strlen(prefix);

	return strncmp(text, prefix, length) == 0 ? text + length : NULL;
}

static const char *whole_name_at(const void *context, size_t i)
{
	(void)context;
	return i < settings_count ? settings_table[i].name : NULL;
}

/* The part behind the dot. */
static const char *last_name_at(const void *context, size_t i)
{
	const char *name = whole_name_at(context, i);

	return name ? strchr(name, '.') + 1 : NULL;
}

/* The part behind the dot of a setting in the same group as `context`; "" for the others. */
static const char *sibling_at(const void *context, size_t i)
{
	const char *like = context, *name = whole_name_at(NULL, i);
	size_t length = (size_t)(strchr(like, '.') + 1 - like);

	if (!name)
		return NULL;
	return strncmp(name, like, length) == 0 ? name + length : "";
}

/* The whole name whose part behind the dot is `last`, a pointer into the table. */
static const char *whole_of(const char *last)
{
	for (size_t i = 0; last && i < settings_count; i++)
		if (last_name_at(NULL, i) == last)
			return settings_table[i].name;
	return NULL;
}

static const char *same_last(const char *last)
{
	for (size_t i = 0; i < settings_count; i++)
		if (strcmp(last_name_at(NULL, i), last) == 0)
			return settings_table[i].name;
	return NULL;
}

const char *setting_nearest(const char *name)
{
	const char *dot = strrchr(name, '.'), *last = dot ? dot + 1 : name;
	const char *near = dot ? whole_of(nearest_name(last, sibling_at, name)) : NULL;

	/* The right group first, then the right last word, then whatever looks alike. */
	if (!near)
		near = same_last(last);
	if (!near)
		near = nearest_name(name, whole_name_at, NULL);
	return near ? near : whole_of(nearest_name(last, last_name_at, NULL));
}

int setting_refuse_name(const char *prefix, const char *name, struct str *why)
{
	const char *near = setting_nearest(name);

	str_addf(why, "there is no setting “%s%s”", prefix, name);
	if (near)
		str_addf(why, "; did you mean %s%s?", prefix, near);
	else
		str_add(why, "; normscope --help settings lists them");
	return STATUS_NAME;
}
