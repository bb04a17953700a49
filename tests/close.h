/*
 * Comparing doubles in tests; cmocka's own comparison is for floats.
 *
 * Two values are close when they are equal, both NaN, or differ by at most
 * abs + rel · |expected|. An infinity is close to itself alone.
 */
#ifndef TESTS_CLOSE_H
#define TESTS_CLOSE_H

#include <stdbool.h>

bool is_close(double actual, double expected, double rel, double abs);

/* Fails the running test, with both values in 17 digits, when the two are not close. */
#define assert_close(actual, expected, rel, abs) \
	assert_close_at((actual), (expected), (rel), (abs), #actual, __FILE__, __LINE__)

void assert_close_at(double actual, double expected, double rel, double abs, const char *text,
	const char *file, int line);

#endif
