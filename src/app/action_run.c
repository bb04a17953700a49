#include "app/actions.h"

#include "app/running.h"
#include "app/terminal_clock.h"
#include "engine/ghost.h"
#include "engine/play_hand.h"
#include "view/twins.h"

/* Both, the first alone, the second alone; where both do not fit, one or the other. A count is the
 * number of a ghost that becomes the second. */
enum effect action_turn_twin(struct session *session, long count)
{
	struct scene scene = session_scene(session);
	int forms = twins_fit(&scene) ? LOOK_SECOND + 1 : LOOK_SECOND;
	int first = twins_fit(&scene) ? LOOK_BOTH : LOOK_FIRST;
	int now = (int)session->look.twin - first;

	bool chosen = session->counted && play_ghost_count(session->play) > 0;
	if (!session->play->twin || chosen) {
		play_twin_of_ghost(
			session->play, session->counted ? (size_t)count : 0, &session->message);
		return EFFECT_REDRAW;
	}
	session->look.twin = (enum look_twin)(((now < 0 ? 0 : now) + count) % forms + first);
	return EFFECT_REDRAW;
}

/* Of a layer without a norm the output alone is told. */
enum effect action_swap(struct session *session, long count)
{
	for (int status = 0; count > 0 && !status; count--) {
		struct scene scene = session_scene(session);
		str_clear(&session->message);
		status = play_swap_mate(session->play, scene_layer(&scene), scene_unit(&scene),
			scene_example(&scene), &session->message);
	}
	return EFFECT_REDRAW;
}

enum effect action_undo(struct session *session, long count)
{
	for (int status = 0; count > 0 && !status; count--) {
		str_clear(&session->message);
		status = play_undo(session->play, &session->message);
	}
	return EFFECT_REDRAW;
}

enum effect action_redo(struct session *session, long count)
{
	for (int status = 0; count > 0 && !status; count--) {
		str_clear(&session->message);
		status = play_redo(session->play, &session->message);
	}
	return EFFECT_REDRAW;
}

enum effect action_play(struct session *session, long count)
{
	(void)count;
	running_turn(session, clock_ms());
	return EFFECT_REDRAW;
}

enum effect action_faster(struct session *session, long count)
{
	running_faster(session, count);
	return EFFECT_REDRAW;
}

enum effect action_slower(struct session *session, long count)
{
	running_faster(session, -count);
	return EFFECT_REDRAW;
}

enum effect action_fork(struct session *session, long count)
{
	(void)count;
	if (play_fork(session->play, &session->message))
		str_add(&session->message, "There is no memory for a ghost.");
	return EFFECT_REDRAW;
}

enum effect action_ghost_remove(struct session *session, long count)
{
	for (int status = 0; count > 0 && !status; count--) {
		str_clear(&session->message);
		status = play_drop_ghost(session->play, &session->message);
	}
	return EFFECT_REDRAW;
}
