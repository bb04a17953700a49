/* The flat form: a formula as pieces of text on one row. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "draw/glyph.h"
#include "draw/math_node.h"

struct flattener {
	math_sink *take;
	void *context;
	int depth;
	bool blank;
};

static void flatten(struct flattener *f, const struct math_node *node);

static void emit(
	struct flattener *f, const struct math_node *node, const char *text, enum math_class class)
{
	struct math_item item = {.text = text,
		.class = class,
		.role = node->role,
		.depth = f->depth,
		.blank = f->blank};

	if (!text || !text[0])
		return;
	f->blank = false;
	f->take(f->context, &item);
}

static void emit_open(struct flattener *f, const struct math_node *node, const char *text)
{
	emit(f, node, text, CLASS_OPEN);
	f->depth++;
}

static void emit_close(struct flattener *f, const struct math_node *node, const char *text)
{
	f->depth--;
	emit(f, node, text, CLASS_CLOSE);
}

/* A fraction that is a factor of what follows needs brackets: (1/m) Σ z. */
static bool is_factor(const struct math_node *node)
{
	const struct math_node *next = node->next;

	while (next && next->kind == MATH_BLANK)
		next = next->next;
	return node->kind == MATH_FRACTION && next && next->kind != MATH_NEWLINE &&
	       next->class != CLASS_OPERATOR && next->class != CLASS_RELATION &&
	       next->class != CLASS_CLOSE && next->class != CLASS_COMMA;
}

static void flatten_list(struct flattener *f, const struct math_node *row)
{
	for (const struct math_node *at = row ? row->first : NULL; at; at = at->next) {
		bool factor = is_factor(at);
		if (factor)
			emit_open(f, at, "(");
		flatten(f, at);
		if (factor)
			emit_close(f, at, ")");
	}
}

/* True where the row is one piece that needs no brackets around it: z, 12, σ², ẑ. */
static bool is_single(const struct math_node *row)
{
	const struct math_node *only = row ? row->first : NULL;

	if (!only || only != row->last)
		return false;
	switch (only->kind) {
	case MATH_ATOM:
	case MATH_ACCENT:
	case MATH_BRACKET:
	case MATH_ROOT:
		return true;
	case MATH_SCRIPT:
		return only->text != NULL;
	case MATH_ROW:
		return is_single(only);
	default:
		return false;
	}
}

/* ∂J, w₁, 2m: what a / or a script may follow without brackets. */
static bool is_product(const struct math_node *row)
{
	if (!row || row->kind != MATH_ROW || !row->first)
		return false;
	for (const struct math_node *at = row->first; at; at = at->next) {
		bool one = at->kind == MATH_ATOM || at->kind == MATH_ACCENT ||
			   at->kind == MATH_SCRIPT || at->kind == MATH_BLANK || is_product(at);
		if (!one || at->class == CLASS_OPERATOR || at->class == CLASS_RELATION)
			return false;
	}
	return true;
}

static void flatten_grouped(struct flattener *f, const struct math_node *row, bool bare)
{
	if (bare || !row) {
		flatten_list(f, row);
		return;
	}
	emit_open(f, row, "(");
	flatten_list(f, row);
	emit_close(f, row, ")");
}

/* Behind a / even a product would be read as one factor: 1/(2m). */
static void flatten_fraction(struct flattener *f, const struct math_node *node)
{
	bool close = is_single(node->part[0]) && is_single(node->part[1]);

	flatten_grouped(f, node->part[0], is_product(node->part[0]) || is_single(node->part[0]));
	emit(f, node, "/", close ? CLASS_SIGN : CLASS_OPERATOR);
	flatten_grouped(f, node->part[1], is_single(node->part[1]));
}

static void flatten_root(struct flattener *f, const struct math_node *node)
{
	emit_open(f, node, "√(");
	flatten_list(f, node->part[0]);
	emit_close(f, node, ")");
}

static void flatten_one_script(
	struct flattener *f, const struct math_node *script, const char *sign, const char *open)
{
	if (!script)
		return;
	if (is_single(script)) {
		emit(f, script, sign, CLASS_SIGN);
		flatten_list(f, script);
		return;
	}
	emit_open(f, script, open);
	flatten_list(f, script);
	emit_close(f, script, ")");
}

static void flatten_script(struct flattener *f, const struct math_node *node)
{
	bool fraction = node->part[0] && node->part[0]->kind == MATH_FRACTION;

	if (fraction)
		emit_open(f, node, "(");
	if (node->part[0])
		flatten(f, node->part[0]);
	if (fraction)
		emit_close(f, node, ")");
	if (node->text) {
		emit(f, node, node->text, CLASS_CLOSE);
		return;
	}
	flatten_one_script(f, node->part[2], "_", "_(");
	flatten_one_script(f, node->part[1], "^", "^(");
}

static void flatten_cases(struct flattener *f, const struct math_node *node)
{
	int cell = 0;

	emit_open(f, node, "{");
	for (const struct math_node *at = node->first; at; at = at->next, cell++) {
		if (cell && at->first)
			emit(f, node, cell % 2 ? "," : ";", CLASS_COMMA);
		flatten_list(f, at);
	}
	emit_close(f, node, "}");
}

static void flatten_bracket(struct flattener *f, const struct math_node *node)
{
	f->depth++;
	emit(f, node, node->open, CLASS_OPEN);
	flatten_list(f, node->part[0]);
	emit(f, node, node->close, CLASS_CLOSE);
	f->depth--;
}

static void flatten_atom(struct flattener *f, const struct math_node *node)
{
	struct math_item item = {.text = node->text,
		.class = node->class,
		.role = node->role,
		.slot = node->slot,
		.depth = f->depth,
		.blank = f->blank};

	f->blank = false;
	f->depth += node->class == CLASS_OPEN;
	f->depth -= node->class == CLASS_CLOSE && node->text[0] != '\xE2'; /* not a prime */
	if (node->text)
		f->take(f->context, &item);
}

static void flatten_newline(struct flattener *f, const struct math_node *node)
{
	struct math_item item = {.text = "", .class = CLASS_NONE, .newline = true};

	(void)node;
	f->take(f->context, &item);
}

static void flatten_blank(struct flattener *f, const struct math_node *node)
{
	(void)node;
	f->blank = true;
}

static void flatten_text(struct flattener *f, const struct math_node *node)
{
	emit(f, node, node->text, node->kind == MATH_BIG ? CLASS_WORD : node->class);
}

static void flatten(struct flattener *f, const struct math_node *node)
{
	static void (*const each[MATH_KIND_COUNT])(struct flattener *, const struct math_node *) = {
		[MATH_ATOM] = flatten_atom,
		[MATH_BLANK] = flatten_blank,
		[MATH_NEWLINE] = flatten_newline,
		[MATH_ROW] = flatten_list,
		[MATH_FRACTION] = flatten_fraction,
		[MATH_ROOT] = flatten_root,
		[MATH_SCRIPT] = flatten_script,
		[MATH_ACCENT] = flatten_text,
		[MATH_BIG] = flatten_text,
		[MATH_BRACKET] = flatten_bracket,
		[MATH_CASES] = flatten_cases};

	each[node->kind](f, node);
}

void math_flatten(const struct math_node *node, int depth, math_sink *take, void *context)
{
	struct flattener f = {.take = take, .context = context, .depth = depth};

	if (node)
		flatten(&f, node);
}

/* --- texts and blanks ---------------------------------------------------------------------------- */

int math_text_width(const char *text, bool ascii)
{
	return ascii ? glyphs_width(text) : utf8_width(text);
}

/* Letters that would grow together on an ASCII screen: gamma beside zhat. */
static bool grows_together(const struct math_item *before, const struct math_item *item)
{
	struct str left = {0}, right = {0};

	glyphs_spell(&left, before->text ? before->text : "");
	glyphs_spell(&right, item->text ? item->text : "");
	bool both = left.len && right.len &&
		    isalpha((unsigned char)str_text(&left)[left.len - 1]) &&
		    isalpha((unsigned char)str_text(&right)[0]) && before->class != CLASS_SIGN &&
		    (left.len > 1 || right.len > 1);
	str_free(&left);
	str_free(&right);
	return both;
}

int math_gap(const struct math_item *before, const struct math_item *item, bool ascii)
{
	enum math_class a = before->class, b = item->class;

	if (a == CLASS_NONE)
		return 0;
	if (a == CLASS_RELATION || b == CLASS_RELATION || a == CLASS_OPERATOR ||
		b == CLASS_OPERATOR)
		return 1;
	if (a == CLASS_OPEN || b == CLASS_CLOSE || b == CLASS_COMMA)
		return 0;
	if (a == CLASS_COMMA)
		return 1;
	if (a == CLASS_SIGN)
		return 0;
	if (a == CLASS_WORD && b != CLASS_OPEN)
		return 1;
	if (b == CLASS_WORD)
		return 1;
	if (before->text && before->text[0] && before->text[strlen(before->text) - 1] == ' ')
		return 0;
	return item->blank || (ascii && grows_together(before, item));
}

struct writer {
	struct str *out;
	struct math_item before;
};

static void write_item(void *context, const struct math_item *item)
{
	struct writer *writer = context;

	if (item->newline)
		str_add(writer->out, ",  ");
	else if (math_gap(&writer->before, item, false))
		str_add_char(writer->out, ' ');
	str_add(writer->out, item->text);
	writer->before = *item;
}

void math_text(const struct math *math, struct str *out)
{
	struct writer writer = {.out = out, .before = {.class = CLASS_NONE}};

	math_flatten(math->root, 0, write_item, &writer);
}

/* --- on a canvas ---------------------------------------------------------------------------------- */

struct flat_run {
	struct math_item before;
	bool ascii;
	int w;
	struct canvas *canvas; /* NULL while measuring */
	int x, y;
	enum role plain;
};

static void take_flat(void *context, const struct math_item *item)
{
	struct flat_run *run = context;

	if (item->newline)
		return;
	run->w += math_gap(&run->before, item, run->ascii);
	int width = math_text_width(item->text, run->ascii);
	if (item->slot > width)
		run->w += item->slot - width;
	if (run->canvas)
		canvas_text(run->canvas, run->x + run->w, run->y,
			item->role == ROLE_NONE ? run->plain : item->role, item->text, -1);
	run->w += width;
	run->before = *item;
}

int math_flat_width(const struct math_node *node, bool ascii)
{
	struct flat_run run = {.before = {.class = CLASS_NONE}, .ascii = ascii};

	math_flatten(node, 0, take_flat, &run);
	return run.w;
}

void math_flat_draw(
	const struct math_node *node, struct canvas *canvas, int x, int y, enum role plain)
{
	struct flat_run run = {.before = {.class = CLASS_NONE},
		.ascii = canvas->ascii,
		.canvas = canvas,
		.x = x,
		.y = y,
		.plain = plain};

	math_flatten(node, 0, take_flat, &run);
}
