#include "app/actions.h"

#include <string.h>

#include "app/prompt.h"
#include "app/session_progress.h"
#include "view/screen.h"

enum effect action_menu_next(struct session *session, long count)
{
	size_t last = session->catalogue.count ? session->catalogue.count - 1 : 0;

	session->menu_line += (size_t)count;
	if (session->menu_line > last)
		session->menu_line = last;
	return EFFECT_REDRAW;
}

enum effect action_menu_back(struct session *session, long count)
{
	session->menu_line =
		(size_t)count > session->menu_line ? 0 : session->menu_line - (size_t)count;
	return EFFECT_REDRAW;
}

void menu_choose(struct session *session, long number)
{
	size_t count = session->catalogue.count;

	if (number < 1 || (size_t)number > count) {
		str_clear(&session->message);
		str_addf(&session->message, "There are lessons 1 to %zu.", count);
		session->count = 0;
		return;
	}
	session->menu_line = (size_t)number - 1;
}

enum effect action_menu_open(struct session *session, long count)
{
	struct diags diags = {.count = 0};

	(void)count;
	if (session->menu_line >= session->catalogue.count)
		return EFFECT_NONE;
	if (session_play(session, session->catalogue.entries[session->menu_line].path, &diags))
		str_add(&session->message, diags.count && diags.list[0].text
						   ? diags.list[0].text
						   : "this lesson cannot be opened");
	diags_free(&diags);
	return EFFECT_REDRAW;
}

enum effect action_help(struct session *session, long count)
{
	(void)count;
	session_turn(session, PAGE_HELP);
	session->look.scroll = 0;
	return EFFECT_REDRAW;
}

/* The last page stays: who goes on there must not go back as many times. */
enum effect action_help_next(struct session *session, long count)
{
	struct scene scene = session_scene(session);

	session->look.scroll = action_scrolled(session->look.scroll, count);
	if (session->page != PAGE_HELP)
		return EFFECT_REDRAW;
	scene.hints = action_hints(PAGE_HELP, &scene.hint_count);
	int last = help_pages(&scene) - 1;
	if (session->look.scroll > last)
		session->look.scroll = last;
	return EFFECT_REDRAW;
}

enum effect action_help_back(struct session *session, long count)
{
	session->look.scroll = action_scrolled(session->look.scroll, -count);
	return EFFECT_REDRAW;
}

enum effect action_command(struct session *session, long count)
{
	(void)count;
	prompt_open(session, PROMPT_COMMAND, "");
	return EFFECT_REDRAW;
}

enum effect action_search(struct session *session, long count)
{
	(void)count;
	prompt_open(session, PROMPT_SEARCH, "");
	return EFFECT_REDRAW;
}

enum effect action_search_next(struct session *session, long count)
{
	(void)count;
	prompt_search_on(session, false);
	return EFFECT_REDRAW;
}

enum effect action_search_back(struct session *session, long count)
{
	(void)count;
	prompt_search_on(session, true);
	return EFFECT_REDRAW;
}

/* What runs by itself was stopped by the key already, so that nothing goes on unseen. */
enum effect action_blank(struct session *session, long count)
{
	(void)count;
	session->blank = true;
	return EFFECT_REDRAW;
}

enum effect action_redraw(struct session *session, long count)
{
	(void)session;
	(void)count;
	return EFFECT_REPAINT;
}

enum effect action_suspend(struct session *session, long count)
{
	(void)session;
	(void)count;
	return EFFECT_SUSPEND;
}

/* The menu stands at the lesson that is left, where it has it. */
static void choose_open_lesson(struct session *session)
{
	const struct catalogue *catalogue = &session->catalogue;
	const struct catalogue_entry *entry =
		catalogue_entry_of(catalogue, session->play->lesson->path);

	if (entry)
		session->menu_line = (size_t)(entry - catalogue->entries);
}

/* Back one page, then out: from help to the lesson, from the lesson to the menu, from there away. */
enum effect action_quit(struct session *session, long count)
{
	(void)count;
	if (session->page != PAGE_LESSON && session->page != PAGE_MENU) {
		session->page = session->page_before;
		session->look.scroll = 0;
		return EFFECT_REDRAW;
	}
	if (session->page == PAGE_LESSON && session->look.zoom) {
		session->look.zoom = false;
		return EFFECT_REDRAW;
	}
	if (session->page == PAGE_LESSON && !session->direct) {
		session_progress_keep(session);
		choose_open_lesson(session);
		session->page = PAGE_MENU;
		return EFFECT_REDRAW;
	}
	return EFFECT_QUIT;
}

/* Escape goes back as q does, but never out of the lesson or the program: a stray one must not end a
 * class, whose twins and ghosts would be lost. */
enum effect action_back(struct session *session, long count)
{
	bool lesson = session->page == PAGE_LESSON && !session->look.zoom;

	if (!lesson && session->page != PAGE_MENU)
		return action_quit(session, count);
	str_add(&session->message,
		lesson && !session->direct ? "q goes back to the menu." : "q leaves the program.");
	return EFFECT_REDRAW;
}
