#include "engine/wish_read.h"

#include <string.h>

#include "base/status.h"

static struct name_at name_of(
	struct lesson_builder *builder, const char *text, struct lesson_spot place)
{
	return (struct name_at){
		builder_text(builder, text, strlen(text)), place.line, place.column};
}

static void keep_wish(
	struct lesson_builder *builder, const struct yaml_node *node, struct wish_list wishes)
{
	struct wish *wish =
		builder_append(builder, wishes.list, wishes.count, sizeof **wishes.list);

	if (!wish)
		return;
	wish->setting = name_of(builder, node->key, key_spot(node));
	wish->value = name_of(builder, node->text, node_spot(node));
}

/* The values are tried on the defaults: whether they go together the run itself says. */
static void check_setting(
	struct lesson_builder *builder, const struct yaml_node *node, const char *second)
{
	const char *name = second ? second : node->key;
	const struct setting *setting = setting_find(name);
	struct settings trial;
	struct str why = {0};

	if (!setting) {
		setting_refuse_name(second ? "twin." : "", name, &why);
		builder_refuse(builder, STATUS_NAME, key_spot(node), "%s", str_text(&why));
		str_free(&why);
		return;
	}
	settings_defaults(&trial);
	int status = setting_set(&trial, setting, node->text, &why);
	if (status)
		builder_refuse(builder, status, node_spot(node), "%s", str_text(&why));
	str_free(&why);
}

void wishes_read_settings(struct lesson_builder *builder, const struct yaml_node *node, bool twins,
	struct wish_list wishes)
{
	if (node->kind != YAML_MAP || node->count == 0) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"%s is a map of settings, such as {train.batch: 4}", node->key);
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_node *child = &node->children[i];
		const char *second = twins ? setting_of_twin(child->key) : NULL;
		if (child->kind != YAML_TEXT || !child->text[0]) {
			builder_refuse(builder, STATUS_SYNTAX, node_spot(child),
				"%s needs full names, such as {train.batch: 4}", node->key);
			continue;
		}
		check_setting(builder, child, second);
		keep_wish(builder, child, wishes);
	}
}

void wishes_read_parameters(
	struct lesson_builder *builder, const struct yaml_node *node, struct wish_list wishes)
{
	bool map = node->kind == YAML_MAP && node->count > 0;

	for (size_t i = 0; map && i < node->count; i++)
		map = node->children[i].kind == YAML_TEXT && node->children[i].text[0];
	if (!map) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"%s is a map of parameters and numbers, such as {\"gamma(1,1)\": 2}",
			node->key);
		return;
	}
	for (size_t i = 0; i < node->count; i++)
		keep_wish(builder, &node->children[i], wishes);
}
