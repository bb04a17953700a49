#include "app/action.h"

#include <string.h>

#include "app/keys.h"
#include "view/layout.h"

enum { COUNT_LARGEST = 100000, SCROLL_MOST = 10000 };

/* --- what can be done -------------------------------------------------------------------------- */

static enum effect stage_next(struct session *session, long count)
{
	play_step(session->play, count);
	return EFFECT_REDRAW;
}

static enum effect stage_back(struct session *session, long count)
{
	play_step(session->play, -count);
	return EFFECT_REDRAW;
}

static enum effect stop_next(struct session *session, long count)
{
	size_t last = session->play->lesson->stop_count - 1;

	if (session->play->stop == last)
		str_add(&session->message, "This is the last stop. → still steps on; q goes back.");
	play_go_stop(session->play, session->play->stop + (size_t)count);
	session->look.scroll = 0;
	return EFFECT_REDRAW;
}

/* From between two stops the way back leads first to the stop whose text is shown. */
static enum effect stop_back(struct session *session, long count)
{
	struct play *play = session->play;
	bool between = play->run->at.index != play->stop_index[play->stop];
	size_t back = (size_t)(between ? count - 1 : count);

	play_go_stop(play, back > play->stop ? 0 : play->stop - back);
	session->look.scroll = 0;
	return EFFECT_REDRAW;
}

static enum effect batch_next(struct session *session, long count)
{
	play_step_batch(session->play, count);
	return EFFECT_REDRAW;
}

static enum effect batch_back(struct session *session, long count)
{
	play_step_batch(session->play, -count);
	return EFFECT_REDRAW;
}

static enum effect epoch_next(struct session *session, long count)
{
	play_step_epoch(session->play, count);
	return EFFECT_REDRAW;
}

static enum effect epoch_back(struct session *session, long count)
{
	play_step_epoch(session->play, -count);
	return EFFECT_REDRAW;
}

static enum effect go_start(struct session *session, long count)
{
	(void)count;
	play_go_index(session->play, 0);
	return EFFECT_REDRAW;
}

static enum effect go_end(struct session *session, long count)
{
	(void)count;
	play_go_index(session->play, session->play->run->timeline.length - 1);
	return EFFECT_REDRAW;
}

static enum effect focus_next(struct session *session, long count)
{
	struct scene scene = session_scene(session);
	struct layout layout;

	if (layout_make(&scene, &layout) && layout.panels_in_all)
		session->look.focus = (int)((session->look.focus + count) % layout.panels_in_all);
	return EFFECT_REDRAW;
}

/* Lines scrolled away, within what any text has; the drawing keeps the last page full. */
static int scrolled(int now, long count)
{
	long to = now + count;

	return to < 0 ? 0 : to > SCROLL_MOST ? SCROLL_MOST : (int)to;
}

/* ↑ and ↓ act on the panel that has the focus: they scroll its text or choose its line. */
static enum effect select_by(struct session *session, long count)
{
	struct scene scene = session_scene(session);
	const struct view *view = layout_focus(&scene);
	struct look *look = &session->look;

	if (view == view_find("prose") || !view) {
		look->scroll = scrolled(look->scroll, count);
	} else if (view == view_find("values") && session->play->run->at.epoch == 0) {
		look->row = scene_row(&scene) + (int)count;
	} else if (view == view_find("values")) {
		look->example = scene_example(&scene) + (int)count;
	} else {
		look->unit = scene_unit(&scene) + (int)count;
	}
	return EFFECT_REDRAW;
}

static enum effect select_next(struct session *session, long count)
{
	return select_by(session, count);
}

static enum effect select_back(struct session *session, long count)
{
	return select_by(session, -count);
}

static enum effect unit_next(struct session *session, long count)
{
	struct scene scene = session_scene(session);
	const struct model *model = &session->play->experiment->model;
	int units = model->layer[scene_layer(&scene) - 1].units;

	session->look.unit = (int)((scene_unit(&scene) - 1 + count) % units) + 1;
	return EFFECT_REDRAW;
}

static enum effect turn_mode(struct session *session, long count)
{
	struct run *run = session->play->run;

	(void)count;
	run_set_mode(run, run->mode == MODE_TEST ? MODE_TRAIN : MODE_TEST);
	str_add(&session->message, run->mode == MODE_TEST
					   ? "Test mode: this batch with the running averages; "
					     "training is not touched."
					   : "Train mode: this batch with its own statistics.");
	return EFFECT_REDRAW;
}

static enum effect zoom(struct session *session, long count)
{
	(void)count;
	session->look.zoom = !session->look.zoom;
	return EFFECT_REDRAW;
}

static enum effect turn_pictures(struct session *session, long count)
{
	session->look.turn = (int)((session->look.turn + count) % layout_pictures());
	return EFFECT_REDRAW;
}

static enum effect turn_levels(struct session *session, long count)
{
	int now = session->look.levels < 0 ? session->play->experiment->settings.view.levels
					   : session->look.levels;

	session->look.levels = (int)((now + count) % (VIEW_LEVELS_QUANTILE + 1));
	return EFFECT_REDRAW;
}

static enum effect turn_glyphs(struct session *session, long count)
{
	(void)count;
	session->ascii = !session->ascii;
	return EFFECT_REPAINT;
}

static enum effect menu_next(struct session *session, long count)
{
	size_t last = session->catalogue.count ? session->catalogue.count - 1 : 0;

	session->menu_line += (size_t)count;
	if (session->menu_line > last)
		session->menu_line = last;
	return EFFECT_REDRAW;
}

static enum effect menu_back(struct session *session, long count)
{
	session->menu_line =
		(size_t)count > session->menu_line ? 0 : session->menu_line - (size_t)count;
	return EFFECT_REDRAW;
}

static enum effect menu_open(struct session *session, long count)
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

static enum effect help(struct session *session, long count)
{
	(void)count;
	session->page_before = session->page;
	session->page = PAGE_HELP;
	session->look.scroll = 0;
	return EFFECT_REDRAW;
}

static enum effect help_next(struct session *session, long count)
{
	session->look.scroll = scrolled(session->look.scroll, count);
	return EFFECT_REDRAW;
}

static enum effect help_back(struct session *session, long count)
{
	session->look.scroll = scrolled(session->look.scroll, -count);
	return EFFECT_REDRAW;
}

static enum effect redraw(struct session *session, long count)
{
	(void)session;
	(void)count;
	return EFFECT_REPAINT;
}

static enum effect suspend(struct session *session, long count)
{
	(void)session;
	(void)count;
	return EFFECT_SUSPEND;
}

/* Back one page, then out: from help to the lesson, from the lesson to the menu, from there away. */
static enum effect quit(struct session *session, long count)
{
	(void)count;
	if (session->page == PAGE_HELP) {
		session->page = session->page_before;
		session->look.scroll = 0;
		return EFFECT_REDRAW;
	}
	if (session->page == PAGE_LESSON && session->look.zoom) {
		session->look.zoom = false;
		return EFFECT_REDRAW;
	}
	if (session->page == PAGE_LESSON && !session->direct) {
		session->page = PAGE_MENU;
		return EFFECT_REDRAW;
	}
	return EFFECT_QUIT;
}

/* Escape goes back as q does, but never out of the program: a stray one must not end a class. */
static enum effect back(struct session *session, long count)
{
	enum effect effect = quit(session, count);

	if (!(effect & EFFECT_QUIT))
		return effect;
	str_add(&session->message, "q leaves the program.");
	return EFFECT_REDRAW;
}

/* --- the tables -------------------------------------------------------------------------------- */

enum { ON_MENU = 1 << PAGE_MENU, ON_LESSON = 1 << PAGE_LESSON, ON_HELP = 1 << PAGE_HELP };

static const struct action {
	const char *name;
	int pages; /* where it can be done */
	const char *group;
	const char *word; /* in the line of keys; NULL: not there */
	const char *help;
	enum effect (*run)(struct session *session, long count);
} actions[] = {
	{"stage-next", ON_LESSON, "Move", "stage", "one stage forward", stage_next},
	{"stage-back", ON_LESSON, "Move", NULL, "one stage back", stage_back},
	{"stop-next", ON_LESSON, "Move", "stop", "to the next stop of the lesson", stop_next},
	{"stop-back", ON_LESSON, "Move", NULL, "to the stop before", stop_back},
	{"batch-next", ON_LESSON, "Move", "batch", "one batch forward", batch_next},
	{"batch-back", ON_LESSON, "Move", NULL, "one batch back", batch_back},
	{"epoch-next", ON_LESSON, "Move", "epoch", "one epoch forward", epoch_next},
	{"epoch-back", ON_LESSON, "Move", NULL, "one epoch back", epoch_back},
	{"start", ON_LESSON, "Move", NULL, "to the start of the run", go_start},
	{"end", ON_LESSON, "Move", NULL, "to the end of the run", go_end},
	{"focus", ON_LESSON, "Look", NULL, "give the next panel the focus", focus_next},
	{"select-next", ON_LESSON, "Look", NULL, "in that panel: next line, row or unit",
		select_next},
	{"select-back", ON_LESSON, "Look", NULL, "in that panel: line, row or unit before",
		select_back},
	{"unit", ON_LESSON, "Look", NULL, "look at the next unit of the layer", unit_next},
	{"mode", ON_LESSON, "Look", NULL, "show the layers in test mode, or in train mode again",
		turn_mode},
	{"zoom", ON_LESSON, "Look", "zoom", "show that panel alone, or all again", zoom},
	{"pictures", ON_LESSON, "Look", NULL, "show other pictures", turn_pictures},
	{"levels", ON_LESSON, "Look", NULL, "contour levels by another rule", turn_levels},
	{"glyphs", ON_MENU | ON_LESSON | ON_HELP, "Look", NULL, "draw with ASCII, or Unicode again",
		turn_glyphs},
	{"menu-next", ON_MENU, "Menu", "choose", "next lesson", menu_next},
	{"menu-back", ON_MENU, "Menu", NULL, "lesson before", menu_back},
	{"menu-open", ON_MENU, "Menu", "open", "open the lesson", menu_open},
	{"help-next", ON_HELP, "Help", "scroll", "scroll down", help_next},
	{"help-back", ON_HELP, "Help", NULL, "scroll up", help_back},
	{"help", ON_MENU | ON_LESSON, "Program", "keys", "all keys", help},
	{"redraw", ON_MENU | ON_LESSON | ON_HELP, "Program", NULL, "draw the screen anew", redraw},
	{"suspend", ON_MENU | ON_LESSON | ON_HELP, "Program", NULL, "stop for a while; fg goes on",
		suspend},
	{"back", ON_MENU | ON_LESSON | ON_HELP, "Program", NULL,
		"back, but never out of the program", back},
	{"quit", ON_MENU | ON_LESSON | ON_HELP, "Program", "back", "back, then quit", quit},
};
enum { ACTIONS_COUNT = sizeof actions / sizeof *actions };

/* Keys by name; the first of an action is the one that the line of keys shows. */
static const struct binding {
	const char *key, *action;
} bindings[] = {
	{"Right", "stage-next"},
	{"l", "stage-next"},
	{"Left", "stage-back"},
	{"h", "stage-back"},
	{"Space", "stop-next"},
	{"PgDn", "stop-next"},
	{"n", "stop-next"},
	{"Backspace", "stop-back"},
	{"PgUp", "stop-back"},
	{"p", "stop-back"},
	{"]", "batch-next"},
	{"[", "batch-back"},
	{"}", "epoch-next"},
	{"{", "epoch-back"},
	{"g", "start"},
	{"Home", "start"},
	{"G", "end"},
	{"End", "end"},
	{"Tab", "focus"},
	{"Down", "select-next"},
	{"j", "select-next"},
	{"Up", "select-back"},
	{"k", "select-back"},
	{"U", "unit"},
	{"m", "mode"},
	{"z", "zoom"},
	{"v", "pictures"},
	{"L", "levels"},
	{"a", "glyphs"},
	{"Down", "menu-next"},
	{"j", "menu-next"},
	{"Up", "menu-back"},
	{"k", "menu-back"},
	{"Enter", "menu-open"},
	{"Space", "menu-open"},
	{"Right", "menu-open"},
	{"Down", "help-next"},
	{"j", "help-next"},
	{"Space", "help-next"},
	{"Up", "help-back"},
	{"k", "help-back"},
	{"?", "help"},
	{"F1", "help"},
	{"ctrl+L", "redraw"},
	{"ctrl+Z", "suspend"},
	{"q", "quit"},
	{"Escape", "back"},
};
enum { BINDINGS_COUNT = sizeof bindings / sizeof *bindings };

static const struct action *find_action(const char *key, enum page page)
{
	for (size_t i = 0; i < BINDINGS_COUNT; i++) {
		if (strcmp(bindings[i].key, key) != 0)
			continue;
		for (size_t j = 0; j < ACTIONS_COUNT; j++)
			if ((actions[j].pages & 1 << page) &&
				strcmp(actions[j].name, bindings[i].action) == 0)
				return &actions[j];
	}
	return NULL;
}

/* Digits collect a count on a lesson; a leading 0 is none. */
static bool take_digit(struct session *session, uint32_t key)
{
	if (session->page != PAGE_LESSON || key < '0' || key > '9' ||
		(key == '0' && !session->count))
		return false;
	if (session->count < COUNT_LARGEST)
		session->count = session->count * 10 + (long)(key - '0');
	return true;
}

enum effect action_of_key(struct session *session, uint32_t key)
{
	char name[KEYS_NAME_MAX];

	str_clear(&session->message);
	if (take_digit(session, key)) {
		str_addf(&session->message, "%ld …", session->count);
		return EFFECT_REDRAW;
	}
	long count = session->count ? session->count : 1;
	session->count = 0;
	key_label(key, name);
	const struct action *action = find_action(name, session->page);
	if (!action) {
		str_addf(&session->message, "%s does nothing here; ? shows the keys.", name);
		return EFFECT_REDRAW;
	}
	size_t stop = session->play ? session->play->stop : 0;
	enum effect effect = action->run(session, count);
	if (session->play && session->play->stop != stop)
		session->look.scroll = 0; /* another text begins at its beginning */
	return effect;
}

/* --- the tables in words ----------------------------------------------------------------------- */

static void key_names(const struct action *action, struct str *out)
{
	for (size_t i = 0; i < BINDINGS_COUNT; i++)
		if (strcmp(bindings[i].action, action->name) == 0)
			str_addf(out, "%s%s", out->len ? " " : "", bindings[i].key);
}

static void first_sign(const struct action *action, char sign[KEYS_NAME_MAX])
{
	uint32_t key = KEYS_NONE;

	for (size_t i = BINDINGS_COUNT; i-- > 0;)
		if (strcmp(bindings[i].action, action->name) == 0)
			key_parse(bindings[i].key, &key);
	key_sign(key, sign);
}

const struct key_hint *action_hints(enum page page, size_t *ret_count)
{
	static struct key_hint hints[ACTIONS_COUNT];
	static char keys[ACTIONS_COUNT][64], signs[ACTIONS_COUNT][KEYS_NAME_MAX];
	size_t count = 0;

	for (size_t i = 0; i < ACTIONS_COUNT; i++) {
		struct str names = {0};
		if (page != PAGE_HELP && !(actions[i].pages & 1 << page))
			continue;
		key_names(&actions[i], &names);
		strncpy(keys[i], str_text(&names), sizeof keys[i] - 1);
		str_free(&names);
		first_sign(&actions[i], signs[i]);
		bool here = actions[i].pages & 1 << page;
		hints[count++] = (struct key_hint){.group = actions[i].group,
			.keys = keys[i],
			.help = actions[i].help,
			.sign = signs[i],
			.word = here ? actions[i].word : NULL};
	}
	*ret_count = count;
	return hints;
}

void action_help(struct str *out)
{
	const char *group = "";

	for (size_t i = 0; i < ACTIONS_COUNT; i++) {
		struct str names = {0};
		if (strcmp(group, actions[i].group) != 0)
			str_addf(out, "%s%s\n", i ? "\n" : "", actions[i].group);
		group = actions[i].group;
		key_names(&actions[i], &names);
		str_addf(out, "  %-20s %s\n", str_text(&names), actions[i].help);
		str_free(&names);
	}
	str_add(out, "\nA count before a key of the group Move repeats it: 5 Right.\n");
}
