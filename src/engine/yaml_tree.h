/*
 * A small tree of a YAML text: lists, maps and plain texts, each with its place in the file.
 *
 * The header of a lesson and the values of its directives are read with it. Types are not guessed:
 * a value is the text that stands there, and whoever wants a number reads it strictly.
 *
 * Limits:  16 KiB, 4 levels; no anchors, aliases, tags, directives or second document; keys are
 *          texts and stand once in a map.
 * Errors:  0, or a status with a diag that has the place in the file.
 * Memory:  yaml_tree_free gives everything back; it takes a zeroed node too.
 */
#ifndef ENGINE_YAML_TREE_H
#define ENGINE_YAML_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

enum { YAML_BYTES_MAX = 16 * 1024, YAML_LEVELS_MAX = 4 };

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml_node {
	enum yaml_kind kind;
	char *key;                  /* in a map, cleaned; NULL elsewhere */
	int key_line, key_column;   /* from 1 */
	char *text;                 /* of a YAML_TEXT, cleaned */
	int line, column;           /* of the value; of a quoted text: behind the quote */
	struct yaml_node *children; /* [count] */
	size_t count;
};

/*
 * Reads [size] bytes that stand at `start` (file, whole text, line and column of the first byte).
 * An empty text gives an empty map.
 */
int yaml_tree_parse(struct diag_place start, const char *yaml, size_t size,
	struct yaml_node *ret_root, struct diags *diags);
void yaml_tree_free(struct yaml_node *root);

/* The value of a key in a map, or NULL. */
const struct yaml_node *yaml_tree_get(const struct yaml_node *map, const char *key);

/* Appends a text of one line in double quotes, so that yaml_tree_parse reads it back. */
void yaml_quote(const char *text, struct str *out);

#endif
