/*
 * The directive expect: a claim, of the lesson's own run or of what a change makes of it.
 *
 *     <!-- expect: "loss < 0.1" -->
 *     <!-- expect: {that: "loss > 1", after: {train.learning_rate: 9}, at: {epoch: 5}} -->
 *     <!-- expect: {that: "zhat_sd(1,1) > 0", put: {"gamma(1,1)": 2}, swap: [3, 9], mode: test} -->
 *
 * Everything is changed where the stop stands, as by a learner who does what a `try` asks for:
 * settings by `after` (twin. in front of a name: of the second run alone, which is made where there
 * is none), then parameters by `put`, then two places of the epoch's order by `swap`. `at` says where
 * it is looked at, `mode` how.
 * Errors:  through the builder, each with the place of the value.
 */
#ifndef ENGINE_EXPECTATION_READ_H
#define ENGINE_EXPECTATION_READ_H

#include "engine/lesson_builder.h"
#include "engine/yaml_tree.h"

void expectation_read(struct lesson_builder *builder, const struct yaml_node *node);

#endif
