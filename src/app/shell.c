#include "app/shell.h"

#include <string.h>

#include "app/action.h"
#include "app/command.h"
#include "app/signals.h"
#include "app/terminal.h"
#include "base/status.h"
#include "view/screen.h"

struct scene shell_scene(const struct shell *shell)
{
	struct scene scene = {.page = shell->page,
		.play = shell->play,
		.landscape = shell->landscape,
		.catalogue = &shell->catalogue,
		.menu_line = shell->menu_line,
		.look = shell->look,
		.message = str_text(&shell->message),
		.w = shell->w,
		.h = shell->h,
		.ascii = shell->ascii};

	scene.hints = action_hints(shell->page, &scene.hint_count);
	return scene;
}

int shell_open(struct shell *shell, const char *path, struct diags *diags)
{
	struct lesson *lesson = NULL;
	struct play *play = NULL;
	struct wish_texts texts;
	int status = lesson_load(path, &lesson, diags);

	if (!status)
		status = play_open(
			lesson, command_wishes(shell->options, &texts), false, &play, diags);
	if (status)
		return status;
	landscape_forget(shell->landscape);
	play_close(shell->play);
	shell->play = play;
	shell->page = PAGE_LESSON;
	shell->look = (struct look){.levels = -1};
	return 0;
}

static void draw(struct shell *shell, struct terminal *terminal, struct canvas **canvas)
{
	struct scene scene;
	int x = -1, y = -1;

	terminal_size(terminal, &shell->w, &shell->h);
	if (!*canvas || (*canvas)->w != shell->w || (*canvas)->h != shell->h ||
		(*canvas)->ascii != shell->ascii) {
		canvas_free(*canvas);
		*canvas = canvas_new(shell->w, shell->h, shell->ascii);
	}
	if (!*canvas)
		return;
	scene = shell_scene(shell);
	screen_draw(&scene, *canvas, &x, &y);
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

static int handle(struct shell *shell, struct terminal *terminal, struct event event)
{
	switch (event.kind) {
	case EVENT_KEY:
		return apply(terminal, action_of_key(shell, event.key));
	case EVENT_SIGNAL:
		return event.signal;
	case EVENT_GONE:
		return -1;
	case EVENT_RESIZE:
	case EVENT_TIMEOUT:
		break;
	}
	return 0;
}

/* Draws when no key waits, so that forty repeats of a key cost one picture. */
static int loop(struct shell *shell, struct terminal *terminal)
{
	struct canvas *canvas = NULL;
	int ending = 0;

	while (!ending) {
		if (!terminal_key_pending(terminal))
			draw(shell, terminal, &canvas);
		ending = handle(shell, terminal, terminal_wait(terminal, -1));
	}
	canvas_free(canvas);
	return ending;
}

static int prepare(struct shell *shell, struct diags *diags)
{
	struct str path = {0};
	int status = catalogue_open(&shell->catalogue, lessons_folder(), diags);

	shell->landscape = landscape_new();
	if (!status && !shell->landscape)
		status = STATUS_MEMORY;
	if (!status && shell->options->lesson) {
		status = catalogue_find(&shell->catalogue, shell->options->lesson, &path, diags);
		if (!status)
			status = shell_open(shell, str_text(&path), diags);
	}
	str_free(&path);
	return status;
}

static void release(struct shell *shell)
{
	landscape_free(shell->landscape);
	play_close(shell->play);
	catalogue_free(&shell->catalogue);
	str_free(&shell->message);
}

int shell_run(const struct options *options, struct diags *diags)
{
	struct shell shell = {.options = options,
		.page = PAGE_MENU,
		.look = {.levels = -1},
		.direct = options->lesson != NULL};
	struct terminal_wishes wishes = {.color = options->color, .ascii = options->ascii};
	struct terminal *terminal = NULL;
	int ending = 0;
	int status = prepare(&shell, diags);

	if (!status)
		status = terminal_open(&terminal, &wishes, diags);
	if (!status) {
		shell.ascii = terminal_ascii(terminal);
		ending = loop(&shell, terminal);
		terminal_close(terminal);
	}
	release(&shell);
	if (ending > 0)
		signals_die(ending);
	return status ? OPTIONS_FAILED : 0;
}
