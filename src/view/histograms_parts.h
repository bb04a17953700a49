/*
 * What the panel of histograms draws: series of values with their names and moments.
 *
 * Memory:  a content borrows the run's values; of features it has its own, which the caller frees.
 */
#ifndef VIEW_HISTOGRAMS_PARTS_H
#define VIEW_HISTOGRAMS_PARTS_H

#include "view/view.h"

enum { SERIES_MAX = 3 };

/* A mean or a standard deviation in a heading. */
struct figure {
	double value;
	bool known, lit;
};

struct series {
	const char *name;
	const double *values; /* [count] */
	size_t count;
	bool known, lit;
	struct figure mean, sd;
};

struct content {
	struct series series[SERIES_MAX];
	int count;
	bool shared;                /* one axis for all */
	bool one_height;            /* one scale of counts for all */
	bool second;                /* of twins: B */
	double *memory;             /* of features */
	const struct content *twin; /* what is drawn of the other of two runs, or NULL */
};

/* The chosen unit's values over this batch, or before the first batch the features. */
void histograms_gather(const struct scene *scene, struct content *content);

/* The series of the same quantity in another run, or NULL. */
const struct series *histograms_same(const struct content *content, const char *name);

#endif
