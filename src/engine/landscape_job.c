#include "engine/landscape_job.h"

#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "num/hessian.h"
#include "num/plane.h"

/* A start's picture only chooses levels: so many rows, evenly spread, are enough for that. */
enum { ANCHOR_ROWS = 256 };

/* A job looks so many times whether it was cancelled. */
enum { PORTIONS = 16 };

/* Passes cost more than their products, by as many for each unit. */
enum { NONLINEAR_COST = 12 };

bool landscape_key_same(const struct landscape_key *a, const struct landscape_key *b)
{
	return a->run == b->run && a->version == b->version && a->kind == b->kind &&
	       a->input == b->input && a->step == b->step && a->after == b->after &&
	       a->mode == b->mode && a->nx == b->nx && a->ny == b->ny &&
	       a->window.x0 == b->window.x0 && a->window.x1 == b->window.x1 &&
	       a->window.y0 == b->window.y0 && a->window.y1 == b->window.y1;
}

bool landscape_key_outdates(const struct landscape_key *asked, const struct landscape_key *old)
{
	struct landscape_key like = *old;

	like.kind = asked->kind;
	like.nx = asked->nx;
	like.ny = asked->ny;
	return asked->run == old->run && asked->kind != LANDSCAPE_START &&
	       old->kind != LANDSCAPE_START && !landscape_key_same(&like, asked);
}

struct landscape_key landscape_key_of(
	const struct run *run, enum landscape_kind kind, struct window window, int nx, int ny)
{
	bool start = kind == LANDSCAPE_START;

	return (struct landscape_key){.run = run,
		.version = run->version,
		.kind = kind,
		.input = run->at.stage < STAGE_DRAW ? run->at.stage : STAGE_DRAW,
		.step = start ? 0 : run->at.step,
		.after = !start && run_reached(run, STAGE_UPDATE, 0),
		.mode = start ? MODE_TRAIN : run->mode,
		.window = window,
		.nx = nx,
		.ny = ny};
}

/* Which rows: all for training or this batch's; of a start's picture some of all. */
static size_t take_rows(const struct run *run, enum landscape_kind kind, size_t *ret_rows)
{
	const struct dataset *data = &run->experiment->data;
	bool all = kind == LANDSCAPE_START || landscape_view(run).all_rows;
	size_t count = all ? data->train_count : run->work.m, taken = 0, every = 1;

	if (kind == LANDSCAPE_START)
		every = (count + ANCHOR_ROWS - 1) / ANCHOR_ROWS;
	for (size_t i = 0; i < count; i += every) {
		if (ret_rows)
			ret_rows[taken] = all ? data->train[i] : run->work.rows[i];
		taken++;
	}
	return taken;
}

static int load_rows(struct landscape_job *job, const struct run *run)
{
	const struct experiment *e = run->experiment;
	struct inputs inputs = e->inputs;
	size_t count = take_rows(run, job->key.kind, NULL);
	size_t *rows = malloc(count * sizeof *rows);

	if (!rows || work_alloc(&job->work, &job->model, count)) {
		free(rows);
		return STATUS_MEMORY;
	}
	take_rows(run, job->key.kind, rows);
	for (int j = 0; j < FEATURES; j++)
		inputs.x[j] = experiment_x(e, run->at.stage, j);
	work_load(&job->work, &inputs, rows, count);
	free(rows);
	return 0;
}

static double *copy_doubles(const double *from, size_t count)
{
	double *copy = malloc(count * sizeof *copy);

	return copy ? memcpy(copy, from, count * sizeof *copy) : NULL;
}

static int copy_spread(struct landscape_job *job, const struct spread *from)
{
	size_t count = job->model.parameters;

	job->spread =
		(struct spread){.kind = from->kind, .offset = {from->offset[0], from->offset[1]}};
	if (from->kind == SPREAD_PAIR)
		return 0;
	job->spread.d_u = copy_doubles(from->d_u, count);
	job->spread.d_v = copy_doubles(from->d_v, count);
	return job->spread.d_u && job->spread.d_v ? 0 : STATUS_MEMORY;
}

static void spread_evenly(double *values, int count, double from, double to)
{
	for (int i = 0; i < count; i++)
		values[i] = count > 1 ? from + (to - from) * i / (count - 1) : from;
}

/* A plane of directions goes through where the run stands: offsets count from there. */
static int lay_grid(struct landscape_job *job, const struct run *run)
{
	const struct landscape_key *key = &job->key;
	bool from_point = job->spread.kind != SPREAD_PAIR && key->kind != LANDSCAPE_START;
	struct plane_point at = landscape_point(run);
	double u = from_point ? at.u : 0, v = from_point ? at.v : 0;

	job->u = malloc((size_t)key->nx * sizeof *job->u);
	job->v = malloc((size_t)key->ny * sizeof *job->v);
	job->loss = malloc((size_t)key->nx * (size_t)key->ny * sizeof *job->loss);
	if (!job->u || !job->v || !job->loss)
		return STATUS_MEMORY;
	spread_evenly(job->u, key->nx, key->window.x0 - u, key->window.x1 - u);
	spread_evenly(job->v, key->ny, key->window.y0 - v, key->window.y1 - v);
	return 0;
}

/* The state as it is known here, or the first keyframe: the start. */
static int copy_state(struct landscape_job *job, const struct run *run)
{
	const unsigned char *from = job->key.kind == LANDSCAPE_START ? run->keyframes.blocks
				    : job->key.after                 ? run->after
								     : run->before;

	job->block = malloc(job->model.block_bytes);
	if (!job->block)
		return STATUS_MEMORY;
	memcpy(job->block, from, job->model.block_bytes);
	return 0;
}

struct landscape_job *landscape_job_new(const struct run *run, const struct landscape_key *key)
{
	struct landscape_job *job = calloc(1, sizeof *job);

	if (!job)
		return NULL;
	job->key = *key;
	job->model = run->experiment->model;
	atomic_init(&job->cancelled, false);
	if (copy_state(job, run) || load_rows(job, run) || copy_spread(job, &run->spread) ||
		lay_grid(job, run)) {
		landscape_job_free(job);
		return NULL;
	}
	return job;
}

void landscape_job_free(struct landscape_job *job)
{
	if (!job)
		return;
	work_free(&job->work);
	spread_free(&job->spread);
	free(job->block);
	free(job->u);
	free(job->v);
	free(job->loss);
	free(job);
}

double landscape_job_cost(const struct run *run, const struct landscape_key *key)
{
	const struct model *model = &run->experiment->model;
	double point = (double)model->parameters;

	if (landscape_is_bowl(run))
		return 0;
	for (int layer = 0; layer < model->layers; layer++)
		point += NONLINEAR_COST * model->layer[layer].units;
	return point * (double)take_rows(run, key->kind, NULL) * key->nx * key->ny;
}

static int fill_lines(struct landscape_job *job, size_t from, size_t count)
{
	struct state state = state_view(&job->model, job->block);
	struct plane plane = {.p_u = job->spread.offset[0],
		.p_v = job->spread.offset[1],
		.d_u = job->spread.d_u,
		.d_v = job->spread.d_v,
		.nx = (size_t)job->key.nx,
		.ny = count,
		.u = job->u,
		.v = job->v + from};

	return plane_loss(&job->model, &state, job->key.mode, &plane, &job->work,
		job->loss + from * (size_t)job->key.nx);
}

/* How the loss bends where the run stands; a picture without axes is still a picture. */
static void find_bend(struct landscape_job *job)
{
	struct hessian hessian = {.size = 0};
	struct state state = state_view(&job->model, job->block);

	if (job->key.kind != LANDSCAPE_FULL || job->spread.kind != SPREAD_PAIR ||
		job->key.mode != MODE_TRAIN ||
		hessian_alloc(&hessian, &job->model, job->spread.offset, 2))
		return;
	if (!hessian_find(&job->model, &state, &job->work, &hessian) &&
		!hessian_spectrum(&hessian) && !hessian.kinked) {
		job->bend.known = true;
		for (int i = 0; i < 2; i++) {
			job->bend.lambda[i] = hessian.lambda[i];
			job->bend.flat[i] = hessian.lambda[i] < hessian.zero &&
					    hessian.lambda[i] > -hessian.zero;
			memcpy(job->bend.axis[i], hessian.vector + 2 * i, sizeof job->bend.axis[i]);
		}
	}
	hessian_free(&hessian);
}

int landscape_job_run(struct landscape_job *job)
{
	size_t lines = (size_t)job->key.ny, at_once = (lines + PORTIONS - 1) / PORTIONS;

	job->status = 0;
	for (size_t from = 0; from < lines && !job->status; from += at_once) {
		size_t count = lines - from < at_once ? lines - from : at_once;
		job->status =
			atomic_load(&job->cancelled) ? STATUS_LIMIT : fill_lines(job, from, count);
	}
	if (!job->status)
		find_bend(job);
	return job->status;
}

void landscape_job_cancel(struct landscape_job *job)
{
	atomic_store(&job->cancelled, true);
}
