/* Stepping: every lesson to its end and back, bit for bit; keyframes thinned; divergence. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"
#include "close.h"
#include "engine/expression.h"
#include "engine/quantity.h"
#include "export/frame_text.h"
#include "lessons.h"
#include "view/screen.h"

/* A fingerprint of everything that a position shows: both states, the work, all quantities. */
static uint64_t mix(uint64_t hash, const void *bytes, size_t count)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < count; i++)
		hash = (hash ^ at[i]) * 1099511628211u;
	return hash;
}

static uint64_t hash_quantity(
	const struct run *run, const struct quantity *q, int *index, int depth, uint64_t hash)
{
	double value = 0;

	if (depth == quantity_indices(q->shape)) {
		int status = quantity_read(run, q, index, &value);
		hash = mix(hash, &status, sizeof status);
		return status ? hash : mix(hash, &value, sizeof value);
	}
	int last = quantity_extent(run, q, index, depth);
	for (index[depth] = 1; index[depth] <= last && index[depth] <= 4; index[depth]++)
		hash = hash_quantity(run, q, index, depth + 1, hash);
	return hash;
}

static uint64_t fingerprint(const struct run *run)
{
	size_t bytes = run->experiment->model.block_bytes;
	uint64_t hash = mix(14695981039346656037u, run->before, bytes);

	hash = mix(hash, run->after, bytes);
	hash = mix(hash, &run->work.loss, sizeof run->work.loss);
	for (size_t i = 0; i < quantities_count; i++) {
		int index[3] = {0};
		hash = hash_quantity(run, &quantities[i], index, 0, hash);
	}
	return hash;
}

static uint64_t frame_hash(struct play *play, struct landscape *landscape, struct canvas *canvas)
{
	struct scene scene = {.page = PAGE_LESSON,
		.play = play,
		.landscape = landscape,
		.look = {.levels = -1},
		.w = canvas->w,
		.h = canvas->h};
	struct str text = {0};
	int x, y;

	screen_draw(&scene, canvas, &x, &y);
	frame_text(canvas, &text);
	uint64_t hash = mix(1, text.data, text.len);
	str_free(&text);
	return hash;
}

/* Places to visit in each lesson, evenly; an odd distance, so that every stage has its turn. */
enum { PLACES = 24 };

static size_t next_index(const struct run *run, size_t index)
{
	return index + (run->last / PLACES | 1);
}

static void walk(const char *name, size_t stride, bool frames)
{
	struct play *play = open_shipped(name, stride, NULL);
	struct landscape *landscape = landscape_new();
	struct canvas *canvas = canvas_new(80, 24, false);
	uint64_t *seen = calloc(play->run->last + 8, sizeof *seen);
	size_t count = 0;

	for (size_t i = 0; i <= play->run->last; i = next_index(play->run, i)) {
		play_go_index(play, i);
		seen[count] = fingerprint(play->run);
		if (frames)
			seen[count] ^= frame_hash(play, landscape, canvas);
		count++;
	}
	size_t step = next_index(play->run, 0);
	for (size_t i = count; i-- > 0;) {
		play_go_index(play, i * step);
		uint64_t hash = fingerprint(play->run);
		if (frames)
			hash ^= frame_hash(play, landscape, canvas);
		if (hash != seen[i])
			fail_msg("%s: index %zu differs on the way back", name, i * step);
	}
	free(seen);
	canvas_free(canvas);
	landscape_free(landscape);
	play_close(play);
}

static void test_every_lesson_walks_back(void **state)
{
	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++)
		walk(shipped_lessons[i], 2, false);
}

static void test_every_frame_comes_back(void **state)
{
	(void)state;
	for (size_t i = 0; shipped_lessons[i]; i++)
		walk(shipped_lessons[i], 1, true);
}

static void test_keyframe_strides_agree(void **state)
{
	static const size_t strides[] = {1, 2, 3, 7, 1000};
	uint64_t first = 0;

	(void)state;
	for (size_t i = 0; i < sizeof strides / sizeof *strides; i++) {
		struct play *play = open_shipped("five-stages", strides[i], NULL);
		play_go_index(play, play->run->last);
		play_go_index(play, timeline_index(&play->run->timeline, 37, 5));
		uint64_t hash = fingerprint(play->run);
		if (i == 0)
			first = hash;
		assert_true(hash == first);
		play_close(play);
	}
}

/* Keyframes run out of room: they are thinned, and the early steps can still be reached. */
static void test_keyframes_are_thinned(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;

	(void)state;
	play_go_index(play, timeline_index(&run->timeline, 3, 4));
	uint64_t early = fingerprint(run);
	run->keyframes.max = 4;
	run->keyframes.count = 1;
	run->keyframes.stride = 1;
	run->step = SIZE_MAX;
	play_go_index(play, run->last);
	assert_true(run->keyframes.stride > 1);
	assert_true(run->keyframes.count <= 4);
	play_go_index(play, timeline_index(&run->timeline, 3, 4));
	assert_true(fingerprint(run) == early);
	play_close(play);
}

static void test_divergence_ends_the_run_and_steps_back(void **state)
{
	static const char *const sets[] = {"train.learning_rate=10", "train.epochs=400", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct run *run = play->run;

	(void)state;
	play_go_index(play, run->timeline.length - 1);
	assert_true(run->diverged);
	assert_true(run->at.index == run->last);
	assert_true(run->last < run->timeline.length - 1);
	size_t last = run->last;
	play_step(play, 5);
	assert_true(run->at.index == last);
	play_step(play, -1);
	assert_true(run->at.index == last - 1);
	play_go_index(play, 0);
	double w = NAN;
	struct str why = {0};
	assert_int_equal(expression_evaluate(run, "W(1,1,2)", &w, &why, NULL), 0);
	assert_close(w, 1.6, 0, 0);
	str_free(&why);
	play_go_index(play, last);
	assert_true(run->at.index == last && run->diverged);
	play_close(play);
}

static void test_the_trail_remembers_every_step(void **state)
{
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct run *run = play->run;

	(void)state;
	play_go_index(play, run->last);
	assert_true(run->trail.count == run->timeline.epochs);
	for (size_t i = 0; i < run->trail.count; i++) {
		run_seek(run, timeline_index(&run->timeline, i, 0));
		assert_close(run->trail.u[i], run_state(run).theta[run->spread.offset[0]], 0, 0);
		assert_close(run->trail.loss[i], run->work.loss, 0, 0);
	}
	play_close(play);
}

static double read(const struct run *run, const char *text)
{
	struct str why = {0};
	double value = NAN;

	if (expression_evaluate(run, text, &value, &why, NULL))
		fail_msg("%s: %s", text, str_text(&why));
	str_free(&why);
	return value;
}

/* In test mode a layer is one affine map, whatever the batch: the folded W and b. */
static void test_test_mode_is_the_folded_map(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	struct run *run = play->run;

	(void)state;
	for (size_t step = 0; step < 80; step += 13) {
		play_go_index(play, timeline_index(&run->timeline, step, 0));
		play_step(play, timeline_order(&run->timeline, 0)->slot_of[STAGE_LOSS][0]);
		double train = read(run, "ztilde(1,2,3)");
		run_set_mode(run, MODE_TEST);
		double folded = read(run, "folded_W(1,2,1)*x_batch(1,3)"
					  " + folded_W(1,2,2)*x_batch(2,3) + folded_b(1,2)");
		assert_close(read(run, "ztilde(1,2,3)"), folded, 1e-12, 1e-12);
		assert_close(read(run, "used_mu(1,2)"), read(run, "running_mu(1,2)"), 0, 0);
		assert_true(read(run, "test_mode") == 1);
		struct str why = {0};
		double value;
		assert_int_equal(expression_evaluate(run, "d_gamma(1,1)", &value, &why, NULL),
			STATUS_COMBINATION);
		str_free(&why);
		run_set_mode(run, MODE_TRAIN);
		assert_close(read(run, "ztilde(1,2,3)"), train, 0, 0);
	}
	play_close(play);
}

/* Looking at test mode on the way changes nothing of the run. */
static void test_test_mode_leaves_the_run_alone(void **state)
{
	struct play *plain = open_shipped("five-stages", 1, NULL);
	struct play *looked = open_shipped("five-stages", 1, NULL);

	(void)state;
	for (size_t i = 0; i < plain->run->last; i += 11) {
		play_go_index(plain, i);
		run_set_mode(looked->run, MODE_TEST);
		play_go_index(looked, i);
		run_set_mode(looked->run, MODE_TRAIN);
		assert_true(fingerprint(plain->run) == fingerprint(looked->run));
	}
	play_close(plain);
	play_close(looked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_lesson_walks_back),
		cmocka_unit_test(test_every_frame_comes_back),
		cmocka_unit_test(test_keyframe_strides_agree),
		cmocka_unit_test(test_keyframes_are_thinned),
		cmocka_unit_test(test_divergence_ends_the_run_and_steps_back),
		cmocka_unit_test(test_the_trail_remembers_every_step),
		cmocka_unit_test(test_test_mode_is_the_folded_map),
		cmocka_unit_test(test_test_mode_leaves_the_run_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
