/*
 * The tables of actions and keys, and what the actions do: one function each.
 *
 * action_table.c holds both tables; the functions stand by what they are about in action_move.c,
 * action_look.c, action_run.c and action_page.c. Each changes the session and returns what must happen.
 */
#ifndef APP_ACTIONS_H
#define APP_ACTIONS_H

#include "app/action.h"

enum {
	ON_MENU = 1 << PAGE_MENU,
	ON_LESSON = 1 << PAGE_LESSON,
	ON_HELP = 1 << PAGE_HELP,
	ON_GLOSSARY = 1 << PAGE_GLOSSARY,
	ON_SETTINGS = 1 << PAGE_SETTINGS,
	ON_SHARE = 1 << PAGE_SHARE,
	ON_ROW = 1 << PAGE_ROW,
	ON_ALL = ON_MENU | ON_LESSON | ON_HELP | ON_GLOSSARY | ON_SETTINGS | ON_SHARE
};

struct action {
	const char *name;
	int pages; /* where it can be done */
	const char *group;
	const char *word; /* in the line of keys; NULL: not there */
	const char *help;
	enum effect (*run)(struct session *session, long count);
};
extern const struct action actions[];
extern const size_t actions_count;
enum { ACTIONS_MOST = 128 }; /* the table may grow to that */

struct binding {
	const char *key, *action;
};
extern const struct binding bindings[];
extern const size_t bindings_count;

/* Lines scrolled away, within what any text has; the drawing keeps the last page full. */
int action_scrolled(int now, long count);

enum effect action_stage_next(struct session *session, long count);
enum effect action_stage_back(struct session *session, long count);
enum effect action_stop_next(struct session *session, long count);
enum effect action_stop_back(struct session *session, long count);
enum effect action_batch_next(struct session *session, long count);
enum effect action_batch_back(struct session *session, long count);
enum effect action_epoch_next(struct session *session, long count);
enum effect action_epoch_back(struct session *session, long count);
enum effect action_go_first(struct session *session, long count);
enum effect action_go_start(struct session *session, long count);
enum effect action_go_end(struct session *session, long count);
enum effect action_answer(struct session *session, long count);
enum effect action_poll(struct session *session, long count);
enum effect action_hint(struct session *session, long count);
enum effect action_focus_next(struct session *session, long count);
enum effect action_select_next(struct session *session, long count);
enum effect action_select_back(struct session *session, long count);
enum effect action_unit_next(struct session *session, long count);
enum effect action_turn_mode(struct session *session, long count);
enum effect action_turn_twin(struct session *session, long count);
enum effect action_play(struct session *session, long count);
enum effect action_faster(struct session *session, long count);
enum effect action_slower(struct session *session, long count);
enum effect action_swap(struct session *session, long count);
enum effect action_fork(struct session *session, long count);
enum effect action_ghost_remove(struct session *session, long count);
enum effect action_row_take(struct session *session, long count);
enum effect action_row_right(struct session *session, long count);
enum effect action_row_left(struct session *session, long count);
enum effect action_row_up(struct session *session, long count);
enum effect action_row_down(struct session *session, long count);
enum effect action_row_right_fine(struct session *session, long count);
enum effect action_row_left_fine(struct session *session, long count);
enum effect action_row_up_fine(struct session *session, long count);
enum effect action_row_down_fine(struct session *session, long count);
enum effect action_row_flip(struct session *session, long count);
enum effect action_row_add(struct session *session, long count);
enum effect action_row_delete(struct session *session, long count);
enum effect action_row_type(struct session *session, long count);
enum effect action_row_next(struct session *session, long count);
enum effect action_row_before(struct session *session, long count);
enum effect action_row_drop(struct session *session, long count);
enum effect action_row_back(struct session *session, long count);
enum effect action_undo(struct session *session, long count);
enum effect action_redo(struct session *session, long count);
enum effect action_zoom(struct session *session, long count);
enum effect action_turn_pictures(struct session *session, long count);
enum effect action_turn_levels(struct session *session, long count);
enum effect action_turn_colors(struct session *session, long count);
enum effect action_turn_glyphs(struct session *session, long count);
enum effect action_menu_next(struct session *session, long count);
enum effect action_menu_back(struct session *session, long count);
/* Chooses a lesson by its number, from 1. */
void menu_choose(struct session *session, long number);
enum effect action_menu_open(struct session *session, long count);
enum effect action_help(struct session *session, long count);
enum effect action_help_next(struct session *session, long count);
enum effect action_help_back(struct session *session, long count);
enum { GLOSSARY_PAGE = 10 }; /* terms that PgDn goes by */
enum effect action_glossary(struct session *session, long count);
enum effect action_glossary_next(struct session *session, long count);
enum effect action_glossary_back(struct session *session, long count);
enum effect action_glossary_page_next(struct session *session, long count);
enum effect action_glossary_page_back(struct session *session, long count);
enum effect action_glossary_open(struct session *session, long count);
enum effect action_settings(struct session *session, long count);
enum effect action_settings_next(struct session *session, long count);
enum effect action_settings_back(struct session *session, long count);
enum effect action_settings_page_next(struct session *session, long count);
enum effect action_settings_page_back(struct session *session, long count);
enum effect action_settings_first(struct session *session, long count);
enum effect action_settings_last(struct session *session, long count);
enum effect action_settings_more(struct session *session, long count);
enum effect action_settings_less(struct session *session, long count);
enum effect action_settings_own(struct session *session, long count);
enum effect action_settings_type(struct session *session, long count);
enum effect action_settings_apply(struct session *session, long count);
enum effect action_search(struct session *session, long count);
enum effect action_search_next(struct session *session, long count);
enum effect action_search_back(struct session *session, long count);
enum effect action_command(struct session *session, long count);
enum effect action_keep(struct session *session, long count);
enum effect action_share(struct session *session, long count);
enum effect action_blank(struct session *session, long count);
enum effect action_redraw(struct session *session, long count);
enum effect action_suspend(struct session *session, long count);
enum effect action_quit(struct session *session, long count);
enum effect action_back(struct session *session, long count);

#endif
