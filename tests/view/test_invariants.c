/* The invariants panel: every line holds wherever it is known, and none is claimed where it does not
 * apply. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "export/frame_text.h"
#include "lessons.h"
#include "view/view.h"

static size_t count(const struct play *play, int unit, const char *sign)
{
	struct scene scene = {.page = PAGE_LESSON,
		.play = play,
		.look = {.unit = unit, .levels = -1},
		.w = 80,
		.h = 24};
	struct canvas *canvas = canvas_new(70, 12, false);
	struct str text = {0};
	size_t found = 0;

	invariants_draw(&scene, canvas, (struct rect){0, 0, 70, 12});
	frame_text(canvas, &text);
	for (const char *at = str_text(&text); (at = strstr(at, sign)) != NULL; at++)
		found++;
	str_free(&text);
	canvas_free(canvas);
	return found;
}

static void test_they_hold_at_every_stage(void **state)
{
	static const char *const sets[][2] = {{"batch_norm.epsilon=0.1", NULL},
		{"network.bias_before_norm=true", NULL}, {"train.batch=2", NULL}, {NULL, NULL}};

	(void)state;
	for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
		struct play *play = open_shipped("five-stages", 1, sets[s]);
		for (size_t step = 0; step < 12; step += 5)
			for (int slot = 0; slot < play->run->timeline.batch_slots; slot++) {
				play_go_index(
					play, timeline_index(&play->run->timeline, step, slot));
				for (int unit = 1; unit <= 3; unit++)
					if (count(play, unit, "✗"))
						fail_msg("step %zu, %s, unit %d", step,
							stage_info(play->run->at.stage)->word,
							unit);
			}
		assert_true(count(play, 2, "✓") >= 7);
		play_close(play);
	}
}

static void test_they_become_known_one_by_one(void **state)
{
	struct play *play = open_shipped("five-stages", 1, NULL);
	size_t known = 0;

	(void)state;
	for (int slot = 0; slot < play->run->timeline.batch_slots; slot++) {
		play_go_index(play, timeline_index(&play->run->timeline, 0, slot));
		if (scene_layer(&(struct scene){.play = play}) != 1)
			continue;
		size_t now = count(play, 1, "✓");
		assert_true(now >= known);
		known = now;
	}
	assert_int_equal(known, 7);
	play_close(play);
}

static void test_none_is_claimed_elsewhere(void **state)
{
	static const char *const sets[][2] = {{"batch_norm.on=false", NULL},
		{"batch_norm.gradient=stopped", NULL}, {"batch_norm.normalize_with=running", NULL},
		{"batch_norm.position=after", NULL}};

	(void)state;
	for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
		struct play *play = open_shipped("five-stages", 1, sets[s]);
		play_go_index(play, play->run->last);
		assert_int_equal(count(play, 1, "✓") + count(play, 1, "✗"), 0);
		play_close(play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_they_hold_at_every_stage),
		cmocka_unit_test(test_they_become_known_one_by_one),
		cmocka_unit_test(test_none_is_claimed_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
