#include "app/command_line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/actions.h"
#include "app/line_commands.h"
#include "base/status.h"

enum { COUNT_DIGITS = 6, LINE_COMMANDS_MOST = 16 };

const struct line_command line_commands[] = {
	{"go", "PLACE", "to a place: stop 3, end, epoch 2, layer 1, normalize", COMPLETE_PLACE,
		line_go},
	{"set", "NAME VALUE", "change a setting; without a value: show it", COMPLETE_SETTING,
		line_set},
	{"put", "NAME VALUE", "give W, b, gamma or beta a value: a number or an expression",
		COMPLETE_PARAMETER, line_put},
	{"row", "N X1 X2", "move row N there; row flip N, add X1 X2 Y, delete N, target N Y, reset",
		COMPLETE_ROW, line_row},
	{"until", "EXPRESSION", "run on until this holds, such as loss < 0.1; any key stops",
		COMPLETE_QUANTITY, line_until},
	{"data", "FILE", "run this lesson on a CSV file of your own", COMPLETE_FILE, line_data},
	{"open", "LESSON", "open another lesson, by name, number or file", COMPLETE_LESSON,
		line_open},
	{"save", "FILE.md", "save this as a lesson that opens here", COMPLETE_FILE, line_save},
	{"help", "[NAME]", "say what a command, setting or quantity is; alone: all keys",
		COMPLETE_TOPIC, line_help},
};
const size_t line_commands_count = sizeof line_commands / sizeof *line_commands;
_Static_assert(sizeof line_commands / sizeof *line_commands <= LINE_COMMANDS_MOST,
	"raise LINE_COMMANDS_MOST");

/* --- reading ----------------------------------------------------------------------------------- */

struct line_head line_head_read(const char *text)
{
	struct line_head head = {.count = 1, .at = strspn(text, " ")};
	size_t digits = strspn(text + head.at, "0123456789");

	if (digits && digits <= COUNT_DIGITS) {
		head.count = strtol(text + head.at, NULL, 10);
		head.counted = true;
		head.at += digits;
		head.at += strspn(text + head.at, " ");
	}
	head.size = strcspn(text + head.at, " ");
	head.arguments = head.at + head.size;
	head.arguments += strspn(text + head.arguments, " ");
	return head;
}

const struct line_command *line_command_find(const char *name, size_t size)
{
	for (size_t i = 0; i < line_commands_count; i++)
		if (strlen(line_commands[i].name) == size &&
			strncmp(line_commands[i].name, name, size) == 0)
			return &line_commands[i];
	return NULL;
}

const struct setting *line_setting(const char *name)
{
	const struct setting *found = setting_find(name);
	size_t count = 0;

	if (found)
		return found;
	for (size_t i = 0; i < settings_count; i++)
		if (strcmp(strchr(settings_table[i].name, '.') + 1, name) == 0) {
			found = &settings_table[i];
			count++;
		}
	return count == 1 ? found : NULL;
}

/* --- doing ------------------------------------------------------------------------------------- */

/* Commands, then actions. */
static const char *name_at(const void *context, size_t i)
{
	(void)context;
	if (i < line_commands_count)
		return line_commands[i].name;
	i -= line_commands_count;
	return i < actions_count ? actions[i].name : NULL;
}

static void refuse_name(const char *name, size_t at, struct line_mistake *mistake)
{
	const char *near = nearest_name(name, name_at, NULL);

	mistake->at = at;
	str_addf(&mistake->why, "there is no command “%s”", name);
	if (near)
		str_addf(&mistake->why, "; did you mean %s?", near);
	else
		str_add(&mistake->why, "; Tab shows those that there are");
}

/* A key that rests at this stop rests by its name, too. */
static bool line_is_locked(
	const struct session *session, const char *name, struct line_mistake *mistake)
{
	const struct play *play = session->page == PAGE_LESSON ? session->play : NULL;
	bool locked = play && lesson_lock(play->lesson, play->stop, name);

	if (locked)
		str_addf(&mistake->why, "the lesson rests “%s” at this stop", name);
	return locked;
}

/* "2 stage-next" or "stage-next 2". */
static bool take_count(
	const char *text, struct line_head *head, const char *name, struct line_mistake *mistake)
{
	const char *rest = text + head->arguments;
	size_t digits = strspn(rest, "0123456789");
	bool ends = !rest[digits + strspn(rest + digits, " ")];

	if (*rest && digits && digits <= COUNT_DIGITS && ends)
		head->count = strtol(rest, NULL, 10), head->counted = true;
	else if (*rest)
		return mistake->at = head->arguments,
		       str_addf(&mistake->why, "%s takes nothing but a count, such as “%s 5”", name,
			       name),
		       false;
	if (head->count < 1)
		str_add(&mistake->why, "a count is 1 or more");
	return head->count >= 1;
}

static enum effect run_action(struct session *session, const struct action *action,
	const char *text, struct line_head head, struct line_mistake *mistake)
{
	if (!(action->pages & 1 << action_page(session))) {
		mistake->at = head.at;
		str_addf(&mistake->why, "%s (%s) cannot be done on this page", action->name,
			action->help);
		return EFFECT_REDRAW;
	}
	if (line_is_locked(session, action->name, mistake)) {
		mistake->at = head.at;
		return EFFECT_REDRAW;
	}
	if (!take_count(text, &head, action->name, mistake))
		return EFFECT_REDRAW;
	session->counted = head.counted;
	return action->run(session, head.count);
}

enum effect command_line_run(
	struct session *session, const char *text, struct line_mistake *mistake)
{
	struct line_head head = line_head_read(text);
	const struct line_command *command = line_command_find(text + head.at, head.size);
	struct str name = {0};
	enum effect effect = EFFECT_REDRAW;
	const struct action *action = NULL;

	if (command && line_is_locked(session, command->name, mistake))
		return mistake->at = head.at, EFFECT_REDRAW;
	if (command)
		return command->run(session, text, head.arguments, mistake);
	str_add_bytes(&name, text + head.at, head.size);
	for (size_t i = 0; i < actions_count && !action; i++)
		if (strcmp(actions[i].name, str_text(&name)) == 0)
			action = &actions[i];
	if (action)
		effect = run_action(session, action, text, head, mistake);
	else if (head.size)
		refuse_name(str_text(&name), head.at, mistake);
	str_free(&name);
	return effect;
}

size_t command_line_hints(struct key_hint *hints, size_t room)
{
	static char keys[LINE_COMMANDS_MOST][32];
	size_t count = 0;

	for (; count < line_commands_count && count < room; count++) {
		const struct line_command *command = &line_commands[count];
		snprintf(keys[count], sizeof keys[count], ":%s %s", command->name,
			command->arguments);
		hints[count] = (struct key_hint){.group = "Commands",
			.keys = keys[count],
			.help = command->help,
			.sign = ""};
	}
	return count;
}

void command_line_print(struct str *out)
{
	for (size_t i = 0; i < line_commands_count; i++) {
		struct str left = {0};
		str_addf(&left, ":%s %s", line_commands[i].name, line_commands[i].arguments);
		str_addf(out, "  %-20s %s\n", str_text(&left), line_commands[i].help);
		str_free(&left);
	}
}
