/*
 * The directives of questions: ask, see, try, and the words that belong to one.
 *
 *     <!-- ask: choice -->   <!-- ask: order -->   <!-- see: choice -->
 *     <!-- ask: {answer: "var(1,1)", tolerance: 1%, mistakes: {divides by m − 1: "…"}} -->
 *     <!-- try: {set: {train.batch: 4}} -->   <!-- try: {done: "kappa < 10", answer: "step"} -->
 *     <!-- hint: … -->   <!-- solution: … -->   <!-- why: … -->
 *
 * Everything below an ask, up to the next heading, belongs to the question.
 * Errors:  through the builder, each with the place of the value.
 */
#ifndef ENGINE_QUESTION_READ_H
#define ENGINE_QUESTION_READ_H

#include "engine/lesson_builder.h"
#include "engine/yaml_tree.h"

void question_read_ask(struct lesson_builder *builder, const struct yaml_node *node);
void question_read_see(struct lesson_builder *builder, const struct yaml_node *node);
void question_read_try(struct lesson_builder *builder, const struct yaml_node *node);

/* The bytes of a hint, solution or why, from `from` to `to` of the source. */
void question_read_hint(struct lesson_builder *builder, size_t from, size_t to);
void question_read_solution(struct lesson_builder *builder, size_t from, size_t to);
void question_read_why(struct lesson_builder *builder, size_t from, size_t to);

#endif
