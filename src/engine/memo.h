/*
 * Memos: small values that are dear to find, kept with what they depend on.
 *
 * Who asks with the same words again gets the value that was kept; a few of them stay, those that were
 * asked for last.
 * Units:   words and values are bytes; at most MEMO_WORDS words and MEMO_BYTES bytes.
 * Errors:  none; a value that is too large is not kept.
 * Memory:  a value of a fixed size; zeroed memos are empty.
 */
#ifndef ENGINE_MEMO_H
#define ENGINE_MEMO_H

#include <stdbool.h>
#include <stddef.h>

enum { MEMO_WORDS = 6, MEMO_BYTES = 256, MEMO_COUNT = 4 };

/* All that a value depends on, as numbers; unused ones are 0. */
struct memo_key {
	unsigned long words[MEMO_WORDS];
};

struct memo {
	struct memo_key key;
	size_t size; /* 0: free */
	unsigned char bytes[MEMO_BYTES];
	unsigned long used; /* when it was last looked at */
};

struct memos {
	struct memo list[MEMO_COUNT];
	unsigned long clock;
};

/* The value of that size that was kept under the key; false, and *ret_value as it was, where none is. */
bool memo_find(struct memos *memos, const struct memo_key *key, void *ret_value, size_t size);

/* Keeps it in place of the one that was not looked at for the longest time. */
void memo_keep(struct memos *memos, const struct memo_key *key, const void *value, size_t size);

#endif
