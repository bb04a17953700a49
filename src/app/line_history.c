#include "app/line_history.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { LINE_BYTES_MAX = 1000 };

void line_history_free(struct line_history *history)
{
	for (size_t i = 0; i < history->count; i++)
		free(history->lines[i]);
	free(history->draft);
	*history = (struct line_history){.count = 0};
}

static char *copy_line(const char *text, size_t size)
{
	struct str line = {0};

	utf8_clean(&line, text, size < LINE_BYTES_MAX ? size : LINE_BYTES_MAX);
	return str_take(&line);
}

static void add_bytes(struct line_history *history, const char *text, size_t size)
{
	char *line = size ? copy_line(text, size) : NULL;

	if (!line)
		return;
	if (history->count && strcmp(history->lines[history->count - 1], line) == 0) {
		free(line);
		return;
	}
	if (history->count == LINE_HISTORY_MAX) {
		free(history->lines[0]);
		memmove(history->lines, history->lines + 1,
			(LINE_HISTORY_MAX - 1) * sizeof *history->lines);
		history->count--;
	}
	history->lines[history->count++] = line;
}

void line_history_add(struct line_history *history, const char *line)
{
	add_bytes(history, line, strlen(line));
	line_history_rewind(history);
}

void line_history_rewind(struct line_history *history)
{
	free(history->draft);
	history->draft = NULL;
	history->at = history->count;
}

const char *line_history_back(struct line_history *history, const char *typed)
{
	if (!history->at)
		return NULL;
	if (history->at == history->count) {
		free(history->draft);
		history->draft = copy_line(typed, strlen(typed));
	}
	return history->lines[--history->at];
}

const char *line_history_next(struct line_history *history)
{
	if (history->at == history->count)
		return NULL;
	if (++history->at < history->count)
		return history->lines[history->at];
	return history->draft ? history->draft : "";
}

void line_history_read(struct line_history *history, const char *text, size_t size)
{
	const char *end = text + size;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t length = (size_t)((stop ? stop : end) - text);
		add_bytes(history, text, length);
		text += length + 1;
	}
	line_history_rewind(history);
}

void line_history_print(const struct line_history *history, struct str *out)
{
	for (size_t i = 0; i < history->count; i++)
		str_addf(out, "%s\n", history->lines[i]);
}
