/* Lessons being played: stops, live numbers, claims, and the messages of a strict check. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "lessons.h"

#define HEADER                                                                               \
	"---\ntitle: T\nquestion: Q?\ndata: {source: handful}\ntrain: {epochs: 2, shuffle: " \
	"false}\n---\n"

static void test_a_lesson_that_holds(void **state)
{
	static const char text[] =
		HEADER "## Zero\n<!-- at: start -->\nx\n## One\n<!-- at: {input: mean} -->\nMean `= input_mean(1)`.\n"
		       "<!-- expect: \"input_mean(1) == 5\" -->\n## Two\n<!-- at: end -->\nStep `= "
		       "step`.\n";
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	(void)state;
	assert_int_equal(open_text(text, true, &play, &diags), 0);
	assert_int_equal(play->lesson->stop_count, 3);
	assert_string_equal(play->stop_live[1][0], "5");
	assert_string_equal(play->stop_live[2][0], "2");
	assert_true(play->stop_index[1] == 1);
	assert_true(play->stop_index[2] == play->run->timeline.length - 1);
	play_close(play);
}

static void test_strict_mistakes(void **state)
{
	static const struct {
		const char *body, *message, *why;
	} cases[] = {
		{"## A\n<!-- expect: \"rows == 7\" -->\nx\n",
			"test.md:8:15: this claim does not hold: rows == 7\n", "a false claim"},
		{"## A\nIt is `= nothing(1)`.\n", "test.md:8:10: “nothing” is not a quantity\n",
			"an unknown name in prose"},
		{"## A\nIt is `= loss`.\n", "test.md:8:10: loss is not known yet at this place\n",
			"a number before its stage"},
		{"## A\n<!-- at: {epoch: 9} -->\nx\n",
			"test.md:8:10: there is no epoch 9: this run has 2\n",
			"a place that is not there"},
		{"## A\n<!-- at: {stage: norm} -->\nx\n", "test.md:8:10: “norm” is not a stage\n",
			"a stage that is not there"},
		{"## A\n<!-- at: end -->\nx\n\n## B\n<!-- at: start -->\nx\n",
			"test.md:12:10: this place lies before that of the stop above\n",
			"going back"},
		{"## A\nIt is `= 1/(rows-6)`.\n", "test.md:8:10: this live number is not finite\n",
			"one over zero"},
		{"## A\n<!-- at: end -->\nx\n",
			"test.md:7:1: the first stop stands at the start: add <!-- at: start --> to it\n",
			"an opening in the middle"},
		{"## A\n<!-- expect: \"rows = 6\" -->\nx\n", "test.md:8:20: ", "an assignment"},
		{"## A\n<!-- expect: \"rows == 7, 1\" -->\nx\n",
			"test.md:8:15: an expression has one value, this one has 2\n", "two values"},
		{"## A\n<!-- expect: \"rows\" -->\nx\n",
			"test.md:8:15: a claim is a comparison, true or false: rows\n", "no comparison"},
		{"## A\n<!-- expect: \"0/0\" -->\nx\n",
			"test.md:8:15: a claim is a comparison, true or false: 0/0\n", "not a number"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags = {.count = 0};
		struct str text = {0}, message = {0};
		struct play *play = NULL;
		str_addf(&text, "%s%s", HEADER, cases[i].body);
		int status = open_text(str_text(&text), true, &play, &diags);
		if (!status)
			fail_msg("%s: taken", cases[i].why);
		diag_format(&diags.list[0], &message);
		size_t length = strlen(cases[i].message);
		if (strncmp(str_text(&message), cases[i].message, length) != 0)
			fail_msg("%s: %s", cases[i].why, str_text(&message));
		diags_free(&diags);
		str_free(&text);
		str_free(&message);
	}
}

/* A learner's own settings may take a stop's place away: the lesson still opens. */
static void test_a_moved_stop_is_marked(void **state)
{
	static const char *const sets[] = {"batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);

	(void)state;
	assert_true(play->stop_moved[4]);
	assert_true(play->stop_index[4] == play->stop_index[3]);
	assert_string_equal(play->stop_live[4][1], "?");
	play_close(play);
}

static void test_settings_from_the_command_line(void **state)
{
	static const struct {
		const char *set, *message;
	} cases[] = {
		{"train.epochs",
			"--set takes NAME=VALUE, such as --set train.learning_rate=0.1, not "
			"“train.epochs”\n"},
		{"train.epoch=3",
			"--set: there is no setting “train.epoch”; did you mean train.epochs?\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *sets[] = {cases[i].set};
		struct diags diags = {.count = 0};
		struct str message = {0};
		struct lesson *lesson = NULL;
		struct play *play = NULL;
		assert_int_equal(lesson_load("lessons/two-scales.md", &lesson, &diags), 0);
		struct play_wishes wishes = {.sets = sets, .set_count = 1};
		assert_int_not_equal(play_open(lesson, wishes, false, &play, &diags), 0);
		diag_format(&diags.list[0], &message);
		assert_string_equal(str_text(&message), cases[i].message);
		diags_free(&diags);
		str_free(&message);
	}
}

static void test_moving_by_stops_batches_and_epochs(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	const struct timeline *t = &play->run->timeline;

	(void)state;
	play_go_stop(play, 5);
	size_t normalize = play->run->at.index;
	assert_int_equal(play->run->at.stage, STAGE_NORMALIZE);
	play_step_batch(play, 1);
	assert_int_equal(play->run->at.stage, STAGE_NORMALIZE);
	assert_true(play->run->at.step == 1);
	play_step_epoch(play, 2);
	assert_true(play->run->at.epoch == 3 && play->run->at.batch == 2);
	play_step_epoch(play, -2);
	play_step_batch(play, -1);
	assert_true(play->run->at.index == normalize);
	play_step_batch(play, -1);
	assert_true(play->run->at.index == timeline_index(t, 0, 0));
	play_step_batch(play, -1);
	assert_true(play->run->at.index == 0);
	play_step_batch(play, 1);
	assert_true(play->run->at.index == timeline_index(t, 0, 0));
	play_step(play, -1000000);
	assert_true(play->run->at.index == 0);
	play_step(play, 1000000000);
	assert_true(play->run->at.index == t->length - 1);
	assert_true(play->stop == play->lesson->stop_count - 1);
	play_close(play);
}

static void test_own_data_replaces_the_lessons(void **state)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;
	static const char *const sets[] = {
		"data.features=petal_length, petal_width", "data.target=sepal_length"};
	struct play_wishes wishes = {
		.data_file = "lessons/data/iris.csv", .sets = sets, .set_count = 2};

	(void)state;
	assert_int_equal(lesson_load("lessons/two-scales.md", &lesson, &diags), 0);
	if (play_open(lesson, wishes, false, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	assert_true(play->experiment->data.rows == 150);
	assert_string_equal(play->experiment->data.feature_name[0], "petal_length");
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_lesson_that_holds),
		cmocka_unit_test(test_strict_mistakes),
		cmocka_unit_test(test_a_moved_stop_is_marked),
		cmocka_unit_test(test_settings_from_the_command_line),
		cmocka_unit_test(test_moving_by_stops_batches_and_epochs),
		cmocka_unit_test(test_own_data_replaces_the_lessons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
