/*
 * Derivatives by a tape: every operation on numbers is noted with its slopes, and one walk back
 * over the notes gives the derivative of the last result by everything before it.
 *
 * No gradient is written down anywhere: only the forward formulas are. That is what makes it a
 * reference for gradients that were derived by hand.
 * Shapes:  a number is its place on the tape, from 0.
 * Memory:  a struct tape is a plain value, large: make it static. A full tape aborts the test.
 */
#ifndef TESTS_NUM_TAPE_H
#define TESTS_NUM_TAPE_H

#include <math.h>
#include <stdlib.h>

enum { TAPE_MAX = 1 << 17 };

struct note {
	double value, adjoint; /* adjoint: derivative of the result by this number */
	int from[2];           /* the numbers it was made of, −1: none */
	double slope[2];       /* by each of them */
};

struct tape {
	int count;
	struct note notes[TAPE_MAX];
};

static inline int tape_add(struct tape *tape, struct note note)
{
	if (tape->count == TAPE_MAX)
		abort();
	tape->notes[tape->count] = note;
	return tape->count++;
}

/* A number that depends on nothing. */
static inline int tape_number(struct tape *tape, double value)
{
	return tape_add(tape, (struct note){.value = value, .from = {-1, -1}});
}

static inline double tape_value(const struct tape *tape, int a)
{
	return tape->notes[a].value;
}

static inline int tape_one(struct tape *tape, int a, double value, double slope)
{
	return tape_add(tape, (struct note){.value = value, .from = {a, -1}, .slope = {slope, 0}});
}

/* p a + q b */
static inline int tape_blend(struct tape *tape, double p, int a, double q, int b)
{
	return tape_add(
		tape, (struct note){.value = p * tape_value(tape, a) + q * tape_value(tape, b),
			      .from = {a, b},
			      .slope = {p, q}});
}

static inline int tape_times(struct tape *tape, int a, int b)
{
	double x = tape_value(tape, a), y = tape_value(tape, b);

	return tape_add(tape, (struct note){.value = x * y, .from = {a, b}, .slope = {y, x}});
}

static inline int tape_over(struct tape *tape, int a, int b)
{
	double x = tape_value(tape, a), y = tape_value(tape, b);

	return tape_add(tape,
		(struct note){.value = x / y, .from = {a, b}, .slope = {1 / y, -x / (y * y)}});
}

static inline int tape_root(struct tape *tape, int a)
{
	double root = sqrt(tape_value(tape, a));

	return tape_one(tape, a, root, 1 / (2 * root));
}

/* The same value, of which nothing flows back. */
static inline int tape_stop(struct tape *tape, int a)
{
	return tape_number(tape, tape_value(tape, a));
}

/* Fills the adjoints of everything that `result` was made of. */
static inline void tape_back(struct tape *tape, int result)
{
	for (int i = 0; i < tape->count; i++)
		tape->notes[i].adjoint = i == result;
	for (int i = result; i >= 0; i--) {
		const struct note *note = &tape->notes[i];

		for (int side = 0; side < 2; side++) {
			if (note->from[side] >= 0)
				tape->notes[note->from[side]].adjoint +=
					note->adjoint * note->slope[side];
		}
	}
}

#endif
