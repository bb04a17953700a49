#include "app/prompt.h"

#include <stdlib.h>
#include <string.h>

#include "app/keys.h"
#include "app/state_folder.h"
#include "base/textfile.h"

enum { HISTORY_BYTES_MAX = 256 * 1024 };

/* --- the history's file ------------------------------------------------------------------------ */

static void read_history(struct prompt_state *prompt)
{
	struct diags diags = {.count = 0};
	struct str path = {0};
	char *text = NULL;
	size_t size;

	prompt->history_read = true;
	if (state_path("history", &path) &&
		!textfile_read(str_text(&path), HISTORY_BYTES_MAX, &text, &size, &diags))
		line_history_read(&prompt->history, text, size);
	free(text);
	str_free(&path);
	diags_free(&diags);
}

static void keep_history(const struct prompt_state *prompt)
{
	struct str text = {0};

	line_history_print(&prompt->history, &text);
	if (text.len)
		state_write("history", &text);
	str_free(&text);
}

/* --- what is shown ----------------------------------------------------------------------------- */

static void refresh_commands(struct session *session)
{
	struct prompt_state *prompt = session->prompt;

	complete_line(session, prompt->line.text, prompt->line.cursor, &prompt->completion);
}

static enum effect enter_command(struct session *session)
{
	struct prompt_state *prompt = session->prompt;
	enum effect effect = command_line_run(session, prompt->line.text, &prompt->mistake);

	if (prompt->line.text[strspn(prompt->line.text, " ")])
		line_history_add(&prompt->history, prompt->line.text);
	return effect;
}

/* What is typed is searched for; an empty line stands for what was searched for last. */
static void fill_search(struct session *session, const char *query)
{
	struct prompt_state *prompt = session->prompt;
	bool menu = session->page_before == PAGE_MENU && session->page != PAGE_LESSON;

	menu |= session->page == PAGE_MENU;
	session_read_glossary(session);
	search_fill(&prompt->search, query, menu || !session->play ? NULL : session->play->lesson,
		&session->glossary, menu ? &session->catalogue : NULL);
}

static void refresh_search(struct session *session)
{
	struct prompt_state *prompt = session->prompt;
	const char *query = prompt->line.length ? prompt->line.text : prompt->last_search.text;

	fill_search(session, query);
	for (size_t i = 0; i < prompt->search.count; i++)
		prompt->found[i] = (struct prompt_offer){
			.text = prompt->search.hits[i].where, .help = prompt->search.hits[i].line};
	str_clear(&prompt->completion.note);
	if (!prompt->line.length && prompt->last_search.length)
		str_addf(&prompt->completion.note, "again: %s", query);
	else if (prompt->line.length && !prompt->search.count)
		str_addf(&prompt->completion.note, "“%s” stands nowhere", query);
	else if (!prompt->line.length)
		str_add(&prompt->completion.note,
			"searches this lesson and the glossary; ↑ ↓ choose, Enter goes there");
}

static void go_to_hit(struct session *session, const struct search_hit *hit)
{
	if (hit->kind == SEARCH_STOP) {
		play_go_stop(session->play, hit->index);
		session->look.scroll = 0;
		session->page = PAGE_LESSON;
	} else if (hit->kind == SEARCH_LESSON) {
		session->menu_line = hit->index;
		session->page = PAGE_MENU;
	} else {
		session_turn(session, PAGE_GLOSSARY);
		session_show_term(session, hit->index);
	}
}

static enum effect enter_search(struct session *session)
{
	struct prompt_state *prompt = session->prompt;
	size_t chosen = prompt->chosen < 0 ? 0 : (size_t)prompt->chosen;

	if (prompt->line.length)
		prompt->last_search = prompt->line;
	if (chosen < prompt->search.count)
		go_to_hit(session, &prompt->search.hits[chosen]);
	else if (prompt->line.length)
		str_add(&prompt->mistake.why, "nothing was found");
	return EFFECT_REDRAW;
}

void prompt_search_on(struct session *session, bool back)
{
	struct prompt_state *prompt = session->prompt;
	const struct search_hit *hit = NULL;

	if (!prompt || !prompt->last_search.length) {
		str_add(&session->message, "Nothing was searched for yet: / begins.");
		return;
	}
	fill_search(session, prompt->last_search.text);
	hit = search_from(&prompt->search, session->play->stop, back);
	if (hit)
		go_to_hit(session, hit);
	str_addf(&session->message, hit ? "“%s”: %s" : "“%s” stands at no stop of this lesson.%s",
		prompt->last_search.text, hit ? hit->line : "");
}

static const struct {
	const char *sign, *title;
	void (*refresh)(struct session *session);
	enum effect (*enter)(struct session *session);
} prompt_kinds[PROMPT_KINDS] = {
	[PROMPT_COMMAND] = {":", "Tab completes", refresh_commands, enter_command},
	[PROMPT_SEARCH] = {"/", "found", refresh_search, enter_search},
};

/* What the view draws from. */
static void show(struct session *session)
{
	struct prompt_state *prompt = session->prompt;
	bool searching = prompt->kind == PROMPT_SEARCH;

	prompt->shown = (struct prompt){.sign = prompt_kinds[prompt->kind].sign,
		.title = prompt_kinds[prompt->kind].title,
		.text = prompt->line.text,
		.cursor = prompt->line.cursor,
		.offers = searching ? prompt->found : prompt->completion.offers,
		.offer_count = searching ? prompt->search.count : prompt->completion.count,
		.chosen = prompt->chosen,
		.note = str_text(&prompt->completion.note),
		.error = str_text(&prompt->mistake.why),
		.error_at = prompt->mistake.at};
}

/* The line is another: what is offered for it, and no mistake any more. */
static void refresh(struct session *session)
{
	struct prompt_state *prompt = session->prompt;

	prompt->chosen = -1;
	str_clear(&prompt->mistake.why);
	prompt_kinds[prompt->kind].refresh(session);
}

void prompt_open(struct session *session, enum prompt_kind kind, const char *text)
{
	if (!session->prompt)
		session->prompt = calloc(1, sizeof *session->prompt);
	if (!session->prompt)
		return;
	if (!session->prompt->history_read)
		read_history(session->prompt);
	session->prompt->kind = kind;
	line_editor_set(&session->prompt->line, text);
	line_history_rewind(&session->prompt->history);
	refresh(session);
	show(session);
}

void prompt_close(struct session *session)
{
	if (session->prompt)
		session->prompt->kind = PROMPT_CLOSED;
}

void prompt_free(struct prompt_state *prompt)
{
	if (!prompt)
		return;
	keep_history(prompt);
	line_history_free(&prompt->history);
	completion_free(&prompt->completion);
	str_free(&prompt->mistake.why);
	free(prompt);
}

bool prompt_is_open(const struct session *session)
{
	return session->prompt && session->prompt->kind != PROMPT_CLOSED;
}

/* --- keys -------------------------------------------------------------------------------------- */

static void take_offer(struct prompt_state *prompt, const char *text)
{
	struct completion *completion = &prompt->completion;

	if (line_editor_replace(&prompt->line, completion->from, completion->to, text))
		completion->to = prompt->line.cursor;
}

/* The only offer is taken, and what may follow it is offered then. */
static void take_only(struct session *session)
{
	struct prompt_state *prompt = session->prompt;
	const char *text = prompt->completion.texts[0];

	take_offer(prompt, text);
	if (text[0] && !strchr(" /", text[strlen(text) - 1]) &&
		prompt->line.cursor == prompt->line.length)
		line_editor_replace(&prompt->line, prompt->line.cursor, prompt->line.cursor, " ");
	refresh(session);
}

/* Another of what was found; the line stays. */
static void choose_found(struct prompt_state *prompt, int by)
{
	int count = (int)prompt->search.count;
	int now = prompt->chosen < 0 ? (by > 0 ? -1 : count) : prompt->chosen;

	if (count)
		prompt->chosen = (now + by + count) % count;
}

/* First what all offers begin with, then one offer after the other. */
static void choose(struct session *session, int by)
{
	struct prompt_state *prompt = session->prompt;
	struct completion *completion = &prompt->completion;
	char common[COMPLETION_BYTES];
	int count = (int)completion->count;

	str_clear(&prompt->mistake.why);
	if (!count)
		return;
	if (count == 1 && prompt->chosen < 0) {
		take_only(session);
		return;
	}
	if (prompt->chosen < 0 &&
		completion_common(completion, common) > completion->to - completion->from) {
		take_offer(prompt, common);
		refresh(session);
		return;
	}
	int next = prompt->chosen < 0 ? (by > 0 ? 0 : count - 1) : prompt->chosen + by;
	prompt->chosen = (next + count) % count;
	take_offer(prompt, completion->texts[prompt->chosen]);
}

static void take_history(struct session *session, const char *line)
{
	if (!line)
		return;
	line_editor_set(&session->prompt->line, line);
	refresh(session);
}

static enum effect enter(struct session *session)
{
	struct prompt_state *prompt = session->prompt;

	str_clear(&prompt->mistake.why);
	enum effect effect = prompt_kinds[prompt->kind].enter(session);
	if (!prompt->mistake.why.len)
		prompt_close(session);
	return effect | EFFECT_REDRAW;
}

/* Which way a key goes among what was found; 0 for other keys. */
static int search_step(uint32_t key)
{
	if (key == KEYS_TAB || key == KEYS_DOWN || key == KEYS_CTRL('N'))
		return 1;
	return key == KEYS_BACKTAB || key == KEYS_UP || key == KEYS_CTRL('P') ? -1 : 0;
}

enum effect prompt_key(struct session *session, uint32_t key)
{
	struct prompt_state *prompt = session->prompt;
	bool empty = !prompt->line.length;
	enum effect effect = EFFECT_REDRAW;

	if (key == KEYS_ENTER)
		effect = enter(session);
	else if (key == KEYS_ESCAPE || key == KEYS_CTRL('G') || key == KEYS_CTRL('C') ||
		 (key == KEYS_BACKSPACE && empty))
		prompt_close(session);
	else if (prompt->kind == PROMPT_SEARCH && search_step(key))
		choose_found(prompt, search_step(key));
	else if (key == KEYS_TAB || key == KEYS_BACKTAB)
		choose(session, key == KEYS_TAB ? 1 : -1);
	else if (key == KEYS_UP || key == KEYS_CTRL('P'))
		take_history(session, line_history_back(&prompt->history, prompt->line.text));
	else if (key == KEYS_DOWN || key == KEYS_CTRL('N'))
		take_history(session, line_history_next(&prompt->history));
	else if (line_editor_key(&prompt->line, key))
		refresh(session);
	if (prompt_is_open(session))
		show(session);
	return effect;
}
