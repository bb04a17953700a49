#include "draw/wrap.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/utf8.h"
#include "draw/glyph.h"

enum letter_kind {
	LETTER_INK,
	LETTER_BLANK, /* a line may end here */
	LETTER_END    /* a line must end here */
};

/* One cell of text. Every letter is one cell wide, so counting letters is measuring. */
struct letter {
	uint32_t glyph;
	uint8_t role;
	uint8_t kind;
	bool whole; /* belongs to the whole run that its left neighbour belongs to */
};

struct line {
	size_t start, count; /* in letters */
	int indent;
};

struct wrap {
	int width;
	bool ascii;
	struct letter *letters;
	size_t letter_count, letter_cap;
	struct line *lines;
	size_t line_count, line_cap;
};

struct wrap *wrap_new(int width, bool ascii)
{
	struct wrap *wrap = calloc(1, sizeof *wrap);

	if (!wrap)
		return NULL;
	wrap->width = width < 1 ? 1 : width;
	wrap->ascii = ascii;
	return wrap;
}

void wrap_free(struct wrap *wrap)
{
	if (!wrap)
		return;
	free(wrap->letters);
	free(wrap->lines);
	free(wrap);
}

static bool grow(void **list, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap)
		return true;
	size_t more = *cap ? *cap * 2 : 64;
	void *bigger = realloc(*list, more * size);
	if (!bigger)
		return false;
	*list = bigger;
	*cap = more;
	return true;
}

static bool add_letter(struct wrap *wrap, struct letter letter)
{
	void *list = wrap->letters;

	if (!grow(&list, &wrap->letter_cap, wrap->letter_count + 1, sizeof letter))
		return false;
	wrap->letters = list;
	wrap->letters[wrap->letter_count++] = letter;
	return true;
}

static bool add_line(struct wrap *wrap, struct line line)
{
	void *list = wrap->lines;

	if (!grow(&list, &wrap->line_cap, wrap->line_count + 1, sizeof line))
		return false;
	wrap->lines = list;
	wrap->lines[wrap->line_count++] = line;
	return true;
}

static bool add_letters(struct wrap *wrap, const struct wrap_run *run, const char *text)
{
	bool inside = false;

	for (uint32_t code; (code = utf8_next(&text)) != 0;) {
		struct letter letter = {.glyph = code, .role = (uint8_t)run->role};
		if (code == '\n')
			letter.kind = LETTER_END;
		else if (code == ' ' && !run->whole)
			letter.kind = LETTER_BLANK;
		letter.whole = run->whole && inside && letter.kind == LETTER_INK;
		inside = letter.kind == LETTER_INK;
		if (!add_letter(wrap, letter))
			return false;
	}
	return true;
}

static bool add_run(struct wrap *wrap, const struct wrap_run *run)
{
	struct str ascii = {0};

	if (!wrap->ascii)
		return add_letters(wrap, run, run->text);
	glyphs_spell(&ascii, run->text);
	bool added = !ascii.failed && add_letters(wrap, run, str_text(&ascii));
	str_free(&ascii);
	return added;
}

/* The end of the word at `at`: the next letter that a line may end at. */
static size_t word_end(const struct wrap *wrap, size_t at)
{
	while (at < wrap->letter_count && wrap->letters[at].kind == LETTER_INK)
		at++;
	return at;
}

/* Where to break a word that is longer than a line: not inside a whole run, if that starts later. */
static size_t forced_break(const struct wrap *wrap, size_t start, size_t room)
{
	size_t at = start + room;

	while (at > start && wrap->letters[at].whole)
		at--;
	return at > start ? at : start + room;
}

/* The letters of the line that starts at `start`, without the blanks that end it. */
static size_t line_length(const struct wrap *wrap, size_t start, size_t room)
{
	size_t good = start, at = start;

	for (;;) {
		size_t end = word_end(wrap, at);
		if (end - start > room)
			break;
		if (end > at)
			good = end;
		if (end == wrap->letter_count || wrap->letters[end].kind == LETTER_END)
			return good - start;
		at = end + 1;
	}
	if (good > start)
		return good - start;
	while (start < wrap->letter_count && wrap->letters[start].kind == LETTER_BLANK)
		start++;
	return forced_break(wrap, start, room) - start;
}

/* Behind a line: its blanks are dropped, and one newline. */
static size_t next_start(const struct wrap *wrap, size_t at)
{
	while (at < wrap->letter_count && wrap->letters[at].kind == LETTER_BLANK)
		at++;
	if (at < wrap->letter_count && wrap->letters[at].kind == LETTER_END)
		at++;
	return at;
}

static int held_indent(const struct wrap *wrap, int indent)
{
	return indent < 0 || indent >= wrap->width ? 0 : indent;
}

static bool break_lines(struct wrap *wrap, size_t start, int first, int rest)
{
	int indent = held_indent(wrap, first);

	do {
		while (start < wrap->letter_count && wrap->letters[start].kind == LETTER_BLANK)
			start++;
		size_t count = line_length(wrap, start, (size_t)(wrap->width - indent));
		if (!add_line(wrap, (struct line){start, count, indent}))
			return false;
		start = next_start(wrap, start + count);
		indent = held_indent(wrap, rest);
	} while (start < wrap->letter_count);
	return true;
}

bool wrap_add(struct wrap *wrap, const struct wrap_run *runs, size_t count, int first, int rest)
{
	size_t letters = wrap->letter_count, lines = wrap->line_count;
	bool added = true;

	for (size_t i = 0; i < count && added; i++)
		added = add_run(wrap, &runs[i]);
	if (added && break_lines(wrap, letters, first, rest))
		return true;
	wrap->letter_count = letters;
	wrap->line_count = lines;
	return false;
}

bool wrap_gap(struct wrap *wrap)
{
	return add_line(wrap, (struct line){wrap->letter_count, 0, 0});
}

int wrap_width(const struct wrap *wrap)
{
	return wrap->width;
}

bool wrap_is_ascii(const struct wrap *wrap)
{
	return wrap->ascii;
}

int wrap_lines(const struct wrap *wrap)
{
	return (int)wrap->line_count;
}

int wrap_line_width(const struct wrap *wrap, int line)
{
	if (line < 0 || (size_t)line >= wrap->line_count)
		return 0;
	const struct line *at = &wrap->lines[line];
	return at->count ? at->indent + (int)at->count : 0;
}

static void draw_line(
	const struct wrap *wrap, struct canvas *canvas, int x, int y, const struct line *line)
{
	for (size_t i = 0; i < line->count; i++) {
		const struct letter *letter = &wrap->letters[line->start + i];
		canvas_put(canvas, x + line->indent + (int)i, y, letter->glyph, letter->role);
	}
}

int wrap_draw(const struct wrap *wrap, struct canvas *canvas, struct rect area, int from)
{
	struct rect clip = canvas_clip(canvas, area);
	int drawn = 0;

	for (int i = from < 0 ? 0 : from; i < wrap_lines(wrap) && drawn < area.h; i++, drawn++)
		draw_line(wrap, canvas, area.x, area.y + drawn, &wrap->lines[i]);
	canvas_clip_restore(canvas, clip);
	return drawn;
}

int wrap_text(struct canvas *canvas, struct rect area, enum role role, const char *text)
{
	struct wrap *wrap = wrap_new(area.w, canvas->ascii);
	int lines = 0;

	if (!wrap)
		return 0;
	if (wrap_add(wrap, &(struct wrap_run){role, text, false}, 1, 0, 0)) {
		wrap_draw(wrap, canvas, area, 0);
		lines = wrap_lines(wrap);
	}
	wrap_free(wrap);
	return lines;
}
