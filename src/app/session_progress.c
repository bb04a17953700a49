#include "app/session_progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/notes.h"
#include "app/options_place.h"
#include "app/position_file.h"
#include "app/progress_file.h"
#include "engine/answer_log.h"

void session_progress_begin(struct session *session)
{
	progress_file_load(&session->progress, &session->message);
	session->keeps_progress = true;
	session_progress_resume(session);
	if (session->play && options_place(session->options)) {
		struct diags diags = {.count = 0};
		str_clear(&session->message); /* the answers are kept; the place is another */
		options_go(session->options, session->play, &diags);
		diags_free(&diags);
	}
}

void session_progress_resume(struct session *session)
{
	struct play *play = session->play;

	session->play_is_own = play && !play->changed;
	if (!play)
		return;
	bool elsewhere = session->play_is_own && progress_resume(&session->progress, play);
	if (session->options->fresh && sitting_begin(session, false))
		play_go_stop(play, 0);
	else if (elsewhere)
		str_addf(&session->message, "Stop %zu of %zu, where you were; g goes to the start.",
			play->stop + 1, play->lesson->stop_count);
}

void session_progress_keep(struct session *session)
{
	bool kept = true;

	if (!session->keeps_progress || !session->play || !session->play_is_own)
		return;
	if (sitting_note(session) == 0)
		kept = progress_file_save(&session->progress);
	if (!kept && !session->progress_told)
		str_add(&session->message, "Your progress cannot be kept: is the disk full?");
	session->progress_told = session->progress_told || !kept;
}

void session_progress_log(struct session *session, size_t stop)
{
	struct str line = {0};

	if (!session->options->log)
		return;
	answer_log_lines(session->play, stop, &line);
	FILE *file = fopen(session->options->log, "a");
	bool written = file && fwrite(str_text(&line), 1, line.len, file) == line.len;
	written = file && fclose(file) == 0 && written;
	str_free(&line);
	if (!written && !session->log_told)
		str_addf(&session->message, "The log %.60s cannot be written.",
			session->options->log);
	session->log_told = session->log_told || !written;
}

/* The same place as was written, in a file that is still ours or while nothing moves: reading it at
 * each key would be in vain. */
static bool is_placed(const struct session *session, const struct str *answers)
{
	const struct play *play = session->play;

	return play == session->placed && play->stop == session->placed_stop &&
	       session->blank == session->placed_blank && session->begun == session->placed_begun &&
	       strcmp(str_text(answers), str_text(&session->placed_answers)) == 0 &&
	       (play->run->at.index == session->placed_index || position_is_own());
}

void session_progress_place(struct session *session)
{
	const struct play *play = session->play;
	struct followed position = {.blank = session->blank, .begun = session->begun};

	if (!session->keeps_progress || !play)
		return;
	notes_answers(play, &position.answers);
	bool elsewhere = play != session->placed || play->stop != session->placed_stop;
	if (!is_placed(session, &position.answers)) {
		session->placed = play;
		session->placed_stop = position.stop = play->stop;
		session->placed_blank = session->blank;
		session->placed_begun = session->begun;
		if (elsewhere)
			session->placed_came = (long)time(NULL);
		position.came = session->placed_came;
		str_add(&position.path, play->lesson->path);
		position_write(&position);
		str_clear(&session->placed_answers);
		str_add(&session->placed_answers, str_text(&position.answers));
	}
	session->placed_index = play->run->at.index;
	position_free(&position);
	if (elsewhere)
		session_progress_keep(session);
}
