/*
 * The speaker's notes of a stop as text: what is said there, what is asked, the answer, what comes next.
 *
 * Units:   widths in cells; width 0 does not wrap.
 */
#ifndef APP_NOTES_H
#define APP_NOTES_H

#include "app/position_file.h"
#include "engine/play.h"

enum { NOTES_INDENT = 4 }; /* of what is said below a heading */

/*
 * Appends what the play's stop asks, a line each: "Ask: …" or "Try: …", "To do: train.learning_rate = 1",
 * "Answer: b “No, less”". Nothing where nothing is asked.
 */
void notes_answers(const struct play *play, struct str *out);

/* Appends the notes of where the position stands in its lesson, from the title on. */
void notes_print(const struct lesson *lesson, const struct followed *position, int width,
	bool ascii, struct str *out);

/* Appends the timer at a time of day in seconds: "Timer: 0:05 at this stop, 2:40 of 5 minutes". */
void notes_timer(
	const struct lesson *lesson, const struct followed *position, long now, struct str *out);

/* Appends a paragraph, `indent` blanks before each line, wrapped at blanks. */
void notes_add(const char *text, int indent, int width, bool ascii, struct str *out);

#endif
