/*
 * The worker with a real thread: its pictures are bit for bit those computed in place, what stands
 * in meanwhile says so, and it may be given up, left or freed at any moment.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "app/worker.h"
#include "lessons.h"

/* So large that the full picture takes longer than a moment. */
enum { NX = 121, NY = 97, PATIENCE_MS = 60000 };

static const struct window window = {-2, 2, -2, 2};

static struct play *open_large(void)
{
	static const char *const sets[] = {
		"data.rows=400", "network.hidden=8, 8", "train.batch=40", "view.rows=all", NULL};

	return open_shipped("five-stages", 1, sets);
}

static size_t end_of_step(const struct run *run, size_t step)
{
	return timeline_index(&run->timeline, step, run->timeline.batch_slots - 1);
}

/* Waits for the descriptor, as the program does, and takes what is done. */
static void wait_and_collect(struct worker *worker, struct landscape *landscape)
{
	struct pollfd wait = {.fd = worker_fd(worker), .events = POLLIN};

	assert_int_equal(poll(&wait, 1, PATIENCE_MS), 1);
	worker_collect(worker, landscape);
}

static struct landscape_picture look(struct landscape *landscape, const struct run *run)
{
	return landscape_picture(landscape, run, window, NX, NY);
}

static struct landscape_picture wait_for_full(
	struct worker *worker, struct landscape *landscape, const struct run *run)
{
	struct landscape_picture picture = look(landscape, run);

	while (picture.waits) {
		wait_and_collect(worker, landscape);
		picture = look(landscape, run);
	}
	return picture;
}

static void assert_as_in_place(struct landscape_picture picture, const struct run *run)
{
	struct landscape *own = landscape_new();
	struct landscape_picture wanted = look(own, run);

	assert_true(picture.kind == LANDSCAPE_FULL && !picture.old && !picture.waits);
	assert_true(picture.nx == NX && picture.ny == NY);
	assert_memory_equal(picture.z, wanted.z, NX * NY * sizeof *wanted.z);
	assert_memory_equal(&picture.bend, &wanted.bend, sizeof wanted.bend);
	landscape_free(own);
}

static void its_pictures_are_those_computed_in_place(void **state)
{
	struct play *play = open_large();
	struct landscape *landscape = landscape_new();
	struct worker *worker = worker_new();

	(void)state;
	assert_non_null(worker);
	landscape_help(landscape, worker_helper(worker));
	for (size_t step = 0; step < 3; step++) {
		run_seek(play->run, end_of_step(play->run, step));
		assert_as_in_place(wait_for_full(worker, landscape, play->run), play->run);
	}
	worker_free(worker);
	landscape_help(landscape, (struct landscape_helper){.context = NULL});
	landscape_free(landscape);
	play_close(play);
}

/* Nothing first, then few points, or those of the place before; each says what it is. */
static void what_stands_in_says_so(void **state)
{
	struct play *play = open_large();
	struct landscape *landscape = landscape_new();
	struct worker *worker = worker_new();
	struct run *run = play->run;

	(void)state;
	landscape_help(landscape, worker_helper(worker));
	run_seek(run, end_of_step(run, 4));
	struct landscape_picture picture = look(landscape, run);
	assert_true(picture.waits && !picture.z);
	wait_for_full(worker, landscape, run);
	run_seek(run, end_of_step(run, 5));
	picture = look(landscape, run);
	assert_true(picture.z && picture.waits && picture.old);
	assert_true(picture.step == 4 && picture.after);
	while (picture.old) {
		wait_and_collect(worker, landscape);
		picture = look(landscape, run);
		assert_true(picture.waits || !picture.old);
	}
	assert_int_equal(picture.step, 5);
	run_set_mode(run, MODE_TEST); /* another landscape: nothing of it may stand in */
	picture = look(landscape, run);
	assert_true(picture.waits && !picture.z);
	worker_free(worker);
	landscape_help(landscape, (struct landscape_helper){.context = NULL});
	landscape_free(landscape);
	play_close(play);
}

/* The run goes on while pictures of where it was are computed; only the last one has to come. */
static void a_run_may_go_on_meanwhile(void **state)
{
	struct play *play = open_large();
	struct landscape *landscape = landscape_new();
	struct worker *worker = worker_new();
	struct run *run = play->run;

	(void)state;
	landscape_help(landscape, worker_helper(worker));
	for (size_t index = 0; index < 200; index++) {
		run_seek(run, end_of_step(run, 0) + index);
		look(landscape, run);
		landscape_start(landscape, run, window);
		if (index % 7 == 0)
			worker_collect(worker, landscape);
	}
	assert_as_in_place(wait_for_full(worker, landscape, run), run);
	worker_free(worker);
	landscape_help(landscape, (struct landscape_helper){.context = NULL});
	landscape_free(landscape);
	play_close(play);
}

/* A forgotten run is freed at once; the next may stand at its address. */
static void a_run_may_be_forgotten_at_any_moment(void **state)
{
	struct landscape *landscape = landscape_new();
	struct worker *worker = worker_new();

	(void)state;
	landscape_help(landscape, worker_helper(worker));
	for (int round = 0; round < 12; round++) {
		struct play *play = open_large();
		run_seek(play->run, end_of_step(play->run, (size_t)round));
		look(landscape, play->run);
		landscape_start(landscape, play->run, window);
		if (round % 3 == 0)
			wait_and_collect(worker, landscape);
		if (round == 11)
			assert_as_in_place(wait_for_full(worker, landscape, play->run), play->run);
		landscape_forget(landscape);
		play_close(play);
	}
	assert_false(worker_collect(worker, landscape));
	worker_free(worker);
	worker_free(NULL);
	landscape_help(landscape, (struct landscape_helper){.context = NULL});
	landscape_free(landscape);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_pictures_are_those_computed_in_place),
		cmocka_unit_test(what_stands_in_says_so),
		cmocka_unit_test(a_run_may_go_on_meanwhile),
		cmocka_unit_test(a_run_may_be_forgotten_at_any_moment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
