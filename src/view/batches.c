#include "view/batches.h"

enum {
	FIRST_END = 16,
	LEAST_ROWS = 2,
	FEW_ROWS = 9, /* below this none may be wasted */
	LABELS = 5,   /* cells for the values' labels, at least, so that they rarely move */
	ROOM_X = 9,   /* cells between ticks, or more */
	LEAST_W = 24  /* below this the room is worth more than labels */
};

double batches_end(const struct run *run)
{
	double steps = (double)run->timeline.steps;
	double end = FIRST_END;

	while (run->at.epoch && end < (double)run->at.step + 1)
		end *= 2;
	return end < steps ? end : steps;
}

/* Rows below the last plot: the axis and its labels. All others have the axis alone. */
static int base_of(const struct batches_room *room)
{
	return room->area.h >= room->head + LEAST_ROWS + 2 ? 2 : 0;
}

int batches_fit(const struct batches_room *room, int count)
{
	int base = base_of(room), each = room->head + LEAST_ROWS + (base > 0);
	int most = (room->area.h - (base > 0)) / each;

	most = most < count ? most : count;
	most = most > BATCHES_PLOTS_MAX ? BATCHES_PLOTS_MAX : most;
	return most < 1 ? 1 : most;
}

/* The rows of plot i: all have as many, so that equal ranges are equal pictures. */
static struct rect rows_of(const struct batches_room *room, int count, int i, int *ret_base)
{
	int base = base_of(room), below = base > 0;
	int all = room->area.h - count * (room->head + below) - (base - below);
	int rows = all > 0 ? all / count : 0;
	int y = room->area.y + i * (room->head + rows + below) + room->head;

	*ret_base = i == count - 1 ? base : below;
	return (struct rect){room->area.x, y, room->area.w, rows};
}

static struct axis value_axis(const struct batches_range *range, int rows)
{
	bool known = range->lo <= range->hi;
	double lo = known ? range->lo : 0, hi = known ? range->hi : 1;

	return rows < FEW_ROWS ? axis_few(lo, hi, rows) : axis_fit(lo, hi, rows, 3);
}

static void place_x(struct plot *plot, const struct batches_room *room, int gutter, double end)
{
	int left = plot->has_y ? gutter + 1 : 0;
	int w = room->area.w - left - room->right;

	plot->area.x = room->area.x + left;
	plot->area.w = w > 0 ? w : 0;
	plot->whole.w = left + plot->area.w;
	plot->x = axis_fit(0, end, w < 1 ? 1 : w, ROOM_X);
}

struct batches_stack batches_lay_out(const struct run *run, const struct batches_room *room,
	const struct batches_range *ranges, int count, bool ascii)
{
	struct batches_stack stack = {.count = count};
	int gutter = LABELS;

	for (int i = 0; i < count; i++) {
		struct plot *plot = &stack.plot[i];
		int base;
		plot->area = rows_of(room, count, i, &base);
		plot->whole = plot->area;
		plot->whole.h += base;
		plot->has_x = base > 0;
		plot->has_y = room->area.w - room->right >= LEAST_W;
		plot->y = value_axis(&ranges[i], plot->area.h);
		int labels = axis_label_width(&plot->y, ascii);
		gutter = labels > gutter ? labels : gutter;
	}
	for (int i = 0; i < count; i++)
		place_x(&stack.plot[i], room, gutter, batches_end(run));
	return stack;
}

void batches_here(const struct run *run, const struct plot *plot, struct canvas *canvas)
{
	int column = run->at.epoch ? axis_cell(&plot->x, (double)run->at.step + 1) : -1;

	if (column >= 0 && column < plot->area.w)
		canvas_fill(canvas,
			(struct rect){plot->area.x + column, plot->area.y, 1, plot->area.h}, 0x250A,
			ROLE_AXIS);
}

/* In the margin on the right, where no tick can take its place. */
static void draw_title(const struct plot *last, struct canvas *canvas)
{
	int y = last->area.y + last->area.h;

	if (last->whole.h - last->area.h > 1)
		canvas_text(canvas, last->area.x + last->area.w + 1, y, ROLE_TITLE, "batch", -1);
}

void batches_axes(const struct run *run, const struct batches_stack *stack, struct canvas *canvas)
{
	for (int i = 0; i < stack->count; i++) {
		batches_here(run, &stack->plot[i], canvas);
		plot_axes(&stack->plot[i], canvas);
	}
	draw_title(&stack->plot[stack->count - 1], canvas);
}
