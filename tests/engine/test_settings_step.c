/* Steps of settings, and which of them have no effect. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "engine/settings_step.h"

static void set(struct settings *settings, const char *name, const char *value)
{
	struct str why = {0};

	if (setting_set(settings, setting_find(name), value, &why))
		fail_msg("%s", str_text(&why));
	str_free(&why);
}

static const struct {
	const char *name, *from, *up, *down, *why;
} steps[] = {
	{"train.learning_rate", "0.1", "0.2", "0.05", "rates by 1, 2, 5"},
	{"train.learning_rate", "0.2", "0.5", "0.1", "and from 2 to 5"},
	{"train.learning_rate", "0.5", "1", "0.2", "and from 5 to 10"},
	{"train.learning_rate", "0.3", "0.5", "0.2", "from between two steps to the next"},
	{"train.learning_rate", "1000", "1000", "500", "no further than the largest"},
	{"train.learning_rate", "0", "1e-8", "0", "from zero to the smallest"},
	{"train.learning_rate", "1e-8", "2e-8", "0", "and back to zero"},
	{"batch_norm.epsilon", "1e-5", "2e-5", "5e-6", "small numbers as rates"},
	{"batch_norm.decay", "0.9", "0.99", "0.8", "shares near one by nines"},
	{"batch_norm.decay", "1", "1", "0.9999", "a share ends at one"},
	{"train.momentum", "0.9999", "0.9999", "0.999", "or at its own largest"},
	{"data.correlation", "0.9", "0.9999", "0.8", "from minus one to one by tenths"},
	{"data.correlation", "-0.9999", "-0.9", "-0.9999", "from the smallest"},
	{"data.scale", "5", "10", "2", "a factor"},
	{"data.rows", "64", "128", "32", "rows by powers of two"},
	{"data.rows", "100", "128", "64", "from between two powers"},
	{"data.rows", "2", "4", "2", "no fewer than the least"},
	{"train.batch", "8", "16", "4", "a batch, too"},
	{"train.batch", "64", "all", "32", "above 64 stands all"},
	{"train.batch", "all", "all", "64", "and back"},
	{"train.batch", "1", "2", "1", "a batch has a row"},
	{"train.epochs", "20", "50", "10", "epochs by 1, 2, 5"},
	{"train.seed", "7", "8", "6", "seeds by one"},
	{"train.seed", "0", "1", "0", "from zero"},
	{"train.optimizer", "sgd", "momentum", "adam", "choices go round"},
	{"data.source", "grid", "correlated", "csv", "words from a list, too"},
	{"batch_norm.on", "true", "false", "false", "truths turn"},
	{"network.hidden", "3, 3", "3, 3", "3, 3", "a list has no steps"},
	{"view.plane", "hessian", "hessian", "hessian", "nor has a text"},
};

static void steps_are_sensible(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		for (int up = 0; up < 2; up++) {
			const char *wanted = up ? steps[i].up : steps[i].down;
			struct settings settings;
			struct str value = {0};

			settings_defaults(&settings);
			set(&settings, steps[i].name, steps[i].from);
			bool stepped = setting_step(&settings, setting_find(steps[i].name), up);
			setting_print(&settings, setting_find(steps[i].name), &value);
			if (strcmp(str_text(&value), wanted) != 0)
				fail_msg("%s %s: %s: %s, not %s", steps[i].name, steps[i].from,
					steps[i].why, str_text(&value), wanted);
			assert_int_equal(stepped, strcmp(wanted, steps[i].from) != 0);
			str_free(&value);
		}
}

static const struct {
	const char *name, *set, *to, *why;
} idle[] = {
	{"data.rows", "data.source", "csv", "file"},
	{"data.rows", "data.source", "grid", NULL},
	{"data.rows", "data.source", "handful", "six rows"},
	{"data.features", "data.source", "grid", "built in"},
	{"data.features", "data.source", "csv", NULL},
	{"data.correlation", "data.source", "grid", "correlated"},
	{"data.correlation", "data.source", "correlated", NULL},
	{"network.activation", "network.hidden", "", "hidden"},
	{"network.activation", "network.hidden", "3", NULL},
	{"network.init_scale", "network.init", "given", "given"},
	{"network.given", "network.init", "he", "drawn"},
	{"batch_norm.decay", "batch_norm.on", "false", "batch norm"},
	{"batch_norm.decay", "batch_norm.on", "true", NULL},
	{"train.momentum", "train.optimizer", "rmsprop", "adam"},
	{"train.momentum", "train.optimizer", "momentum", NULL},
	{"train.epsilon", "train.optimizer", "momentum", "rmsprop"},
	{"train.epsilon", "train.optimizer", "adam", NULL},
	{"train.shuffle", "train.batch", "all", "all rows"},
	{"train.shuffle", "train.batch", "8", NULL},
	{"train.learning_rate", "train.optimizer", "adam", NULL},
};

static void what_has_no_effect_says_why(void **unused)
{
	(void)unused;
	for (size_t i = 0; i < sizeof idle / sizeof *idle; i++) {
		struct settings settings;

		settings_defaults(&settings);
		set(&settings, idle[i].set, idle[i].to);
		const char *why = setting_idle(&settings, setting_find(idle[i].name));
		if (!why != !idle[i].why || (why && !strstr(why, idle[i].why)))
			fail_msg("%s with %s=%s: %s", idle[i].name, idle[i].set, idle[i].to,
				why ? why : "it counts");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps_are_sensible),
		cmocka_unit_test(what_has_no_effect_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
