/*
 * A data set: rows of two features and a target, split into training and test rows.
 *
 * Shapes:  x[0], x[1], y: [rows]; train, test: row numbers counted from 0.
 * Units:   those of the data's source; nothing is normalized here.
 * Memory:  a struct dataset owns its arrays; dataset_free takes a zeroed one too.
 */
#ifndef NUM_DATASET_H
#define NUM_DATASET_H

#include <stdbool.h>
#include <stddef.h>

enum { FEATURES = 2, NAME_MAX_BYTES = 40 };

struct dataset {
	size_t rows;
	double *x[FEATURES]; /* [rows] each, one feature contiguous */
	double *y;           /* [rows]; 0 or 1 where classes is true */
	bool classes;        /* the target is one of two classes */
	size_t *train;       /* [train_count] row numbers, ascending */
	size_t *test;        /* [test_count] row numbers, ascending */
	size_t train_count, test_count;
	char feature_name[FEATURES][NAME_MAX_BYTES]; /* cleaned UTF-8 */
	char target_name[NAME_MAX_BYTES];
	char class_name[2][NAME_MAX_BYTES]; /* of target 0 and of target 1 */
};

/* Allocates zeroed arrays for `rows` rows, all of them training rows. 0 or STATUS_MEMORY. */
int dataset_alloc(struct dataset *data, size_t rows);
void dataset_free(struct dataset *data);

/*
 * Marks a share of the rows, chosen by a generator seeded with `seed`, as test rows. At least two
 * rows stay training rows; with share 0 there are no test rows. 0 or STATUS_MEMORY.
 */
int dataset_split(struct dataset *data, double test_share, unsigned long seed);

#endif
