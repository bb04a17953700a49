#include "view/words.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "draw/math.h"

enum { INDENT = 2 };

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

void words_span(const struct span *span, struct str *out)
{
	struct math *math = span->style == SPAN_MATH ? math_parse(span->text, NULL) : NULL;

	if (math)
		math_text(math, out);
	else
		str_add(out, span->text);
	math_free(math);
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

/* `live` points to the value of the next live number, or to NULL where they are filled in. */
static void add_span(struct paragraph *p, const struct span *span, char ***live)
{
	struct wrap_run run = {.role = style_role(span->style), .text = span->text};

	run.whole =
		span->style == SPAN_LIVE || span->style == SPAN_MATH || span->style == SPAN_CODE;
	if (span->style == SPAN_LIVE && *live)
		run.text = *(*live)++;
	if (span->style == SPAN_MATH) {
		struct str formula = {0};
		words_span(span, &formula);
		run.text = p->owned[p->count] = str_take(&formula);
	}
	if (run.text)
		p->runs[p->count++] = run;
}

/* What stands before the block: the caller's sign, or that of a list. */
static void add_sign(struct paragraph *p, const struct block *block, const struct words_lead *lead)
{
	struct str sign = {0};

	if (lead)
		str_addf(&sign, "%s ", lead->text);
	else if (block->number)
		str_addf(&sign, "%d. ", block->number);
	else
		str_add(&sign, "• ");
	p->owned[0] = str_take(&sign);
	p->runs[0] = (struct wrap_run){
		.role = lead ? lead->role : ROLE_DIM, .text = p->owned[0] ? p->owned[0] : ""};
	p->count = 1;
}

static void add_block(
	struct wrap *wrap, const struct block *block, char ***live, const struct words_lead *lead)
{
	struct paragraph p;
	int indent = block->depth * INDENT + (block->kind == BLOCK_QUOTE ? INDENT : 0);
	bool item = block->kind == BLOCK_ITEM;
	int hang = lead ? lead->hang : item ? (block->number ? 3 : 2) : 0;

	if (paragraph_open(&p, block->span_count + 1)) {
		if (item || lead)
			add_sign(&p, block, lead);
		for (size_t i = 0; i < block->span_count; i++)
			add_span(&p, &block->spans[i], live);
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
static void add_formula(struct wrap *wrap, const char *latex)
{
	int w = wrap_width(wrap);
	bool ascii = wrap_is_ascii(wrap);
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

void words_add(struct wrap *wrap, const struct passage *passage, char **live,
	const struct words_lead *lead)
{
	for (size_t i = 0; i < passage->count; i++) {
		const struct block *block = &passage->blocks[i];
		bool item = block->kind == BLOCK_ITEM;
		if (i > 0 && !(item && block[-1].kind == BLOCK_ITEM))
			wrap_gap(wrap);
		if (block->kind == BLOCK_MATH)
			add_formula(wrap, block->spans[0].text);
		else
			add_block(wrap, block, &live, i == 0 ? lead : NULL);
	}
}

void words_line(struct wrap *wrap, enum role role, const char *text)
{
	struct wrap_run run = {.role = role, .text = text};

	wrap_add(wrap, &run, 1, 0, 0);
}
