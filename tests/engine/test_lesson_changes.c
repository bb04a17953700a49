/* Changes that a run is opened with: a lesson's `changes`, and --change of the command line. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/status.h"
#include "engine/keep.h"
#include "engine/play_change.h"
#include "engine/play_hand.h"
#include "engine/play_parts.h"

#define HEAD "---\ntitle: T\nquestion: Q?\ndata: {source: handful}\ntrain: {batch: 2, epochs: 4}\n"
#define BODY "---\n\n## Words\nWords.\n"
#define CHANGED                                                                            \
	HEAD "changes:\n  - {at: {epoch: 2, batch: 2}, set: {train.learning_rate: 0.3}}\n" \
	     "  - {at: {epoch: 3}, set: {train.optimizer: momentum}}\n" BODY

static struct play *open_text(
	const char *text, const char *const *changes, size_t count, bool strict, int *ret_status)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;
	struct play_wishes wishes = {.changes = changes, .change_count = count};

	assert_int_equal(lesson_parse("t.md", text, strlen(text), &lesson, &diags), 0);
	*ret_status = play_open(lesson, wishes, strict, &play, &diags);
	assert_true(*ret_status == 0 || diags.count == 1);
	diags_free(&diags);
	return play;
}

/* The run's whole state at the end, bit for bit. */
static void assert_same_end(struct play *a, struct play *b)
{
	play_go_index(a, a->run->timeline.length - 1);
	play_go_index(b, b->run->timeline.length - 1);
	assert_memory_equal(run_state(a->run).theta, run_state(b->run).theta,
		a->experiment->model.parameters * sizeof(double));
}

static void change(struct play *play, size_t step, const char *name, const char *value)
{
	struct str says = {0};

	play_go_index(play, timeline_index(&play->run->timeline, step - 1, 0));
	assert_int_equal(play_change(play, name, value, &says), 0);
	str_free(&says);
}

static void a_lesson_changes_as_a_hand_does(void **state)
{
	static const char *const wishes[] = {
		"epoch 2, batch 2: train.learning_rate=0.3", "epoch 3: train.optimizer=momentum"};
	int status;
	struct play *by_hand = open_text(HEAD BODY, NULL, 0, true, &status);
	struct play *lesson = open_text(CHANGED, NULL, 0, true, &status);
	struct play *line = open_text(HEAD BODY, wishes, 2, true, &status);
	struct play *plain = open_text(HEAD BODY, NULL, 0, true, &status);
	size_t batches = by_hand->run->at.batches;
	struct str says = {0};

	(void)state;
	assert_true(batches > 1);
	change(by_hand, batches + 1, "train.learning_rate", "0.3");
	change(by_hand, 2 * batches, "train.optimizer", "momentum");
	assert_same_end(by_hand, lesson);
	assert_same_end(by_hand, line);
	play_go_index(plain, plain->run->timeline.length - 1);
	assert_memory_not_equal(run_state(plain->run).theta, run_state(lesson->run).theta,
		plain->experiment->model.parameters * sizeof(double));
	assert_int_equal(play_undo(lesson, &says), STATUS_PLACE); /* it is the lesson's own */
	str_free(&says);
	play_close(by_hand);
	play_close(lesson);
	play_close(line);
	play_close(plain);
}

#define EDITED                                                                                    \
	HEAD "changes:\n  - {at: {epoch: 2, batch: 2}, put: {\"W(1,1,1)\": 0.123456789012345}}\n" \
	     "  - {at: {epoch: 2, batch: 2}, swap: [3, 6]}\n"                                     \
	     "  - {at: {epoch: 3}, put: {\"b(1,1)\": -2, \"W(1,1,2)\": 1e-5}}\n" BODY

static void move_to(struct play *play, size_t epoch, size_t batch)
{
	play_go_index(play, timeline_index(&play->run->timeline,
				    (epoch - 1) * play->run->at.batches + batch - 1, 0));
}

static void put(struct play *play, const char *name, const char *value)
{
	struct str says = {0};

	if (play_put(play, name, value, &says, NULL))
		fail_msg("%s: %s", name, str_text(&says));
	str_free(&says);
}

static void swap(struct play *play, size_t step, size_t one, size_t two)
{
	struct change change = {.kind = CHANGE_SWAP,
		.from = timeline_moment(&play->run->timeline, step),
		.of = {true, false},
		.at = {one, two}};
	struct str says = {0};

	assert_int_equal(play_take_change(play, &change, "a swap", &says), 0);
	str_free(&says);
}

static void a_lesson_puts_and_swaps_as_a_hand_does(void **state)
{
	static const char *const wishes[] = {"epoch 2, batch 2: W(1, 1, 1) = 0.123456789012345",
		"epoch 2, batch 2: swap 3, 6", "epoch 3: b(1,1)=-2", "epoch 3: W(1,1,2)=1e-5"};
	int status;
	struct play *by_hand = open_text(HEAD BODY, NULL, 0, true, &status);
	struct play *lesson = open_text(EDITED, NULL, 0, true, &status);
	struct play *line = open_text(HEAD BODY, wishes, 4, true, &status);
	size_t batches = by_hand->run->at.batches;

	(void)state;
	move_to(by_hand, 2, 2);
	put(by_hand, "W(1,1,1)", "0.123456789012345");
	swap(by_hand, batches + 1, 2, 5);
	move_to(by_hand, 3, 1);
	put(by_hand, "b(1,1)", "-2");
	put(by_hand, "W(1,1,2)", "1e-5");
	assert_int_equal(play_course(lesson)->count, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct change *by = &play_course(by_hand)->changes[i];
		assert_true(change_is_same(by, &play_course(lesson)->changes[i]));
		assert_true(change_is_same(by, &play_course(line)->changes[i]));
	}
	assert_same_end(by_hand, lesson);
	assert_same_end(by_hand, line);
	play_close(by_hand);
	play_close(lesson);
	play_close(line);
}

static const struct {
	const char *wish;
	int status;
	const char *why;
} wishes_table[] = {
	{"epoch 2, batch 2: W(1,1,2)=3", 0, "a parameter"},
	{"epoch 2: W(1,9,2)=3", STATUS_NAME, "no such unit"},
	{"epoch 2: gamma(1,1)=3", STATUS_NAME, "no norm here"},
	{"epoch 2: V(1,1,2)=3", STATUS_NAME, "no such parameter"},
	{"epoch 2: W(1,1=3", STATUS_SYNTAX, "half a name"},
	{"epoch 2: W(1,1,1)=fast", STATUS_RANGE, "no number"},
	{"epoch 2: W(1,1,1)=mu(1,1)", STATUS_RANGE, "an expression is for the colon alone"},
	{"epoch 2: W(1,1,1)=", STATUS_RANGE, "no value"},
	{"epoch 2: twin.W(1,1,1)=2", 0, "of a second run that there is not"},
	{"epoch 2, batch 2: swap 1, 6", 0, "two rows"},
	{"epoch 2, batch 2: swap 1, 600", STATUS_PLACE, "so many rows are not there"},
	{"epoch 2, batch 2: swap 0, 6", STATUS_RANGE, "places count from 1"},
	{"epoch 2, batch 2: swap 6, 6", STATUS_RANGE, "a row with itself"},
	{"epoch 2, batch 2: swap 6", STATUS_RANGE, "one place"},
	{"epoch 2, batch 2: swap", STATUS_SYNTAX, "no place"},
	{"epoch 2, batch 2: twin.swap 1, 6", 0, "in a second run that there is not"},
	{"epoch 99: swap 1, 6", STATUS_PLACE, "no such epoch"},
	{"epoch 2: train.learning_rate=0.1", 0, "a batch that is not said is the first"},
	{"epoch 2, batch 1: first.train.learning_rate=0.1", 0, "the first run alone"},
	{"epoch 2, batch 1: twin.train.learning_rate=0.1", 0, "a second run that there is not"},
	{"epoch 9: train.learning_rate=0.1", STATUS_PLACE, "no such epoch"},
	{"epoch 1, batch 99: train.learning_rate=0.1", STATUS_PLACE, "no such batch"},
	{"epoch 2, layer 1: train.learning_rate=0.1", STATUS_SYNTAX, "batches change, not layers"},
	{"input, mean: train.learning_rate=0.1", STATUS_SYNTAX, "before the first batch"},
	{"batch 2: train.learning_rate=0.1", STATUS_SYNTAX, "no epoch"},
	{"epoch 2: train.learning_rat=0.1", STATUS_NAME, "no such setting"},
	{"epoch 2: train.learning_rate=fast", STATUS_SYNTAX, "no number"},
	{"epoch 2: train.learning_rate=-1", STATUS_RANGE, "out of range"},
	{"epoch 2: data.noise=1", STATUS_COMBINATION, "it makes the run start again"},
	{"train.learning_rate=1", STATUS_SYNTAX, "no place"},
	{"epoch 2:", STATUS_SYNTAX, "nothing set"},
	{"", STATUS_SYNTAX, "empty"},
};

static void wishes_are_taken_or_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wishes_table / sizeof *wishes_table; i++) {
		int status;
		struct play *play = open_text(HEAD BODY, &wishes_table[i].wish, 1, false, &status);
		if (status != wishes_table[i].status)
			fail_msg("%s: %d, not %d (%s)", wishes_table[i].wish, status,
				wishes_table[i].status, wishes_table[i].why);
		play_close(play);
	}
}

static void a_place_that_the_run_lacks(void **state)
{
	static const char text[] =
		HEAD "changes: [{at: {epoch: 5}, set: {train.learning_rate: 0.3}}]\n" BODY;
	int status;

	(void)state;
	assert_null(open_text(text, NULL, 0, true, &status));
	assert_int_equal(status, STATUS_PLACE);
	struct play *play = open_text(text, NULL, 0, false, &status);
	assert_int_equal(status, 0); /* --set may have made the run shorter */
	assert_int_equal(play_course(play)->count, 0);
	play_close(play);
}

#define OWN                                                                                \
	HEAD "changes:\n  - {at: {epoch: 2, batch: 1}, set: {train.learning_rate: 0.3}}\n" \
	     "  - {at: {epoch: 2, batch: 1}, put: {\"W(1,1,1)\": 2}}\n"                    \
	     "  - {at: {epoch: 2, batch: 1}, swap: [1, 5]}\n" BODY

/* A line for the shell says what the learner changed: the lesson itself makes the rest. */
static void a_kept_line_makes_nothing_twice(void **state)
{
	static const struct keep_view view = {.look = ""};
	static const char only[] = "--change 'epoch 2, batch 1: train.learning_rate=0.5'";
	int status;
	struct play *play = open_text(OWN, NULL, 0, true, &status);
	struct str line = {0};

	(void)state;
	keep_command(play, &view, "t.md", &line);
	assert_null(strstr(str_text(&line), "--change"));
	change(play, 3, "train.learning_rate", "0.5");
	str_clear(&line);
	keep_command(play, &view, "t.md", &line);
	const char *found = strstr(str_text(&line), "--change");
	assert_non_null(found);
	assert_memory_equal(found, only, strlen(only));
	assert_null(strstr(found + 1, "--change"));
	str_free(&line);
	play_close(play);
}

static void assert_changed(const struct play *play, bool changed, const char *what)
{
	struct str text = {0};

	play_print_changed(play, (struct difference_form){.most = 1}, &text);
	assert_string_equal(str_text(&text), what);
	assert_int_equal(play->changed, changed);
	str_free(&text);
}

/* The lesson's own changes are no reason to doubt its words, in other batches either. */
static void whose_change_it_is(void **state)
{
	int status;
	struct play *play = open_text(OWN, NULL, 0, true, &status);
	struct str says = {0};

	(void)state;
	assert_changed(play, false, "the same settings");
	assert_int_equal(play_change(play, "view.levels", "log", &says), 0);
	assert_changed(play, false, "the same settings");
	assert_int_equal(play_change(play, "data.seed", "2", &says), 0);
	assert_changed(play, false, "the same settings"); /* the words hold for other seeds */
	change(play, 3, "train.learning_rate", "0.5");
	assert_true(play->changed);
	assert_int_equal(play_undo(play, &says), 0);
	assert_false(play->changed);
	assert_int_equal(play_undo(play, &says), 0);
	assert_int_equal(play_change(play, "train.batch", "3", &says), 0);
	assert_changed(play, true, "train.batch = 3");
	str_free(&says);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lesson_changes_as_a_hand_does),
		cmocka_unit_test(a_lesson_puts_and_swaps_as_a_hand_does),
		cmocka_unit_test(wishes_are_taken_or_refused),
		cmocka_unit_test(a_place_that_the_run_lacks),
		cmocka_unit_test(a_kept_line_makes_nothing_twice),
		cmocka_unit_test(whose_change_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
