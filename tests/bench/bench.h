/*
 * The parts of the bench; each prints its own lines to standard output.
 */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

/* How long a training step of each shape takes, and the loss over a plane. */
void bench_steps(void);
void bench_plane(void);

/* A run of a million steps: memory, going to random steps, the cost of a step along the way. */
void bench_timeline(void);

/* Cost over rows, units, layers and steps, with the exponent that fits. */
void bench_growth(void);

/* Bytes and milliseconds that the program at that path takes for a key, on a pseudo-terminal. */
void bench_screen(const char *program);

#endif
