#include "engine/lesson_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "base/textfile.h"
#include "base/utf8.h"
#include "engine/lesson.h"

/*
 * A Markdown parser is quadratic in the length of a line and of a paragraph, and in the depth of
 * lists times the empty lines in them, for some malicious texts; within these limits the worst of
 * them takes a fraction of a second.
 */
enum { LINE_BYTES_MAX = 4096, PARAGRAPH_BYTES_MAX = 16 * 1024, EMPTY_LINES_MAX = 20 };

static struct diag_place whole_file(const char *path)
{
	return (struct diag_place){.file = path};
}

static int refuse_memory(const char *path, struct diags *diags)
{
	return diag_add(diags, STATUS_MEMORY, whole_file(path), "out of memory");
}

/* Notes where every line starts. */
static bool source_index(struct source *source)
{
	size_t lines = 1;

	for (size_t i = 0; i < source->size; i++)
		lines += source->text[i] == '\n';
	source->starts = malloc(lines * sizeof *source->starts);
	if (!source->starts)
		return false;
	source->starts[source->lines++] = 0;
	for (size_t i = 0; i < source->size; i++)
		if (source->text[i] == '\n')
			source->starts[source->lines++] = i + 1;
	return true;
}

/* Takes the text over. */
static int source_take(
	struct source *source, const char *path, char *text, size_t size, struct diags *diags)
{
	*source = (struct source){.path = path, .text = text, .size = size};
	if (source_index(source))
		return 0;
	source_free(source);
	return refuse_memory(path, diags);
}

int source_copy(
	struct source *source, const char *path, const char *text, size_t size, struct diags *diags)
{
	if (size > LESSON_BYTES_MAX)
		return diag_add(diags, STATUS_LIMIT, whole_file(path),
			"the text is larger than %d KiB, the limit", LESSON_BYTES_MAX / 1024);
	char *copy = malloc(size + 1);
	if (!copy)
		return refuse_memory(path, diags);
	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	return source_take(source, path, copy, size, diags);
}

int source_read(struct source *source, const char *path, struct diags *diags)
{
	char *text;
	size_t size;
	int status = textfile_read(path, LESSON_BYTES_MAX, &text, &size, diags);

	return status ? status : source_take(source, path, text, size, diags);
}

/* Code points that some readers take as the end of a line and editors do not. */
static bool is_hidden_break(uint32_t code)
{
	return code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* What is wrong with the character at an offset, or NULL; moves the offset behind it. */
static const char *fault_at(const struct source *source, size_t *offset)
{
	const char *from = source->text + *offset, *at = from;
	uint32_t code = utf8_next(&at);

	if (code == 0)
		return "a NUL byte has no place in a text";
	*offset += (size_t)(at - from);
	if (code == UTF8_REPLACEMENT && at - from == 1)
		return "this byte is not valid UTF-8; save the file as UTF-8";
	if (code == '\r' && *at != '\n')
		return "a carriage return stands alone; end lines with a line feed";
	if (is_hidden_break(code))
		return "this invisible line separator has no place here; end lines with a line "
		       "feed";
	return NULL;
}

static int check_characters(const struct source *source, struct diags *diags)
{
	for (size_t at = 0; at < source->size;) {
		size_t here = at;
		const char *fault = fault_at(source, &at);
		if (fault)
			return diag_add(
				diags, STATUS_SYNTAX, source_place_at(source, here), "%s", fault);
	}
	return 0;
}

static bool is_blank_line(const struct source *source, int line)
{
	size_t start = source_line_start(source, line), end = source_line_end(source, line);

	for (size_t i = start; i < end; i++)
		if (!strchr(" \t\r", source->text[i]))
			return false;
	return true;
}

/* How much stands together at a line: bytes without an empty line, empty lines without text. */
struct lump {
	size_t bytes;
	int empty_lines;
};

static int check_line(const struct source *source, int line, struct lump *lump, struct diags *diags)
{
	struct diag_place place = source_place(source, (struct lesson_spot){line, 1});
	size_t length = source_line_end(source, line) - source_line_start(source, line);
	bool blank = is_blank_line(source, line);

	lump->bytes = blank ? 0 : lump->bytes + length;
	lump->empty_lines = blank ? lump->empty_lines + 1 : 0;
	if (length > LINE_BYTES_MAX)
		return diag_add(diags, STATUS_LIMIT, place, "this line has more than %d bytes",
			LINE_BYTES_MAX);
	if (lump->bytes > PARAGRAPH_BYTES_MAX)
		return diag_add(diags, STATUS_LIMIT, place,
			"more than %d KiB stand here without an empty line",
			PARAGRAPH_BYTES_MAX / 1024);
	if (lump->empty_lines > EMPTY_LINES_MAX)
		return diag_add(diags, STATUS_LIMIT, place,
			"more than %d empty lines stand here in a row", EMPTY_LINES_MAX);
	return 0;
}

static int check_lengths(const struct source *source, struct diags *diags)
{
	struct lump lump = {0};
	int status = 0;

	for (int line = 1; !status && line <= (int)source->lines; line++)
		status = check_line(source, line, &lump, diags);
	return status;
}

int source_check(const struct source *source, struct diags *diags)
{
	int status = check_characters(source, diags);

	return status ? status : check_lengths(source, diags);
}

size_t source_line_start(const struct source *source, int line)
{
	if (line < 1)
		return 0;
	return (size_t)line <= source->lines ? source->starts[line - 1] : source->size;
}

size_t source_line_end(const struct source *source, int line)
{
	if (line < 1 || (size_t)line >= source->lines)
		return source->size;
	return source->starts[line] - 1;
}

/* The line that holds an offset, by halving. */
static size_t line_index(const struct source *source, size_t offset)
{
	size_t low = 0, high = source->lines;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (source->starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct lesson_spot source_spot(const struct source *source, size_t offset)
{
	size_t index = line_index(source, offset);
	struct lesson_spot spot = {(int)index + 1, 1};

	for (const char *at = source->text + source->starts[index];
		at < source->text + offset && *at;)
		if (utf8_next(&at))
			spot.column++;
	return spot;
}

struct diag_place source_place(const struct source *source, struct lesson_spot spot)
{
	return (struct diag_place){.file = source->path,
		.text = source->text,
		.size = source->size,
		.line = spot.line,
		.column = spot.column};
}

struct diag_place source_place_at(const struct source *source, size_t offset)
{
	return source_place(source, source_spot(source, offset));
}

void source_free(struct source *source)
{
	free(source->text);
	free(source->starts);
	source->text = NULL;
	source->starts = NULL;
	source->size = source->lines = 0;
}
