/* Questions as they are written, and as a run asks them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "close.h"
#include "engine/attempt.h"
#include "engine/expression.h"
#include "engine/play_change.h"
#include "lessons.h"

#define HEAD                                                                         \
	"---\ntitle: T\nquestion: Q?\ndata: {source: handful}\n"                     \
	"input: {center: true, scale: std}\nnetwork: {hidden: [], output: linear}\n" \
	"train: {batch: all, epochs: 2, learning_rate: 0.1}\n---\n\n## Opening\nProse.\n\n"

static const char whole[] =
	HEAD "## Number\n<!-- at: start -->\nProse with `= rows`.\n"
	     "<!-- ask: {answer: \"input_var(1)\", tolerance: 2%, mistakes: {\n"
	     "  divides by m − 1: \"input_var(1)*train_rows/(train_rows-1)\",\n"
	     "  standard deviation: \"sqrt(input_var(1))\",\n"
	     "  half of twice: \"2*input_var(1)/2\"}} -->\n"
	     "What is the variance of `= rows` rows?\n\nTake your time.\n"
	     "<!-- hint: Use the **mean**, `= x_mean(1)`. -->\n"
	     "<!-- hint: Square. -->\n"
	     "<!-- solution: It is `= input_var(1)`.\n\nReally. -->\n"
	     "<!-- why: Squares. -->\n\n"
	     "## Choice\n<!-- at: {input: variance} -->\n"
	     "<!-- see: choice -->\nWhat did you see?\n\n"
	     "- [ ] Nothing\n  - Look again at `= input_var(1)`.\n"
	     "- [X] The variance\n\n  Yes.\n\n  Indeed.\n\n"
	     "## Order\n<!-- at: {input: divide} -->\n"
	     "<!-- ask: order -->\nIn which order?\n\n1. one\n2. two\n3. three\n4. four\n\n"
	     "## Try\n<!-- at: {batch: 1, stage: loss} -->\n"
	     "<!-- try: {set: {train.batch: 2, train.learning_rate: 0.10}, done: \"m == 2\"} -->\n"
	     "Take two rows a batch.\n";

static struct play *open_whole(void)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	if (open_text(whole, true, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	return play;
}

static const char *words(const struct passage *passage, size_t block, size_t span)
{
	assert_true(block < passage->count && span < passage->blocks[block].span_count);
	return passage->blocks[block].spans[span].text;
}

static void a_number_as_written(void **unused)
{
	struct play *play = open_whole();
	const struct question *q = play->lesson->stops[1].question;

	(void)unused;
	assert_null(play->lesson->stops[0].question);
	assert_int_equal(q->aim, QUESTION_ASK);
	assert_int_equal(q->kind, QUESTION_NUMBER);
	assert_string_equal(q->answer.expression, "input_var(1)");
	assert_true(q->relative);
	assert_close(q->tolerance, 0.02, 1e-15, 0);
	assert_int_equal(q->mistake_count, 3);
	assert_string_equal(q->mistakes[0].name, "divides by m − 1");
	assert_int_equal(q->mistakes[1].value.line, 18);
	assert_int_equal(q->words.count, 2);
	assert_int_equal(q->hint_count, 2);
	assert_string_equal(words(&q->hints[0], 0, 1), "mean");
	assert_int_equal(q->solution.count, 2);
	assert_string_equal(words(&q->solution, 1, 0), "Really.");
	assert_int_equal(play->lesson->stops[1].block_count, 1);
	play_close(play);
}

static void choices_with_feedback(void **unused)
{
	struct play *play = open_whole();
	const struct question *q = play->lesson->stops[2].question;

	(void)unused;
	assert_int_equal(q->aim, QUESTION_SEE);
	assert_int_equal(q->kind, QUESTION_CHOICE);
	assert_int_equal(q->option_count, 2);
	assert_false(q->options[0].right);
	assert_true(q->options[1].right);
	assert_string_equal(q->options[1].words.spans[0].text, "The variance");
	assert_int_equal(q->options[1].feedback.count, 2);
	assert_int_equal(q->options[0].feedback.blocks[0].depth, 0);
	assert_int_equal(q->words.count, 1);
	play_close(play);
}

/* The words before the answer have the stop's numbers, those behind it the next stop's. */
static void numbers_of_the_run(void **unused)
{
	struct play *play = open_whole();
	const struct asked *asked = play->asked[1];
	double var = 0;

	(void)unused;
	assert_null(play->asked[0]);
	play_go_stop(play, 2);
	for (size_t i = 0; i < play->experiment->data.rows; i++) {
		double from_mean = experiment_x(play->experiment, STAGE_START, 0)[i];
		for (size_t j = 0; j < play->experiment->data.rows; j++)
			from_mean -= experiment_x(play->experiment, STAGE_START, 0)[j] /
				     (double)play->experiment->data.rows;
		var += from_mean * from_mean / (double)play->experiment->data.rows;
	}
	assert_close(asked->answer, var, 1e-12, 0);
	assert_close(asked->mistakes[1], sqrt(var), 1e-12, 0);
	assert_true(asked->offered[0]);
	assert_true(asked->offered[1]);
	assert_false(asked->offered[2]); /* the same number as the right one */
	assert_false(asked->here);
	assert_int_equal(asked->reveal, play->stop_index[2]);
	assert_string_equal(words(&asked->words, 0, 1), "6");
	assert_true(words(&asked->solution, 0, 1)[0] != '?');
	assert_true(play->asked[2]->here);
	assert_true(play->asked[4]->here);
	play_close(play);
}

/* Questions have the numbers of the mode that their stop is seen in, whatever the learner's is. */
static void numbers_of_the_stops_mode(void **unused)
{
	static const char text[] =
		"---\ntitle: T\nquestion: Q?\ndata: {source: blobs, rows: 16, seed: 3}\n"
		"network: {hidden: [2], activation: tanh, output: sigmoid}\n"
		"batch_norm: {on: true}\ntrain: {loss: logistic, batch: 4, epochs: 2}\n---\n\n"
		"## Train\n<!-- at: start -->\n<!-- ask: {answer: \"zhat(1,1,1)\"} -->\nHow "
		"much?\n\n"
		"## Test\n<!-- at: {epoch: 2, layer: 1, stage: normalize} -->\n"
		"<!-- look: {mode: test} -->\nIt is `= zhat(1,1,1)`.\n"
		"<!-- see: {answer: \"zhat(1,1,1)\"} -->\nHow much?\n"
		"<!-- hint: `= zhat(1,1,1)` -->\n\n"
		"## Train again\n<!-- look: {mode: train} -->\nNow `= zhat(1,1,1)`.\n"
		"<!-- see: {answer: \"zhat(1,1,1)\"} -->\nHow much?\n";
	struct diags diags = {.count = 0};
	struct play *play = NULL;
	struct str says = {0};
	double tested, trained;

	(void)unused;
	assert_int_equal(open_text(text, true, &play, &diags), 0);
	play_go_stop(play, 1);
	assert_int_equal(expression_evaluate(play->run, "zhat(1,1,1)", &trained, &says, NULL), 0);
	play_set_mode(play, MODE_TEST);
	assert_int_equal(expression_evaluate(play->run, "zhat(1,1,1)", &tested, &says, NULL), 0);
	assert_true(fabs(tested - trained) > 0.01);
	for (int again = 0; again < 2; again++) { /* as opened, then as visited in test mode */
		assert_true(play->asked[0]->answer == tested); /* the next stop shows it */
		assert_true(play->asked[1]->answer == tested);
		assert_true(play->asked[2]->answer == trained);
		assert_string_equal(words(&play->asked[1]->hints[0], 0, 0), play->stop_live[1][0]);
		assert_int_equal(play_change(play, "view.levels", "log", &says), 0);
		assert_int_equal(play->run->mode, MODE_TEST);
	}
	str_free(&says);
	play_close(play);
}

/* No line of an order stands where it belongs, whatever the seed. */
static void orders_are_dealt(void **unused)
{
	struct play *play = open_whole();
	const struct asked *asked = play->asked[3];
	unsigned seen = 0;

	(void)unused;
	assert_int_equal(asked->question->kind, QUESTION_ORDER);
	for (int i = 0; i < 4; i++) {
		assert_int_not_equal(asked->shown[i], i);
		seen |= 1u << asked->shown[i];
	}
	assert_int_equal(seen, 15);
	play_close(play);
}

static void a_try_is_done_when_all_of_it_holds(void **unused)
{
	static const struct {
		const char *sets[3];
		bool at_loss, done;
		const char *why;
	} cases[] = {
		{{NULL}, true, false, "nothing was changed"},
		{{"train.batch=2", NULL}, true, true, "0.1 is 0.10"},
		{{"train.batch=2", "train.learning_rate=0.2", NULL}, true, false,
			"one of two settings is another"},
		{{"train.batch=2", NULL}, false, false, "m is not known before the first batch"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct lesson *lesson = NULL;
		struct play *play = NULL;
		struct play_wishes wishes = {.sets = cases[i].sets};
		while (cases[i].sets[wishes.set_count])
			wishes.set_count++;
		assert_int_equal(lesson_parse("t.md", whole, strlen(whole), &lesson, &diags), 0);
		assert_int_equal(play_open(lesson, wishes, false, &play, &diags), 0);
		play_go_stop(play, cases[i].at_loss ? 4 : 1);
		if (attempt_is_done(play->run, play->lesson->stops[4].question) != cases[i].done)
			fail_msg("%s", cases[i].why);
		play_close(play);
	}
}

/* What `check` says of numbers that a question cannot have. */
static void strict_numbers(void **unused)
{
	static const struct {
		const char *body, *message;
	} cases[] = {
		{"<!-- ask: {answer: \"vra(1,1)\"} -->\nHow much?\n",
			"“vra” is not a quantity; did you mean var(layer,unit)?"},
		{"<!-- ask: {answer: \"0/0\"} -->\nHow much?\n", "this number is not finite"},
		{"<!-- ask: {answer: \"loss\"} -->\nHow much?\n\n## Next\n<!-- at: {input: mean} "
		 "-->\nProse.\n",
			"loss is not known yet at this place, the next stop's: the stop behind a "
			"question shows its answer"},
		{"<!-- see: {answer: \"loss\"} -->\nHow much?\n",
			"loss is not known yet at this place"},
		{"<!-- ask: {answer: \"rows\", mistakes: {a: \"nothing\"}} -->\nHow many?\n",
			"“nothing” is not a quantity"},
		{"<!-- ask: {answer: \"rows\"} -->\nHow many?\n<!-- hint: `= lss` -->\n",
			"“lss” is not a quantity; did you mean loss?"},
		{"<!-- ask: {answer: \"rows\"} -->\nHow many?\n<!-- why: `= 1/0` -->\n",
			"this live number is not finite"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct play *play = NULL;
		struct str text = {0};
		str_addf(&text, "%s%s", HEAD, cases[i].body);
		assert_int_not_equal(open_text(str_text(&text), true, &play, &diags), 0);
		assert_int_equal(diags.count, 1);
		assert_string_equal(diags.list[0].text, cases[i].message);
		assert_true(diags.list[0].line > 10 && diags.list[0].column > 1);
		diags_free(&diags);
		assert_int_equal(open_text(str_text(&text), false, &play, &diags), 0);
		play_close(play);
		str_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_as_written),
		cmocka_unit_test(choices_with_feedback),
		cmocka_unit_test(numbers_of_the_run),
		cmocka_unit_test(numbers_of_the_stops_mode),
		cmocka_unit_test(orders_are_dealt),
		cmocka_unit_test(a_try_is_done_when_all_of_it_holds),
		cmocka_unit_test(strict_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
