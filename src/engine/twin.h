/*
 * Twins: two runs in step under one cursor.
 *
 * Places are aligned by epoch, batch, stage and layer. Where one run lacks a stage it waits at the
 * nearest stage before it that both have; a stage that only the second run has stands directly
 * behind its predecessor, and there the first run waits. Where the epochs have different numbers of
 * batches, the run with fewer waits at its last batch, and the end of an epoch is the end for both.
 * Memory:  pure functions of two timelines; nothing is allocated.
 */
#ifndef ENGINE_TWIN_H
#define ENGINE_TWIN_H

#include "base/str.h"
#include "engine/run.h"

enum twin_wait {
	TWIN_IN_STEP,
	TWIN_NO_STAGE, /* the other run has a stage here that this one lacks */
	TWIN_NO_BATCH, /* this run's epochs have fewer batches */
	TWIN_NO_EPOCH, /* this run has fewer epochs */
	TWIN_ENDED     /* it diverged before */
};

/* Where a run stands when its twin stands somewhere. */
struct twin_stand {
	size_t index;
	enum twin_wait wait;
	enum stage stage; /* of TWIN_NO_STAGE: what it lacks */
	int layer;        /* from 1; 0 for stages of the whole network */
};

/* Where `to` stands when `from` stands at `at`. */
struct twin_stand twin_align(
	const struct timeline *from, struct position at, const struct timeline *to);

/* How many stages directly behind `at` only `to` has. */
int twin_extras(const struct timeline *from, struct position at, const struct timeline *to);

/* The k-th of them, from 1 to twin_extras, as an index of `to`. */
size_t twin_extra(
	const struct timeline *from, struct position at, const struct timeline *to, int k);

/* "has no normalize", "has no batch 3": why it waits; nothing where it does not. */
void twin_print_wait(const struct run *run, const struct twin_stand *stand, struct str *out);

/* Whether one setting differs, and how many do. */
bool twin_differs(
	const struct settings *own, const struct settings *other, const struct setting *setting);
int twin_differences(const struct settings *own, const struct settings *other);

/* "batch_norm.on = false": one setting of `own`, with the digits that tell it from that of `other`. */
void twin_print_setting(const struct settings *own, const struct settings *other,
	const struct setting *setting, struct str *out);

/*
 * The settings of `own` that differ from those of `other`: "batch_norm.on = false"; of more than
 * `most`, as many and "and 2 more". "the same settings" where nothing differs.
 */
void twin_print_difference(
	const struct settings *own, const struct settings *other, int most, struct str *out);

#endif
