/*
 * Actions: everything that a key can do, by name, in one table; and which keys do it, in another.
 *
 * The help page, the line of keys, `--help keys` and README's table come from these tables.
 */
#ifndef APP_ACTION_H
#define APP_ACTION_H

#include <stdint.h>

#include "app/session.h"

enum effect {
	EFFECT_NONE = 0,
	EFFECT_REDRAW = 1,
	EFFECT_REPAINT = 2, /* everything anew: the terminal may show something else */
	EFFECT_SUSPEND = 4,
	EFFECT_QUIT = 8
};

/* Does what the key means here; `count` was typed before it (1 if nothing was). */
enum effect action_of_key(struct session *session, uint32_t key);

/* The page whose keys hold: a lesson's, while a row is in a hand, are the hand's. */
enum page action_page(const struct session *session);

/* The hints for the page's help and line of keys; valid until the next call. */
const struct key_hint *action_hints(enum page page, size_t *ret_count);

/* Appends the table of keys as `normscope --help keys` prints it. */
void action_print_keys(struct str *out);

#endif
