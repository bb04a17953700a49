#include "app/until.h"

#include "app/terminal_clock.h"
#include "base/status.h"
#include "engine/expression.h"

bool until_runs(const struct session *session)
{
	return session->until.len > 0;
}

/* Where all of a batch is known: its last stage. */
static size_t end_of_batch(const struct run *run, size_t step)
{
	return timeline_index(&run->timeline, step, run->timeline.batch_slots - 1);
}

int until_begin(struct session *session, const char *expression, struct str *why, int *ret_column)
{
	double value;
	int status = expression_evaluate(session->play->run, expression, &value, why, ret_column);

	if (status && status != STATUS_UNKNOWN_YET)
		return status;
	str_clear(why);
	str_clear(&session->until);
	str_add(&session->until, expression);
	return 0;
}

static void end(struct session *session, const char *words)
{
	str_clear(&session->message);
	str_addf(&session->message, "%s: %s", str_text(&session->until), words);
	str_clear(&session->until);
}

/* To the end of this batch, or of the next one; false at the end of the run. */
static bool go_on(struct play *play)
{
	const struct run *run = play->run;
	size_t before = run->at.index;
	size_t here = run->at.epoch ? end_of_batch(run, run->at.step) : 0;

	play_go_index(play,
		before < here ? here : end_of_batch(run, run->at.epoch ? run->at.step + 1 : 0));
	return run->at.index != before;
}

/* Ends where it holds. A mistake may show only where all that is asked for is known. */
static void look_here(struct session *session)
{
	struct str why = {0};
	double value = 0;
	int status = expression_evaluate(
		session->play->run, str_text(&session->until), &value, &why, NULL);
	bool wrong = status && status != STATUS_UNKNOWN_YET;

	if (wrong)
		end(session, str_text(&why));
	else if (!status && value != 0)
		end(session, "it holds here");
	str_free(&why);
}

static void slice(struct session *session, long ms)
{
	long start = clock_ms();

	do {
		if (!go_on(session->play))
			end(session, "the run ended first");
		else
			look_here(session);
		if (!until_runs(session))
			return;
	} while (clock_ms() - start < ms);
	str_clear(&session->message);
	str_addf(&session->message, "running until %s; any key stops", str_text(&session->until));
}

void until_slice(struct session *session, long ms)
{
	slice(session, ms);
	session_follow(session);
}

void until_stop(struct session *session)
{
	end(session, "stopped here");
}
