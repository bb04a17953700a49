/*
 * The worker: one thread that computes pictures of the landscape while keys are answered.
 *
 * Jobs are done in the order in which they were asked for, but quick ones (of the start, and coarse
 * ones) before full ones. A job whose run has gone on is given up: at once when it waits or is a
 * full one, while a coarse one may end, so that a held key still sees pictures pass.
 * Threads: all functions are for the thread that made the worker; signals stay with it.
 * Errors:  worker_new gives NULL where there is no thread to be had: pictures are then computed
 *          where they are drawn.
 * Memory:  worker_new and worker_free own, with every job that was not collected.
 */
#ifndef APP_WORKER_H
#define APP_WORKER_H

#include <stdbool.h>

#include "engine/landscape.h"

struct worker;

struct worker *worker_new(void);

/* Gives up what is still computed and waits for the thread to end. */
void worker_free(struct worker *worker);

/* What a landscape needs to ask this worker. */
struct landscape_helper worker_helper(struct worker *worker);

/* A descriptor that is readable when there is something to collect. */
int worker_fd(const struct worker *worker);

/* Hands all that is done to the landscape. Whether there was anything. */
bool worker_collect(struct worker *worker, struct landscape *landscape);

#endif
