/* Drawing a measured formula, from the root down. */
#include <string.h>

#include "draw/math_node.h"

static int max(int a, int b)
{
	return a > b ? a : b;
}

struct brush {
	struct canvas *canvas;
	enum role plain;
};

static void draw(const struct math_node *node, struct brush brush, int x, int y);

static enum role role_for(const struct math_node *node, struct brush brush)
{
	return node->role == ROLE_NONE ? brush.plain : node->role;
}

static void draw_part(const struct math_node *part, struct brush brush, int x, int y)
{
	if (part)
		draw(part, brush, x, y);
}

static void draw_row(const struct math_node *row, struct brush brush, int x, int y)
{
	struct math_item before = {.class = CLASS_NONE};
	bool blank = false;

	for (const struct math_node *at = row->first; at; at = at->next) {
		if (at->kind == MATH_BLANK || at->kind == MATH_NEWLINE) {
			blank = true;
			continue;
		}
		struct math_item item = math_item_of(at, blank);
		x += math_gap(&before, &item, brush.canvas->ascii);
		draw(at, brush, x, y);
		x += at->w;
		before = item;
		blank = false;
	}
}

static void draw_atom(const struct math_node *node, struct brush brush, int x, int y)
{
	const char *text = node->text ? node->text : "";

	canvas_text(brush.canvas, x + node->w - math_text_width(text, brush.canvas->ascii), y,
		role_for(node, brush), text, -1);
}

static void draw_fraction(const struct math_node *node, struct brush brush, int x, int y)
{
	const struct math_node *top = node->part[0], *bottom = node->part[1];

	for (int i = 0; i < node->w; i++)
		canvas_put(brush.canvas, x + i, y, 0x2500, role_for(node, brush));
	if (top)
		draw(top, brush, x + (node->w - top->w) / 2, y - 1 - top->down);
	if (bottom)
		draw(bottom, brush, x + (node->w - bottom->w) / 2, y + 1 + bottom->up);
}

/* A bracket over the rows y0 to y1: its ends, its middle, and what runs between. */
static void draw_side(const char *side, struct brush brush, enum role role, int x, int y0, int y1)
{
	static const struct {
		const char *side;
		uint32_t top, middle, run, bottom;
	} shapes[] = {
		{"(", 0x239B, 0x239C, 0x239C, 0x239D},
		{")", 0x239E, 0x239F, 0x239F, 0x23A0},
		{"[", 0x23A1, 0x23A2, 0x23A2, 0x23A3},
		{"]", 0x23A4, 0x23A5, 0x23A5, 0x23A6},
		{"{", 0x23A7, 0x23A8, 0x23AA, 0x23A9},
		{"}", 0x23AB, 0x23AC, 0x23AA, 0x23AD},
		{"|", 0x2502, 0x2502, 0x2502, 0x2502},
	};

	if (y0 == y1) {
		canvas_text(brush.canvas, x, y0, role, side, 1);
		return;
	}
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		if (strcmp(shapes[i].side, side) != 0)
			continue;
		for (int y = y0; y <= y1; y++)
			canvas_put(brush.canvas, x, y,
				y == y0                   ? shapes[i].top
				: y == y1                 ? shapes[i].bottom
				: y == y0 + (y1 - y0) / 2 ? shapes[i].middle
							  : shapes[i].run,
				role);
	}
}

static void draw_ascii_root(const struct math_node *node, struct brush brush, int x, int y)
{
	const struct math_node *inside = node->part[0];
	enum role role = role_for(node, brush);
	int width = (int)strlen("sqrt");

	canvas_text(brush.canvas, x, y, role, "sqrt", -1);
	draw_side("(", brush, role, x + width, y - inside->up, y + inside->down);
	draw(inside, brush, x + width + 1, y);
	draw_side(")", brush, role, x + node->w - 1, y - inside->up, y + inside->down);
}

static void draw_root(const struct math_node *node, struct brush brush, int x, int y)
{
	const struct math_node *inside = node->part[0];
	enum role role = role_for(node, brush);

	if (brush.canvas->ascii) {
		draw_ascii_root(node, brush, x, y);
		return;
	}
	canvas_put(brush.canvas, x + 1, y - node->up, 0x250C, role);
	for (int i = 2; i < node->w; i++)
		canvas_put(brush.canvas, x + i, y - node->up, 0x2500, role);
	for (int row = y - inside->up; row <= y + inside->down; row++)
		canvas_put(brush.canvas, x + 1, row, 0x2502, role);
	canvas_put(brush.canvas, x, y + inside->down, 0x2572, role);
	draw(inside, brush, x + 2, y);
}

static void draw_script(const struct math_node *node, struct brush brush, int x, int y)
{
	const struct math_node *base = node->part[0], *raised = node->part[1],
			       *lowered = node->part[2];

	draw(base, brush, x, y);
	x += base->w;
	if (node->text) {
		canvas_text(brush.canvas, x, math_has_corner(base) && raised ? y - base->up : y,
			role_for(node, brush), node->text, -1);
		return;
	}
	if (raised)
		draw(raised, brush, x, y - base->up - 1 - raised->down);
	if (lowered)
		draw(lowered, brush, x, y + base->down + 1 + lowered->up);
}

static void draw_accent(const struct math_node *node, struct brush brush, int x, int y)
{
	const struct math_node *base = node->part[0];

	draw(base, brush, x, y);
	canvas_put(brush.canvas, x + (base->w - 1) / 2, y - node->up, node->accent,
		role_for(node, brush));
}

static void draw_big(const struct math_node *node, struct brush brush, int x, int y)
{
	const struct math_node *above = node->part[1], *below = node->part[2];
	int width = math_sign_width(node, brush.canvas->ascii), at = x + (node->w - width) / 2;
	enum role role = role_for(node, brush);
	bool two = !brush.canvas->ascii && strcmp(node->text, "Σ") == 0;

	if (two) {
		canvas_put(brush.canvas, at, y - 1, 0x23B2, role);
		canvas_put(brush.canvas, at, y, 0x23B3, role);
	} else {
		canvas_text(brush.canvas, at, y, role, node->text, -1);
	}
	if (above)
		draw(above, brush, x + (node->w - above->w) / 2, y - two - 1 - above->down);
	if (below)
		draw(below, brush, x + (node->w - below->w) / 2, y + 1 + below->up);
}

static void draw_bracket(const struct math_node *node, struct brush brush, int x, int y)
{
	enum role role = role_for(node, brush);
	int y0 = y - node->up, y1 = y + node->down;

	if (node->open[0])
		draw_side(node->open, brush, role, x, y0, y1);
	draw_part(node->part[0], brush, x + (node->open[0] != '\0'), y);
	if (node->close[0])
		draw_side(node->close, brush, role, x + node->w - 1, y0, y1);
}

static void draw_cases(const struct math_node *node, struct brush brush, int x, int y)
{
	int widths[2], h, row = y - node->up;

	math_measure_cells(node, widths, &h);
	draw_side("{", brush, role_for(node, brush), x, row, row + h - 1);
	for (const struct math_node *at = node->first; at; at = at->next) {
		const struct math_node *other = at->next;
		int up = other ? max(at->up, other->up) : at->up;
		int down = other ? max(at->down, other->down) : at->down;

		draw(at, brush, x + 2, row + up);
		if (!other)
			break;
		draw(other, brush, x + 2 + widths[0] + CASES_BLANKS, row + up);
		row += up + 1 + down;
		at = other;
	}
}

static void draw_nothing(const struct math_node *node, struct brush brush, int x, int y)
{
	(void)node;
	(void)brush;
	(void)x;
	(void)y;
}

static void draw(const struct math_node *node, struct brush brush, int x, int y)
{
	static void (*const each[MATH_KIND_COUNT])(
		const struct math_node *, struct brush, int, int) = {[MATH_ATOM] = draw_atom,
		[MATH_BLANK] = draw_nothing,
		[MATH_NEWLINE] = draw_nothing,
		[MATH_ROW] = draw_row,
		[MATH_FRACTION] = draw_fraction,
		[MATH_ROOT] = draw_root,
		[MATH_SCRIPT] = draw_script,
		[MATH_ACCENT] = draw_accent,
		[MATH_BIG] = draw_big,
		[MATH_BRACKET] = draw_bracket,
		[MATH_CASES] = draw_cases};

	if (node->flat)
		math_flat_draw(node, brush.canvas, x, y, brush.plain);
	else
		each[node->kind](node, brush, x, y);
}

void math_draw_node(
	const struct math_node *node, struct canvas *canvas, int x, int y, enum role plain)
{
	draw(node, (struct brush){canvas, plain}, x, y);
}
