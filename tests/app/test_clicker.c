/* A clicker: PgDn, PgUp, b, F5 and Esc are all that a talk needs, and none of them ends it. */
#include "opened.h"
#include "typed.h"

#include "folder.h"

enum { W = 80, H = 24 };

static struct options options = {
	.command = OPTIONS_PLAY, .lesson = "tests/e2e/plain.md", .seed = -1};

/* The menu of the shipped lessons, as it is where no lesson was named. */
static void open_menu(struct session *session)
{
	struct diags diags = {.count = 0};

	opened(session, &options, W, H);
	catalogue_free(&session->catalogue);
	assert_int_equal(catalogue_open(&session->catalogue, "lessons", &diags), 0);
	session->page = PAGE_MENU;
	session->direct = false;
}

static const struct {
	const char *keys;
	enum page page;
	size_t stop, line;
	const char *why;
} talk[] = {
	{"<PgDn>", PAGE_LESSON, 1, 0, "on"},
	{"<PgDn><PgDn>", PAGE_LESSON, 2, 0, "and on"},
	{"<PgDn><PgDn><PgUp>", PAGE_LESSON, 1, 0, "back"},
	{"<PgUp>", PAGE_LESSON, 0, 0, "before the first stop there is none"},
	{"<PgDn>b<PgDn>", PAGE_LESSON, 1, 0, "the key that ends the blank does nothing else"},
	{"<PgDn>b<PgDn><PgDn>", PAGE_LESSON, 2, 0, "the one behind it does"},
	{"<PgDn>bb", PAGE_LESSON, 1, 0, "b there and back"},
	{"<PgDn>b<Escape>", PAGE_LESSON, 1, 0, "Esc ends the blank, too"},
	{"<PgDn><PgDn><F5>", PAGE_LESSON, 0, 0, "F5 begins anew"},
	{"<Escape><Escape><Escape>", PAGE_LESSON, 0, 0, "Esc leaves nothing"},
	{"<PgDn>?<PgDn><PgUp><Escape>", PAGE_LESSON, 1, 0, "the help scrolls, and Esc leaves it"},
	{"<PgDn>w<PgDn><Escape>", PAGE_LESSON, 1, 0, "so does the glossary"},
	{"<PgDn>:<Escape><PgDn>", PAGE_LESSON, 2, 0, "Esc leaves the line"},
};

static void a_clicker_steers_a_lesson(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof talk / sizeof *talk; i++) {
		struct session session;
		opened(&session, &options, W, H);
		enum effect effect = type(&session, talk[i].keys);
		if (session.page != talk[i].page || session.play->stop != talk[i].stop ||
			effect & EFFECT_QUIT || session.blank)
			fail_msg("%s: %s", talk[i].keys, talk[i].why);
		session_close(&session);
	}
}

static const struct {
	const char *keys;
	enum page page;
	size_t line;
	const char *why;
} menu[] = {
	{"<PgDn><PgDn><PgUp>", PAGE_MENU, 1, "choosing"},
	{"8", PAGE_MENU, 7, "a lesson's number"},
	{"12", PAGE_MENU, 11, "of two digits"},
	{"12<Enter>", PAGE_LESSON, 11, "and Enter opens it"},
	{"12<Down>", PAGE_MENU, 12, "from there on by one"},
	{"7<Down>3", PAGE_MENU, 2, "another number"},
	{"99", PAGE_MENU, 8, "there are not so many: the last that was"},
	{"<PgDn><F5>", PAGE_LESSON, 1, "F5 opens the chosen lesson"},
	{"<F5><PgDn><Escape>", PAGE_LESSON, 0, "Esc does not leave the lesson"},
	{"<F5>?<Escape>", PAGE_LESSON, 0, "but a page over it"},
	{"<F5>q", PAGE_MENU, 0, "q leaves it"},
	{"<F5>:open four-steps<Enter>q", PAGE_MENU, 1, "and the menu stands at what was left"},
	{"<Escape>", PAGE_MENU, 0, "and no further"},
	{"b<F5>", PAGE_MENU, 0, "the blank covers the menu, too"},
};

static void a_clicker_steers_the_menu(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof menu / sizeof *menu; i++) {
		struct session session;
		open_menu(&session);
		enum effect effect = type(&session, menu[i].keys);
		if (session.page != menu[i].page || session.menu_line != menu[i].line ||
			effect & EFFECT_QUIT)
			fail_msg("%s: %s", menu[i].keys, menu[i].why);
		session_close(&session);
	}
}

/* A lesson of one's own may be called as a shipped one is: the menu stays where it was. */
static void an_own_lesson_is_not_in_the_menu(void **state)
{
	char folder[] = "/tmp/normscope-menu-XXXXXX";
	struct str copy = {0}, open = {0};
	struct session session;

	(void)state;
	assert_non_null(mkdtemp(folder));
	str_addf(&copy, "cp lessons/five-stages.md %s/four-steps.md", folder);
	str_addf(&open, "<F5>:open %s/four-steps.md<Enter>", folder);
	assert_int_equal(system(str_text(&copy)), 0);
	open_menu(&session);
	type(&session, str_text(&open));
	assert_string_equal(session.play->lesson->name, "four-steps");
	type(&session, "q");
	assert_int_equal(session.page, PAGE_MENU);
	assert_int_equal(session.menu_line, 0);
	session_close(&session);
	assert_int_equal(folder_remove(folder), 0);
	str_free(&copy);
	str_free(&open);
}

/* A stop of the lesson asks for something to be tried: the first step past it is held. */
static void something_to_try_is_held_once(void **state)
{
	struct options with_try = {
		.command = OPTIONS_PLAY, .lesson = "lessons/two-scales.md", .seed = -1};
	struct diags diags = {.count = 0};
	struct session session;
	size_t at = 0;

	(void)state;
	assert_int_equal(session_open(&session, &with_try, &diags), 0);
	while (!session.play->asked[at] || session.play->asked[at]->question->aim != QUESTION_TRY)
		at++;
	for (int done = 0; done < 2; done++) {
		play_go_stop(session.play, at);
		session.play->answers[at].done = done;
		type(&session, "<Right>"); /* by which one may try */
		assert_int_equal(session.message.len, 0);
		play_go_stop(session.play, at);
		type(&session, "<PgDn>");
		assert_int_equal(session.play->stop, done ? at + 1 : at);
		if (done)
			continue;
		assert_string_equal(str_text(&session.message),
			"There is something to try here. Once more goes on.");
		type(&session, "<PgDn>");
		assert_int_equal(session.play->stop, at + 1);
	}
	session_close(&session);
}

/* How many cells of the screen are not blank. */
static int drawn(const struct session *session)
{
	int count = 0, x, y;
	struct canvas *canvas = opened_screen(session, false, &x, &y);

	for (int i = 0; i < W * H; i++)
		count += canvas->cells[i].glyph != ' ' || canvas->cells[i].ground;
	canvas_free(canvas);
	return count + (session->blank && x >= 0);
}

static void blank_is_blank_on_every_page(void **state)
{
	static const char *const pages[] = {"", "?", "e"};

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		struct session session;
		opened(&session, &options, W, H);
		type(&session, pages[i]);
		int before = drawn(&session);
		type(&session, "b");
		assert_int_equal(drawn(&session), 0);
		type(&session, "<PgDn>");
		assert_true(before > 100);
		assert_int_equal(drawn(&session), before);
		session_close(&session);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clicker_steers_a_lesson),
		cmocka_unit_test(a_clicker_steers_the_menu),
		cmocka_unit_test(an_own_lesson_is_not_in_the_menu),
		cmocka_unit_test(something_to_try_is_held_once),
		cmocka_unit_test(blank_is_blank_on_every_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
