#include "engine/twin.h"

#include <string.h>

#include "base/number.h"

enum { NAME_DIGITS = 4 };

/* --- places ------------------------------------------------------------------------------------ */

/* The slots of the part of the timeline, input normalization or a batch, that a place is in. */
static const struct slot *slots_of(
	const struct timeline *t, bool batch, size_t step, int *ret_count)
{
	*ret_count = batch ? t->batch_slots : t->input_slots;
	return batch ? timeline_order(t, step)->batch : t->input;
}

/* The last stage at or before a slot that both have: the first slot is in every run. */
static int shared_slot(const struct timeline *from, struct position at, const struct order *to)
{
	int count, slot = at.slot;
	const struct slot *slots = slots_of(from, at.epoch > 0, at.step, &count);

	for (; slot > 0; slot--)
		if (to->slot_of[slots[slot].stage][slots[slot].layer] >= 0)
			break;
	return to->slot_of[slots[slot].stage][slots[slot].layer];
}

/* `step` of the other stands beside the position. */
static struct twin_stand align_slot(
	const struct timeline *from, struct position at, const struct timeline *to, size_t step)
{
	struct twin_stand stand = {.stage = at.stage, .layer = at.layer};
	const struct order *order = timeline_order(to, step);
	int slot = shared_slot(from, at, order);

	stand.wait = order->slot_of[at.stage][at.layer] < 0 ? TWIN_NO_STAGE : TWIN_IN_STEP;
	stand.index = at.epoch ? timeline_index(to, step, slot) : (size_t)slot;
	return stand;
}

struct twin_stand twin_align(
	const struct timeline *from, struct position at, const struct timeline *to)
{
	struct twin_stand waits = {.wait = TWIN_NO_EPOCH, .index = to->length - 1};
	int last = to->batch_slots - 1;

	if (at.epoch == 0)
		return align_slot(from, at, to, 0);
	if (at.epoch > to->epochs)
		return waits;
	/* The end of the epoch is the end for both, however many batches led to it. */
	bool end = at.batch == at.batches && at.slot == from->batch_slots - 1;
	size_t batches = timeline_batches(to, at.epoch);
	size_t step = timeline_step(to, (struct moment){at.epoch, end ? batches : at.batch});
	if (at.batch > batches) {
		waits.wait = TWIN_NO_BATCH;
		waits.index = timeline_index(to, step, last);
		return waits;
	}
	return align_slot(from, at, to, step);
}

/* Counts the stages that only a step of `to` has behind a slot of `from`; the slot of the k-th in
 * *ret_slot. */
static int count_extras(const struct timeline *from, struct position at, const struct timeline *to,
	size_t step, int k, int *ret_slot)
{
	int count, found = 0, anchor = 0;
	const struct order *order = timeline_order(from, at.step);
	const struct slot *slots = slots_of(to, at.epoch > 0, step, &count);

	for (int i = 0; i < count; i++) {
		int shared = order->slot_of[slots[i].stage][slots[i].layer];
		if (shared >= 0)
			anchor = shared;
		else if (anchor == at.slot && ++found == k)
			*ret_slot = i;
	}
	return found;
}

int twin_extras(const struct timeline *from, struct position at, const struct timeline *to)
{
	struct twin_stand stand = twin_align(from, at, to);
	int slot;

	if (stand.wait != TWIN_IN_STEP)
		return 0;
	return count_extras(from, at, to, timeline_at(to, stand.index).step, 0, &slot);
}

size_t twin_extra(const struct timeline *from, struct position at, const struct timeline *to, int k)
{
	struct position there = timeline_at(to, twin_align(from, at, to).index);
	int slot = there.slot;

	count_extras(from, at, to, there.step, k, &slot);
	return at.epoch ? timeline_index(to, there.step, slot) : (size_t)slot;
}

void twin_print_wait(const struct run *run, const struct twin_stand *stand, struct str *out)
{
	switch (stand->wait) {
	case TWIN_IN_STEP:
		return;
	case TWIN_NO_STAGE:
		str_addf(out, "has no %s", stage_info(stand->stage)->word);
		if (stand->layer > run->timeline.layers)
			str_addf(out, " in a layer %d", stand->layer);
		return;
	case TWIN_NO_BATCH:
		str_addf(out, "has %zu batch%s an epoch", run->at.batches,
			run->at.batches == 1 ? "" : "es");
		return;
	case TWIN_NO_EPOCH:
		str_addf(out, "has %zu epoch%s", run->timeline.epochs,
			run->timeline.epochs == 1 ? "" : "s");
		return;
	case TWIN_ENDED:
		str_add(out, "diverged here");
		return;
	}
}

/* --- what differs ------------------------------------------------------------------------------ */

bool twin_differs(
	const struct settings *own, const struct settings *other, const struct setting *setting)
{
	return !setting_is_same(own, other, setting);
}

int twin_differences(const struct settings *own, const struct settings *other)
{
	int count = 0;

	for (size_t i = 0; i < settings_count; i++)
		count += twin_differs(own, other, &settings_table[i]);
	return count;
}

/* A name needs no more digits than tell two values apart. */
static void print_value(const struct settings *own, const struct settings *other,
	const struct setting *setting, struct str *out)
{
	struct str texts[2] = {{0}, {0}};
	char brief[2][NUMBER_MAX];
	double value[2];

	setting_print_brief(own, setting, &texts[0]);
	setting_print_brief(other, setting, &texts[1]);
	bool numbers = setting->type == SETTING_REAL;
	for (int i = 0; i < 2 && numbers; i++) {
		numbers = number_parse(str_text(&texts[i]), &value[i]);
		if (numbers)
			number_trim(brief[i], value[i], NAME_DIGITS);
	}
	str_add(out, numbers && strcmp(brief[0], brief[1]) != 0 ? brief[0] : str_text(&texts[0]));
	str_free(&texts[0]);
	str_free(&texts[1]);
}

void twin_print_setting(const struct settings *own, const struct settings *other,
	const struct setting *setting, struct str *out)
{
	str_addf(out, "%s = ", setting->name);
	print_value(own, other, setting, out);
}

void twin_print_difference(
	const struct settings *own, const struct settings *other, int most, struct str *out)
{
	int count = 0;

	for (size_t i = 0; i < settings_count; i++) {
		if (!twin_differs(own, other, &settings_table[i]) || count++ >= most)
			continue;
		str_add(out, count > 1 ? ", " : "");
		twin_print_setting(own, other, &settings_table[i], out);
	}
	if (count > most)
		str_addf(out, " and %d more", count - most);
	else if (!count)
		str_add(out, "the same settings");
}
