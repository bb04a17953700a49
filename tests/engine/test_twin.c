/* Twins: which places belong together, walking through both runs, and what may be written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "engine/expression.h"
#include "lessons.h"

static struct play *open_twins(const char *own, const char *second)
{
	const char *sets[3] = {own[0] ? own : second, own[0] ? second : NULL, NULL};

	return open_shipped("five-stages", 1, sets);
}

static size_t find(const struct play *play, const char *words)
{
	struct str why = {0};
	struct place place;
	size_t index = 0;

	assert_int_equal(place_parse(words, &place, &why), 0);
	assert_int_equal(timeline_find(&play->run->timeline, &place, &index, &why), 0);
	str_free(&why);
	return index;
}

static void assert_place(const struct run *run, const char *words, const char *why)
{
	struct str text = {0};

	place_print(run->at, &text);
	if (strcmp(str_text(&text), words) != 0)
		fail_msg("%s: stands at %s, not at %s", why, str_text(&text), words);
	str_free(&text);
}

static void test_places_belong_together(void **state)
{
	static const struct {
		const char *own, *second, *at, *there;
		enum twin_wait wait;
		const char *words, *why;
	} cases[] = {
		{"", "twin.train.learning_rate=1", "epoch 3, batch 2, layer 1, normalize",
			"epoch 3, batch 2, layer 1, normalize", TWIN_IN_STEP, "",
			"the same stages"},
		{"", "twin.batch_norm.on=false", "epoch 3, batch 2, layer 1, linear",
			"epoch 3, batch 2, layer 1, linear", TWIN_IN_STEP, "", "before the norm"},
		{"", "twin.batch_norm.on=false", "epoch 3, batch 2, layer 1, normalize",
			"epoch 3, batch 2, layer 1, linear", TWIN_NO_STAGE, "has no normalize",
			"the nearest stage before that both have"},
		{"", "twin.batch_norm.on=false", "epoch 3, batch 2, layer 1, activation",
			"epoch 3, batch 2, layer 1, activation", TWIN_IN_STEP, "",
			"behind the norm"},
		{"network.hidden=3,4", "twin.network.hidden=3", "batch 1, layer 3, linear",
			"epoch 1, batch 1, layer 2, activation", TWIN_NO_STAGE,
			"has no linear in a layer 3", "a layer fewer"},
		{"", "twin.batch_norm.position=after", "batch 1, layer 1, activation",
			"epoch 1, batch 1, layer 1, activation", TWIN_IN_STEP, "",
			"other order, same names"},
		{"", "twin.train.batch=16", "epoch 2, batch 3, layer 1, mean",
			"epoch 2, batch 3, layer 1, mean", TWIN_IN_STEP, "",
			"as many batches so far"},
		{"", "twin.train.batch=16", "epoch 2, batch 6, layer 1, mean",
			"epoch 2, batch 4, update", TWIN_NO_BATCH, "has 4 batches an epoch",
			"no more batches in this epoch"},
		{"", "twin.train.batch=4", "epoch 2, batch 8, update", "epoch 2, batch 16, update",
			TWIN_IN_STEP, "", "the end of the epoch is the end for both"},
		{"", "twin.train.epochs=2", "epoch 3, batch 1, layer 1, mean",
			"epoch 2, batch 8, update", TWIN_NO_EPOCH, "has 2 epochs", "fewer epochs"},
		{"input.whiten=true", "twin.input.scale=none", "input, divide", "input, subtract",
			TWIN_NO_STAGE, "has no divide", "an input stage"},
		{"", "twin.train.batch=1", "start", "start", TWIN_IN_STEP, "", "the start"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_twins(cases[i].own, cases[i].second);
		struct str words = {0};
		play_go_index(play, find(play, cases[i].at));
		assert_place(play->twin->run, cases[i].there, cases[i].why);
		assert_int_equal(play->twin->stand.wait, cases[i].wait);
		twin_print_wait(play->twin->run, &play->twin->stand, &words);
		assert_string_equal(str_text(&words), cases[i].words);
		str_free(&words);
		play_close(play);
	}
}

/* Stages that only the second run has are walked through one by one, there and back. */
static void test_walking_passes_every_stage_of_both(void **state)
{
	static const struct {
		const char *own, *second, *why;
		size_t extra; /* stages of the second's own in the input and in each batch */
	} cases[] = {
		{"batch_norm.on=false", "twin.batch_norm.on=true", "a norm in the second alone",
			12},
		{"network.hidden=3", "twin.network.hidden=3,4", "a layer in the second alone", 17},
		{"", "twin.batch_norm.on=false", "nothing of its own", 0},
	};
	enum { STEPS = 120 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_twins(cases[i].own, cases[i].second);
		const struct timeline *own = &play->run->timeline;
		size_t seen[STEPS][2], waits = 0, first = timeline_index(own, 0, 0);
		play_go_index(play, first);
		for (size_t k = 0; k < STEPS; k++) {
			seen[k][0] = play->run->at.index;
			seen[k][1] = play->twin->run->at.index;
			waits += play->run->at.step == 0 && play->stand.wait == TWIN_NO_STAGE;
			play_step(play, 1);
		}
		if (waits != cases[i].extra)
			fail_msg("%s: the first run waits %zu times", cases[i].why, waits);
		for (size_t k = STEPS; k-- > 0;) {
			play_step(play, -1);
			assert_true(play->run->at.index == seen[k][0]);
			assert_true(play->twin->run->at.index == seen[k][1]);
		}
		play_step(play, STEPS - 1);
		assert_true(play->twin->run->at.index == seen[STEPS - 1][1]);
		play_close(play);
	}
}

/* A twin is the run that one would have had alone with its settings, bit by bit. */
static void test_a_twin_is_an_honest_run(void **state)
{
	static const char *const alone[] = {"batch_norm.on=false", NULL};
	struct play *twins = open_twins("", "twin.batch_norm.on=false");
	struct play *single = open_shipped("five-stages", 1, alone);
	size_t bytes = single->experiment->model.block_bytes;

	(void)state;
	play_go_index(twins, find(twins, "epoch 4, batch 3, update"));
	play_go_index(single, find(single, "epoch 4, batch 3, update"));
	assert_memory_equal(twins->twin->run->after, single->run->after, bytes);
	play_close(twins);
	play_close(single);
}

static void test_a_twin_that_diverged_says_so(void **state)
{
	static const char *const sets[] = {"twin.train.learning_rate=3", "train.epochs=2000", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct str words = {0};

	(void)state;
	play_go_index(play, play->run->timeline.length - 1);
	assert_int_equal(play->twin->stand.wait, TWIN_ENDED);
	twin_print_wait(play->twin->run, &play->twin->stand, &words);
	assert_string_equal(str_text(&words), "diverged here");
	assert_false(play->run->diverged);
	str_free(&words);
	play_close(play);
}

/* The second run goes on alone, stage by stage, and the way back is the way there. */
static void test_the_second_outlives_the_first(void **state)
{
	static const char *const sets[] = {
		"train.learning_rate=3", "twin.train.learning_rate=0.1", "train.epochs=2000", NULL};
	static const char *const alone_sets[] = {
		"train.learning_rate=0.1", "train.epochs=2000", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct play *alone = open_shipped("two-scales", 1, alone_sets);
	const struct run *second = play->twin->run;
	size_t end = second->timeline.length - 1, slots = (size_t)second->timeline.batch_slots;

	(void)state;
	play_go_index(play, end);
	assert_true(play->run->diverged && second->at.index == end);
	assert_int_equal(play->stand.wait, TWIN_ENDED);
	play_go_index(alone, end);
	assert_memory_equal(second->after, alone->run->after, alone->experiment->model.block_bytes);
	play_step_batch(play, -3);
	assert_true(second->at.index == end - 3 * slots);
	play_step(play, 5);
	assert_true(second->at.index == end - 3 * slots + 5);
	play_step(play, 1000000);
	assert_true(second->at.index == end);
	play_step_batch(play, -100000);
	assert_int_equal(play->beside, 0);
	size_t last = play->run->at.index, there = second->at.index;
	play_step(play, 7);
	assert_true(play->run->at.index == last && second->at.index == there + 7);
	play_step(play, -8);
	assert_true(play->run->at.index == last - 1 && second->at.index == there - 1);
	play_close(play);
	play_close(alone);
}

#define HEADER                                                                                \
	"---\ntitle: T\nquestion: Q?\ndata: {source: blobs}\nnetwork: {hidden: [3], output: " \
	"sigmoid}\nbatch_norm: {on: true}\ntrain: {loss: logistic, batch: 8}\n"

static void test_headers(void **state)
{
	static const struct {
		const char *line, *message, *why;
	} cases[] = {
		{"twin: {batch_norm: {on: false}}\n", "", "nested"},
		{"twin: {batch_norm.on: false, train: {learning_rate: 1}}\n", "", "dotted"},
		{"twin: {}\n", "test.md:8:7: twin is a map of the settings", "an empty map"},
		{"twin: no\n", "test.md:8:7: twin is a map of the settings", "no map"},
		{"twin: {batch_norm: {onn: false}}\n",
			"test.md:8:21: “batch_norm.onn” is not known here; did you mean "
			"batch_norm.on?\n",
			"an unknown setting"},
		{"twin: {title: T}\n", "test.md:8:8: “title” is not known here\n",
			"a field that is no setting"},
		{"twin: {train: {learning_rate: fast}}\n",
			"test.md:8:31: train.learning_rate is a number", "a value out of range"},
		{"twin: {data: {file: ../x.csv}}\n", "test.md:8:21: data.file is a file beside",
			"a file from elsewhere"},
		{"twin: {network: {output: linear}}\n",
			"test.md:8:26: the twin: train.loss logistic needs network.output sigmoid",
			"settings that do not go together"},
		{"twin: {batch_norm: {on: true}}\n",
			"test.md:8:25: the twin differs in nothing from the first run",
			"the same again"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct str text = {0}, message = {0};
		struct play *play = NULL;
		str_addf(&text, "%s%s---\n## A\nText.\n", HEADER, cases[i].line);
		int status = open_text(str_text(&text), true, &play, &diags);
		if (status)
			diag_format(&diags.list[0], &message);
		if (strncmp(str_text(&message), cases[i].message, strlen(cases[i].message)) != 0 ||
			(status == 0) != (cases[i].message[0] == '\0'))
			fail_msg("%s: %s", cases[i].why, str_text(&message));
		if (!status)
			assert_non_null(play->twin);
		play_close(play);
		diags_free(&diags);
		str_free(&text);
		str_free(&message);
	}
}

/* In expressions the other run's quantities have twin_ in front, from either side. */
static void test_quantities_of_the_other_run(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"twin_loss != loss && twin_loss > 0", ""},
		{"twin_z(1,1,1) == z(1,1,1)", ""},
		{"twin_mu(1,1)",
			"twin_mu(1,1): this run has no such quantity (the layer has none)"},
	};
	struct play *play = open_twins("", "twin.batch_norm.on=false");
	struct str why = {0};
	double value;

	(void)state;
	play_go_index(play, find(play, "batch 1, update"));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str_clear(&why);
		value = 0;
		expression_evaluate(play->run, cases[i].text, &value, &why, NULL);
		assert_string_equal(str_text(&why), cases[i].message);
		assert_true(cases[i].message[0] || value == 1);
	}
	double own = 0;
	assert_int_equal(expression_evaluate(play->run, "loss", &own, &why, NULL), 0);
	assert_int_equal(expression_evaluate(play->twin->run, "twin_loss", &value, &why, NULL), 0);
	assert_true(own == value);
	play_close(play);
	play = open_shipped("five-stages", 1, NULL);
	str_clear(&why);
	assert_int_equal(expression_evaluate(play->run, "twin_loss", &value, &why, NULL),
		STATUS_COMBINATION);
	assert_non_null(strstr(str_text(&why), "this lesson has no twin"));
	str_free(&why);
	play_close(play);
}

/* A question's numbers are those of both runs at the place where the answer is revealed. */
static void test_questions_about_both(void **state)
{
	static const char text[] = HEADER
		"twin: {train: {learning_rate: 2}}\n---\n## A\n"
		"<!-- ask: {answer: \"twin_step * 100 + step\", tolerance: 1%} -->\nHow many?\n"
		"## B\n<!-- at: {batch: 5, stage: update} -->\nx\n";
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	(void)state;
	if (open_text(text, true, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	assert_non_null(play->asked[0]);
	assert_true(play->asked[0]->answer == 505);
	play_close(play);
	diags_free(&diags);
}

static void test_differences_in_words(void **state)
{
	struct settings a, b;
	struct str why = {0}, words = {0};

	(void)state;
	settings_defaults(&a);
	b = a;
	twin_print_difference(&a, &b, 2, &words);
	assert_string_equal(str_text(&words), "the same settings");
	str_clear(&words);
	assert_int_equal(setting_set(&b, setting_find("train.learning_rate"), "0.5", &why), 0);
	twin_print_difference(&a, &b, 2, &words);
	assert_string_equal(str_text(&words), "train.learning_rate = 0.1");
	static const struct {
		double own, other;
		const char *name;
	} rates[] = {{0.9377289377289377, 0.5, "train.learning_rate = 0.9377"},
		{0.5, 0.9377289377289377, "train.learning_rate = 0.5"},
		{0.93772893, 0.93772894, "train.learning_rate = 0.93772893"}};
	for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
		struct settings c = a, d = a;
		c.train.learning_rate = rates[i].own;
		d.train.learning_rate = rates[i].other;
		str_clear(&words);
		twin_print_difference(&c, &d, 2, &words);
		assert_string_equal(str_text(&words), rates[i].name);
	}
	str_clear(&words);
	assert_int_equal(setting_set(&b, setting_find("network.hidden"), "3,4", &why), 0);
	assert_int_equal(setting_set(&b, setting_find("train.seed"), "4", &why), 0);
	twin_print_difference(&b, &a, 2, &words);
	assert_string_equal(
		str_text(&words), "network.hidden = 3, 4, train.learning_rate = 0.5 and 1 more");
	str_free(&words);
	str_free(&why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places_belong_together),
		cmocka_unit_test(test_walking_passes_every_stage_of_both),
		cmocka_unit_test(test_a_twin_is_an_honest_run),
		cmocka_unit_test(test_a_twin_that_diverged_says_so),
		cmocka_unit_test(test_the_second_outlives_the_first),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_quantities_of_the_other_run),
		cmocka_unit_test(test_questions_about_both),
		cmocka_unit_test(test_differences_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
