#include "engine/timeline.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

#include "base/number.h"
#include "base/status.h"

static void add_input(struct timeline *t, enum stage stage, bool wanted)
{
	if (!wanted)
		return;
	for (int i = 0; i < NORMALIZE_WITH_COUNT; i++)
		t->order[i].slot_of[stage][0] = t->input_slots;
	t->input[t->input_slots++] = (struct slot){.stage = stage};
}

/* An order while its stages are listed. */
struct listing {
	struct order *order;
	int count;
};

static void add_batch(struct listing *list, enum stage stage, int layer)
{
	list->order->slot_of[stage][layer] = list->count;
	list->order->batch[list->count++] = (struct slot){.stage = stage, .layer = layer};
}

static void build_input(struct timeline *t, const struct settings *settings)
{
	bool scale = settings->input.scale != INPUT_SCALE_NONE, center = settings->input.center;
	bool whiten = settings->input.whiten;

	add_input(t, STAGE_START, true);
	add_input(t, STAGE_INPUT_MEAN, center || scale || whiten);
	add_input(t, STAGE_INPUT_SUBTRACT, center);
	add_input(t, STAGE_INPUT_VARIANCE, scale);
	add_input(t, STAGE_INPUT_DIVIDE, scale);
	add_input(t, STAGE_INPUT_WHITEN, whiten);
}

static void add_stages(struct listing *list, const enum stage *stages, int layer)
{
	for (; *stages != STAGE_COUNT; stages++)
		add_batch(list, *stages, layer);
}

static void build_forward(
	struct listing *list, const struct model *model, enum normalize_with with, int layer)
{
	static const enum stage batch[] = {STAGE_MEAN, STAGE_SUBTRACT, STAGE_VARIANCE,
		STAGE_NORMALIZE, STAGE_SCALE_SHIFT, STAGE_RUNNING, STAGE_COUNT};
	static const enum stage running[] = {STAGE_MEAN, STAGE_VARIANCE, STAGE_RUNNING,
		STAGE_SUBTRACT, STAGE_NORMALIZE, STAGE_SCALE_SHIFT, STAGE_COUNT};
	const struct layer_spec *spec = &model->layer[layer - 1];
	bool after = model->norm_position == NORM_POSITION_AFTER;

	add_batch(list, STAGE_LINEAR, layer);
	if (after && spec->activation != ACTIVATION_LINEAR)
		add_batch(list, STAGE_ACTIVATION, layer);
	if (spec->batch_norm)
		add_stages(list, with == NORMALIZE_WITH_BATCH ? batch : running, layer);
	if (!after && spec->activation != ACTIVATION_LINEAR)
		add_batch(list, STAGE_ACTIVATION, layer);
}

static void build_backward(struct listing *list, const struct model *model, int layer)
{
	static const enum stage norm[] = {STAGE_D_BETA, STAGE_D_GAMMA, STAGE_D_ZHAT, STAGE_D_VAR,
		STAGE_D_MU, STAGE_D_Z, STAGE_COUNT};
	const struct layer_spec *spec = &model->layer[layer - 1];
	bool after = model->norm_position == NORM_POSITION_AFTER;
	bool bend = layer < model->layers && spec->activation != ACTIVATION_LINEAR;

	if (!after && bend)
		add_batch(list, STAGE_D_ACTIVATION, layer);
	if (spec->batch_norm)
		add_stages(list, norm, layer);
	if (after && bend)
		add_batch(list, STAGE_D_ACTIVATION, layer);
	add_batch(list, STAGE_D_WEIGHTS, layer);
	if (layer > 1)
		add_batch(list, STAGE_D_INPUT, layer);
}

/* Returns how many stages a batch has. */
static int build_order(const struct model *model, enum normalize_with with, struct order *order)
{
	struct listing list = {.order = order};

	add_batch(&list, STAGE_DRAW, 0);
	for (int layer = 1; layer <= model->layers; layer++)
		build_forward(&list, model, with, layer);
	add_batch(&list, STAGE_LOSS, 0);
	add_batch(&list, STAGE_D_LOSS, 0);
	for (int layer = model->layers; layer >= 1; layer--)
		build_backward(&list, model, layer);
	add_batch(&list, STAGE_UPDATE, 0);
	return list.count;
}

/* How long the run is follows from its epochs and stretches. */
static void measure(struct timeline *t)
{
	t->steps = timeline_step(t, (struct moment){t->epochs + 1, 1});
	t->length = (size_t)t->input_slots + t->steps * (size_t)t->batch_slots;
}

void timeline_build(
	struct timeline *timeline, const struct model *model, const struct settings *settings)
{
	*timeline = (struct timeline){.layers = model->layers,
		.stretches = {{.epoch = 1,
			.batches = model->batches,
			.ordered = model->normalize_with}},
		.stretch_count = 1,
		.epochs = (size_t)settings->train.epochs};
	for (int with = 0; with < NORMALIZE_WITH_COUNT; with++) {
		struct order *order = &timeline->order[with];
		memset(order->slot_of, -1, sizeof order->slot_of);
		int slots = build_order(model, (enum normalize_with)with, order);
		assert(with == 0 || slots == timeline->batch_slots);
		timeline->batch_slots = slots;
	}
	build_input(timeline, settings);
	measure(timeline);
}

void timeline_turn(struct timeline *timeline, size_t step, const struct model *model)
{
	struct stretch *last = &timeline->stretches[timeline->stretch_count - 1];
	struct moment moment = timeline_moment(timeline, step);

	if (last->batches == model->batches && last->ordered == model->normalize_with)
		return;
	assert(step >= last->step && (moment.batch == 1 || last->batches == model->batches));
	if (step > last->step) {
		assert(timeline->stretch_count < STRETCHES_MAX);
		last = &timeline->stretches[timeline->stretch_count++];
	}
	*last = (struct stretch){.step = step,
		.epoch = moment.epoch,
		.epoch_step = step - (moment.batch - 1),
		.batches = model->batches,
		.ordered = model->normalize_with};
	measure(timeline);
}

static const struct stretch *stretch_of_step(const struct timeline *t, size_t step)
{
	size_t i = t->stretch_count - 1;

	while (i > 0 && t->stretches[i].step > step)
		i--;
	return &t->stretches[i];
}

/* Stretches that part one epoch have as many batches. */
static const struct stretch *stretch_of_epoch(const struct timeline *t, size_t epoch)
{
	size_t i = t->stretch_count - 1;

	while (i > 0 && t->stretches[i].epoch > epoch)
		i--;
	return &t->stretches[i];
}

struct moment timeline_moment(const struct timeline *timeline, size_t step)
{
	const struct stretch *stretch = stretch_of_step(timeline, step);
	size_t behind = step - stretch->epoch_step;

	return (struct moment){
		stretch->epoch + behind / stretch->batches, behind % stretch->batches + 1};
}

size_t timeline_step(const struct timeline *timeline, struct moment moment)
{
	const struct stretch *stretch = stretch_of_epoch(timeline, moment.epoch);
	size_t batch = moment.batch < stretch->batches ? moment.batch : stretch->batches;

	return stretch->epoch_step + (moment.epoch - stretch->epoch) * stretch->batches + batch - 1;
}

size_t timeline_first_step(const struct timeline *timeline, size_t step)
{
	return stretch_of_step(timeline, step)->epoch_step;
}

const struct order *timeline_order(const struct timeline *timeline, size_t step)
{
	return &timeline->order[stretch_of_step(timeline, step)->ordered];
}

size_t timeline_batches(const struct timeline *timeline, size_t epoch)
{
	return stretch_of_epoch(timeline, epoch)->batches;
}

size_t timeline_epochs(const struct timeline *timeline, size_t steps)
{
	return timeline_moment(timeline, steps).epoch - 1;
}

struct position timeline_at(const struct timeline *timeline, size_t index)
{
	struct position at = {.index = index < timeline->length ? index : timeline->length - 1,
		.batches = timeline->stretches[0].batches};
	size_t inputs = (size_t)timeline->input_slots, slots = (size_t)timeline->batch_slots;

	if (at.index < inputs) {
		at.slot = (int)at.index;
		at.stage = timeline->input[at.slot].stage;
		return at;
	}
	at.step = (at.index - inputs) / slots;
	at.slot = (int)((at.index - inputs) % slots);
	struct moment moment = timeline_moment(timeline, at.step);
	const struct slot *slot = &timeline_order(timeline, at.step)->batch[at.slot];
	at.epoch = moment.epoch;
	at.batch = moment.batch;
	at.batches = timeline_batches(timeline, at.epoch);
	at.stage = slot->stage;
	at.layer = slot->layer;
	return at;
}

size_t timeline_index(const struct timeline *timeline, size_t step, int slot)
{
	return (size_t)timeline->input_slots + step * (size_t)timeline->batch_slots + (size_t)slot;
}

/* The first slot of a layer, or the slot of a stage in a layer (the first layer that has it). */
static int find_slot(const struct timeline *t, size_t step, const struct place *place)
{
	for (int slot = 0; slot < t->batch_slots; slot++) {
		const struct slot *s = &timeline_order(t, step)->batch[slot];
		if ((place->stage == STAGE_COUNT || s->stage == place->stage) &&
			(!place->layer || s->layer == place->layer))
			return slot;
	}
	return -1;
}

static int find_input(
	const struct timeline *t, enum stage stage, size_t *ret_index, struct str *why)
{
	int slot = t->order[0].slot_of[stage][0];

	if (slot < 0) {
		str_addf(why, "this run has no input stage “%s”; it has:", stage_info(stage)->word);
		for (int i = 0; i < t->input_slots; i++)
			str_addf(why, "%s %s", i ? "," : "", stage_info(t->input[i].stage)->word);
		return STATUS_PLACE;
	}
	*ret_index = (size_t)slot;
	return 0;
}

int timeline_find(const struct timeline *timeline, const struct place *place, size_t *ret_index,
	struct str *why)
{
	size_t epoch = place->epoch ? place->epoch : 1, batch = place->batch ? place->batch : 1;

	if (place->edge != PLACE_HERE) {
		*ret_index = place->edge == PLACE_START ? 0 : timeline->length - 1;
		return 0;
	}
	if (place->stage < STAGE_DRAW)
		return find_input(timeline, place->stage, ret_index, why);
	if (epoch > timeline->epochs)
		return str_addf(why, "there is no epoch %zu: this run has %zu", epoch,
			       timeline->epochs),
		       STATUS_PLACE;
	if (batch > timeline_batches(timeline, epoch))
		return str_addf(why, "there is no batch %zu: epoch %zu of this run has %zu", batch,
			       epoch, timeline_batches(timeline, epoch)),
		       STATUS_PLACE;
	if (place->layer > timeline->layers)
		return str_addf(why, "there is no layer %d: this network has %d", place->layer,
			       timeline->layers),
		       STATUS_PLACE;
	size_t step = timeline_step(timeline, (struct moment){epoch, batch});
	int slot = find_slot(timeline, step, place);
	if (slot < 0) {
		str_addf(why, "this run has no stage “%s”", stage_info(place->stage)->word);
		if (place->layer)
			str_addf(why, " in layer %d", place->layer);
		return STATUS_PLACE;
	}
	*ret_index = timeline_index(timeline, step, slot);
	return 0;
}

void place_print(struct position at, struct str *out)
{
	const char *word = stage_info(at.stage)->word;

	if (at.stage == STAGE_START) {
		str_add(out, "start");
	} else if (at.epoch == 0) {
		str_addf(out, "input, %s", word);
	} else {
		str_addf(out, "epoch %zu, batch %zu, ", at.epoch, at.batch);
		if (at.layer)
			str_addf(out, "layer %d, ", at.layer);
		str_add(out, word);
	}
}

struct part {
	char text[48];
	bool counted; /* a number stands behind the word */
	long number;
};

/* "epoch 2" → "epoch" and 2; other texts stay whole. */
static void split_number(struct part *part)
{
	static const char *const counted[] = {"epoch", "batch", "layer"};

	for (size_t i = 0; i < sizeof counted / sizeof *counted; i++) {
		size_t length = strlen(counted[i]);
		if (strncmp(part->text, counted[i], length) == 0 && part->text[length] == ' ' &&
			number_parse_int(part->text + length + 1, &part->number)) {
			part->text[length] = '\0';
			part->counted = true;
		}
	}
}

/* Takes the next part between commas, without blanks around it. */
static bool next_part(const char **text, struct part *part)
{
	*text += strspn(*text, " ,·");
	size_t length = strcspn(*text, ",");
	const char *end = *text + length;

	*part = (struct part){.counted = false};
	if (!length)
		return false;
	while (length && (*text)[length - 1] == ' ')
		length--;
	if (length >= sizeof part->text)
		length = sizeof part->text - 1;
	memcpy(part->text, *text, length);
	*text = end;
	split_number(part);
	return true;
}

static int take_stage(struct place *place, const char *word, bool input, struct str *why)
{
	place->stage = stage_find(word, input);
	if (place->stage != STAGE_COUNT)
		return 0;
	const char *near = stage_nearest(word, input);
	str_addf(why, "“%s” is not a stage", word);
	if (near)
		str_addf(why, "; did you mean “%s”?", near);
	else
		str_add(why, "; a place is written like “epoch 2, batch 3, layer 1, normalize”, "
			     "“input, mean”, “start” or “end”");
	return STATUS_SYNTAX;
}

static int take_count(struct place *place, const struct part *part, struct str *why)
{
	if (part->number < 1 || part->number > 1000000000) {
		str_addf(why, "%s is counted from 1", part->text);
		return STATUS_SYNTAX;
	}
	if (strcmp(part->text, "epoch") == 0)
		place->epoch = (size_t)part->number;
	else if (strcmp(part->text, "batch") == 0)
		place->batch = (size_t)part->number;
	else
		place->layer = part->number > LAYERS_MAX ? LAYERS_MAX + 1 : (int)part->number;
	return 0;
}

int place_parse(const char *text, struct place *ret_place, struct str *why)
{
	struct place place = {.stage = STAGE_COUNT};
	struct part part;
	bool input = false;
	int status = 0;

	for (int count = 0; !status && next_part(&text, &part); count++) {
		if (strcmp(part.text, "start") == 0)
			place.edge = PLACE_START;
		else if (strcmp(part.text, "end") == 0)
			place.edge = PLACE_END;
		else if (strcmp(part.text, "input") == 0 && count == 0)
			input = true;
		else if (part.counted)
			status = take_count(&place, &part, why);
		else
			status = take_stage(&place, part.text, input, why);
	}
	if (!status && input && place.stage == STAGE_COUNT)
		status = take_stage(&place, "", true, why);
	if (!status)
		*ret_place = place;
	return status;
}
