#include "engine/passage.h"

#include <stdlib.h>

void block_free(struct block *block)
{
	for (size_t i = 0; i < block->span_count; i++)
		free(block->spans[i].text);
	free(block->spans);
	*block = (struct block){.kind = BLOCK_PARAGRAPH};
}

void passage_free(struct passage *passage)
{
	for (size_t i = 0; i < passage->count; i++)
		block_free(&passage->blocks[i]);
	free(passage->blocks);
	*passage = (struct passage){.count = 0};
}

void wishes_free(struct wish *wishes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(wishes[i].setting.name);
		free(wishes[i].value.name);
	}
	free(wishes);
}
