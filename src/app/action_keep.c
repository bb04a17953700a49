#include "app/actions.h"

#include "app/prompt.h"
#include "app/save_lesson.h"
#include "engine/keep.h"

/* The line opens with a name that may be typed over. */
enum effect action_keep(struct session *session, long count)
{
	struct str line = {0};

	(void)count;
	str_add(&line, "save ");
	save_lesson_name(session, &line);
	prompt_open(session, PROMPT_COMMAND, str_text(&line));
	str_free(&line);
	return EFFECT_REDRAW;
}

enum effect action_share(struct session *session, long count)
{
	(void)count;
	str_clear(&session->share);
	save_command(session, &session->share);
	keep_left_out(session->play, &session->message);
	session_turn(session, PAGE_SHARE);
	session->look.scroll = 0;
	return EFFECT_REDRAW;
}
