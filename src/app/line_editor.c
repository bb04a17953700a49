#include "app/line_editor.h"

#include <string.h>

#include "app/keys.h"
#include "base/utf8.h"

/* The border between code points before `at`, or behind it. */
static size_t step_back(const struct line_editor *line, size_t at)
{
	while (at && ((unsigned char)line->text[--at] & 0xC0) == 0x80)
		;
	return at;
}

static size_t step_next(const struct line_editor *line, size_t at)
{
	const char *text = line->text + at;

	utf8_next(&text);
	return (size_t)(text - line->text);
}

bool line_editor_replace(struct line_editor *line, size_t from, size_t to, const char *text)
{
	size_t size = strlen(text);

	if (line->length - (to - from) + size >= sizeof line->text)
		return false;
	memmove(line->text + from + size, line->text + to, line->length - to + 1);
	memcpy(line->text + from, text, size);
	line->length = line->length - (to - from) + size;
	line->cursor = from + size;
	return true;
}

void line_editor_set(struct line_editor *line, const char *text)
{
	size_t size = strlen(text);

	if (size >= sizeof line->text)
		size = sizeof line->text - 1;
	while (size && ((unsigned char)text[size] & 0xC0) == 0x80)
		size--;
	memcpy(line->text, text, size);
	line->text[size] = '\0';
	line->length = line->cursor = size;
}

/* --- keys -------------------------------------------------------------------------------------- */

static void go_back(struct line_editor *line)
{
	line->cursor = step_back(line, line->cursor);
}

static void go_next(struct line_editor *line)
{
	line->cursor = step_next(line, line->cursor);
}

static void go_start(struct line_editor *line)
{
	line->cursor = 0;
}

static void go_end(struct line_editor *line)
{
	line->cursor = line->length;
}

static void cut_back(struct line_editor *line)
{
	line_editor_replace(line, step_back(line, line->cursor), line->cursor, "");
}

static void cut_next(struct line_editor *line)
{
	line_editor_replace(line, line->cursor, step_next(line, line->cursor), "");
}

static void cut_start(struct line_editor *line)
{
	line_editor_replace(line, 0, line->cursor, "");
}

static void cut_end(struct line_editor *line)
{
	line_editor_replace(line, line->cursor, line->length, "");
}

/* The blanks before the cursor, and the word before them. */
static void cut_word(struct line_editor *line)
{
	size_t from = line->cursor;

	while (from && line->text[from - 1] == ' ')
		from--;
	while (from && line->text[from - 1] != ' ')
		from--;
	line_editor_replace(line, from, line->cursor, "");
}

static const struct {
	uint32_t key;
	void (*act)(struct line_editor *line);
} line_keys[] = {
	{KEYS_LEFT, go_back},
	{KEYS_CTRL('B'), go_back},
	{KEYS_RIGHT, go_next},
	{KEYS_CTRL('F'), go_next},
	{KEYS_HOME, go_start},
	{KEYS_CTRL('A'), go_start},
	{KEYS_END, go_end},
	{KEYS_CTRL('E'), go_end},
	{KEYS_BACKSPACE, cut_back},
	{KEYS_CTRL('H'), cut_back},
	{KEYS_DELETE, cut_next},
	{KEYS_CTRL('D'), cut_next},
	{KEYS_CTRL('U'), cut_start},
	{KEYS_CTRL('K'), cut_end},
	{KEYS_CTRL('W'), cut_word},
};

bool line_editor_key(struct line_editor *line, uint32_t key)
{
	char bytes[5];

	if (key_is_text(key)) {
		utf8_put(key, bytes);
		line_editor_replace(line, line->cursor, line->cursor, bytes);
		return true;
	}
	for (size_t i = 0; i < sizeof line_keys / sizeof *line_keys; i++)
		if (line_keys[i].key == key) {
			line_keys[i].act(line);
			return true;
		}
	return false;
}
