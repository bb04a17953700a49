/*
 * Directives: what HTML comments at the start of a line say about a stop.
 *
 *     <!-- at: {batch: 1, layer: 1, stage: mean} -->    also {input: mean}, start, end
 *     <!-- show: [contours, statistics] -->
 *     <!-- expect: "abs(zhat_mean(1,2)) < 1e-12" -->   see engine/expectation_read.h
 *     <!-- note: ask the room before pressing the key -->
 *     <!-- lock: [train, zoom] -->    settings, groups of them and actions that rest here
 *     <!-- highlight: [mu, var] -->   quantities that are marked here
 *     <!-- look: {mode: test, unit: 2} -->   see engine/lesson_look.h
 *
 * Questions have their own: see engine/question_read.h.
 *
 * A comment whose first word has no colon behind it is a comment and nothing else.
 * Errors:  through the builder, each with the place of the value.
 */
#ifndef ENGINE_DIRECTIVE_H
#define ENGINE_DIRECTIVE_H

#include "engine/lesson_builder.h"

/*
 * Reads the comments that begin on the line at offset `from`, up to the end of the line on which
 * the last of them is closed; all before `limit`. Refuses what is no comment. Returns where it
 * stopped.
 */
size_t directives_read(struct lesson_builder *builder, size_t from, size_t limit);

#endif
