#include "figures.h"

#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "clock.h"
#include "num/plane.h"

double figure_step(const struct bench_shape *shape)
{
	struct bench_net net;
	double seconds;

	bench_net_new(&net, shape);
	seconds = clock_measure(bench_net_step, &net);
	bench_net_free(&net);
	return seconds;
}

void bench_steps(void)
{
	printf("training step, one thread, double precision, batch norm, tanh\n");
	for (const struct bench_shape *shape = bench_shapes; shape->name; shape++)
		printf("  %-16s %4zu rows  %10.3f µs\n", shape->name, shape->rows,
			1e6 * figure_step(shape));
}

enum { COLUMNS = 200, ROWS = 120 };

static void fill_even(double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		values[i] = -3 + 6 * (double)i / (double)(count - 1);
}

double figure_plane(void)
{
	static double u[COLUMNS], v[ROWS], loss[ROWS][COLUMNS];
	struct plane plane = {0, 1, COLUMNS, ROWS, u, v};
	struct bench_net net;
	struct state state;
	double start;

	fill_even(u, COLUMNS);
	fill_even(v, ROWS);
	bench_net_new(&net, bench_shape_find("2-16-16-1-256"));
	state = state_view(&net.model, net.before);
	work_load(&net.work, &net.inputs, net.data.train, net.model.train_rows);
	start = clock_seconds();
	plane_loss(&net.model, &state, MODE_TRAIN, &plane, &net.work, &loss[0][0]);
	start = clock_seconds() - start;
	bench_net_free(&net);
	return start;
}

void bench_plane(void)
{
	printf("loss plane, %d x %d points, 256 rows, 2-16-16-1, two weights of layer 1\n", COLUMNS,
		ROWS);
	printf("  all cores         %10.1f ms\n", 1e3 * figure_plane());
}
