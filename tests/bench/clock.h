/*
 * Measuring how long a piece of work takes.
 *
 * Units:   seconds of the monotonic clock.
 */
#ifndef TESTS_BENCH_CLOCK_H
#define TESTS_BENCH_CLOCK_H

double clock_seconds(void);

/*
 * Seconds that one call of `work` takes: the median of several rounds, each of so many calls that
 * reading the clock weighs nothing.
 */
double clock_measure(void (*work)(void *data), void *data);

#endif
