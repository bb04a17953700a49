#include "app/keys_queue.h"

#include <string.h>

#include "app/keys.h"
#include "app/terminal_clock.h"
#include "base/utf8.h"

void keys_queue_begin(struct keys_queue *queue, const struct probe *probe)
{
	*queue = (struct keys_queue){.filter = probe->filter};
	keys_queue_add(queue, probe->typed, probe->typed_count);
	queue->late_until = probe->answered ? 0 : clock_ms() + KEYS_LATE_MS;
}

void keys_queue_add(struct keys_queue *queue, const char *bytes, size_t count)
{
	size_t room = KEYS_QUEUE_MAX - queue->count;

	count = count < room ? count : room;
	memcpy(queue->bytes + queue->count, bytes, count);
	queue->count += count;
}

bool keys_queue_take(struct keys_queue *queue, uint32_t *ret_key)
{
	*ret_key = KEYS_NONE;
	while (queue->count && *ret_key == KEYS_NONE) {
		size_t used = key_decode(queue->bytes, queue->count, ret_key);
		queue->count -= used;
		memmove(queue->bytes, queue->bytes + used, queue->count);
	}
	return *ret_key != KEYS_NONE;
}

static void take_verdict(struct keys_queue *queue, enum probe_verdict verdict)
{
	if (verdict == PROBE_KEYS)
		keys_queue_add(queue, queue->filter.out, queue->filter.count);
	/* The answer to the closing question: no other one is under way. */
	if (verdict == PROBE_REPLY && queue->filter.out[queue->filter.count - 1] == 'c')
		queue->late_until = 0;
}

bool keys_queue_holds(const struct keys_queue *queue)
{
	return queue->filter.held_count > 0;
}

void keys_queue_settle(struct keys_queue *queue)
{
	take_verdict(queue, probe_flush(&queue->filter));
}

bool keys_queue_read(struct keys_queue *queue, uint32_t code, uint32_t *ret_key)
{
	bool awaited = queue->late_until && clock_ms() < queue->late_until;
	char bytes[5];

	if (!keys_queue_holds(queue) && !(code == KEYS_ESCAPE && awaited)) {
		*ret_key = key_canonical(code);
		return *ret_key != KEYS_NONE;
	}
	size_t count = utf8_put(code, bytes);
	for (size_t i = 0; i < count; i++)
		take_verdict(queue, probe_feed(&queue->filter, bytes[i]));
	return keys_queue_take(queue, ret_key);
}
