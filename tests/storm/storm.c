#include "storm/storm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/action.h"
#include "app/actions.h"
#include "app/keys.h"
#include "app/mouse.h"
#include "app/prompt.h"
#include "app/running.h"
#include "app/settings_page.h"
#include "app/until.h"
#include "base/utf8.h"
#include "engine/play_change.h"
#include "storm/draws.h"
#include "storm/lines.h"
#include "view/screen.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Keys between two comparisons with the run as it was opened: a change of settings takes three keys,
 * and undo goes back through as many as this. */
enum {
	KEYS_A_ROUND = 3 * (COURSES_MAX - 1),
	DRAWN_ONE_IN = 6,
	SMALL_W = 120,
	SMALL_H = 40,
	FAR = 400
};

struct storm {
	const struct storm_plan *plan;
	struct options options;
	struct session session;
	struct draws draws;
	size_t pressed, failures;
};

static void fail_here(struct storm *storm, const char *what)
{
	storm->failures++;
	printf("%s: seed %u, key %zu: %s\n", storm->plan->lesson, storm->plan->seed, storm->pressed,
		what);
}

/* --- pressing ---------------------------------------------------------------------------------- */

static bool takes_text(const struct session *session)
{
	return prompt_is_open(session) || session->answering ||
	       (session->page == PAGE_SETTINGS && session->settings_page->typing);
}

/* A file would be written: a storm leaves nothing behind. */
static bool would_save(const struct session *session, uint32_t key)
{
	return key == KEYS_ENTER && prompt_is_open(session) &&
	       strstr(session->prompt->shown.text, "save");
}

static void press(struct storm *storm, uint32_t key)
{
	char name[KEYS_NAME_MAX];

	if (would_save(&storm->session, key))
		key = KEYS_ESCAPE;
	key_label(key, name);
	if (storm->plan->listing)
		printf("%zu %s\n", storm->pressed, name);
	storm->pressed++;
	action_of_key(&storm->session, key);
	if (storm->plan->listing && storm->session.message.len)
		printf("\t%s\n", str_text(&storm->session.message));
}

static void type(struct storm *storm, const char *text)
{
	uint32_t code;

	while ((code = utf8_next(&text)))
		press(storm, code);
}

static void press_bound(struct storm *storm)
{
	uint32_t key = KEYS_NONE;

	key_parse(bindings[draws_below(&storm->draws, bindings_count)].key, &key);
	press(storm, key);
}

static void press_any(struct storm *storm)
{
	if (draws_once_in(&storm->draws, 2))
		press(storm, KEYS_NAMED + (uint32_t)draws_below(
						  &storm->draws, KEYS_END_OF_LIST - KEYS_NAMED));
	else if (draws_once_in(&storm->draws, 4))
		press(storm, (uint32_t)draws_below(&storm->draws, KEYS_NAMED));
	else
		press(storm, (uint32_t)draws_below(&storm->draws, 0x80));
}

static void press_count(struct storm *storm)
{
	size_t digits = 1 + draws_below(&storm->draws, draws_once_in(&storm->draws, 5) ? 7 : 1);

	while (digits--)
		press(storm, '0' + (uint32_t)draws_below(&storm->draws, 10));
	press_bound(storm);
}

static void type_command(struct storm *storm)
{
	struct str line = {0};

	lines_command(&storm->draws, &line);
	if (takes_text(&storm->session))
		press(storm, KEYS_ESCAPE);
	press(storm, ':');
	type(storm, str_text(&line));
	if (draws_once_in(&storm->draws, 6))
		press(storm, KEYS_TAB);
	press(storm, KEYS_ENTER);
	str_free(&line);
}

static void type_words(struct storm *storm)
{
	struct str words = {0};

	lines_words(&storm->draws, &words);
	type(storm, str_text(&words));
	press(storm, KEYS_ENTER);
	str_free(&words);
}

/* Settings are stepped and typed on their own page. */
static void press_settings(struct storm *storm)
{
	press(storm, 'e');
	for (size_t i = draws_below(&storm->draws, 12); i > 0; i--)
		press(storm, draws_once_in(&storm->draws, 3) ? KEYS_RIGHT : KEYS_DOWN);
	if (draws_once_in(&storm->draws, 3))
		type_words(storm);
	press(storm, KEYS_ENTER);
}

/* A row is taken in hand, and whatever a hand can do is done. */
static void press_row(struct storm *storm)
{
	static const uint32_t keys[] = {KEYS_RIGHT, KEYS_LEFT, KEYS_UP, KEYS_DOWN, 'H', 'J', 'K',
		'L', 'f', 'a', 'd', '=', '5', KEYS_TAB, KEYS_ENTER, KEYS_ESCAPE, 'r'};

	press(storm, 'r');
	for (size_t i = draws_below(&storm->draws, 12); i > 0; i--)
		press(storm, keys[draws_below(&storm->draws, COUNT(keys))]);
}

/* What the program is told of a button or a wheel; it counts as a key. */
static void point(struct storm *storm, enum mouse_kind kind, int x, int y)
{
	static const char *const names[] = {[MOUSE_PRESS] = "press",
		[MOUSE_DRAG] = "drag",
		[MOUSE_RELEASE] = "release",
		[MOUSE_WHEEL_UP] = "wheel up",
		[MOUSE_WHEEL_DOWN] = "wheel down"};

	if (storm->plan->listing)
		printf("%zu %s at %d, %d\n", storm->pressed, names[kind], x, y);
	storm->pressed++;
	mouse_act(&storm->session, (struct mouse){kind, x, y});
	if (storm->plan->listing && storm->session.message.len)
		printf("\t%s\n", str_text(&storm->session.message));
}

/* The row of the line of time below a column, or one that is none. */
static int strip_row(const struct session *session, int x)
{
	struct scene scene = session_scene(session);

	for (int y = 0; y < session->h; y++)
		if (screen_strip_has(&scene, x, y))
			return y;
	return -1;
}

/* Also beside the screen, where a drag may end, and often on the line of time. */
static void point_anywhere(struct storm *storm, enum mouse_kind kind)
{
	struct session *session = &storm->session;
	int x = (int)draws_below(&storm->draws, (size_t)session->w + 2) - 1;
	int y = (int)draws_below(&storm->draws, (size_t)session->h + 2) - 1;

	point(storm, kind, x, draws_once_in(&storm->draws, 3) ? strip_row(session, x) : y);
}

/* A button goes down and often up again, with keys in between now and then; or a wheel turns. */
static void use_mouse(struct storm *storm)
{
	struct draws *draws = &storm->draws;

	if (draws_once_in(draws, 4)) {
		point_anywhere(storm, draws_once_in(draws, 2) ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN);
		return;
	}
	point_anywhere(storm, MOUSE_PRESS);
	if (draws_once_in(draws, 2))
		for (size_t i = 1 + draws_below(draws, 3); i > 0; i--)
			point_anywhere(storm, MOUSE_DRAG);
	if (draws_once_in(draws, 8))
		press_bound(storm);
	if (!draws_once_in(draws, 8))
		point_anywhere(storm, MOUSE_RELEASE);
}

static void resize(struct storm *storm)
{
	static const int sizes[][2] = {{40, 12}, {80, 24}, {80, 25}, {120, 36}, {200, 60},
		{300, 100}, {300, 12}, {40, 100}};
	struct session *session = &storm->session;
	const int *size = sizes[draws_below(&storm->draws, COUNT(sizes))];

	session->w = size[0];
	session->h = size[1];
	if (draws_once_in(&storm->draws, 3))
		return;
	session->w = 1 + (int)draws_below(&storm->draws, SMALL_W);
	session->h = 1 + (int)draws_below(&storm->draws, SMALL_H);
}

/* What the program does between two keys. */
static void let_time_pass(struct storm *storm)
{
	struct session *session = &storm->session;

	if (until_runs(session))
		until_slice(session, 0);
	else if (running_wait(session, session->running.due) == 0)
		running_tick(session, session->running.due);
}

static void press_something(struct storm *storm)
{
	static void (*const kinds[])(struct storm * storm) = {press_bound, press_bound, press_bound,
		press_bound, press_bound, press_bound, press_bound, press_count, press_count,
		press_any, type_command, press_settings, press_row, use_mouse, use_mouse, resize,
		let_time_pass};

	if (takes_text(&storm->session) && draws_once_in(&storm->draws, 2))
		type_words(storm);
	else if (storm->session.page != PAGE_LESSON && draws_once_in(&storm->draws, 3))
		press(storm, draws_once_in(&storm->draws, 2) ? KEYS_ESCAPE : KEYS_ENTER);
	else if (takes_text(&storm->session) && draws_once_in(&storm->draws, 3))
		draws_once_in(&storm->draws, 2) ? press(storm, KEYS_ESCAPE) : use_mouse(storm);
	else
		kinds[draws_below(&storm->draws, COUNT(kinds))](storm);
}

/* --- what must hold of a picture --------------------------------------------------------------- */

static struct canvas *draw(struct storm *storm)
{
	struct session *session = &storm->session;
	struct canvas *canvas = canvas_new(session->w, session->h, false);
	struct scene scene;
	int x = -1, y = -1;

	if (!canvas)
		abort();
	canvas_use_glyphs(canvas, session->glyphs);
	scene = session_scene(session);
	scene.hints = action_hints(action_page(session), &scene.hint_count);
	screen_draw(&scene, canvas, &x, &y);
	if (x >= canvas->w || y >= canvas->h)
		fail_here(storm, "the cursor stands outside the screen");
	return canvas;
}

static bool is_ascii(const struct canvas *canvas)
{
	for (int i = 0; i < canvas->w * canvas->h; i++)
		if (canvas->cells[i].glyph < ' ' || canvas->cells[i].glyph > '~')
			return false;
	return true;
}

static bool are_alike(const struct canvas *a, const struct canvas *b)
{
	for (int i = 0; i < a->w * a->h; i++)
		if (a->cells[i].glyph != b->cells[i].glyph ||
			a->cells[i].role != b->cells[i].role ||
			a->cells[i].ground != b->cells[i].ground)
			return false;
	return true;
}

/* A sweep goes on in the background, and its picture with it. */
static void check_picture(struct storm *storm)
{
	bool sweeps = session_idle(&storm->session);
	struct canvas *canvas = draw(storm);

	if (storm->session.glyphs == GLYPHS_ASCII && !is_ascii(canvas))
		fail_here(storm, "a cell of an ASCII screen is not ASCII");
	if (!sweeps && draws_once_in(&storm->draws, 4)) {
		struct canvas *again = draw(storm);
		if (!are_alike(canvas, again))
			fail_here(storm, "the same picture is drawn otherwise again");
		canvas_free(again);
	}
	canvas_free(canvas);
}

/* --- what must hold of the run ----------------------------------------------------------------- */

static void become_calm(struct storm *storm)
{
	struct session *session = &storm->session;
	struct str says = {0};

	for (int i = 0; i < 8 && (session->page != PAGE_LESSON || takes_text(session) ||
					 until_runs(session));
		i++)
		press(storm, KEYS_ESCAPE);
	running_stop(session);
	session->page = PAGE_LESSON; /* from the menu, where Escape ends */
	while (play_undo(session->play, &says) == 0)
		str_clear(&says);
	str_free(&says);
	play_set_mode(session->play, MODE_TRAIN);
}

static bool same_state(const struct play *a, const struct play *b, size_t index)
{
	const size_t bytes = a->run->experiment->model.block_bytes;

	/* The parameters stand first in a state block. */
	run_seek(a->run, index);
	run_seek(b->run, index);
	return bytes == b->run->experiment->model.block_bytes &&
	       a->run->at.index == b->run->at.index &&
	       memcmp(run_state(a->run).theta, run_state(b->run).theta, bytes) == 0;
}

static bool same_stops(const struct play *a, const struct play *b)
{
	for (size_t i = 0; i < a->lesson->stop_count; i++)
		if (a->stop_index[i] != b->stop_index[i] || a->stop_moved[i] != b->stop_moved[i])
			return false;
	return a->lesson->stop_count == b->lesson->stop_count;
}

static void compare(struct storm *storm, const struct play *fresh)
{
	struct play *play = storm->session.play;
	size_t length = fresh->run->timeline.length;

	play_go_index(play, 0);
	if (play->run->timeline.length != length || !play->twin != !fresh->twin)
		fail_here(storm, "with all changes undone there is another timeline");
	else if (!same_stops(play, fresh))
		fail_here(storm, "with all changes undone the stops stand elsewhere");
	else if (!same_state(play, fresh, 0))
		fail_here(storm, "with all changes undone the start is another");
	else if (!same_state(play, fresh, draws_below(&storm->draws, length < FAR ? length : FAR)))
		fail_here(storm, "with all changes undone the run is another");
	else if (play->twin && !same_state(play->twin, fresh->twin, 0))
		fail_here(storm, "with all changes undone the second start is another");
	play_go_index(play, 0);
}

static void check_run(struct storm *storm)
{
	struct session *session = &storm->session;
	struct diags diags = {.count = 0};
	struct lesson *lesson = NULL;
	struct play *fresh = NULL;

	become_calm(storm);
	if (lesson_load(session->play->lesson->path, &lesson, &diags) ||
		play_open(lesson, (struct play_wishes){.set_count = 0}, false, &fresh, &diags))
		fail_here(storm, "the lesson cannot be opened again");
	else
		compare(storm, fresh);
	play_close(fresh);
	diags_free(&diags);
}

/* --- the whole --------------------------------------------------------------------------------- */

static bool open_session(struct storm *storm)
{
	struct session *session = &storm->session;
	struct diags diags = {.count = 0};
	bool open = session_open(session, &storm->options, &diags) == 0;

	/* The storm is not beside the lessons, as the program is. */
	catalogue_free(&session->catalogue);
	open = catalogue_open(&session->catalogue, "lessons", &diags) == 0 && open;
	session->direct = storm->plan->seed % 2;
	session->w = 120;
	session->h = 36;
	diags_free(&diags);
	return open;
}

static void begin_again(struct storm *storm)
{
	session_close(&storm->session);
	if (!open_session(storm))
		fail_here(storm, "the lesson cannot be opened");
}

static void rage(struct storm *storm)
{
	for (size_t next = KEYS_A_ROUND; storm->pressed < storm->plan->keys && !storm->failures;) {
		press_something(storm);
		if (draws_once_in(&storm->draws, DRAWN_ONE_IN))
			check_picture(storm);
		if (storm->pressed < next && storm->pressed < storm->plan->keys)
			continue;
		check_run(storm);
		next = storm->pressed + KEYS_A_ROUND;
		begin_again(storm);
	}
}

size_t storm_run(const struct storm_plan *plan)
{
	struct storm storm = {.plan = plan,
		.options = {.command = OPTIONS_PLAY, .lesson = plan->lesson, .seed = -1},
		.draws = draws_begin(plan->seed)};

	if (open_session(&storm))
		rage(&storm);
	else
		fail_here(&storm, "the lesson cannot be opened");
	session_close(&storm.session);
	return storm.failures;
}
