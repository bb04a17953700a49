#include "app/actions.h"

#include <stdlib.h>
#include <string.h>

#include "app/keys.h"
#include "app/settings_page.h"
#include "engine/play_change.h"
#include "engine/settings_step.h"

const struct settings_panel *settings_page_shown(const struct session *session)
{
	struct settings_page *page = session->settings_page;

	if (!page || !session->play)
		return NULL;
	page->shown = (struct settings_panel){.own = &session->play->lesson->settings,
		.now = &page->next,
		.pending = &page->pending,
		.line = page->line,
		.typed = page->typing ? page->typed.text : NULL,
		.cursor = page->typed.cursor,
		.error = str_text(&page->error)};
	return &page->shown;
}

void settings_page_free(struct settings_page *page)
{
	if (page) {
		str_free(&page->error);
		str_free(&page->sought);
	}
	free(page);
}

/* A `try` that waits here leads to the first setting that it names; else the page is where it was. */
static void choose_what_is_tried(struct session *session)
{
	const struct play *play = session->play;
	const struct asked *asked = play->asked[play->stop];
	const struct setting *setting = NULL;

	if (asked && asked->question->wish_count && !play->answers[play->stop].done)
		setting = setting_find(asked->question->wishes[0].setting.name);
	if (setting)
		session->settings_page->line = (size_t)(setting - settings_table);
}

enum effect action_settings(struct session *session, long count)
{
	(void)count;
	if (!session->settings_page)
		session->settings_page = calloc(1, sizeof *session->settings_page);
	if (!session->settings_page)
		return EFFECT_NONE;
	if (play_settings_next(session->play, &session->settings_page->next))
		return EFFECT_NONE;
	session->settings_page->pending = session->settings_page->next;
	session->settings_page->typing = session->settings_page->seeking = false;
	str_clear(&session->settings_page->error);
	choose_what_is_tried(session);
	session_turn(session, PAGE_SETTINGS);
	return EFFECT_REDRAW;
}

/* What the lesson keeps as it is cannot be changed here: the page says so instead. */
static bool is_kept(struct session *session)
{
	struct settings_page *page = session->settings_page;
	const struct play *play = session->play;

	str_clear(&page->error);
	if (lesson_lock(play->lesson, play->stop, settings_table[page->line].name))
		str_add(&page->error, "The lesson keeps this as it is at this stop.");
	return page->error.len > 0;
}

/* Nor what has no effect, which the page says why. */
static bool is_locked(struct session *session)
{
	struct settings_page *page = session->settings_page;
	const char *idle = setting_idle(&page->pending, &settings_table[page->line]);

	if (is_kept(session))
		return true;
	if (idle)
		str_addf(&page->error, "This cannot be changed now: %s.", idle);
	return idle;
}

/* --- choosing and stepping --------------------------------------------------------------------- */

enum effect action_settings_next(struct session *session, long count)
{
	struct settings_page *page = session->settings_page;

	page->line += (size_t)count;
	page->line = page->line < settings_count ? page->line : settings_count - 1;
	str_clear(&page->error);
	return EFFECT_REDRAW;
}

enum effect action_settings_back(struct session *session, long count)
{
	struct settings_page *page = session->settings_page;

	page->line = (size_t)count > page->line ? 0 : page->line - (size_t)count;
	str_clear(&page->error);
	return EFFECT_REDRAW;
}

enum { SETTINGS_PAGE = 10 };

enum effect action_settings_page_next(struct session *session, long count)
{
	return action_settings_next(session, count * SETTINGS_PAGE);
}

enum effect action_settings_page_back(struct session *session, long count)
{
	return action_settings_back(session, count * SETTINGS_PAGE);
}

enum effect action_settings_first(struct session *session, long count)
{
	(void)count;
	return action_settings_back(session, (long)settings_count);
}

enum effect action_settings_last(struct session *session, long count)
{
	(void)count;
	return action_settings_next(session, (long)settings_count);
}

static enum effect step(struct session *session, long count, bool up)
{
	struct settings_page *page = session->settings_page;
	const struct setting *setting = &settings_table[page->line];

	if (is_locked(session))
		return EFFECT_REDRAW;
	while (count-- > 0 && setting_step(&page->pending, setting, up))
		;
	if (setting->type == SETTING_INTS || setting->type == SETTING_REALS ||
		setting->type == SETTING_EDITS ||
		(setting->type == SETTING_TEXT && !setting->choices))
		str_add(&session->message, "= types a value for this one.");
	return EFFECT_REDRAW;
}

enum effect action_settings_more(struct session *session, long count)
{
	return step(session, count, true);
}

enum effect action_settings_less(struct session *session, long count)
{
	return step(session, count, false);
}

/* The lesson's own value again, as text through the one parser. */
enum effect action_settings_own(struct session *session, long count)
{
	struct settings_page *page = session->settings_page;
	const struct setting *setting = &settings_table[page->line];
	struct str value = {0};

	(void)count;
	if (is_kept(session))
		return EFFECT_REDRAW;
	setting_print(&session->play->lesson->settings, setting, &value);
	setting_set(&page->pending, setting, str_text(&value), &page->error);
	str_free(&value);
	return EFFECT_REDRAW;
}

/* --- typing and applying ----------------------------------------------------------------------- */

/* Signs behind the old value would make another one, or none: it is typed anew. */
static bool is_typed_anew(const struct setting *setting)
{
	return setting->type == SETTING_INT || setting->type == SETTING_REAL ||
	       setting->type == SETTING_COUNT_OR_ALL || setting->type == SETTING_CHOICE ||
	       setting->type == SETTING_BOOL;
}

enum effect action_settings_type(struct session *session, long count)
{
	struct settings_page *page = session->settings_page;
	struct str value = {0};

	(void)count;
	if (is_locked(session))
		return EFFECT_REDRAW;
	/* Lists and names are often mended. */
	if (!is_typed_anew(&settings_table[page->line]))
		setting_print(&page->pending, &settings_table[page->line], &value);
	/* A part of a list would be taken for the whole. */
	if (value.len >= sizeof page->typed.text)
		str_add(&page->error, "This list is too long for a line: a lesson's header or "
				      "--set can hold it. r takes the lesson's own.");
	else
		line_editor_set(&page->typed, str_text(&value));
	page->typing = value.len < sizeof page->typed.text;
	str_free(&value);
	return EFFECT_REDRAW;
}

/* Takes over what was typed; false, with the mistake, where it cannot be taken. */
static bool take_typed(struct settings_page *page)
{
	str_clear(&page->error);
	if (setting_set(&page->pending, &settings_table[page->line], page->typed.text,
		    &page->error) != 0)
		return false;
	page->typing = false;
	return true;
}

enum effect action_settings_apply(struct session *session, long count)
{
	struct settings_page *page = session->settings_page;
	struct diags diags = {.count = 0};

	(void)count;
	str_clear(&page->error);
	if (!settings_panel_pending(settings_page_shown(session))) {
		session->page = PAGE_LESSON;
	} else if (session_apply(session, &page->pending, &diags)) {
		str_add(&page->error, diags.count && diags.list[0].text ? diags.list[0].text
									: "this cannot be done");
	} else {
		session->page = PAGE_LESSON;
	}
	diags_free(&diags);
	return EFFECT_REDRAW;
}

static bool begins_value(uint32_t key)
{
	return (key >= '0' && key <= '9') || key == '.' || key == '-';
}

static void typed_key(struct session *session, uint32_t key)
{
	struct settings_page *page = session->settings_page;

	if (key == KEYS_ESCAPE || key == KEYS_CTRL('G') || key == KEYS_CTRL('C')) {
		page->typing = false;
		str_clear(&page->error);
	} else if (key == KEYS_ENTER) {
		if (take_typed(page)) {
			action_settings_apply(session, 1);
		}
	} else if (key == KEYS_DOWN || key == KEYS_TAB) {
		if (take_typed(page))
			action_settings_next(session, 1);
	} else if (key == KEYS_UP) {
		if (take_typed(page))
			action_settings_back(session, 1);
	} else if (line_editor_key(&page->typed, key)) {
		str_clear(&page->error);
	}
}

/* --- going to a name --------------------------------------------------------------------------- */

/* To the first setting from this line on, going round, whose name begins with what was sought; else to
 * the first that contains it. False where there is none, and the line stays. */
static bool seek(struct settings_page *page, size_t from)
{
	for (int inside = 0; inside < 2; inside++)
		for (size_t i = 0; i < settings_count; i++) {
			size_t line = (from + i) % settings_count;
			const char *name = strchr(settings_table[line].name, '.') + 1;
			const char *at = strstr(
				inside ? settings_table[line].name : name, str_text(&page->sought));
			if (!at || (!inside && at != name))
				continue;
			page->line = line;
			return true;
		}
	return false;
}

static void erase_sought(struct settings_page *page)
{
	if (page->sought.len)
		page->sought.data[--page->sought.len] = '\0';
}

/* True for a key that belongs to the name; any other ends it, and means what it always does. */
static bool seek_key(struct session *session, uint32_t key)
{
	struct settings_page *page = session->settings_page;
	bool again = page->seeking && key == '/',
	     name = (key >= 'a' && key <= 'z') || key == '_' || key == '.';

	if (!page->seeking && key == '/')
		str_clear(&page->sought);
	else if (page->seeking && name)
		str_add_char(&page->sought, (char)key);
	else if (page->seeking && key == KEYS_BACKSPACE)
		erase_sought(page);
	else if (!again)
		return page->seeking = false;
	page->seeking = true;
	bool found = seek(page, page->line + again);
	str_clear(&page->error);
	str_addf(&session->message, "/%s  %s", str_text(&page->sought),
		found ? "/ goes to the next one, Enter stays here." : "stands in no name.");
	return true;
}

bool settings_page_key(struct session *session, uint32_t key)
{
	struct settings_page *page = session->settings_page;

	if (session->page != PAGE_SETTINGS)
		return false;
	bool sought = page->seeking;
	if (!page->typing && seek_key(session, key))
		return true;
	if (sought && (key == KEYS_ENTER || key == KEYS_ESCAPE))
		return true; /* ends the name alone */
	if (!page->typing && begins_value(key)) {
		if (is_locked(session))
			return true;
		line_editor_set(&page->typed, "");
		page->typing = true;
	}
	if (!page->typing)
		return false;
	typed_key(session, key);
	return true;
}
