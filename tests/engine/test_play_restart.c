/*
 * Runs that start again lose nothing: what was changed, put, swapped and forked stays, and undo goes
 * back to the same bits, behind other batches, other rows and another text of the lesson, too.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "engine/ghost.h"
#include "engine/play_change.h"
#include "engine/play_data.h"
#include "engine/play_hand.h"
#include "lessons.h"

#define HEAD                                                  \
	"---\ntitle: T\nquestion: Q?\ndata: {source: ring}\n" \
	"network: {hidden: [3]}\nbatch_norm: {on: true}\n"
#define TRAIN "train: {batch: 8, epochs: 6, learning_rate: 0.2}\n"
#define BODY "---\n\n## One\nWords.\n\n## Two\n<!-- at: {epoch: 3, batch: 2} -->\nWords.\n"

static void go(struct play *play, size_t step, enum stage stage)
{
	int slot =
		timeline_order(&play->run->timeline, 0)->slot_of[stage][stage == STAGE_NORMALIZE];

	play_go_index(play, timeline_index(&play->run->timeline, step, slot));
}

/* What a hand may do, by one letter each. */
static void act(struct play *play, const char *acts)
{
	for (; *acts; acts++) {
		struct str says = {0};
		int status = *acts == 'r'   ? play_change(play, "train.learning_rate", "0.3", &says)
			     : *acts == 'm' ? play_change(play, "train.momentum", "0.5", &says)
			     : *acts == 'p' ? play_put(play, "gamma(1,2)", "1.5", &says, NULL)
			     : *acts == 's' ? play_swap_mate(play, 1, 1, 1, &says)
			     : *acts == 'f' ? play_fork(play, &says)
			     : *acts == 'b' ? play_change(play, "train.batch", "16", &says)
			     : *acts == 'n' ? play_change(play, "batch_norm.on", "false", &says)
			     : *acts == 'd'
				     ? play_use_data(play, "lessons/data/faithful.csv", &says)
			     : *acts == 't' ? play_change(play, "twin.train.seed", "9", &says)
			     : *acts == 'y' ? play_redo(play, &says)
					    : play_undo(play, &says);
		if (status)
			fail_msg("%c: %s", *acts, str_text(&says));
		str_free(&says);
	}
}

/* Every byte of both runs' states before some batches. */
static void assert_same_run(struct play *a, struct play *b, const char *why)
{
	static const size_t steps[] = {0, 9, 10, 11, 30, 47};

	assert_int_equal(a->run->timeline.length, b->run->timeline.length);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		go(a, steps[i], STAGE_DRAW);
		go(b, steps[i], STAGE_DRAW);
		size_t bytes = a->experiment->model.block_bytes;
		if (memcmp(a->run->after, b->run->after, bytes) != 0)
			fail_msg("%s: batch %zu is another", why, steps[i]);
	}
	assert_int_equal(a->run->last, b->run->last);
}

static const struct {
	const char *acts, *undo;
	const char *why;
} rounds[] = {
	{"rb", "u", "other batches"},
	{"rpsfb", "u", "other batches behind all that a hand does"},
	{"rpsfn", "u", "a network without a norm, where there is no γ to put"},
	{"rpsd", "u", "other rows"},
	{"rpfdb", "uu", "other rows, and other batches of them"},
	{"rpdd", "uu", "the same rows read twice"},
	{"rduy", "u", "undone and redone"},
	{"rpdt", "uu", "a second run on the other rows"},
	{"rpdm", "uu", "a change on the other rows"},
};

static void undo_goes_back_to_the_same_bits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rounds / sizeof *rounds; i++) {
		struct play *play = play_text(HEAD TRAIN BODY), *other = play_text(HEAD TRAIN BODY);
		size_t kept = strcspn(rounds[i].acts, "bndt");
		char first[8] = "";
		memcpy(first, rounds[i].acts, kept);
		go(play, 10, STAGE_NORMALIZE);
		go(other, 10, STAGE_NORMALIZE);
		act(other, first);
		act(play, rounds[i].acts);
		act(play, rounds[i].undo);
		assert_int_equal(play_course(play)->count, play_course(other)->count);
		assert_int_equal(play_ghost_count(play), play_ghost_count(other));
		assert_null(play->twin);
		assert_same_run(play, other, rounds[i].why);
		play_close(play);
		play_close(other);
	}
}

static void other_rows_are_other_rows(void **state)
{
	struct play *play = play_text(HEAD TRAIN BODY);

	(void)state;
	go(play, 10, STAGE_NORMALIZE);
	act(play, "rfd");
	assert_int_equal(play->experiment->data.rows, 272);
	assert_string_equal(play->own_file, "lessons/data/faithful.csv");
	assert_true(play->changed);
	assert_int_equal(play_course(play)->count, 1);
	assert_int_equal(play_ghost_count(play), 1);
	assert_true(play->run->at.epoch == 2);
	act(play, "u");
	assert_int_equal(play->experiment->data.rows, 64);
	assert_null(play->own_file);
	act(play, "y");
	assert_int_equal(play->experiment->data.rows, 272);
	play_close(play);
}

/* With twice as many rows a batch there are half as many: a change stays at its place. */
/* The step of a change in the run that there is. */
static size_t step_of(const struct play *play, size_t i)
{
	return timeline_step(&play->run->timeline, play_course(play)->changes[i].from);
}

static void changes_stay_at_their_places(void **state)
{
	static const size_t steps[][2] = {{9, 5}, {13, 7}, {14, 7}, {16, 8}};
	struct play *play = play_text(HEAD TRAIN BODY);

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct str says = {0};
		go(play, steps[i][0] - 1, STAGE_DRAW);
		assert_int_equal(
			play_change(play, "train.learning_rate", i % 2 ? "0.3" : "0.4", &says), 0);
		str_free(&says);
	}
	play_go_index(play, 0);
	act(play, "b");
	assert_int_equal(play->run->at.batches, 4);
	assert_int_equal(play_course(play)->count, 5);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		assert_int_equal(step_of(play, i + 1), steps[i][1]);
	go(play, 6, STAGE_DRAW);
	assert_true(play->run->experiment->settings.train.learning_rate == 0.4);
	go(play, 7, STAGE_DRAW);
	assert_true(play->run->experiment->settings.train.learning_rate == 0.4);
	go(play, 8, STAGE_DRAW);
	assert_true(play->run->experiment->settings.train.learning_rate == 0.3);
	act(play, "u");
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		assert_int_equal(step_of(play, i), steps[i][0]);
	play_close(play);
}

static void what_cannot_be_read_changes_nothing(void **state)
{
	struct play *play = play_text(HEAD TRAIN BODY), *other = play_text(HEAD TRAIN BODY);
	struct str says = {0};

	(void)state;
	go(play, 10, STAGE_NORMALIZE);
	act(play, "rp");
	go(other, 10, STAGE_NORMALIZE);
	act(other, "rp");
	assert_int_not_equal(play_use_data(play, "no/such/file.csv", &says), 0);
	assert_true(says.len > 0);
	assert_null(play->own_file);
	assert_same_run(play, other, "as it was");
	str_free(&says);
	play_close(play);
	play_close(other);
}

/* --- where the run ends ------------------------------------------------------------------------ */

static void set_epochs(struct play *play, const char *epochs, const char *words)
{
	struct str says = {0};

	if (play_change(play, "train.epochs", epochs, &says) || !strstr(str_text(&says), words))
		fail_msg("%s epochs: %s", epochs, str_text(&says));
	str_free(&says);
}

static const struct {
	const char *epochs;
	size_t at; /* the batch where it is set */
	size_t stands;
	const char *why;
} lengths[] = {
	{"9", 30, 30, "longer"},
	{"7", 47, 47, "longer at its end"},
	{"5", 10, 10, "shorter, behind the cursor"},
	{"2", 30, 15, "shorter than the cursor's place"},
	{"1", 0, 0, "as short as can be"},
	{"2000", 30, 30, "so long that a history keeps every other batch"},
};

/* The run is not made again, and is the same as one that was so long from the start. */
static void epochs_make_the_line_longer_or_shorter(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		struct play *play = play_text(HEAD TRAIN BODY), *other = play_text(HEAD TRAIN BODY);
		struct play *twin[] = {play, other};
		for (int k = 0; k < 2; k++) {
			go(twin[k], 10, STAGE_NORMALIZE);
			act(twin[k], "rpst");
			go(twin[k], lengths[i].at, STAGE_NORMALIZE);
		}
		const struct run *run = play->run, *second = play->twin->run;
		set_epochs(play, lengths[i].epochs, ": the run is the same, and ends with epoch ");
		assert_ptr_equal(play->run, run);
		assert_ptr_equal(play->twin->run, second);
		assert_int_equal(play->run->at.step, lengths[i].stands);
		assert_int_equal(play->twin->run->at.step, lengths[i].stands);
		assert_int_equal(play->run->last, play->run->timeline.length - 1);
		struct settings longer = play_course(play)->start[0];
		struct experiment *e = NULL;
		struct run *fresh = NULL;
		struct diags diags = {.count = 0};
		assert_int_equal(experiment_new(&longer, (struct experiment_source){.folder = "."},
					 &e, &diags),
			0);
		assert_int_equal(run_new(e, 1, &fresh), 0);
		assert_int_equal(fresh->timeline.length, play->run->timeline.length);
		assert_int_equal(fresh->history.stride, play->run->history.stride);
		go(play, 60, STAGE_DRAW);
		assert_int_equal(
			play->run->history.count, play->run->at.step / fresh->history.stride + 1);
		assert_int_equal(play->run->trail.count, play->run->at.step + 1);
		act(play, "u");
		assert_ptr_equal(play->run, run);
		assert_same_run(play, other, lengths[i].why);
		assert_same_run(play->twin, other->twin, lengths[i].why);
		assert_int_equal(play->run->history.count, other->run->history.count);
		run_free(fresh);
		experiment_free(e);
		play_close(play);
		play_close(other);
	}
}

/* A run that diverged ends there, however long it could be; and goes on where that lies behind. */
static void a_diverged_run_keeps_its_end(void **state)
{
	struct play *play = play_text(HEAD TRAIN BODY);
	struct str says = {0};

	(void)state;
	go(play, 20, STAGE_NORMALIZE);
	assert_int_equal(play_put(play, "W(2,1,1)", "1e300", &says, NULL), 0);
	str_free(&says);
	play_go_index(play, play->run->timeline.length - 1);
	size_t last = play->run->last;
	assert_true(play->run->diverged);
	set_epochs(play, "9", "ends with epoch 9");
	assert_true(play->run->diverged);
	assert_int_equal(play->run->last, last);
	set_epochs(play, "2", "ends with epoch 2");
	assert_false(play->run->diverged);
	assert_int_equal(play->run->last, play->run->timeline.length - 1);
	act(play, "u");
	play_go_index(play, play->run->timeline.length - 1);
	assert_int_equal(play->run->last, last);
	play_close(play);
}

static void a_run_too_long_is_refused(void **state)
{
	struct play *play = play_text(HEAD "train: {batch: 1, epochs: 6}\n" BODY);
	struct str says = {0};

	(void)state;
	size_t length = play->run->timeline.length;
	assert_int_equal(play_change(play, "train.epochs", "90000", &says), STATUS_LIMIT);
	assert_non_null(strstr(str_text(&says), "steps (epochs times batches)"));
	assert_int_equal(play->run->timeline.length, length);
	assert_int_equal(play->experiment->settings.train.epochs, 6);
	str_free(&says);
	play_close(play);
}

/* --- the lesson's file, read again ------------------------------------------------------------- */

static void other_words_keep_everything(void **state)
{
	struct play *before = play_text(HEAD TRAIN BODY);
	struct play *play = play_text(HEAD TRAIN "---\n\n## One\nOther words.\n");
	struct play *other = play_text(HEAD TRAIN BODY);
	bool others = true;

	(void)state;
	go(before, 10, STAGE_NORMALIZE);
	act(before, "rpsfdtu");
	assert_int_equal(play_take_over(play, before, &others), 0);
	play_close(before);
	assert_false(others);
	assert_int_equal(play_ghost_count(play), 1);
	assert_int_equal(play->experiment->data.rows, 272);
	assert_int_equal(play_course(play)->count, 3);
	act(play, "y");
	assert_non_null(play->twin);
	act(play, "uu");
	go(other, 10, STAGE_NORMALIZE);
	act(other, "rps");
	assert_same_run(play, other, "undone");
	act(play, "uuu");
	act(other, "uuu");
	assert_same_run(play, other, "all undone");
	assert_false(play->changed);
	play_close(play);
	play_close(other);
}

/* What the file says now is one change more: undo goes back to what was there before. */
static void another_header_can_be_undone(void **state)
{
	static const char text[] = HEAD "train: {batch: 8, epochs: 6, learning_rate: 0.7}\n" BODY;
	struct play *before = play_text(HEAD TRAIN BODY), *other = play_text(HEAD TRAIN BODY);
	struct play *play = play_text(text), *fresh = play_text(text);
	bool others = false;

	(void)state;
	go(before, 10, STAGE_NORMALIZE);
	act(before, "rpf");
	go(other, 10, STAGE_NORMALIZE);
	act(other, "rp");
	assert_int_equal(play_take_over(play, before, &others), 0);
	play_close(before);
	assert_true(others);
	assert_false(play->changed);
	assert_int_equal(play_ghost_count(play), 1);
	assert_same_run(play, fresh, "the file's own");
	act(play, "u");
	assert_true(play->changed);
	assert_same_run(play, other, "as it was before");
	act(play, "y");
	assert_same_run(play, fresh, "and forward again");
	play_close(play);
	play_close(other);
	play_close(fresh);
}

/* What counts is the file as it was read last, not what was opened first. */
static void other_words_behind_another_header(void **state)
{
	static const char text[] = HEAD "train: {batch: 8, epochs: 6, learning_rate: 0.7}\n";
	struct play *first = play_text(HEAD TRAIN BODY), *other;
	struct str header = {0}, words = {0};
	bool others = false;

	(void)state;
	str_addf(&header, "%s%s", text, BODY);
	str_addf(&words, "%s---\n\n## One\nOther words.\n", text);
	struct play *second = play_text(str_text(&header)), *third = play_text(str_text(&words));
	other = play_text(str_text(&header));
	assert_int_equal(play_take_over(second, first, &others), 0);
	assert_true(others);
	go(second, 10, STAGE_NORMALIZE);
	act(second, "p");
	assert_int_equal(play_take_over(third, second, &others), 0);
	assert_false(others);
	assert_int_equal(play_course(third)->count, 1);
	go(other, 10, STAGE_NORMALIZE);
	act(other, "p");
	assert_same_run(third, other, "the change stays");
	act(third, "uu"); /* and both can be taken back */
	play_close(other);
	other = play_text(HEAD TRAIN BODY);
	assert_same_run(third, other, "as the first header says");
	play_close(first);
	play_close(second);
	play_close(third);
	play_close(other);
	str_free(&header);
	str_free(&words);
}

static void other_words_behind_many_changes(void **state)
{
	struct play *before = play_text(HEAD TRAIN BODY), *play = play_text(HEAD TRAIN BODY);
	bool others = true;

	(void)state;
	for (int i = 0; i <= COURSES_MAX; i++) { /* the list forgets what was opened */
		struct str says = {0};
		const char *rate = i % 2 ? "0.25" : "0.75";
		assert_int_equal(play_change(before, "train.learning_rate", rate, &says), 0);
		str_free(&says);
	}
	assert_int_equal(play_course(before)->count, 1);
	assert_int_equal(play_take_over(play, before, &others), 0);
	assert_false(others);
	assert_int_equal(play_course(play)->count, 1);
	assert_string_equal(play_course(play)->changes[0].value, "0.75");
	play_close(before);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(undo_goes_back_to_the_same_bits),
		cmocka_unit_test(other_rows_are_other_rows),
		cmocka_unit_test(changes_stay_at_their_places),
		cmocka_unit_test(what_cannot_be_read_changes_nothing),
		cmocka_unit_test(epochs_make_the_line_longer_or_shorter),
		cmocka_unit_test(a_diverged_run_keeps_its_end),
		cmocka_unit_test(a_run_too_long_is_refused),
		cmocka_unit_test(other_words_keep_everything),
		cmocka_unit_test(another_header_can_be_undone),
		cmocka_unit_test(other_words_behind_another_header),
		cmocka_unit_test(other_words_behind_many_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
