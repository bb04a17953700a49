/*
 * A lesson while it is being parsed: what its parts (header, body, directives) share.
 *
 * Errors:  builder_refuse adds a diag and notes the first status; the parser goes on, so that all
 *          mistakes of a file are said at once. Memory that runs out is noted in `status`, too.
 * Memory:  everything appended belongs to the lesson.
 */
#ifndef ENGINE_LESSON_BUILDER_H
#define ENGINE_LESSON_BUILDER_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/lesson.h"
#include "engine/lesson_source.h"
#include "engine/yaml_tree.h"

struct lesson_builder {
	struct lesson *lesson;
	struct source source;
	struct diags *diags;
	struct passage *passage; /* that a directive's own words go to; NULL outside of one */
	size_t cursor;           /* bytes of the source that inline text was already found in */
	bool in_twin;            /* the settings that are read are the second run's */
	bool first_taken;        /* the first stop has its own heading */
	bool header_only;        /* the body is left unread */
	bool told_memory;        /* the diag about memory was added */
	int status;              /* the first mistake's, or 0 */
};

/* Adds a mistake at a place of the file. */
void builder_refuse(struct lesson_builder *builder, int status, struct lesson_spot at,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Where a node, and where its key, stands in the file. */
struct lesson_spot node_spot(const struct yaml_node *node);
struct lesson_spot key_spot(const struct yaml_node *node);

/* Says once that memory ran out. */
void builder_refuse_memory(struct lesson_builder *builder);

/* A new zeroed element at the end of an array that is grown by doubling, or NULL. */
void *builder_append(struct lesson_builder *builder, void *items, size_t *count, size_t item_size);

/* A cleaned copy; "" becomes "". NULL when memory ran out. */
char *builder_text(struct lesson_builder *builder, const char *bytes, size_t count);

/* The stop that is being filled. */
struct stop *builder_stop(struct lesson_builder *builder);

/* Header: title, question, …, and the settings. `size` bytes at `offset` stand between the ---. */
void lesson_read_header(struct lesson_builder *builder, size_t offset, size_t size);

/* Reads the bytes from `from` to `to` of the source, a directive's words, into a passage. */
void lesson_read_passage(
	struct lesson_builder *builder, size_t from, size_t to, struct passage *passage);

struct yaml_node;
/* The directive look of the stop that is being filled. */
void look_read(struct lesson_builder *builder, const struct yaml_node *node);

/* A place, as `at` says it. */
void lesson_read_place(
	struct lesson_builder *builder, const struct yaml_node *node, struct place_words *place);

/* The header's changes; and epoch and batch of a map, from 1: one that is not said is the first. */
bool lesson_read_batch(struct lesson_builder *builder, const struct yaml_node *node,
	size_t *ret_epoch, size_t *ret_batch);
void lesson_read_forks(struct lesson_builder *builder, const struct yaml_node *node);
void lesson_read_vary(struct lesson_builder *builder, const struct yaml_node *node);
void lesson_read_changes(struct lesson_builder *builder, const struct yaml_node *node);

/* Body: everything from line `line` on. */
void lesson_read_body(struct lesson_builder *builder, int line);

#endif
