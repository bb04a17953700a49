#include "engine/lesson_builder.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/utf8.h"

void builder_refuse(
	struct lesson_builder *builder, int status, struct lesson_spot at, const char *format, ...)
{
	struct str text = {0};
	va_list args;

	va_start(args, format);
	str_addv(&text, format, args);
	va_end(args);
	diag_add(builder->diags, status, source_place(&builder->source, at), "%s", str_text(&text));
	str_free(&text);
	if (!builder->status)
		builder->status = status;
}

struct lesson_spot node_spot(const struct yaml_node *node)
{
	return (struct lesson_spot){node->line, node->column};
}

struct lesson_spot key_spot(const struct yaml_node *node)
{
	return (struct lesson_spot){node->key_line, node->key_column};
}

void builder_refuse_memory(struct lesson_builder *builder)
{
	if (!builder->told_memory)
		builder_refuse(builder, STATUS_MEMORY, (struct lesson_spot){0}, "out of memory");
	builder->told_memory = true;
}

void *builder_append(struct lesson_builder *builder, void *items, size_t *count, size_t item_size)
{
	char *list;

	/* `items` is the address of a pointer to any type; memcpy reads it without aliasing it. */
	memcpy(&list, items, sizeof list);
	if ((*count & (*count - 1)) == 0) {
		size_t room = *count ? *count * 2 : 1;
		list = realloc(list, room * item_size);
		if (!list) {
			builder_refuse_memory(builder);
			return NULL;
		}
		memcpy(items, &list, sizeof list);
	}
	char *item = list + *count * item_size;
	memset(item, 0, item_size);
	++*count;
	return item;
}

char *builder_text(struct lesson_builder *builder, const char *bytes, size_t count)
{
	struct str out = {0};

	utf8_clean(&out, bytes, count);
	char *text = str_take(&out);
	if (!text)
		builder_refuse_memory(builder);
	return text;
}

struct stop *builder_stop(struct lesson_builder *builder)
{
	return &builder->lesson->stops[builder->lesson->stop_count - 1];
}
