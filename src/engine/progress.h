/*
 * Progress: where a learner was in each lesson, what is done, and what was answered.
 *
 * As text, it is a file of lines with a version first and a checksum last, so that a damaged file is
 * seen as such. Answers belong to the seeds of their run: with other seeds a question has other
 * numbers, and old answers are left out.
 * Errors:  STATUS_SYNTAX for a text that is not one of these files, STATUS_MEMORY.
 * Memory:  a zeroed struct progress is empty; progress_free gives everything back.
 */
#ifndef ENGINE_PROGRESS_H
#define ENGINE_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "engine/play.h"

struct progress_answer {
	size_t stop; /* from 0 */
	struct answer answer;
};

struct progress_lesson {
	char *key;          /* see progress_key */
	size_t stop, stops; /* the stop where one was, from 0, and how many there are */
	int data_seed, train_seed;
	bool done; /* the last stop was reached once */
	struct progress_answer *answers;
	size_t answer_count;
};

struct progress {
	struct progress_lesson *lessons;
	size_t count;
};

/* Reads [size] bytes. 0, or a status and *ret_progress kept. */
int progress_parse(const char *text, size_t size, struct progress *ret_progress);
void progress_format(const struct progress *progress, struct str *out);
void progress_free(struct progress *progress);

/* The lesson of that name, or NULL. */
const struct progress_lesson *progress_find(const struct progress *progress, const char *key);

/* Notes where a play stands and what was answered in it. 0 or STATUS_MEMORY. */
int progress_note(struct progress *progress, const struct play *play);

/* Takes the answers over and goes to where the learner was; true when that is not the start. A
 * lesson that is done begins anew, with its answers kept. */
bool progress_resume(const struct progress *progress, struct play *play);

/* What `more` says of a lesson replaces what is known of it, but what is done stays done; its parts
 * move over. 0 or STATUS_MEMORY. */
int progress_merge(struct progress *progress, struct progress *more);

/* One line a lesson and one a question, for people. */
void progress_print(const struct progress *progress, struct str *out);

#endif
