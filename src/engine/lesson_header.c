#include "engine/lesson_builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/yaml_tree.h"

enum { MINUTES_MAX = 600, PARTS = 3, GROUP_BYTES = 64 };

/* One header name that is no setting, and how it is read. */
struct header_field {
	const char *name;
	void (*read)(struct lesson_builder *builder, const struct yaml_node *node);
};

static void read_text(struct lesson_builder *builder, const struct yaml_node *node, char **ret_text)
{
	if (node->kind != YAML_TEXT || !node->text[0] || strchr(node->text, '\n')) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node), "%s is a text of one line",
			node->key);
		return;
	}
	*ret_text = builder_text(builder, node->text, strlen(node->text));
}

static void read_title(struct lesson_builder *builder, const struct yaml_node *node)
{
	read_text(builder, node, &builder->lesson->title);
}

static void read_question(struct lesson_builder *builder, const struct yaml_node *node)
{
	read_text(builder, node, &builder->lesson->question);
}

static void read_count(
	struct lesson_builder *builder, const struct yaml_node *node, int most, int *ret_count)
{
	long value = 0;

	if (node->kind == YAML_TEXT && number_parse_int(node->text, &value) && value >= 1 &&
		value <= most)
		*ret_count = (int)value;
	else
		builder_refuse(builder, STATUS_RANGE, node_spot(node),
			"%s is a whole number from 1 to %d", node->key, most);
}

static void read_minutes(struct lesson_builder *builder, const struct yaml_node *node)
{
	read_count(builder, node, MINUTES_MAX, &builder->lesson->minutes);
	builder->lesson->minutes_line = node->line;
	builder->lesson->minutes_column = node->column;
}

static void read_part(struct lesson_builder *builder, const struct yaml_node *node)
{
	read_count(builder, node, PARTS, &builder->lesson->part);
}

static void add_after(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct lesson *lesson = builder->lesson;

	if (node->kind != YAML_TEXT || !node->text[0] || strpbrk(node->text, "/ \n")) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"after is a list of lesson names, such as [two-scales, four-steps]");
		return;
	}
	struct name_at *name = builder_append(
		builder, &lesson->after, &lesson->after_count, sizeof *lesson->after);
	if (name)
		*name = (struct name_at){builder_text(builder, node->text, strlen(node->text)),
			node->line, node->column};
}

static void read_after(struct lesson_builder *builder, const struct yaml_node *node)
{
	if (node->kind != YAML_LIST)
		add_after(builder, node);
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
		add_after(builder, &node->children[i]);
}

static void read_named(
	struct lesson_builder *builder, const struct yaml_node *node, const char *name);

static void read_twin(struct lesson_builder *builder, const struct yaml_node *node)
{
	if (node->kind != YAML_MAP || !node->count) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"twin is a map of the settings that the second run has otherwise, such as "
			"{batch_norm: {on: false}}");
		return;
	}
	builder->in_twin = true;
	for (size_t i = 0; i < node->count; i++)
		read_named(builder, &node->children[i], node->children[i].key);
	builder->in_twin = false;
}

static const struct header_field fields[] = {{"title", read_title}, {"question", read_question},
	{"minutes", read_minutes}, {"part", read_part}, {"after", read_after}, {"twin", read_twin},
	{"vary", lesson_read_vary}, {"changes", lesson_read_changes}, {"forks", lesson_read_forks}};

enum { FIELD_COUNT = sizeof fields / sizeof *fields };

/* All names that may stand at the top: the fields, then the settings' groups. */
static const char *top_name_at(const void *context, size_t i)
{
	static const char *const groups[] = {
		"data", "input", "network", "batch_norm", "train", "view"};
	enum { GROUPS = sizeof groups / sizeof *groups };

	(void)context;
	if (i < FIELD_COUNT)
		return fields[i].name;
	return i < FIELD_COUNT + GROUPS ? groups[i - FIELD_COUNT] : NULL;
}

static bool is_group(const char *name)
{
	const char *known;

	for (size_t i = FIELD_COUNT; (known = top_name_at(NULL, i)) != NULL; i++)
		if (strcmp(known, name) == 0)
			return true;
	return false;
}

/* [a, b] as "a, b"; false where something else than texts stands in the list. */
static bool join_value(const struct yaml_node *node, struct str *out)
{
	if (node->kind == YAML_TEXT)
		str_add(out, node->text);
	for (size_t i = 0; i < node->count; i++) {
		if (node->kind != YAML_LIST || node->children[i].kind != YAML_TEXT)
			return false;
		str_addf(out, "%s%s", i ? ", " : "", node->children[i].text);
	}
	return node->kind != YAML_MAP;
}

/* Data from a stranger's lesson comes from its own folder, never from elsewhere. */
static bool file_is_below(const char *path)
{
	if (path[0] == '/')
		return false;
	for (const char *at = path; at; at = strchr(at, '/')) {
		at += *at == '/';
		if (strcmp(at, "..") == 0 || strncmp(at, "../", 3) == 0)
			return false;
	}
	return true;
}

/* The second run is the first with these: they are set once the first one's are all known. */
static void keep_for_twin(struct lesson_builder *builder, const struct setting *setting,
	const char *value, const struct yaml_node *node)
{
	struct lesson *lesson = builder->lesson;
	struct twin_setting *kept =
		builder_append(builder, &lesson->twin, &lesson->twin_count, sizeof *lesson->twin);

	if (kept)
		*kept = (struct twin_setting){.setting = setting,
			.value = builder_text(builder, value, strlen(value)),
			.line = node->line,
			.column = node->column};
}

/* Of edits in a list the first one that is wrong by itself, else the whole value. */
static struct lesson_spot wrong_place(const struct setting *setting, const struct yaml_node *node)
{
	const struct yaml_node *wrong = node;
	struct settings trial;
	struct str why = {0};

	settings_defaults(&trial);
	for (size_t i = 0; setting->type == SETTING_EDITS && i < node->count && wrong == node; i++)
		if (node->children[i].kind == YAML_TEXT &&
			setting_set(&trial, setting, node->children[i].text, &why))
			wrong = &node->children[i];
	str_free(&why);
	return node_spot(wrong);
}

/* Rows are looked for only once there are data: the mistake then finds its place here. */
static void note_edits(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct lesson *lesson = builder->lesson;

	for (size_t i = 0; i < lesson->settings.data.edits.count; i++) {
		bool item =
			node->kind == YAML_LIST && node->count == lesson->settings.data.edits.count;
		lesson->edit_spots[i] = node_spot(item ? &node->children[i] : node);
	}
}

static void read_setting(
	struct lesson_builder *builder, const struct setting *setting, const struct yaml_node *node)
{
	struct str value = {0}, why = {0};
	struct settings second, *settings = builder->in_twin ? &second : &builder->lesson->settings;
	int status = 0;
	bool whole = join_value(node, &value);

	settings_defaults(&second);
	if (value.failed) {
		builder_refuse_memory(builder);
	} else if (!whole) {
		status = STATUS_SYNTAX;
		str_addf(&why, "%s is ", setting->name);
		setting_describe(setting, &why);
		str_add(&why, ", not a map");
	} else {
		status = setting_set(settings, setting, str_text(&value), &why);
	}
	if (status)
		builder_refuse(builder, status, wrong_place(setting, node), "%s", str_text(&why));
	else if (!file_is_below(settings->data.file) && strcmp(setting->name, "data.file") == 0)
		builder_refuse(builder, STATUS_OPEN, node_spot(node),
			"data.file is a file beside or below the lesson, without .. in its path");
	else if (builder->in_twin)
		keep_for_twin(builder, setting, str_text(&value), node);
	else if (setting->type == SETTING_EDITS)
		note_edits(builder, node);
	str_free(&value);
	str_free(&why);
}

static void refuse_unknown(
	struct lesson_builder *builder, const struct yaml_node *node, const char *name)
{
	bool setting = builder->in_twin || strchr(name, '.');
	const char *near = setting ? NULL : nearest_name(name, top_name_at, NULL);

	if (!near)
		near = setting_nearest(name);
	builder_refuse(builder, STATUS_NAME, key_spot(node), "“%s” is not known here%s%s%s", name,
		near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

/* A setting, or a map of settings whose names begin with `name` and a dot. */
static void read_named(
	struct lesson_builder *builder, const struct yaml_node *node, const char *name)
{
	const struct setting *setting = setting_find(name);

	if (setting)
		read_setting(builder, setting, node);
	else if (!is_group(name))
		refuse_unknown(builder, node, name);
	else if (node->kind != YAML_MAP)
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"%s is a map of settings, such as {name: value}", name);
	else
		for (size_t i = 0; i < node->count; i++) {
			struct str full = {0};
			str_addf(&full, "%s.%s", name, node->children[i].key);
			if (full.failed)
				builder_refuse_memory(builder);
			else
				read_named(builder, &node->children[i], str_text(&full));
			str_free(&full);
		}
}

static const struct header_field *find_field(const char *name)
{
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (strcmp(fields[i].name, name) == 0)
			return &fields[i];
	return NULL;
}

/* Where the header says the setting, however it is nested; {0} where it does not. */
static struct lesson_spot setting_place(
	const struct yaml_node *root, const char *name, size_t length)
{
	char group[GROUP_BYTES] = "", whole[GROUP_BYTES] = "";
	const char *dot = memchr(name, '.', length);

	if (!dot || length >= GROUP_BYTES)
		return (struct lesson_spot){0};
	memcpy(whole, name, length);
	memcpy(group, name, (size_t)(dot - name));
	const struct yaml_node *node = yaml_tree_get(root, whole);
	const struct yaml_node *map = yaml_tree_get(root, group);
	if (!node && map)
		node = yaml_tree_get(map, whole + strlen(group) + 1);
	return node ? node_spot(node) : (struct lesson_spot){0};
}

/* The sentence opens with the name of the setting that it is about. */
static void check_settings(struct lesson_builder *builder, const struct yaml_node *root)
{
	struct str why = {0};
	int status = settings_check(&builder->lesson->settings, &why);

	if (status) {
		const char *text = str_text(&why);
		builder_refuse(
			builder, status, setting_place(root, text, strcspn(text, " ")), "%s", text);
	}
	str_free(&why);
}

static void require(struct lesson_builder *builder, const struct yaml_node *root, const char *name)
{
	if (!yaml_tree_get(root, name))
		builder_refuse(builder, STATUS_SYNTAX, (struct lesson_spot){1, 1},
			"the header has no %s", name);
}

static void read_fields(struct lesson_builder *builder, const struct yaml_node *root)
{
	for (size_t i = 0; i < root->count; i++) {
		const struct yaml_node *node = &root->children[i];
		const struct header_field *field = find_field(node->key);
		if (field)
			field->read(builder, node);
		else
			read_named(builder, node, node->key);
	}
	require(builder, root, "title");
	require(builder, root, "question");
}

void lesson_read_header(struct lesson_builder *builder, size_t offset, size_t size)
{
	struct yaml_node root;
	struct diag_place start = source_place_at(&builder->source, offset);
	int status =
		yaml_tree_parse(start, builder->source.text + offset, size, &root, builder->diags);

	if (status) {
		builder->status = builder->status ? builder->status : status;
		return;
	}
	if (root.kind != YAML_MAP) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(&root),
			"the header is a list of lines such as title: Two scales");
	} else {
		int before = builder->status;
		read_fields(builder, &root);
		if (builder->status == before)
			check_settings(builder, &root);
	}
	yaml_tree_free(&root);
}
