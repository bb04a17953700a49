#include "app/hand.h"

#include <string.h>

#include "app/prompt.h"
#include "base/number.h"
#include "base/status.h"
#include "engine/play_change.h"
#include "view/data_hand.h"
#include "view/layout.h"
#include "view/twins.h"

/* Where there is no panel to step in: one of this size. */
static const struct rect imagined = {0, 0, 60, 20};

/* --- the panel --------------------------------------------------------------------------------- */

/* Turns to the next look at which the panel of rows has the focus; false where there is none. */
static bool look_at_rows(struct session *session)
{
	struct look look = session->look;
	struct layout layout;

	for (int turn = 0; turn < layout_pictures(); turn++) {
		struct scene scene = session_scene(session);
		scene.look.turn = (look.turn + turn) % layout_pictures();
		int panels = layout_make(&scene, &layout) ? layout.panels_in_all : 0;
		for (int focus = 0; focus < panels; focus++) {
			scene.look.focus = (look.focus + focus) % panels;
			if (layout_focus(&scene) != view_find("data"))
				continue;
			session->look = scene.look;
			return true;
		}
	}
	return false;
}

/* Of twins side by side the panel below x; else the only one. */
static const struct placed *panel_of_rows(const struct layout *layout, int x)
{
	const struct placed *found = NULL;

	for (int i = 0; i < layout->count; i++)
		if (layout->panels[i].view == view_find("data") &&
			(!found || layout->panels[i].area.x <= x))
			found = &layout->panels[i];
	return found;
}

/* The inside of the panel, and the scene of the run that it shows, where that has the same rows. */
static struct rect find_panel(struct scene *scene, int x)
{
	struct layout layout;
	const struct placed *panel = layout_make(scene, &layout) ? panel_of_rows(&layout, x) : NULL;

	if (!panel)
		return imagined;
	if (twins_share_rows(scene))
		*scene = twins_scene(scene, panel->side);
	return rect_inside(panel->area);
}

/* --- taking and putting down ------------------------------------------------------------------- */

const char *hand_rest(const struct session *session)
{
	const struct play *play = session->play;

	return lesson_lock(play->lesson, play->stop, "data.edits") ||
			       lesson_lock(play->lesson, play->stop, "row-take")
		       ? "The lesson keeps the rows as they are at this stop."
		       : NULL;
}

void hand_choose(struct session *session, size_t row)
{
	int example = run_example_of(session->play->run, row);

	session->look.row = (int)row + 1;
	if (example)
		session->look.example = example;
}

static void let_go(struct session *session)
{
	if (!session->hand.on)
		return;
	session->hand.on = session->held.on = false;
	hand_choose(session, session->hand.at.row);
	if (session->hand.turned) {
		session->look.turn = session->hand.turn;
		session->look.focus = session->hand.focus;
	}
}

bool hand_take(struct session *session, size_t row)
{
	struct look before = session->look;
	size_t rows = session->play->experiment->data.rows;

	if (hand_rest(session)) {
		str_clear(&session->message);
		str_add(&session->message, hand_rest(session));
		return false;
	}
	bool shown = look_at_rows(session);
	if (!shown)
		str_add(&session->message,
			"There is no room to show the rows: = types where it goes.");
	session->hand.on = true;
	session->hand.turned = shown && session->look.turn != before.turn;
	session->hand.turn = before.turn;
	session->hand.focus = before.focus;
	session->hand.at = (struct row_hand){.row = row < rows ? row : rows - 1};
	struct scene scene = session_scene(session);
	struct rect area = find_panel(&scene, 0);
	session->held = data_hold(&scene, area, session->hand.at.row);
	session->hand.index = session->play->run->at.index;
	hand_choose(session, session->hand.at.row);
	return true;
}

bool hand_take_chosen(struct session *session)
{
	struct scene scene = session_scene(session);
	const struct run *run = session->play->run;

	return hand_take(session, run->at.epoch ? run->work.rows[scene_example(&scene) - 1]
						: (size_t)scene_row(&scene) - 1);
}

/* True where the last change is what this hand did. */
static bool has_edited(const struct session *session)
{
	return session->hand.at.kinds && session->hand.at.mark == play_course_mark(session->play);
}

void hand_drop(struct session *session)
{
	const struct play *play = session->play;

	str_clear(&session->message);
	if (has_edited(session)) {
		play_say_edit(play, &session->message);
		str_add(&session->message, " u takes it back.");
	}
	let_go(session);
}

void hand_back(struct session *session)
{
	size_t row = session->hand.at.row;
	struct str says = {0};

	str_clear(&session->message);
	if (has_edited(session) && play_undo(session->play, &says) == 0)
		str_addf(&session->message, "Row %zu is as it was. ctrl+R changes it again.",
			row + 1);
	str_free(&says);
	let_go(session);
}

/* A drawing may not follow a row that is another one by now. */
void hand_follow(struct session *session)
{
	if (session->hand.on &&
		(session->page == PAGE_MENU ||
			session->play->run->at.index != session->hand.index ||
			session->hand.at.row >= session->play->experiment->data.rows))
		let_go(session);
}

/* --- changing ---------------------------------------------------------------------------------- */

int hand_edit(struct session *session, const struct row_edit *edit, struct str *says)
{
	bool on = session->hand.on;
	bool own = on && (edit->kind == ROW_ADD || edit->row == session->hand.at.row);
	int status = play_edit_row(session->play, edit, own ? &session->hand.at : NULL, says);

	if (!status && edit->kind == ROW_DELETE) {
		let_go(session); /* the numbers are others */
	} else if (!status && on) {
		if (edit->kind == ROW_ADD) /* what came before is another row's */
			memcpy(session->held.from, edit->x, sizeof session->held.from);
		session->held.row = session->hand.at.row;
		hand_choose(session, session->hand.at.row);
		session->hand.index = session->play->run->at.index;
	}
	return status;
}

/* What is done shows; what cannot be done is said. */
static bool do_edit(struct session *session, struct row_edit edit)
{
	struct str says = {0};
	int status = hand_edit(session, &edit, &says);

	if (status)
		str_add(&session->message, says.len ? str_text(&says) : status_text(status));
	str_free(&says);
	return status == 0;
}

void hand_move(struct session *session, double right, double down)
{
	struct row_edit edit = {.kind = ROW_MOVE, .row = session->hand.at.row};
	struct scene scene = session_scene(session);
	struct rect area = find_panel(&scene, 0);

	if (data_step(&scene, area, edit.row, right, down, edit.x))
		do_edit(session, edit);
	else
		str_add(&session->message, "The rows lie on a line here: step back to move one.");
}

void hand_point(struct session *session, int x, int y)
{
	struct row_edit edit = {.kind = ROW_MOVE, .row = session->hand.at.row};
	struct scene scene = session_scene(session);
	struct rect area = find_panel(&scene, x);

	if (data_point(&scene, area, edit.row, x, y, edit.x))
		do_edit(session, edit);
}

void hand_flip(struct session *session)
{
	size_t row = session->hand.at.row;
	const struct dataset *data = &session->play->experiment->data;
	char number[NUMBER_MAX];
	struct str line = {0};

	if (data->classes) {
		do_edit(session, (struct row_edit){.kind = ROW_FLIP, .row = row});
		return;
	}
	number_shortest(number, data->y[row]);
	str_addf(&line, "row target %zu %s", row + 1, number);
	prompt_open(session, PROMPT_COMMAND, str_text(&line));
	str_free(&line);
}

/* Two cells on, so that neither covers the other. */
enum { BESIDE = 2 };

void hand_add(struct session *session)
{
	size_t row = session->hand.at.row;
	const struct dataset *data = &session->play->experiment->data;
	struct row_edit edit = {
		.kind = ROW_ADD, .x = {data->x[0][row], data->x[1][row]}, .y = data->y[row]};
	struct scene scene = session_scene(session);
	struct rect area = find_panel(&scene, 0);

	data_step(&scene, area, row, BESIDE, 0, edit.x);
	do_edit(session, edit);
}

void hand_delete(struct session *session)
{
	size_t row = session->hand.at.row;

	if (!do_edit(session, (struct row_edit){.kind = ROW_DELETE, .row = row}))
		return;
	str_addf(&session->message, "Row %zu is deleted, and %zu rows are left. u takes it back.",
		row + 1, session->play->experiment->data.rows);
}

void hand_turn(struct session *session, long count)
{
	long rows = (long)session->play->experiment->data.rows;
	long row = ((long)session->hand.at.row + count % rows + rows) % rows;
	bool turned = session->hand.turned;
	int turn = session->hand.turn, focus = session->hand.focus;

	session->hand.turned = false; /* the panel stays until the last row is put down */
	hand_drop(session);
	if (!hand_take(session, (size_t)row))
		return;
	session->hand.turned = turned;
	session->hand.turn = turn;
	session->hand.focus = focus;
}

void hand_type(struct session *session)
{
	size_t row = session->hand.at.row;
	const struct dataset *data = &session->play->experiment->data;
	char x[FEATURES][NUMBER_MAX];
	struct str line = {0};

	for (int j = 0; j < FEATURES; j++)
		number_shortest(x[j], data->x[j][row]);
	str_addf(&line, "row move %zu %s %s", row + 1, x[0], x[1]);
	prompt_open(session, PROMPT_COMMAND, str_text(&line));
	str_free(&line);
}
