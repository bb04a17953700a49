/*
 * Wishes: names that are to have a value, as a map: {train.batch: 4}. A `try` waits for settings, a
 * claim of `expect` is about a run that gets them.
 *
 * Errors:  through the builder, each with the place of the name or of the value.
 */
#ifndef ENGINE_WISH_READ_H
#define ENGINE_WISH_READ_H

#include "engine/lesson_builder.h"
#include "engine/yaml_tree.h"

/* A list of wishes that is being filled. */
struct wish_list {
	struct wish **list;
	size_t *count;
};

/* Settings by their full names; `twins`: twin. may stand in front. */
void wishes_read_settings(struct lesson_builder *builder, const struct yaml_node *node, bool twins,
	struct wish_list wishes);

/* Parameters, each with a number or an expression; whether there are such is seen in the run. */
void wishes_read_parameters(
	struct lesson_builder *builder, const struct yaml_node *node, struct wish_list wishes);

#endif
