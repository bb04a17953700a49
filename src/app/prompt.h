/*
 * The prompt: the input line at the bottom while somebody types in it, for commands and for search.
 *
 * Keys:    text and the keys of line_editor.h; Tab and Shift+Tab go through what is offered; ↑ and ↓
 *          through the history, or through what was found; Enter does it; Escape, ctrl+G and
 *          ctrl+C leave.
 * Memory:  the first prompt_open makes session->prompt; prompt_free takes NULL, too.
 */
#ifndef APP_PROMPT_H
#define APP_PROMPT_H

#include <stdbool.h>
#include <stdint.h>

#include "app/command_line.h"
#include "app/line_history.h"
#include "app/line_editor.h"
#include "app/search.h"

enum prompt_kind { PROMPT_CLOSED, PROMPT_COMMAND, PROMPT_SEARCH, PROMPT_KINDS };

struct prompt_state {
	enum prompt_kind kind;
	struct line_editor line;
	struct completion completion;
	int chosen; /* of the offers; −1: none */
	struct search search;
	struct prompt_offer found[SEARCH_MAX]; /* what was found, as it is offered */
	struct line_editor last_search;
	struct line_mistake mistake;
	struct line_history history;
	bool history_read; /* from its file */
	struct prompt shown;
};

/* Opens it with a text to go on from; does nothing when memory runs out. */
void prompt_open(struct session *session, enum prompt_kind kind, const char *text);
void prompt_close(struct session *session);
bool prompt_is_open(const struct session *session);

/* To the next stop (the one before, with `back`) where the last search stands; says where. */
void prompt_search_on(struct session *session, bool back);

/* What the key means while the prompt is open. */
enum effect prompt_key(struct session *session, uint32_t key);

/* Keeps the history for the next start, and frees everything. */
void prompt_free(struct prompt_state *prompt);

#endif
