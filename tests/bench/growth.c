#include <math.h>
#include <stdio.h>

#include "bench.h"
#include "clock.h"
#include "figures.h"

enum { SIZES = 5 };

/* One way to grow: the shape of each size, and what the size counts. */
struct direction {
	const char *what;
	int size[SIZES];
	struct bench_shape (*shape)(int size);
};

static struct bench_shape grow_rows(int rows)
{
	return (struct bench_shape){"", 2, 16, (size_t)rows, false};
}

static struct bench_shape grow_units(int units)
{
	return (struct bench_shape){"", 1, units, 256, false};
}

static struct bench_shape grow_layers(int layers)
{
	return (struct bench_shape){"", layers, 16, 256, false};
}

static const struct direction directions[] = {
	{"rows, 2-16-16-1", {64, 128, 256, 1024, 4096}, grow_rows},
	{"units, 2-n-1, 256 rows", {8, 16, 64, 128, 256}, grow_units},
	{"hidden layers of 16 units, 256 rows", {1, 2, 4, 8, 15}, grow_layers},
};

/* The slope of the line through the logarithms: cost grows as size to this power. */
static double exponent(const int *size, const double *cost, int count)
{
	double mean_x = 0, mean_y = 0, xy = 0, xx = 0;

	for (int i = 0; i < count; i++) {
		mean_x += log(size[i]) / count;
		mean_y += log(cost[i]) / count;
	}
	for (int i = 0; i < count; i++) {
		double x = log(size[i]) - mean_x;

		xy += x * (log(cost[i]) - mean_y);
		xx += x * x;
	}
	return xy / xx;
}

static void print_row(const char *what, const int *size, const double *seconds)
{
	printf("  %s\n   ", what);
	for (int i = 0; i < SIZES; i++)
		printf(" %9d", size[i]);
	printf("   exponent\n   ");
	for (int i = 0; i < SIZES; i++)
		printf(" %9.2f", 1e6 * seconds[i]);
	printf("   %8.2f\n", exponent(size, seconds, SIZES));
}

static double seconds_of_steps(int steps)
{
	struct bench_net net;
	double start;

	bench_net_new(&net, bench_shape_find("2-4-1"));
	start = clock_seconds();
	for (int i = 0; i < steps; i++)
		bench_net_step(&net);
	start = clock_seconds() - start;
	bench_net_free(&net);
	return start;
}

void bench_growth(void)
{
	static const int steps[SIZES] = {10000, 30000, 100000, 300000, 1000000};
	double seconds[SIZES];

	printf("cost of a step in µs, and the power of the size that it grows with\n");
	for (size_t d = 0; d < sizeof(directions) / sizeof(directions[0]); d++) {
		for (int i = 0; i < SIZES; i++) {
			struct bench_shape shape = directions[d].shape(directions[d].size[i]);

			seconds[i] = figure_step(&shape);
		}
		print_row(directions[d].what, directions[d].size, seconds);
	}
	for (int i = 0; i < SIZES; i++)
		seconds[i] = seconds_of_steps(steps[i]);
	print_row("steps of 2-4-1, all of them", steps, seconds);
}
