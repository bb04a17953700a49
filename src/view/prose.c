#include <stdbool.h>
#include <stdlib.h>

#include "draw/math_line.h"
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
static char *math_text(const char *latex)
{
	struct str out = {0};
	int column;

	math_line(latex, &out, &column);
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
		run.text = p->owned[p->count] = math_text(span->text);
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
		add_block(wrap, &stop->blocks[i], play->stop_live[play->stop], &live);
	}
	return wrap;
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
		canvas_text(
			canvas, area.x + area.w - 8, area.y + area.h - 1, ROLE_KEY, " ↓ more ", 8);
	wrap_free(wrap);
}

int prose_rows(const struct scene *scene, int w, bool ascii)
{
	struct wrap *wrap = wrap_stop(scene, w - 2, ascii);
	int lines = wrap ? wrap_lines(wrap) : 0;

	wrap_free(wrap);
	return lines;
}
