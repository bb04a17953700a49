#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "clock.h"
#include "engine/run.h"
#include "num/rng.h"

enum { VISITS = 300, PORTIONS = 10 };

/* 2-4-1 with 160 rows in batches of 16: 10 steps an epoch, 100 000 epochs, a million steps. */
static struct experiment *million_steps(void)
{
	struct experiment *experiment = NULL;
	struct settings settings;
	struct diags diags = {0};

	settings_defaults(&settings);
	settings.data.rows = 160;
	settings.data.test = 0;
	settings.network.hidden = (struct int_list){.count = 1, .value = {4}};
	settings.network.activation = ACTIVATION_TANH;
	settings.network.output = ACTIVATION_SIGMOID;
	settings.batch_norm.on = true;
	settings.train.loss = LOSS_LOGISTIC;
	settings.train.batch = 16;
	settings.train.epochs = 100000;
	snprintf(settings.data.source, sizeof(settings.data.source), "moons");
	if (experiment_new(
		    &settings, (struct experiment_source){.folder = "."}, &experiment, &diags))
		fputs("bench: the experiment is refused\n", stderr);
	diags_free(&diags);
	return experiment;
}

static double seek_seconds(struct run *run, size_t step)
{
	double start = clock_seconds();

	run_seek(run, timeline_index(&run->timeline, step, 0));
	return clock_seconds() - start;
}

/* The first time through, in portions: each should take as long as the first. */
static void go_through(struct run *run, size_t steps)
{
	printf("  µs a step, each tenth of the way  ");
	for (size_t i = 1; i <= PORTIONS; i++)
		printf(" %.2f", 1e6 * seek_seconds(run, i * steps / PORTIONS - 1) /
					((double)steps / PORTIONS));
	printf("\n");
}

static void visit_at_random(struct run *run, size_t steps)
{
	double worst = 0, sum = 0;
	struct rng rng;

	rng_seed(&rng, 1, RNG_DATA);
	for (int i = 0; i < VISITS; i++) {
		double seconds = seek_seconds(run, rng_below(&rng, (uint32_t)steps));

		sum += seconds;
		worst = seconds > worst ? seconds : worst;
	}
	printf("  going to a random step             mean %.3f ms, worst %.3f ms (at most 20)\n",
		1e3 * sum / VISITS, 1e3 * worst);
}

static void measure(void)
{
	struct experiment *experiment = million_steps();
	struct run *run = NULL;
	size_t steps;

	if (!experiment || run_new(experiment, 1, &run))
		return;
	steps = run->timeline.steps;
	printf("a run of %zu steps of 2-4-1, 16 rows a batch, shuffled each epoch\n", steps);
	go_through(run, steps);
	visit_at_random(run, steps);
	printf("  keyframes                          %zu of %zu bytes, one in %zu steps\n",
		run->keyframes.count, experiment->model.block_bytes, run->keyframes.stride);
	run_free(run);
	experiment_free(experiment);
}

/* In a process of its own, so that its peak of memory is that of the run. */
void bench_timeline(void)
{
	struct rusage usage;
	int status;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		measure();
		exit(0);
	}
	if (child > 0 && wait4(child, &status, 0, &usage) == child)
		printf("  peak memory of that process        %.1f MB (at most 64)\n",
			1024e-6 * (double)usage.ru_maxrss);
}
