#include "engine/lesson_builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/directive.h"
#include "engine/markdown.h"
#include "engine/markdown_spans.h"
#include "engine/question_options.h"

enum { STOP_LEVEL_MAX = 2, DEPTH_MAX = 6 };

/* Where in lists and quotes the reader is. */
struct nesting {
	int depth; /* of the next block */
	bool in_quote;
};

static struct lesson_spot start_of(cmark_node *node)
{
	return (struct lesson_spot){
		cmark_node_get_start_line(node), cmark_node_get_start_column(node)};
}

/* Where words go: a directive's own, the question's, else the stop's. */
static struct block *append_block(struct lesson_builder *builder)
{
	struct stop *stop = builder_stop(builder);
	struct passage *passage = builder->passage;

	if (!passage && stop->question)
		passage = &stop->question->words;
	if (passage)
		return builder_append(
			builder, &passage->blocks, &passage->count, sizeof *passage->blocks);
	return builder_append(builder, &stop->blocks, &stop->block_count, sizeof *stop->blocks);
}

static struct block *add_block(struct lesson_builder *builder, enum block_kind kind,
	const struct nesting *nesting, cmark_node *node)
{
	struct block *block = append_block(builder);
	struct lesson_spot start = start_of(node);

	if (block)
		*block = (struct block){.kind = kind,
			.depth = nesting->depth,
			.line = start.line,
			.column = start.column};
	return block;
}

static struct stop *add_stop(struct lesson_builder *builder, int line)
{
	struct lesson *lesson = builder->lesson;
	struct stop *stop =
		builder_append(builder, &lesson->stops, &lesson->stop_count, sizeof *stop);

	if (stop)
		stop->line = line;
	return stop;
}

/*
 * A heading opens the next stop. The stop that every lesson begins with becomes the first heading's
 * own where no prose stands in it yet.
 */
static void read_stop_heading(struct lesson_builder *builder, cmark_node *node)
{
	struct stop *stop = builder_stop(builder);
	struct block heading = {.kind = BLOCK_PARAGRAPH};

	spans_read(builder, node, &heading);
	if (!builder->first_taken && builder->lesson->stop_count == 1 && stop->block_count == 0 &&
		!stop->question)
		stop->line = start_of(node).line;
	else
		stop = add_stop(builder, start_of(node).line);
	builder->first_taken = true;
	if (stop) {
		free(stop->heading);
		stop->heading = spans_join(builder, &heading);
		if (stop->heading && !stop->heading[0])
			builder_refuse(builder, STATUS_SYNTAX, start_of(node),
				"this heading has no words");
	}
	block_free(&heading);
}

/* Smaller headings are strong paragraphs of their stop. */
static void read_small_heading(
	struct lesson_builder *builder, cmark_node *node, const struct nesting *nesting)
{
	struct block *block = add_block(builder, BLOCK_PARAGRAPH, nesting, node);

	if (!block)
		return;
	spans_read(builder, node, block);
	for (size_t i = 0; i < block->span_count; i++)
		if (block->spans[i].style == SPAN_PLAIN || block->spans[i].style == SPAN_EMPHASIS)
			block->spans[i].style = SPAN_STRONG;
}

static void read_heading(
	struct lesson_builder *builder, cmark_node *node, const struct nesting *nesting)
{
	if (cmark_node_get_heading_level(node) > STOP_LEVEL_MAX)
		read_small_heading(builder, node, nesting);
	else if (builder->passage)
		builder_refuse(builder, STATUS_SYNTAX, start_of(node),
			"a heading cannot stand in a directive");
	else if (nesting->depth > 0 || nesting->in_quote)
		builder_refuse(builder, STATUS_SYNTAX, start_of(node),
			"a heading that starts a stop cannot stand in a list or quote");
	else
		read_stop_heading(builder, node);
}

static void read_paragraph(
	struct lesson_builder *builder, cmark_node *node, const struct nesting *nesting)
{
	struct block *block = add_block(
		builder, nesting->in_quote ? BLOCK_QUOTE : BLOCK_PARAGRAPH, nesting, node);

	if (block)
		spans_read(builder, node, block);
}

/* The first line of the code itself: one below a fence. */
static int code_line(const struct lesson_builder *builder, cmark_node *node)
{
	int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
	size_t at = source_line_start(&builder->source, line) + (size_t)column - 1;
	char first = at < builder->source.size ? builder->source.text[at] : '\0';

	return line + (first == '`' || first == '~');
}

static void read_code(
	struct lesson_builder *builder, cmark_node *node, const struct nesting *nesting)
{
	const char *info = cmark_node_get_fence_info(node), *text = cmark_node_get_literal(node);
	bool math = info && strcmp(info, "math") == 0;
	struct block *block = add_block(builder, math ? BLOCK_MATH : BLOCK_CODE, nesting, node);

	if (!block)
		return;
	struct span *span =
		builder_append(builder, &block->spans, &block->span_count, sizeof *span);
	if (!span)
		return;
	size_t length = strlen(text);
	length -= length > 0 && text[length - 1] == '\n';
	*span = (struct span){.style = math ? SPAN_MATH : SPAN_CODE,
		.line = code_line(builder, node),
		.column = 1};
	span->text = builder_text(builder, text, length);
	size_t end = source_line_end(&builder->source, cmark_node_get_end_line(node));
	if (builder->cursor < end)
		builder->cursor = end; /* backticks in code are no code spans */
}

static void read_html(
	struct lesson_builder *builder, cmark_node *node, const struct nesting *nesting)
{
	struct lesson_spot start = start_of(node);
	size_t from = source_line_start(&builder->source, start.line);
	size_t limit = builder->source.size;
	cmark_node *next = cmark_node_next(node);

	/* libcmark 0.30 does not say where a block of HTML ends. */
	if (next)
		limit = source_line_start(&builder->source, start_of(next).line);
	if (builder->passage)
		builder_refuse(
			builder, STATUS_SYNTAX, start, "HTML is not used here; write &lt; for <");
	else if (nesting->depth > 0 || nesting->in_quote)
		builder_refuse(builder, STATUS_SYNTAX, start,
			"HTML and comments cannot stand in a list or quote");
	else
		builder->cursor = directives_read(builder, from, limit);
}

static void read_children(
	struct lesson_builder *builder, cmark_node *parent, const struct nesting *nesting);

/* The item's first paragraph is the item; what follows stands one level deeper. */
static void read_item(
	struct lesson_builder *builder, cmark_node *item, int number, const struct nesting *nesting)
{
	struct nesting inside = {.depth = nesting->depth + 1};
	cmark_node *first = cmark_node_first_child(item);
	struct block *block = add_block(builder, BLOCK_ITEM, nesting, item);

	if (!block)
		return;
	block->number = number;
	if (first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH) {
		spans_read(builder, first, block);
		cmark_node_unlink(first);
	}
	read_children(builder, item, &inside);
}

static void read_list(
	struct lesson_builder *builder, cmark_node *list, const struct nesting *nesting)
{
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	int number = ordered ? cmark_node_get_list_start(list) : 0;

	if (ordered && number < 1)
		builder_refuse(builder, STATUS_SYNTAX, start_of(list),
			"a numbered list begins at 1 or later");
	for (cmark_node *item = cmark_node_first_child(list); item; item = cmark_node_next(item)) {
		read_item(builder, item, number, nesting);
		number += ordered;
	}
}

static void read_node(
	struct lesson_builder *builder, cmark_node *node, const struct nesting *nesting)
{
	struct nesting quote = {nesting->depth + nesting->in_quote, true};

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HEADING:
		read_heading(builder, node, nesting);
		break;
	case CMARK_NODE_PARAGRAPH:
		read_paragraph(builder, node, nesting);
		break;
	case CMARK_NODE_CODE_BLOCK:
		read_code(builder, node, nesting);
		break;
	case CMARK_NODE_HTML_BLOCK:
		read_html(builder, node, nesting);
		break;
	case CMARK_NODE_LIST:
		read_list(builder, node, nesting);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		read_children(builder, node, &quote);
		break;
	default: /* a rule between paragraphs has no meaning on a screen */
		break;
	}
}

static void read_children(
	struct lesson_builder *builder, cmark_node *parent, const struct nesting *nesting)
{
	if (nesting->depth > DEPTH_MAX) {
		builder_refuse(builder, STATUS_LIMIT, start_of(parent),
			"lists and quotes are nested more than %d deep", DEPTH_MAX);
		return;
	}
	for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
		read_node(builder, node, nesting);
}

/* A status of libcmark's arena in words. */
static void refuse_markdown(struct lesson_builder *builder, int status)
{
	builder_refuse(builder, status, (struct lesson_spot){0}, "%s",
		status == STATUS_LIMIT ? "the text needs more memory than a lesson may take"
				       : "out of memory");
}

void lesson_read_passage(
	struct lesson_builder *builder, size_t from, size_t to, struct passage *passage)
{
	struct markdown markdown = {.root = NULL};
	struct nesting outside = {0};
	struct lesson_spot start = source_spot(&builder->source, from);
	int status = markdown_parse(&markdown, builder->source.text + from, to - from, start.line);

	if (status) {
		refuse_markdown(builder, status);
		return;
	}
	if (builder->cursor < from)
		builder->cursor = from;
	builder->passage = passage;
	read_children(builder, markdown.root, &outside);
	builder->passage = NULL;
	markdown_free(&markdown);
}

static bool has_prose(const struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->stop_count; i++)
		if (lesson->stops[i].block_count > 0 || lesson->stops[i].question)
			return true;
	return false;
}

/* The first stop is there from the start, headed by the title until a heading takes it. */
static bool open_first_stop(struct lesson_builder *builder, int line)
{
	const char *title = builder->lesson->title ? builder->lesson->title : "";
	struct stop *stop = add_stop(builder, line);

	if (stop)
		stop->heading = builder_text(builder, title, strlen(title));
	return stop != NULL;
}

void lesson_read_body(struct lesson_builder *builder, int line)
{
	const struct source *source = &builder->source;
	size_t from = source_line_start(source, line);
	struct markdown markdown = {.root = NULL};
	struct nesting outside = {0};

	if (!open_first_stop(builder, line))
		return;
	int status = markdown_parse(&markdown, source->text + from, source->size - from, line);
	if (status) {
		refuse_markdown(builder, status);
		return;
	}
	read_children(builder, markdown.root, &outside);
	markdown_free(&markdown);
	for (size_t i = 0; i < builder->lesson->stop_count; i++)
		if (builder->lesson->stops[i].question)
			question_close(builder, builder->lesson->stops[i].question);
	if (!builder->status && !has_prose(builder->lesson))
		builder_refuse(builder, STATUS_SYNTAX, (struct lesson_spot){0},
			"the lesson has no text below its header");
}
