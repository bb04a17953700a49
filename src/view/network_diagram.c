#include <stdio.h>

#include "draw/dots.h"
#include "view/network_parts.h"

enum {
	LEAST_PITCH = 8,   /* cells for a layer with its norm, and for the name of a layer */
	DASH_PITCH = 12,   /* … with a dash on either side of the box */
	LEAST_DIAGRAM = 4, /* rows for the units */
	WORDS_DIAGRAM = 5, /* rows for the units where the stages stand below as words */
	LEAST_W = 28,
	LEAST_H = 8,
	LINKS_MAX = 24, /* lines between two columns that can still be told apart */
	LOSS_W = 7,
	BOX_W = 4
};

static const char FROZEN[] = ", frozen";
/* Which part of a layer's picture a stage belongs to; stages without a part light the head only. */
enum part { PART_NONE, PART_SUM, PART_NORM, PART_BEND };
static const unsigned char parts[STAGE_COUNT] = {
	[STAGE_LINEAR] = PART_SUM,
	[STAGE_D_WEIGHTS] = PART_SUM,
	[STAGE_D_INPUT] = PART_SUM,
	[STAGE_MEAN] = PART_NORM,
	[STAGE_SUBTRACT] = PART_NORM,
	[STAGE_VARIANCE] = PART_NORM,
	[STAGE_NORMALIZE] = PART_NORM,
	[STAGE_SCALE_SHIFT] = PART_NORM,
	[STAGE_RUNNING] = PART_NORM,
	[STAGE_D_BETA] = PART_NORM,
	[STAGE_D_GAMMA] = PART_NORM,
	[STAGE_D_ZHAT] = PART_NORM,
	[STAGE_D_VAR] = PART_NORM,
	[STAGE_D_MU] = PART_NORM,
	[STAGE_D_Z] = PART_NORM,
	[STAGE_ACTIVATION] = PART_BEND,
	[STAGE_D_ACTIVATION] = PART_BEND,
};

/* Where the columns stand. */
struct plan {
	const struct run *run;
	struct canvas *canvas;
	struct rect area, diagram, below;
	int node_x;       /* of the inputs */
	int left;         /* where the first layer's column begins */
	int pitch;        /* cells of a layer's column */
	int first, count; /* layers shown, from 1 */
	int head_rows;
	bool words; /* stages below as words, a row each; else as symbols */
	int word_w; /* cells of the longest of them */
};

/* The picture of one layer in its column: sums, the box of the norm, the bend; −1 where none. */
struct column_parts {
	int sum_x, box_x, bend_x;
	int in_x, out_x; /* its first and last cell */
};

static struct column_parts block_of(const struct plan *plan, int layer)
{
	const struct layer_spec *spec = network_layer(plan->run, layer);
	bool after = plan->run->experiment->model.norm_position == NORM_POSITION_AFTER;
	bool bend = spec->batch_norm && !after && spec->activation != ACTIVATION_LINEAR;
	int gap = plan->pitch >= DASH_PITCH; /* a dash on either side of the box */
	int w = 1 + (spec->batch_norm ? gap + BOX_W : 0) + (bend ? gap + 1 : 0);
	int column = plan->left + (layer - plan->first) * plan->pitch;
	struct column_parts block = {.box_x = -1, .bend_x = -1};

	block.sum_x = block.in_x = column + 1 + (plan->pitch - 1 - w) / 2;
	block.out_x = block.in_x + w - 1;
	if (spec->batch_norm)
		block.box_x = block.sum_x + 1 + gap;
	if (bend)
		block.bend_x = block.out_x;
	return block;
}

/* The rows of a column's units: those that do not fit are counted in the last row. */
struct rows {
	int top, step, shown;
	bool cut;
};

static struct rows rows_of(const struct plan *plan, int units)
{
	int h = plan->diagram.h - 2; /* above and below the box has its edges */
	struct rows rows = {.step = 1, .shown = units, .cut = units > h};

	if (rows.cut)
		rows.shown = h - 1;
	else if (h >= 2 * units - 1)
		rows.step = 2;
	int height = (rows.shown - 1) * rows.step + 1 + rows.cut;
	rows.top = plan->diagram.y + 1 + (h - height) / 2;
	return rows;
}

static int row_at(const struct rows *rows, int i)
{
	return rows->top + i * rows->step;
}

static int middle_row(const struct plan *plan)
{
	return plan->diagram.y + plan->diagram.h / 2;
}

static bool part_lit(const struct run *run, int layer, enum part part)
{
	enum part here = run->at.layer == layer ? parts[run->at.stage] : PART_NONE;
	const struct layer_spec *spec = network_layer(run, layer);
	bool after = run->experiment->model.norm_position == NORM_POSITION_AFTER;

	/* Sum and bend are one node unless the norm stands between them. */
	if (part == PART_SUM && here == PART_BEND)
		return !spec->batch_norm || after;
	return here == part;
}

static void draw_node(const struct plan *plan, int x, int y, bool lit, bool known)
{
	canvas_put(plan->canvas, x, y,
		lit     ? 0x25C9
		: known ? 0x25CF
			: 0x25CB,
		lit     ? ROLE_LIT
		: known ? ROLE_TEXT
			: ROLE_DIM);
}

/* A box around BN over all units; each unit passes through it. */
static void draw_box(const struct plan *plan, int x, const struct rows *rows, enum role role)
{
	struct canvas *canvas = plan->canvas;
	int top = rows->top - 1, bottom = row_at(rows, rows->shown - 1) + 1 + rows->cut;

	canvas_fill(canvas, (struct rect){x, top, BOX_W, 1}, 0x2500, role);
	canvas_fill(canvas, (struct rect){x, bottom, BOX_W, 1}, 0x2500, role);
	canvas_put(canvas, x, top, 0x256D, role);
	canvas_put(canvas, x + BOX_W - 1, top, 0x256E, role);
	canvas_put(canvas, x, bottom, 0x2570, role);
	canvas_put(canvas, x + BOX_W - 1, bottom, 0x256F, role);
	for (int y = top + 1; y < bottom; y++) {
		bool unit = y <= row_at(rows, rows->shown - 1) && (y - rows->top) % rows->step == 0;
		canvas_put(canvas, x, y, unit ? 0x2524 : 0x2502, role);
		canvas_put(canvas, x + BOX_W - 1, y, unit ? 0x251C : 0x2502, role);
	}
	canvas_text(canvas, x + 1, (top + bottom) / 2, role, "BN", -1);
}

static void draw_box_of(const struct plan *plan, int layer, const struct column_parts *block,
	const struct rows *rows)
{
	const struct run *run = plan->run;
	enum role role = part_lit(run, layer, PART_NORM)              ? ROLE_LIT
			 : run_reached(run, STAGE_SCALE_SHIFT, layer) ? ROLE_TEXT
								      : ROLE_DIM;

	for (int i = 0; i < rows->shown; i++)
		canvas_fill(plan->canvas,
			(struct rect){
				block->in_x, row_at(rows, i), block->out_x - block->in_x + 1, 1},
			0x2500, ROLE_AXIS);
	draw_box(plan, block->box_x, rows, role);
}

static void draw_count(const struct plan *plan, int layer, int x, int y)
{
	int units = network_layer(plan->run, layer)->units, room = plan->pitch - 1;
	char text[32];

	snprintf(text, sizeof text, "… %d units", units);
	if (canvas_text_width(plan->canvas, text) > room)
		snprintf(text, sizeof text, "… %d", units);
	int left = plan->left + (layer - plan->first) * plan->pitch + 1;
	int width = canvas_text_width(plan->canvas, text);
	if (x + width > left + room)
		x = left + room - width;
	canvas_text_fit(plan->canvas, x, y, ROLE_LABEL, text, left + room - x);
}

static void draw_layer(const struct plan *plan, int layer)
{
	const struct run *run = plan->run;
	struct column_parts block = block_of(plan, layer);
	struct rows rows = rows_of(plan, network_layer(run, layer)->units);

	if (block.box_x >= 0)
		draw_box_of(plan, layer, &block, &rows);
	for (int i = 0; i < rows.shown; i++) {
		draw_node(plan, block.sum_x, row_at(&rows, i), part_lit(run, layer, PART_SUM),
			run_reached(run, STAGE_LINEAR, layer));
		if (block.bend_x >= 0)
			draw_node(plan, block.bend_x, row_at(&rows, i),
				part_lit(run, layer, PART_BEND),
				run_reached(run, STAGE_ACTIVATION, layer));
	}
	if (rows.cut)
		draw_count(plan, layer, block.box_x < 0 ? block.sum_x : block.out_x + 1,
			row_at(&rows, rows.shown));
}

/* What stands at one side of a gap between columns. */
struct side {
	int x;
	struct rows rows;
	int units;
};

static struct side side_of(const struct plan *plan, int layer, bool right)
{
	struct column_parts block = block_of(plan, layer);
	int units = network_layer(plan->run, layer)->units;

	return (struct side){right ? block.out_x + 1 : block.in_x - 1, rows_of(plan, units), units};
}

/* A line from each unit to each unit; where that is too much, one arrow for all. */
static void draw_links(
	const struct plan *plan, const struct side *from, const struct side *to, bool lit)
{
	enum role role = lit ? ROLE_LIT : ROLE_AXIS;
	struct rect gap = {from->x, plan->diagram.y, to->x - from->x + 1, plan->diagram.h};
	struct pen pen = {plan->canvas, gap, role, DOTS_JOIN, false, false};
	bool back = network_phase(plan->run) >= PHASE_BACKWARD;

	if (gap.w < 1)
		return;
	if (gap.w < 2 || from->rows.cut || to->rows.cut || from->units * to->units > LINKS_MAX) {
		canvas_put(plan->canvas, gap.x + gap.w / 2, middle_row(plan),
			back ? 0x2190 : 0x2192, role);
		return;
	}
	for (int i = 0; i < from->units; i++)
		for (int j = 0; j < to->units; j++)
			dots_line(&pen,
				(struct segment){0, (row_at(&from->rows, i) - gap.y) * DOTS_Y + 2,
					gap.w * DOTS_X - 1,
					(row_at(&to->rows, j) - gap.y) * DOTS_Y + 2});
}

/* True where the stage uses the layer's weights or computes their gradient. */
static bool weights_lit(const struct run *run, int layer)
{
	return run->at.layer == layer && parts[run->at.stage] == PART_SUM;
}

static void draw_all_links(const struct plan *plan)
{
	const struct run *run = plan->run;
	int last = plan->first + plan->count - 1;
	struct side from = {plan->node_x + 1, rows_of(plan, FEATURES), FEATURES};

	for (int layer = plan->first; layer <= last; layer++) {
		struct side to = side_of(plan, layer, false);
		if (layer > 1 && layer == plan->first)
			canvas_put(plan->canvas, plan->left, middle_row(plan), 0x2026, ROLE_LABEL);
		else
			draw_links(plan, &from, &to, weights_lit(run, layer));
		from = side_of(plan, layer, true);
	}
	struct side loss = {plan->left + plan->count * plan->pitch, rows_of(plan, 1), 1};
	if (last < run->experiment->model.layers)
		canvas_put(plan->canvas, loss.x, middle_row(plan), 0x2026, ROLE_LABEL);
	else
		draw_links(plan, &from, &loss, network_loss_lit(run));
	canvas_put(plan->canvas, loss.x + 1, loss.rows.top,
		network_phase(run) >= PHASE_BACKWARD ? 0x2190 : 0x2192,
		network_loss_lit(run) ? ROLE_LIT : ROLE_AXIS);
}

static void draw_ends(const struct plan *plan)
{
	static const char *const names[FEATURES] = {"x₁", "x₂"};
	const struct run *run = plan->run;
	struct rows rows = rows_of(plan, FEATURES), one = rows_of(plan, 1);
	bool lit = network_inputs_lit(run);

	for (int i = 0; i < FEATURES; i++) {
		canvas_text(plan->canvas, plan->area.x, row_at(&rows, i),
			lit ? ROLE_LIT : ROLE_TEXT, names[i], -1);
		draw_node(plan, plan->node_x, row_at(&rows, i), lit, true);
	}
	canvas_text(plan->canvas, plan->left + plan->count * plan->pitch + 3, one.top,
		network_loss_lit(run)             ? ROLE_LIT
		: run_reached(run, STAGE_LOSS, 0) ? ROLE_TEXT
						  : ROLE_DIM,
		"loss", -1);
}

/* In a row of its own the last layer has both of its names, or the one that words use. */
static void write_name(const struct plan *plan, int layer, struct str *out)
{
	network_full_name(plan->run, layer, plan->head_rows > 1 ? plan->pitch - 1 : 0, out);
}

/* "layer 1 · 3 tanh, frozen" in one row; or in two, or three. */
static int head_width(const struct plan *plan, int layer, bool name)
{
	struct str head = {0};

	if (name) {
		write_name(plan, layer, &head);
		str_add(&head, " · ");
	}
	network_kind(plan->run, layer, &head);
	if (network_layer(plan->run, layer)->frozen)
		str_add(&head, FROZEN);
	int width = canvas_text_width(plan->canvas, str_text(&head));
	str_free(&head);
	return width;
}

static void draw_centred(
	const struct plan *plan, int layer, int row, enum role role, const char *text)
{
	int room = plan->pitch - 1, width = canvas_text_width(plan->canvas, text);
	int x = plan->left + (layer - plan->first) * plan->pitch + 1;

	if (width < room)
		x += (room - width) / 2;
	canvas_text_fit(plan->canvas, x, plan->area.y + row, role, text, room);
}

static void draw_head(const struct plan *plan, int layer)
{
	enum role role = network_layer_lit(plan->run, layer) ? ROLE_LIT : ROLE_TITLE;
	struct str name = {0}, kind = {0};

	bool frozen = network_layer(plan->run, layer)->frozen;

	write_name(plan, layer, &name);
	network_kind(plan->run, layer, &kind);
	if (frozen && plan->head_rows < 3)
		str_add(&kind, FROZEN);
	else if (frozen)
		draw_centred(plan, layer, 2, ROLE_LABEL, FROZEN + 2);
	if (plan->head_rows == 1)
		str_addf(&name, " · %s", str_text(&kind));
	else
		draw_centred(plan, layer, 1, ROLE_LABEL, str_text(&kind));
	draw_centred(plan, layer, 0, role, str_text(&name));
	str_free(&name);
	str_free(&kind);
}

/* The layer's stages below it, those to come dim. */
static void draw_chain(const struct plan *plan, int layer)
{
	struct chain chain = chain_here(plan->run, layer);
	struct flow flow = {.between = " "};
	struct rect column = {plan->left + (layer - plan->first) * plan->pitch + 1, plan->below.y,
		plan->pitch - 1, plan->below.h};

	if (!plan->words) {
		column.w--; /* symbols of neighbours would read as one row */
		chain_flow(&chain, false, &flow);
		flow_draw(&flow, plan->canvas, column);
		return;
	}
	column.x += (column.w - plan->word_w) / 2;
	for (int i = 0; i < chain.count && i < column.h; i++)
		canvas_text_fit(plan->canvas, column.x, column.y + i, chain_role(&chain, i),
			stage_info(chain.slots[i].stage)->word, plan->word_w);
}

/* The largest of a measure over the layers that are shown, in both phases. */
static int most(const struct plan *plan, int (*measure)(const struct plan *, const struct chain *))
{
	int largest = 0;

	for (int i = 0; i < plan->count; i++) {
		for (enum phase phase = PHASE_FORWARD; phase <= PHASE_BACKWARD; phase++) {
			struct chain chain = chain_of(plan->run, plan->first + i, phase);
			int value = measure(plan, &chain);
			largest = value > largest ? value : largest;
		}
	}
	return largest;
}

static int word_rows(const struct plan *plan, const struct chain *chain)
{
	(void)plan;
	return chain->count;
}

static int word_width(const struct plan *plan, const struct chain *chain)
{
	int largest = 0;

	for (int i = 0; i < chain->count; i++) {
		int width =
			canvas_text_width(plan->canvas, stage_info(chain->slots[i].stage)->word);
		largest = width > largest ? width : largest;
	}
	return largest;
}

static int symbol_rows(const struct plan *plan, const struct chain *chain)
{
	struct flow flow = {.between = " "};

	chain_flow(chain, false, &flow);
	return flow_rows(&flow, plan->canvas, plan->pitch - 2);
}

/* As many layers as there is room for, the current one among them. */
static void plan_columns(struct plan *plan)
{
	const struct run *run = plan->run;
	int layers = run->experiment->model.layers;
	int here = run->at.layer ? run->at.layer : network_loss_lit(run) ? layers : 1;

	plan->node_x = plan->area.x + canvas_text_width(plan->canvas, "x₁") + 1;
	plan->left = plan->node_x + 1;
	int room = plan->area.x + plan->area.w - plan->left - LOSS_W;
	int least = layers < 10 ? LEAST_PITCH : LEAST_PITCH + 1; /* "layer 10" is a cell longer */
	plan->count = room / least < layers ? room / least : layers;
	if (plan->count < 1)
		return;
	plan->pitch = room / plan->count;
	plan->first = here - plan->count / 2;
	if (plan->first > layers - plan->count + 1)
		plan->first = layers - plan->count + 1;
	if (plan->first < 1)
		plan->first = 1;
}

/* Units say more than the symbols of the stages: up to four of them come first. */
static int least_rows(const struct plan *plan)
{
	int units = LEAST_DIAGRAM - 2;

	for (int i = 0; i < plan->count; i++)
		while (units < 4 && network_layer(plan->run, plan->first + i)->units > units)
			units++;
	return units + 2;
}

/* Heads, units, stages from top to bottom. What stands below is the same size in both phases. */
static void plan_rows(struct plan *plan)
{
	plan->head_rows = 1;
	for (int layer = plan->first; layer < plan->first + plan->count; layer++) {
		if (head_width(plan, layer, true) >= plan->pitch && plan->head_rows < 2)
			plan->head_rows = 2;
		if (head_width(plan, layer, false) >= plan->pitch &&
			network_layer(plan->run, layer)->frozen)
			plan->head_rows = 3;
	}
	int room = plan->area.h - plan->head_rows - 1, below = most(plan, word_rows);
	plan->word_w = most(plan, word_width);
	plan->words = plan->word_w < plan->pitch && room - below >= WORDS_DIAGRAM;
	if (!plan->words)
		below = most(plan, symbol_rows);
	if (room - below < least_rows(plan))
		below = 0;
	plan->diagram = (struct rect){plan->area.x, plan->area.y + plan->head_rows, plan->area.w,
		room + (below == 0) - below};
	plan->below = (struct rect){
		plan->area.x, plan->area.y + plan->area.h - below, plan->area.w, below};
}

/* Before the batches it is the inputs that pass from stage to stage. */
static void draw_input_chain(const struct plan *plan)
{
	struct chain chain = chain_of(plan->run, 0, PHASE_INPUT);
	struct flow flow = {.between = " → "};

	chain_flow(&chain, true, &flow);
	flow_draw(&flow, plan->canvas, plan->below);
}

bool network_diagram(const struct run *run, struct canvas *canvas, struct rect area)
{
	struct plan plan = {.run = run, .canvas = canvas, .area = area};

	if (area.w < LEAST_W || area.h < LEAST_H)
		return false;
	plan_columns(&plan);
	if (plan.count < 1)
		return false;
	plan_rows(&plan);
	draw_all_links(&plan);
	draw_ends(&plan);
	for (int i = 0; i < plan.count; i++) {
		draw_head(&plan, plan.first + i);
		draw_layer(&plan, plan.first + i);
		if (network_phase(run) != PHASE_INPUT)
			draw_chain(&plan, plan.first + i);
	}
	if (network_phase(run) == PHASE_INPUT)
		draw_input_chain(&plan);
	return true;
}
