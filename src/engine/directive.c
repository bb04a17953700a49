#include "engine/directive.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/expectation_read.h"
#include "engine/question_read.h"
#include "engine/yaml_tree.h"

enum { NAME_BYTES = 32, PLACE_NUMBER_MAX = 1000000000 };

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

static bool has_text(const struct yaml_node *node)
{
	return node->kind == YAML_TEXT && node->text[0];
}

static char *copy_text(struct lesson_builder *builder, const struct yaml_node *node)
{
	return builder_text(builder, node->text, strlen(node->text));
}

/* One key of `at`: a number from 1, or a word. */
struct place_key {
	const char *name;
	size_t offset; /* in struct place_words */
	bool number;
};

static const struct place_key place_keys[] = {
	{"input", offsetof(struct place_words, input), false},
	{"epoch", offsetof(struct place_words, epoch), true},
	{"batch", offsetof(struct place_words, batch), true},
	{"layer", offsetof(struct place_words, layer), true},
	{"stage", offsetof(struct place_words, stage), false},
};

enum { PLACE_KEYS = sizeof place_keys / sizeof *place_keys };

static const char *place_key_at(const void *context, size_t i)
{
	(void)context;
	return i < PLACE_KEYS ? place_keys[i].name : NULL;
}

static const char *edge_at(const void *context, size_t i)
{
	static const char *const edges[] = {"start", "end", NULL};

	(void)context;
	return edges[i];
}

static void refuse_name(struct lesson_builder *builder, struct lesson_spot at, const char *what,
	const char *name, const char *(*name_at)(const void *context, size_t i))
{
	const char *near = nearest_name(name, name_at, NULL);

	builder_refuse(builder, STATUS_NAME, at, "“%.40s” is not %s%s%s%s", name, what,
		near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static void read_place_value(struct lesson_builder *builder, const struct place_key *key,
	const struct yaml_node *node, struct place_words *place)
{
	void *field = (char *)place + key->offset;
	long number;

	if (!key->number) {
		if (has_text(node))
			*(char **)field = copy_text(builder, node);
		else
			builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
				"%s is the name of a stage", key->name);
	} else if (node->kind == YAML_TEXT && number_parse_int(node->text, &number) &&
		   number >= 1 && number <= PLACE_NUMBER_MAX) {
		*(int *)field = (int)number;
	} else {
		builder_refuse(builder, STATUS_RANGE, node_spot(node),
			"%s is a whole number from 1", key->name);
	}
}

static void read_place_key(
	struct lesson_builder *builder, const struct yaml_node *node, struct place_words *place)
{
	for (size_t i = 0; i < PLACE_KEYS; i++)
		if (strcmp(place_keys[i].name, node->key) == 0) {
			read_place_value(builder, &place_keys[i], node, place);
			return;
		}
	refuse_name(builder, key_spot(node), "a key of at", node->key, place_key_at);
}

static void read_edge(
	struct lesson_builder *builder, const struct yaml_node *node, struct place_words *place)
{
	if (strcmp(node->text, "start") == 0 || strcmp(node->text, "end") == 0)
		place->edge = copy_text(builder, node);
	else
		refuse_name(builder, node_spot(node),
			"a place: write start, end or {batch: 1, layer: 1, stage: mean}",
			node->text, edge_at);
}

void lesson_read_place(
	struct lesson_builder *builder, const struct yaml_node *node, struct place_words *place)
{
	place->line = node->line;
	place->column = node->column;
	if (node->kind == YAML_TEXT)
		read_edge(builder, node, place);
	else if (node->kind == YAML_LIST || node->count == 0)
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"at is start, end or a map such as {batch: 1, layer: 1, stage: mean}");
	for (size_t i = 0; node->kind == YAML_MAP && i < node->count; i++)
		read_place_key(builder, &node->children[i], place);
	if (place->input && (place->epoch || place->batch || place->layer || place->stage))
		builder_refuse(builder, STATUS_COMBINATION, node_spot(node),
			"input stands alone: the inputs are normalized before the first batch");
}

static void read_at(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct place_words *place = &builder_stop(builder)->at;

	if (place->line)
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"this stop already has a place, in line %d", place->line);
	else
		lesson_read_place(builder, node, place);
}

static void add_panel(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct stop *stop = builder_stop(builder);

	if (!has_text(node)) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"show is a list of panel names, such as [contours, statistics]");
		return;
	}
	if (stop->show_count == PANELS_MAX) {
		builder_refuse(builder, STATUS_LIMIT, node_spot(node),
			"a stop shows at most %d panels", PANELS_MAX);
		return;
	}
	struct name_at *panel =
		builder_append(builder, &stop->show, &stop->show_count, sizeof *panel);
	if (!panel)
		return;
	panel->name = copy_text(builder, node);
	panel->line = node->line;
	panel->column = node->column;
}

static void read_show(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct stop *stop = builder_stop(builder);

	if (stop->show_count > 0) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"this stop already has its panels, in line %d", stop->show[0].line);
		return;
	}
	if (node->kind != YAML_LIST || node->count == 0)
		add_panel(builder, node);
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
		add_panel(builder, &node->children[i]);
}

/* One name of a list of them. */
static void add_name(struct lesson_builder *builder, const struct yaml_node *node, const char *what,
	struct name_at **names, size_t *count)
{
	if (!has_text(node)) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node), "%s", what);
		return;
	}
	struct name_at *name = builder_append(builder, names, count, sizeof **names);
	if (name)
		*name = (struct name_at){copy_text(builder, node), node->line, node->column};
}

/* A name or a list of names; said once at a stop. */
static void read_names(struct lesson_builder *builder, const struct yaml_node *node,
	const char *what, struct name_at **names, size_t *count)
{
	if (*count > 0) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"this stop already has these names, in line %d", (*names)[0].line);
		return;
	}
	if (node->kind != YAML_LIST || node->count == 0)
		add_name(builder, node, what, names, count);
	for (size_t i = 0; node->kind == YAML_LIST && i < node->count; i++)
		add_name(builder, &node->children[i], what, names, count);
}

static void read_lock(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct stop *stop = builder_stop(builder);

	read_names(builder, node, "lock is a list of settings and actions, such as [train, zoom]",
		&stop->locks, &stop->lock_count);
}

static void read_highlight(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct stop *stop = builder_stop(builder);

	read_names(builder, node, "highlight is a list of quantities, such as [mu, var]",
		&stop->highlights, &stop->highlight_count);
}

/* A note is running text, not YAML; its lines become one. */
static void read_note(struct lesson_builder *builder, size_t from, size_t to)
{
	struct stop *stop = builder_stop(builder);
	struct str text = {0};

	for (size_t at = from; at < to; at++) {
		char c = builder->source.text[at];
		bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
		bool again = text.len == 0 || text.data[text.len - 1] == ' ';
		if (!blank || !again)
			str_add_char(&text, blank ? ' ' : c);
	}
	if (text.failed)
		builder_refuse_memory(builder);
	char **note = builder_append(builder, &stop->notes, &stop->note_count, sizeof *note);
	if (note)
		*note = builder_text(builder, str_text(&text), text.len);
	str_free(&text);
}

/* Each directive reads YAML, or the bytes as they stand. */
static const struct directive {
	const char *name;
	void (*read_yaml)(struct lesson_builder *builder, const struct yaml_node *node);
	void (*read_bytes)(struct lesson_builder *builder, size_t from, size_t to);
} directives[] = {
	{"at", read_at, NULL},
	{"show", read_show, NULL},
	{"expect", expectation_read, NULL},
	{"note", NULL, read_note},
	{"lock", read_lock, NULL},
	{"highlight", read_highlight, NULL},
	{"look", look_read, NULL},
	{"ask", question_read_ask, NULL},
	{"see", question_read_see, NULL},
	{"try", question_read_try, NULL},
	{"hint", NULL, question_read_hint},
	{"solution", NULL, question_read_solution},
	{"why", NULL, question_read_why},
};

enum { DIRECTIVES = sizeof directives / sizeof *directives };

static const char *directive_at(const void *context, size_t i)
{
	(void)context;
	return i < DIRECTIVES ? directives[i].name : NULL;
}

static void read_value(
	struct lesson_builder *builder, const struct directive *directive, size_t from, size_t to)
{
	struct yaml_node root;
	struct diag_place start = source_place_at(&builder->source, from);

	if (directive->read_bytes) {
		directive->read_bytes(builder, from, to);
		return;
	}
	int status = yaml_tree_parse(
		start, builder->source.text + from, to - from, &root, builder->diags);
	if (status) {
		builder->status = builder->status ? builder->status : status;
		return;
	}
	directive->read_yaml(builder, &root);
	yaml_tree_free(&root);
}

static size_t skip_blanks(const char *text, size_t from, size_t to)
{
	while (from < to && strchr(" \t\r\n", text[from]) && text[from])
		from++;
	return from;
}

/* What stands between <!-- and -->. */
static void read_comment(struct lesson_builder *builder, size_t from, size_t to)
{
	const char *text = builder->source.text;
	char name[NAME_BYTES];

	from = skip_blanks(text, from, to);
	while (to > from && strchr(" \t\r\n", text[to - 1]))
		to--;
	size_t length = strspn(text + from, letters);
	if (length == 0 || from + length >= to || text[from + length] != ':')
		return;
	struct lesson_spot at = source_spot(&builder->source, from);
	size_t kept = length < NAME_BYTES ? length : NAME_BYTES - 1;
	memcpy(name, text + from, kept);
	name[kept] = '\0';
	size_t value = skip_blanks(text, from + length + 1, to);
	for (size_t i = 0; i < DIRECTIVES; i++)
		if (strcmp(directives[i].name, name) == 0) {
			if (value < to)
				read_value(builder, &directives[i], value, to);
			else
				builder_refuse(builder, STATUS_SYNTAX, at,
					"%s: is followed by nothing", name);
			return;
		}
	refuse_name(builder, at, "a directive (at, show, ask, hint, expect, note, …)", name,
		directive_at);
}

static size_t find_text(const char *text, size_t from, size_t to, const char *what)
{
	size_t length = strlen(what);

	for (size_t at = from; at + length <= to; at++)
		if (memcmp(text + at, what, length) == 0)
			return at;
	return to;
}

/* Reads one comment at `from`; the offset behind it, or `limit` where it has no end. */
static size_t read_markup(struct lesson_builder *builder, size_t from, size_t limit)
{
	const char *text = builder->source.text;
	struct lesson_spot here = source_spot(&builder->source, from);

	if (limit - from < 4 || memcmp(text + from, "<!--", 4) != 0) {
		builder_refuse(builder, STATUS_SYNTAX, here, "%s",
			text[from] == '<' ? "HTML is not used here, only comments; write &lt; for <"
					  : "after a comment its line must end");
		return limit;
	}
	size_t close = find_text(text, from + 4, limit, "-->");
	if (close == limit) {
		builder_refuse(builder, STATUS_SYNTAX, here, "this comment is not closed by -->");
		return limit;
	}
	read_comment(builder, from + 4, close);
	return close + 3;
}

size_t directives_read(struct lesson_builder *builder, size_t from, size_t limit)
{
	const char *text = builder->source.text;

	while (from < limit && text[from] != '\n') {
		if (strchr(" \t\r", text[from]))
			from++;
		else
			from = read_markup(builder, from, limit);
	}
	return from;
}
