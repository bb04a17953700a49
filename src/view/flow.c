#include "view/flow.h"

#include <stdbool.h>

void flow_add(struct flow *flow, const char *text, enum role role)
{
	if (flow->count == FLOW_MAX)
		return;
	flow->items[flow->count].text = text;
	flow->items[flow->count++].role = role;
}

/* Where an item stands; `row` and `x` move on from item to item. */
struct place_in_flow {
	int x, row;
	bool first; /* of its row */
};

static void flow_next(const struct flow *flow, const struct canvas *canvas, int i, int w,
	struct place_in_flow *at)
{
	int width = canvas_text_width(canvas, flow->items[i].text);
	int before = i ? canvas_text_width(canvas, flow->items[i - 1].text) : 0;
	int gap = canvas_text_width(canvas, flow->between);

	at->first = i == 0 || at->x + before + gap + width > w;
	at->row += i && at->first;
	at->x = at->first ? 0 : at->x + before + gap;
}

int flow_rows(const struct flow *flow, const struct canvas *canvas, int w)
{
	struct place_in_flow at = {.x = 0};

	for (int i = 0; i < flow->count; i++)
		flow_next(flow, canvas, i, w, &at);
	return flow->count ? at.row + 1 : 0;
}

static int lit_row(const struct flow *flow, const struct canvas *canvas, int w)
{
	struct place_in_flow at = {.x = 0};
	int lit = 0;

	for (int i = 0; i < flow->count; i++) {
		flow_next(flow, canvas, i, w, &at);
		if (flow->items[i].role == ROLE_LIT)
			lit = at.row;
	}
	return lit;
}

/* An arrow at the end of a row says that the next one goes on with it. */
static void draw_break(struct canvas *canvas, int x, int y, const char *between, int right)
{
	if (x + canvas_text_width(canvas, between) - 1 <= right)
		canvas_text(canvas, x, y, ROLE_DIM, between, -1);
}

void flow_draw(const struct flow *flow, struct canvas *canvas, struct rect area)
{
	struct rect clip = canvas_clip(canvas, area);
	int lit = lit_row(flow, canvas, area.w), gap = canvas_text_width(canvas, flow->between);
	int up = lit >= area.h ? lit - area.h + 1 : 0;
	struct place_in_flow at = {.x = 0};
	int end = area.x;

	for (int i = 0; i < flow->count; i++) {
		flow_next(flow, canvas, i, area.w, &at);
		int x = area.x + at.x, y = area.y + at.row - up;
		if (!at.first)
			canvas_text(canvas, x - gap, y, ROLE_DIM, flow->between, -1);
		else if (i)
			draw_break(canvas, end, y - 1, flow->between, area.x + area.w);
		canvas_text_fit(canvas, x, y, flow->items[i].role, flow->items[i].text,
			area.x + area.w - x);
		end = x + canvas_text_width(canvas, flow->items[i].text);
	}
	canvas_clip_restore(canvas, clip);
}
