#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "view/network_parts.h"
#include "view/view.h"

/* Stages in a narrow column; NULL for those that belong to no layer. */
static const char *const symbols[STAGE_COUNT] = {
	[STAGE_LINEAR] = "z",
	[STAGE_MEAN] = "μ",
	[STAGE_SUBTRACT] = "z−μ",
	[STAGE_VARIANCE] = "σ²",
	[STAGE_NORMALIZE] = "ẑ",
	[STAGE_SCALE_SHIFT] = "γẑ+β",
	[STAGE_RUNNING] = "running",
	[STAGE_ACTIVATION] = "a",
	[STAGE_D_ACTIVATION] = "da",
	[STAGE_D_BETA] = "dβ",
	[STAGE_D_GAMMA] = "dγ",
	[STAGE_D_ZHAT] = "dẑ",
	[STAGE_D_VAR] = "dσ²",
	[STAGE_D_MU] = "dμ",
	[STAGE_D_Z] = "dz",
	[STAGE_D_WEIGHTS] = "dW",
	[STAGE_D_INPUT] = "dA",
};

enum phase network_phase(const struct run *run)
{
	return stage_info(run->at.stage)->phase;
}

const struct layer_spec *network_layer(const struct run *run, int layer)
{
	return &run->experiment->model.layer[layer - 1];
}

bool network_inputs_lit(const struct run *run)
{
	return !run->at.epoch || run->at.stage == STAGE_DRAW;
}

bool network_loss_lit(const struct run *run)
{
	return run->at.stage == STAGE_LOSS || run->at.stage == STAGE_D_LOSS;
}

/* The update moves the parameters of every layer that is not frozen. */
bool network_layer_lit(const struct run *run, int layer)
{
	if (run->at.stage == STAGE_UPDATE)
		return !network_layer(run, layer)->frozen;
	return run->at.layer == layer;
}

void network_name(const struct run *run, int layer, struct str *out)
{
	if (layer == run->experiment->model.layers)
		str_add(out, "output");
	else
		str_addf(out, "layer %d", layer);
}

enum { NAMED_UP_TO = 2 }; /* layers; of more, lessons call the last one by its number, too */

void network_full_name(const struct run *run, int layer, int w, struct str *out)
{
	int layers = run->experiment->model.layers;
	size_t before = out->len;

	if (layer < layers || layers <= NAMED_UP_TO || !w) {
		network_name(run, layer, out);
		return;
	}
	str_addf(out, "layer %d", layer);
	if (utf8_width(str_text(out) + before) + (int)strlen(", output") <= w)
		str_add(out, ", output");
}

/* "3 tanh", and of the output, which is one unit, "sigmoid". */
void network_kind(const struct run *run, int layer, struct str *out)
{
	const struct layer_spec *spec = network_layer(run, layer);

	if (layer < run->experiment->model.layers || spec->units > 1)
		str_addf(out, "%d ", spec->units);
	str_add(out, activation_names[spec->activation]);
}

void network_title(const struct scene *scene, struct frame_words *words)
{
	static const char *const directions[] = {[PHASE_INPUT] = "inputs",
		[PHASE_FORWARD] = "→ forward",
		[PHASE_BACKWARD] = "← backward",
		[PHASE_UPDATE] = "update"};
	const struct run *run = scene->play->run;

	str_addf(&words->title, "the network · %s", directions[network_phase(run)]);
	if (utf8_width(str_text(&words->title)) > words->w) {
		str_clear(&words->title);
		str_add(&words->title, directions[network_phase(run)]);
	}
	if (run->at.layer) {
		network_name(run, run->at.layer, &words->note);
		str_add(&words->note, " · ");
	}
	str_add(&words->note, stage_info(run->at.stage)->word);
}

struct chain chain_of(const struct run *run, int layer, enum phase phase)
{
	const struct timeline *t = &run->timeline;
	struct chain chain = {.count = 0};
	int first = 0;

	if (phase == PHASE_INPUT)
		return (struct chain){t->input, t->input_slots, run->at.slot};
	const struct slot *batch = timeline_order(t, run->at.step)->batch;
	for (int i = 0; i < t->batch_slots; i++) {
		if (batch[i].layer != layer || stage_info(batch[i].stage)->phase != phase)
			continue;
		if (!chain.count++)
			first = i;
	}
	chain.slots = batch + first;
	chain.at = run->at.epoch ? run->at.slot - first : -1;
	chain.at = chain.at < -1 ? -1 : chain.at > chain.count ? chain.count : chain.at;
	return chain;
}

/* The update comes behind the backward pass and shows it as done. */
struct chain chain_here(const struct run *run, int layer)
{
	enum phase phase = network_phase(run);

	if (phase == PHASE_INPUT)
		phase = PHASE_FORWARD;
	return chain_of(run, layer, phase == PHASE_UPDATE ? PHASE_BACKWARD : phase);
}

enum role chain_role(const struct chain *chain, int i)
{
	return i < chain->at ? ROLE_TEXT : i == chain->at ? ROLE_LIT : ROLE_DIM;
}

void chain_flow(const struct chain *chain, bool words, struct flow *flow)
{
	for (int i = 0; i < chain->count; i++) {
		enum stage stage = chain->slots[i].stage;
		flow_add(flow, words ? stage_info(stage)->word : symbols[stage],
			chain_role(chain, i));
	}
}

/* Where a line of words begins and ends in a deep network, and how it calls the layers. */
struct line {
	int first, last;
	bool brief;
	char names[LAYERS_MAX][24];
};

static void line_name(const struct run *run, int layer, struct line *line)
{
	bool output = layer == run->experiment->model.layers && !line->brief;
	bool lit = network_layer_lit(run, layer);
	char number[12];

	snprintf(number, sizeof number, "%d", layer);
	snprintf(line->names[layer - 1], sizeof *line->names, "%s%s%s%s", lit ? "[" : "",
		output        ? "output"
		: line->brief ? ""
			      : "layer ",
		output ? "" : number, lit ? "]" : "");
}

static void line_flow(const struct run *run, struct line *line, struct flow *flow)
{
	*flow = (struct flow){.between = " → "};
	flow_add(flow, network_inputs_lit(run) ? "[x]" : "x",
		network_inputs_lit(run) ? ROLE_LIT : ROLE_TEXT);
	if (line->first > 1)
		flow_add(flow, "…", ROLE_DIM);
	for (int layer = line->first; layer <= line->last; layer++) {
		line_name(run, layer, line);
		flow_add(flow, line->names[layer - 1],
			network_layer_lit(run, layer) ? ROLE_LIT : ROLE_TEXT);
	}
	if (line->last < run->experiment->model.layers)
		flow_add(flow, "…", ROLE_DIM);
	flow_add(flow, network_loss_lit(run) ? "[loss]" : "loss",
		network_loss_lit(run) ? ROLE_LIT : ROLE_TEXT);
}

/* Leaves out the layers farthest from the current one until the line fits. */
static void line_fit(const struct run *run, const struct canvas *canvas, int w, struct line *line,
	struct flow *flow)
{
	int layers = run->experiment->model.layers;
	int here = run->at.layer ? run->at.layer : network_loss_lit(run) ? layers : 1;

	*line = (struct line){.first = 1, .last = layers};
	line_flow(run, line, flow);
	if (flow_rows(flow, canvas, w) > 1)
		line->brief = true;
	for (;;) {
		line_flow(run, line, flow);
		if (flow_rows(flow, canvas, w) <= 1 || line->first == line->last)
			return;
		if (line->last - here >= here - line->first)
			line->last--;
		else
			line->first++;
	}
}

/* Where there is no room for a diagram: one line, and the stages of the current layer as words. */
static void draw_line(const struct run *run, struct canvas *canvas, struct rect area)
{
	struct line line;
	struct flow flow, stages = {.between = " → "};
	struct chain chain = network_phase(run) == PHASE_INPUT
				     ? chain_of(run, 0, PHASE_INPUT)
				     : chain_here(run, run->at.layer ? run->at.layer : 1);

	line_fit(run, canvas, area.w, &line, &flow);
	flow_draw(&flow, canvas, (struct rect){area.x, area.y, area.w, 1});
	if (!run->at.layer && network_phase(run) != PHASE_INPUT)
		flow_add(&stages, stage_info(run->at.stage)->word, ROLE_LIT);
	else
		chain_flow(&chain, true, &stages);
	flow_draw(&stages, canvas, (struct rect){area.x, area.y + 2, area.w, area.h - 2});
}

void network_draw(const struct scene *scene, struct canvas *canvas, struct rect area)
{
	const struct run *run = scene->play->run;
	struct rect clip = canvas_clip(canvas, area);

	if (!network_diagram(run, canvas, area))
		draw_line(run, canvas, area);
	canvas_clip_restore(canvas, clip);
}
