/* Lines of a formula: where they break, and how their equations stand under each other. */
#include <stdlib.h>
#include <string.h>

#include "draw/math_node.h"
#include "base/utf8.h"

enum {
	STEP = 2, /* cells that a broken term stands further in */
	HANG_PART =
		3 /* where = stands farther right than this part of the width, lines do not follow */
};

static void take_item(void *context, const struct math_item *item)
{
	struct math *math = context;

	if (math->item_count == math->item_cap) {
		size_t cap = math->item_cap ? 2 * math->item_cap : 32;
		struct math_item *items = realloc(math->items, cap * sizeof *items);
		if (!items)
			return;
		math->items = items;
		math->item_cap = cap;
	}
	math->items[math->item_count++] = *item;
}

/* The top row's nodes as items; braces around a part of it do not hold it together. */
static void take_nodes(struct math *math, struct math_node *row, enum math_form form)
{
	int depth = 0;
	bool blank = false;

	for (struct math_node *at = row->first; at; at = at->next) {
		if (at->kind == MATH_BLANK) {
			blank = true;
			continue;
		}
		if (at->kind == MATH_ROW) {
			take_nodes(math, at, form);
			continue;
		}
		math_measure(at, form, math->ascii);
		depth -= at->class == CLASS_CLOSE && depth > 0;
		struct math_item item = {.node = at,
			.text = at->kind == MATH_ATOM || at->flat ? at->text : NULL,
			.class = at->kind == MATH_BIG ? CLASS_WORD : at->class,
			.role = at->role,
			.depth = depth,
			.blank = blank,
			.newline = at->kind == MATH_NEWLINE};
		depth += at->class == CLASS_OPEN;
		take_item(math, &item);
		blank = false;
	}
}

static int item_width(const struct math *math, const struct math_item *item)
{
	if (item->node)
		return item->node->w;
	int width = math_text_width(item->text, math->ascii);
	return width > item->slot ? width : item->slot;
}

/* The gap before an item, none at the start of a line. */
static int gap_before(const struct math *math, size_t first, size_t i)
{
	return i == first ? 0 : math_gap(&math->items[i - 1], &math->items[i], math->ascii);
}

static bool is_product(const struct math_item *item)
{
	return item->text && (strcmp(item->text, UTF8_TIMES) == 0 || strcmp(item->text, "×") == 0 ||
				     strcmp(item->text, "/") == 0);
}

/* How good a place before this item is for a line to end: 0 is none. */
static int break_worth(const struct math_item *item)
{
	if (item->class == CLASS_RELATION || item->class == CLASS_OPERATOR)
		return item->depth > 1                 ? 2
		       : item->depth                   ? 3
		       : item->class == CLASS_RELATION ? 6
		       : is_product(item)              ? 4
						       : 5;
	return item->class == CLASS_ORDINARY && !item->node; /* rather than cut it */
}

/*
 * The end of the line that starts at `first`: the last of the best places within `room` cells. The
 * first relation stays with what stands left of it.
 */
static size_t line_end(
	const struct math *math, size_t first, size_t end, int room, bool opens_equation)
{
	size_t best = end;
	int x = 0, worth = 0;
	bool related = !opens_equation;

	for (size_t i = first; i < end; i++) {
		bool relation = math->items[i].class == CLASS_RELATION && !math->items[i].depth;
		int here = i > first && (related || !relation) ? break_worth(&math->items[i]) : 0;
		related |= relation;
		if (here && here >= worth && x <= room) {
			best = i;
			worth = here;
		}
		x += gap_before(math, first, i) + item_width(math, &math->items[i]);
	}
	return x <= room ? end : best;
}

static void measure_line(const struct math *math, struct math_line *line)
{
	line->w = line->up = line->down = 0;
	for (size_t i = line->first; i < line->end; i++) {
		const struct math_node *node = math->items[i].node;
		line->w += gap_before(math, line->first, i) + item_width(math, &math->items[i]);
		if (node && node->up > line->up)
			line->up = node->up;
		if (node && node->down > line->down)
			line->down = node->down;
	}
}

static bool add_line(struct math *math, size_t first, size_t end, int indent)
{
	struct math_line *line = &math->lines[math->line_count];

	if (math->line_count == MATH_LINES_MAX)
		return false;
	math->line_count++;
	*line = (struct math_line){.first = first, .end = end, .indent = indent};
	measure_line(math, line);
	return true;
}

/* The end of the equation that starts at `first`. */
static size_t equation_end(const struct math *math, size_t first)
{
	while (first < math->item_count && !math->items[first].newline)
		first++;
	return first;
}

/* Cells in front of the equation's first relation, −1 where it has none. */
static int relation_at(const struct math *math, size_t first, size_t end)
{
	int x = 0;

	for (size_t i = first; i < end; i++) {
		int gap = gap_before(math, first, i);
		if (math->items[i].class == CLASS_RELATION && !math->items[i].depth)
			return x + gap;
		x += gap + item_width(math, &math->items[i]);
	}
	return -1;
}

/* Where all equations have their first relation. */
static int common_relation(const struct math *math)
{
	int column = 0;

	for (size_t first = 0; first < math->item_count;) {
		size_t end = equation_end(math, first);
		int at = relation_at(math, first, end);
		if (at > column)
			column = at;
		first = end + 1;
	}
	return column;
}

static bool break_equation(struct math *math, size_t first, size_t end, int column, int width)
{
	int relation = relation_at(math, first, end);
	int indent = relation < 0 ? 0 : column - relation;
	int hang = column <= width / HANG_PART ? column : 0;
	size_t start = first;
	bool fits = true;

	while (first < end) {
		size_t stop = line_end(math, first, end, width - indent, first == start);
		fits &= add_line(math, first, stop, indent);
		first = stop;
		if (first == end)
			break;
		indent = math->items[first].class == CLASS_RELATION ? hang : hang + STEP;
	}
	return fits;
}

struct math_extent math_layout(struct math *math, enum math_form form, bool ascii, int width)
{
	struct math_extent extent = {.fits = true};

	math->ascii = ascii;
	math->item_count = 0;
	math->line_count = 0;
	if (form == MATH_FLAT)
		math_flatten(math->root, 0, take_item, math);
	else
		take_nodes(math, math->root, form);
	int column = common_relation(math);
	for (size_t first = 0; first < math->item_count;) {
		size_t end = equation_end(math, first);
		extent.fits &= break_equation(math, first, end, column, width);
		first = end + 1;
	}
	for (int i = 0; i < math->line_count; i++) {
		const struct math_line *line = &math->lines[i];
		extent.h += line->up + 1 + line->down;
		if (line->indent + line->w > extent.w)
			extent.w = line->indent + line->w;
	}
	extent.fits &= extent.w <= width;
	return extent;
}

static void draw_item(const struct math_item *item, struct canvas *canvas, int x, int y, int width,
	enum role plain)
{
	if (item->node) {
		math_draw_node(item->node, canvas, x, y, plain);
		return;
	}
	canvas_text(canvas, x + width - math_text_width(item->text, canvas->ascii), y,
		item->role == ROLE_NONE ? plain : item->role, item->text, -1);
}

void math_draw(const struct math *math, struct canvas *canvas, int x, int y, enum role plain)
{
	for (int i = 0; i < math->line_count; i++) {
		const struct math_line *line = &math->lines[i];
		int at = x + line->indent;

		y += line->up;
		for (size_t k = line->first; k < line->end; k++) {
			const struct math_item *item = &math->items[k];
			int width = item_width(math, item);
			at += gap_before(math, line->first, k);
			draw_item(item, canvas, at, y, width, plain);
			at += width;
		}
		y += line->down + 1;
	}
}
