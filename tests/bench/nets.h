/*
 * The networks that are measured: tanh, batch norm on the hidden layers, sigmoid and logistic loss
 * at the output, plain sgd, all rows in one batch.
 *
 * Memory:  bench_net_new fills a struct bench_net, bench_net_free gives everything back. Where
 *          memory is short they end the program: this is a bench.
 */
#ifndef TESTS_BENCH_NETS_H
#define TESTS_BENCH_NETS_H

#include "num/model.h"

struct bench_shape {
	const char *name;
	int hidden; /* layers */
	int units;  /* of each hidden layer */
	size_t rows;
	bool shuffle;
};

struct bench_net {
	struct model model;
	struct dataset data;
	struct inputs inputs;
	struct work work;
	void *before, *after; /* state blocks */
};

/* The shapes that the figures speak of, closed by a NULL name. */
extern const struct bench_shape bench_shapes[];

/* The shape of that name, or NULL. */
const struct bench_shape *bench_shape_find(const char *name);

void bench_net_new(struct bench_net *net, const struct bench_shape *shape);
void bench_net_free(struct bench_net *net);

/* One training step; what was after is before from then on. The argument is a struct bench_net. */
void bench_net_step(void *net);

#endif
