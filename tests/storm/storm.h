/*
 * The storm: random keys, typed lines and sizes of the screen, without a terminal.
 *
 * Everything that is pressed comes from the program's own tables, so that a new action, setting or
 * quantity is in the storm as soon as it is there. What must hold whatever was pressed: each picture
 * is drawn alike twice, holds ASCII alone where that was asked for, and when all changes are undone
 * the run is the one that was opened, byte for byte, at its start and further on.
 * Units:   a seed decides every key; the same seed gives the same storm.
 * Memory:  storm_run gives everything back.
 */
#ifndef TESTS_STORM_STORM_H
#define TESTS_STORM_STORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct storm_plan {
	const char *lesson; /* a path */
	uint32_t seed;
	size_t keys;  /* that are pressed */
	bool listing; /* each key and line is printed before it is pressed */
};

/* 0, or the number of what did not hold; each is printed with the seed and the key it was found at. */
size_t storm_run(const struct storm_plan *plan);

#endif
