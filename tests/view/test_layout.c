/* The layout: where panels stand at every size, and that none draws outside its own place. */
#include "panel.h"

#include "view/grid.h"
#include "view/layout.h"
#include "view/wanted.h"

static const struct size {
	int w, h;
} sizes[] = {{40, 12}, {47, 40}, {48, 34}, {60, 20}, {60, 50}, {72, 22}, {80, 24}, {80, 50},
	{100, 30}, {115, 35}, {120, 36}, {160, 45}, {160, 60}, {200, 60}, {300, 40}, {300, 100}};
enum { SIZES = sizeof(sizes) / sizeof(sizes[0]), DRAWN_APART = 3 };

static struct scene scene_of(const struct play *play, struct size size, bool ascii)
{
	return (struct scene){.page = PAGE_LESSON,
		.play = play,
		.look = {.levels = -1, .twin = LOOK_FIRST}, /* both together: check_twins */
		.w = size.w,
		.h = size.h,
		.ascii = ascii};
}

/*
 * Every stop of every lesson at every size, in ASCII at every other one: each size sees both, and
 * test_screen.c draws both everywhere. What takes long looks at one in `apart` of these places, in
 * steps that meet every stop, and every size in every lesson.
 */
static void at_stops(size_t apart, void (*check)(struct scene *scene, const char *place))
{
	for (size_t l = 0; shipped_lessons[l]; l++) {
		struct play *play = open_shipped(shipped_lessons[l], 1, NULL);
		struct landscape *landscape = landscape_new();
		for (size_t stop = 0; stop < play->lesson->stop_count; stop++) {
			play_go_stop(play, stop);
			for (size_t i = stop % apart; i < SIZES; i += apart) {
				struct scene scene = scene_of(play, sizes[i], (stop + i) % 2);
				char place[96];
				scene.landscape = landscape;
				snprintf(place, sizeof place, "%s, stop %zu, %dx%d%s",
					shipped_lessons[l], stop + 1, scene.w, scene.h,
					scene.ascii ? ", ASCII" : "");
				check(&scene, place);
			}
		}
		landscape_free(landscape);
		play_close(play);
	}
}

static bool overlap(struct rect a, struct rect b)
{
	return rect_overlap(a, b).w > 0;
}

static void check_rectangles(struct scene *scene, const char *place)
{
	struct layout layout;
	struct rect body = {0, 1, scene->w, scene->h - 3};

	assert_true(layout_make(scene, &layout));
	assert_true(layout.count > 0 && layout.focus < layout.count);
	assert_true(layout.panels_in_all >= layout.count && layout.place < layout.panels_in_all);
	for (int i = 0; i < layout.count; i++) {
		struct rect a = layout.panels[i].area, inside = rect_overlap(a, body);
		const struct view *view = layout.panels[i].view;

		if (memcmp(&a, &inside, sizeof a) != 0)
			fail_msg(
				"%s: %s is at %d,%d, %dx%d", place, view->name, a.x, a.y, a.w, a.h);
		if (a.w < view->min_w + 2 || a.h < view->min_h + 2)
			fail_msg("%s: %s has %dx%d", place, view->name, a.w, a.h);
		for (int j = 0; j < i; j++)
			if (layout.panels[j].view == view || overlap(a, layout.panels[j].area))
				fail_msg("%s: %s and %s", place, view->name,
					layout.panels[j].view->name);
	}
}

static void panels_keep_their_places(void **unused)
{
	(void)unused;
	at_stops(1, check_rectangles);
}

/* From a screen of middle size on nothing stays blank: the frames fill the body. */
static void check_area(struct scene *scene, const char *place)
{
	struct layout layout;
	int cells = 0;

	assert_true(layout_make(scene, &layout));
	for (int i = 0; i < layout.count; i++)
		cells += layout.panels[i].area.w * layout.panels[i].area.h;
	if (cells != scene->w * (scene->h - 2 - layout.strip.h))
		fail_msg("%s: %d of %d cells", place, cells,
			scene->w * (scene->h - 2 - layout.strip.h));
}

static void panels_fill_the_screen(void **unused)
{
	(void)unused;
	at_stops(1, check_area);
}

static const struct placed *find_panel(const struct layout *layout, const char *name)
{
	for (int i = 0; i < layout->count; i++)
		if (strcmp(layout->panels[i].view->name, name) == 0)
			return &layout->panels[i];
	return NULL;
}

/* While a stop asks for a prediction, no picture comes in that could show what is right. */
static void check_secrets(struct scene *scene, const char *place)
{
	const struct asked *asked = scene->play->asked[scene->play->stop];
	struct wanted stop = wanted_by_stop(scene);
	struct layout layout;

	if (!asked || asked->question->aim != QUESTION_ASK)
		return;
	assert_true(layout_make(scene, &layout));
	for (int i = 0; i < layout.count; i++) {
		bool named = !view_is_picture(layout.panels[i].view);
		for (int j = 0; j < stop.count; j++)
			named |= stop.views[j] == layout.panels[i].view;
		if (!named)
			fail_msg("%s: %s", place, layout.panels[i].view->name);
	}
}

static void a_prediction_is_not_spoiled(void **unused)
{
	(void)unused;
	at_stops(1, check_secrets);
}

/* What the stop asks for first is there, whatever else is. */
static void check_wishes(struct scene *scene, const char *place)
{
	struct layout layout;
	struct wanted stop = wanted_by_stop(scene);
	const char *first = NULL;

	if (scene->w < 48 || scene->h < 22)
		return; /* one panel at a time */
	for (int i = stop.count; i-- > 0;)
		first = view_is_picture(stop.views[i]) ? stop.views[i]->name : first;
	assert_true(layout_make(scene, &layout));
	if (first && !find_panel(&layout, first))
		fail_msg("%s: no %s", place, first);
	if (!find_panel(&layout, "prose"))
		fail_msg("%s: no words", place);
	if (scene->w >= 72 && scene->h >= 28 && !find_panel(&layout, "formula"))
		fail_msg("%s: no formula", place);
}

static void wishes_come_first(void **unused)
{
	(void)unused;
	at_stops(1, check_wishes);
}

/* --- what is drawn ---------------------------------------------------------------------------------- */

enum { GUARD = 3, GUARD_GLYPH = '~' };

/* A panel alone on a canvas a little larger than itself; the cells around it must stay. */
static void check_guards(const struct scene *scene, const struct placed *panel, const char *place)
{
	int w = panel->area.w - 2, h = panel->area.h - 2;
	struct rect area = {GUARD, GUARD, w, h};
	struct canvas *canvas = canvas_new(w + 2 * GUARD, h + 2 * GUARD, scene->ascii);
	bool free_text = strcmp(panel->view->name, "prose") == 0;

	canvas_fill(canvas, canvas->clip, GUARD_GLYPH, ROLE_DIM);
	canvas_fill(canvas, area, ' ', ROLE_TEXT);
	panel->view->draw(scene, canvas, area);
	for (int i = 0; i < canvas->w * canvas->h; i++) {
		int x = i % canvas->w - GUARD, y = i / canvas->w - GUARD;
		bool inside = x >= 0 && y >= 0 && x < w && y < h;
		const struct cell *cell = &canvas->cells[i];

		if (!inside && (cell->glyph != GUARD_GLYPH || cell->role != ROLE_DIM))
			fail_msg("%s: %s of %dx%d draws at %d,%d", place, panel->view->name, w, h,
				x, y);
		if (inside && !free_text && !glyph_allowed(cell->glyph))
			fail_msg("%s: %s draws U+%04X", place, panel->view->name, cell->glyph);
		assert_int_equal(utf8_code_width(cell->glyph), 1);
		assert_true(!scene->ascii || (cell->glyph >= 0x20 && cell->glyph < 0x7F));
	}
	canvas_free(canvas);
}

static void check_panels(struct scene *scene, const char *place)
{
	struct layout layout;

	assert_true(layout_make(scene, &layout));
	for (int i = 0; i < layout.count; i++)
		check_guards(scene, &layout.panels[i], place);
}

static void panels_draw_inside_their_frames(void **unused)
{
	(void)unused;
	at_stops(DRAWN_APART, check_panels);
}

static void check_every_view(const struct play *play, struct landscape *landscape, const char *name)
{
	static const struct size more[] = {{0, 0}, {1, 0}, {0, 1}, {9, 3}, {30, 9}, {90, 30}};

	for (size_t i = 0; i < views_count * 12; i++) {
		const struct view *view = &views[i / 12];
		const struct size *extra = &more[i / 2 % 6];
		struct scene scene = scene_of(play, (struct size){80, 24}, i % 2);
		struct placed panel = {.view = view,
			.area = {0, 0, view->min_w + extra->w + 2, view->min_h + extra->h + 2}};

		scene.landscape = landscape;
		check_guards(&scene, &panel, name);
	}
}

/* Every view of the table, wished for or not, from its least size on, at first stops and last ones in turn. */
static void views_hold_from_their_least_size(void **unused)
{
	(void)unused;
	for (size_t l = 0; shipped_lessons[l]; l++) {
		struct play *play = open_shipped(shipped_lessons[l], 1, NULL);
		struct landscape *landscape = landscape_new();

		play_go_stop(play, l % 2 ? play->lesson->stop_count - 1 : 0);
		check_every_view(play, landscape, shipped_lessons[l]);
		landscape_free(landscape);
		play_close(play);
	}
}

/* Two runs beside or above each other keep their places, too, and the same room for a view. */
static void check_pair(const struct placed *a, const struct placed *b)
{
	assert_false(overlap(a->area, b->area));
	if (a->view == b->view) {
		assert_int_equal(a->area.w, b->area.w);
		assert_int_equal(a->area.h, b->area.h);
	}
}

static void check_twins(struct play *play)
{
	for (size_t stop = 0; stop < play->lesson->stop_count; stop++) {
		play_go_stop(play, stop);
		for (size_t i = 0; i < SIZES; i++) {
			struct scene scene = scene_of(play, sizes[i], false);
			struct layout layout;

			scene.look.twin = LOOK_BOTH;
			assert_true(layout_make(&scene, &layout));
			for (int j = 0; j < layout.count; j++)
				for (int k = 0; k < j; k++)
					check_pair(&layout.panels[j], &layout.panels[k]);
			for (int j = 0; j < 2; j++)
				for (int k = 0; k < layout.count; k++)
					assert_false(
						overlap(layout.caption[j], layout.panels[k].area));
		}
	}
}

static void twins_keep_their_places(void **unused)
{
	const char *sets[] = {"twin.batch_norm.on=false", NULL};
	struct play *play = open_shipped("five-stages", 1, sets);

	(void)unused;
	check_twins(play);
	play_close(play);
	for (size_t l = 0; shipped_lessons[l]; l++) {
		play = open_shipped(shipped_lessons[l], 1, NULL);
		if (play->twin)
			check_twins(play);
		play_close(play);
	}
}

/* The words of a stop are all in sight, or the panel says that there are more. */
static void check_prose(struct scene *scene, const char *place)
{
	struct layout layout;
	struct panel panel;

	assert_true(layout_make(scene, &layout));
	struct rect area = find_panel(&layout, "prose")->area;
	if (prose_rows(scene, area.w - 2, scene->ascii) <= area.h - 2)
		return;
	size_t stop = scene->play->stop;
	bool asks = scene->play->asked[stop] || (stop > 0 && scene->play->asked[stop - 1]);
	if (scene->w >= 80 && scene->h >= 24 && !asks)
		fail_msg("%s: %d lines in %d", place, prose_rows(scene, area.w - 2, scene->ascii),
			area.h - 2);
	panel_open(&panel, scene->play, 1, 1);
	panel_size(&panel, area.w - 2, area.h - 2, scene->ascii);
	assert_has(panel_draw(&panel, "prose"), "more");
	panel_close(&panel);
}

static void words_fit_or_say_that_there_are_more(void **unused)
{
	(void)unused;
	at_stops(1, check_prose);
}

/* --- what moves ------------------------------------------------------------------------------------- */

/* The same panels in the same places; the words are looked at only where `words_too`. */
static void assert_same_places(
	const struct layout *a, const struct layout *b, bool words_too, const char *where)
{
	for (int i = 0; i < a->count; i++) {
		const struct placed *was = &a->panels[i];
		const struct placed *is = find_panel(b, was->view->name);
		bool same = is && memcmp(&was->area, &is->area, sizeof was->area) == 0;

		if (!same && (words_too || was->view->kind != VIEW_TEXT))
			fail_msg("%s moves at %s", was->view->name, where);
	}
}

/*
 * Through the input stages and two batches with all their stages only a stop may move a frame; but
 * a stop without a formula, whose words need the whole column, gets one at the first step.
 */
static void nothing_moves_within_a_stop(void **unused)
{
	(void)unused;
	for (size_t l = 0; shipped_lessons[l]; l++) {
		struct play *play = open_shipped(shipped_lessons[l], 1, NULL);
		for (size_t i = 0; i < SIZES; i++) {
			struct scene scene = scene_of(play, sizes[i], false);
			const struct timeline *t = &play->run->timeline;
			size_t last = timeline_index(t, 2, 0), stop = SIZE_MAX;
			struct layout before = {.count = 0}, now;

			for (size_t index = 0; index < last && index < t->length; index++) {
				char where[96];
				play_go_index(play, index);
				assert_true(layout_make(&scene, &now));
				snprintf(where, sizeof where, "%s, index %zu, %dx%d",
					shipped_lessons[l], index, scene.w, scene.h);
				bool left = index == play->stop_index[play->stop] + 1;
				bool gets = left && !find_panel(&before, "formula");
				if (play->stop == stop) {
					assert_same_places(&before, &now, !gets, where);
					assert_same_places(&now, &before, !gets, where);
				}
				before = now;
				stop = play->stop;
			}
		}
		play_close(play);
	}
}

/* The words and the table do not move from stop to stop either, on a screen with room. */
static void words_stand_still_on_a_large_screen(void **unused)
{
	static const struct size large = {200, 60};

	(void)unused;
	for (size_t l = 0; shipped_lessons[l]; l++) {
		struct play *play = open_shipped(shipped_lessons[l], 1, NULL);
		struct scene scene = scene_of(play, large, false);
		struct rect formula = {0};

		for (size_t stop = 0; stop < play->lesson->stop_count; stop++) {
			struct layout layout;
			play_go_stop(play, stop);
			assert_true(layout_make(&scene, &layout));
			struct rect area = find_panel(&layout, "formula")->area;
			assert_true(stop == 0 || memcmp(&area, &formula, sizeof area) == 0);
			formula = area;
		}
		play_close(play);
	}
}

/* --- one panel at a time ------------------------------------------------------------------------------ */

static void check_tab(struct scene *scene, const char *place)
{
	struct layout layout;
	struct wanted seen = {.count = 0};

	assert_true(layout_make(scene, &layout));
	int panels = layout.panels_in_all;
	for (int focus = 0; focus < panels; focus++) {
		scene->look.focus = focus;
		assert_true(layout_make(scene, &layout));
		assert_int_equal(layout.panels_in_all, panels);
		wanted_add(&seen, layout.panels[layout.focus].view);
		scene->look.zoom = true;
		assert_true(layout_make(scene, &layout));
		assert_int_equal(layout.count, 1);
		assert_int_equal(layout.panels[0].area.w, scene->w);
		assert_int_equal(layout.panels[0].area.h, scene->h - 2 - layout.strip.h);
		assert_ptr_equal(layout_focus(scene), seen.views[seen.count - 1]);
		scene->look.zoom = false;
	}
	if (seen.count != panels)
		fail_msg("%s: Tab goes to %d of %d panels", place, seen.count, panels);
	if (strcmp(seen.views[0]->name, "prose") != 0)
		fail_msg("%s: the focus begins at %s", place, seen.views[0]->name);
}

static void tab_goes_to_every_panel(void **unused)
{
	(void)unused;
	at_stops(DRAWN_APART, check_tab);
}

/* One line of words has a frame, too, however many pictures there would be room for. */
static void few_words_have_their_frame(void **unused)
{
	static const char text[] =
		"---\ntitle: Few words\nquestion: Where are they?\nminutes: 1\npart: 2\n"
		"network: {hidden: [3]}\nbatch_norm: {on: true}\ntrain: {epochs: 1, batch: 8}\n"
		"view: {panels: [contours, data, loss, statistics]}\n---\n\n## One\n"
		"<!-- at: start -->\n<!-- show: [data] -->\nOne line.\n\n## Two\n"
		"<!-- at: {epoch: 1, batch: 1, stage: update} -->\n"
		"<!-- show: [histograms] -->\nAnother.\n";
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	(void)unused;
	assert_int_equal(open_text(text, false, &play, &diags), 0);
	for (size_t stop = 0; stop < 2; stop++) {
		play_go_stop(play, stop);
		for (size_t i = 0; i < SIZES; i++) {
			struct scene scene = scene_of(play, sizes[i], false);
			bool alone = sizes[i].w < 48 || sizes[i].h < 22;
			if (!alone && !layout_shows(&scene, "prose"))
				fail_msg("stop %zu, %dx%d: no words", stop + 1, scene.w, scene.h);
		}
	}
	diags_free(&diags);
	play_close(play);
}

static void too_small_is_no_layout(void **unused)
{
	static const struct size small[] = {{39, 12}, {40, 11}, {1, 1}};
	struct play *play = open_shipped("two-scales", 1, NULL);
	struct layout layout;

	(void)unused;
	for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
		struct scene scene = scene_of(play, small[i], false);
		assert_false(layout_make(&scene, &layout));
		assert_null(layout_focus(&scene));
	}
	play_close(play);
}

/* --- the grid of pictures ------------------------------------------------------------------------------ */

static void pictures_have_a_good_shape(void **unused)
{
	static const struct {
		struct rect area;
		const char *names[GRID_MOST];
		int columns;
		const char *why;
	} cases[] = {
		{{0, 1, 42, 15}, {"contours"}, 1, "one fills all"},
		{{0, 1, 77, 27}, {"contours", "data"}, 2, "side by side"},
		{{5, 3, 58, 45}, {"contours", "data"}, 1, "a tall place: above each other"},
		{{0, 1, 60, 41}, {"contours", "data"}, 1, "two columns would be too narrow"},
		{{0, 1, 112, 36}, {"contours", "data", "loss"}, 2, "the first has a whole column"},
		{{0, 1, 240, 30}, {"contours", "data", "loss"}, 3, "a low one: three columns"},
		{{0, 1, 147, 50}, {"contours", "data", "loss", "values"}, 2, "two by two"},
		{{0, 1, 112, 36}, {"values", "data", "loss"}, 2, "a list shares its column"},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct wanted pictures = {.count = 0};
		struct rect areas[GRID_MOST];
		int columns = 0, cells = 0;

		for (int j = 0; j < GRID_MOST && cases[i].names[j]; j++)
			wanted_add(&pictures, view_find(cases[i].names[j]));
		grid_place(cases[i].area, &pictures, (struct grid_cell){36, 13}, areas);
		for (int j = 0; j < pictures.count; j++) {
			columns += areas[j].y == cases[i].area.y;
			cells += areas[j].w * areas[j].h;
			for (int k = 0; k < j; k++)
				assert_false(overlap(areas[j], areas[k]));
		}
		if (columns != cases[i].columns || cells != cases[i].area.w * cases[i].area.h)
			fail_msg("%s: %d columns, %d cells", cases[i].why, columns, cells);
	}
}

/* A list is never the one that stands alone beside two others, and is the smaller of two. */
static void lists_are_small(void **unused)
{
	struct wanted pictures = {.count = 0};
	struct rect area = {0, 0, 112, 40}, areas[GRID_MOST];

	(void)unused;
	wanted_add(&pictures, view_find("values"));
	wanted_add(&pictures, view_find("data"));
	wanted_add(&pictures, view_find("contours"));
	grid_place(area, &pictures, (struct grid_cell){36, 13}, areas);
	assert_int_equal(areas[2].h, area.h);
	assert_true(areas[0].h < areas[1].h);
	assert_int_equal(areas[0].x, areas[1].x);
	assert_true(grid_fits(area, 4, (struct grid_cell){50, 20}));
	assert_false(grid_fits(area, 4, (struct grid_cell){57, 20}));
	assert_false(grid_fits(area, GRID_MOST + 1, (struct grid_cell){1, 1}));
}

/* A list of four rows is as high as they are and shows its columns; what is left is for the others. */
static void short_lists_lie_across(void **unused)
{
	static const struct {
		size_t stop;
		struct size size;
		enum look_twin twin;
		const char *below;
	} cases[] = {{1, {80, 24}, LOOK_FIRST, "network"}, {2, {80, 24}, LOOK_FIRST, "network"},
		{2, {120, 36}, LOOK_FIRST, "network"}, {5, {120, 36}, LOOK_FIRST, "invariants"},
		{8, {200, 60}, LOOK_BOTH, NULL}};
	struct play *play = open_shipped("backward", 1, NULL);

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct scene scene = scene_of(play, cases[i].size, false);
		struct layout layout;
		scene.look.twin = cases[i].twin;
		play_go_stop(play, cases[i].stop);
		assert_true(layout_make(&scene, &layout));
		const struct placed *list = find_panel(&layout, "values");
		assert_non_null(list);
		assert_int_equal(list->area.h, 4 + 1 + 2);
		if (!cases[i].below)
			continue;
		const struct placed *other = find_panel(&layout, cases[i].below);
		assert_non_null(other);
		assert_int_equal(other->area.w, list->area.w);
		assert_int_equal(other->area.y, list->area.y + list->area.h);
	}
	play_close(play);
}

/* Nothing stands alone at the foot of the words while a short list has all the pictures' area. */
static void short_lists_are_not_left_alone(void **unused)
{
	struct play *play = open_shipped("backward", 1, NULL);
	struct scene scene = scene_of(play, (struct size){200, 60}, false);
	struct layout layout;

	(void)unused;
	play_go_stop(play, 2);
	assert_true(layout_make(&scene, &layout));
	assert_int_equal(find_panel(&layout, "network")->area.x, 0);
	play_close(play);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(panels_keep_their_places),
		cmocka_unit_test(a_prediction_is_not_spoiled),
		cmocka_unit_test(panels_fill_the_screen),
		cmocka_unit_test(wishes_come_first),
		cmocka_unit_test(panels_draw_inside_their_frames),
		cmocka_unit_test(views_hold_from_their_least_size),
		cmocka_unit_test(twins_keep_their_places),
		cmocka_unit_test(words_fit_or_say_that_there_are_more),
		cmocka_unit_test(nothing_moves_within_a_stop),
		cmocka_unit_test(words_stand_still_on_a_large_screen),
		cmocka_unit_test(tab_goes_to_every_panel),
		cmocka_unit_test(few_words_have_their_frame),
		cmocka_unit_test(too_small_is_no_layout),
		cmocka_unit_test(pictures_have_a_good_shape),
		cmocka_unit_test(lists_are_small),
		cmocka_unit_test(short_lists_lie_across),
		cmocka_unit_test(short_lists_are_not_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
