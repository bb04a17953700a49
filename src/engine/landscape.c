#include "engine/landscape.h"

#include <math.h>
#include <stdlib.h>

#include "engine/decision_shelf.h"
#include "engine/landscape_job.h"
#include "engine/memo.h"

/* Room for the start, a coarse and a full picture and an older one, for a run and its twin. */
enum { KEPT = 8, ASKED = 8 };

/* Points of the start's picture and of a coarse one. */
enum { FEW_X = 41, FEW_Y = 33 };

/* Multiplications of a picture that a key may wait for: about two thousandths of a second. */
static const double moment = 3e6;

struct kept {
	struct landscape_key key; /* run NULL: free */
	double *z;
	struct bend bend;
	unsigned long id;
	unsigned long used; /* when it was last looked at */
};

struct landscape {
	struct kept kept[KEPT];
	unsigned long clock, ids;
	struct memos memos;
	struct decision_shelf decisions;
	struct landscape_helper helper;
	struct landscape_key asked[ASKED]; /* what the helper still owes; run NULL: nothing */
};

struct landscape *landscape_new(void)
{
	return calloc(1, sizeof(struct landscape));
}

void landscape_forget(struct landscape *landscape)
{
	if (landscape->helper.drop)
		landscape->helper.drop(landscape->helper.context);
	for (int i = 0; i < KEPT; i++) {
		free(landscape->kept[i].z);
		landscape->kept[i] = (struct kept){.z = NULL};
	}
	for (int i = 0; i < ASKED; i++)
		landscape->asked[i].run = NULL;
	decision_shelf_free(&landscape->decisions);
}

void landscape_free(struct landscape *landscape)
{
	if (!landscape)
		return;
	landscape_forget(landscape);
	free(landscape);
}

struct decision_shelf *landscape_decisions(struct landscape *landscape)
{
	return &landscape->decisions;
}

struct memos *landscape_memos(struct landscape *landscape)
{
	return &landscape->memos;
}

void landscape_help(struct landscape *landscape, struct landscape_helper helper)
{
	landscape->helper = helper;
}

/* --- what is kept ------------------------------------------------------------------------------ */

static struct kept *find_kept(struct landscape *landscape, const struct landscape_key *key)
{
	for (int i = 0; i < KEPT; i++)
		if (landscape->kept[i].z && landscape_key_same(&landscape->kept[i].key, key))
			return &landscape->kept[i];
	return NULL;
}

/* Keeps a job's picture in place of the one that was not looked at for the longest time. */
static struct kept *keep(struct landscape *landscape, struct landscape_job *job)
{
	struct kept *place = find_kept(landscape, &job->key);

	for (int i = 0; i < KEPT && !place; i++)
		if (!landscape->kept[i].z)
			place = &landscape->kept[i];
	if (!place)
		place = &landscape->kept[0];
	for (int i = 0; i < KEPT && place->z; i++)
		if (landscape->kept[i].used < place->used)
			place = &landscape->kept[i];
	free(place->z);
	*place = (struct kept){.key = job->key,
		.z = job->loss,
		.bend = job->bend,
		.id = ++landscape->ids,
		.used = ++landscape->clock};
	job->loss = NULL;
	return place;
}

/* The newest picture of the same plane, seen through the same window, of another place. */
static struct kept *find_older(struct landscape *landscape, const struct landscape_key *key)
{
	struct kept *best = NULL;

	for (int i = 0; i < KEPT; i++) {
		struct kept *at = &landscape->kept[i];
		struct landscape_key like = at->key;
		like.step = key->step;
		like.after = key->after;
		like.nx = key->nx;
		like.ny = key->ny;
		like.kind = at->key.kind == LANDSCAPE_START ? LANDSCAPE_START : key->kind;
		if (at->z && landscape_key_same(&like, key) && (!best || at->used > best->used))
			best = at;
	}
	return best;
}

static struct landscape_picture picture_of(struct landscape *landscape, struct kept *kept)
{
	kept->used = ++landscape->clock;
	return (struct landscape_picture){.z = kept->z,
		.id = kept->id,
		.nx = kept->key.nx,
		.ny = kept->key.ny,
		.kind = kept->key.kind,
		.step = kept->key.step,
		.after = kept->key.after,
		.bend = kept->bend};
}

/* --- who computes ------------------------------------------------------------------------------ */

static struct landscape_key *find_asked(
	struct landscape *landscape, const struct landscape_key *key)
{
	for (int i = 0; i < ASKED; i++)
		if (landscape->asked[i].run && landscape_key_same(&landscape->asked[i], key))
			return &landscape->asked[i];
	return NULL;
}

static void ask(struct landscape *landscape, const struct run *run, const struct landscape_key *key)
{
	struct landscape_key *place = find_asked(landscape, key);

	if (place)
		return;
	for (int i = 0; i < ASKED && !place; i++)
		if (!landscape->asked[i].run)
			place = &landscape->asked[i];
	struct landscape_job *job = place ? landscape_job_new(run, key) : NULL;
	if (!job)
		return; /* all hands are full: the next drawing asks again */
	*place = *key;
	landscape->helper.ask(landscape->helper.context, job);
}

void landscape_deliver(struct landscape *landscape, struct landscape_job *job)
{
	struct landscape_key *asked = find_asked(landscape, &job->key);

	if (asked)
		asked->run = NULL;
	/* One that fails would fail again: a picture that nothing is known of ends the asking. */
	if (job->status && !atomic_load(&job->cancelled))
		for (int i = 0; i < job->key.nx * job->key.ny; i++)
			job->loss[i] = NAN;
	if (asked && !atomic_load(&job->cancelled))
		keep(landscape, job);
	landscape_job_free(job);
}

static struct kept *compute(
	struct landscape *landscape, const struct run *run, const struct landscape_key *key)
{
	struct landscape_job *job = landscape_job_new(run, key);
	struct kept *kept = job && !landscape_job_run(job) ? keep(landscape, job) : NULL;

	landscape_job_free(job);
	return kept;
}

/* The picture if it is there or takes but a moment; else it is asked for. */
static struct kept *find_or_ask(
	struct landscape *landscape, const struct run *run, const struct landscape_key *key)
{
	struct kept *kept = find_kept(landscape, key);

	if (kept)
		return kept;
	if (!landscape->helper.ask || landscape_job_cost(run, key) <= moment)
		return compute(landscape, run, key);
	ask(landscape, run, key);
	return NULL;
}

struct landscape_picture landscape_picture(
	struct landscape *landscape, const struct run *run, struct window window, int nx, int ny)
{
	struct landscape_key key = landscape_key_of(run, LANDSCAPE_FULL, window, nx, ny);
	struct landscape_key few = landscape_key_of(
		run, LANDSCAPE_COARSE, window, nx < FEW_X ? nx : FEW_X, ny < FEW_Y ? ny : FEW_Y);
	struct kept *full = find_kept(landscape, &key), *stand_in = NULL;
	bool quick = !landscape->helper.ask || landscape_job_cost(run, &key) <= moment;

	if (!full && !quick)
		stand_in = find_or_ask(landscape, run, &few);
	if (!full)
		full = find_or_ask(landscape, run, &key);
	if (full)
		return picture_of(landscape, full);
	if (!stand_in)
		stand_in = find_older(landscape, &key);
	if (!stand_in)
		return (struct landscape_picture){.waits = !quick, .kind = LANDSCAPE_FULL};
	struct landscape_picture picture = picture_of(landscape, stand_in);
	picture.waits = true;
	picture.old = picture.step != key.step || picture.after != key.after;
	return picture;
}

struct landscape_picture landscape_start(
	struct landscape *landscape, const struct run *run, struct window window)
{
	struct landscape_key key = landscape_key_of(run, LANDSCAPE_START, window, FEW_X, FEW_Y);
	struct kept *kept = find_or_ask(landscape, run, &key);

	if (!kept)
		return (struct landscape_picture){.waits = landscape->helper.ask != NULL};
	return picture_of(landscape, kept);
}

/*
 * Multiplications of a picture that comes with its key (about a hundredth of a second), of one that
 * a reader waits for (a tenth), and the fewest points that still make one. Between samples a
 * picture is bilinear, so every second dot's is as good as each: up to there points are given up
 * for being in time.
 */
static const double prompt = 2e7, affordable = 3e8;
enum { FEWEST_X = 25, FEWEST_Y = 17 };

#define EVERY_SECOND 0.5

static double full_cost(const struct run *run, int nx, int ny)
{
	struct landscape_key key =
		landscape_key_of(run, LANDSCAPE_FULL, (struct window){0, 1, 0, 1}, nx, ny);

	return landscape_job_cost(run, &key);
}

/* Twins have one size, that of the costlier. */
void landscape_afford(const struct run *run, int *nx, int *ny)
{
	double cost = full_cost(run, *nx, *ny), shrink;

	if (run->twin)
		cost = fmax(cost, full_cost(run->twin, *nx, *ny));
	if (cost <= prompt)
		return;
	shrink = fmin(fmax(EVERY_SECOND, sqrt(prompt / cost)), sqrt(affordable / cost));
	*nx = (int)fmin(*nx, fmax(FEWEST_X, *nx * shrink));
	*ny = (int)fmin(*ny, fmax(FEWEST_Y, *ny * shrink));
}
