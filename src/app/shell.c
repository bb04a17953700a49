#include "app/shell.h"

#include <signal.h>

#include "app/action.h"
#include "app/first_start.h"
#include "app/mouse.h"
#include "app/prompt.h"
#include "app/position_file.h"
#include "app/reload.h"
#include "app/session_progress.h"
#include "app/running.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "app/terminal_clock.h"
#include "app/until.h"
#include "app/worker.h"
#include "view/screen.h"

/* A run that goes on by itself, between two pictures; and how long to wait between pictures of what
 * goes on in the background. */
enum { SLICE_MS = 40, IDLE_MS = 200 };

static void draw(struct session *session, struct terminal *terminal, struct canvas **canvas)
{
	struct scene scene;
	int x = -1, y = -1;

	if (!*canvas || (*canvas)->w != session->w || (*canvas)->h != session->h) {
		canvas_free(*canvas);
		*canvas = canvas_new(session->w, session->h, false);
	}
	if (!*canvas)
		return;
	canvas_use_glyphs(*canvas, session->glyphs);
	scene = session_scene(session);
	scene.hints = action_hints(action_page(session), &scene.hint_count);
	screen_draw(&scene, *canvas, &x, &y);
	terminal_use_theme(terminal, session->theme);
	terminal_hear_mouse(terminal, session->page != PAGE_SHARE);
	terminal_show(terminal, *canvas, x, y);
}

/* Does what actions ask for. The signal that ends the program, −1 to leave, 0 to go on. */
static int apply(struct terminal *terminal, enum effect effect)
{
	if (effect & EFFECT_QUIT)
		return -1;
	if (effect & EFFECT_REPAINT)
		terminal_repaint(terminal);
	if (effect & EFFECT_SUSPEND) {
		struct event event = terminal_suspend(terminal);
		return event.kind == EVENT_SIGNAL ? event.signal : 0;
	}
	return 0;
}

static int handle(struct session *session, struct terminal *terminal, struct event event)
{
	switch (event.kind) {
	case EVENT_KEY:
		return apply(terminal, action_of_key(session, event.key));
	case EVENT_MOUSE:
		return apply(terminal, mouse_act(session, event.mouse));
	case EVENT_SIGNAL:
		if (event.signal == SIGINT && prompt_is_open(session)) {
			prompt_close(session); /* ctrl+C leaves the line, not the program */
			return 0;
		}
		return event.signal;
	case EVENT_GONE:
		return -1;
	case EVENT_TIMEOUT:
		running_tick(session, clock_ms());
		break;
	case EVENT_WATCHED:
	case EVENT_RESIZE:
		break;
	}
	return 0;
}

/* Draws when no key waits, so that forty repeats of a key cost one picture. */
static int loop(struct session *session, struct terminal *terminal, struct worker *worker)
{
	struct canvas *canvas = NULL;
	int ending = 0;
	bool still = false; /* nothing has changed since the picture */

	while (!ending) {
		terminal_size(terminal, &session->w, &session->h);
		/* Before the picture, which then shows all that is done when there is no more. */
		session_follow(session);
		bool more = session_idle(session);
		if (!still && !terminal_key_pending(terminal)) {
			session_progress_place(session);
			draw(session, terminal, &canvas);
		}
		int idle_ms = more ? IDLE_MS : reload_wait(session);
		int play_ms = until_runs(session) ? 0 : running_wait(session, clock_ms());
		int wait_ms =
			play_ms >= 0 && (idle_ms < 0 || play_ms < idle_ms) ? play_ms : idle_ms;
		struct event event = terminal_wait(terminal, session->blank ? -1 : wait_ms);
		still = false;
		if (event.kind == EVENT_TIMEOUT && until_runs(session))
			until_slice(session, SLICE_MS);
		else if (event.kind == EVENT_TIMEOUT && !more && !running_is_on(session))
			still = !reload_look(session);
		else
			ending = handle(session, terminal, event);
		if (worker && worker_collect(worker, session->landscape))
			still = false;
	}
	canvas_free(canvas);
	return ending;
}

/* Where there is no thread to be had, pictures are computed while they are drawn. */
static int loop_with_worker(struct session *session, struct terminal *terminal)
{
	struct worker *worker = worker_new();

	if (worker) {
		landscape_help(session->landscape, worker_helper(worker));
		terminal_watch(terminal, worker_fd(worker));
	}
	int ending = loop(session, terminal, worker);
	landscape_help(session->landscape, (struct landscape_helper){.context = NULL});
	terminal_watch(terminal, -1);
	worker_free(worker);
	return ending;
}

int shell_run(const struct options *options, struct diags *diags)
{
	struct terminal_wishes wishes = {.color = options->color,
		.ascii = options->glyphs == GLYPHS_ASCII,
		.mouse = !options->no_mouse,
		.trust = options->glyphs_said};
	struct terminal *terminal = NULL;
	struct session session;
	int ending = 0;
	int status = session_open(&session, options, diags);

	if (!status)
		status = terminal_open(&terminal, &wishes, diags);
	if (!status) {
		session.ascii_only = terminal_ascii(terminal);
		if (session.ascii_only)
			session.glyphs = GLYPHS_ASCII;
		session.theme =
			options->theme < 0 ? terminal_theme(terminal) : (enum theme)options->theme;
		session.welcome = first_start();
		session_progress_begin(&session);
		ending = loop_with_worker(&session, terminal);
		session_progress_keep(&session);
		position_remove();
		terminal_close(terminal);
	}
	session_close(&session);
	if (ending > 0)
		signals_die(ending);
	return status ? OPTIONS_FAILED : 0;
}
