/*
 * A session as the program opens it, and what its screen shows, without a terminal.
 */
#ifndef TESTS_APP_OPENED_H
#define TESTS_APP_OPENED_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/action.h"
#include "app/session.h"
#include "export/frame_text.h"
#include "view/screen.h"

/* `options` must live as long as the session does; the caller closes it. */
static inline void opened(struct session *session, const struct options *options, int w, int h)
{
	struct diags diags = {.count = 0};

	if (session_open(session, options, &diags))
		fail_msg("%s: %s", options->lesson, diags.count ? diags.list[0].text : "?");
	session->w = w;
	session->h = h;
}

/* The same for a lesson with nothing else on the command line. */
static inline void opened_lesson(
	struct session *session, struct options *options, const char *lesson, int w, int h)
{
	*options = (struct options){.command = OPTIONS_PLAY, .lesson = lesson, .seed = -1};
	opened(session, options, w, h);
}

/* Everything on the screen, and where the cursor stands. The caller frees it. */
static inline struct canvas *opened_screen(
	const struct session *session, bool ascii, int *ret_x, int *ret_y)
{
	struct scene scene = session_scene(session);
	struct canvas *canvas = canvas_new(session->w, session->h, ascii);

	assert_non_null(canvas);
	scene.ascii = ascii;
	scene.hints = action_hints(action_page(session), &scene.hint_count);
	screen_draw(&scene, canvas, ret_x, ret_y);
	return canvas;
}

/* The same as text, appended. */
static inline void opened_text(const struct session *session, bool ascii, struct str *out)
{
	int x, y;
	struct canvas *canvas = opened_screen(session, ascii, &x, &y);

	frame_text(canvas, out);
	canvas_free(canvas);
}

/* The row and the last column of the line of time. */
static inline int opened_strip(const struct session *session, int *ret_last)
{
	struct scene scene = session_scene(session);
	int row = 0;

	*ret_last = 0;
	for (int y = 0; y < session->h; y++)
		for (int x = 0; x < session->w; x++)
			if (screen_strip_has(&scene, x, y)) {
				row = y;
				*ret_last = x;
			}
	assert_true(row > 0 && *ret_last > 20);
	return row;
}

#endif
