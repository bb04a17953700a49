#include <string.h>

#include "base/utf8.h"
#include "draw/glyph.h"
#include "view/screen.h"

/*
 * The keys: groups of lines, in as many columns as fit, none of them divided. Where the screen does not
 * hold them all they are turned page by page, from FLOW_FROM_W on in two columns, and the first page
 * has what is used most, in a few words each.
 */
enum {
	KEYS_W = 12, /* on pages: as many keys as fit, of those that do the same */
	FLOW_FROM_W = 76,
	NARROW = 60,
	GAP = 2,
	COLUMNS_MOST = 3,
	LINES_MOST = 512
};

/* The groups of a lesson come first, then those of single pages. */
static const char *const first_groups[] = {"Move", "Answer", "Look", "Run", "Program"};
enum { FIRST_GROUPS = sizeof first_groups / sizeof *first_groups };

/* The signs of all panels: where there is no room for a legend, it is here. */
static const struct sign {
	const char *sign, *words;
} signs[] = {
	{"○ • ●", "a path: its start, its steps, where it is now"},
	{"★", "the minimum, where known"},
	{"● ▲", "rows of the first and of the second class"},
	{"○ △", "the same of rows kept for the test"},
	{"(●) [●]", "the row that is chosen, and one that is in hand"},
	{"◆", "a stop of the lesson on the line of time"},
	{"▲ ▼", "behind a number: it went up, it went down"},
	{UTF8_UNKNOWN, "in place of a number: not known yet"},
	{"+3", "so many columns have no room here"},
	{"▸", "the chosen panel or line"},
};

/* What is used most: one or two actions a row, by the words of both. */
static const struct most_used {
	const char *group, *actions[2], *words;
	bool turns; /* stands in the next column */
} most_used[] = {
	{"Move", {"stage-next", "stage-back"}, "a stage on, or back"},
	{"Move", {"stop-next"}, "the next stop"},
	{"Move", {"stop-back"}, "the stop before"},
	{"Move", {"batch-next", "batch-back"}, "a batch on, or back"},
	{"Move", {"epoch-next", "epoch-back"}, "an epoch on, or back"},
	{"Move", {"start", "end"}, "start or end of the run"},
	{"Answer", {"answer"}, "answer the question"},
	{"Answer", {"hint"}, "hints, then the solution"},
	{"Answer", {"poll"}, "count a room's hands"},
	{"Look", {"focus"}, "give a panel the focus"},
	{"Look", {"select-next", "select-back"}, "choose or scroll in it"},
	{"Look", {"zoom"}, "show it alone"},
	{"Look", {"pictures"}, "other pictures"},
	{"Look", {"twin"}, "both runs, or one"},
	{"Look", {"mode"}, "test mode, or train mode"},
	{"Run", {"play"}, "go on by itself", .turns = true},
	{"Run", {"faster", "slower"}, "faster, or slower"},
	{"Run", {"fork"}, "keep a ghost, go on"},
	{"Run", {"swap"}, "swap a mate of this row"},
	{"Run", {"row-take"}, "take a row in hand"},
	{"Run", {"undo", "redo"}, "undo, redo"},
	{"Program", {"settings"}, "change settings"},
	{"Program", {"glossary"}, "what symbols mean"},
	{"Program", {"search"}, "search"},
	{"Program", {"command"}, "type a command"},
	{"Program", {"keep"}, "save this as a lesson"},
	{"Program", {"share"}, "a command to open here"},
	{"Program", {"colors", "glyphs"}, "other colours, glyphs"},
	{"Program", {"blank"}, "show nothing for a while"},
	{"Program", {"quit", "back"}, "back"},
	{"Program", {"help-next"}, "all keys, and all signs"},
};
enum { MOST_USED = sizeof most_used / sizeof *most_used };

/* Where a line begins, whatever room is left before it. */
enum begins { BEGINS_ANYWHERE, BEGINS_COLUMN, BEGINS_PAGE };

struct help_line {
	const char *group; /* a heading; NULL for all others */
	const char *keys, *words;
	const char *or_keys; /* of a second action, or NULL */
	int cells;           /* of the words; the rest stands in the next line */
	bool first;          /* of a group */
	enum begins begins;
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

/* Appends all groups. */
static void list_lines(const struct scene *scene, int w, struct help_lines *ret_lines)
{
	const char *group = "";

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
	ret_lines->list[ret_lines->count - 1].begins = BEGINS_COLUMN;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		add_words(ret_lines, signs[i].sign, signs[i].words, w);
}

static const struct key_hint *hint_of(const struct scene *scene, const char *action)
{
	for (size_t i = 0; action && i < scene->hint_count; i++)
		if (scene->hints[i].name && strcmp(scene->hints[i].name, action) == 0)
			return &scene->hints[i];
	return NULL;
}

/* Appends those rows whose actions there are. */
static void list_most_used(const struct scene *scene, int w, struct help_lines *lines)
{
	const char *group = "";

	for (size_t i = 0; i < MOST_USED; i++) {
		const struct most_used *row = &most_used[i];
		const struct key_hint *first = hint_of(scene, row->actions[0]);
		const struct key_hint *second = hint_of(scene, row->actions[1]);
		if (!first)
			continue;
		if (strcmp(group, row->group) != 0) {
			add_group(lines, row->group);
			lines->list[lines->count - 1].begins =
				row->turns ? BEGINS_COLUMN : BEGINS_ANYWHERE;
		}
		group = row->group;
		int line = lines->count;
		add_words(lines, first->keys, row->words, w);
		lines->list[line].or_keys = second ? second->keys : NULL;
	}
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

/* As many as fit of those that do the same; one each of two actions. */
static void draw_keys(struct canvas *canvas, struct rect row, int w, const struct help_line *line)
{
	const char *rest;
	int cells =
		line->or_keys ? (int)strcspn(line->keys, " ") : fitting_cells(line->keys, w, &rest);

	canvas_text(canvas, row.x, row.y, ROLE_KEY, line->keys, cells);
	if (line->or_keys)
		canvas_text(canvas, row.x + cells + 1, row.y, ROLE_KEY, line->or_keys,
			(int)strcspn(line->or_keys, " "));
}

static void draw_line(
	struct canvas *canvas, struct rect row, int keys, const struct help_line *line)
{
	if (line->group) {
		canvas_text(canvas, row.x, row.y, ROLE_LABEL, line->group, row.w);
		return;
	}
	if (line->keys)
		draw_keys(canvas, row, keys - 1, line);
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

/* The keys in an area: their lines, which of them stand in which column, and which are shown. */
struct help_page {
	struct help_lines lines;
	int from[LINES_MOST], end[LINES_MOST]; /* [columns of all pages] */
	int all;                               /* columns of all pages */
	int columns, keys, column_w; /* of one page; cells of the keys, of a whole column */
	int h;                       /* rows inside the frame */
	int page, pages;             /* from 0 */
};

static bool is_empty(const struct help_line *line)
{
	return !line->group && !line->keys && !line->words[0];
}

/* The end of a column that begins with that line: before what must begin elsewhere, behind whole
 * entries, and never behind a heading. */
static int column_end(const struct help_lines *lines, int from, int h)
{
	int end = from + 1;

	while (end < lines->count && end - from < h && lines->list[end].begins == BEGINS_ANYWHERE)
		end++;
	if (end == lines->count || lines->list[end].begins != BEGINS_ANYWHERE)
		return end;
	for (int at = end; at > from; at--) {
		const struct help_line *next = &lines->list[at];
		bool whole = next->group || next->keys || is_empty(next);
		if (whole && !lines->list[at - 1].group)
			return at;
	}
	return end;
}

static void add_column(struct help_page *page, int from, int end)
{
	page->from[page->all] = from;
	page->end[page->all++] = end;
}

static void fill_columns(struct help_page *page)
{
	const struct help_lines *lines = &page->lines;

	for (int at = 0; at < lines->count && page->all < LINES_MOST - COLUMNS_MOST;) {
		if (is_empty(&lines->list[at])) {
			at++;
			continue;
		}
		while (lines->list[at].begins == BEGINS_PAGE && page->all % page->columns)
			add_column(page, at, at);
		int end = column_end(lines, at, page->h);
		add_column(page, at, end);
		at = end;
	}
	page->pages = (page->all + page->columns - 1) / page->columns;
}

/* What is used most, then everything, on as many pages as that takes. */
static void flow(const struct scene *scene, int w, struct help_page *page)
{
	page->columns = w >= FLOW_FROM_W ? 2 : 1;
	page->keys = KEYS_W;
	page->column_w = (w - 3) / page->columns;
	int words = page->column_w - GAP - page->keys;
	page->lines.count = 0;
	list_most_used(scene, words, &page->lines);
	int all = page->lines.count + (page->lines.count > 0); /* behind an empty line */
	list_lines(scene, words, &page->lines);
	page->lines.list[all].begins = BEGINS_PAGE;
	fill_columns(page);
	page->page = scene->look.scroll < page->pages ? scene->look.scroll : page->pages - 1;
}

static void lay_out(const struct scene *scene, struct rect area, struct help_page *page)
{
	int keys, words, starts[COLUMNS_MOST + 2];

	*page = (struct help_page){.h = area.h - 2, .pages = 1};
	list_lines(scene, area.w, &page->lines);
	measure(&page->lines, scene->ascii, &keys, &words);
	page->keys = keys + GAP;
	page->columns = divide(&page->lines, page->h, starts);
	page->column_w = page->keys + words + GAP;
	if (page->columns > (area.w - 3) / page->column_w) {
		flow(scene, area.w, page);
		return;
	}
	for (int i = 0; i < page->columns; i++)
		add_column(page, starts[i], starts[i + 1]);
}

int help_pages(const struct scene *scene)
{
	struct help_page page;

	lay_out(scene, (struct rect){0, 0, scene->w, scene->h - 1}, &page);
	return page.pages;
}

/* "Space: page 2 of 5": the first key that turns the page, or the one that turns it back. */
static void write_turn(const struct scene *scene, const struct help_page *page, struct str *out)
{
	bool on = page->page + 1 < page->pages;
	const struct key_hint *hint = hint_of(scene, on ? "help-next" : "help-back");
	const char *keys = hint ? hint->keys : "";

	str_addf(out, "%.*s%spage %d of %d", (int)strcspn(keys, " "), keys, hint ? ": " : "",
		page->page + (on ? 2 : 0), page->pages);
}

static void write_edge(const struct scene *scene, const struct help_page *page, int w,
	struct str *title, struct str *note)
{
	str_add(title, "keys and signs");
	if (page->pages > 1) {
		str_addf(title, " · page %d of %d", page->page + 1, page->pages);
		write_turn(scene, page, note);
	}
	if (w >= NARROW)
		str_addf(note, "%sa count before a key repeats it", note->len ? " · " : "");
}

void help_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct help_page page;
	struct str title = {0}, note = {0};

	lay_out(scene, area, &page);
	write_edge(scene, &page, area.w, &title, &note);
	struct rect inside = canvas_frame(canvas, area, str_text(&title), str_text(&note), false);
	str_free(&title);
	str_free(&note);
	inside.x += 1;
	inside.w -= 1;
	struct rect clip = canvas_clip(canvas, inside);
	for (int i = 0; i < page.columns && page.page * page.columns + i < page.all; i++)
		draw_column(&page.lines, page.from[page.page * page.columns + i],
			page.end[page.page * page.columns + i], page.keys, canvas,
			(struct rect){inside.x + i * page.column_w, inside.y, page.column_w - GAP,
				inside.h});
	canvas_clip_restore(canvas, clip);
}
