/*
 * Keys between the terminal and the program: those that were typed while the terminal was being
 * asked (app/probe.h), and those that come while answers to it may still be under way.
 *
 * Late answers are thrown away: by then everything has been decided without them.
 * Units:   milliseconds of clock_ms.
 * Errors:  bytes beyond the room are dropped.
 * Memory:  a zeroed queue is empty; it owns nothing.
 */
#ifndef APP_KEYS_QUEUE_H
#define APP_KEYS_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/probe.h"

enum {
	KEYS_QUEUE_MAX = 256,
	KEYS_LATE_MS = 5000 /* how long an answer is still expected */
};

struct keys_queue {
	char bytes[KEYS_QUEUE_MAX]; /* as typed, not yet taken */
	size_t count;
	struct probe_filter filter; /* holds what may be an answer's beginning */
	long late_until;            /* 0: no answer is awaited */
};

/* Takes over what the probe read beside the answers, and the wait for those that did not come. */
void keys_queue_begin(struct keys_queue *queue, const struct probe *probe);

void keys_queue_add(struct keys_queue *queue, const char *bytes, size_t count);

/* Takes the first key; false when there is none. */
bool keys_queue_take(struct keys_queue *queue, uint32_t *ret_key);

/* A character was read: true when it, or what was held, makes a key. */
bool keys_queue_read(struct keys_queue *queue, uint32_t code, uint32_t *ret_key);

/* Something is held back until more comes or keys_queue_settle says that nothing will. */
bool keys_queue_holds(const struct keys_queue *queue);
void keys_queue_settle(struct keys_queue *queue);

#endif
