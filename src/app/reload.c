#include "app/reload.h"

#include "engine/catalogue.h"

enum { LOOK_MS = 500 };

int reload_wait(const struct session *session)
{
	bool own = session->play && session->options->lesson &&
		   catalogue_is_path(session->options->lesson);

	return own ? LOOK_MS : -1;
}

void reload_begin(struct session *session)
{
	session->watched = file_state_of(session->play->lesson->path);
}

static void say_mistake(struct session *session, const struct diags *diags)
{
	const struct diag *first = diags->count ? &diags->list[0] : NULL;

	str_clear(&session->message);
	if (first && first->text)
		str_addf(&session->message, "Line %d: %s", first->line, first->text);
	else
		str_add(&session->message, "The lesson cannot be read now.");
}

bool reload_look(struct session *session)
{
	struct diags diags = {.count = 0};
	bool others = false;

	if (reload_wait(session) < 0)
		return false;
	struct file_state now = file_state_of(session->play->lesson->path);
	/* An editor that writes the file anew takes it away for a moment. */
	if (now.size == 0 || file_state_same(now, session->watched))
		return false;
	session->watched = now;
	if (session_again(session, &others, &diags)) {
		say_mistake(session, &diags);
	} else {
		str_clear(&session->message);
		str_add(&session->message,
			others ? "The file has changed: read again; u goes back to the run before."
			       : "The file has changed: read again.");
	}
	diags_free(&diags);
	return true;
}
