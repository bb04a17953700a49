/*
 * Ghosts: runs that were forked from, kept as their path and their losses, to be compared with.
 *
 * A ghost goes as far as its run had been computed, or a little further: what it would have become
 * is then seen beside what becomes of the run that goes on. From a ghost's course the whole run can
 * be had again, as a twin.
 * Shapes:  loss, u, v: [count], of every `every`-th step from the first on.
 * Errors:  statuses of base/status.h with a sentence in `says`.
 * Memory:  a play owns at most GHOSTS_MAX; the oldest goes when there is one more.
 */
#ifndef ENGINE_GHOST_H
#define ENGINE_GHOST_H

#include "engine/play_change.h"

enum { GHOSTS_MAX = 4, GHOST_POINTS = 4096 };

struct ghost {
	struct course course; /* what it went by */
	/* [course.count] a change that its run had no place for */
	bool idle[COURSE_CHANGES_MAX];
	struct spread spread; /* kind and offsets alone: the plane of u and v */
	size_t parameters;    /* of its network */
	struct moment forked; /* the batch that the play stood in */
	size_t batches;       /* that it was followed for */
	bool own;             /* the lesson itself has it */
	size_t every, count;  /* steps from point to point; points */
	double *loss, *u, *v; /* [count] */
};

/* Keeps the run so far as a ghost, the newest last. */
int play_fork(struct play *play, struct str *says);

/* The newest ghost goes. STATUS_PLACE where there is none. */
int play_drop_ghost(struct play *play, struct str *says);

/* A ghost by its number from 1, or with 0 the newest, becomes the second of two runs. */
int play_twin_of_ghost(struct play *play, size_t which, struct str *says);

size_t play_ghost_count(const struct play *play);
const struct ghost *play_ghost(const struct play *play, size_t i);

/* True where its path lies in the plane that the run is drawn in. */
bool ghost_shares_plane(const struct ghost *ghost, const struct run *run);

/* "train.learning_rate = 0.1": what differs from the play as it is now: see engine/difference.h. */
void ghost_print_name(const struct play *play, const struct ghost *ghost, struct str *out);

/* Batches that a fork looks ahead, so that it parts from the run that goes on. */
size_t ghost_ahead(const struct run *run);

void play_close_ghosts(struct play *play);

#endif
