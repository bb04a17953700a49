/* Claims of what a change makes of a run: they are computed as a learner would, and leave no trace. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/status.h"
#include "engine/play_change.h"
#include "lessons.h"

/* Two rows a batch, so that there are three batches in each of four epochs. */
#define HEAD(TWIN)                                                                          \
	"---\ntitle: T\nquestion: Q?\ndata: {source: handful}\n"                            \
	"input: {center: true, scale: std}\nnetwork: {hidden: [1], output: linear}\n"       \
	"batch_norm: {on: true}\n" TWIN                                                     \
	"train: {loss: squared, batch: 2, epochs: 4, learning_rate: 0.1, shuffle: false}\n" \
	"---\n## A\n<!-- at: start -->\nProse.\n\n## B\n"                                   \
	"<!-- at: {epoch: 2, batch: 2, stage: scale-and-shift} -->\nProse.\n"
#define ONE HEAD("")
#define TWO HEAD("twin: {train: {learning_rate: 0.2}}\n")
#define EXPECT(CLAIM) "<!-- expect: {that: \"" CLAIM "\", "

static const struct {
	const char *why, *lesson;
	bool holds;
} cases[] = {
	{"batches hold from the next epoch on",
		ONE EXPECT("m == 3") "after: {train.batch: 3}, at: {epoch: 3}} -->\n", true},
	{"and not before", ONE EXPECT("m == 2") "after: {train.batch: 3}} -->\n", true},
	{"so it does for its own run", ONE EXPECT("m == 3") "at: {epoch: 2}} -->\n", false},
	{"the place is found again by its name",
		ONE EXPECT("epoch == 2 && batch == 2") "after: {train.seed: 3}} -->\n", true},
	{"a setting of training holds from the next batch on",
		ONE EXPECT("rate == 0.1") "after: {train.learning_rate: 0.5}} -->\n", true},
	{"and there",
		ONE EXPECT(
			"rate == 0.5") "after: {train.learning_rate: 0.5}, at: {epoch: 2, batch: "
				       "3}} -->\n",
		true},
	{"two settings",
		ONE EXPECT("rate == 0.5 && x_var(1) > 2") "after: {train.learning_rate: 0.5, "
							  "input.scale: none}, at: end} -->\n",
		true},
	{"a parameter holds from this batch on",
		ONE EXPECT("abs(ztilde_mean(1,1) - 7) < 1e-12") "put: {\"beta(1,1)\": 7}} -->\n",
		true},
	{"by an expression", ONE EXPECT("gamma(1,1) == 6") "put: {\"gamma(1,1)\": rows}} -->\n",
		true},
	{"it is not the lesson's own", ONE "<!-- expect: \"beta(1,1) == 7\" -->\n", false},
	{"rows are swapped from this batch on",
		ONE EXPECT("row_batch(1) == 5 && row_batch(2) == 4") "swap: [3, 5]} -->\n", true},
	{"all at once",
		ONE EXPECT("m == 2 && gamma(1,1) == 2 && row_batch(2) == 1") "after: {train.seed: "
									     "3}, put: "
									     "{\"gamma(1,1)\": 2}, "
									     "swap: [4, 1]} "
									     "-->\n",
		true},
	{"test mode", ONE EXPECT("test_mode == 1") "mode: test} -->\n", true},
	{"a second run is made of the first",
		ONE EXPECT("twin_rate == 0.5 && rate == 0.1") "after: {twin.train.learning_rate: "
							      "0.5}, "
							      "at: {epoch: 3}} -->\n",
		true},
	{"of twins both are changed",
		TWO EXPECT("m == 3 && twin_m == 3") "after: {train.batch: 3}, at: {epoch: 3}} -->\n",
		true},
	{"or the second alone",
		TWO EXPECT("m == 2 && twin_m == 3") "after: {twin.train.batch: 3}, at: {epoch: 3}} "
						    "-->\n",
		true},
	{"behind the last batch it is made at the start",
		ONE "\n## C\n<!-- at: end -->\nProse.\n" EXPECT(
			"rate == 0.5") "after: {train.learning_rate: 0.5}} -->\n",
		true},
};

static void a_claim_is_of_the_changed_run(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct play *play = NULL;
		int status = open_text(cases[i].lesson, true, &play, &diags);
		if (status != (cases[i].holds ? 0 : STATUS_CLAIM))
			fail_msg("%s: %s", cases[i].why,
				diags.count ? diags.list[0].text : "nothing is said");
		play_close(play);
		diags_free(&diags);
	}
}

/* The run, its questions and its words are those of a lesson without such claims. */
static void a_claim_leaves_no_trace(void **state)
{
	static const char *const texts[] = {TWO "It is `= rate`, `= beta(1,1)`.\n<!-- see: "
						"{answer: \"zhat(1,1,1)\"} -->\nHow much?\n",
		TWO "It is `= rate`, `= beta(1,1)`.\n<!-- see: {answer: \"zhat(1,1,1)\"} -->\nHow "
		    "much?\n"
		    "<!-- expect: {that: \"m == 3\", after: {train.batch: 3, twin.batch_norm.on: "
		    "false},"
		    " put: {\"beta(1,1)\": 7}, swap: [1, 5], mode: test, at: {epoch: 3}} -->\n"};
	struct play *plays[2];

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct diags diags = {.count = 0};
		assert_int_equal(open_text(texts[i], true, &plays[i], &diags), 0);
		play_go_stop(plays[i], 1);
	}
	const struct play *plain = plays[0], *changed = plays[1];
	for (int twin = 0; twin < 2; twin++) {
		const struct play *a = twin ? plain->twin : plain;
		const struct play *b = twin ? changed->twin : changed;
		assert_int_equal(a->run->at.index, b->run->at.index);
		assert_int_equal(a->run->mode, b->run->mode);
		assert_memory_equal(a->run->after, b->run->after, a->experiment->model.block_bytes);
	}
	assert_string_equal(plain->stop_live[1][0], changed->stop_live[1][0]);
	assert_string_equal(plain->stop_live[1][1], changed->stop_live[1][1]);
	assert_true(plain->asked[1]->answer == changed->asked[1]->answer);
	assert_false(changed->changed);
	assert_int_equal(changed->answers[1].state, ANSWER_OPEN);
	assert_int_equal(play_course(changed)->count, 0);
	play_close(plays[0]);
	play_close(plays[1]);
}

/* What is asked does not turn on the mode in which the screen is when a setting is changed. */
static void questions_do_not_turn_on_the_mode(void **state)
{
	struct play *play = open_shipped("batch-mates", 1, NULL);
	struct str says = {0};
	double before[64];

	(void)state;
	for (size_t i = 0; i < play->lesson->stop_count; i++)
		before[i] = play->asked[i] ? play->asked[i]->answer : 0;
	play_set_mode(play, MODE_TEST);
	assert_int_equal(play_change(play, "view.levels", "log", &says), 0);
	assert_int_equal(play->run->mode, MODE_TEST);
	for (size_t i = 0; i < play->lesson->stop_count; i++)
		if (play->asked[i] && play->asked[i]->question->kind == QUESTION_NUMBER)
			assert_true(play->asked[i]->answer == before[i]);
	play_close(play);
	str_free(&says);
}

static bool is_claimed(const struct stop *stop, const struct wish *wish)
{
	for (size_t i = 0; i < stop->claim_count; i++)
		for (size_t k = 0; k < stop->claims[i].after_count; k++) {
			const struct wish *made = &stop->claims[i].after[k];
			if (strcmp(made->setting.name, wish->setting.name) == 0 &&
				strcmp(made->value.name, wish->value.name) == 0)
				return true;
		}
	return false;
}

static bool has_claim_of_change(const struct stop *stop)
{
	for (size_t i = 0; i < stop->claim_count; i++)
		if (expectation_is_of_change(&stop->claims[i]))
			return true;
	return false;
}

/* What a shipped lesson says of the run after a try, it claims of that very run. */
static void every_try_is_claimed(void **state)
{
	size_t tries = 0;

	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++) {
		struct play *play = open_shipped(shipped_lessons[i], 1, NULL);
		for (size_t k = 0; k < play->lesson->stop_count; k++) {
			const struct stop *stop = &play->lesson->stops[k];
			const struct question *question = stop->question;
			if (!question || question->aim != QUESTION_TRY)
				continue;
			tries++;
			bool claimed = has_claim_of_change(stop);
			for (size_t w = 0; w < question->wish_count; w++)
				claimed &= is_claimed(stop, &question->wishes[w]);
			if (!claimed)
				fail_msg("%s: “%s” claims nothing of what is tried",
					shipped_lessons[i], stop->heading);
		}
		play_close(play);
	}
	assert_true(tries > 15);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_claim_is_of_the_changed_run),
		cmocka_unit_test(a_claim_leaves_no_trace),
		cmocka_unit_test(questions_do_not_turn_on_the_mode),
		cmocka_unit_test(every_try_is_claimed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
