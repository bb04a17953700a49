#include <string.h>

#include "base/utf8.h"
#include "draw/glyph.h"
#include "view/screen.h"

/*
 * The page of keys: groups of lines, in as many columns as fit, none of them divided. A page that is
 * longer than the screen scrolls; from FLOW_FROM_W on it goes on in a second column, with fewer of
 * the keys that do the same, so that what is used most is on the first page.
 */
enum {
	KEYS_W_NARROW = 17,
	KEYS_W_FLOW = 11,
	FLOW_FROM_W = 76,
	NARROW = 60,
	GAP = 2,
	COLUMNS_MOST = 3,
	LINES_MOST = 384
};

/* The groups of a lesson come first, then those of single pages. */
static const char *const first_groups[] = {"Move", "Answer", "Look", "Run", "Program"};
enum { FIRST_GROUPS = sizeof first_groups / sizeof *first_groups };

/* The signs of all panels: where there is no room for a legend, it is here. */
static const struct sign {
	const char *sign, *words;
} signs[] = {
	{"○ • ●", "a path: its start, its steps, where it is now"},
	{"★", "the minimum, where it is known"},
	{"● ▲", "rows of the first and of the second class"},
	{"○ △", "the same of rows kept for the test"},
	{"(●) [●]", "the row that is chosen, and one that is in hand"},
	{"◆", "a stop of the lesson on the line of time"},
	{"▲ ▼", "behind a number: it went up, it went down"},
	{"·", "in place of a number: not known yet"},
	{"+3", "so many columns have no room here"},
	{"▸", "the panel, the line or the lesson that is chosen"},
};

struct help_line {
	const char *group; /* a heading; NULL for all others */
	const char *keys, *words;
	int cells;  /* of the words; the rest stands in the next line */
	bool first; /* of a group */
};

struct help_lines {
	struct help_line list[LINES_MOST];
	int count;
};

static void add_line(struct help_lines *lines, struct help_line line)
{
	if (lines->count < LINES_MOST)
		lines->list[lines->count++] = line;
}

/* The cells of a text up to the last blank within `w` of them; all where there is none. */
static int fitting_cells(const char *text, int w, const char **ret_rest)
{
	const char *rest = "";
	int cells = 0, fitting = 0;

	for (const char *at = text; *at; cells++)
		if (utf8_next(&at) == ' ' && cells <= w) {
			fitting = cells;
			rest = at;
		}
	bool whole = cells <= w || !fitting;
	*ret_rest = whole ? "" : rest;
	return whole ? cells : fitting;
}

/* In lines of `w` cells at most: the words of a key go on below each other. */
static void add_words(struct help_lines *lines, const char *keys, const char *words, int w)
{
	do {
		const char *rest;
		int cells = fitting_cells(words, w, &rest);
		add_line(lines, (struct help_line){.keys = keys, .words = words, .cells = cells});
		keys = NULL;
		words = rest;
	} while (*words);
}

/* A group begins with its name; behind it stands an empty line. */
static void add_group(struct help_lines *lines, const char *group)
{
	if (lines->count)
		add_line(lines, (struct help_line){.words = ""});
	add_line(lines, (struct help_line){.group = group, .first = true});
}

static bool comes_first(const char *group)
{
	for (size_t i = 0; i < FIRST_GROUPS; i++)
		if (strcmp(group, first_groups[i]) == 0)
			return true;
	return false;
}

/* All keys of a group, wherever they stand in the table. */
static void list_group(
	const struct scene *scene, const char *group, int w, struct help_lines *lines)
{
	bool open = false;

	for (size_t i = 0; i < scene->hint_count; i++) {
		const struct key_hint *hint = &scene->hints[i];
		if (strcmp(group, hint->group) != 0)
			continue;
		if (!open)
			add_group(lines, group);
		open = true;
		add_words(lines, hint->keys, hint->help, w);
	}
}

static void list_lines(const struct scene *scene, int w, struct help_lines *ret_lines)
{
	const char *group = "";

	ret_lines->count = 0;
	for (size_t i = 0; i < FIRST_GROUPS; i++)
		list_group(scene, first_groups[i], w, ret_lines);
	for (size_t i = 0; i < scene->hint_count; i++) {
		if (strcmp(group, scene->hints[i].group) == 0)
			continue;
		group = scene->hints[i].group;
		if (!comes_first(group))
			list_group(scene, group, w, ret_lines);
	}
	add_group(ret_lines, "Signs");
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		add_words(ret_lines, signs[i].sign, signs[i].words, w);
}

/* Where the group behind line `i` ends. */
static int group_end(const struct help_lines *lines, int i)
{
	for (i++; i < lines->count && !lines->list[i].first; i++)
		;
	return i;
}

/* Fills columns of `h` rows with whole groups; the number of columns, COLUMNS_MOST + 1 for more. */
static int divide(const struct help_lines *lines, int h, int ret_from[COLUMNS_MOST + 2])
{
	int column = 0;

	ret_from[0] = 0;
	for (int i = 0; i < lines->count; i = group_end(lines, i)) {
		/* The empty line at its end may hang over. */
		int rows = group_end(lines, i) - ret_from[column];
		rows -= group_end(lines, i) < lines->count;
		if (rows > h && i > ret_from[column] && ++column <= COLUMNS_MOST)
			ret_from[column] = i;
		if (column > COLUMNS_MOST || group_end(lines, i) - i - 1 > h)
			return COLUMNS_MOST + 1;
	}
	ret_from[column + 1] = lines->count;
	return column + 1;
}

/* The widest of the keys, and of the words. */
static void measure(const struct help_lines *lines, bool ascii, int *ret_keys, int *ret_words)
{
	*ret_keys = *ret_words = 0;
	for (int i = 0; i < lines->count; i++) {
		const struct help_line *line = &lines->list[i];
		const char *text = line->keys ? line->keys : "";
		int keys = ascii ? glyphs_width(text) : utf8_width(text);
		int words = line->cells;
		*ret_keys = keys > *ret_keys ? keys : *ret_keys;
		*ret_words = words > *ret_words ? words : *ret_words;
	}
}

static void draw_line(
	struct canvas *canvas, struct rect row, int keys, const struct help_line *line)
{
	if (line->group) {
		canvas_text(canvas, row.x, row.y, ROLE_LABEL, line->group, row.w);
		return;
	}
	if (line->keys) { /* as many as fit, of those that do the same */
		const char *rest;
		int cells = fitting_cells(line->keys, keys - 1, &rest);
		canvas_text(canvas, row.x, row.y, ROLE_KEY, line->keys, cells);
	}
	int room = row.w - keys < line->cells ? row.w - keys : line->cells;
	canvas_text(canvas, row.x + keys, row.y, ROLE_TEXT, line->words, room);
}

static void draw_column(const struct help_lines *lines, int from, int end, int keys,
	struct canvas *canvas, struct rect area)
{
	for (int i = from; i < end && i - from < area.h; i++)
		draw_line(canvas, (struct rect){area.x, area.y + i - from, area.w, 1}, keys,
			&lines->list[i]);
}

/* The note in the frame: where the page goes on, and what a count does. */
static const char *write_note(int from, int left, int w)
{
	static const char *const notes[2][4] = {{"", "↓ more", "↑ more", "↑↓ more"},
		{"a count before a key repeats it", "↓ more · a count before a key repeats it",
			"↑ more · a count before a key repeats it",
			"↑↓ more · a count before a key repeats it"}};

	return notes[w >= NARROW][(left > 0) + 2 * (from > 0)];
}

/* The page in an area: its lines, and in which columns they stand. */
struct help_page {
	struct help_lines lines;
	int starts[COLUMNS_MOST + 2];
	int columns, keys, column_w; /* cells of the keys, and of a whole column */
	int h;                       /* rows inside the frame */
	int above, below;            /* lines that are scrolled away */
};

/* Lines that go on in the next column, from the one that is scrolled to. */
static void flow(const struct scene *scene, int w, struct help_page *page)
{
	int room;

	page->columns = w >= FLOW_FROM_W ? 2 : 1;
	page->keys = w >= FLOW_FROM_W ? KEYS_W_FLOW : KEYS_W_NARROW;
	page->column_w = (w - 3) / page->columns;
	list_lines(scene, page->column_w - GAP - page->keys, &page->lines);
	room = page->columns * page->h;
	page->below = page->lines.count > room ? page->lines.count - room : 0;
	page->above = scene->look.scroll < page->below ? scene->look.scroll : page->below;
	page->below -= page->above;
	for (int i = 0; i <= page->columns; i++) {
		int start = page->above + i * page->h;
		page->starts[i] = start < page->lines.count ? start : page->lines.count;
	}
}

static void lay_out(const struct scene *scene, struct rect area, struct help_page *page)
{
	int keys, words;

	*page = (struct help_page){.h = area.h - 2};
	list_lines(scene, area.w, &page->lines);
	measure(&page->lines, scene->ascii, &keys, &words);
	page->keys = area.w < NARROW ? KEYS_W_NARROW : keys + GAP;
	page->columns = divide(&page->lines, page->h, page->starts);
	page->column_w = page->keys + words + GAP;
	if (page->columns > (area.w - 3) / page->column_w)
		flow(scene, area.w, page);
}

bool help_scrolls(const struct scene *scene)
{
	struct help_page page;

	lay_out(scene, (struct rect){0, 0, scene->w, scene->h - 1}, &page);
	return page.above + page.below > 0;
}

void help_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct help_page page;

	lay_out(scene, area, &page);
	struct rect inside = canvas_frame(
		canvas, area, "keys and signs", write_note(page.above, page.below, area.w), false);
	inside.x += 1;
	inside.w -= 1;
	struct rect clip = canvas_clip(canvas, inside);
	for (int i = 0; i < page.columns; i++)
		draw_column(&page.lines, page.starts[i], page.starts[i + 1], page.keys, canvas,
			(struct rect){inside.x + i * page.column_w, inside.y, page.column_w - GAP,
				inside.h});
	canvas_clip_restore(canvas, clip);
}
