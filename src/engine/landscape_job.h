/*
 * One picture of the landscape to be computed, apart from the run that it is of.
 *
 * A job holds copies of all it needs: model, state, rows and plane. So it may be computed on
 * another thread while the run goes on, and be given up in the middle.
 * Shapes:  loss [ny × nx], rows from y0 (bottom) to y1.
 * Errors:  landscape_job_new gives NULL when memory runs out; landscape_job_run a status, and
 *          STATUS_LIMIT when it was cancelled.
 * Threads: landscape_job_cancel may be called while another thread is in landscape_job_run.
 * Memory:  landscape_job_new and landscape_job_free own; the run in the key is a name only and is
 *          never looked into.
 */
#ifndef ENGINE_LANDSCAPE_JOB_H
#define ENGINE_LANDSCAPE_JOB_H

#include <stdatomic.h>

#include "engine/landscape.h"

/* What a picture is of: while this is the same, so is the picture. */
struct landscape_key {
	const struct run *run;
	unsigned long version; /* of the run */
	enum landscape_kind kind;
	enum stage input; /* the view of the inputs */
	size_t step;
	bool after; /* behind the update */
	enum model_mode mode;
	struct window window;
	int nx, ny;
};

struct landscape_job {
	struct landscape_key key;
	struct model model;
	unsigned char *block; /* [model.block_bytes] the state */
	struct work work;     /* the rows that count are loaded */
	struct spread spread; /* with directions of its own */
	double *u, *v;        /* [nx], [ny] as plane_loss wants them */
	double *loss;         /* [ny × nx] */
	struct bend bend;
	atomic_bool cancelled;
	int status; /* of landscape_job_run */
};

bool landscape_key_same(const struct landscape_key *a, const struct landscape_key *b);

/* Whether asking for one picture says that another is not wanted any more: the same run has moved. */
bool landscape_key_outdates(const struct landscape_key *asked, const struct landscape_key *old);

/* The picture of a run as it stands, at a size. */
struct landscape_key landscape_key_of(
	const struct run *run, enum landscape_kind kind, struct window window, int nx, int ny);

struct landscape_job *landscape_job_new(const struct run *run, const struct landscape_key *key);
void landscape_job_free(struct landscape_job *job);

/* Multiplications of a job of that key, about. */
double landscape_job_cost(const struct run *run, const struct landscape_key *key);

int landscape_job_run(struct landscape_job *job);
void landscape_job_cancel(struct landscape_job *job);

#endif
