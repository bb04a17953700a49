#include "app/action_question.h"

#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "app/keys.h"
#include "app/running.h"
#include "app/session_progress.h"
#include "base/utf8.h"
#include "engine/attempt.h"
#include "engine/play_change.h"

enum {
	TYPED_MOST = ANSWER_BYTES - 5, /* bytes; one more character always fits */
	HANDS_MOST = QUESTION_OPTIONS_MAX * 5,
	SCROLL_END = 10000 /* the drawing keeps the last page full */
};

/* The question of the stop where the learner is, or NULL. */
static const struct asked *asked_here(const struct session *session)
{
	const struct play *play = session->play;

	return session->page == PAGE_LESSON && play ? play->asked[play->stop] : NULL;
}

static struct answer *answer_here(struct session *session)
{
	return &session->play->answers[session->play->stop];
}

/* --- the line that an answer is typed in ------------------------------------------------------- */

static void stop_answering(struct session *session)
{
	session->answering = session->polling = session->mending = false;
	str_clear(&session->typed);
}

/* Takes the hands; a vote that is mended replaces the last one. */
static int take_hands(struct session *session, struct str *why)
{
	struct poll poll = answer_here(session)->poll;

	poll.votes -= session->mending;
	int status = poll_take(
		&poll, str_text(&session->typed), asked_here(session)->question->option_count, why);
	if (!status)
		answer_here(session)->poll = poll;
	return status;
}

/* What can be done stands below as long as hands are typed. */
static void tell_poll(struct session *session)
{
	static const char *const names[] = {"first", "second"};
	static const char *const examples[] = {"9", "9 5", "9 5 3", "9 5 3 7"};
	enum { LONGEST = sizeof examples / sizeof *examples - 1 };
	int votes = answer_here(session)->poll.votes;
	int now = votes < POLL_VOTES ? votes : POLL_VOTES - 1;
	char last = (char)('a' + asked_here(session)->question->option_count - 1);

	if (!session->polling || session->message.len)
		return;
	if (session->mending)
		str_addf(&session->message, "Mend the %s vote, then Enter; Escape leaves it.",
			names[votes - 1]);
	else
		str_addf(&session->message, "The %s vote: hands for a to %c, such as %s; Enter.",
			names[now], last, examples[last - 'a' < LONGEST ? last - 'a' : LONGEST]);
	if (votes && !session->mending)
		str_add(&session->message, " Backspace mends.");
}

/* Backspace on the empty line brings the last vote back, to be mended. */
static bool bring_vote_back(struct session *session)
{
	const struct poll *poll = &answer_here(session)->poll;

	if (!session->polling || session->mending || session->typed.len || !poll->votes)
		return false;
	session->mending = true;
	for (size_t i = 0; i < asked_here(session)->question->option_count; i++)
		str_addf(&session->typed, "%s%d", i ? " " : "", poll->hands[poll->votes - 1][i]);
	return true;
}

/* The words below the prose say what became of it. */
static void commit(struct session *session)
{
	struct str why = {0};
	bool said = session->typed.len > 0 && !session->polling;

	if (session->polling && take_hands(session, &why)) {
		str_add(&session->message, str_text(&why));
	} else if (said && answer_commit(asked_here(session), str_text(&session->typed),
				   answer_here(session), &why)) {
		str_add(&session->message, str_text(&why));
	} else {
		stop_answering(session);
		session->look.scroll = SCROLL_END;
		if (said)
			session_progress_log(session, session->play->stop);
		session_progress_keep(session);
	}
	str_free(&why);
}

/* The last character, not the last byte. */
static void erase(struct session *session)
{
	struct str *typed = &session->typed;

	while (typed->len && (typed->data[typed->len - 1] & 0xC0) == 0x80)
		typed->len--;
	if (typed->len)
		typed->len--;
	if (typed->data)
		typed->data[typed->len] = '\0';
}

/* Counted hands and the letters of an order are written apart: there a space is no key that goes on. */
static bool takes_blanks(struct session *session)
{
	return session->polling || asked_here(session)->question->kind == QUESTION_ORDER;
}

/* Whether a letter names a choice, or a line of an order, of what is asked and not answered yet. */
static bool names_option(struct session *session, uint32_t key)
{
	const struct asked *asked = asked_here(session);

	return asked && !session->hand.on &&
	       (asked->question->aim != QUESTION_TRY || answer_here(session)->done) &&
	       answer_here(session)->state == ANSWER_OPEN && key >= 'a' &&
	       key - 'a' < asked->question->option_count;
}

/* Beginners type the letter at once: it opens the line. A second b is no answer: it blanks. */
static bool opens_line(struct session *session, uint32_t key)
{
	if (session->answering)
		return true;
	session->answering = names_option(session, key);
	if (session->answering)
		session_show_words(session);
	return session->answering;
}

static bool blanks(const struct session *session, uint32_t key)
{
	return key == 'b' && !session->polling && strcmp(str_text(&session->typed), "b") == 0;
}

/* A colon begins a command, ? asks for help and H for a hint: none of them stands in an answer. */
static bool is_answer_text(struct session *session, uint32_t key)
{
	return key_is_text(key) && key != ':' && key != '?' && key != 'H' &&
	       !blanks(session, key) && (key != KEYS_SPACE || takes_blanks(session));
}

bool answer_takes_key(struct session *session, uint32_t key)
{
	char bytes[5];

	if (!opens_line(session, key))
		return false;
	if (key == KEYS_ENTER) {
		commit(session);
	} else if (key == KEYS_ESCAPE) {
		stop_answering(session);
	} else if (key == KEYS_BACKSPACE) {
		if (!bring_vote_back(session))
			erase(session);
	} else if (is_answer_text(session, key)) {
		utf8_put(key, bytes);
		if (session->typed.len < (session->polling ? HANDS_MOST : TYPED_MOST))
			str_add(&session->typed, bytes);
	} else {
		stop_answering(session); /* any other key does what it always does */
		return false;
	}
	tell_poll(session);
	return true;
}

/* --- going on past a question ------------------------------------------------------------------ */

static bool is_try(const struct asked *asked)
{
	return asked && asked->question->aim == QUESTION_TRY;
}

/* What is tried is done by stepping and changing: only going to the next stop leaves it. */
static bool is_trying(struct session *session)
{
	const struct asked *asked = asked_here(session);

	return is_try(asked) && !answer_here(session)->done;
}

/* What nobody answered yet, by an answer or by a show of hands. */
static bool is_unanswered(const struct play *play, size_t stop)
{
	const struct asked *asked = play->asked[stop];
	const struct answer *answer = &play->answers[stop];

	return asked && asked->question->kind != QUESTION_PLAIN && answer->state == ANSWER_OPEN &&
	       !answer->poll.votes;
}

static bool is_waiting(const struct play *play, size_t stop)
{
	return is_unanswered(play, stop) && play->asked[stop]->question->aim == QUESTION_ASK;
}

static void tell_waiting(struct session *session, size_t stop)
{
	str_clear(&session->message);
	if (stop == session->play->stop)
		str_add(&session->message,
			"A question waits: Enter answers it. Once more goes on.");
	else
		str_addf(&session->message,
			"A question waits at stop %zu (Space). Once more goes on.", stop + 1);
	session->waved = true;
}

bool answer_holds_stop(struct session *session)
{
	const struct play *play = session->play;

	if (session->waved)
		return false;
	if (is_waiting(play, play->stop)) {
		tell_waiting(session, play->stop);
	} else if (is_trying(session)) {
		str_add(&session->message, "There is something to try here. Once more goes on.");
	} else if (is_unanswered(play, play->stop)) {
		str_addf(&session->message, "%s? Enter answers. Once more goes on.",
			is_try(asked_here(session)) ? "What happened" : "What did you see");
	}
	session->waved = session->message.len > 0;
	return session->waved;
}

/* The first of those that waited whose answer the move has shown; stop_count where there is none. */
static size_t first_passed(const struct play *play, const bool *waited)
{
	size_t i = 0;

	while (i < play->lesson->stop_count &&
		!(waited[i] && play->answers[i].state == ANSWER_SKIPPED))
		i++;
	return i;
}

static void take_back(struct play *play, size_t index, size_t stop, const bool *waited)
{
	play_go_index(play, index);
	play->stop = stop;
	if (play->twin)
		play->twin->stop = stop;
	for (size_t i = 0; i < play->lesson->stop_count; i++)
		if (waited[i])
			play->answers[i].state = ANSWER_OPEN;
}

void answer_move(struct session *session, void (*move)(struct play *play, long count), long count)
{
	struct play *play = session->play;
	size_t index = play->run->at.index, stop = play->stop, stops = play->lesson->stop_count;
	bool *waited = session->waved || play->beside ? NULL : calloc(stops, sizeof *waited);

	for (size_t i = 0; waited && i < stops; i++)
		waited[i] = is_waiting(play, i);
	move(play, count);
	size_t passed = waited ? first_passed(play, waited) : stops;
	if (passed < stops) {
		take_back(play, index, stop, waited);
		tell_waiting(session, passed);
	}
	free(waited);
}

static void log_skipped(struct session *session, size_t stop)
{
	const struct play *play = session->play;

	if (stop < play->lesson->stop_count && play->asked[stop] &&
		play->answers[stop].state == ANSWER_SKIPPED)
		session_progress_log(session, stop);
}

void answer_leave(struct session *session)
{
	session->waved = false;
	stop_answering(session);
}

/* What was changed since one came to the try, and the mode that was looked at. */
static void undo_tried(struct session *session)
{
	struct play *play = session->play;
	size_t own = session->tried.changes, made = play_undo_count(play);

	session->tried.stop = 0;
	if (play->run->mode != session->tried.mode)
		play_set_mode(play, session->tried.mode);
	while (play_undo_count(play) > own) {
		str_clear(&session->message);
		if (play_undo(play, &session->message))
			return;
	}
	if (made > own + 1) {
		str_clear(&session->message);
		str_addf(&session->message,
			"Undone: the %zu changes made here. ctrl+R does them again.", made - own);
	}
}

void answer_undo_try(struct session *session)
{
	if (session->tried.stop == session->play->stop + 1)
		undo_tried(session);
}

void answer_follow_move(struct session *session, size_t before)
{
	answer_leave(session);
	log_skipped(session, before);
	if (before < session->play->stop && before + 1 == session->tried.stop)
		undo_tried(session);
	if (answer_here(session)->poll.votes)
		session->look.scroll = SCROLL_END; /* its bars stand below the words */
}

/* A way back, to the start and on again, keeps the count: a try may ask for that. */
static void note_try(struct session *session)
{
	const struct play *play = session->play;

	if (session->tried.stop == play->stop + 1)
		return;
	session->tried.stop = play->stop + 1;
	session->tried.changes = play_undo_count(play);
	session->tried.mode = play->run->mode;
}

void answer_follow_try(struct session *session)
{
	const struct asked *asked = asked_here(session);

	if (!is_try(asked))
		return;
	note_try(session);
	if (answer_here(session)->done || !attempt_is_done(session->play->run, asked->question))
		return;
	answer_here(session)->done = true;
	running_stop(session);
	str_clear(&session->message);
	str_add(&session->message, asked->question->kind == QUESTION_PLAIN
					   ? "Done."
					   : "Done. What happened? Enter answers.");
	session_progress_keep(session);
}

/* --- actions ----------------------------------------------------------------------------------- */

enum effect action_answer(struct session *session, long count)
{
	const struct asked *asked = asked_here(session);

	(void)count;
	if (!asked || asked->question->kind == QUESTION_PLAIN)
		str_add(&session->message, "Nothing is asked here.");
	else if (is_trying(session))
		str_add(&session->message, "First do what it says; then it asks.");
	else
		session->answering = true;
	session_show_words(session);
	return EFFECT_REDRAW;
}

enum effect action_poll(struct session *session, long count)
{
	const struct asked *asked = asked_here(session);

	(void)count;
	if (!asked || asked->question->kind != QUESTION_CHOICE) {
		str_add(&session->message, "Only a question with choices can be voted on.");
		return EFFECT_REDRAW;
	}
	session->answering = session->polling = true;
	session_show_words(session);
	tell_poll(session);
	return EFFECT_REDRAW;
}

enum effect action_hint(struct session *session, long count)
{
	const struct asked *asked = asked_here(session);

	(void)count;
	if (!asked)
		str_add(&session->message, "Nothing is asked here.");
	else if (!answer_help(asked, answer_here(session)))
		str_add(&session->message, asked->question->hint_count || asked->solution.count
						   ? "There are no more hints."
						   : "This question has no hints.");
	else
		session->look.scroll = SCROLL_END;
	session_show_words(session);
	session_progress_keep(session);
	return EFFECT_REDRAW;
}
