/*
 * Quantities: every number of the program under one name.
 *
 * Lessons' expressions, traces' columns, panels and --help quantities use this table. Indices
 * count from 1: mu(layer,unit), z(layer,unit,example), W(layer,unit,input), x(feature,row).
 */
#ifndef ENGINE_QUANTITY_H
#define ENGINE_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/run.h"

enum quantity_shape {
	QUANTITY_NUMBER,          /* no index: a variable in expressions */
	QUANTITY_LAYER,           /* (layer) */
	QUANTITY_FEATURE,         /* (feature) */
	QUANTITY_EIGEN,           /* (i) of a spectrum, from the largest */
	QUANTITY_ROW,             /* (row) of the data set */
	QUANTITY_EXAMPLE,         /* (example) of this batch */
	QUANTITY_UNIT,            /* (layer, unit) */
	QUANTITY_FEATURE_ROW,     /* (feature, row) */
	QUANTITY_FEATURE_EXAMPLE, /* (feature, example) */
	QUANTITY_VALUE,           /* (layer, unit, example) */
	QUANTITY_WEIGHT,          /* (layer, unit, input) */
	QUANTITY_CELL,            /* (column, line) of the lesson's sweep */
	QUANTITY_SHAPE_COUNT
};

enum { QUANTITY_FROM_MAX = 3 };

struct quantity {
	const char *name;
	const char *symbol; /* as the field writes it, in Unicode */
	enum quantity_shape shape;
	const char *unit; /* "" where there is none */
	const char *meaning;
	/* How to read it; exactly one of the following kinds. */
	enum {
		READ_FUNCTION,  /* read() */
		READ_WORK,      /* a pointer in struct layer_work at offset */
		READ_PARAMETER, /* a pointer in struct layer_params at offset, in theta */
		READ_BEFORE,    /* the same before this batch's update */
		READ_GRADIENT,  /* the same in the gradient */
		READ_MOMENT1,   /* the same in the optimizer's state */
		READ_MOMENT2
	} kind;
	size_t offset;
	int (*read)(const struct run *run, const int *index, double *ret_value);
	enum stage
		from[QUANTITY_FROM_MAX]; /* stages that may write it; STAGE_START: always known */
	/* Which of those that the layer has: the first named, the earliest, or the latest. */
	enum { KNOWN_FIRST, KNOWN_EARLIEST, KNOWN_LATEST } known;
};

extern const struct quantity quantities[];
extern const size_t quantities_count;

int quantity_indices(enum quantity_shape shape);           /* how many: 0 to 3 */
const char *quantity_arguments(enum quantity_shape shape); /* "(layer, unit)", "" */
const struct quantity *quantity_find(const char *name);
const char *quantity_nearest(const char *name);

/* The largest value of index i (from 0) of this quantity in this run, given the indices before it;
 * 0 where there is none. */
int quantity_extent(
	const struct run *run, const struct quantity *quantity, const int *index, int i);

/*
 * The value at the run's position. 0; STATUS_RANGE for an index that this run does not have,
 * STATUS_UNKNOWN_YET before the stage that writes it, STATUS_COMBINATION where this run has no
 * such quantity at all.
 */
int quantity_read(const struct run *run, const struct quantity *quantity, const int *index,
	double *ret_value);

#endif
