/* Memos: the same words give the same value, others none; the one asked for longest ago gives way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/memo.h"

static struct memo_key key_of(unsigned long last)
{
	return (struct memo_key){{3, 0, 0, 0, 0, last}};
}

static void the_same_words_give_the_value(void **state)
{
	struct memos memos = {.clock = 0};
	struct memo_key one = key_of(1), two = key_of(2);
	double value = 0.37, found = -1;
	float narrow = -1;

	(void)state;
	assert_false(memo_find(&memos, &one, &found, sizeof found));
	memo_keep(&memos, &one, &value, sizeof value);
	assert_true(memo_find(&memos, &one, &found, sizeof found));
	assert_true(found == 0.37);
	assert_false(memo_find(&memos, &two, &found, sizeof found));
	assert_false(memo_find(&memos, &one, &narrow, sizeof narrow));
	assert_true(narrow == -1);
	value = 0.42;
	memo_keep(&memos, &one, &value, sizeof value);
	assert_true(memo_find(&memos, &one, &found, sizeof found) && found == 0.42);
}

static void the_one_asked_for_longest_ago_gives_way(void **state)
{
	struct memos memos = {.clock = 0};
	struct memo_key first = key_of(0), second = key_of(1);
	unsigned long found;

	(void)state;
	for (unsigned long i = 0; i < MEMO_COUNT; i++) {
		struct memo_key key = key_of(i);
		memo_keep(&memos, &key, &i, sizeof i);
	}
	assert_true(memo_find(&memos, &first, &found, sizeof found) && found == 0);
	unsigned long more = MEMO_COUNT;
	struct memo_key key = key_of(more);
	memo_keep(&memos, &key, &more, sizeof more);
	assert_true(memo_find(&memos, &first, &found, sizeof found) && found == 0);
	assert_false(memo_find(&memos, &second, &found, sizeof found));
	assert_true(memo_find(&memos, &key, &found, sizeof found) && found == MEMO_COUNT);
}

static void what_is_too_large_is_not_kept(void **state)
{
	struct memos memos = {.clock = 0};
	struct memo_key key = key_of(7);
	unsigned char large[MEMO_BYTES + 1] = {1}, found[MEMO_BYTES + 1];

	(void)state;
	memo_keep(&memos, &key, large, sizeof large);
	assert_false(memo_find(&memos, &key, found, sizeof found));
	memo_keep(&memos, &key, large, MEMO_BYTES);
	assert_true(memo_find(&memos, &key, found, MEMO_BYTES));
	assert_memory_equal(found, large, MEMO_BYTES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_words_give_the_value),
		cmocka_unit_test(the_one_asked_for_longest_ago_gives_way),
		cmocka_unit_test(what_is_too_large_is_not_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
