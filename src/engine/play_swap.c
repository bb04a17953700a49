#include <string.h>

#include "base/number.h"
#include "base/status.h"
#include "engine/play_change.h"
#include "engine/play_hand.h"
#include "engine/play_parts.h"

enum { DIGITS = 3 };

/* Places of the epoch's order: the mate that goes, and the row of the next batch that comes. */
struct exchange {
	size_t out, in;
};

static struct moment here(const struct play *play)
{
	return timeline_moment(&play->run->timeline, play->run->at.step);
}

/* How many mates were exchanged at this batch already: each time it is another one's turn. */
static size_t turns(const struct play *play)
{
	const struct course *course = play_course(play);
	size_t count = 0;

	for (size_t i = 0; i < course->count; i++)
		count += course->changes[i].kind == CHANGE_SWAP &&
			 moment_compare(course->changes[i].from, here(play)) == 0;
	return count;
}

static const char *why_not(const struct run *run)
{
	const struct model *model = &run->experiment->model;

	if (!run->at.epoch)
		return "Mates are the other rows of a batch: step on to the first batch.";
	if (run_reached(run, STAGE_UPDATE, 0))
		return "This batch is updated already: step back, then swap a mate.";
	if (run->work.m < 2)
		return "A batch of one row has no mates.";
	if (model->batch == model->train_rows)
		return "All rows are in one batch: a smaller train.batch leaves some to swap with.";
	if ((run->at.batch - 1) * model->batch + run->work.m >= model->train_rows)
		return "This is the epoch's last batch: there is no next one to swap with.";
	return NULL;
}

/* Each time the next mate goes, for the row that stands in its place in the next batch: that of the
 * row looked at may be the same row again. */
static struct exchange choose(const struct play *play, size_t place)
{
	const struct run *run = play->run;
	const struct model *model = &run->experiment->model;
	size_t first = (run->at.batch - 1) * model->batch, m = run->work.m, turn = turns(play);
	size_t left = model->train_rows - first - m;
	size_t coming = left < model->batch ? left : model->batch;

	size_t out = (place + 1 + turn % (m - 1)) % m;

	return (struct exchange){
		.out = first + out, .in = first + m + (out + turn / (m - 1)) % coming};
}

static size_t row_at(const struct run *run, size_t place)
{
	return run->experiment->data.train[run_state_after(run).order[place]];
}

/* What the batch makes of the row: ẑ of one unit, where there is a norm, and the output. */
struct response {
	bool has_zhat;
	double zhat, output;
};

static struct response respond(const struct run *run, int layer, int unit, size_t place)
{
	const struct model *model = &run->experiment->model;
	const struct work *work = run_work(run);
	bool norm = model->layer[layer - 1].batch_norm;

	return (struct response){.has_zhat = norm,
		.zhat = norm ? work->layer[layer - 1].zhat[(size_t)(unit - 1) * work->m + place]
			     : 0,
		.output = work->layer[model->layers - 1].out[place]};
}

static void say_move(const char *name, double before, double after, struct str *says)
{
	char was[NUMBER_MAX], is[NUMBER_MAX];

	number_short(was, before, DIGITS);
	number_short(is, after, DIGITS);
	if (before == after)
		str_addf(says, "%s stays %s", name, is);
	else
		str_addf(says, "%s %s → %s", name, was, is);
}

static bool swaps_both(const struct play *play)
{
	const struct model *own = &play->run->experiment->model;
	const struct model *second = play->twin ? &play->twin->run->experiment->model : NULL;

	return second && own->batch == second->batch && own->train_rows == second->train_rows;
}

static int swap(struct play *play, struct exchange exchange, struct str *says)
{
	struct change change = {.kind = CHANGE_SWAP,
		.from = here(play),
		.of = {true, swaps_both(play)},
		.at = {exchange.out, exchange.in}};
	struct str what = {0};

	str_addf(&what, "row %zu for its mate, row %zu", row_at(play->run, exchange.in) + 1,
		row_at(play->run, exchange.out) + 1);
	int status = play_take_change(play, &change, str_text(&what), says);
	str_free(&what);
	return status;
}

int play_swap_mate(struct play *play, int layer, int unit, int example, struct str *says)
{
	const struct run *run = play->run;
	size_t place = (size_t)example - 1;

	if (why_not(run)) {
		str_add(says, why_not(run));
		return STATUS_PLACE;
	}
	struct exchange exchange = choose(play, place);
	struct response before = respond(run, layer, unit, place);
	int status = swap(play, exchange, says);
	if (status)
		return status;
	struct response after = respond(run, layer, unit, place);
	str_addf(says, "Row %zu out, %zu in: row %zu: ", row_at(run, exchange.in) + 1,
		row_at(run, exchange.out) + 1, run->work.rows[place] + 1);
	if (after.has_zhat)
		say_move("ẑ", before.zhat, after.zhat, says);
	say_move(after.has_zhat ? ", output" : "output", before.output, after.output, says);
	str_add(says, run->mode == MODE_TEST ? " (test)." : " (train).");
	return 0;
}
