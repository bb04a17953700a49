/* A row in a hand: what the keys, the mouse and the line do to it, and that all of it can be undone. */
#include "opened.h"
#include "typed.h"

#include <stdlib.h>
#include <unistd.h>

#include "app/complete.h"
#include "app/hand.h"
#include "app/mouse.h"
#include "app/prompt.h"
#include "app/settings_page.h"
#include "engine/play_change.h"
#include "view/data_parts.h"
#include "view/layout.h"

enum { W = 100, H = 30 };

static const char *edits(const struct session *session)
{
	static struct str out;

	str_clear(&out);
	setting_print(&session->play->experiment->settings, setting_find("data.edits"), &out);
	return str_text(&out);
}

static struct rect rows_panel(const struct session *session)
{
	struct scene scene = session_scene(session);
	struct layout layout;

	assert_true(layout_make(&scene, &layout));
	for (int i = 0; i < layout.count; i++)
		if (layout.panels[i].view == view_find("data"))
			return rect_inside(layout.panels[i].area);
	fail_msg("the rows are not shown");
	return (struct rect){0};
}

/* The cell of a row's dot. */
static bool dot_of(const struct session *session, size_t row, int *ret_x, int *ret_y)
{
	struct scene scene = session_scene(session);
	const struct run *run = session->play->run;
	struct plot plot = data_layout(&scene, false, rows_panel(session));

	return plot_cell(&plot, experiment_x(run->experiment, run->at.stage, 0)[row],
		experiment_x(run->experiment, run->at.stage, 1)[row], ret_x, ret_y);
}

static void test_a_cell_at_a_time(void **unused)
{
	static const struct {
		const char *lesson, *keys, *why;
	} places[] = {
		{"lessons/four-steps.md", "", "even steps, features as measured"},
		{"lessons/five-stages.md", "", "equal units"},
		{"lessons/real-wine.md", "", "of a file, in quite different units"},
		{"lessons/five-stages.md", "<Right><Right>", "centred"},
	};
	static const struct {
		const char *keys;
		int x, y;
	} steps[] = {{"<Right>", 1, 0}, {"<Up>", 0, -1}, {"3<Left>", -3, 0}, {"l", 1, 0},
		{"2j", 0, 2}, {"k", 0, -1}, {"h", -1, 0}, {"<Down>", 0, 1}};

	(void)unused;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct session session;
		struct options options;
		int x, y, now_x, now_y;
		opened_lesson(&session, &options, places[i].lesson, W, H);
		type(&session, places[i].keys);
		type(&session, "r");
		assert_true(session.hand.on);
		assert_int_equal(action_page(&session), PAGE_ROW);
		size_t row = session.hand.at.row;
		for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
			assert_true(dot_of(&session, row, &x, &y));
			type(&session, steps[k].keys);
			assert_true(dot_of(&session, row, &now_x, &now_y));
			if (now_x - x != steps[k].x || now_y - y != steps[k].y)
				fail_msg("%s: %s moves by %d, %d", places[i].why, steps[k].keys,
					now_x - x, now_y - y);
		}
		session_close(&session);
	}
}

/* The cursor stands on the row, for displays that follow it; and the other panels speak of it. */
static void test_the_row_is_followed(void **unused)
{
	struct session session;
	struct options options;
	int x, y, cursor_x, cursor_y;

	(void)unused;
	opened_lesson(&session, &options, "lessons/four-steps.md", W, H);
	type(&session, "rnn<Right>");
	canvas_free(opened_screen(&session, false, &cursor_x, &cursor_y));
	assert_true(dot_of(&session, 2, &x, &y));
	assert_int_equal(cursor_x, x);
	assert_int_equal(cursor_y, y);
	struct scene scene = session_scene(&session);
	assert_int_equal(scene_row(&scene), 3);
	type(&session, "a");
	scene = session_scene(&session);
	assert_int_equal(scene_row(&scene), 7);
	type(&session, "<Enter>");
	session.w = 30;
	type(&session, "r");
	assert_string_equal(str_text(&session.message),
		"There is no room to show the rows: = types where it goes.");
	type(&session, "<Right><Escape>");
	assert_int_equal(session.play->experiment->data.rows, 7);
	session_close(&session);
}

/* While a row is held the axes stand still; where it leaves they grow, and it stays in sight. */
static void test_axes_stand_still(void **unused)
{
	struct session session;
	struct options options;
	int x, y;

	(void)unused;
	opened_lesson(&session, &options, "lessons/five-stages.md", W, H);
	type(&session, "r");
	struct scene scene = session_scene(&session);
	struct plot before = data_layout(&scene, false, rows_panel(&session));
	for (int i = 0; i < 3; i++) {
		type(&session, "<Up><Right>");
		scene = session_scene(&session);
		struct plot now = data_layout(&scene, false, rows_panel(&session));
		assert_memory_equal(&now.x, &before.x, sizeof now.x);
		assert_memory_equal(&now.y, &before.y, sizeof now.y);
	}
	type(&session, "99<Right>");
	scene = session_scene(&session);
	struct plot wide = data_layout(&scene, false, rows_panel(&session));
	assert_true(wide.x.hi > before.x.hi);
	assert_true(dot_of(&session, session.hand.at.row, &x, &y));
	session_close(&session);
}

/* In whichever way it ends, nothing of it is left, on the screen or in the run. */
static void test_put_back(void **unused)
{
	static const char *const keys[] = {"r<Right><Up>f<Escape>", "r<Right>5<Down>u",
		"r<Right><Right><Enter>u", "rf<Enter>u", "ra<Left><Escape>", "ra<Up><Enter>u",
		"rdu", "rn<Right>n<Up>p<Enter>uuu", "r<Shift+Right>LKJH<Escape>", "rjrrff<Space>uu",
		":row 3 1 1<Enter>:row delete 1<Enter>:row add 1 2 upper<Enter>uuu"};

	(void)unused;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct session session;
		struct options options;
		opened_lesson(&session, &options, "lessons/five-stages.md", W, H);
		type(&session, "]]<Right><Right>");
		struct look look = session.look;
		int x, y;
		struct canvas *before = opened_screen(&session, false, &x, &y);
		type(&session, keys[i]);
		assert_false(session.hand.on);
		if (strcmp(edits(&session), "none") != 0)
			fail_msg("%s leaves %s", keys[i], edits(&session));
		session.look = look;
		str_clear(&session.message);
		struct canvas *after = opened_screen(&session, false, &x, &y);
		if (memcmp(before->cells, after->cells, sizeof *before->cells * W * H) != 0)
			fail_msg("%s leaves another screen", keys[i]);
		canvas_free(before);
		canvas_free(after);
		session_close(&session);
	}
}

static void test_what_it_does(void **unused)
{
	static const struct {
		const char *lesson, *keys, *edits, *message;
	} cases[] = {
		{"lessons/four-steps.md", "r<Enter>", "none", ""},
		{"lessons/four-steps.md", "r:row 1 2.5 150<Enter><Enter>", "move 1 2.5 150",
			"Row 1 moved to 2.5, 150: the run has started again. u takes it back."},
		{"lessons/four-steps.md", "r=<Backspace><Backspace><Backspace>7<Enter><Enter>",
			"move 1 2 7",
			"Row 1 moved to 2, 7: the run has started again. u takes it back."},
		{"lessons/four-steps.md", "rf<Backspace>9<Enter><Enter>", "target 1 9",
			"Row 1 has y 9: the run has started again. u takes it back."},
		{"lessons/four-steps.md", "rnd", "delete 2",
			"Row 2 is deleted, and 5 rows are left. u takes it back."},
		{"lessons/four-steps.md", "rdrdrdrdrd", "delete 1, delete 1, delete 1, delete 1",
			"1 training row would be left, and a run needs at least 2"},
		{"lessons/five-stages.md", "rf<Enter>", "flip 1",
			"Row 1 is upper: the run has started again. u takes it back."},
		{"lessons/five-stages.md", "rff<Enter>", "none",
			"Row 1 is lower: the run has started again. u takes it back."},
		{"lessons/five-stages.md", ":row target 1 upper<Enter>", "target 1 1",
			"Row 1 is upper: the run has started again."},
		{"lessons/five-stages.md", ":row 7<Enter>", "none", NULL},
		{"lessons/five-stages.md",
			":row flip 7<Enter>:row delete 3<Enter>:row reset<Enter>", "none",
			"data.edits = none: the run has started again."},
		{"lessons/five-stages.md", "rf:row reset<Enter><Enter>", "none", ""},
	};

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct session session;
		struct options options;
		opened_lesson(&session, &options, cases[i].lesson, W, H);
		type(&session, cases[i].keys);
		if (prompt_is_open(&session))
			fail_msg("%s: %s", cases[i].keys, session.prompt->shown.error);
		assert_string_equal(edits(&session), cases[i].edits);
		if (cases[i].message)
			assert_string_equal(str_text(&session.message), cases[i].message);
		session_close(&session);
	}
}

static void test_line_refuses(void **unused)
{
	static const struct {
		const char *line, *says;
	} cases[] = {
		{"row", "row takes a row and where it goes, such as “row 3 1.5 -2”, or “row flip "
			"3”"},
		{"row 65", "there are rows 1 to 64"},
		{"row 65 1 1", "there is no row 65: there are rows 1 to 64"},
		{"row 3 1", "“3 1” is written move ROW X1 X2, such as move 3 1.5 -2"},
		{"row filp 3", "“filp 3” is no edit of a row; did you mean flip?"},
		{"row target 3 uper", "“uper” is no number from −1e9 to 1e9"},
	};
	struct session session;
	struct options options;

	(void)unused;
	opened_lesson(&session, &options, "lessons/five-stages.md", W, H);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct line_mistake mistake = {.at = 0};
		command_line_run(&session, cases[i].line, &mistake);
		assert_string_equal(str_text(&mistake.why), cases[i].says);
		assert_string_equal(edits(&session), "none");
		str_free(&mistake.why);
	}
	session_close(&session);
}

/* Classes that are called 1 and 2: only where a target stands is 2 the second of them. */
static void test_classes_that_are_numbers(void **unused)
{
	static const char *const sets[] = {"data.target=cultivar", "data.classes=1, 2"};
	static const struct {
		const char *line, *edits, *why;
	} cases[] = {
		{"row delete 2", "delete 2", "a row"},
		{"row flip 1", "flip 1", "a row"},
		{"row 3 1 2", "move 3 1 2", "a feature"},
		{"row move 3 1 2", "move 3 1 2", "a feature"},
		{"row target 2 2", "target 2 1", "the class of a row that has its number"},
		{"row  target  60  1", "target 60 0", "blanks as they come"},
		{"row add 2 2 2", "add 2 2 1", "the class alone"},
	};
	static const struct options numbers = {.command = OPTIONS_PLAY,
		.lesson = "lessons/real-wine.md",
		.seed = -1,
		.sets = (const char **)sets,
		.set_count = 2};
	struct session session;

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct line_mistake mistake = {.at = 0};
		opened(&session, &numbers, W, H);
		command_line_run(&session, cases[i].line, &mistake);
		if (mistake.why.len || strcmp(edits(&session), cases[i].edits) != 0)
			fail_msg("%s, %s: %s; %s", cases[i].line, cases[i].why, edits(&session),
				str_text(&mistake.why));
		session_close(&session);
	}
}

static void test_line_completes(void **unused)
{
	static const struct {
		const char *line, *first, *note;
		size_t count;
	} cases[] = {
		{"row ", "move", "", 6},
		{"row fl", "flip", "", 1},
		{"row flip ", "", "flip ROW · there are rows 1 to 6", 0},
		{"row flip 3", "", "flip ROW · row 3: 5, 100, y 11", 0},
		{"row 3 ", "5 100", "move ROW X1 X2 · row 3: 5, 100, y 11", 1},
		{"row move 3 ", "5 100", "move ROW X1 X2 · row 3: 5, 100, y 11", 1},
		{"row 33 ", "", "move ROW X1 X2 · there are rows 1 to 6", 0},
		{"row add 1 ", "", "add X1 X2 Y · there are rows 1 to 6", 0},
		{"row flipped ", "", "", 0},
		{"row flipped 3", "", "", 0},
		{"row mov", "move", "", 1},
	};
	static struct completion completion;
	struct session session;
	struct options options;

	(void)unused;
	opened_lesson(&session, &options, "lessons/four-steps.md", W, H);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		complete_line(&session, cases[i].line, strlen(cases[i].line), &completion);
		if (completion.count != cases[i].count)
			fail_msg("“%s” has %zu offers", cases[i].line, completion.count);
		if (completion.count)
			assert_string_equal(completion.texts[0], cases[i].first);
		assert_string_equal(str_text(&completion.note), cases[i].note);
	}
	session_close(&session);
	opened_lesson(&session, &options, "lessons/five-stages.md", W, H);
	complete_line(&session, "row target 3 u", 14, &completion);
	assert_int_equal(completion.count, 1);
	assert_string_equal(completion.texts[0], "upper");
	completion_free(&completion);
	session_close(&session);
}

/* A whitened picture turns a step: it still goes where the arrow points. */
static void test_whitened(void **unused)
{
	struct session session;
	struct options options;
	int x, y, now_x, now_y;

	(void)unused;
	opened_lesson(&session, &options, "lessons/five-stages.md", W, H);
	type(&session, ":set input.whiten true<Enter>]r");
	size_t row = session.hand.at.row;
	assert_true(dot_of(&session, row, &x, &y));
	type(&session, "3<Right>");
	assert_true(dot_of(&session, row, &now_x, &now_y));
	assert_true(now_x >= x + 2 && now_x <= x + 4 && now_y >= y - 1 && now_y <= y + 1);
	session_close(&session);
}

static void mouse(struct session *session, enum mouse_kind kind, int x, int y)
{
	mouse_act(session, (struct mouse){kind, x, y});
}

static void test_drag(void **unused)
{
	struct session session;
	struct options options;
	int x, y, now_x, now_y;

	(void)unused;
	opened_lesson(&session, &options, "lessons/four-steps.md", W, H);
	session.w = 120;
	session.h = 36;
	assert_true(dot_of(&session, 2, &x, &y));
	mouse(&session, MOUSE_PRESS, x, y);
	mouse(&session, MOUSE_RELEASE, x, y);
	assert_int_equal(session.look.row, 3);
	assert_string_equal(edits(&session), "none"); /* a click chooses */
	mouse(&session, MOUSE_PRESS, x, y);
	mouse(&session, MOUSE_DRAG, x, y);
	assert_string_equal(edits(&session), "none"); /* it is there already */
	mouse(&session, MOUSE_DRAG, x + 3, y - 1);
	mouse(&session, MOUSE_DRAG, x + 5, y - 2);
	assert_true(dot_of(&session, 2, &now_x, &now_y));
	assert_int_equal(now_x, x + 5);
	assert_int_equal(now_y, y - 2);
	mouse(&session, MOUSE_DRAG, 0, 0); /* outside it waits */
	assert_true(dot_of(&session, 2, &now_x, &now_y));
	assert_int_equal(now_x, x + 5);
	mouse(&session, MOUSE_RELEASE, 0, 0);
	assert_false(session.hand.on);
	assert_non_null(strstr(str_text(&session.message), "Row 3 moved to "));
	type(&session, "u"); /* all of it is one change */
	assert_string_equal(edits(&session), "none");
	session_close(&session);
}

/* A stop that rests the rows says so, however one tries. */
static void test_rests(void **unused)
{
	static const char lesson[] = "---\ntitle: T\nquestion: Q?\n---\n\n## One\n<!-- lock: "
				     "[data] -->\n<!-- show: [data] -->\nWords.\n";
	static const char rests[] = "The lesson keeps the rows as they are at this stop.";
	char path[] = "/tmp/normscope-hand.XXXXXX.md";
	struct session session;
	struct options options;
	int x, y, file = mkstemps(path, 3);

	(void)unused;
	assert_true(file >= 0);
	assert_int_equal(write(file, lesson, sizeof lesson - 1), sizeof lesson - 1);
	close(file);
	opened_lesson(&session, &options, path, W, H);
	type(&session, "r");
	assert_false(session.hand.on);
	assert_string_equal(str_text(&session.message), rests);
	struct line_mistake mistake = {.at = 0};
	command_line_run(&session, "row 1 1 1", &mistake);
	assert_string_equal(str_text(&mistake.why), rests);
	assert_true(dot_of(&session, 2, &x, &y));
	mouse(&session, MOUSE_PRESS, x, y);
	mouse(&session, MOUSE_DRAG, x + 4, y);
	assert_string_equal(str_text(&session.message), rests);
	assert_string_equal(edits(&session), "none");
	str_free(&mistake.why);
	session_close(&session);
	unlink(path);
}

/* Edits of a file of one's own outlive the lesson's being read again. */
static void test_own_data(void **unused)
{
	struct diags diags = {.count = 0};
	struct session session;
	struct options options;
	bool others = true;

	(void)unused;
	opened_lesson(&session, &options, "lessons/five-stages.md", W, H);
	type(&session, ":row flip 3<Enter>:data lessons/data/faithful.csv<Enter>");
	assert_string_equal(edits(&session), "none"); /* they were made to other rows */
	size_t rows = session.play->experiment->data.rows;
	type(&session, ":row delete 3<Enter>:row 4 1 700<Enter>");
	assert_int_equal(session_again(&session, &others, &diags), 0);
	assert_false(others); /* the file is the same: nothing of it is to be undone */
	assert_string_equal(edits(&session), "delete 3, move 4 1 700");
	assert_int_equal(session.play->experiment->data.rows, rows - 1);
	session_close(&session);
}

/* A list that a line cannot hold is not offered for typing: Enter would take a part of it. */
static void test_long_lists(void **unused)
{
	struct diags diags = {.count = 0};
	struct session session;
	struct options options;
	struct str value = {0};

	(void)unused;
	opened_lesson(&session, &options, "lessons/five-stages.md", W, H);
	for (int row = 1; row <= 40; row++)
		str_addf(&value, "%smove %d 0.125 -0.125", row > 1 ? ", " : "", row);
	assert_int_equal(session_change(&session, "data.edits", str_text(&value), &diags), 0);
	type(&session, "e");
	while (strcmp(settings_table[session.settings_page->line].name, "data.edits") != 0)
		type(&session, "j");
	type(&session, "=");
	assert_false(session.settings_page->typing);
	assert_non_null(strstr(str_text(&session.settings_page->error), "too long for a line"));
	type(&session, "<Enter>");
	assert_string_equal(edits(&session), str_text(&value));
	str_free(&value);
	session_close(&session);
}

/* The row in the hand is one of the first run; the second run that is shown has one row less. */
static void a_twin_with_fewer_rows(void **unused)
{
	struct session session;
	struct options options;
	int x, y;

	(void)unused;
	opened_lesson(&session, &options, "lessons/four-steps.md", W, H);
	type(&session, ":set twin.data.edits delete 1<Enter>:go end<Enter>");
	for (int look = LOOK_BOTH; look <= LOOK_SECOND; look++) {
		struct session *s = &session;
		s->look.twin = (enum look_twin)look;
		type(s, "r");
		while (s->hand.at.row != s->play->experiment->data.rows - 1)
			type(s, "<Tab>");
		type(s, "<Up><Right>");
		assert_non_null(strstr(edits(s), "move 6"));
		canvas_free(opened_screen(s, false, &x, &y));
		type(s, "<Enter>u");
		assert_null(strstr(edits(s), "move 6"));
	}
	session_close(&session);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_cell_at_a_time),
		cmocka_unit_test(test_the_row_is_followed),
		cmocka_unit_test(test_axes_stand_still),
		cmocka_unit_test(test_put_back),
		cmocka_unit_test(test_what_it_does),
		cmocka_unit_test(test_line_refuses),
		cmocka_unit_test(test_classes_that_are_numbers),
		cmocka_unit_test(test_line_completes),
		cmocka_unit_test(test_whitened),
		cmocka_unit_test(test_drag),
		cmocka_unit_test(test_rests),
		cmocka_unit_test(test_own_data),
		cmocka_unit_test(a_twin_with_fewer_rows),
		cmocka_unit_test(test_long_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
