#include <stdio.h>

#include "draw/wrap.h"
#include "view/screen.h"
#include "view/view.h"

enum {
	BESIDE_FROM_W = 100, /* the chosen lesson's details stand beside the list */
	DETAILS_W_MOST = 64,
	BESIDE_H = 8,
	DETAILS_H = 4, /* below the list, its rule included */
	LEAD_FROM_H = 16,
	MARK_X = 7,
	TITLE_X = 9, /* behind "▸ 12" and the column for a mark of progress */
	MINUTES_W = 8,
	MENU_LINES_MOST = 3 * CATALOGUE_MAX + 8
};

static const char *part_title(int part)
{
	static const char *const titles[] = {
		"Lessons", "Part 1 · inputs", "Part 2 · layers", "Part 3 · in practice"};

	return titles[part >= 1 && part <= 3 ? part : 0];
}

static void write_minutes(int minutes, char out[24])
{
	if (minutes >= 60 && minutes % 60)
		snprintf(out, 24, "%d h %d min", minutes / 60, minutes % 60);
	else if (minutes >= 60)
		snprintf(out, 24, "%d h", minutes / 60);
	else
		snprintf(out, 24, "%d min", minutes);
}

/* Of one part, or of all parts with a negative one. */
static int sum_minutes(const struct catalogue *catalogue, int part)
{
	int sum = 0;

	for (size_t i = 0; i < catalogue->count; i++)
		if (part < 0 || catalogue->entries[i].part == part)
			sum += catalogue->entries[i].minutes;
	return sum;
}

/* --- the list ------------------------------------------------------------------------------------ */

struct menu_line {
	enum { LINE_GAP, LINE_PART, LINE_LESSON, LINE_QUESTION } kind;
	size_t lesson; /* of the catalogue; of a part its first one */
};

struct menu_lines {
	struct menu_line list[MENU_LINES_MOST];
	int count;
	int chosen; /* the line of the chosen lesson, −1 where there is none */
};

static void add_line(struct menu_lines *lines, int kind, size_t lesson)
{
	if (lines->count < MENU_LINES_MOST)
		lines->list[lines->count++] = (struct menu_line){kind, lesson};
}

static void list_lines(const struct scene *scene, bool questions, struct menu_lines *ret_lines)
{
	const struct catalogue *catalogue = scene->catalogue;

	*ret_lines = (struct menu_lines){.chosen = -1};
	for (size_t i = 0; i < catalogue->count; i++) {
		if (i == 0 || catalogue->entries[i].part != catalogue->entries[i - 1].part) {
			if (i > 0)
				add_line(ret_lines, LINE_GAP, i);
			add_line(ret_lines, LINE_PART, i);
		}
		if (i == scene->menu_line)
			ret_lines->chosen = ret_lines->count;
		add_line(ret_lines, LINE_LESSON, i);
		if (questions)
			add_line(ret_lines, LINE_QUESTION, i);
	}
}

static void draw_minutes(struct canvas *canvas, struct rect row, int minutes, enum role role)
{
	char text[24];

	if (!minutes)
		return;
	write_minutes(minutes, text);
	canvas_text(
		canvas, row.x + row.w - 1 - canvas_text_width(canvas, text), row.y, role, text, -1);
}

static const struct progress_lesson *progress_of(
	const struct scene *scene, const struct catalogue_entry *entry)
{
	return scene->progress ? progress_find(scene->progress, entry->name) : NULL;
}

/* ✓ done; ◆ begun. */
static void draw_mark(const struct scene *scene, struct canvas *canvas, struct rect cell, size_t i)
{
	const struct progress_lesson *lesson = progress_of(scene, &scene->catalogue->entries[i]);
	enum role role = i == scene->menu_line ? ROLE_CHOICE : ROLE_KEY;

	if (lesson)
		canvas_put(canvas, cell.x, cell.y, lesson->done ? 0x2713 : 0x25C6, role);
}

static void draw_lesson(const struct scene *scene, struct canvas *canvas, struct rect row, size_t i)
{
	const struct catalogue_entry *entry = &scene->catalogue->entries[i];
	bool chosen = i == scene->menu_line;
	enum role role = chosen ? ROLE_CHOICE : ROLE_STRONG;
	char number[16];

	snprintf(number, sizeof number, "%s %2zu    ", chosen ? "▸" : " ", i + 1);
	canvas_text(canvas, row.x + 1, row.y, role, number, -1);
	canvas_text_fit(
		canvas, row.x + TITLE_X, row.y, role, entry->title, row.w - TITLE_X - MINUTES_W);
	draw_mark(scene, canvas, (struct rect){row.x + MARK_X, row.y, 1, 1}, i);
	draw_minutes(canvas, row, entry->minutes, ROLE_DIM);
}

static void draw_line(const struct scene *scene, struct canvas *canvas, struct rect row,
	const struct menu_line *line)
{
	const struct catalogue_entry *entry = &scene->catalogue->entries[line->lesson];

	switch (line->kind) {
	case LINE_PART:
		canvas_text(canvas, row.x + 1, row.y, ROLE_LABEL, part_title(entry->part), -1);
		draw_minutes(canvas, row, sum_minutes(scene->catalogue, entry->part), ROLE_LABEL);
		break;
	case LINE_LESSON:
		draw_lesson(scene, canvas, row, line->lesson);
		break;
	case LINE_QUESTION:
		canvas_text_fit(canvas, row.x + TITLE_X, row.y, ROLE_DIM, entry->question,
			row.w - TITLE_X - 1);
		break;
	case LINE_GAP:
		break;
	}
}

/* Says at the edge of the list that it goes on there. */
static void draw_more(struct canvas *canvas, struct rect row, const char *sign)
{
	canvas_text(canvas, row.x, row.y, ROLE_KEY, sign, 1);
}

static int count_lessons(const struct menu_lines *lines, int from)
{
	int count = 0;

	for (int i = from; i < lines->count; i++)
		count += lines->list[i].kind == LINE_LESSON;
	return count;
}

/* The list scrolls so that the chosen lesson is near its middle; a part's name comes with it.
 * Returns how many lessons stand below what is shown. */
static int draw_list(const struct scene *scene, struct canvas *canvas, struct rect area, int *ret_y)
{
	struct menu_lines lines;

	list_lines(scene, true, &lines);
	if (lines.count > area.h)
		list_lines(scene, false, &lines);
	int last = lines.count > area.h ? lines.count - area.h : 0;
	int from = lines.chosen - area.h / 2;
	from = from < 0 ? 0 : from > last ? last : from;
	for (int i = 0; i < area.h && from + i < lines.count; i++) {
		struct rect row = {area.x, area.y + i, area.w, 1};
		draw_line(scene, canvas, row, &lines.list[from + i]);
		if (from + i == lines.chosen)
			*ret_y = row.y;
		else if ((i == 0 && from > 0) || (i == area.h - 1 && from < last))
			draw_more(canvas, row, i ? "↓" : "↑");
	}
	return count_lessons(&lines, from + area.h);
}

/* In the rule below the list. */
static void draw_left_out(struct canvas *canvas, struct rect rule, int lessons)
{
	char text[48];

	if (!lessons)
		return;
	snprintf(text, sizeof text, " ↓ %d more ", lessons);
	canvas_text(canvas, rule.x + rule.w - 2 - canvas_text_width(canvas, text), rule.y, ROLE_KEY,
		text, -1);
}

/* --- the chosen lesson --------------------------------------------------------------------------- */

/* "6 min · after four-steps · left at stop 3 of 9" */
static void write_facts(
	const struct scene *scene, const struct catalogue_entry *entry, struct str *out)
{
	const struct progress_lesson *lesson = progress_of(scene, entry);
	char minutes[24];

	write_minutes(entry->minutes, minutes);
	if (entry->minutes)
		str_add(out, minutes);
	if (entry->after && entry->after[0])
		str_addf(out, "%safter %s", out->len ? " · " : "", entry->after);
	if (lesson && lesson->done)
		str_addf(out, "%sdone", out->len ? " · " : "");
	else if (lesson)
		str_addf(out, "%sleft at stop %zu of %zu", out->len ? " · " : "", lesson->stop + 1,
			lesson->stops);
}

static void draw_beside(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct catalogue_entry *entry = &scene->catalogue->entries[scene->menu_line];
	struct str title = {0}, facts = {0};

	str_addf(&title, "lesson %zu · %s", scene->menu_line + 1, entry->name);
	write_facts(scene, entry, &facts);
	struct rect inside = canvas_frame(canvas, area, str_text(&title), NULL, false);
	inside.x += 1;
	inside.w -= 2;
	int lines = wrap_text(canvas, inside, ROLE_STRONG, entry->question);
	inside.y += lines + 1;
	inside.h -= lines + 1;
	wrap_text(canvas, inside, ROLE_TEXT, str_text(&facts));
	str_free(&title);
	str_free(&facts);
}

/* Below a rule: the question in up to two rows, or in one where there are no more. */
static void draw_below(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct catalogue_entry *entry = &scene->catalogue->entries[scene->menu_line];
	struct str facts = {0};
	struct rect words = rect_inside(area);

	canvas_fill(canvas, (struct rect){area.x, area.y, area.w, 1}, 0x2500, ROLE_FRAME);
	struct rect clip = canvas_clip(canvas, words);
	wrap_text(canvas, words, ROLE_TEXT, entry->question);
	canvas_clip_restore(canvas, clip);
	write_facts(scene, entry, &facts);
	canvas_text_fit(
		canvas, area.x + 1, area.y + area.h - 1, ROLE_DIM, str_text(&facts), area.w - 2);
	str_free(&facts);
}

/* --- the page ------------------------------------------------------------------------------------ */

/* The name of the program, what there is in all, and what it is for; returns the rows used. */
static int draw_head(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	static const char *const words[] = {
		"Step through normalization in neural networks, forward and back, "
		"with every number on the screen.",
		"Step through normalization in neural networks, every number on the screen.", NULL};
	char minutes[24];
	struct str all = {0}, lead = {0};

	write_minutes(sum_minutes(scene->catalogue, -1), minutes);
	str_addf(&all, "%zu lessons · %s", scene->catalogue->count, minutes);
	canvas_text(canvas, area.x + 1, area.y, ROLE_TITLE, "normscope", -1);
	canvas_text(canvas, area.x + area.w - 1 - canvas_text_width(canvas, str_text(&all)), area.y,
		ROLE_DIM, str_text(&all), -1);
	str_free(&all);
	if (area.h < LEAD_FROM_H)
		return 1;
	struct rect rows = {area.x + 1, area.y + 1, area.w - 2, 2};
	view_add_fitting(&lead, words, rows.w);
	int used = wrap_text(canvas, rows, ROLE_DIM, lead.len ? str_text(&lead) : words[1]);
	str_free(&lead);
	return 2 + used;
}

void menu_draw(const struct scene *scene, struct canvas *canvas, struct rect area, int *ret_y)
{
	int head = draw_head(scene, canvas, area);
	struct rect body = {area.x, area.y + head, area.w, area.h - head};

	if (scene->menu_line >= scene->catalogue->count)
		return;
	if (area.w >= BESIDE_FROM_W) {
		int w = area.w * 2 / 5 < DETAILS_W_MOST ? area.w * 2 / 5 : DETAILS_W_MOST;
		struct rect beside = {
			body.x + body.w - w, body.y, w, body.h < BESIDE_H ? body.h : BESIDE_H};
		body.w = body.w - w - 2 < 90 ? body.w - w - 2 : 90;
		beside.x = body.x + body.w + 2;
		draw_beside(scene, canvas, beside);
		draw_list(scene, canvas, body, ret_y);
		return;
	}
	body.h -= DETAILS_H;
	struct rect below = {body.x, body.y + body.h, body.w, DETAILS_H};
	draw_below(scene, canvas, below);
	draw_left_out(canvas, below, draw_list(scene, canvas, body, ret_y));
}
