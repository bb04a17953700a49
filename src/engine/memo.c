#include "engine/memo.h"

#include <string.h>

static struct memo *find(struct memos *memos, const struct memo_key *key, size_t size)
{
	for (int i = 0; i < MEMO_COUNT; i++) {
		struct memo *memo = &memos->list[i];
		if (memo->size == size && memcmp(&memo->key, key, sizeof *key) == 0)
			return memo;
	}
	return NULL;
}

bool memo_find(struct memos *memos, const struct memo_key *key, void *ret_value, size_t size)
{
	struct memo *memo = find(memos, key, size);

	if (!memo || !size)
		return false;
	memo->used = ++memos->clock;
	memcpy(ret_value, memo->bytes, size);
	return true;
}

void memo_keep(struct memos *memos, const struct memo_key *key, const void *value, size_t size)
{
	struct memo *place = &memos->list[0], *same = find(memos, key, size);

	if (size > MEMO_BYTES)
		return;
	for (int i = 1; i < MEMO_COUNT; i++)
		if (memos->list[i].used < place->used)
			place = &memos->list[i];
	place = same ? same : place;
	*place = (struct memo){.key = *key, .size = size, .used = ++memos->clock};
	memcpy(place->bytes, value, size);
}
