/* The forms in two dimensions: sizes from the leaves up, then drawing from the root down. */
#include <string.h>

#include "base/utf8.h"
#include "draw/glyph.h"
#include "draw/math_node.h"

enum { CASES_BLANKS = 2 }; /* between a case and its condition */

struct measuring {
	enum math_form form;
	bool ascii;
};

static int max(int a, int b)
{
	return a > b ? a : b;
}

static struct math_item as_item(const struct math_node *node, bool blank)
{
	return (struct math_item){.node = node,
		.text = node->kind == MATH_ATOM || node->flat ? node->text : NULL,
		.class = node->kind == MATH_BIG ? CLASS_WORD : node->class,
		.role = node->role,
		.blank = blank};
}

/* --- a node in its flat form ---------------------------------------------------------------------- */

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
	run->w += max(0, item->slot - width);
	if (run->canvas)
		canvas_text(run->canvas, run->x + run->w, run->y,
			item->role == ROLE_NONE ? run->plain : item->role, item->text, -1);
	run->w += width;
	run->before = *item;
}

static void measure_flat(struct math_node *node, bool ascii)
{
	struct flat_run run = {.before = {.class = CLASS_NONE}, .ascii = ascii};

	math_flatten(node, 0, take_flat, &run);
	node->flat = true;
	node->w = run.w;
	node->up = node->down = 0;
}

static void draw_flat(
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

/* --- measuring ------------------------------------------------------------------------------------ */

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
		struct math_item item = as_item(at, blank);
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
static bool has_corner(const struct math_node *base)
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
static int sign_width(const struct math_node *node, bool ascii)
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
	node->w = max(
		sign_width(node, how.ascii), max(width_of(node->part[1]), width_of(node->part[2])));
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
static void measure_cells(const struct math_node *node, int widths[2], int *ret_h)
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
	measure_cells(node, widths, &h);
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

/* --- drawing -------------------------------------------------------------------------------------- */

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
		struct math_item item = as_item(at, blank);
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
		canvas_text(brush.canvas, x, has_corner(base) && raised ? y - base->up : y,
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
	int width = sign_width(node, brush.canvas->ascii), at = x + (node->w - width) / 2;
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

	measure_cells(node, widths, &h);
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
		draw_flat(node, brush.canvas, x, y, brush.plain);
	else
		each[node->kind](node, brush, x, y);
}

void math_draw_node(
	const struct math_node *node, struct canvas *canvas, int x, int y, enum role plain)
{
	draw(node, (struct brush){canvas, plain}, x, y);
}
