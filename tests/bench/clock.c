#include "clock.h"

#include <stddef.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 9 };
static const double ROUND_SECONDS = 0.02;

double clock_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static double time_calls(void (*work)(void *data), void *data, size_t calls)
{
	double start = clock_seconds();

	for (size_t i = 0; i < calls; i++)
		work(data);
	return clock_seconds() - start;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double clock_measure(void (*work)(void *data), void *data)
{
	double seconds[ROUNDS];
	size_t calls = 1;

	while (time_calls(work, data, calls) < ROUND_SECONDS)
		calls *= 2;
	for (int i = 0; i < ROUNDS; i++)
		seconds[i] = time_calls(work, data, calls) / (double)calls;
	qsort(seconds, ROUNDS, sizeof(seconds[0]), compare);
	return seconds[ROUNDS / 2];
}
