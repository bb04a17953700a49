/* Forks that a play is opened with are those that a hand makes: the same points, to the bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "hands.h"

#include "base/status.h"
#include "engine/ghost.h"
#include "engine/keep_forks.h"
#include "engine/play_hand.h"

#define HEAD                                                  \
	"---\ntitle: T\nquestion: Q?\ndata: {source: ring}\n" \
	"network: {hidden: [3]}\nbatch_norm: {on: true}\n"    \
	"train: {batch: 8, epochs: 6}\n"
#define BODY "---\n\n## Words\nWords.\n"
#define FORKED                                                              \
	HEAD "forks:\n  - from: {epoch: 2, batch: 3}\n    batches: 30\n"    \
	     "    set: {train.seed: \"7\", train.learning_rate: \"0.3\"}\n" \
	     "    changes: [\"epoch 1, batch 4: gamma(1,2)=1.5\"]\n" BODY

static struct play *open_text(const char *text, struct play_wishes wishes, bool strict)
{
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *play = NULL;

	assert_int_equal(lesson_parse("t.md", text, strlen(text), &lesson, &diags), 0);
	if (play_open(lesson, wishes, strict, &play, &diags))
		fail_msg("%s", diags.list[0].text);
	return play;
}

static void go(struct play *play, size_t step, enum stage stage)
{
	int slot =
		timeline_order(&play->run->timeline, 0)->slot_of[stage][stage == STAGE_NORMALIZE];

	play_go_index(play, timeline_index(&play->run->timeline, step, slot));
}

static void assert_same_ghost(const struct ghost *a, const struct ghost *b)
{
	assert_int_equal(a->count, b->count);
	assert_int_equal(moment_compare(a->forked, b->forked), 0);
	assert_int_equal(a->batches, b->batches);
	assert_memory_equal(a->loss, b->loss, a->count * sizeof *a->loss);
	assert_memory_equal(a->u, b->u, a->count * sizeof *a->u);
	assert_memory_equal(a->v, b->v, a->count * sizeof *a->v);
	assert_int_equal(
		moment_compare(course_first_difference(&a->course, &b->course), moment_end), 0);
}

static void a_lesson_shows_another_run(void **state)
{
	struct play *lesson = open_text(FORKED, (struct play_wishes){.set_count = 0}, true);
	struct play *other = open_text(HEAD BODY, (struct play_wishes){.set_count = 0}, true);
	struct play *plain = open_text(HEAD BODY, (struct play_wishes){.set_count = 0}, true);
	const struct ghost *ghost = play_ghost(lesson, 0);

	(void)state;
	change(other, "train.seed", "7");
	go(other, 0, STAGE_DRAW);
	play_go_index(other, 0);
	change(other, "train.learning_rate", "0.3");
	go(other, 3, STAGE_DRAW);
	put(other, "gamma(1,2)", "1.5");
	go(other, 29, STAGE_DRAW);
	assert_int_equal(play_ghost_count(lesson), 1);
	assert_int_equal(timeline_step(&lesson->run->timeline, ghost->forked), 10);
	assert_int_equal(ghost->count, 30);
	assert_memory_equal(ghost->loss, other->run->trail.loss, 30 * sizeof(double));
	go(lesson, 29, STAGE_DRAW); /* the run itself goes its own way */
	go(plain, 29, STAGE_DRAW);
	assert_memory_equal(lesson->run->trail.loss, plain->run->trail.loss, 30 * sizeof(double));
	play_close(lesson);
	play_close(other);
	play_close(plain);
}

/* What is kept of a ghost makes the same ghost, as a value of --fork and as lines of a header. */
static void a_kept_ghost_comes_back(void **state)
{
	struct play *play = open_text(HEAD BODY, (struct play_wishes){.set_count = 0}, true);
	struct str text = {0}, forks = {0}, whole = {0};

	(void)state;
	go(play, 3, STAGE_NORMALIZE);
	put(play, "W(1,1,2)", "1/3");
	swap(play);
	change(play, "train.optimizer", "adam");
	go(play, 9, STAGE_DRAW);
	fork_run(play);
	change(play, "train.learning_rate", "0.7");
	change(play, "batch_norm.on", "false");
	fork_run(play);
	change(play, "network.hidden", "4, 2");
	const char *texts[2];
	struct str each[2] = {{0}, {0}};
	for (size_t i = 0; i < 2; i++) {
		keep_fork_text(play, i, &each[i]);
		texts[i] = str_text(&each[i]);
	}
	static const char *const sets[] = {"batch_norm.on=false", "network.hidden=4, 2"};
	struct play *line = open_text(HEAD BODY,
		(struct play_wishes){.sets = sets, .set_count = 2, .forks = texts, .fork_count = 2},
		false);
	keep_forks(play, &forks);
	str_addf(&whole, "%s%s%s",
		"---\ntitle: T\nquestion: Q?\ndata: {source: ring}\nnetwork: {hidden: [4, 2]}\n"
		"batch_norm: {on: false}\ntrain: {batch: 8, epochs: 6}\n",
		str_text(&forks), BODY);
	struct play *lesson =
		open_text(str_text(&whole), (struct play_wishes){.set_count = 0}, true);
	assert_int_equal(play_ghost_count(line), 2);
	assert_int_equal(play_ghost_count(lesson), 2);
	for (size_t i = 0; i < 2; i++) {
		assert_same_ghost(play_ghost(line, i), play_ghost(play, i));
		assert_same_ghost(play_ghost(lesson, i), play_ghost(play, i));
		str_free(&each[i]);
	}
	keep_fork_text(lesson, 0, &text);
	assert_int_equal(text.len, 0); /* the lesson has it: a line for the shell need not */
	str_free(&text);
	str_free(&forks);
	str_free(&whole);
	play_close(play);
	play_close(line);
	play_close(lesson);
}

/* The lesson's own forks stay what the lesson says; those of --fork begin from the run as it is. */
static void whose_settings_a_fork_has(void **state)
{
	static const char *const sets[] = {"train.momentum=0.5"};
	static const char *const forks[] = {"{from: {epoch: 2}}"};
	struct play *play = open_text(FORKED,
		(struct play_wishes){.sets = sets, .set_count = 1, .forks = forks, .fork_count = 1},
		false);

	(void)state;
	assert_true(play_ghost(play, 0)->course.start[0].train.momentum == 0.9);
	assert_true(play_ghost(play, 1)->course.start[0].train.momentum == 0.5);
	assert_true(play_ghost(play, 0)->own);
	assert_false(play_ghost(play, 1)->own);
	assert_int_equal(play_ghost(play, 1)->batches, 48); /* to the end, that lies near */
	play_close(play);
}

/* With rows of the user's own the lesson's fork is the run that the lesson says, on its rows. */
static void whose_rows_a_fork_has(void **state)
{
	static const char *const forks[] = {"{from: {epoch: 2}, batches: 30}"};
	const struct play_wishes wishes = {
		.data_file = "lessons/data/faithful.csv", .forks = forks, .fork_count = 1};
	struct play *lesson = open_text(FORKED, (struct play_wishes){.set_count = 0}, true);
	struct play *play = open_text(FORKED, wishes, false);

	(void)state;
	assert_int_equal(play_ghost_count(play), 2);
	assert_same_ghost(play_ghost(play, 0), play_ghost(lesson, 0));
	assert_null(play_ghost(play, 0)->course.own_file);
	assert_string_equal(play_ghost(play, 0)->course.start[0].data.source, "ring");
	assert_ptr_equal(play_ghost(play, 1)->course.own_file, play->own_file);
	assert_memory_equal(play_ghost(play, 1)->loss, play->run->trail.loss, sizeof(double));
	play_close(play);
	play_close(lesson);
}

static const struct {
	const char *text;
	int status;
	const char *why;
} refusals[] = {
	{"{from: {epoch: 9}}", STATUS_PLACE, "no such epoch"},
	{"{from: {epoch: 2, batch: 90}}", STATUS_PLACE, "no such batch"},
	{"{from: {epoch: 2}, changes: [\"epoch 2: gamma(9,1)=1\"]}", STATUS_NAME, "no such layer"},
	{"{from: {epoch: 2}, changes: [\"epoch 9: b(2,1)=1\"]}", STATUS_PLACE, "after the end"},
	{"{from: {epoch: 2}, set: {train.loss: logistic}}", STATUS_COMBINATION, "no sigmoid"},
	{"{from: {epoch: 2}, set: {train.los: squared}}", STATUS_NAME, "no such setting"},
	{"{from: {epoch: 2}", STATUS_SYNTAX, "half a map"},
	{"epoch 2", STATUS_SYNTAX, "no map"},
	{"", STATUS_SYNTAX, "nothing"},
};

static void what_cannot_be_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct diags diags = {.count = 0};
		struct lesson *lesson = NULL;
		struct play *play = NULL;
		struct play_wishes wishes = {.forks = &refusals[i].text, .fork_count = 1};

		assert_int_equal(
			lesson_parse("t.md", HEAD BODY, strlen(HEAD BODY), &lesson, &diags), 0);
		int status = play_open(lesson, wishes, false, &play, &diags);
		if (status != refusals[i].status || !diags.count)
			fail_msg("%s: %d (%s)", refusals[i].text, status, refusals[i].why);
		diags_free(&diags);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lesson_shows_another_run),
		cmocka_unit_test(a_kept_ghost_comes_back),
		cmocka_unit_test(whose_settings_a_fork_has),
		cmocka_unit_test(whose_rows_a_fork_has),
		cmocka_unit_test(what_cannot_be_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
