#include "app/action_question.h"
#include "app/actions.h"

/* Where several stops stand at one stage each is shown: a step to the next stage would pass them by. */
static bool stop_waits_here(const struct play *play)
{
	size_t next = play->stop + 1;

	return next < play->lesson->stop_count &&
	       play->run->at.index == play->stop_index[play->stop] &&
	       play->stop_index[next] == play->stop_index[play->stop];
}

enum effect action_stage_next(struct session *session, long count)
{
	if (count == 1 && stop_waits_here(session->play))
		return action_stop_next(session, 1);
	answer_move(session, play_step, count);
	return EFFECT_REDRAW;
}

enum effect action_stage_back(struct session *session, long count)
{
	play_step(session->play, -count);
	return EFFECT_REDRAW;
}

enum effect action_stop_next(struct session *session, long count)
{
	size_t last = session->play->lesson->stop_count - 1;

	if (answer_holds_stop(session))
		return EFFECT_REDRAW;
	answer_undo_try(session);
	if (session->play->stop == last)
		str_add(&session->message, "This is the last stop. → still steps on; q goes back.");
	play_go_stop(session->play, session->play->stop + (size_t)count);
	session->look.scroll = 0;
	return EFFECT_REDRAW;
}

/* From between two stops the way back leads first to the stop whose text is shown. */
enum effect action_stop_back(struct session *session, long count)
{
	struct play *play = session->play;
	bool between = play->run->at.index != play->stop_index[play->stop];
	size_t back = (size_t)(between ? count - 1 : count);

	if (back)
		answer_undo_try(session);
	play_go_stop(play, back > play->stop ? 0 : play->stop - back);
	session->look.scroll = 0;
	return EFFECT_REDRAW;
}

enum effect action_batch_next(struct session *session, long count)
{
	answer_move(session, play_step_batch, count);
	return EFFECT_REDRAW;
}

enum effect action_batch_back(struct session *session, long count)
{
	play_step_batch(session->play, -count);
	return EFFECT_REDRAW;
}

enum effect action_epoch_next(struct session *session, long count)
{
	answer_move(session, play_step_epoch, count);
	return EFFECT_REDRAW;
}

enum effect action_epoch_back(struct session *session, long count)
{
	play_step_epoch(session->play, -count);
	return EFFECT_REDRAW;
}

/* Where a talk begins, whatever the place of the first stop is. A key that was hit by accident in the
 * middle of one goes back there when it is hit again. */
enum effect action_go_first(struct session *session, long count)
{
	size_t stop = session->play->stop;

	(void)count;
	if (sitting_return(session)) {
		str_addf(&session->message, "Back at stop %zu, with its answers.",
			session->play->stop + 1);
	} else if (sitting_begin(session, true)) {
		play_go_stop(session->play, 0);
		str_addf(&session->message, "Begun again; F5 once more goes back to stop %zu.",
			stop + 1);
	}
	session->look.scroll = 0;
	return EFFECT_REDRAW;
}

enum effect action_go_start(struct session *session, long count)
{
	(void)count;
	play_go_index(session->play, 0);
	return EFFECT_REDRAW;
}

enum effect action_go_end(struct session *session, long count)
{
	(void)count;
	play_go_index(session->play, session->play->run->timeline.length - 1);
	return EFFECT_REDRAW;
}
