/*
 * A lesson being played: its experiment, its run, and where each stop stands.
 *
 * Every live number is computed once, at its own stop, when the lesson is opened: prose keeps the
 * numbers of its stop while the learner steps on from there.
 * Twins are two plays in step: the second borrows the lesson and its stops from the first, and goes
 * wherever the first is sent.
 * Memory:  play_open and play_close own; the lesson is taken over.
 */
#ifndef ENGINE_PLAY_H
#define ENGINE_PLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "engine/answer.h"
#include "engine/asked.h"
#include "engine/experiment.h"
#include "engine/lesson.h"
#include "engine/course.h"
#include "engine/run.h"
#include "engine/twin.h"

/* What the command line changes: NAME=VALUE texts in order, and the user's own data file. */
struct play_wishes {
	const char *const *sets; /* [set_count] NAME=VALUE */
	size_t set_count;
	const char *const *changes; /* [change_count] PLACE: NAME=VALUE texts: --change */
	size_t change_count;
	const char *const *forks; /* [fork_count] as in a lesson's header: --fork */
	size_t fork_count;
	const char *data_file;  /* or NULL */
	size_t keyframe_stride; /* 0: one keyframe a step */
};

struct play {
	struct lesson *lesson;
	struct experiment *experiment;
	struct run *run;
	size_t *stop_index;     /* [stop_count] index on the timeline */
	bool *stop_moved;       /* [stop_count] this run lacks the place; the stop stands earlier */
	char ***stop_live;      /* [stop_count][live spans of the stop] values as text */
	struct asked **asked;   /* [stop_count] the stop's question with its numbers, or NULL */
	struct answer *answers; /* [stop_count] and what the learner said to it */
	size_t stop;            /* the current stop, from 0 */
	struct play *twin;      /* the other of two runs in step, or NULL */
	bool second;            /* this is the twin's play: it goes where the first goes */
	int beside; /* stages of the second run's own that the cursor stands behind run->at */
	struct twin_stand stand; /* whether this run waits for its twin, and for what */
	char *folder;            /* where the lesson's data lies */
	const char *own_file;    /* that the user named, one of files; or NULL */
	char **files;            /* [file_count] every name that was given: courses borrow them */
	size_t file_count;
	size_t stride;           /* of the keyframes */
	struct courses *courses; /* see engine/play_change.h */
	struct ghosts *ghosts;   /* see engine/ghost.h; NULL before the first fork */
	struct experiment
		*varied[COURSE_CHANGES_MAX]; /* [varied_count] that the run goes by later */
	size_t varied_count;
	bool changed; /* settings or data are not the lesson's own: its words may not fit */
};

/*
 * Opens a lesson. With `strict` a place that this run lacks, a live number that cannot be had and
 * a claim that does not hold are mistakes (`normscope check`); without, the stop stands where the
 * one before it does and the number shows as “?”.
 */
int play_open(struct lesson *lesson, struct play_wishes wishes, bool strict, struct play **ret_play,
	struct diags *diags);
void play_close(struct play *play);

/* What was answered in another play of the same lesson (or NULL) counts here, too. */
void play_take_answers(struct play *play, const struct play *other);

/* Goes to a stop, from 0; beyond the last one it goes to the last. */
void play_go_stop(struct play *play, size_t stop);

/* Goes to an index of the timeline; the stop follows: the first one at that index, else the last
 * one before it. */
void play_go_index(struct play *play, size_t index);

/* Steps by `count` stages, either way. */
void play_step(struct play *play, long count);

/* Shows both runs in train or test mode. */
void play_set_mode(struct play *play, enum model_mode mode);

/* To the same stage of the batch or epoch `count` further on, either way. */
void play_step_batch(struct play *play, long count);
void play_step_epoch(struct play *play, long count);

#endif
