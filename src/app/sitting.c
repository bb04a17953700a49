#include "app/sitting.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/session.h"
#include "base/status.h"

void sitting_forget(struct session *session)
{
	free(session->sitting.before);
	free(session->sitting.left);
	session->sitting = (struct sitting){.stops = 0};
}

/* A file that was read again may have other stops: then the copies are of nothing. */
static void forget_others(struct session *session)
{
	if (session->sitting.stops != session->play->lesson->stop_count)
		sitting_forget(session);
	session->sitting.stops = session->play->lesson->stop_count;
}

static bool is_untouched(const struct answer *answer)
{
	return answer->state == ANSWER_OPEN && !answer->hints && !answer->poll.votes &&
	       !answer->done;
}

/* What is answered now, and where nothing is, what was before. NULL without memory. */
static struct answer *merge(const struct session *session)
{
	const struct sitting *sitting = &session->sitting;
	struct answer *merged = malloc(sitting->stops * sizeof *merged);

	if (!merged)
		return NULL;
	memcpy(merged, session->play->answers, sitting->stops * sizeof *merged);
	for (size_t i = 0; sitting->before && i < sitting->stops; i++)
		if (is_untouched(&merged[i]))
			merged[i] = sitting->before[i];
	return merged;
}

static struct answer *copy_answers(const struct session *session)
{
	size_t size = session->sitting.stops * sizeof(struct answer);
	struct answer *copy = malloc(size);

	if (copy)
		memcpy(copy, session->play->answers, size);
	return copy;
}

bool sitting_begin(struct session *session, bool returns)
{
	struct sitting *sitting = &session->sitting;

	forget_others(session);
	struct answer *before = merge(session), *left = returns ? copy_answers(session) : NULL;
	if (!before || (returns && !left)) {
		free(before);
		free(left);
		return false;
	}
	free(sitting->before);
	free(sitting->left);
	sitting->before = before;
	sitting->left = left;
	sitting->left_stop = session->play->stop;
	sitting->left_index = session->play->run->at.index;
	sitting->left_begun = session->begun;
	session->begun = (long)time(NULL);
	for (size_t i = 0; i < sitting->stops; i++)
		session->play->answers[i] = (struct answer){.state = ANSWER_OPEN};
	return true;
}

bool sitting_return(struct session *session)
{
	struct sitting *sitting = &session->sitting;
	struct play *play = session->play;

	forget_others(session);
	if (!sitting->left)
		return false;
	memcpy(play->answers, sitting->left, sitting->stops * sizeof *sitting->left);
	if (play->stop_index[sitting->left_stop] == sitting->left_index)
		play_go_stop(play, sitting->left_stop);
	else
		play_go_index(play, sitting->left_index);
	session->begun = sitting->left_begun;
	free(sitting->left);
	sitting->left = NULL;
	return true;
}

void sitting_follow(struct session *session)
{
	if (!session->sitting.left || (session->play && session->play->stop == 0))
		return;
	free(session->sitting.left);
	session->sitting.left = NULL;
}

int sitting_note(struct session *session)
{
	struct answer *now = session->play->answers;

	forget_others(session);
	struct answer *merged = merge(session);
	if (!merged)
		return STATUS_MEMORY;
	session->play->answers = merged;
	int status = progress_note(&session->progress, session->play);
	session->play->answers = now;
	free(merged);
	return status;
}
