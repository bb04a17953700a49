#include "engine/lesson_look.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/lesson_builder.h"
#include "engine/yaml_tree.h"

const char *const look_modes[] = {"train", "test", NULL};
const char *const look_levels[] = {"sqrt", "log", "quantile", NULL};
const char *const look_twins[] = {"both", "first", "second", NULL};
const char *const look_zooms[] = {"false", "true", NULL};

/* One key of `look`: a word of a list, else a number from 1; or the name of a panel. */
static const struct look_key {
	const char *name;
	size_t offset; /* of an int in struct stop_look */
	const char *const *words;
} keys[] = {
	{"mode", offsetof(struct stop_look, mode), look_modes},
	{"unit", offsetof(struct stop_look, unit), NULL},
	{"example", offsetof(struct stop_look, example), NULL},
	{"row", offsetof(struct stop_look, row), NULL},
	{"levels", offsetof(struct stop_look, levels), look_levels},
	{"twin", offsetof(struct stop_look, twin), look_twins},
	{"pictures", offsetof(struct stop_look, pictures), NULL},
	{"zoom", offsetof(struct stop_look, zoom), look_zooms},
};
static const char focus[] = "focus";

enum { KEYS = sizeof keys / sizeof *keys, NUMBER_MOST = 1000000 };

/* --- reading ----------------------------------------------------------------------------------- */

static const char *key_at(const void *context, size_t i)
{
	(void)context;
	return i < KEYS ? keys[i].name : i == KEYS ? focus : NULL;
}

static void refuse_word(
	struct lesson_builder *builder, const struct look_key *key, const struct yaml_node *node)
{
	struct str all = {0};

	for (size_t i = 0; key->words[i]; i++)
		str_addf(&all, "%s%s", i ? ", " : "", key->words[i]);
	builder_refuse(builder, STATUS_NAME, node_spot(node), "%s is one of %s", key->name,
		str_text(&all));
	str_free(&all);
}

static void read_value(struct lesson_builder *builder, const struct look_key *key,
	const struct yaml_node *node, struct stop_look *look)
{
	int *field = (int *)(void *)((char *)look + key->offset);
	long number = 0;

	if (!key->words) {
		if (node->kind == YAML_TEXT && number_parse_int(node->text, &number) &&
			number >= 1 && number <= NUMBER_MOST)
			*field = (int)number;
		else
			builder_refuse(builder, STATUS_RANGE, node_spot(node),
				"%s is a whole number from 1", key->name);
		return;
	}
	for (int i = 0; node->kind == YAML_TEXT && key->words[i]; i++)
		if (strcmp(key->words[i], node->text) == 0)
			*field = i + 1;
	if (!*field)
		refuse_word(builder, key, node);
}

static void read_focus(
	struct lesson_builder *builder, const struct yaml_node *node, struct stop_look *look)
{
	if (node->kind != YAML_TEXT || !node->text[0]) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"focus is the name of a panel, such as contours");
		return;
	}
	look->focus = (struct name_at){
		builder_text(builder, node->text, strlen(node->text)), node->line, node->column};
}

static void read_key(
	struct lesson_builder *builder, const struct yaml_node *node, struct stop_look *look)
{
	struct lesson_spot at = key_spot(node);

	if (strcmp(node->key, focus) == 0) {
		read_focus(builder, node, look);
		return;
	}
	for (size_t i = 0; i < KEYS; i++)
		if (strcmp(keys[i].name, node->key) == 0) {
			read_value(builder, &keys[i], node, look);
			return;
		}
	const char *near = nearest_name(node->key, key_at, NULL);
	builder_refuse(builder, STATUS_NAME, at, "“%.40s” is not a key of look%s%s%s", node->key,
		near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static void read_look(
	struct lesson_builder *builder, const struct yaml_node *node, struct stop_look *look)
{
	look->line = node->line;
	look->column = node->column;
	if (node->kind != YAML_MAP || !node->count)
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"look is a map such as {mode: test, unit: 2, focus: contours}");
	for (size_t i = 0; node->kind == YAML_MAP && i < node->count; i++)
		read_key(builder, &node->children[i], look);
}

void look_read(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct stop_look *look = &builder_stop(builder)->look;

	if (look->line)
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"this stop already has its look, in line %d", look->line);
	else
		read_look(builder, node, look);
}

int look_text_read(const char *text, struct stop_look *ret_look, struct diags *diags)
{
	struct lesson_builder builder = {.diags = diags};
	struct stop_look look = {.line = 0};
	struct yaml_node root = {.count = 0};
	struct str map = {0};

	bool braced = text[0] == '{';
	str_addf(&map, "%s%s%s", braced ? "" : "{", text, braced ? "" : "}");
	int status = source_copy(&builder.source, "--look", str_text(&map), map.len, diags);
	if (!status)
		status = yaml_tree_parse(
			source_place_at(&builder.source, 0), str_text(&map), map.len, &root, diags);
	if (!status) {
		read_look(&builder, &root, &look);
		status = builder.status;
	}
	if (status)
		stop_look_free(&look);
	else
		*ret_look = look;
	yaml_tree_free(&root);
	source_free(&builder.source);
	str_free(&map);
	return status;
}

void stop_look_free(struct stop_look *look)
{
	free(look->focus.name);
	*look = (struct stop_look){.line = 0};
}

/* --- printing and finding ---------------------------------------------------------------------- */

void look_text_print(const struct stop_look *look, struct str *out)
{
	const char *before = "{";

	for (size_t i = 0; i < KEYS; i++) {
		int value = *(const int *)(const void *)((const char *)look + keys[i].offset);
		if (!value)
			continue;
		str_addf(out, "%s%s: ", before, keys[i].name);
		if (keys[i].words)
			str_add(out, keys[i].words[value - 1]);
		else
			str_addf(out, "%d", value);
		before = ", ";
	}
	if (look->focus.name) {
		str_addf(out, "%s%s: %s", before, focus, look->focus.name);
		before = ", ";
	}
	if (before[0] == ',')
		str_add(out, "}");
}

size_t lesson_look_stop(const struct lesson *lesson, size_t stop)
{
	size_t from = stop + 1;

	while (from > 0 && !lesson->stops[from - 1].look.line)
		from--;
	return from;
}

const struct stop_look *lesson_look(const struct lesson *lesson, size_t stop)
{
	size_t from = lesson_look_stop(lesson, stop);

	return from ? &lesson->stops[from - 1].look : NULL;
}
