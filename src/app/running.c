#include "app/running.h"

#include "app/terminal_clock.h"

enum unit { BY_STAGE, BY_BATCH };

static const struct speed {
	const char *name;
	int every; /* milliseconds; 0: as many as fit into a tick */
	enum unit unit;
} speeds[] = {
	{"1 stage a second", 1000, BY_STAGE},
	{"3 stages a second", 333, BY_STAGE},
	{"10 stages a second", 100, BY_STAGE},
	{"1 batch a second", 1000, BY_BATCH},
	{"5 batches a second", 200, BY_BATCH},
	{"25 batches a second", 40, BY_BATCH},
	{"as fast as it goes", 0, BY_BATCH},
};
enum { SPEEDS = sizeof speeds / sizeof *speeds };

bool running_is_on(const struct session *session)
{
	return session->running.on;
}

int running_wait(const struct session *session, long now)
{
	long left = session->running.due - now;

	if (!session->running.on)
		return -1;
	return left > 0 ? (int)left : 0;
}

void running_stop(struct session *session)
{
	session->running.on = false;
}

/* Stands still, and says why. */
static void stop_at(struct session *session, const char *why)
{
	running_stop(session);
	str_clear(&session->message);
	str_add(&session->message, why);
}

static void say_speed(struct session *session)
{
	str_clear(&session->message);
	str_addf(&session->message, "Playing, %s. . stands still, + and - change the speed.",
		speeds[session->running.speed].name);
}

/* --- playing ----------------------------------------------------------------------------------- */

/* A question that was not answered is not played over: its answer would be on the screen. */
static bool waits_for_answer(const struct play *play, size_t stop_before)
{
	return play->stop != stop_before && play->asked[play->stop];
}

static void step(struct play *play, enum unit unit)
{
	if (unit == BY_STAGE)
		play_step(play, 1);
	else
		play_step_batch(play, 1);
}

static bool is_at_end(const struct play *play)
{
	return play->run->at.index >= play->run->last;
}

static void tick_play(struct session *session, long now)
{
	struct play *play = session->play;
	const struct speed *speed = &speeds[session->running.speed];
	size_t stop = play->stop;
	bool more = true;

	while (more) {
		step(play, speed->unit);
		more = !speed->every && !is_at_end(play) && !waits_for_answer(play, stop) &&
		       clock_ms() - now < RUNNING_TICK_MS;
	}
	session->running.due = now + speed->every;
	if (is_at_end(play))
		stop_at(session, "The run ends here. g goes back to its start.");
	else if (waits_for_answer(play, stop))
		stop_at(session, "A question. . goes on.");
	else
		say_speed(session);
	session_follow(session);
}

void running_tick(struct session *session, long now)
{
	if (!session->running.on || now < session->running.due)
		return;
	if (!session->play || session->page != PAGE_LESSON)
		running_stop(session);
	else
		tick_play(session, now);
}

void running_turn(struct session *session, long now)
{
	if (session->running.on) {
		stop_at(session, "Standing still. . goes on.");
	} else if (is_at_end(session->play)) {
		stop_at(session, "The run ends here. g goes back to its start.");
	} else {
		session->running.on = true;
		session->running.due = now + speeds[session->running.speed].every;
		say_speed(session);
	}
}

void running_faster(struct session *session, long count)
{
	long to = session->running.speed + count;

	session->running.speed = (int)(to < 0 ? 0 : to >= SPEEDS ? SPEEDS - 1 : to);
	str_clear(&session->message);
	if (session->running.on)
		say_speed(session);
	else
		str_addf(&session->message, "%s, when . plays.",
			speeds[session->running.speed].name);
}
