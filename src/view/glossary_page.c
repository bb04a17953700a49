#include "view/glossary_page.h"

#include <string.h>

#include "base/str.h"
#include "draw/wrap.h"
#include "engine/quantity.h"
#include "engine/wording.h"
#include "view/equation.h"
#include "view/words.h"

enum {
	DETAIL_ROWS = 5,
	DETAIL_NARROW = 60,
	SYMBOL_MIN = 6,
	SYMBOL_MAX = 15,
	WORD_MAX = 26,
	GAP = 2
};

/* The words of the stop with their formulas as they are shown. */
static void add_prose(const struct play *play, struct str *out)
{
	const struct stop *stop = &play->lesson->stops[play->stop];

	for (size_t b = 0; b < stop->block_count; b++)
		for (size_t i = 0; i < stop->blocks[b].span_count; i++) {
			const struct span *span = &stop->blocks[b].spans[i];
			str_add(out, " ");
			if (span->style != SPAN_LIVE)
				words_span(span, out);
		}
}

/* The update of a layer without a norm writes no γ and no β. */
static bool is_written(const struct scene *scene, const char *quantity)
{
	const struct run *run = scene->play->run;
	bool of_norm = strcmp(quantity, "gamma") == 0 || strcmp(quantity, "beta") == 0;

	return stage_writes(run->at.stage, quantity) &&
	       (!of_norm || run->experiment->model.layer[scene_layer(scene) - 1].batch_norm);
}

/* The formula of this stage, the symbols of what it writes, and those of the stop's words. */
static void symbols_here(const struct scene *scene, struct str *out)
{
	if (!scene->play)
		return;
	const struct run *run = scene->play->run;
	struct wording wording = wording_at(run, scene_layer(scene));
	if (wording.formula)
		equation_line(wording.formula, out);
	for (size_t i = 0; i < quantities_count; i++)
		if (is_written(scene, quantities[i].name))
			str_addf(out, " %s", quantities[i].symbol);
	add_prose(scene->play, out);
}

size_t glossary_page_order(const struct scene *scene, size_t order[GLOSSARY_MAX])
{
	struct str symbols = {0};

	symbols_here(scene, &symbols);
	size_t here = glossary_order(scene->glossary, str_text(&symbols), order);
	str_free(&symbols);
	return here;
}

/* --- the list ---------------------------------------------------------------------------------- */

/* A line of the list: a heading, a blank line above it, or a term. */
struct term_list {
	size_t order[GLOSSARY_MAX];
	size_t here, count;
	int symbol_w, word_w;
};

static int widest(const struct scene *scene, const struct canvas *canvas, bool words)
{
	int width = 0;

	for (size_t i = 0; i < scene->glossary->count; i++) {
		const struct glossary_entry *entry = &scene->glossary->entries[i];
		int w = canvas_text_width(canvas, words ? entry->word : entry->symbol);
		width = w > width ? w : width;
	}
	return width;
}

static void list_make(
	const struct scene *scene, const struct canvas *canvas, struct term_list *list)
{
	int symbol = widest(scene, canvas, false), word = widest(scene, canvas, true);

	list->count = scene->glossary->count;
	list->here = glossary_page_order(scene, list->order);
	list->symbol_w = symbol < SYMBOL_MAX ? symbol : SYMBOL_MAX;
	list->word_w = word < WORD_MAX ? word : WORD_MAX;
}

/* The line of the page on which a term stands: headings and the gap between the groups count. */
static int line_of(const struct term_list *list, size_t i)
{
	return (int)i + 1 + (list->here && i >= list->here ? 2 : 0);
}

static void draw_heading(const struct scene *scene, struct canvas *canvas, struct rect area,
	const struct term_list *list, int line)
{
	struct str here = {0};

	if (line == 0 && list->here) {
		str_addf(&here, "here: %s", stage_info(scene->play->run->at.stage)->word);
		canvas_text_fit(
			canvas, area.x + 1, area.y, ROLE_LABEL, str_text(&here), area.w - 2);
	} else {
		canvas_text(canvas, area.x + 1, area.y, ROLE_LABEL, "all terms", -1);
	}
	str_free(&here);
}

static void draw_term(const struct scene *scene, struct canvas *canvas, struct rect row,
	const struct term_list *list, size_t i)
{
	const struct glossary_entry *entry = &scene->glossary->entries[list->order[i]];
	bool chosen = i == scene->glossary_line;
	int x = row.x + 3;

	if (chosen)
		canvas_text(canvas, row.x + 1, row.y, ROLE_KEY, "▸", 1);
	canvas_text_fit(canvas, x, row.y, chosen ? ROLE_CHOICE : ROLE_STRONG, entry->symbol,
		list->symbol_w);
	x += list->symbol_w + GAP;
	int room = row.x + row.w - 1 - x;
	canvas_text_fit(canvas, x, row.y, ROLE_TEXT, entry->word,
		room < list->word_w ? room : list->word_w);
	x += list->word_w + GAP;
	canvas_text_fit(canvas, x, row.y, ROLE_DIM, entry->meaning, row.x + row.w - 1 - x);
}

static void draw_list(const struct scene *scene, struct canvas *canvas, struct rect area,
	const struct term_list *list, int *ret_y)
{
	int chosen = line_of(list, scene->glossary_line);
	int lines = line_of(list, list->count - 1) + 1;
	/* One line more than needed stays in sight below, so that one sees that it goes on. */
	int from = chosen + 2 > area.h ? chosen + 2 - area.h : 0;

	from = from > lines - area.h ? lines - area.h : from;
	from = from < 0 ? 0 : from;
	struct rect clip = canvas_clip(canvas, area);
	for (int line = from; line < from + area.h && line < lines; line++) {
		struct rect row = {area.x, area.y + line - from, area.w, 1};
		bool second = list->here && line > (int)list->here;
		size_t i = (size_t)(line - 1 - (second ? 2 : 0));
		if (line == 0 || (second && line == (int)list->here + 2))
			draw_heading(scene, canvas, row, list, line);
		else if (!second || line > (int)list->here + 2)
			draw_term(scene, canvas, row, list, i);
	}
	canvas_clip_restore(canvas, clip);
	*ret_y = area.y + chosen - from;
}

/* --- the chosen term --------------------------------------------------------------------------- */

static void draw_detail(struct canvas *canvas, struct rect area, const struct glossary_entry *entry)
{
	struct str title = {0}, note = {0};

	str_addf(&title, "%s · %s", entry->symbol, entry->word);
	if (strcmp(entry->ascii, entry->symbol) != 0 && !canvas->ascii)
		str_addf(&title, " · in ASCII %s", entry->ascii);
	if (entry->lesson[0])
		str_addf(&note, "taught in %s: Enter opens it", entry->lesson);
	struct rect inside = canvas_frame(canvas, area, str_text(&title), str_text(&note), false);
	inside.x += 1;
	inside.w -= 2;
	wrap_text(canvas, inside, ROLE_TEXT, entry->meaning);
	str_free(&title);
	str_free(&note);
}

void glossary_draw(const struct scene *scene, struct canvas *canvas, struct rect area, int *ret_y)
{
	int rows = area.w < DETAIL_NARROW ? DETAIL_ROWS + 1 : DETAIL_ROWS;
	struct rect list = {area.x, area.y, area.w, area.h - rows};
	struct rect detail = {area.x, area.y + list.h, area.w, rows};
	struct term_list terms;

	struct rect inside = canvas_frame(canvas, list, "what the symbols mean", "", false);
	if (!scene->glossary || !scene->glossary->count) {
		canvas_text_fit(canvas, inside.x + 1, inside.y, ROLE_WARNING,
			"The glossary cannot be read.", inside.w - 2);
		return;
	}
	list_make(scene, canvas, &terms);
	draw_list(scene, canvas, inside, &terms, ret_y);
	draw_detail(canvas, detail, &scene->glossary->entries[terms.order[scene->glossary_line]]);
}
