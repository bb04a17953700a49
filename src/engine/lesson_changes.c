#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/course.h"
#include "engine/lesson_builder.h"
#include "engine/yaml_tree.h"

/* The header's `changes`: what becomes different on the way, a list of {at, and set, put or swap}. */

static void refuse_item(struct lesson_builder *builder, const struct yaml_node *node)
{
	builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
		"changes is a list such as [{at: {epoch: 2, batch: 1}, set: "
		"{train.learning_rate: 0.1}}]; beside set there are put: {\"gamma(1,1)\": 2} and "
		"swap: [3, 9]");
}

bool lesson_read_batch(struct lesson_builder *builder, const struct yaml_node *node,
	size_t *ret_epoch, size_t *ret_batch)
{
	*ret_epoch = *ret_batch = 1;
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_node *part = &node->children[i];
		bool epoch = part->key && strcmp(part->key, "epoch") == 0;
		long number = 0;
		if (!epoch && (!part->key || strcmp(part->key, "batch") != 0)) {
			builder_refuse(builder, STATUS_NAME, node_spot(part),
				"a change stands at an epoch and a batch: {epoch: 2, batch: 1}");
			return false;
		}
		if (part->kind != YAML_TEXT || !number_parse_int(part->text, &number) ||
			number < 1) {
			builder_refuse(builder, STATUS_RANGE, node_spot(part),
				"%s is a whole number from 1", part->key);
			return false;
		}
		*(epoch ? ret_epoch : ret_batch) = (size_t)number;
	}
	return true;
}

/* --- what a change is about -------------------------------------------------------------------- */

const char *lesson_change_owner(const char *name, bool ret_of[2])
{
	static const char first[] = "first.";
	const char *twin = setting_of_twin(name);
	bool alone = strncmp(name, first, sizeof first - 1) == 0;

	ret_of[0] = !twin;
	ret_of[1] = !alone;
	return twin ? twin : name + (alone ? sizeof first - 1 : 0);
}

static int keep_value(struct lesson_change *change, const char *value, struct str *why)
{
	struct str copy = {0};

	if (strlen(value) >= SETTING_TEXT_BYTES) {
		str_addf(why, "a value on the way has at most %d bytes", SETTING_TEXT_BYTES - 1);
		return STATUS_LIMIT;
	}
	str_add(&copy, value);
	change->value = str_take(&copy);
	return change->value ? 0 : STATUS_MEMORY;
}

int lesson_change_set(
	struct lesson_change *change, const char *name, const char *value, struct str *why)
{
	struct settings trial;

	settings_defaults(&trial);
	change->kind = CHANGE_SETTING;
	change->setting = setting_find(name);
	if (!change->setting)
		return setting_refuse_name("", name, why);
	if (!setting_is_live(change->setting)) {
		str_addf(why,
			"%s makes a run start again, so that it cannot change on the way: set it "
			"for the whole run",
			name);
		return STATUS_COMBINATION;
	}
	int status = setting_set(&trial, change->setting, value, why);
	return status ? status : keep_value(change, value, why);
}

/* Whether the network has the parameter is seen when there is one. */
int lesson_change_put(
	struct lesson_change *change, const char *name, const char *value, struct str *why)
{
	change->kind = CHANGE_PARAMETER;
	if (!number_parse(value, &change->number)) {
		str_addf(why, "%s takes a number, not “%.40s”", name, value);
		return STATUS_RANGE;
	}
	return keep_value(change, name, why);
}

int lesson_change_swap(
	struct lesson_change *change, const char *first, const char *second, struct str *why)
{
	long places[2];

	change->kind = CHANGE_SWAP;
	if (!number_parse_int(first, &places[0]) || !number_parse_int(second, &places[1]) ||
		places[0] < 1 || places[1] < 1 || places[0] == places[1]) {
		str_add(why,
			"swap takes two places in the order of the epoch, counted from 1, such "
			"as 3, 9");
		return STATUS_RANGE;
	}
	for (int i = 0; i < 2; i++)
		change->at[i] = (size_t)places[i] - 1;
	return 0;
}

/* --- the header -------------------------------------------------------------------------------- */

static void keep_change(
	struct lesson_builder *builder, const struct lesson_change *change, struct lesson_spot at)
{
	struct lesson *lesson = builder->lesson;
	struct lesson_change *kept =
		builder_append(builder, &lesson->changes, &lesson->change_count, sizeof *kept);

	if (!kept) {
		free(change->value);
		return;
	}
	*kept = *change;
	kept->line = at.line;
	kept->column = at.column;
}

/* One name of a map, and its value; `read` is what stands before the map: set or put. */
static void read_one(struct lesson_builder *builder, struct lesson_change change,
	const struct yaml_node *node,
	int (*read)(
		struct lesson_change *change, const char *name, const char *value, struct str *why))
{
	struct lesson_spot at = node_spot(node);
	struct str why = {0};

	if (node->kind != YAML_TEXT) {
		refuse_item(builder, node);
		return;
	}
	const char *name = lesson_change_owner(node->key, change.of);
	int status = read(&change, name, node->text, &why);
	if (status == STATUS_NAME)
		at = key_spot(node);
	if (status == STATUS_MEMORY)
		builder_refuse_memory(builder);
	else if (status)
		builder_refuse(builder, status, at, "%s", str_text(&why));
	else
		keep_change(builder, &change, node_spot(node));
	str_free(&why);
}

static void read_swap(
	struct lesson_builder *builder, struct lesson_change change, const struct yaml_node *node)
{
	bool pair = node->kind == YAML_LIST && node->count == 2 &&
		    node->children[0].kind == YAML_TEXT && node->children[1].kind == YAML_TEXT;
	struct str why = {0};

	lesson_change_owner(node->key, change.of);
	if (lesson_change_swap(&change, pair ? node->children[0].text : "",
		    pair ? node->children[1].text : "", &why))
		builder_refuse(builder, STATUS_RANGE, node_spot(node), "%s", str_text(&why));
	else
		keep_change(builder, &change, node_spot(node));
	str_free(&why);
}

/* What is done at the place: set and put are maps of names, swap a pair. */
static void read_what(
	struct lesson_builder *builder, struct lesson_change change, const struct yaml_node *node)
{
	bool of[2];
	bool set = strcmp(node->key, "set") == 0, put = strcmp(node->key, "put") == 0;

	if ((set || put) && node->kind == YAML_MAP)
		for (size_t i = 0; i < node->count; i++)
			read_one(builder, change, &node->children[i],
				set ? lesson_change_set : lesson_change_put);
	else if (strcmp(lesson_change_owner(node->key, of), "swap") == 0)
		read_swap(builder, change, node);
	else
		refuse_item(builder, node);
}

static void read_item(struct lesson_builder *builder, const struct yaml_node *node)
{
	const struct yaml_node *at = node->kind == YAML_MAP ? yaml_tree_get(node, "at") : NULL;
	struct lesson_change change = {.value = NULL};

	if (!at || node->count < 2 || at->kind != YAML_MAP)
		refuse_item(builder, node);
	else if (lesson_read_batch(builder, at, &change.epoch, &change.batch))
		for (size_t i = 0; i < node->count; i++)
			if (&node->children[i] != at)
				read_what(builder, change, &node->children[i]);
}

void lesson_read_changes(struct lesson_builder *builder, const struct yaml_node *node)
{
	if (node->kind != YAML_LIST)
		refuse_item(builder, node);
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
		read_item(builder, &node->children[i]);
}
