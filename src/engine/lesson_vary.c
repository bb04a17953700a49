#include "engine/lesson_vary.h"

#include <string.h>

#include "base/status.h"
#include "engine/lesson_builder.h"

/* The seeds are what the values are chosen by. */
static bool is_seed(const struct setting *setting)
{
	return strcmp(setting->name, "data.seed") == 0 || strcmp(setting->name, "train.seed") == 0;
}

static void read_value(struct lesson_builder *builder, const struct setting *setting,
	const struct yaml_node *node, size_t place)
{
	struct lesson *lesson = builder->lesson;
	struct settings trial;
	struct str why = {0};

	settings_defaults(&trial);
	if (node->kind != YAML_TEXT) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"vary has one value for each seed here, not a list or a map");
	} else if (setting_set(&trial, setting, node->text, &why)) {
		builder_refuse(builder, STATUS_RANGE, node_spot(node), "%s", str_text(&why));
	} else {
		struct varied_setting *varied = builder_append(
			builder, &lesson->varied, &lesson->varied_count, sizeof *lesson->varied);
		if (varied)
			*varied = (struct varied_setting){.setting = setting,
				.value = builder_text(builder, node->text, strlen(node->text)),
				.place = place};
	}
	str_free(&why);
}

static void read_values(struct lesson_builder *builder, const struct yaml_node *node)
{
	const struct setting *setting = setting_find(node->key);
	struct lesson *lesson = builder->lesson;
	struct str why = {0};

	if (!setting) {
		int status = setting_refuse_name("", node->key, &why);
		builder_refuse(builder, status, key_spot(node), "%s", str_text(&why));
	} else if (is_seed(setting)) {
		builder_refuse(builder, STATUS_NAME, key_spot(node),
			"%s is what vary chooses by: name another setting", node->key);
	} else if (node->kind != YAML_LIST || !node->count) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"%s has a list of values here, such as [0.1, 0.2]", node->key);
	} else if (lesson->variants && node->count != lesson->variants) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"%s has %zu values, those before %zu: a seed takes one of each", node->key,
			node->count, lesson->variants);
	} else {
		lesson->variants = node->count;
		for (size_t i = 0; i < node->count; i++)
			read_value(builder, setting, &node->children[i], i);
	}
	str_free(&why);
}

void lesson_read_vary(struct lesson_builder *builder, const struct yaml_node *node)
{
	if (node->kind != YAML_MAP || !node->count) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"vary is a map of settings and what other seeds have, such as "
			"{data.scale: [4.9, 5.1]}");
		return;
	}
	for (size_t i = 0; i < node->count; i++)
		read_values(builder, &node->children[i]);
}

void lesson_settings_of_seed(
	const struct lesson *lesson, int data_seed, struct settings *ret_settings)
{
	*ret_settings = lesson->settings;
	ret_settings->data.seed = data_seed;
	lesson_vary(lesson, ret_settings);
	ret_settings->data.seed = lesson->settings.data.seed;
}

bool lesson_vary(const struct lesson *lesson, struct settings *settings)
{
	struct str why = {0};

	if (!lesson->variants || settings->data.seed == lesson->settings.data.seed)
		return false;
	for (size_t i = 0; i < lesson->varied_count; i++) /* read once already: none can fail */
		if (lesson->varied[i].place == (size_t)settings->data.seed % lesson->variants)
			setting_set(
				settings, lesson->varied[i].setting, lesson->varied[i].value, &why);
	str_free(&why);
	return true;
}
