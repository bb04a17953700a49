/* Twins on the screen: both or one at a time by size, the same axes and levels, names, who waits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "export/frame_text.h"
#include "lessons.h"
#include "view/screen.h"
#include "view/twins.h"
#include "view/wanted.h"

struct size {
	int w, h;
};

static struct scene make_scene(struct play *play, struct landscape *landscape, struct size size)
{
	return (struct scene){.page = PAGE_LESSON,
		.play = play,
		.landscape = landscape,
		.look = {.levels = -1},
		.w = size.w,
		.h = size.h};
}

static struct play *open_twins(const char *second)
{
	const char *sets[] = {second, "view.panels=contours,loss,histograms", NULL};

	return open_shipped("five-stages", 1, sets);
}

static char *draw(const struct scene *scene)
{
	struct canvas *canvas = canvas_new(scene->w, scene->h, scene->ascii);
	struct str out = {0};
	int x, y;

	assert_non_null(canvas);
	screen_draw(scene, canvas, &x, &y);
	frame_text(canvas, &out);
	canvas_free(canvas);
	return str_take(&out);
}

/* The picture below the words, which both need but once; NULL where there is none. */
static const struct placed *foot_of(const struct scene *scene, const struct layout *layout)
{
	const struct placed *words = NULL, *foot = NULL;

	for (int i = 0; i < layout->count && twins_together(scene); i++)
		if (layout->panels[i].view == view_find("prose"))
			words = &layout->panels[i];
	for (int i = 0; i < layout->count && words; i++)
		if (view_is_picture(layout->panels[i].view) &&
			layout->panels[i].area.x == words->area.x)
			foot = &layout->panels[i];
	return foot;
}

static int count_side(const struct scene *scene, const struct layout *layout, int side)
{
	const struct placed *foot = foot_of(scene, layout);
	int count = 0;

	for (int i = 0; i < layout->count; i++)
		count += layout->panels[i].side == side && &layout->panels[i] != foot &&
			 view_is_picture(layout->panels[i].view);
	return count;
}

static void test_both_stand_where_there_is_room(void **state)
{
	static const struct {
		struct size size;
		enum look_twin look;
		bool zoom;
		int first, second; /* pictures of either run */
		const char *why;
	} cases[] = {
		{{80, 24}, LOOK_BOTH, false, 1, 0, "one at a time: the first"},
		{{80, 24}, LOOK_SECOND, false, 0, 1, "one at a time: the second"},
		{{80, 45}, LOOK_BOTH, false, 1, 1, "one above the other"},
		{{116, 28}, LOOK_BOTH, false, 1, 1, "side by side"},
		{{120, 36}, LOOK_BOTH, false, 1, 1, "side by side"},
		{{120, 36}, LOOK_FIRST, false, 2, 0, "the first alone has two pictures"},
		{{120, 36}, LOOK_SECOND, false, 0, 2, "the second alone has two pictures"},
		{{160, 45}, LOOK_BOTH, false, 2, 2, "two columns of two"},
		{{200, 60}, LOOK_BOTH, false, 2, 2, "two columns of two, larger"},
		{{300, 100}, LOOK_BOTH, false, 2, 2, "the largest"},
	};
	struct play *play = open_twins("twin.batch_norm.on=false");

	(void)state;
	play_go_stop(play, 7);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene scene = make_scene(play, NULL, cases[i].size);
		struct layout layout;
		scene.look.twin = cases[i].look;
		assert_true(layout_make(&scene, &layout));
		int first = count_side(&scene, &layout, SIDE_A);
		int second = count_side(&scene, &layout, SIDE_B);
		if (first != cases[i].first || second != cases[i].second)
			fail_msg("%s: %d and %d pictures", cases[i].why, first, second);
	}
	play_close(play);
}

/* The foot of a wide screen's text: the loss, which has both runs, and no pair of it beside; before
 * there is one the network, but not where the stop asks for those of both. */
static void test_the_foot_has_what_is_needed_once(void **state)
{
	static const struct {
		size_t stop;
		struct size size;
		const char *foot, *why;
	} cases[] = {
		{10, {200, 60}, "loss", "after some steps"},
		{10, {300, 100}, "loss", "the largest"},
		{10, {160, 45}, NULL, "the table needs the whole width"},
		{10, {200, 36}, NULL, "too low"},
		{3, {200, 60}, "network", "in the first batch"},
		{0, {200, 60}, NULL, "both networks are asked for"},
	};
	struct play *play = open_twins("twin.train.learning_rate=0.1");

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene scene = make_scene(play, NULL, cases[i].size);
		struct layout layout;
		int losses = 0;
		play_go_stop(play, cases[i].stop);
		assert_true(layout_make(&scene, &layout));
		const struct placed *foot = foot_of(&scene, &layout);
		if ((foot ? foot->view : NULL) != (cases[i].foot ? view_find(cases[i].foot) : NULL))
			fail_msg("%s: %s", cases[i].why, foot ? foot->view->name : "nothing");
		for (int k = 0; foot && k < layout.count; k++)
			losses += layout.panels[k].view == foot->view;
		assert_int_equal(losses, foot != NULL);
	}
	play_close(play);
}

static void test_a_zoomed_picture_shows_both(void **state)
{
	struct play *play = open_twins("twin.batch_norm.on=false");
	struct scene scene = make_scene(play, NULL, (struct size){160, 45});
	struct layout layout;

	(void)state;
	play_go_stop(play, 7);
	scene.look.zoom = true;
	scene.look.focus = 2;
	for (scene.look.focus = 0; layout_make(&scene, &layout); scene.look.focus++)
		if (view_is_picture(layout.panels[layout.focus].view))
			break;
	assert_int_equal(layout.count, 2);
	assert_ptr_equal(layout.panels[0].view, layout.panels[1].view);
	assert_int_equal(layout.panels[0].area.w, layout.panels[1].area.w);
	assert_int_equal(layout.panels[1].side, SIDE_B);
	play_close(play);
}

/* On any screen both are of one size, or their windows and levels could not be the same. */
static void test_both_have_one_size(void **state)
{
	struct play *play = open_twins("twin.batch_norm.on=false");

	(void)state;
	play_go_stop(play, 7);
	for (int w = 72; w <= 300; w++)
		for (int h = 22; h <= 100; h += 13) {
			struct scene scene = make_scene(play, NULL, (struct size){w, h});
			struct rect first[LAYOUT_PANELS_MAX], second[LAYOUT_PANELS_MAX];
			int counts[SIDES] = {0, 0};
			struct layout layout;
			assert_true(layout_make(&scene, &layout));
			for (int i = 0; i < layout.count && twins_together(&scene); i++) {
				const struct placed *panel = &layout.panels[i];
				if (!view_is_picture(panel->view) ||
					panel == foot_of(&scene, &layout))
					continue;
				(panel->side ? second : first)[counts[panel->side]++] = panel->area;
			}
			assert_int_equal(counts[0], counts[1]);
			for (int i = 0; i < counts[0]; i++)
				if (first[i].w != second[i].w || first[i].h != second[i].h)
					fail_msg("%dx%d: %dx%d and %dx%d", w, h, first[i].w,
						first[i].h, second[i].w, second[i].h);
		}
	play_close(play);
}

/* An ASCII map says its levels: they are the same to the digit on either side. */
static void test_both_have_one_set_of_levels(void **state)
{
	static const char *const sets[] = {
		"twin.train.learning_rate=0.3", "view.panels=contours,loss,statistics", NULL};
	struct play *play = open_shipped("two-scales", 1, sets);
	struct landscape *landscape = landscape_new();
	size_t compared = 0;

	(void)state;
	for (int w = 116; w <= 130; w++)
		for (size_t stop = 1; stop < play->lesson->stop_count; stop++) {
			struct scene scene = make_scene(play, landscape, (struct size){w, 36});
			scene.ascii = true;
			play_go_stop(play, stop);
			char *frame = draw(&scene);
			const char *key = strstr(frame, "|loss: ");
			size_t length = key ? strcspn(key + 1, "|") + 1 : 0;
			const char *other = key ? strstr(key + 1, "|loss: ") : NULL;
			compared += other != NULL;
			if (other && strncmp(key, other, length) != 0)
				fail_msg("%d, stop %zu:\n%s", w, stop + 1, frame);
			free(frame);
		}
	assert_in_range(compared, 31, 200);
	landscape_free(landscape);
	play_close(play);
}

/* Wherever the cursor stands, and in either run: one window, and one size of field. */
static void test_both_have_one_window(void **state)
{
	static const char *const seconds[] = {"twin.train.learning_rate=4",
		"twin.batch_norm.on=false", "twin.network.init_scale=5", "twin.network.hidden=7"};

	(void)state;
	for (size_t i = 0; i < sizeof seconds / sizeof *seconds; i++) {
		struct play *play = open_twins(seconds[i]);
		for (size_t index = 0; index < play->run->timeline.length; index += 37) {
			play_go_index(play, index);
			struct window a = landscape_window(play->run);
			struct window b = landscape_window(play->twin->run);
			struct plane_point at = landscape_point(play->twin->run);
			int nx[2] = {999, 999}, ny[2] = {999, 999};
			assert_memory_equal(&a, &b, sizeof a);
			assert_true(at.u >= a.x0 && at.u <= a.x1 && at.v >= a.y0 && at.v <= a.y1);
			landscape_afford(play->run, &nx[0], &ny[0]);
			landscape_afford(play->twin->run, &nx[1], &ny[1]);
			assert_int_equal(nx[0], nx[1]);
			assert_int_equal(ny[0], ny[1]);
		}
		play_close(play);
	}
}

static bool stands_twice(const char *frame, const char *text)
{
	const char *first = strstr(frame, text);

	return first && strstr(first + 1, text);
}

static void test_names_and_waiting(void **state)
{
	struct play *play = open_twins("twin.batch_norm.on=false");
	struct landscape *landscape = landscape_new();
	struct scene wide = make_scene(play, landscape, (struct size){160, 45});
	struct scene narrow = make_scene(play, landscape, (struct size){80, 24});

	(void)state;
	play_go_stop(play, 7);
	char *frame = draw(&wide);
	assert_non_null(strstr(frame, "A · batch_norm.on = true"));
	assert_non_null(strstr(frame, "B · batch_norm.on = false"));
	assert_non_null(strstr(frame, "waits: has no "));
	assert_true(stands_twice(frame, "layer 1, unit 1 · this batch"));
	free(frame);
	frame = draw(&narrow);
	assert_non_null(strstr(frame, "A · batch_norm.on = true"));
	assert_null(strstr(frame, "B · batch_norm"));
	free(frame);
	narrow.look.twin = LOOK_SECOND;
	frame = draw(&narrow);
	assert_non_null(strstr(frame, "B · batch_norm.on = false  waits"));
	assert_null(strstr(frame, "A · batch_norm"));
	free(frame);
	landscape_free(landscape);
	play_close(play);
}

/* Names get shorter where there is little room, and are never cut. */
static void test_names_fit(void **state)
{
	static const struct {
		const char *sets[3];
		int room;
		const char *name;
	} cases[] = {
		{{"twin.batch_norm.on=false", "twin.train.learning_rate=1", NULL}, 60,
			"B · batch_norm.on = false, train.learning_rate = 1"},
		{{"twin.batch_norm.on=false", "twin.train.learning_rate=1", NULL}, 49,
			"B · batch_norm.on = false and 1 more"},
		{{"twin.batch_norm.on=false", "twin.train.learning_rate=1", NULL}, 35,
			"B · batch_norm.on differs"},
		{{"twin.batch_norm.on=false", NULL}, 26, "B · batch_norm.on = false"},
		{{"twin.batch_norm.on=false", NULL}, 24, "B"},
		{{"twin.batch_norm.on=true", NULL}, 24, "B · the same settings"},
		{{"twin.batch_norm.on=true", NULL}, 3, "B"},
	};
	struct canvas canvas = {.w = 0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play *play = open_shipped("five-stages", 1, cases[i].sets);
		struct scene scene = make_scene(play, NULL, (struct size){80, 24});
		struct str name = {0};
		twins_fit_name(&scene, SIDE_B, &canvas, cases[i].room, &name);
		assert_string_equal(str_text(&name), cases[i].name);
		str_free(&name);
		play_close(play);
	}
}

/* What a stop that looks at the first run alone says of the second: nothing, until it is asked for. */
static void test_a_stop_can_keep_the_second_back(void **state)
{
	static const struct {
		size_t stop; /* from 1 */
		enum look_twin twin;
		bool told;
		const char *why;
	} cases[] = {
		{3, LOOK_FIRST, false, "the stop's own look, or that of a stop before it"},
		{3, LOOK_SECOND, true, "the learner asked for it"},
		{3, LOOK_BOTH, true, "or for both"},
		{6, LOOK_FIRST, true, "a later stop speaks of both; the learner wants the first"},
	};
	struct play *play = open_shipped("learning-rates", 0, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int size = 0; size < 2; size++) {
			struct landscape *landscape = landscape_new();
			struct scene scene = make_scene(
				play, landscape, (struct size){size ? 130 : 80, size ? 40 : 24});
			play_go_stop(play, cases[i].stop - 1);
			scene.look.twin = cases[i].twin;
			char *text = draw(&scene);
			bool named = strstr(text, "A ·") || strstr(text, "B ·") ||
				     strstr(text, "loss A");
			if (named != cases[i].told)
				fail_msg("%s:\n%s", cases[i].why, text);
			free(text);
			landscape_free(landscape);
		}
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_stand_where_there_is_room),
		cmocka_unit_test(test_the_foot_has_what_is_needed_once),
		cmocka_unit_test(test_a_zoomed_picture_shows_both),
		cmocka_unit_test(test_both_have_one_size),
		cmocka_unit_test(test_both_have_one_set_of_levels),
		cmocka_unit_test(test_both_have_one_window),
		cmocka_unit_test(test_names_and_waiting),
		cmocka_unit_test(test_names_fit),
		cmocka_unit_test(test_a_stop_can_keep_the_second_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
