#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/status.h"
#include "engine/settings.h"
#include "num/generator.h"

static void test_table(void **state)
{
	static const char *const groups[] = {
		"data.", "input.", "network.", "batch_norm.", "train.", "view."};

	(void)state;
	for (size_t i = 0; i < settings_count; i++) {
		const struct setting *setting = &settings_table[i];
		bool known = false;
		for (size_t k = 0; k < sizeof groups / sizeof *groups; k++)
			known = known || strncmp(setting->name, groups[k], strlen(groups[k])) == 0;
		assert_true(known);
		assert_ptr_equal(setting_find(setting->name), setting);
		assert_true(setting->offset < sizeof(struct settings));
		size_t length = strlen(setting->help);
		assert_true(length > 10 && setting->help[length - 1] == '.');
		assert_true(setting->type != SETTING_CHOICE || setting->choices);
	}
	assert_null(setting_find("data"));
	assert_null(setting_find(""));
}

static void test_defaults_print_as_written(void **state)
{
	struct settings settings;

	(void)state;
	settings_defaults(&settings);
	for (size_t i = 0; i < settings_count; i++) {
		struct str text = {0};
		setting_print(&settings, &settings_table[i], &text);
		assert_string_equal(str_text(&text), settings_table[i].initial);
		str_free(&text);
	}
	struct str why = {0};
	assert_int_equal(settings_check(&settings, &why), 0);
	assert_int_equal(why.len, 0);
}

static void test_defaults(void **state)
{
	struct settings s;

	(void)state;
	memset(&s, 0xA5, sizeof s);
	settings_defaults(&s);
	assert_string_equal(s.data.source, "grid");
	assert_int_equal(s.data.rows, 64);
	assert_true(s.data.scale == 5.0);
	assert_true(s.input.center && !s.input.whiten);
	assert_int_equal(s.input.scale, INPUT_SCALE_STD);
	assert_int_equal(s.network.hidden.count, 0);
	assert_int_equal(s.network.output, ACTIVATION_LINEAR);
	assert_int_equal(s.train.loss, LOSS_SQUARED);
	assert_int_equal(s.train.optimizer, OPTIMIZER_SGD);
	assert_true(s.train.learning_rate == 0.1);
	assert_int_equal(s.train.batch, 0);
	assert_int_equal(s.train.epochs, 20);
	assert_true(s.batch_norm.epsilon == 1e-5 && s.batch_norm.decay == 0.9);
	assert_int_equal(s.train.seed, 1);
}

/* Every way of writing a value that is taken, and how it prints. */
static void test_values(void **state)
{
	static const struct {
		const char *name, *text, *printed;
	} cases[] = {
		{"input.center", "false", "false"},
		{"data.rows", "4096", "4096"},
		{"data.seed", "0", "0"},
		{"data.seed", "2147483647", "2147483647"},
		{"train.learning_rate", "3.5e-2", "0.035"},
		{"train.learning_rate", "0", "0"},
		{"train.learning_rate", "-0", "0"},
		{"data.correlation", "-.5", "-0.5"},
		{"batch_norm.epsilon", "0.00001", "1e-5"},
		{"batch_norm.epsilon", "1.25", "1.25"},
		{"data.scale", "1000000", "1000000"},
		{"train.optimizer", "rmsprop", "rmsprop"},
		{"network.hidden", "3", "3"},
		{"network.hidden", "16, 8,4", "16, 8, 4"},
		{"network.hidden", "[3, 3]", "3, 3"},
		{"network.hidden", "", ""},
		{"network.hidden", "[]", ""},
		{"network.hidden", " [ ] ", ""},
		{"network.given", "0.1, -2, 1e-300", "0.1, -2, 1e-300"},
		{"train.batch", "all", "all"},
		{"train.batch", "8", "8"},
		{"train.freeze", "1,2", "1, 2"},
		{"data.edits", "none", "none"},
		{"data.edits", "[]", "none"},
		{"data.edits", "[move 3 1.50 -2, flip 1]", "move 3 1.5 -2, flip 1"},
		{"data.edits", "2 0 0, add 1e-7 2 1,delete 4",
			"move 2 0 0, add 1e-7 2 1, delete 4"},
		{"data.source", "csv", "csv"},
		{"data.file", "my data/größe.csv", "my data/größe.csv"},
		{"view.panels", "a\x1b[31m\nb", "a\uFFFD[31m b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct settings settings;
		struct str why = {0}, text = {0};
		const struct setting *setting = setting_find(cases[i].name);
		settings_defaults(&settings);
		assert_non_null(setting);
		if (setting_set(&settings, setting, cases[i].text, &why))
			fail_msg("%s", str_text(&why));
		setting_print(&settings, setting, &text);
		assert_string_equal(str_text(&text), cases[i].printed);
		str_free(&text);
	}
}

/* One edit fits where a value does; more are counted. */
static void test_brief(void **state)
{
	static const struct {
		const char *name, *text, *brief;
	} cases[] = {
		{"data.edits", "none", "none"},
		{"data.edits", "flip 3", "flip 3"},
		{"data.edits", "flip 3, delete 1, add 1 2 0", "3 edits"},
		{"network.hidden", "3, 2", "3, 2"},
		{"train.learning_rate", "0.25", "0.25"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct settings settings;
		struct str why = {0}, text = {0};
		const struct setting *setting = setting_find(cases[i].name);
		settings_defaults(&settings);
		assert_int_equal(setting_set(&settings, setting, cases[i].text, &why), 0);
		setting_print_brief(&settings, setting, &text);
		assert_string_equal(str_text(&text), cases[i].brief);
		str_free(&text);
	}
}

#define LONG_TEXT "0123456789012345678901234567890123456789012345678901234567890123456789"

/* Values are the same where they print alike, and each setting is compared alone. */
static void test_same(void **state)
{
	static const struct {
		const char *name, *a, *b;
		bool same;
	} cases[] = {{"batch_norm.on", "true", "false", false},
		{"batch_norm.on", "true", "true", true}, {"data.rows", "8", "9", false},
		{"train.learning_rate", "0.1", "1e-1", true},
		{"train.learning_rate", "0.1", "0.10000000000000001", true},
		{"train.learning_rate", "0.1", "0.10000000000000002", false},
		{"data.noise", "0", "-0", true}, {"train.batch", "all", "4", false},
		{"train.optimizer", "sgd", "adam", false}, {"network.hidden", "3, 2", "3", false},
		{"network.hidden", "3, 2", "3,2", true}, {"network.hidden", "3, 2", "2, 3", false},
		{"network.given", "1, 0.5", "1, 0.50", true},
		{"network.given", "1, 0.5", "1, 0.25", false}, {"network.given", "1", "", false},
		{"data.edits", "flip 1, move 2 1 3", "flip 1, 2 1 3.0", true},
		{"data.edits", "flip 1, move 2 1 3", "flip 1, move 2 1 4", false},
		{"data.edits", "flip 1", "target 1 0", false},
		{"data.edits", "flip 1", "flip 2", false},
		{"data.edits", "target 1 0", "target 1 1", false},
		{"data.edits", "flip 1", "none", false}, {"data.file", "a.csv", "b.csv", false},
		{"data.file", "a.csv", "a.csv", true}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct setting *setting = setting_find(cases[i].name);
		struct settings a, b;
		struct str first = {0}, second = {0}, why = {0};
		settings_defaults(&a);
		settings_defaults(&b);
		assert_int_equal(setting_set(&a, setting, cases[i].a, &why), 0);
		assert_int_equal(setting_set(&b, setting, cases[i].b, &why), 0);
		setting_print(&a, setting, &first);
		setting_print(&b, setting, &second);
		if (setting_is_same(&a, &b, setting) != cases[i].same ||
			(strcmp(str_text(&first), str_text(&second)) == 0) != cases[i].same)
			fail_msg("%s: %s and %s", cases[i].name, cases[i].a, cases[i].b);
		for (size_t k = 0; k < settings_count; k++)
			assert_true(&settings_table[k] == setting ||
				    setting_is_same(&a, &b, &settings_table[k]));
		str_free(&first);
		str_free(&second);
		str_free(&why);
	}
}

static void test_refusals(void **state)
{
	static const struct {
		const char *name, *text;
		int status;
		const char *why;
	} cases[] = {
		{"input.center", "yes", STATUS_SYNTAX,
			"input.center is true or false, not \"yes\": write true"},
		{"input.whiten", "no", STATUS_SYNTAX,
			"input.whiten is true or false, not \"no\": write false"},
		{"batch_norm.on", "True", STATUS_SYNTAX,
			"batch_norm.on is true or false, not \"True\": write true"},
		{"batch_norm.on", "1", STATUS_SYNTAX,
			"batch_norm.on is true or false, not 1: write true"},
		{"batch_norm.on", "", STATUS_SYNTAX, "batch_norm.on is true or false, not \"\""},
		{"train.epochs", "010", STATUS_SYNTAX,
			"train.epochs is a whole number from 1 to 100000, not \"010\": write 10, a "
			"number has no leading zeros"},
		{"train.epochs", "3 layers", STATUS_SYNTAX,
			"train.epochs is a whole number from 1 to 100000, not \"3 layers\""},
		{"train.epochs", "2.5", STATUS_SYNTAX,
			"train.epochs is a whole number from 1 to 100000, not 2.5"},
		{"train.epochs", "0", STATUS_RANGE,
			"train.epochs is a whole number from 1 to 100000, not 0"},
		{"train.epochs", "99999999999999999999", STATUS_RANGE,
			"train.epochs is a whole number from 1 to 100000, not "
			"99999999999999999999"},
		{"batch_norm.decay", "2", STATUS_RANGE,
			"batch_norm.decay is a number from 0 to 1, not 2"},
		{"batch_norm.decay", "0,1", STATUS_SYNTAX,
			"batch_norm.decay is a number from 0 to 1, not \"0,1\": write 0.1, the "
			"decimal sign is a point"},
		{"batch_norm.decay", "00.5", STATUS_SYNTAX,
			"batch_norm.decay is a number from 0 to 1, not \"00.5\": write 0.5, a "
			"number "
			"has no leading zeros"},
		{"batch_norm.decay", "0.1abc", STATUS_SYNTAX,
			"batch_norm.decay is a number from 0 to 1, not \"0.1abc\""},
		{"batch_norm.decay", "nan", STATUS_SYNTAX,
			"batch_norm.decay is a number from 0 to 1, not \"nan\""},
		{"batch_norm.decay", " 0.5", STATUS_SYNTAX,
			"batch_norm.decay is a number from 0 to 1, not \" 0.5\""},
		{"data.scale", "0", STATUS_RANGE,
			"data.scale is a number from 1e-6 to 1000000, not 0"},
		{"train.optimizer", "addam", STATUS_SYNTAX,
			"train.optimizer is one of sgd, momentum, rmsprop, adam, not \"addam\"; "
			"did "
			"you mean adam?"},
		{"network.activation", "ReLU", STATUS_SYNTAX,
			"network.activation is one of linear, relu, tanh, sigmoid, not \"ReLU\"; "
			"did "
			"you mean relu?"},
		{"network.activation", "gelatine", STATUS_SYNTAX,
			"network.activation is one of linear, relu, tanh, sigmoid, not "
			"\"gelatine\""},
		{"data.source", "gird", STATUS_SYNTAX,
			"data.source is one of grid, correlated, far, houses, handful, ring, "
			"blobs, "
			"moons, spiral, xor, csv, not \"gird\"; did you mean grid?"},
		{"network.hidden", "3, 0", STATUS_RANGE,
			"network.hidden is a list of whole numbers from 1 to 256, not 0"},
		{"network.hidden", "3, , 3", STATUS_SYNTAX,
			"network.hidden is a list of whole numbers from 1 to 256, not \"3, , 3\""},
		{"network.hidden", "3,", STATUS_SYNTAX,
			"network.hidden is a list of whole numbers from 1 to 256, not \"3,\""},
		{"network.hidden", "3 layers", STATUS_SYNTAX,
			"network.hidden is a list of whole numbers from 1 to 256, not \"3 "
			"layers\""},
		{"network.hidden", "[3", STATUS_SYNTAX,
			"network.hidden is a list of whole numbers from 1 to 256, not \"[3\""},
		{"network.hidden", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", STATUS_RANGE,
			"network.hidden is a list of at most 15 numbers"},
		{"network.given", "1, x", STATUS_SYNTAX,
			"network.given is a list of numbers from -1e9 to 1e9, not \"x\""},
		{"data.edits", "flip 1, mvoe 3 1 2", STATUS_NAME,
			"data.edits: “mvoe 3 1 2” is no edit of a row; did you mean move?"},
		{"data.edits", "flip 1,", STATUS_SYNTAX,
			"data.edits is none or a list of edits, such as move 3 1.5 -2, flip 4, "
			"target 5 2.5, add 1 2 0, delete 6, not \"flip 1,\""},
		{"train.batch", "8 rows", STATUS_SYNTAX,
			"train.batch is all or a whole number from 1 to 4096, not \"8 rows\""},
		{"train.batch", "4097", STATUS_RANGE,
			"train.batch is all or a whole number from 1 to 4096, not 4097"},
		{"data.file", LONG_TEXT LONG_TEXT, STATUS_RANGE,
			"data.file is a text of at most 127 bytes, not "
			"\"0123456789012345678901234567890123456789…\""},
		{"train.loss", "\x1b[2J", STATUS_SYNTAX,
			"train.loss is one of squared, logistic, not \"\uFFFD[2J\""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct settings settings, before;
		struct str why = {0};
		settings_defaults(&settings);
		memcpy(&before, &settings, sizeof before);
		int status =
			setting_set(&settings, setting_find(cases[i].name), cases[i].text, &why);
		assert_string_equal(str_text(&why), cases[i].why);
		assert_int_equal(status, cases[i].status);
		assert_memory_equal(&before, &settings, sizeof before);
		str_free(&why);
	}
}

static void test_nearest(void **state)
{
	static const struct {
		const char *name, *near;
	} cases[] = {
		{"train.learning_rat", "train.learning_rate"},
		{"learning_rate", "train.learning_rate"},
		{"data.row", "data.rows"},
		{"batchnorm.epsilon", "batch_norm.epsilon"},
		{"train.hidden", "network.hidden"},
		{"decay", "batch_norm.decay"},
		{"zzz", NULL},
		{"", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *near = setting_nearest(cases[i].name);
		if (!cases[i].near || !near)
			assert_true(cases[i].near == near);
		else
			assert_string_equal(near, cases[i].near);
	}
}

/* Sets "name=value" pairs, which are all good by themselves, over the defaults. */
static void test_checks(void **state)
{
	static const struct {
		const char *pairs[4][2];
		const char *why; /* NULL: they go together */
	} cases[] = {
		{{{"train.loss", "logistic"}},
			"train.loss logistic needs network.output sigmoid, not linear"},
		{{{"train.loss", "logistic"}, {"network.output", "sigmoid"}}, NULL},
		{{{"data.source", "csv"}},
			"data.source csv needs data.file, the name of a CSV file"},
		{{{"data.source", "csv"}, {"data.file", "a.csv"}, {"train.batch", "4096"}}, NULL},
		{{{"network.init", "given"}},
			"network.init given needs the numbers in network.given"},
		{{{"network.given", "1, 2, 3"}},
			"network.given is used only when network.init is given, not xavier"},
		{{{"network.init", "given"}, {"network.given", "1, 2, 3"}}, NULL},
		{{{"batch_norm.on", "true"}},
			"batch_norm.on needs a hidden layer in network.hidden, or "
			"batch_norm.output_layer true"},
		{{{"batch_norm.on", "true"}, {"batch_norm.output_layer", "true"}}, NULL},
		{{{"batch_norm.on", "true"}, {"network.hidden", "3"}}, NULL},
		{{{"batch_norm.on", "true"}, {"network.hidden", "3"}, {"train.batch", "1"},
			 {"batch_norm.running_variance", "unbiased"}},
			"batch_norm.running_variance unbiased needs batches of at least 2 rows, "
			"but "
			"train.batch is 1"},
		{{{"train.batch", "65"}}, "train.batch is 65, but data.rows is only 64"},
		{{{"train.freeze", "2"}},
			"train.freeze names layer 2, but the network has 1 layer"},
		{{{"train.freeze", "1, 4"}, {"network.hidden", "3, 3"}},
			"train.freeze names layer 4, but the network has 3 layers"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct settings settings;
		struct str why = {0};
		settings_defaults(&settings);
		for (size_t k = 0; k < 4 && cases[i].pairs[k][0]; k++)
			assert_int_equal(setting_set(&settings, setting_find(cases[i].pairs[k][0]),
						 cases[i].pairs[k][1], &why),
				0);
		int status = settings_check(&settings, &why);
		assert_int_equal(status, cases[i].why ? STATUS_COMBINATION : 0);
		assert_string_equal(str_text(&why), cases[i].why ? cases[i].why : "");
		str_free(&why);
	}
}

static void test_sources_are_the_generators(void **state)
{
	const char *const *source = setting_find("data.source")->choices;

	(void)state;
	for (size_t i = 0; i < generators_count; i++)
		assert_string_equal(source[i], generators[i].name);
	assert_string_equal(source[generators_count], "csv");
	assert_null(source[generators_count + 1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_defaults_print_as_written),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_brief),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_checks),
		cmocka_unit_test(test_sources_are_the_generators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
