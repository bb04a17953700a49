/* The entry of libFuzzer; the environment's FUZZ names the target. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/targets.h"

static const struct fuzz_target *target;

int LLVMFuzzerInitialize(int *count, char ***words);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerInitialize(int *count, char ***words)
{
	(void)count;
	(void)words;
	target = fuzz_target_find(getenv("FUZZ"));
	if (target)
		return 0;
	fputs("FUZZ names none of tests/fuzz/targets.c\n", stderr);
	exit(2);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		return 0;
	memcpy(text, bytes, size);
	text[size] = '\0';
	target->read(text, size);
	free(text);
	return 0;
}
