/*
 * Traces in tests: lessons to trace, and a trace as text or as records that were read back.
 */
#ifndef TESTS_EXPORT_RECORDS_H
#define TESTS_EXPORT_RECORDS_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "export/trace.h"
#include "json_tree.h"
#include "lessons.h"

#define HEAD "---\ntitle: T\nquestion: Q?\n"
#define BODY "---\n\n## One\n<!-- at: start -->\nText.\n"

/* Lessons with what the shipped ones do not have. */
static const struct text_lesson {
	const char *why, *text;
	bool diverges, has_test;
} texts[] = {
	{"norm everywhere, bias before it, test rows, a smaller last batch, adam, a frozen layer",
		HEAD "data: {source: moons, rows: 30, noise: 0.2, test: 0.3, seed: 3}\n"
		     "network: {hidden: [3, 2], activation: relu, output: sigmoid, "
		     "bias_before_norm: true}\n"
		     "batch_norm: {on: true, output_layer: true, running_variance: unbiased}\n"
		     "train: {loss: logistic, optimizer: adam, learning_rate: 0.01, batch: 8, "
		     "epochs: 3, freeze: [2]}\n" BODY,
		.has_test = true},
	{"no bias, all rows, running statistics behind the activation",
		HEAD "data: {source: grid, rows: 16}\n"
		     "network: {hidden: [2], bias: false}\n"
		     "batch_norm: {on: true, position: after, normalize_with: running}\n"
		     "train: {batch: all, epochs: 4}\n" BODY},
	{"a run that diverges",
		HEAD "data: {source: grid, rows: 16, test: 0.25}\n"
		     "input: {center: false, scale: none}\n"
		     "train: {learning_rate: 900, batch: 4, epochs: 60}\n" BODY,
		.diverges = true, .has_test = true},
};
enum { TEXTS = sizeof(texts) / sizeof(texts[0]) };

struct records {
	struct json_node **list; /* [count] */
	size_t count;
};

static inline struct str trace_text(struct play *play, enum trace_every every, bool csv)
{
	struct str text = {0};
	char *bytes = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&bytes, &size);

	assert_int_equal((csv ? trace_csv : trace_json)(play, every, file), 0);
	fclose(file);
	str_add_bytes(&text, bytes, size);
	free(bytes);
	return text;
}

static inline struct records trace_records(struct play *play, enum trace_every every)
{
	struct records records = {.count = 0};
	struct str text = trace_text(play, every, false);
	const char *at = str_text(&text);

	for (const char *end; (end = strchr(at, '\n')); at = end + 1) {
		records.list = realloc(records.list, (records.count + 1) * sizeof(*records.list));
		records.list[records.count++] = json_tree_read(at, (size_t)(end - at));
	}
	assert_int_equal(*at, '\0'); /* the last line is closed */
	str_free(&text);
	return records;
}

static inline void free_records(struct records *records)
{
	for (size_t i = 0; i < records->count; i++)
		json_tree_free(records->list[i]);
	free(records->list);
}

/* Opens text i, or behind those the shipped lessons; NULL behind the last. */
static inline struct play *open_case(size_t i)
{
	struct diags diags = {.count = 0};
	struct play *play = NULL;

	if (i >= TEXTS)
		return shipped_lessons[i - TEXTS]
			       ? open_shipped(shipped_lessons[i - TEXTS], 1, NULL)
			       : NULL;
	if (open_text(texts[i].text, false, &play, &diags))
		fail_msg("%s: %s", texts[i].why, diags.list[0].text);
	return play;
}

/* The same bits; null for what is not finite, which is counted. */
static inline void check_number(const struct json_node *node, double expected, size_t *nulls)
{
	if (!isfinite(expected)) {
		assert_int_equal(node->kind, JSON_NULL);
		++*nulls;
		return;
	}
	assert_int_equal(node->kind, JSON_NUMBER);
	assert_memory_equal(&node->value, &expected, sizeof(expected));
}

static inline void check_whole(const struct json_node *object, const char *key, size_t expected)
{
	assert_true(json_get(object, key, JSON_NUMBER)->value == (double)expected);
}

#endif
