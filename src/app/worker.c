#include "app/worker.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/landscape_job.h"

/* More than a landscape ever owes: what it gets back makes room for what it asks. */
enum { JOBS_MAX = 64 };

struct jobs {
	struct landscape_job *list[JOBS_MAX];
	int count;
};

struct worker {
	pthread_t thread;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t asked;
	struct jobs waiting, done;
	struct landscape_job *running;
	bool orphan; /* nobody wants what is running any more */
	bool ending;
	int pipe[2];
};

/* --- lists ------------------------------------------------------------------------------------- */

static bool jobs_add(struct jobs *jobs, struct landscape_job *job)
{
	if (jobs->count == JOBS_MAX)
		return false;
	jobs->list[jobs->count++] = job;
	return true;
}

static struct landscape_job *jobs_take(struct jobs *jobs, int i)
{
	struct landscape_job *job = jobs->list[i];

	jobs->count--;
	memmove(&jobs->list[i], &jobs->list[i + 1], (size_t)(jobs->count - i) * sizeof job);
	return job;
}

static void jobs_drop(struct jobs *jobs)
{
	while (jobs->count)
		landscape_job_free(jobs_take(jobs, 0));
}

/* The first quick job, else the first. */
static struct landscape_job *jobs_next(struct jobs *jobs)
{
	int next = 0;

	while (next < jobs->count && jobs->list[next]->key.kind == LANDSCAPE_FULL)
		next++;
	return jobs_take(jobs, next < jobs->count ? next : 0);
}

/* --- the thread -------------------------------------------------------------------------------- */

/* A full pipe already says that there is something to collect. */
static void report(const struct worker *worker)
{
	ssize_t written = write(worker->pipe[1], "", 1);

	(void)written;
}

static void finish(struct worker *worker, struct landscape_job *job)
{
	worker->running = NULL;
	if (worker->orphan || !jobs_add(&worker->done, job))
		landscape_job_free(job);
	else
		report(worker);
}

static void *work(void *argument)
{
	struct worker *worker = argument;

	pthread_mutex_lock(&worker->lock);
	while (!worker->ending) {
		if (!worker->waiting.count) {
			pthread_cond_wait(&worker->asked, &worker->lock);
			continue;
		}
		struct landscape_job *job = worker->running = jobs_next(&worker->waiting);
		worker->orphan = false;
		pthread_mutex_unlock(&worker->lock);
		landscape_job_run(job);
		pthread_mutex_lock(&worker->lock);
		finish(worker, job);
	}
	pthread_mutex_unlock(&worker->lock);
	return NULL;
}

/* --- for the thread that made it --------------------------------------------------------------- */

static bool open_pipe(int ends[2])
{
	if (pipe(ends) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		fcntl(ends[i], F_SETFL, O_NONBLOCK);
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	}
	return true;
}

/* Signals are for the thread that waits for keys. */
static bool start_thread(struct worker *worker)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bool started = pthread_create(&worker->thread, NULL, work, worker) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

struct worker *worker_new(void)
{
	struct worker *worker = calloc(1, sizeof *worker);

	if (!worker || !open_pipe(worker->pipe)) {
		free(worker);
		return NULL;
	}
	pthread_mutex_init(&worker->lock, NULL);
	pthread_cond_init(&worker->asked, NULL);
	if (start_thread(worker))
		return worker;
	close(worker->pipe[0]);
	close(worker->pipe[1]);
	free(worker);
	return NULL;
}

static void drop(void *context)
{
	struct worker *worker = context;

	pthread_mutex_lock(&worker->lock);
	jobs_drop(&worker->waiting);
	jobs_drop(&worker->done);
	worker->orphan = true;
	if (worker->running)
		landscape_job_cancel(worker->running);
	pthread_mutex_unlock(&worker->lock);
}

void worker_free(struct worker *worker)
{
	if (!worker)
		return;
	drop(worker);
	pthread_mutex_lock(&worker->lock);
	worker->ending = true;
	pthread_cond_signal(&worker->asked);
	pthread_mutex_unlock(&worker->lock);
	pthread_join(worker->thread, NULL);
	pthread_cond_destroy(&worker->asked);
	pthread_mutex_destroy(&worker->lock);
	close(worker->pipe[0]);
	close(worker->pipe[1]);
	free(worker);
}

/* Jobs that are given up come back, too, so that the landscape knows that they are not owed. */
static void ask(void *context, struct landscape_job *job)
{
	struct worker *worker = context;
	struct landscape_job *running;

	pthread_mutex_lock(&worker->lock);
	running = worker->running;
	for (int i = 0; i < worker->waiting.count; i++)
		if (landscape_key_outdates(&job->key, &worker->waiting.list[i]->key))
			landscape_job_cancel(worker->waiting.list[i]);
	if (running && running->key.kind == LANDSCAPE_FULL &&
		landscape_key_outdates(&job->key, &running->key))
		landscape_job_cancel(running);
	if (!jobs_add(&worker->waiting, job))
		landscape_job_free(job);
	pthread_cond_signal(&worker->asked);
	pthread_mutex_unlock(&worker->lock);
}

struct landscape_helper worker_helper(struct worker *worker)
{
	return (struct landscape_helper){.context = worker, .ask = ask, .drop = drop};
}

int worker_fd(const struct worker *worker)
{
	return worker->pipe[0];
}

/* Bytes are taken first: what is done after that writes another. */
bool worker_collect(struct worker *worker, struct landscape *landscape)
{
	struct jobs done;
	char bytes[JOBS_MAX];

	while (read(worker->pipe[0], bytes, sizeof bytes) > 0)
		;
	pthread_mutex_lock(&worker->lock);
	done = worker->done;
	worker->done.count = 0;
	pthread_mutex_unlock(&worker->lock);
	for (int i = 0; i < done.count; i++)
		landscape_deliver(landscape, done.list[i]);
	return done.count > 0;
}
