/*
 * The log of answers, and what a class's logs say together.
 *
 * A log is lines of fields between tabs: lesson, stop, heading, outcome, answer, mistakes (of a wrong
 * choice its words), hints, and what was asked, which lines may lack. A class has a file each; of a
 * learner's answers to a question the first counts. Where a room voted, the outcome is "room" and the
 * answer its hands.
 * Errors:  STATUS_SYNTAX for a line that is none, STATUS_MEMORY.
 * Memory:  a zeroed struct report is empty; report_free gives everything back.
 */
#ifndef ENGINE_ANSWER_LOG_H
#define ENGINE_ANSWER_LOG_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "engine/play.h"

/* Appends what was answered at a stop: a line for the room's hands, one for what somebody typed. */
void answer_log_lines(const struct play *play, size_t stop, struct str *out);

struct report_mistake {
	char *names;
	size_t count;
};

struct report_question {
	char *lesson, *heading;
	char *words; /* what was asked; "" where no line says it */
	long stop;   /* from 1 */
	size_t right, mistaken, wrong, skipped, hints;
	size_t unnamed;    /* of the wrong ones: those without words */
	struct str others; /* what they were, with commas between */
	struct str rooms;  /* a line a file in which hands were counted */
	size_t rooms_before, room_file;
	struct report_mistake *mistakes;
	size_t mistake_count;
	size_t file;          /* the last one that it was answered in, from 1 */
	bool skipped_in_file; /* there it was skipped until now */
};

struct report {
	struct report_question *questions; /* lessons in the order met, stops in theirs */
	size_t count, files;
};

/* Begins another learner's log. */
void report_file(struct report *report);

/* Takes a line of it, its end not included. 0, or a status. */
int report_line(struct report *report, const char *line);

/* One page: per question how many were right, and the mistakes by how often they were made. */
void report_print(const struct report *report, struct str *out);
void report_free(struct report *report);

#endif
