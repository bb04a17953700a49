#include "app/actions.h"

#include "app/hand.h"

/* Of a cell. */
static const double fine = 0.1;

enum effect action_row_take(struct session *session, long count)
{
	(void)count;
	hand_take_chosen(session);
	return EFFECT_REDRAW;
}

static enum effect move(struct session *session, double right, double down)
{
	hand_move(session, right, down);
	return EFFECT_REDRAW;
}

enum effect action_row_right(struct session *session, long count)
{
	return move(session, (double)count, 0);
}

enum effect action_row_left(struct session *session, long count)
{
	return move(session, -(double)count, 0);
}

enum effect action_row_up(struct session *session, long count)
{
	return move(session, 0, -(double)count);
}

enum effect action_row_down(struct session *session, long count)
{
	return move(session, 0, (double)count);
}

enum effect action_row_right_fine(struct session *session, long count)
{
	return move(session, fine * (double)count, 0);
}

enum effect action_row_left_fine(struct session *session, long count)
{
	return move(session, -fine * (double)count, 0);
}

enum effect action_row_up_fine(struct session *session, long count)
{
	return move(session, 0, -fine * (double)count);
}

enum effect action_row_down_fine(struct session *session, long count)
{
	return move(session, 0, fine * (double)count);
}

enum effect action_row_flip(struct session *session, long count)
{
	(void)count;
	hand_flip(session);
	return EFFECT_REDRAW;
}

enum effect action_row_add(struct session *session, long count)
{
	(void)count;
	hand_add(session);
	return EFFECT_REDRAW;
}

enum effect action_row_delete(struct session *session, long count)
{
	(void)count;
	hand_delete(session);
	return EFFECT_REDRAW;
}

enum effect action_row_type(struct session *session, long count)
{
	(void)count;
	hand_type(session);
	return EFFECT_REDRAW;
}

enum effect action_row_next(struct session *session, long count)
{
	hand_turn(session, count);
	return EFFECT_REDRAW;
}

enum effect action_row_before(struct session *session, long count)
{
	hand_turn(session, -count);
	return EFFECT_REDRAW;
}

enum effect action_row_drop(struct session *session, long count)
{
	(void)count;
	hand_drop(session);
	return EFFECT_REDRAW;
}

enum effect action_row_back(struct session *session, long count)
{
	(void)count;
	hand_back(session);
	return EFFECT_REDRAW;
}
