#include "json_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"
#include "base/utf8.h"

struct reader {
	const char *start, *at, *end;
};

static void refuse(const struct reader *r, const char *why)
{
	size_t left = (size_t)(r->end - r->at);

	fail_msg("no JSON at byte %zu: %s: %.*s", (size_t)(r->at - r->start), why,
		(int)(left < 40 ? left : 40), r->at);
}

static void skip_blanks(struct reader *r)
{
	while (r->at < r->end && strchr(" \t\r\n", *r->at) && *r->at)
		r->at++;
}

static char peek(const struct reader *r)
{
	return r->at < r->end ? *r->at : '\0';
}

static bool take(struct reader *r, const char *word)
{
	size_t length = strlen(word);

	if ((size_t)(r->end - r->at) < length || memcmp(r->at, word, length) != 0)
		return false;
	r->at += length;
	return true;
}

static size_t take_digits(struct reader *r)
{
	size_t count = 0;

	for (; peek(r) >= '0' && peek(r) <= '9'; count++)
		r->at++;
	return count;
}

static void read_number(struct reader *r, struct json_node *node)
{
	const char *from = r->at;

	(void)take(r, "-");
	bool zero = peek(r) == '0';
	size_t digits = take_digits(r);
	if (!digits || (zero && digits > 1))
		refuse(r, "a number has digits, and no zero before them");
	if (take(r, ".") && !take_digits(r))
		refuse(r, "a point has digits behind it");
	if (take(r, "e") || take(r, "E")) {
		if (!take(r, "-"))
			(void)take(r, "+");
		if (!take_digits(r))
			refuse(r, "an exponent has digits");
	}
	node->kind = JSON_NUMBER;
	node->text = strndup(from, (size_t)(r->at - from));
	node->value = strtod(node->text, NULL);
}

static unsigned long take_hex(struct reader *r)
{
	char hex[5] = "", *stop;

	if (r->end - r->at < 4)
		refuse(r, "\\u has four digits");
	memcpy(hex, r->at, 4);
	unsigned long code = strtoul(hex, &stop, 16);
	if (*stop || strspn(hex, "0123456789abcdefABCDEF") != 4)
		refuse(r, "\\u has four digits");
	r->at += 4;
	return code;
}

static void read_escape(struct reader *r, struct str *out)
{
	static const char letters[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *found = peek(r) ? strchr(letters, peek(r)) : NULL;
	char bytes[5];

	if (take(r, "u")) {
		utf8_put((uint32_t)take_hex(r), bytes);
		str_add(out, bytes);
	} else if (found) {
		str_add_char(out, means[found - letters]);
		r->at++;
	} else {
		refuse(r, "an unknown escape");
	}
}

static char *read_text(struct reader *r)
{
	struct str out = {0};

	if (!take(r, "\""))
		refuse(r, "a text begins with \"");
	while (r->at < r->end && *r->at != '"') {
		if ((unsigned char)*r->at < 0x20)
			refuse(r, "a control character in a text");
		if (take(r, "\\"))
			read_escape(r, &out);
		else
			str_add_char(&out, *r->at++);
	}
	if (!take(r, "\""))
		refuse(r, "a text ends with \"");
	return str_take(&out);
}

static void read_value(struct reader *r, struct json_node *node);

static struct json_node *add_child(struct json_node *node)
{
	node->children = realloc(node->children, (node->count + 1) * sizeof(*node->children));
	node->children[node->count] = (struct json_node){.kind = JSON_NULL};
	return &node->children[node->count++];
}

static void read_member(struct reader *r, struct json_node *node)
{
	char *key = read_text(r);

	if (json_has(node, key))
		refuse(r, "a key stands twice");
	skip_blanks(r);
	if (!take(r, ":"))
		refuse(r, "a key is followed by :");
	struct json_node *child = add_child(node);
	read_value(r, child);
	child->key = key;
}

static void read_members(struct reader *r, struct json_node *node, const char *close)
{
	bool object = *close == '}';

	node->kind = object ? JSON_OBJECT : JSON_LIST;
	skip_blanks(r);
	if (take(r, close))
		return;
	do {
		skip_blanks(r);
		if (object)
			read_member(r, node);
		else
			read_value(r, add_child(node));
		skip_blanks(r);
	} while (take(r, ","));
	if (!take(r, close))
		refuse(r, "a list or object is not closed");
}

static void read_value(struct reader *r, struct json_node *node)
{
	skip_blanks(r);
	if (take(r, "{")) {
		read_members(r, node, "}");
	} else if (take(r, "[")) {
		read_members(r, node, "]");
	} else if (peek(r) == '"') {
		node->text = read_text(r);
		node->kind = JSON_TEXT;
	} else if (take(r, "null")) {
		node->kind = JSON_NULL;
	} else if (take(r, "true") || take(r, "false")) {
		node->kind = JSON_BOOL;
		node->value = r->at[-2] == 'u';
	} else {
		read_number(r, node);
	}
}

struct json_node *json_tree_read(const char *text, size_t size)
{
	struct reader r = {text, text, text + size};
	struct json_node *root = calloc(1, sizeof(*root));

	read_value(&r, root);
	skip_blanks(&r);
	if (r.at != r.end)
		refuse(&r, "something stands behind the value");
	return root;
}

static void free_inside(struct json_node *node)
{
	for (size_t i = 0; i < node->count; i++)
		free_inside(&node->children[i]);
	free(node->children);
	free(node->key);
	free(node->text);
}

void json_tree_free(struct json_node *root)
{
	if (!root)
		return;
	free_inside(root);
	free(root);
}

static const struct json_node *find(const struct json_node *object, const char *key)
{
	for (size_t i = 0; i < object->count; i++) {
		if (object->children[i].key && strcmp(object->children[i].key, key) == 0)
			return &object->children[i];
	}
	return NULL;
}

bool json_has(const struct json_node *object, const char *key)
{
	return find(object, key) != NULL;
}

const struct json_node *json_get(
	const struct json_node *object, const char *key, enum json_kind kind)
{
	const struct json_node *node = find(object, key);

	if (!node)
		fail_msg("there is no key %s", key);
	else if (node->kind != kind)
		fail_msg("%s is of kind %d, not %d", key, (int)node->kind, (int)kind);
	return node;
}

void assert_json_keys_at(
	const struct json_node *object, const char *keys, const char *file, int line)
{
	struct str actual = {0};

	for (size_t i = 0; i < object->count; i++)
		str_addf(&actual, "%s%s", i ? " " : "", object->children[i].key);
	bool same = strcmp(str_text(&actual), keys) == 0;
	if (!same)
		print_error("the keys are %s\nnot %s\n", str_text(&actual), keys);
	str_free(&actual);
	if (!same)
		_fail(file, line);
}
