/*
 * The speaker's notes of a stop as text: what is said there, what is asked, the answer, what comes next.
 *
 * Units:   widths in cells; width 0 does not wrap.
 */
#ifndef APP_NOTES_H
#define APP_NOTES_H

#include "app/position_file.h"
#include "engine/play.h"

/*
 * Appends what the play's stop asks, a line each: "Asks: …", "To do: train.learning_rate = 1",
 * "Answer: b “No, less”". Nothing where nothing is asked.
 */
void notes_answers(const struct play *play, struct str *out);

/* Appends the notes of where the position stands in its lesson, from the title on. */
void notes_print(const struct lesson *lesson, const struct followed *position, int width,
	bool ascii, struct str *out);

/* Appends a paragraph, `indent` blanks before each line, wrapped at blanks. */
void notes_add(const char *text, int indent, int width, bool ascii, struct str *out);

#endif
