#include "app/session.h"

#include "app/library.h"
#include "base/status.h"

struct scene session_scene(const struct session *session)
{
	struct scene scene = {.page = session->page,
		.play = session->play,
		.landscape = session->landscape,
		.catalogue = &session->catalogue,
		.menu_line = session->menu_line,
		.look = session->look,
		.message = str_text(&session->message),
		.w = session->w,
		.h = session->h,
		.ascii = session->glyphs == GLYPHS_ASCII};

	return scene;
}

int session_play(struct session *session, const char *path, struct diags *diags)
{
	struct lesson *lesson = NULL;
	struct play *play = NULL;
	struct wish_texts texts;
	int status = lesson_load(path, &lesson, diags);

	if (!status)
		status = play_open(
			lesson, library_wishes(session->options, &texts), false, &play, diags);
	if (status)
		return status;
	landscape_forget(session->landscape);
	play_close(session->play);
	session->play = play;
	session->page = PAGE_LESSON;
	session->look = (struct look){.levels = -1};
	return 0;
}

int session_open(struct session *session, const struct options *options, struct diags *diags)
{
	struct str path = {0};

	*session = (struct session){.options = options,
		.page = PAGE_MENU,
		.glyphs = options->glyphs,
		.look = {.levels = -1},
		.direct = options->lesson != NULL,
		.landscape = landscape_new()};
	int status = catalogue_open(&session->catalogue, library_folder(), diags);

	if (status && options->lesson && catalogue_is_path(options->lesson)) {
		status = 0; /* a file of one's own needs no catalogue */
		diags_free(diags);
	}
	if (!status && !session->landscape)
		status = STATUS_MEMORY;
	if (!status && options->lesson) {
		status = catalogue_find(&session->catalogue, options->lesson, &path, diags);
		if (!status)
			status = session_play(session, str_text(&path), diags);
	}
	str_free(&path);
	return status;
}

void session_close(struct session *session)
{
	landscape_free(session->landscape);
	play_close(session->play);
	catalogue_free(&session->catalogue);
	str_free(&session->message);
}
