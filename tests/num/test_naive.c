/*
 * Whole training steps against a second implementation (tape_net.h), which differentiates by a tape
 * instead of formulas: loss, gradients, statistics, running averages and parameters of 50 steps,
 * over combinations of all settings that change the numbers.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "tape_net.h"

enum { COMBINATIONS = 260, STEPS = 50 };

/* --- comparing --------------------------------------------------------------------------------- */

static const char *combination; /* in words, for messages */

static void compare(
	const struct run *run, const char *name, const int index[3], double expected, int step)
{
	double actual = read_run(run, name, index);

	if (!is_close(actual, expected, 1e-10, 1e-10))
		fail_msg("%s: step %d: %s(%d,%d,%d) is %.17g, not %.17g", combination, step, name,
			index[0], index[1], index[2], actual, expected);
}

static void compare_step(const struct naive *n, const struct run *run)
{
	const struct settings *s = n->settings;

	compare(run, "loss", (int[3]){0}, n->loss, n->step);
	for (int i = 0; i < n->count; i++) {
		const struct learned *p = &n->learned[i];

		compare(run, p->gradient, p->index, tape.notes[p->node].adjoint, n->step);
		compare(run, p->name, p->index, p->value, n->step);
	}
	for (int l = 0; l < layers_of(s); l++) {
		for (int i = 0; has_norm(s, l) && i < units_of(s, l); i++) {
			int index[3] = {l + 1, i + 1, 0};

			compare(run, "mu", index, n->mu[l][i], n->step);
			compare(run, "var", index, n->var[l][i], n->step);
			compare(run, "running_mu", index, n->running_mu[l][i], n->step);
			compare(run, "running_var", index, n->running_var[l][i], n->step);
		}
	}
}

static void compare_run(const struct settings *settings, struct experiment *experiment)
{
	static struct naive naive;
	struct run *run = NULL;

	memset(&naive, 0, sizeof(naive));
	naive.settings = settings;
	assert_int_equal(run_new(experiment, 1, &run), 0);
	naive_start(&naive, run);
	for (size_t step = 0; step < STEPS; step++) {
		run_seek(run, timeline_index(&run->timeline, step, run->timeline.batch_slots - 1));
		assert_int_equal(run->at.step, step);
		if (run->diverged)
			fail_msg("%s: diverged at step %zu", combination, step);
		naive_step(&naive, run);
		compare_step(&naive, run);
	}
	run_free(run);
}

/* --- combinations of settings ------------------------------------------------------------------ */

enum { FACTORS = 20, CHOICES = 4 };

static const char *const factors[FACTORS][CHOICES] = {
	{"network.hidden=3", "network.hidden=4,3", "network.hidden=2,3,2", "network.hidden="},
	{"network.activation=tanh", "network.activation=relu", "network.activation=sigmoid",
		"network.activation=linear"},
	{"train.loss=squared network.output=linear", "train.loss=logistic network.output=sigmoid",
		"train.loss=squared network.output=tanh", "train.loss=squared network.output=relu"},
	{"batch_norm.on=true", "batch_norm.on=false"},
	{"batch_norm.position=before", "batch_norm.position=after"},
	{"batch_norm.normalize_with=batch", "batch_norm.normalize_with=running"},
	{"batch_norm.gradient=full", "batch_norm.gradient=stopped"},
	{"batch_norm.running_variance=biased", "batch_norm.running_variance=unbiased"},
	{"network.bias_before_norm=false", "network.bias_before_norm=true"},
	{"network.bias=true", "network.bias=false"},
	{"batch_norm.output_layer=false", "batch_norm.output_layer=true"},
	{"train.optimizer=sgd train.learning_rate=0.05",
		"train.optimizer=momentum train.learning_rate=0.03",
		"train.optimizer=rmsprop train.learning_rate=0.003",
		"train.optimizer=adam train.learning_rate=0.01"},
	{"train.last_batch=keep", "train.last_batch=drop"},
	{"train.batch=7", "train.batch=all", "train.batch=9", "train.batch=6"},
	{"train.freeze=", "train.freeze=1"},
	{"train.shuffle=true", "train.shuffle=false"},
	{"input.center=true input.scale=std", "input.center=false input.scale=none",
		"input.center=true input.scale=none"},
	{"batch_norm.epsilon=1e-3 batch_norm.decay=0.9",
		"batch_norm.epsilon=0.5 batch_norm.decay=0.5"},
	{"network.init=xavier", "network.init=he network.init_scale=0.7"},
	{"train.epsilon=1e-8", "train.epsilon=1e-15"},
};

/* splitmix64: a counter, well stirred. */
static unsigned draw(uint64_t *seed, unsigned below)
{
	uint64_t x = *seed += 0x9e3779b97f4a7c15u;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return (unsigned)((x ^ x >> 31) % below);
}

static unsigned choices_of(int factor)
{
	unsigned count = 0;

	while (count < CHOICES && factors[factor][count])
		count++;
	return count;
}

/* Takes "NAME=VALUE NAME=VALUE". */
static void set_words(struct settings *settings, const char *words)
{
	char copy[1024], *rest = copy, *word;
	struct str why = {0};

	snprintf(copy, sizeof(copy), "%s", words);
	while ((word = strtok_r(rest, " ", &rest))) {
		char *value = strchr(word, '=');

		*value++ = '\0';
		if (setting_set(settings, setting_find(word), value, &why))
			fail_msg("%s", str_text(&why));
	}
	str_free(&why);
}

/*
 * Where hidden layers are linear, or the output is linear and normalized behind its activation, a
 * beta (not only a bias) may feed a norm that takes it away. RMSprop and Adam divide the rounding
 * that is left of its gradient by itself: no two implementations agree on that.
 */
static bool divides_rounding(const struct settings *s)
{
	int hidden = s->network.hidden.count;
	bool linear = s->network.activation == ACTIVATION_LINEAR;
	bool output = s->batch_norm.output_layer &&
		      (is_before(s) ? linear : s->network.output == ACTIVATION_LINEAR);

	return s->batch_norm.on && divides_by_gradient(s) && shift_is_lost(s) && hidden > 0 &&
	       ((linear && hidden > 1) || output);
}

/* NULL where these settings do not go together. */
static struct experiment *make_experiment(const char *words, struct settings *settings)
{
	struct diags diags = {.count = 0};
	struct str why = {0};
	struct experiment *experiment = NULL;

	settings_defaults(settings);
	set_words(settings, "data.source=blobs data.rows=24 data.noise=0.3 data.scale=1.5");
	set_words(settings, "train.epochs=60 data.seed=5");
	set_words(settings, words);
	if (!divides_rounding(settings) && !settings_check(settings, &why))
		(void)experiment_new(
			settings, (struct experiment_source){.folder = "."}, &experiment, &diags);
	diags_free(&diags);
	str_free(&why);
	return experiment;
}

static void draw_words(uint64_t *seed, unsigned chosen[FACTORS], struct str *words)
{
	str_clear(words);
	for (int f = 0; f < FACTORS; f++) {
		chosen[f] = draw(seed, choices_of(f));
		str_addf(words, "%s%s", f ? " " : "", factors[f][chosen[f]]);
	}
}

/* How often two choices met in a run with batch norm. */
static int met[FACTORS][CHOICES][FACTORS][CHOICES];

static void note_pairs(const unsigned chosen[FACTORS])
{
	for (int f = 0; f < FACTORS; f++) {
		for (int g = 0; g < FACTORS; g++)
			met[f][chosen[f]][g][chosen[g]]++;
	}
}

static void fifty_steps_equal_the_tape_s(void **unused)
{
	uint64_t seed = 2026;
	unsigned chosen[FACTORS];
	struct settings settings;
	struct str words = {0};

	(void)unused;
	for (int done = 0, tried = 0; done < COMBINATIONS; tried++) {
		assert_true(tried < 4 * COMBINATIONS);
		draw_words(&seed, chosen, &words);
		struct experiment *experiment = make_experiment(str_text(&words), &settings);
		if (!experiment)
			continue;
		combination = str_text(&words);
		compare_run(&settings, experiment);
		experiment_free(experiment);
		if (settings.batch_norm.on)
			note_pairs(chosen);
		done++;
	}
	str_free(&words);
}

/* What drawing hardly ever meets: rounding divided by itself, where a rule must keep it still. */
static void rare_combinations(void **unused)
{
	static const char *const rare[] = {
		"network.hidden=3 network.activation=linear batch_norm.on=true "
		"batch_norm.position=after network.bias_before_norm=true train.optimizer=adam "
		"train.learning_rate=0.01 train.epsilon=1e-15 train.batch=7",
		"network.hidden=4,3 network.activation=relu batch_norm.on=true "
		"network.bias_before_norm=true train.optimizer=rmsprop train.learning_rate=0.003 "
		"train.epsilon=1e-15 train.batch=9",
		"network.hidden= batch_norm.on=true batch_norm.output_layer=true "
		"network.bias_before_norm=true train.optimizer=adam train.learning_rate=0.01 "
		"train.epsilon=1e-15 train.batch=all",
	};
	struct settings settings;

	(void)unused;
	for (size_t i = 0; i < sizeof(rare) / sizeof(rare[0]); i++) {
		struct experiment *experiment = make_experiment(rare[i], &settings);

		assert_non_null(experiment);
		combination = rare[i];
		compare_run(&settings, experiment);
		experiment_free(experiment);
	}
}

/* Two choices that cannot stand together in a run with batch norm. */
static bool is_apart(const char *a, const char *b)
{
	static const char *const apart[][2] = {
		{"batch_norm.running_variance=unbiased", "batch_norm.normalize_with=running"},
		{"batch_norm.output_layer=false", "network.hidden="},
	};

	if (strcmp(a, "batch_norm.on=false") == 0 || strcmp(b, "batch_norm.on=false") == 0)
		return true;
	for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++) {
		if (strcmp(a, apart[i][0]) == 0 && strcmp(b, apart[i][1]) == 0)
			return true;
	}
	return false;
}

static void check_pairs(int f, int g)
{
	for (unsigned i = 0; i < choices_of(f); i++) {
		for (unsigned j = 0; j < choices_of(g); j++) {
			if (!met[f][i][g][j] && !is_apart(factors[f][i], factors[g][j]))
				fail_msg("%s never met %s", factors[f][i], factors[g][j]);
		}
	}
}

/* The combinations are drawn: this says that the draw left no pair of choices out. */
static void every_two_choices_met(void **unused)
{
	(void)unused;
	for (int f = 0; f < FACTORS; f++) {
		for (int g = 0; g < f; g++)
			check_pairs(f, g);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fifty_steps_equal_the_tape_s),
		cmocka_unit_test(every_two_choices_met),
		cmocka_unit_test(rare_combinations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
