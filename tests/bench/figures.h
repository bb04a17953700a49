/*
 * The figures that are compared with other programs.
 *
 * Units:   seconds, one thread.
 */
#ifndef TESTS_BENCH_FIGURES_H
#define TESTS_BENCH_FIGURES_H

#include "nets.h"

/* One training step. */
double figure_step(const struct bench_shape *shape);

/* The loss at 200 × 120 points over the two weights of a unit of layer 1, 2-16-16-1, 256 rows. */
double figure_plane(void);

#endif
