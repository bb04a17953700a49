#include "app/session_progress.h"

#include "app/progress_file.h"

void session_progress_begin(struct session *session)
{
	progress_file_load(&session->progress, &session->message);
	session->keeps_progress = true;
	session_progress_resume(session);
}

void session_progress_resume(struct session *session)
{
	struct play *play = session->play;

	if (play && progress_resume(&session->progress, play))
		str_addf(&session->message, "Stop %zu of %zu, where you were; g goes to the start.",
			play->stop + 1, play->lesson->stop_count);
}

void session_progress_keep(struct session *session)
{
	bool kept = true;

	if (!session->keeps_progress || !session->play)
		return;
	if (progress_note(&session->progress, session->play) == 0)
		kept = progress_file_save(&session->progress);
	if (!kept && !session->progress_told)
		str_add(&session->message, "Your progress cannot be kept: is the disk full?");
	session->progress_told = session->progress_told || !kept;
}
