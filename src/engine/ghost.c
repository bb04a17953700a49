#include "engine/ghost.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "engine/difference.h"
#include "engine/play_parts.h"

struct ghosts {
	struct ghost *list[GHOSTS_MAX];
	size_t count;
};

/* How far a fork looks ahead: steps, and multiplications that a key may wait for. */
enum { AHEAD_STEPS = 400, PASSES = 6 };
static const double ahead_cost = 1e8;

static void ghost_free(struct ghost *ghost)
{
	if (!ghost)
		return;
	free(ghost->loss);
	free(ghost->u);
	free(ghost->v);
	free(ghost);
}

void play_close_ghosts(struct play *play)
{
	for (size_t i = 0; play->ghosts && i < play->ghosts->count; i++)
		ghost_free(play->ghosts->list[i]);
	free(play->ghosts);
	play->ghosts = NULL;
}

size_t play_ghost_count(const struct play *play)
{
	return play->ghosts ? play->ghosts->count : 0;
}

const struct ghost *play_ghost(const struct play *play, size_t i)
{
	return play->ghosts->list[i];
}

size_t ghost_ahead(const struct run *run)
{
	const struct model *model = &run->experiment->model;
	double step = (double)model->parameters * (double)model->batch * PASSES;
	double most = ahead_cost / (step + 1);

	return most < AHEAD_STEPS ? (size_t)most + 1 : AHEAD_STEPS;
}

/* Computes some steps ahead, so that the ghost parts from the run that goes on. */
static void look_ahead(struct run *run)
{
	size_t here = run->at.index;

	run_seek(run, timeline_index(&run->timeline, run->at.step + ghost_ahead(run), 0));
	run_seek(run, here);
}

/* Every so many points that few enough are left. */
static int copy_trail(const struct trail *trail, struct ghost *ghost)
{
	ghost->every = 1;
	while (trail->count / ghost->every >= GHOST_POINTS)
		ghost->every *= 2;
	size_t count = (trail->count + ghost->every - 1) / ghost->every;
	ghost->loss = malloc((count + 1) * sizeof *ghost->loss);
	ghost->u = malloc((count + 1) * sizeof *ghost->u);
	ghost->v = malloc((count + 1) * sizeof *ghost->v);
	if (!ghost->loss || !ghost->u || !ghost->v)
		return STATUS_MEMORY;
	for (size_t i = 0; i < count; i++) {
		ghost->loss[i] = trail->loss[i * ghost->every];
		ghost->u[i] = trail->u[i * ghost->every];
		ghost->v[i] = trail->v[i * ghost->every];
	}
	ghost->count = count;
	return 0;
}

static int make_ghost(const struct run *run, const struct course *course, struct moment forked,
	struct ghost **ret_ghost)
{
	struct ghost *ghost = calloc(1, sizeof *ghost);

	if (!ghost)
		return STATUS_MEMORY;
	ghost->course = *course;
	for (size_t i = 0; i < course->count; i++)
		ghost->idle[i] = !change_has_place(
			&course->changes[i], &run->timeline, &run->experiment->model);
	ghost->spread.kind = run->spread.kind;
	memcpy(ghost->spread.offset, run->spread.offset, sizeof ghost->spread.offset);
	ghost->parameters = run->experiment->model.parameters;
	ghost->forked = forked;
	ghost->batches = run->trail.count;
	int status = copy_trail(&run->trail, ghost);
	if (status)
		ghost_free(ghost);
	else
		*ret_ghost = ghost;
	return status;
}

static int open_ghosts(struct play *play)
{
	if (!play->ghosts)
		play->ghosts = calloc(1, sizeof *play->ghosts);
	return play->ghosts ? 0 : STATUS_MEMORY;
}

/* The newest is the last; the oldest goes where there are too many. */
static void append(struct ghosts *ghosts, struct ghost *ghost)
{
	if (ghosts->count == GHOSTS_MAX) {
		ghost_free(ghosts->list[0]);
		memmove(ghosts->list, ghosts->list + 1, --ghosts->count * sizeof *ghosts->list);
	}
	ghosts->list[ghosts->count++] = ghost;
}

int play_keep_ghost(struct play *play, const struct run *run, const struct course *course,
	struct moment forked, bool own)
{
	struct ghost *ghost = NULL;
	int status = open_ghosts(play);

	if (!status)
		status = make_ghost(run, course, forked, &ghost);
	if (status)
		return status;
	ghost->own = own;
	append(play->ghosts, ghost);
	return 0;
}

int play_take_ghosts(struct play *play, struct play *from)
{
	int status = open_ghosts(play);

	for (size_t i = 0; i < play_ghost_count(from) && !status; i++)
		if (from->ghosts->list[i]->own)
			ghost_free(from->ghosts->list[i]);
		else
			append(play->ghosts, from->ghosts->list[i]);
	if (from->ghosts && !status)
		from->ghosts->count = 0;
	return status;
}

int play_fork(struct play *play, struct str *says)
{
	bool full = play_ghost_count(play) == GHOSTS_MAX;

	look_ahead(play->run);
	const struct run *run = play->run;
	int status = play_keep_ghost(
		play, run, play_course(play), timeline_moment(&run->timeline, run->at.step), false);
	if (!status)
		str_addf(says,
			"This run stays as ghost %zu of %d%s: t makes it a twin, F removes it.",
			play_ghost_count(play), GHOSTS_MAX, full ? " (the oldest is gone)" : "");
	return status;
}

int play_drop_ghost(struct play *play, struct str *says)
{
	size_t count = play_ghost_count(play);

	if (!count) {
		str_add(says, "There is no ghost: f keeps the run so far as one.");
		return STATUS_PLACE;
	}
	ghost_free(play->ghosts->list[count - 1]);
	play->ghosts->count = count - 1;
	str_addf(says, "Ghost %zu is gone; %zu stay%s.", count, count - 1, count == 2 ? "s" : "");
	return 0;
}

bool ghost_shares_plane(const struct ghost *ghost, const struct run *run)
{
	return ghost->spread.kind == SPREAD_PAIR && run->spread.kind == SPREAD_PAIR &&
	       ghost->parameters == run->experiment->model.parameters &&
	       memcmp(ghost->spread.offset, run->spread.offset, sizeof run->spread.offset) == 0;
}

void ghost_print_name(const struct play *play, const struct ghost *ghost, struct str *out)
{
	difference_print((struct difference_of){&ghost->course, 0},
		(struct difference_of){play_course(play), 0}, &play->experiment->model,
		(struct difference_form){.most = 1}, out);
}

/* The ghost's changes become the second run's own. */
static int add_changes(struct course *course, const struct course *ghost, struct str *says)
{
	int status = 0;

	course_leave_run(course, 1);
	for (size_t i = 0; i < ghost->count && !status; i++) {
		struct change change = ghost->changes[i];
		change.of[1] = change.of[0];
		change.of[0] = false;
		if (change.of[1])
			status = course_change(course, &change, says);
	}
	return status;
}

static const struct ghost *choose_ghost(const struct play *play, size_t which, struct str *says)
{
	size_t count = play_ghost_count(play);

	if (!count)
		str_add(says, "There is one run. f keeps it as a ghost; t then makes that a twin.");
	else if (which > count)
		str_addf(says, "There is no ghost %zu: there %s %zu.", which,
			count == 1 ? "is" : "are", count);
	else
		return play_ghost(play, which ? which - 1 : count - 1);
	return NULL;
}

/* True where the ghost's run cannot be had beside this one; `says` gets why. */
static bool is_alien(const struct play *play, const struct ghost *ghost, struct str *says)
{
	if (ghost->course.own_file != play_course(play)->own_file)
		str_add(says, "This ghost ran on other rows: u goes back to them.");
	return says->len > 0;
}

int play_twin_of_ghost(struct play *play, size_t which, struct str *says)
{
	const struct ghost *ghost = choose_ghost(play, which, says);
	struct course *next = ghost ? malloc(sizeof *next) : NULL;

	if (!next)
		return ghost ? STATUS_MEMORY : STATUS_PLACE;
	if (is_alien(play, ghost, says)) {
		free(next);
		return STATUS_COMBINATION;
	}
	*next = *play_course(play);
	next->twins = true;
	next->start[1] = ghost->course.start[0];
	int status = add_changes(next, &ghost->course, says);
	if (!status) {
		strcpy(next->what, "the ghost as a twin");
		status = play_take_course(play, next, says);
	}
	if (status)
		free(next);
	else
		str_add(says, "B is the ghost, run again beside this one. u takes it back.");
	return status;
}
