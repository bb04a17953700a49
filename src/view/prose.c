#include <stdbool.h>
#include <stdlib.h>

#include "base/status.h"
#include "base/utf8.h"
#include "draw/math.h"
#include "draw/wrap.h"
#include "view/view.h"

enum { INDENT = 2 };

void prose_title(const struct scene *scene, struct frame_words *words)
{
	const struct lesson *lesson = scene->play->lesson;
	const struct stop *stop = &lesson->stops[scene->play->stop];
	bool here = scene->play->run->at.index == scene->play->stop_index[scene->play->stop];

	str_add(&words->title, stop->heading);
	if (scene->play->changed)
		str_add(&words->note, "settings changed: words may not fit");
	else if (scene->play->stop_moved[scene->play->stop])
		str_add(&words->note, "this run has no such place");
	else if (!here)
		str_add(&words->note, "numbers as at the stop");
}

static enum role style_role(enum span_style style)
{
	static const enum role roles[] = {[SPAN_PLAIN] = ROLE_TEXT,
		[SPAN_STRONG] = ROLE_STRONG,
		[SPAN_EMPHASIS] = ROLE_EMPHASIS,
		[SPAN_CODE] = ROLE_CODE,
		[SPAN_LIVE] = ROLE_LIVE,
		[SPAN_MATH] = ROLE_CODE};

	return roles[style];
}

/* The text of a formula span; the caller frees it. */
static char *formula_line(const char *latex)
{
	struct math *math = math_parse(latex, NULL);
	struct str out = {0};

	if (math)
		math_text(math, &out);
	math_free(math);
	return str_take(&out);
}

struct paragraph {
	struct wrap_run *runs; /* [room] */
	char **owned;          /* [room] texts made for it, or NULL */
	size_t count, room;
};

static bool paragraph_open(struct paragraph *p, size_t room)
{
	*p = (struct paragraph){.room = room,
		.runs = calloc(room, sizeof *p->runs),
		.owned = calloc(room, sizeof *p->owned)};
	return p->runs && p->owned;
}

static void paragraph_close(struct paragraph *p)
{
	for (size_t i = 0; p->owned && i < p->count; i++)
		free(p->owned[i]);
	free(p->owned);
	free(p->runs);
}

static void add_span(struct paragraph *p, const struct span *span, char **live, size_t *next_live)
{
	struct wrap_run run = {.role = style_role(span->style), .text = span->text};

	run.whole = span->style == SPAN_LIVE || span->style == SPAN_MATH;
	if (span->style == SPAN_LIVE)
		run.text = live[(*next_live)++];
	if (span->style == SPAN_MATH)
		run.text = p->owned[p->count] = formula_line(span->text);
	if (run.text)
		p->runs[p->count++] = run;
}

static void add_bullet(struct paragraph *p, const struct block *block)
{
	struct str bullet = {0};

	if (block->number)
		str_addf(&bullet, "%d. ", block->number);
	else
		str_add(&bullet, "• ");
	p->owned[0] = str_take(&bullet);
	p->runs[0] = (struct wrap_run){.role = ROLE_DIM, .text = p->owned[0] ? p->owned[0] : ""};
	p->count = 1;
}

static void add_block(struct wrap *wrap, const struct block *block, char **live, size_t *next_live)
{
	struct paragraph p;
	int indent = block->depth * INDENT + (block->kind == BLOCK_QUOTE ? INDENT : 0);
	int hang = block->kind == BLOCK_ITEM ? (block->number ? 3 : 2) : 0;

	if (paragraph_open(&p, block->span_count + 1)) {
		if (block->kind == BLOCK_ITEM)
			add_bullet(&p, block);
		for (size_t i = 0; i < block->span_count; i++)
			add_span(&p, &block->spans[i], live, next_live);
		wrap_add(wrap, p.runs, p.count, indent, indent + hang);
	}
	paragraph_close(&p);
}

/* One row of a set formula as a paragraph: a run of one role after the other, nothing broken. */
static void add_cells(struct wrap *wrap, const struct canvas *canvas, int y, int indent)
{
	struct paragraph p;
	struct str text = {0};
	char bytes[5];

	if (paragraph_open(&p, (size_t)canvas->w)) {
		for (int x = 0; x < canvas->w; x++) {
			const struct cell *cell = &canvas->cells[y * canvas->w + x];
			utf8_put(cell->glyph, bytes);
			str_add(&text, bytes);
			if (x + 1 < canvas->w && cell[1].role == cell->role)
				continue;
			char *owned = p.owned[p.count] = str_take(&text);
			p.runs[p.count++] = (struct wrap_run){
				.role = cell->role, .text = owned ? owned : "", .whole = true};
		}
		wrap_add(wrap, p.runs, p.count, indent, indent);
	}
	str_free(&text);
	paragraph_close(&p);
}

/* A formula of its own: in the tallest form that the width has room for, in the middle. */
static void add_formula(struct wrap *wrap, const char *latex, int w, bool ascii)
{
	struct math *math = math_parse(latex, NULL);
	struct math_extent extent = {.fits = false};

	for (int form = MATH_TALL; math && form < MATH_FORM_COUNT && !extent.fits; form++)
		extent = math_layout(math, (enum math_form)form, ascii, w);
	struct canvas *canvas = math ? canvas_new(extent.w, extent.h, ascii) : NULL;
	if (canvas) {
		math_draw(math, canvas, 0, 0, ROLE_CODE);
		for (int y = 0; y < extent.h; y++)
			add_cells(wrap, canvas, y, extent.w < w ? (w - extent.w) / 2 : 0);
	}
	canvas_free(canvas);
	math_free(math);
}

/* The whole stop, wrapped. Items of a list stand close, paragraphs have a line between. */
static struct wrap *wrap_stop(const struct scene *scene, int w, bool ascii)
{
	const struct play *play = scene->play;
	const struct stop *stop = &play->lesson->stops[play->stop];
	struct wrap *wrap = wrap_new(w, ascii);
	size_t live = 0;

	for (size_t i = 0; wrap && i < stop->block_count; i++) {
		bool item = stop->blocks[i].kind == BLOCK_ITEM;
		if (i > 0 && !(item && stop->blocks[i - 1].kind == BLOCK_ITEM))
			wrap_gap(wrap);
		if (stop->blocks[i].kind == BLOCK_MATH)
			add_formula(wrap, stop->blocks[i].spans[0].text, w, ascii);
		else
			add_block(wrap, &stop->blocks[i], play->stop_live[play->stop], &live);
	}
	return wrap;
}

static void draw_more(struct canvas *canvas, struct rect area)
{
	static const char words[] = " ↓ more ";
	int width = canvas_text_width(canvas, words);

	canvas_text(canvas, area.x + area.w - width, area.y + area.h - 1, ROLE_KEY, words, width);
}

void prose_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	struct rect inside = {area.x + 1, area.y, area.w - 2, area.h};
	struct wrap *wrap = wrap_stop(scene, inside.w, canvas->ascii);

	if (!wrap)
		return;
	int lines = wrap_lines(wrap), last = lines - inside.h;
	int from = scene->look.scroll < last ? scene->look.scroll : last;
	if (from < 0)
		from = 0;
	wrap_draw(wrap, canvas, inside, from);
	if (from < last)
		draw_more(canvas, area);
	wrap_free(wrap);
}

int prose_rows(const struct scene *scene, int w, bool ascii)
{
	struct wrap *wrap = wrap_stop(scene, w - 2, ascii);
	int lines = wrap ? wrap_lines(wrap) : 0;

	wrap_free(wrap);
	return lines;
}

/* The line of a formula that a character of it (from 1) is in, and its column there. */
static struct diag_place place_in(const struct lesson *lesson, const struct span *span, int column)
{
	const char *at = span->text;
	int line = span->line, in_line = span->column;

	for (int i = 1; i < column; i++) {
		bool newline = utf8_next(&at) == '\n';
		line += newline;
		in_line = newline ? 1 : in_line + 1;
	}
	return lesson_place(lesson, line, in_line);
}

static void check_block(const struct lesson *lesson, const struct block *block, struct diags *diags)
{
	for (size_t i = 0; i < block->span_count; i++) {
		const struct span *span = &block->spans[i];
		struct math_mistake mistake = {0};

		if (span->style != SPAN_MATH)
			continue;
		math_free(math_parse(span->text, &mistake));
		if (mistake.column)
			diag_add(diags, STATUS_SYNTAX, place_in(lesson, span, mistake.column), "%s",
				str_text(&mistake.why));
		str_free(&mistake.why);
	}
}

void prose_check(const struct lesson *lesson, struct diags *diags)
{
	for (size_t i = 0; i < lesson->stop_count; i++)
		for (size_t k = 0; k < lesson->stops[i].block_count; k++)
			check_block(lesson, &lesson->stops[i].blocks[k], diags);
}
