#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/change_text.h"
#include "engine/lesson_builder.h"
#include "engine/yaml_tree.h"

/* The header's `forks`: runs that are shown beside the one that goes on, {from, batches, set, changes}. */

enum { FORK_BATCHES_MAX = 2000000 };

static void refuse_form(struct lesson_builder *builder, const struct yaml_node *node)
{
	builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
		"a fork is {from: {epoch: 2, batch: 1}, set: {train.learning_rate: 1}}; beside set "
		"there are changes: [\"epoch 2: gamma(1,1)=2\"] and batches: 400");
}

/* --- parts ------------------------------------------------------------------------------------- */

static void read_from(
	struct lesson_builder *builder, const struct yaml_node *node, struct lesson_fork *fork)
{
	if (node->kind == YAML_MAP)
		lesson_read_batch(builder, node, &fork->epoch, &fork->batch);
	else
		refuse_form(builder, node);
}

static void read_batches(
	struct lesson_builder *builder, const struct yaml_node *node, struct lesson_fork *fork)
{
	long number = 0;

	if (node->kind == YAML_TEXT && number_parse_int(node->text, &number) && number >= 1 &&
		number <= FORK_BATCHES_MAX)
		fork->batches = (size_t)number;
	else
		builder_refuse(builder, STATUS_RANGE, node_spot(node),
			"batches is a whole number from 1 to %d", FORK_BATCHES_MAX);
}

/* Whether the value fits; rows from another file are no fork of this run. */
static int check_set(const struct yaml_node *node, const struct setting *setting, struct str *why)
{
	struct settings trial;

	settings_defaults(&trial);
	if (strcmp(setting->name, "data.file") == 0) {
		str_add(why, "a fork has the file of the lesson");
		return STATUS_COMBINATION;
	}
	if (node->kind != YAML_TEXT) {
		str_addf(why, "%s is written as one text here, lists too: \"3, 2\"", setting->name);
		return STATUS_SYNTAX;
	}
	return setting_set(&trial, setting, node->text, why);
}

static void read_set(
	struct lesson_builder *builder, const struct yaml_node *node, struct lesson_fork *fork)
{
	const struct setting *setting = setting_find(node->key);
	struct str why = {0};

	if (!setting) {
		setting_refuse_name("", node->key, &why);
		builder_refuse(builder, STATUS_NAME, key_spot(node), "%s", str_text(&why));
		str_free(&why);
		return;
	}
	int status = check_set(node, setting, &why);
	if (status) {
		builder_refuse(builder, status, node_spot(node), "%s", str_text(&why));
		str_free(&why);
		return;
	}
	struct twin_setting *kept =
		builder_append(builder, &fork->sets, &fork->set_count, sizeof *kept);
	if (kept)
		*kept = (struct twin_setting){.setting = setting,
			.value = builder_text(builder, node->text, strlen(node->text)),
			.line = node->line,
			.column = node->column};
}

static void read_sets(
	struct lesson_builder *builder, const struct yaml_node *node, struct lesson_fork *fork)
{
	if (node->kind != YAML_MAP)
		refuse_form(builder, node);
	for (size_t i = 0; node->kind == YAML_MAP && i < node->count; i++)
		read_set(builder, &node->children[i], fork);
}

static void read_change(
	struct lesson_builder *builder, const struct yaml_node *node, struct lesson_fork *fork)
{
	struct lesson_change change;
	struct str why = {0};

	if (node->kind != YAML_TEXT) {
		refuse_form(builder, node);
		return;
	}
	int status = change_text_read(node->text, &change, &why);
	if (status) {
		builder_refuse(builder, status, node_spot(node), "%s", str_text(&why));
		str_free(&why);
		return;
	}
	struct lesson_change *kept =
		builder_append(builder, &fork->changes, &fork->change_count, sizeof *kept);
	if (!kept) {
		free(change.value);
		return;
	}
	*kept = change;
	kept->line = node->line;
	kept->column = node->column;
}

static void read_changes(
	struct lesson_builder *builder, const struct yaml_node *node, struct lesson_fork *fork)
{
	if (node->kind != YAML_LIST)
		refuse_form(builder, node);
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
		read_change(builder, &node->children[i], fork);
}

static const struct {
	const char *name;
	void (*read)(struct lesson_builder *builder, const struct yaml_node *node,
		struct lesson_fork *fork);
} parts[] = {{"from", read_from}, {"batches", read_batches}, {"set", read_sets},
	{"changes", read_changes}};

/* --- the whole --------------------------------------------------------------------------------- */

static void read_fork(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct lesson *lesson = builder->lesson;

	if (node->kind != YAML_MAP || !yaml_tree_get(node, "from")) {
		refuse_form(builder, node);
		return;
	}
	struct lesson_fork *fork =
		builder_append(builder, &lesson->forks, &lesson->fork_count, sizeof *fork);
	if (!fork)
		return;
	fork->line = node->line;
	fork->column = node->column;
	for (size_t i = 0; i < node->count; i++) {
		size_t part = 0, count = sizeof parts / sizeof *parts;
		while (part < count && strcmp(parts[part].name, node->children[i].key) != 0)
			part++;
		if (part < count)
			parts[part].read(builder, &node->children[i], fork);
		else
			refuse_form(builder, &node->children[i]);
	}
}

void lesson_read_forks(struct lesson_builder *builder, const struct yaml_node *node)
{
	if (node->kind != YAML_LIST)
		refuse_form(builder, node);
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
		read_fork(builder, &node->children[i]);
}

/* Its places are of another text than the lesson's. */
static void forget_places(struct lesson_fork *fork)
{
	fork->line = 0;
	for (size_t i = 0; i < fork->set_count; i++)
		fork->sets[i].line = 0;
	for (size_t i = 0; i < fork->change_count; i++)
		fork->changes[i].line = 0;
}

int lesson_add_fork(struct lesson *lesson, const char *text, struct diags *diags)
{
	struct lesson_builder builder = {.lesson = lesson, .diags = diags};
	struct yaml_node root = {.count = 0};
	size_t before = lesson->fork_count;
	int status = source_copy(&builder.source, "--fork", text, strlen(text), diags);

	if (!status)
		status = yaml_tree_parse(
			source_place_at(&builder.source, 0), text, strlen(text), &root, diags);
	if (!status) {
		read_fork(&builder, &root);
		status = builder.status;
	}
	for (size_t i = before; i < lesson->fork_count; i++)
		forget_places(&lesson->forks[i]);
	yaml_tree_free(&root);
	source_free(&builder.source);
	return status;
}

void lesson_forks_free(struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->fork_count; i++) {
		struct lesson_fork *fork = &lesson->forks[i];
		for (size_t k = 0; k < fork->set_count; k++)
			free(fork->sets[k].value);
		for (size_t k = 0; k < fork->change_count; k++)
			free(fork->changes[k].value);
		free(fork->sets);
		free(fork->changes);
	}
	free(lesson->forks);
	lesson->forks = NULL;
	lesson->fork_count = 0;
}
