#include "app/action.h"

#include <string.h>

#include "app/action_question.h"
#include "app/actions.h"
#include "app/keys.h"
#include "app/running.h"
#include "app/prompt.h"
#include "app/settings_page.h"
#include "app/until.h"

enum { COUNT_LARGEST = 100000 };

static const struct action *find_action(const char *key, enum page page)
{
	for (size_t i = 0; i < bindings_count; i++) {
		if (strcmp(bindings[i].key, key) != 0)
			continue;
		for (size_t j = 0; j < actions_count; j++)
			if ((actions[j].pages & 1 << page) &&
				strcmp(actions[j].name, bindings[i].action) == 0)
				return &actions[j];
	}
	return NULL;
}

enum page action_page(const struct session *session)
{
	return session->page == PAGE_LESSON && session->hand.on ? PAGE_ROW : session->page;
}

/* Digits collect a count on a lesson, in the menu a lesson's number; a leading 0 is none. */
static bool take_digit(struct session *session, uint32_t key)
{
	bool menu = session->page == PAGE_MENU;

	if ((session->page != PAGE_LESSON && !menu) || key < '0' || key > '9' ||
		(key == '0' && !session->count))
		return false;
	if (session->count < COUNT_LARGEST)
		session->count = session->count * 10 + (long)(key - '0');
	str_addf(&session->message, "%ld …", session->count);
	if (menu)
		menu_choose(session, session->count);
	return true;
}

/* Any other key ends what runs by itself, and then does what it does. */
static bool steers_running(uint32_t key)
{
	return key == '.' || key == '+' || key == '-';
}

/* Not every page has a ?: the lines of keys of some show all of them. */
static enum effect say_unbound(struct session *session, const char *name)
{
	str_addf(&session->message, "%s does nothing here%s", name,
		find_action("?", action_page(session)) ? "; ? shows the keys." : ".");
	return EFFECT_REDRAW;
}

static enum effect effect_of_key(struct session *session, uint32_t key)
{
	char name[KEYS_NAME_MAX];

	if (session->blank) {
		session->blank = false; /* and what it said before still stands there */
		return EFFECT_REDRAW;
	}
	str_clear(&session->message);
	session->welcome = false;
	if (until_runs(session)) {
		until_stop(session);
		return EFFECT_REDRAW;
	}
	if (!steers_running(key))
		running_stop(session);
	if (prompt_is_open(session))
		return prompt_key(session, key);
	if (settings_page_key(session, key) || answer_takes_key(session, key))
		return EFFECT_REDRAW;
	if (take_digit(session, key))
		return EFFECT_REDRAW;
	session->counted = session->count > 0;
	long count = session->count && session->page != PAGE_MENU ? session->count : 1;
	session->count = 0;
	key_label(key, name);
	const struct action *action = find_action(name, action_page(session));
	if (!action)
		return say_unbound(session, name);
	if (session->page == PAGE_LESSON &&
		lesson_lock(session->play->lesson, session->play->stop, action->name)) {
		str_add(&session->message, "The lesson rests this key at this stop.");
		return EFFECT_REDRAW;
	}
	return action->run(session, count);
}

/* Whatever moved the lesson before, the key does what it does where that is now. */
enum effect action_of_key(struct session *session, uint32_t key)
{
	session_follow(session);
	enum effect effect = effect_of_key(session, key);
	session_follow(session);
	return effect;
}

/* --- the tables in words ----------------------------------------------------------------------- */

static void key_names(const struct action *action, struct str *out)
{
	for (size_t i = 0; i < bindings_count; i++)
		if (strcmp(bindings[i].action, action->name) == 0)
			str_addf(out, "%s%s", out->len ? " " : "", bindings[i].key);
}

static void first_sign(const struct action *action, char sign[KEYS_NAME_MAX])
{
	uint32_t key = KEYS_NONE;

	for (size_t i = bindings_count; i-- > 0;)
		if (strcmp(bindings[i].action, action->name) == 0)
			key_parse(bindings[i].key, &key);
	key_sign(key, sign);
}

const struct key_hint *action_hints(enum page page, size_t *ret_count)
{
	static struct key_hint hints[ACTIONS_MOST];
	static char keys[ACTIONS_MOST][64], signs[ACTIONS_MOST][KEYS_NAME_MAX];
	size_t count = 0;

	for (size_t i = 0; i < actions_count; i++) {
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
			.word = here ? actions[i].word : NULL,
			.name = actions[i].name};
	}
	if (page == PAGE_HELP)
		count += command_line_hints(hints + count, ACTIONS_MOST - count);
	*ret_count = count;
	return hints;
}

void action_print_keys(struct str *out)
{
	const char *group = "";

	for (size_t i = 0; i < actions_count; i++) {
		struct str names = {0};
		if (strcmp(group, actions[i].group) != 0)
			str_addf(out, "%s%s\n", i ? "\n" : "", actions[i].group);
		group = actions[i].group;
		key_names(&actions[i], &names);
		str_addf(out, "  %-20s %s\n", str_text(&names), actions[i].help);
		str_free(&names);
	}
	str_add(out, "\nCommands, behind : (Tab completes; every action may be typed by its name, "
		     "too)\n");
	command_line_print(out);
	str_add(out,
		"\nA count before a key of the groups Move and Row in hand repeats it: 5 Right.\n"
		"In the menu a number chooses its lesson.\n");
}
