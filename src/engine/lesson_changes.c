#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/course.h"
#include "engine/lesson_builder.h"
#include "engine/yaml_tree.h"

/* The header's `changes`: what becomes different on the way, as a list of {at, set}. */

static struct position place_of(const struct yaml_node *node)
{
	return (struct position){node->line, node->column};
}

static void refuse_item(struct lesson_builder *builder, const struct yaml_node *node)
{
	builder_refuse(builder, STATUS_SYNTAX, place_of(node),
		"changes is a list such as [{at: {epoch: 2, batch: 1}, set: "
		"{train.learning_rate: 0.1}}]");
}

/* epoch and batch, from 1; a batch that is not said is the first. */
static bool read_place(
	struct lesson_builder *builder, const struct yaml_node *node, struct lesson_change *change)
{
	change->epoch = change->batch = 1;
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_node *part = &node->children[i];
		bool epoch = part->key && strcmp(part->key, "epoch") == 0;
		long number = 0;
		if (!epoch && (!part->key || strcmp(part->key, "batch") != 0)) {
			builder_refuse(builder, STATUS_NAME, place_of(part),
				"a change stands at an epoch and a batch: {epoch: 2, batch: 1}");
			return false;
		}
		if (part->kind != YAML_TEXT || !number_parse_int(part->text, &number) ||
			number < 1) {
			builder_refuse(builder, STATUS_RANGE, place_of(part),
				"%s is a whole number from 1", part->key);
			return false;
		}
		*(epoch ? &change->epoch : &change->batch) = (size_t)number;
	}
	return true;
}

/* twin. in front makes it the second run's alone, first. the first's; else it is both's. */
bool lesson_change_name(const char *name, struct lesson_change *change)
{
	static const char first[] = "first.";
	const char *twin = setting_of_twin(name);
	bool alone = strncmp(name, first, sizeof first - 1) == 0;

	change->of[0] = !twin;
	change->of[1] = !alone;
	change->setting = setting_find(twin ? twin : name + (alone ? sizeof first - 1 : 0));
	return change->setting;
}

int lesson_change_check(const struct lesson_change *change, const char *value, struct str *why)
{
	struct settings trial;

	settings_defaults(&trial);
	if (!setting_is_live(change->setting)) {
		str_addf(why,
			"%s makes a run start again, so that it cannot change on the way: set it "
			"for the whole run",
			change->setting->name);
		return STATUS_COMBINATION;
	}
	return setting_set(&trial, change->setting, value, why);
}

static void read_one(
	struct lesson_builder *builder, struct lesson_change change, const struct yaml_node *node)
{
	struct lesson *lesson = builder->lesson;
	struct str why = {0};

	if (node->kind != YAML_TEXT) {
		refuse_item(builder, node);
		return;
	}
	if (!lesson_change_name(node->key, &change)) {
		const char *near = setting_nearest(node->key);
		builder_refuse(builder, STATUS_NAME,
			(struct position){node->key_line, node->key_column},
			near ? "there is no setting “%s”; did you mean %s?"
			     : "there is no setting “%s”; normscope --help settings lists them",
			node->key, near);
		return;
	}
	int status = lesson_change_check(&change, node->text, &why);
	if (status)
		builder_refuse(builder, status, place_of(node), "%s", str_text(&why));
	str_free(&why);
	struct lesson_change *kept = status ? NULL
					    : builder_append(builder, &lesson->changes,
						      &lesson->change_count, sizeof *kept);
	if (!kept)
		return;
	change.value = builder_text(builder, node->text, strlen(node->text));
	change.line = node->line;
	change.column = node->column;
	*kept = change;
}

static void read_item(struct lesson_builder *builder, const struct yaml_node *node)
{
	const struct yaml_node *at = node->kind == YAML_MAP ? yaml_tree_get(node, "at") : NULL;
	const struct yaml_node *set = at ? yaml_tree_get(node, "set") : NULL;
	struct lesson_change change = {0};

	if (!set || node->count != 2 || at->kind != YAML_MAP || set->kind != YAML_MAP)
		refuse_item(builder, node);
	else if (read_place(builder, at, &change))
		for (size_t i = 0; i < set->count; i++)
			read_one(builder, change, &set->children[i]);
}

void lesson_read_changes(struct lesson_builder *builder, const struct yaml_node *node)
{
	if (node->kind != YAML_LIST)
		refuse_item(builder, node);
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
		read_item(builder, &node->children[i]);
}
