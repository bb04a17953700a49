/*
 * The bench: how fast training, the loss plane and the timeline are.
 *
 *     bench                     every figure
 *     bench steps|plane|timeline|growth
 *     bench step SHAPE          seconds of one step, as a bare number
 *     bench plane-seconds       seconds of the loss plane, as a bare number
 *     bench screen PROGRAM      bytes and time of the program on a pseudo-terminal
 *     bench work SHAPE COUNT    so many steps and nothing else, for counting instructions
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "figures.h"
#include "nets.h"

static const struct part {
	const char *name;
	void (*run)(void);
} parts[] = {
	{"steps", bench_steps},
	{"plane", bench_plane},
	{"timeline", bench_timeline},
	{"growth", bench_growth},
};
enum { PARTS = sizeof(parts) / sizeof(parts[0]) };

static int run_parts(const char *name)
{
	int found = 0;

	for (int i = 0; i < PARTS; i++) {
		if (!name || strcmp(name, parts[i].name) == 0) {
			parts[i].run();
			fflush(stdout);
			found++;
		}
	}
	return found ? 0 : 2;
}

static int work_steps(const struct bench_shape *shape, const char *count)
{
	struct bench_net net;

	bench_net_new(&net, shape);
	for (unsigned long left = strtoul(count, NULL, 10); left > 0; left--)
		bench_net_step(&net);
	bench_net_free(&net);
	return 0;
}

static int print_seconds(double seconds)
{
	printf("%.9g\n", seconds);
	return 0;
}

int main(int count, char **words)
{
	const struct bench_shape *shape = count > 2 ? bench_shape_find(words[2]) : NULL;
	int status = 2;

	if (count <= 1)
		return run_parts(NULL);
	if (count == 3 && shape && strcmp(words[1], "step") == 0)
		return print_seconds(figure_step(shape));
	if (count == 4 && shape && strcmp(words[1], "work") == 0)
		return work_steps(shape, words[3]);
	if (count == 3 && strcmp(words[1], "screen") == 0) {
		bench_screen(words[2]);
		return 0;
	}
	if (count == 2 && strcmp(words[1], "plane-seconds") == 0)
		return print_seconds(figure_plane());
	if (count == 2)
		status = run_parts(words[1]);
	if (status)
		fputs("usage: bench [steps|plane|timeline|growth|step SHAPE|plane-seconds|"
		      "screen PROGRAM|work SHAPE COUNT]\n",
			stderr);
	return status;
}
