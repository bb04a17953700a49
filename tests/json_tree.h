/*
 * A strict reader of JSON, for tests of what the program writes: RFC 8259, nothing more.
 *
 * Numbers are read by strtod, so that 17 digits give the double that was written. A key that
 * stands twice in an object is a mistake.
 * Errors:  a text that is no JSON fails the running test and names the place.
 * Memory:  json_tree_read and json_tree_free own.
 */
#ifndef TESTS_JSON_TREE_H
#define TESTS_JSON_TREE_H

#include <stdbool.h>
#include <stddef.h>

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

struct json_node {
	enum json_kind kind;
	char *key;    /* in an object */
	char *text;   /* of a text; of a number: as it was written */
	double value; /* of a number; 1 for true */
	struct json_node *children;
	size_t count;
};

/* One value and nothing behind it but white space. */
struct json_node *json_tree_read(const char *text, size_t size);
void json_tree_free(struct json_node *root);

/* The value of a key; a missing one, or one of another kind, fails the test. */
const struct json_node *json_get(
	const struct json_node *object, const char *key, enum json_kind kind);
bool json_has(const struct json_node *object, const char *key);

/* The keys of an object are these, in this order: "type step epoch". */
#define assert_json_keys(object, keys) assert_json_keys_at((object), (keys), __FILE__, __LINE__)
void assert_json_keys_at(
	const struct json_node *object, const char *keys, const char *file, int line);

#endif
