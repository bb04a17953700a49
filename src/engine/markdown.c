#include "engine/markdown.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

enum { CHUNK_BYTES = 256 * 1024 };

/* Newest first; an allocation comes from the newest one. */
struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size; /* bytes of data */
	alignas(max_align_t) unsigned char data[];
};

/* In front of each allocation: its size, for realloc. */
struct arena_header {
	alignas(max_align_t) size_t size;
};

struct arena {
	struct arena_chunk *chunks;
	size_t total; /* bytes of all chunks */
	jmp_buf out;  /* where a failed allocation goes, with its status */
};

/* libcmark's allocator has no context argument: this is the arena of the parse under way. */
static _Thread_local struct arena current;

static struct arena_chunk *add_chunk(size_t need)
{
	size_t size = need > CHUNK_BYTES ? need : CHUNK_BYTES;

	if (size > MARKDOWN_MEMORY_MAX - current.total)
		longjmp(current.out, STATUS_LIMIT);
	struct arena_chunk *chunk = malloc(sizeof *chunk + size);
	if (!chunk)
		longjmp(current.out, STATUS_MEMORY);
	*chunk = (struct arena_chunk){.next = current.chunks, .size = size};
	current.chunks = chunk;
	current.total += size;
	return chunk;
}

static void *arena_take(size_t size)
{
	if (size > MARKDOWN_MEMORY_MAX)
		longjmp(current.out, STATUS_LIMIT);
	size_t step = alignof(max_align_t);
	size_t need = sizeof(struct arena_header) + (size + step - 1) / step * step;
	struct arena_chunk *chunk = current.chunks;
	if (!chunk || chunk->size - chunk->used < need)
		chunk = add_chunk(need);
	struct arena_header *header = (void *)(chunk->data + chunk->used);
	chunk->used += need;
	header->size = size;
	return header + 1;
}

static void *arena_calloc(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		longjmp(current.out, STATUS_LIMIT);
	return memset(arena_take(count * size), 0, count * size);
}

static void *arena_realloc(void *old, size_t size)
{
	if (!old)
		return arena_take(size);
	size_t had = ((struct arena_header *)old)[-1].size;
	if (size <= had)
		return old;
	return memcpy(arena_take(size), old, had);
}

/* Everything goes at once, with the tree. */
static void arena_free(void *memory)
{
	(void)memory;
}

static void free_chunks(struct arena_chunk *chunk)
{
	while (chunk) {
		struct arena_chunk *next = chunk->next;
		free(chunk);
		chunk = next;
	}
}

int markdown_parse(struct markdown *markdown, const char *text, size_t size, int line)
{
	static cmark_mem memory = {arena_calloc, arena_realloc, arena_free};

	current.chunks = NULL;
	current.total = 0;
	int status = setjmp(current.out);
	if (status == 0) {
		cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
		for (int i = 1; i < line; i++)
			cmark_parser_feed(parser, "\n", 1);
		cmark_parser_feed(parser, text, size);
		markdown->root = cmark_parser_finish(parser);
		markdown->chunks = current.chunks;
	} else {
		free_chunks(current.chunks);
	}
	current.chunks = NULL;
	return status;
}

void markdown_free(struct markdown *markdown)
{
	free_chunks(markdown->chunks);
	*markdown = (struct markdown){.root = NULL};
}
