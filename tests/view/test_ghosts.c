/* Ghosts in the pictures: their names, their numbers, and where they are left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/ghost.h"
#include "export/frame_text.h"
#include "lessons.h"
#include "view/screen.h"

static char *draw(struct play *play, struct landscape *landscape, int w, int h, bool ascii)
{
	struct scene scene = {.page = PAGE_LESSON,
		.play = play,
		.landscape = landscape,
		.look = {.levels = -1},
		.w = w,
		.h = h,
		.ascii = ascii};
	struct canvas *canvas = canvas_new(w, h, ascii);
	struct str out = {0};
	int x, y;

	assert_non_null(canvas);
	screen_draw(&scene, canvas, &x, &y);
	frame_text(canvas, &out);
	canvas_free(canvas);
	return str_take(&out);
}

static void fork_and_change(struct play *play, const char *name, const char *value)
{
	struct str says = {0};

	assert_int_equal(play_fork(play, &says), 0);
	str_clear(&says);
	if (play_change(play, name, value, &says))
		fail_msg("%s", str_text(&says));
	str_free(&says);
}

static void test_names_where_there_is_room(void **state)
{
	static const char *const sets[] = {"view.panels=loss,contours,statistics", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct landscape *landscape = landscape_new();

	(void)state;
	play_go_index(play, timeline_index(&play->run->timeline, 5, 0));
	char *plain = draw(play, landscape, 160, 45, false);
	assert_null(strstr(plain, "1 train."));
	fork_and_change(play, "train.learning_rate", "0.25");
	fork_and_change(play, "train.optimizer", "adam");
	play_go_index(play, timeline_index(&play->run->timeline, 30, 0));
	for (int ascii = 0; ascii < 2; ascii++) {
		char *frame = draw(play, landscape, 160, 45, ascii);
		if (!strstr(frame, "1 train.optimizer = sgd and 1 more") ||
			!strstr(frame, "2 train.optimizer = sgd"))
			fail_msg("%s", frame);
		free(frame);
	}
	char *small = draw(play, landscape, 40, 12, false);
	assert_null(strstr(small, "1 train"));
	free(small);
	free(plain);
	landscape_free(landscape);
	play_close(play);
}

/* A path of another network means nothing in this plane. */
static void test_another_network_has_no_path_here(void **state)
{
	static const char *const sets[] = {"view.panels=contours,statistics", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);
	struct play *alone = open_shipped("five-stages", 1, sets);
	struct landscape *landscape = landscape_new();
	struct str says = {0};

	(void)state;
	fork_and_change(play, "network.hidden", "5");
	assert_int_equal(play_change(alone, "network.hidden", "5", &says), 0);
	play_go_index(play, timeline_index(&play->run->timeline, 20, 0));
	play_go_index(alone, timeline_index(&alone->run->timeline, 20, 0));
	char *with = draw(play, landscape, 120, 36, false);
	landscape_forget(landscape);
	char *without = draw(alone, landscape, 120, 36, false);
	assert_string_equal(with, without);
	free(with);
	free(without);
	str_free(&says);
	landscape_free(landscape);
	play_close(play);
	play_close(alone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_where_there_is_room),
		cmocka_unit_test(test_another_network_has_no_path_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
