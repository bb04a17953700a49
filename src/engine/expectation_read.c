#include "engine/expectation_read.h"

#include <string.h>

#include "base/status.h"
#include "engine/wish_read.h"

static bool has_text(const struct yaml_node *node)
{
	return node->kind == YAML_TEXT && node->text[0];
}

static void keep_claim(
	struct lesson_builder *builder, const struct yaml_node *node, struct claim *claim)
{
	*claim = (struct claim){
		builder_text(builder, node->text, strlen(node->text)), node->line, node->column};
}

/* --- the keys ---------------------------------------------------------------------------------- */

static void read_that(struct lesson_builder *builder, const struct yaml_node *node,
	struct expectation *expectation)
{
	if (has_text(node))
		keep_claim(builder, node, &expectation->that);
	else
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"that is an expression in quotes, such as \"loss < 0.1\"");
}

static void read_after(struct lesson_builder *builder, const struct yaml_node *node,
	struct expectation *expectation)
{
	wishes_read_settings(builder, node, true,
		(struct wish_list){&expectation->after, &expectation->after_count});
}

static void read_put(struct lesson_builder *builder, const struct yaml_node *node,
	struct expectation *expectation)
{
	wishes_read_parameters(
		builder, node, (struct wish_list){&expectation->puts, &expectation->put_count});
}

static void read_swap(struct lesson_builder *builder, const struct yaml_node *node,
	struct expectation *expectation)
{
	bool pair = node->kind == YAML_LIST && node->count == 2 && has_text(&node->children[0]) &&
		    has_text(&node->children[1]);
	struct str why = {0};

	expectation->swap = (struct lesson_change){
		.line = node->line, .column = node->column, .of = {true, true}};
	if (lesson_change_swap(&expectation->swap, pair ? node->children[0].text : "",
		    pair ? node->children[1].text : "", &why))
		builder_refuse(builder, STATUS_RANGE, node_spot(node), "%s", str_text(&why));
	str_free(&why);
}

static void read_mode(struct lesson_builder *builder, const struct yaml_node *node,
	struct expectation *expectation)
{
	expectation->test_mode = node->kind == YAML_TEXT && strcmp(node->text, "test") == 0;
	if (!expectation->test_mode)
		builder_refuse(builder, STATUS_NAME, node_spot(node),
			"mode is test; without it the mode is the stop's own");
}

static void read_place(struct lesson_builder *builder, const struct yaml_node *node,
	struct expectation *expectation)
{
	lesson_read_place(builder, node, &expectation->at);
}

static const struct expect_key {
	const char *name;
	void (*read)(struct lesson_builder *builder, const struct yaml_node *node,
		struct expectation *expectation);
} keys[] = {
	{"that", read_that},
	{"after", read_after},
	{"put", read_put},
	{"swap", read_swap},
	{"mode", read_mode},
	{"at", read_place},
};

enum { KEYS = sizeof keys / sizeof *keys };

static const char *key_at(const void *context, size_t i)
{
	(void)context;
	return i < KEYS ? keys[i].name : NULL;
}

/* --- the whole --------------------------------------------------------------------------------- */

static void read_key(struct lesson_builder *builder, const struct yaml_node *node,
	struct expectation *expectation)
{
	for (size_t i = 0; i < KEYS; i++)
		if (strcmp(keys[i].name, node->key) == 0) {
			keys[i].read(builder, node, expectation);
			return;
		}
	const char *near = nearest_name(node->key, key_at, NULL);
	builder_refuse(builder, STATUS_NAME, key_spot(node), "“%.40s” is not a key of expect%s%s%s",
		node->key, near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
}

static void read_map(struct lesson_builder *builder, const struct yaml_node *node,
	struct expectation *expectation)
{
	for (size_t i = 0; i < node->count; i++)
		read_key(builder, &node->children[i], expectation);
	if (!yaml_tree_get(node, "that"))
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"expect has no claim: add that: \"…\"");
}

void expectation_read(struct lesson_builder *builder, const struct yaml_node *node)
{
	struct stop *stop = builder_stop(builder);
	bool map = node->kind == YAML_MAP && node->count > 0;

	if (!map && !has_text(node)) {
		builder_refuse(builder, STATUS_SYNTAX, node_spot(node),
			"expect is an expression in quotes, such as \"loss < 0.1\", or a map such "
			"as {that: \"loss > 1\", after: {train.learning_rate: 9}}");
		return;
	}
	struct expectation *expectation =
		builder_append(builder, &stop->claims, &stop->claim_count, sizeof *expectation);
	if (!expectation)
		return;
	if (map)
		read_map(builder, node, expectation);
	else
		keep_claim(builder, node, &expectation->that);
}
