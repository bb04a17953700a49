/* The sizes of a formula in its forms, from the leaves up. */
#include <string.h>

#include "base/utf8.h"
#include "draw/glyph.h"
#include "draw/math_node.h"

struct measuring {
	enum math_form form;
	bool ascii;
};

static int max(int a, int b)
{
	return a > b ? a : b;
}

struct math_item math_item_of(const struct math_node *node, bool blank)
{
	return (struct math_item){.node = node,
		.text = node->kind == MATH_ATOM || node->flat ? node->text : NULL,
		.class = node->kind == MATH_BIG ? CLASS_WORD : node->class,
		.role = node->role,
		.blank = blank};
}

static void measure_flat(struct math_node *node, bool ascii)
{
	node->flat = true;
	node->w = math_flat_width(node, ascii);
	node->up = node->down = 0;
}

static void measure(struct math_node *node, struct measuring how);

static void measure_part(struct math_node *part, struct measuring how)
{
	if (part && how.form == MATH_TALL)
		measure(part, how);
	else if (part)
		measure_flat(part, how.ascii);
}

static int width_of(const struct math_node *node)
{
	return node ? node->w : 0;
}

static int height_of(const struct math_node *node)
{
	return node ? node->up + 1 + node->down : 0;
}

static void measure_row(struct math_node *row, struct measuring how)
{
	struct math_item before = {.class = CLASS_NONE};
	bool blank = false;

	for (struct math_node *at = row->first; at; at = at->next) {
		if (at->kind == MATH_BLANK || at->kind == MATH_NEWLINE) {
			blank = true;
			continue;
		}
		measure(at, how);
		struct math_item item = math_item_of(at, blank);
		row->w += math_gap(&before, &item, how.ascii) + at->w;
		row->up = max(row->up, at->up);
		row->down = max(row->down, at->down);
		before = item;
		blank = false;
	}
}

static void measure_atom(struct math_node *node, struct measuring how)
{
	node->w = max(node->slot, math_text_width(node->text ? node->text : "", how.ascii));
}

static void measure_fraction(struct math_node *node, struct measuring how)
{
	measure_part(node->part[0], how);
	measure_part(node->part[1], how);
	node->w = max(width_of(node->part[0]), width_of(node->part[1])) + 2;
	node->up = height_of(node->part[0]);
	node->down = height_of(node->part[1]);
}

/* Only Unicode has a root to draw, and only the tall form the room; others write it. */
static void measure_root(struct math_node *node, struct measuring how)
{
	struct math_node *inside = node->part[0];

	if (how.form != MATH_TALL || !inside) {
		measure_flat(node, how.ascii);
		return;
	}
	measure(inside, how);
	if (how.ascii && !inside->up && !inside->down) {
		measure_flat(node, how.ascii);
		return;
	}
	node->w = inside->w + (how.ascii ? (int)strlen("sqrt()") : 2);
	node->up = inside->up + (how.ascii ? 0 : 1);
	node->down = inside->down;
}

/* A bracket or root that is taller than a row has its script at its corner. */
bool math_has_corner(const struct math_node *base)
{
	return base && base->up > 0 && (base->kind == MATH_BRACKET || base->kind == MATH_ROOT);
}

static void measure_small_script(struct math_node *node, struct measuring how)
{
	const struct math_node *base = node->part[0];

	measure(node->part[0], how);
	node->w = base->w + math_text_width(node->text, how.ascii);
	node->up = base->up;
	node->down = base->down;
}

static void measure_script(struct math_node *node, struct measuring how)
{
	struct math_node *base = node->part[0];

	if (node->text && base) {
		measure_small_script(node, how);
		return;
	}
	if (how.form != MATH_TALL || !base) {
		measure_flat(node, how.ascii);
		return;
	}
	for (int i = 0; i < MATH_PARTS; i++)
		measure_part(node->part[i], how);
	node->w = base->w + max(width_of(node->part[1]), width_of(node->part[2]));
	node->up = base->up + height_of(node->part[1]);
	node->down = base->down + height_of(node->part[2]);
}

static void measure_accent(struct math_node *node, struct measuring how)
{
	if (how.ascii || how.form != MATH_TALL || !node->accent || !node->part[0]) {
		measure_flat(node, how.ascii);
		return;
	}
	measure(node->part[0], how);
	node->w = node->part[0]->w;
	node->up = node->part[0]->up + 1;
	node->down = node->part[0]->down;
}

/* The sum sign: ⎲ over ⎳, its base line at the lower; a word in ASCII. */
int math_sign_width(const struct math_node *node, bool ascii)
{
	return ascii ? math_text_width(node->text, true) : 1;
}

static void measure_big(struct math_node *node, struct measuring how)
{
	bool tall = !how.ascii && strcmp(node->text, "Σ") == 0;

	if (how.form != MATH_TALL || (!node->part[1] && !node->part[2])) {
		measure_flat(node, how.ascii);
		return;
	}
	measure_part(node->part[1], how);
	measure_part(node->part[2], how);
	node->w = max(math_sign_width(node, how.ascii),
		max(width_of(node->part[1]), width_of(node->part[2])));
	node->up = tall + height_of(node->part[1]);
	node->down = height_of(node->part[2]);
}

static void measure_bracket(struct math_node *node, struct measuring how)
{
	struct math_node *inside = node->part[0];

	if (inside)
		measure(inside, how);
	node->w = width_of(inside) + (node->open[0] != '\0') + (node->close[0] != '\0');
	node->up = inside ? inside->up : 0;
	node->down = inside ? inside->down : 0;
}

/* The widths of the two columns, and all rows. */
void math_measure_cells(const struct math_node *node, int widths[2], int *ret_h)
{
	int cell = 0, up = 0, down = 0;

	widths[0] = widths[1] = *ret_h = 0;
	for (const struct math_node *at = node->first; at; at = at->next, cell++) {
		widths[cell % 2] = max(widths[cell % 2], at->w);
		up = max(up, at->up);
		down = max(down, at->down);
		if (cell % 2 || !at->next) {
			*ret_h += up + 1 + down;
			up = down = 0;
		}
	}
}

static void measure_cases(struct math_node *node, struct measuring how)
{
	int widths[2], h;

	if (how.form != MATH_TALL || !node->first) {
		measure_flat(node, how.ascii);
		return;
	}
	for (struct math_node *at = node->first; at; at = at->next)
		measure(at, how);
	math_measure_cells(node, widths, &h);
	node->w = 2 + widths[0] + (widths[1] ? CASES_BLANKS + widths[1] : 0);
	node->up = (h - 1) / 2;
	node->down = h - 1 - node->up;
}

static void measure_nothing(struct math_node *node, struct measuring how)
{
	(void)node;
	(void)how;
}

static void measure(struct math_node *node, struct measuring how)
{
	static void (*const each[MATH_KIND_COUNT])(struct math_node *, struct measuring) = {
		[MATH_ATOM] = measure_atom,
		[MATH_BLANK] = measure_nothing,
		[MATH_NEWLINE] = measure_nothing,
		[MATH_ROW] = measure_row,
		[MATH_FRACTION] = measure_fraction,
		[MATH_ROOT] = measure_root,
		[MATH_SCRIPT] = measure_script,
		[MATH_ACCENT] = measure_accent,
		[MATH_BIG] = measure_big,
		[MATH_BRACKET] = measure_bracket,
		[MATH_CASES] = measure_cases};

	node->flat = false;
	node->w = node->up = node->down = 0;
	if (how.form == MATH_FLAT)
		measure_flat(node, how.ascii);
	else
		each[node->kind](node, how);
}

void math_measure(struct math_node *node, enum math_form form, bool ascii)
{
	measure(node, (struct measuring){form, ascii});
}
