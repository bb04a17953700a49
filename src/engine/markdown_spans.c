#include "engine/markdown_spans.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"

/* A walk through the inline nodes of one paragraph. */
struct walk {
	struct lesson_builder *builder;
	struct block *block;
	struct lesson_spot start; /* of the paragraph */
	int strong, emphasis;     /* how many of each are open */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* True where the source between two offsets is `literal`, blanks and quote marks aside. */
static bool same_text(const char *from, const char *to, const char *literal)
{
	for (bool line_start = false;; from++, literal++) {
		while (from < to && (is_blank(*from) || (line_start && *from == '>')))
			line_start = *from++ == '\n' || line_start;
		line_start = false;
		while (is_blank(*literal))
			literal++;
		if (from == to || !*literal)
			return from == to && !*literal;
		if (*from != *literal)
			return false;
	}
}

/* The run of exactly `length` backticks at or behind `at`, or NULL. */
static const char *closing_run(const char *at, const char *end, size_t length)
{
	while (at < end && (at = memchr(at, '`', (size_t)(end - at))) != NULL) {
		size_t run = strspn(at, "`");
		if (run == length)
			return at;
		at += run;
	}
	return NULL;
}

/*
 * Where the content of the next code span with this literal begins, or NULL. Moves the cursor
 * behind it, so that equal spans are found one after the other.
 */
static const char *find_code(struct lesson_builder *builder, const char *literal)
{
	const char *text = builder->source.text, *end = text + builder->source.size;

	for (const char *at = text + builder->cursor; at < end;) {
		if (*at == '\\') {
			at += 2;
			continue;
		}
		size_t run = strspn(at, "`");
		const char *content = at + run;
		const char *close = run ? closing_run(content, end, run) : NULL;
		if (close && same_text(content, close, literal)) {
			builder->cursor = (size_t)(close + run - text);
			return content;
		}
		at += run ? run : 1;
	}
	return NULL;
}

static struct lesson_spot spot_of(const struct walk *walk, const char *at)
{
	const struct source *source = &walk->builder->source;

	return at ? source_spot(source, (size_t)(at - source->text)) : walk->start;
}

static struct span *add_span(struct walk *walk, enum span_style style, struct lesson_spot at)
{
	struct span *span = builder_append(
		walk->builder, &walk->block->spans, &walk->block->span_count, sizeof *span);

	if (span)
		*span = (struct span){.style = style, .line = at.line, .column = at.column};
	return span;
}

static bool is_prose(enum span_style style)
{
	return style == SPAN_PLAIN || style == SPAN_STRONG || style == SPAN_EMPHASIS;
}

/* A dot in a lesson's words is a product. */
static void add_words(struct str *out, const char *text)
{
	static const char dot[] = "·";

	for (const char *at; (at = strstr(text, dot)); text = at + strlen(dot)) {
		str_add_bytes(out, text, (size_t)(at - text));
		str_add(out, UTF8_TIMES);
	}
	str_add(out, text);
}

/* Adds a piece of running text; pieces of one style become one span. */
static void add_text(struct walk *walk, const char *text)
{
	enum span_style style = walk->strong     ? SPAN_STRONG
				: walk->emphasis ? SPAN_EMPHASIS
						 : SPAN_PLAIN;
	struct block *block = walk->block;
	struct span *last = block->span_count ? &block->spans[block->span_count - 1] : NULL;
	struct str joined = {0};

	if (!last || last->style != style)
		last = add_span(walk, style, walk->start);
	if (!last)
		return;
	str_add(&joined, last->text ? last->text : "");
	add_words(&joined, text);
	if (joined.failed)
		builder_refuse_memory(walk->builder);
	free(last->text);
	last->text = builder_text(walk->builder, str_text(&joined), joined.len);
	for (char *at = last->text; at && *at; at++)
		if (*at == '\n')
			*at = ' '; /* from an entity; a span is one line */
	str_free(&joined);
}

static void add_code(struct walk *walk, const char *literal)
{
	const char *at = find_code(walk->builder, literal);

	while (at && is_blank(*at))
		at++;
	struct span *span = add_span(walk, SPAN_CODE, spot_of(walk, at));
	if (span)
		span->text = builder_text(walk->builder, literal, strlen(literal));
}

/* Where a tag or a picture stands, as far as its first letters can be found. */
static struct lesson_spot find_mark(struct walk *walk, const char *mark, size_t length)
{
	const struct source *source = &walk->builder->source;
	const char *end = source->text + source->size;

	for (const char *at = source->text + walk->builder->cursor; at + length <= end; at++)
		if (memcmp(at, mark, length) == 0) {
			walk->builder->cursor = (size_t)(at - source->text) + length;
			return spot_of(walk, at);
		}
	return walk->start;
}

static void refuse_html(struct walk *walk, const char *literal)
{
	struct lesson_spot at = find_mark(walk, literal, strcspn(literal, "\n"));

	builder_refuse(walk->builder, STATUS_SYNTAX, at, "%s",
		strncmp(literal, "<!--", 4) == 0
			? "a comment must stand at the start of a line"
			: "HTML is not used here, only comments; write &lt; for <");
}

static void refuse_picture(struct walk *walk)
{
	builder_refuse(walk->builder, STATUS_SYNTAX, find_mark(walk, "![", 2),
		"pictures cannot be shown in a terminal");
}

static void enter(struct walk *walk, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		add_text(walk, literal);
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		add_text(walk, " ");
		break;
	case CMARK_NODE_CODE:
		add_code(walk, literal);
		break;
	case CMARK_NODE_HTML_INLINE:
		refuse_html(walk, literal);
		break;
	case CMARK_NODE_IMAGE:
		refuse_picture(walk);
		break;
	case CMARK_NODE_STRONG:
		walk->strong++;
		break;
	case CMARK_NODE_EMPH:
		walk->emphasis++;
		break;
	default:
		break;
	}
}

/* A link to another lesson is kept, so that it can be checked. */
static void note_link(struct walk *walk, const char *url)
{
	struct lesson *lesson = walk->builder->lesson;
	size_t length = strcspn(url, "#");

	if (length < 3 || strncmp(url + length - 3, ".md", 3) != 0 || strstr(url, "://"))
		return;
	struct name_at *link = builder_append(
		walk->builder, &lesson->links, &lesson->link_count, sizeof *lesson->links);
	if (link)
		*link = (struct name_at){builder_text(walk->builder, url, length), walk->start.line,
			walk->start.column};
}

/* An address in parentheses behind the link's text, unless the text is the address. */
static void add_address(struct walk *walk, cmark_node *link)
{
	const char *url = cmark_node_get_url(link);
	cmark_node *child = cmark_node_first_child(link);
	const char *text = child ? cmark_node_get_literal(child) : NULL;

	if (url)
		note_link(walk, url);
	if (!url || !url[0] || (text && strcmp(text, url) == 0))
		return;
	add_text(walk, " (");
	add_text(walk, url);
	add_text(walk, ")");
}

static void leave(struct walk *walk, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_STRONG:
		walk->strong--;
		break;
	case CMARK_NODE_EMPH:
		walk->emphasis--;
		break;
	case CMARK_NODE_LINK:
		add_address(walk, node);
		break;
	default:
		break;
	}
}

/* Depth first without recursion: a stranger's text may be nested as deep as it is long. */
static void walk_children(struct walk *walk, cmark_node *root)
{
	cmark_node *node = cmark_node_first_child(root);

	while (node) {
		enter(walk, node);
		cmark_node *next = cmark_node_first_child(node);
		while (!next) {
			leave(walk, node);
			next = cmark_node_next(node);
			if (next)
				break;
			node = cmark_node_parent(node);
			if (node == root)
				return;
		}
		node = next;
	}
}

static bool ends_in_dollar(const struct span *span)
{
	size_t length = span->text ? strlen(span->text) : 0;

	return is_prose(span->style) && length > 0 && span->text[length - 1] == '$';
}

/* $`…`$: the dollars leave the texts around it, and the code becomes a formula. */
static void mark_math(struct block *block)
{
	for (size_t i = 1; i + 1 < block->span_count; i++) {
		struct span *before = &block->spans[i - 1], *code = before + 1,
			    *behind = before + 2;
		if (code->style != SPAN_CODE || !ends_in_dollar(before) ||
			!is_prose(behind->style) || !behind->text || behind->text[0] != '$')
			continue;
		code->style = SPAN_MATH;
		before->text[strlen(before->text) - 1] = '\0';
		memmove(behind->text, behind->text + 1, strlen(behind->text));
	}
}

/* `= expression`: the sign and the blanks around it leave the text, its place moves along. */
static void mark_live(struct lesson_builder *builder, struct span *span)
{
	const struct source *source = &builder->source;

	if (span->style != SPAN_CODE || !span->text || strncmp(span->text, "= ", 2) != 0)
		return;
	size_t skip = 1 + strspn(span->text + 1, " ");
	size_t length = strlen(span->text + skip);
	while (length > 0 && span->text[skip + length - 1] == ' ')
		length--;
	memmove(span->text, span->text + skip, length);
	span->text[length] = '\0';
	span->style = SPAN_LIVE;
	if (length == 0) {
		builder_refuse(builder, STATUS_SYNTAX,
			(struct lesson_spot){span->line, span->column},
			"an expression must follow the = of a live number");
		return;
	}
	size_t start = source_line_start(source, span->line);
	const char *at = source->text + start;
	for (int column = 1; column < span->column; column++)
		(void)utf8_next(&at);
	at++;
	while (is_blank(*at))
		at++;
	struct lesson_spot position = source_spot(source, (size_t)(at - source->text));
	span->line = position.line;
	span->column = position.column;
}

static void drop_empty(struct block *block)
{
	size_t kept = 0;

	for (size_t i = 0; i < block->span_count; i++) {
		if (block->spans[i].text && block->spans[i].text[0])
			block->spans[kept++] = block->spans[i];
		else
			free(block->spans[i].text);
	}
	block->span_count = kept;
}

void spans_read(struct lesson_builder *builder, cmark_node *node, struct block *block)
{
	int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
	struct walk walk = {.builder = builder, .block = block, .start = {line, column}};
	size_t start = source_line_start(&builder->source, line);

	if (builder->cursor < start)
		builder->cursor = start;
	walk_children(&walk, node);
	mark_math(block);
	for (size_t i = 0; i < block->span_count; i++)
		mark_live(builder, &block->spans[i]);
	drop_empty(block);
}

char *spans_join(struct lesson_builder *builder, const struct block *block)
{
	struct str text = {0};

	for (size_t i = 0; i < block->span_count; i++) {
		const struct span *span = &block->spans[i];
		str_add(&text, span->text);
		if (span->style == SPAN_LIVE)
			builder_refuse(builder, STATUS_SYNTAX,
				(struct lesson_spot){span->line, span->column},
				"a live number cannot stand in a heading");
	}
	if (text.failed)
		builder_refuse_memory(builder);
	char *joined = builder_text(builder, str_text(&text), text.len);
	str_free(&text);
	return joined;
}
