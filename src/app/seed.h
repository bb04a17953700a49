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

/* The seed for the lesson of that file; `wanted` where there is no lesson, or no such seed soon. */
long seed_for(const char *path, long wanted);

#endif
