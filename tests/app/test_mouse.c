/* What the mouse does on the pages, and what it leaves alone. */
#include "opened.h"
#include "typed.h"

#include "app/mouse.h"
#include "view/data_hand.h"
#include "view/layout.h"
#include "view/screen.h"
#include "view/twins.h"

enum { W = 120, H = 36 };

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "lessons/five-stages.md", .seed = -1};

static int open_lesson(void **state)
{
	static struct session session;

	opened(&session, &options, W, H);
	*state = &session;
	return 0;
}

static int close_lesson(void **state)
{
	session_close(*state);
	return 0;
}

static enum effect act(struct session *session, enum mouse_kind kind, int x, int y)
{
	return mouse_act(session, (struct mouse){kind, x, y});
}

static void the_line_of_time_goes_there(void **state)
{
	struct session *session = *state;
	int last, row = opened_strip(session, &last);
	size_t end = session->play->run->last;

	act(session, MOUSE_PRESS, last, row);
	assert_int_equal(session->play->run->at.index, end);
	act(session, MOUSE_RELEASE, last, row);
	act(session, MOUSE_PRESS, 1, row);
	assert_int_equal(session->play->run->at.index, 0);
	act(session, MOUSE_DRAG, last / 2, 3);
	size_t middle = session->play->run->at.index;
	assert_true(middle > end / 3 && middle < 2 * end / 3);
	act(session, MOUSE_DRAG, W + 50, -7); /* outside: the nearest place */
	assert_int_equal(session->play->run->at.index, end);
	act(session, MOUSE_RELEASE, 1, row);
	assert_int_equal(session->play->run->at.index, 0);
	act(session, MOUSE_DRAG, last, row); /* nothing is held any more */
	assert_int_equal(session->play->run->at.index, 0);
}

static void a_click_gives_each_panel_the_focus(void **state)
{
	static const int sizes[][2] = {{80, 24}, {120, 36}, {200, 60}};
	struct session *session = *state;

	type(session, ":go stop 6<Enter>");
	for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
		session->w = sizes[s][0];
		session->h = sizes[s][1];
		struct scene scene = session_scene(session);
		struct layout layout;
		assert_true(layout_make(&scene, &layout));
		for (int i = 0; i < layout.count; i++) {
			struct rect area = layout.panels[i].area;
			act(session, MOUSE_PRESS, area.x + area.w / 2, area.y + 1);
			act(session, MOUSE_RELEASE, area.x + area.w / 2, area.y + 1);
			scene = session_scene(session);
			struct layout now;
			assert_true(layout_make(&scene, &now));
			assert_int_equal(now.focus, i);
		}
	}
}

/* The area of a panel by its name. */
static struct rect panel(const struct session *session, const char *name)
{
	struct scene scene = session_scene(session);
	struct layout layout;

	assert_true(layout_make(&scene, &layout));
	for (int i = 0; i < layout.count; i++)
		if (layout.panels[i].view == view_find(name))
			return layout.panels[i].area;
	fail_msg("%s is not shown", name);
	return (struct rect){0};
}

static void a_click_chooses_the_row_of_values(void **state)
{
	struct session *session = *state;

	type(session, "]]<Right><Right>"); /* past the question */
	struct rect area = panel(session, "values");
	for (int line = 1; line <= 5; line++) {
		act(session, MOUSE_PRESS, area.x + 5, area.y + 1 + line);
		assert_int_equal(session->look.example, line);
	}
	act(session, MOUSE_PRESS, area.x + 5, area.y + 1); /* the titles are no row */
	assert_int_equal(session->look.example, 5);
}

static void a_click_chooses_the_dot(void **state)
{
	struct session *session = *state;
	struct scene scene;
	bool chosen[1000] = {false};
	int count = 0;

	session_change(session, "view.panels", "data", &(struct diags){.count = 0});
	type(session, "g");
	for (int i = 0; i < 30; i++) { /* until the data are among the pictures */
		scene = session_scene(session);
		if (layout_shows(&scene, "data"))
			break;
		type(session, "v");
	}
	struct rect area = panel(session, "data");
	for (int y = area.y; y < area.y + area.h; y++)
		for (int x = area.x; x < area.x + area.w; x++) {
			session->look.row = 0;
			act(session, MOUSE_PRESS, x, y);
			count += session->look.row && !chosen[session->look.row];
			chosen[session->look.row] = true;
		}
	assert_true(count > 10); /* rows are reached, each by its own dot */
	assert_true(chosen[0]);  /* far from all dots nothing is chosen */
}

/* The second run has no first row: its dots are others, and none of them goes along with the pointer. */
static void a_click_on_the_second_run_chooses_its_row(void **state)
{
	struct session session;
	struct options twins;
	struct layout layout;
	int clicked = 0;

	(void)state;
	opened_lesson(&session, &twins, "lessons/four-steps.md", W, H);
	type(&session, ":set twin.data.edits delete 1<Enter>g");
	struct scene scene = session_scene(&session);
	for (int i = 0; i < 30 && !layout_shows(&scene, "data"); i++) {
		type(&session, "v");
		scene = session_scene(&session);
	}
	struct scene second = twins_scene(&scene, SIDE_B);
	assert_true(layout_make(&scene, &layout));
	for (int i = 0; i < layout.count; i++) {
		const struct placed *placed = &layout.panels[i];
		if (placed->view != view_find("data") || placed->side != SIDE_B)
			continue;
		for (size_t row = 0; row < second.play->experiment->data.rows; row++) {
			int x, y;
			assert_true(data_dot(&second, rect_inside(placed->area), row, &x, &y));
			act(&session, MOUSE_PRESS, x, y);
			assert_int_equal(session.look.row, row + 1);
			act(&session, MOUSE_DRAG, x + 2, y);
			assert_false(session.hand.on);
			act(&session, MOUSE_RELEASE, x + 2, y);
			clicked++;
		}
	}
	assert_int_equal(clicked, 5);
	session_close(&session);
}

static void the_wheel_chooses_and_scrolls(void **state)
{
	struct session *session = *state;

	type(session, "]]<Right><Right>"); /* past the question */
	struct rect area = panel(session, "values"), words = panel(session, "prose");
	session->look.example = 2;
	act(session, MOUSE_WHEEL_DOWN, area.x + 3, area.y + 2);
	assert_int_equal(session->look.example, 3);
	act(session, MOUSE_WHEEL_UP, area.x + 3, area.y + 2);
	act(session, MOUSE_WHEEL_UP, area.x + 3, area.y + 2);
	assert_int_equal(session->look.example, 1);
	act(session, MOUSE_WHEEL_DOWN, words.x + 3, words.y + 2);
	assert_int_equal(session->look.scroll, 3);
	act(session, MOUSE_WHEEL_UP, words.x + 3, words.y + 2);
	assert_int_equal(session->look.scroll, 0);
	assert_int_equal(act(session, MOUSE_WHEEL_DOWN, 0, 0) & EFFECT_QUIT, 0);
	type(session, "?");
	act(session, MOUSE_WHEEL_DOWN, 5, 5);
	assert_int_equal(session->look.scroll, 1);
	type(session, "q");
	assert_int_equal(session->page, PAGE_LESSON);
}

static void a_click_ends_what_a_key_ends(void **state)
{
	struct session *session = *state;
	int last, row = opened_strip(session, &last);

	type(session, "gbb"); /* the first b answers a question */
	act(session, MOUSE_DRAG, last, row);
	assert_true(session->blank);
	act(session, MOUSE_PRESS, last, row);
	assert_false(session->blank);
	assert_int_equal(session->play->run->at.index, 0); /* it did nothing else */
	type(session, ":go");
	act(session, MOUSE_PRESS, last, row);
	assert_int_equal(session->play->run->at.index, 0); /* somebody is typing */
	type(session, "<Escape>");
}

static const struct {
	const char *before, *after;
	const char *why;
} answers[] = {
	{"<Enter>", "1<Enter>", "an open line"},
	{"<Enter>a", "<Enter>", "a line with an answer"},
	{"<Enter>", " ", "a blank, which an order takes"},
	{"P", "1", "hands are counted"},
	{"P1 2", "<Enter>", "hands are typed"},
};

/* The third stop asks, the last place of the run does not. */
static void an_answer_does_not_outlive_its_question(void **state)
{
	struct session *session = *state;
	int last, row = opened_strip(session, &last);

	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		type(session, ":go stop 3<Enter>");
		type(session, answers[i].before);
		assert_true(session->answering);
		act(session, MOUSE_PRESS, last, row);
		act(session, MOUSE_RELEASE, last, row);
		assert_null(session->play->asked[session->play->stop]);
		if (session->answering || session->polling || session->typed.len)
			fail_msg("%s: the line is open still", answers[i].why);
		type(session, answers[i].after);
		assert_false(session->answering);
	}
}

/* Another text begins at its beginning, whatever brought it. */
static void a_place_far_off_is_read_from_its_beginning(void **state)
{
	struct session *session = *state;
	int last, row = opened_strip(session, &last);

	type(session, "g");
	session->look.scroll = 3;
	act(session, MOUSE_PRESS, last, row);
	assert_int_equal(session->look.scroll, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_line_of_time_goes_there, open_lesson, close_lesson),
		cmocka_unit_test_setup_teardown(
			a_click_gives_each_panel_the_focus, open_lesson, close_lesson),
		cmocka_unit_test_setup_teardown(
			a_click_chooses_the_row_of_values, open_lesson, close_lesson),
		cmocka_unit_test_setup_teardown(a_click_chooses_the_dot, open_lesson, close_lesson),
		cmocka_unit_test(a_click_on_the_second_run_chooses_its_row),
		cmocka_unit_test_setup_teardown(
			the_wheel_chooses_and_scrolls, open_lesson, close_lesson),
		cmocka_unit_test_setup_teardown(
			a_click_ends_what_a_key_ends, open_lesson, close_lesson),
		cmocka_unit_test_setup_teardown(
			an_answer_does_not_outlive_its_question, open_lesson, close_lesson),
		cmocka_unit_test_setup_teardown(
			a_place_far_off_is_read_from_its_beginning, open_lesson, close_lesson),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
