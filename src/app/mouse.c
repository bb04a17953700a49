#include "app/mouse.h"

#include "app/actions.h"
#include "app/hand.h"
#include "app/keys.h"
#include "app/prompt.h"
#include "app/running.h"
#include "app/until.h"
#include "view/layout.h"
#include "view/screen.h"
#include "view/twins.h"

enum { WHEEL_LINES = 3 };

static bool contains(struct rect area, int x, int y)
{
	return x >= area.x && x < area.x + area.w && y >= area.y && y < area.y + area.h;
}

/* The panel under a cell, or −1. */
static int panel_at(const struct layout *layout, struct mouse mouse)
{
	for (int i = 0; i < layout->count; i++)
		if (contains(layout->panels[i].area, mouse.x, mouse.y))
			return i;
	return -1;
}

/* A panel that is shown alone has the focus already. */
static void focus(struct session *session, const struct layout *layout, int panel)
{
	int count = layout->count;

	if (count == layout->panels_in_all)
		session->look.focus = (session->look.focus + panel - layout->focus + count) % count;
}

/* The row that a click points at, in the values or among the dots, becomes the chosen one. A row of
 * the second run goes along with the pointer only where the first one has the same rows. */
static void choose_row(struct session *session, const struct scene *scene,
	const struct placed *panel, struct mouse mouse)
{
	struct scene shown = twins_scene(scene, panel->side);
	const struct run *run = shown.play->run;
	bool batch = run->at.epoch > 0, dots = panel->view == view_find("data");
	struct rect inside = rect_inside(panel->area);
	int line = 0;

	if (!contains(inside, mouse.x, mouse.y))
		return;
	if (panel->view == view_find("values"))
		line = values_line_at(&shown, inside, mouse.y);
	else if (dots)
		line = data_row_at(&shown, inside, mouse.x, mouse.y);
	if (dots && twins_share_rows(scene))
		session->pressed_row = line;
	if (line > 0 && batch && dots)
		line = run_example_of(run, (size_t)line - 1);
	if (line > 0)
		*(batch ? &session->look.example : &session->look.row) = line;
}

static enum effect click(struct session *session, const struct scene *scene,
	const struct layout *layout, struct mouse mouse)
{
	int panel = panel_at(layout, mouse);

	if (panel < 0)
		return EFFECT_NONE;
	focus(session, layout, panel);
	choose_row(session, scene, &layout->panels[panel], mouse);
	return EFFECT_REDRAW;
}

static enum effect turn_wheel(
	struct session *session, const struct layout *layout, struct mouse mouse)
{
	int panel = panel_at(layout, mouse);
	bool text = panel >= 0 && layout->panels[panel].view == view_find("prose");
	long lines = text ? WHEEL_LINES : 1;

	if (panel < 0)
		return EFFECT_NONE;
	focus(session, layout, panel);
	return mouse.kind == MOUSE_WHEEL_DOWN ? action_select_next(session, lines)
					      : action_select_back(session, lines);
}

/* To the place under the pointer; while the button is held, whatever the row. */
static enum effect scrub(struct session *session, const struct scene *scene, int x)
{
	size_t index = screen_strip_index(scene, x);

	if (lesson_lock(session->play->lesson, session->play->stop, "stage-next")) {
		str_clear(&session->message);
		str_add(&session->message, "The lesson rests this key at this stop.");
		return EFFECT_REDRAW;
	}
	if (index == session->play->run->at.index)
		return EFFECT_NONE;
	play_go_index(session->play, index);
	return EFFECT_REDRAW;
}

/* The row that the button went down on goes along, and lies where the button is let go. */
static enum effect drag_row(struct session *session, struct mouse mouse)
{
	size_t row = (size_t)session->pressed_row - 1;

	if (mouse.kind == MOUSE_RELEASE) {
		session->pressed_row = 0;
		if (session->hand.on)
			hand_drop(session);
	} else if (mouse.kind == MOUSE_DRAG && (session->hand.on || hand_take(session, row))) {
		hand_point(session, mouse.x, mouse.y);
	} else {
		session->pressed_row = 0;
	}
	return EFFECT_REDRAW;
}

static enum effect act_on_lesson(struct session *session, struct mouse mouse)
{
	struct scene scene = session_scene(session);
	struct layout layout;

	if (!layout_make(&scene, &layout))
		return EFFECT_NONE;
	if (mouse.kind == MOUSE_PRESS) {
		if (session->hand.on)
			hand_drop(session);
		session->pressed_row = 0;
		session->scrubs = screen_strip_has(&scene, mouse.x, mouse.y);
	}
	if (mouse.kind == MOUSE_WHEEL_UP || mouse.kind == MOUSE_WHEEL_DOWN)
		return turn_wheel(session, &layout, mouse);
	enum effect effect = EFFECT_NONE;
	if (session->pressed_row)
		effect = drag_row(session, mouse);
	else if (session->scrubs)
		effect = scrub(session, &scene, mouse.x);
	else if (mouse.kind == MOUSE_PRESS)
		effect = click(session, &scene, &layout, mouse);
	if (mouse.kind == MOUSE_RELEASE)
		session->scrubs = false;
	return effect;
}

/* What a key would have ended, a click ends; moving about does not. */
static bool wakes(struct session *session, struct mouse mouse)
{
	bool covered = session->blank || session->welcome || until_runs(session);

	if (!covered || mouse.kind == MOUSE_DRAG || mouse.kind == MOUSE_RELEASE)
		return false;
	session->blank = session->welcome = false;
	if (until_runs(session))
		until_stop(session);
	return true;
}

static enum effect act(struct session *session, struct mouse mouse)
{
	if (wakes(session, mouse))
		return EFFECT_REDRAW;
	if (prompt_is_open(session) || session->blank || session->welcome || until_runs(session))
		return EFFECT_NONE;
	if (session->page == PAGE_LESSON) {
		if (mouse.kind != MOUSE_RELEASE) {
			running_stop(session);
			str_clear(&session->message);
		}
		return act_on_lesson(session, mouse) | EFFECT_REDRAW;
	}
	if (mouse.kind == MOUSE_WHEEL_DOWN)
		return action_of_key(session, KEYS_DOWN);
	return mouse.kind == MOUSE_WHEEL_UP ? action_of_key(session, KEYS_UP) : EFFECT_NONE;
}

enum effect mouse_act(struct session *session, struct mouse mouse)
{
	session_follow(session);
	enum effect effect = act(session, mouse);
	session_follow(session);
	return effect;
}
