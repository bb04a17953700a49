/*
 * The choices of a question: what stands below its ask becomes words, choices and feedback.
 *
 * Errors:  through the builder, each with its place: a question without words, without a right
 *          answer, a choice without feedback.
 */
#ifndef ENGINE_QUESTION_OPTIONS_H
#define ENGINE_QUESTION_OPTIONS_H

#include "engine/lesson_builder.h"

/* Called once for each question, when all words of the lesson are read. */
void question_close(struct lesson_builder *builder, struct question *question);

#endif
