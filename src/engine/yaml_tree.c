#include "engine/yaml_tree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/status.h"
#include "base/utf8.h"

/* One parse: libyaml's events go into nodes whose parents are still open. */
struct reader {
	yaml_parser_t parser;
	const char *yaml;
	size_t size;
	struct diag_place start;
	struct diags *diags;
	struct yaml_node *open[YAML_LEVELS_MAX]; /* maps and lists around the next event */
	int levels;
	char *key; /* read, waiting for its value */
	int key_line, key_column;
};

/* libyaml counts lines and columns from 0 and columns in code points. */
static struct diag_place place_of(const struct reader *reader, yaml_mark_t mark)
{
	struct diag_place place = reader->start;

	place.line += (int)mark.line;
	place.column = (mark.line == 0 ? place.column : 1) + (int)mark.column;
	return place;
}

/* The place of a byte, for errors that have no mark of libyaml. */
static struct diag_place place_at(const struct reader *reader, size_t offset)
{
	struct diag_place place = reader->start;
	const char *at = reader->yaml, *end = at + (offset < reader->size ? offset : reader->size);

	while (at < end) {
		if (*at == '\n') {
			place.line++;
			place.column = 0;
		}
		const char *before = at;
		utf8_next(&at);
		if (at == before)
			at++;
		place.column++;
	}
	return place;
}

/* At the end of its text libyaml counts one line too many. */
static struct diag_place place_of_problem(const struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	size_t feeds = 0;

	if (parser->error == YAML_READER_ERROR)
		return place_at(reader, parser->problem_offset);
	for (size_t i = 0; i < reader->size; i++)
		feeds += reader->yaml[i] == '\n';
	return parser->problem_mark.line > feeds ? place_at(reader, reader->size)
						 : place_of(reader, parser->problem_mark);
}

static int refuse_memory(struct reader *reader)
{
	struct diag_place nowhere = {.file = reader->start.file};

	return diag_add(reader->diags, STATUS_MEMORY, nowhere, "out of memory");
}

static int refuse_syntax(struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;

	if (parser->error == YAML_MEMORY_ERROR)
		return refuse_memory(reader);
	const char *problem = parser->problem ? parser->problem : "the text cannot be read";
	return diag_add(reader->diags, STATUS_SYNTAX, place_of_problem(reader), "YAML: %s%s%s",
		problem, parser->context ? " " : "", parser->context ? parser->context : "");
}

static int refuse_event(struct reader *reader, const yaml_event_t *event, const char *why)
{
	return diag_add(
		reader->diags, STATUS_SYNTAX, place_of(reader, event->start_mark), "%s", why);
}

static char *clean_copy(const char *text, size_t size)
{
	struct str out = {0};

	utf8_clean(&out, text, size);
	return str_take(&out);
}

/* The node that a value goes into: the root, or a new child of what is open. NULL: no memory. */
static struct yaml_node *new_node(struct reader *reader, struct yaml_node *root)
{
	if (reader->levels == 0)
		return root;
	struct yaml_node *parent = reader->open[reader->levels - 1];
	size_t count = parent->count;
	if ((count & (count - 1)) == 0) {
		size_t room = count ? count * 2 : 1;
		struct yaml_node *grown = realloc(parent->children, room * sizeof *grown);
		if (!grown)
			return NULL;
		parent->children = grown;
	}
	struct yaml_node *node = &parent->children[parent->count++];
	*node = (struct yaml_node){
		.key = reader->key, .key_line = reader->key_line, .key_column = reader->key_column};
	reader->key = NULL;
	return node;
}

static bool expects_key(const struct reader *reader)
{
	return reader->levels > 0 && reader->open[reader->levels - 1]->kind == YAML_MAP &&
	       !reader->key;
}

static int take_key(struct reader *reader, const yaml_event_t *event)
{
	struct diag_place place = place_of(reader, event->start_mark);

	reader->key = clean_copy((const char *)event->data.scalar.value, event->data.scalar.length);
	if (!reader->key)
		return refuse_memory(reader);
	reader->key_line = place.line;
	reader->key_column = place.column;
	if (yaml_tree_get(reader->open[reader->levels - 1], reader->key))
		return diag_add(
			reader->diags, STATUS_SYNTAX, place, "“%s” stands here twice", reader->key);
	return 0;
}

static int take_text(struct reader *reader, const yaml_event_t *event, struct yaml_node *root)
{
	if (event->data.scalar.anchor)
		return refuse_event(reader, event, "anchors (&) are not used here");
	if (event->data.scalar.tag)
		return refuse_event(reader, event, "tags (!) are not used here");
	if (expects_key(reader))
		return take_key(reader, event);
	struct yaml_node *node = new_node(reader, root);
	if (!node)
		return refuse_memory(reader);
	struct diag_place place = place_of(reader, event->start_mark);
	bool quoted = event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
		      event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
	node->kind = YAML_TEXT;
	node->line = place.line;
	node->column = place.column + quoted;
	node->text = clean_copy((const char *)event->data.scalar.value, event->data.scalar.length);
	return node->text ? 0 : refuse_memory(reader);
}

static int open_node(struct reader *reader, const yaml_event_t *event, struct yaml_node *root)
{
	bool map = event->type == YAML_MAPPING_START_EVENT;
	const yaml_char_t *anchor =
		map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
	const yaml_char_t *tag =
		map ? event->data.mapping_start.tag : event->data.sequence_start.tag;

	if (anchor)
		return refuse_event(reader, event, "anchors (&) are not used here");
	if (tag)
		return refuse_event(reader, event, "tags (!) are not used here");
	if (expects_key(reader))
		return refuse_event(reader, event, "a name must stand before the colon");
	if (reader->levels == YAML_LEVELS_MAX)
		return diag_add(reader->diags, STATUS_LIMIT, place_of(reader, event->start_mark),
			"lists and maps are nested more than %d levels deep", YAML_LEVELS_MAX);
	struct yaml_node *node = new_node(reader, root);
	if (!node)
		return refuse_memory(reader);
	struct diag_place place = place_of(reader, event->start_mark);
	node->kind = map ? YAML_MAP : YAML_LIST;
	node->line = place.line;
	node->column = place.column;
	reader->open[reader->levels++] = node;
	return 0;
}

static int start_document(struct reader *reader, const yaml_event_t *event, int *documents)
{
	if (event->data.document_start.version_directive ||
		event->data.document_start.tag_directives.start !=
			event->data.document_start.tag_directives.end)
		return refuse_event(reader, event, "YAML directives (%) are not used here");
	if (++*documents > 1)
		return refuse_event(reader, event, "a second YAML document begins here");
	return 0;
}

static int take_event(
	struct reader *reader, const yaml_event_t *event, struct yaml_node *root, int *documents)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		return start_document(reader, event, documents);
	case YAML_ALIAS_EVENT:
		return refuse_event(reader, event, "aliases (*) are not used here; quote the text");
	case YAML_SCALAR_EVENT:
		return take_text(reader, event, root);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return open_node(reader, event, root);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		reader->levels--;
		return 0;
	default:
		return 0;
	}
}

static int read_events(struct reader *reader, struct yaml_node *root)
{
	int documents = 0;

	for (bool end = false; !end;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&reader->parser, &event))
			return refuse_syntax(reader);
		int status = take_event(reader, &event, root, &documents);
		end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
		if (status)
			return status;
	}
	return 0;
}

int yaml_tree_parse(struct diag_place start, const char *yaml, size_t size,
	struct yaml_node *ret_root, struct diags *diags)
{
	struct reader reader = {.yaml = yaml, .size = size, .start = start, .diags = diags};
	struct yaml_node root = {.kind = YAML_MAP, .line = start.line, .column = start.column};

	if (size > YAML_BYTES_MAX)
		return diag_add(diags, STATUS_LIMIT, start,
			"this YAML text is larger than %d KiB, the limit", YAML_BYTES_MAX / 1024);
	if (!yaml_parser_initialize(&reader.parser))
		return refuse_memory(&reader);
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)yaml, size);
	int status = read_events(&reader, &root);
	yaml_parser_delete(&reader.parser);
	free(reader.key);
	if (status) {
		yaml_tree_free(&root);
		return status;
	}
	*ret_root = root;
	return 0;
}

void yaml_tree_free(struct yaml_node *root)
{
	for (size_t i = 0; i < root->count; i++)
		yaml_tree_free(&root->children[i]);
	free(root->children);
	free(root->key);
	free(root->text);
	*root = (struct yaml_node){.kind = YAML_TEXT};
}

const struct yaml_node *yaml_tree_get(const struct yaml_node *map, const char *key)
{
	for (size_t i = 0; map->kind == YAML_MAP && i < map->count; i++)
		if (map->children[i].key && strcmp(map->children[i].key, key) == 0)
			return &map->children[i];
	return NULL;
}

void yaml_quote(const char *text, struct str *out)
{
	str_add_char(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			str_add_char(out, '\\');
		str_add_char(out, *text);
	}
	str_add_char(out, '"');
}
