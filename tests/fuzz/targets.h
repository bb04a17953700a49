/*
 * What is fuzzed: everything that reads a text from outside, one target each.
 *
 * A target reads the text and asserts what must hold of any: what was read prints and is read back
 * alike, and no message or print holds a control character. What it found wrong aborts.
 */
#ifndef TESTS_FUZZ_TARGETS_H
#define TESTS_FUZZ_TARGETS_H

#include <stddef.h>

struct fuzz_target {
	const char *name; /* and that of its folder in tests/fuzz/corpus */
	void (*read)(const char *text, size_t size); /* text[size] is 0 */
};

extern const struct fuzz_target fuzz_targets[]; /* closed by a NULL name */

const struct fuzz_target *fuzz_target_find(const char *name);

#endif
