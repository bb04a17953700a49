/*
 * The seed of a learner: other numbers, but the same lesson.
 *
 * With some seeds a net behaves otherwise than a lesson says of it, or a known mistake gives the right
 * number. A learner must not meet words that the numbers beside them contradict, nor questions that
 * ask in vain: --seed N takes the first of N, N + 1009, N + 2018 … with which every claim of the lesson
 * holds, and every mistake can be told, in its own settings. The same N gives the same seed everywhere.
 */
#ifndef APP_SEED_H
#define APP_SEED_H

#include <stddef.h>

/* The seed for the lesson of that file; `wanted` where there is no lesson, or no such seed soon, and
 * where it is negative: no seed. */
long seed_for(const char *path, long wanted);

/*
 * Those that were found: the lesson is played up to twenty times for one. A file that is read again
 * keeps its seed, whatever it claims now: its numbers do not change below its author.
 */
struct seeds {
	struct seed_found *list; /* [count], owned */
	size_t count;
};

/* The same as seed_for, found once for each file. `wanted` is always the same. */
long seeds_for(struct seeds *seeds, const char *path, long wanted);
void seeds_free(struct seeds *seeds);

#endif
